import type { Context } from "../context.ts";
import { fromBytes, toBytes } from "../go/text/strings.ts";
import { parseUrl } from "../go/url/url.ts";
import { newest } from "../go/version.ts";
import type { RequestOptions, Response } from "./exchange.ts";
import { readRegular } from "../regular-file.ts";

/** A file as go takes it (cmd/go/internal/web getFile): what is not there is as 404, what may not be read as 403. */
export function readAsServed(ctx: Context, url: string, { onData }: RequestOptions): Response {
  const answer = (status: number, body = Buffer.alloc(0)) => {
    return { status, headers: {}, body, bytes: body.length };
  };
  try {
    const body = readRegular(ctx, filePath(ctx, url));
    if (body === null) return answer(404);
    onData?.(body);
    return answer(200, body);
  } catch {
    return answer(403);
  }
}

/** cmd/go/internal/web urlToFilePath: on Windows the slash before the drive letter goes. */
export function filePath(ctx: Context, url: string): string {
  const parsed = parseUrl(toBytes(url), newest);
  const path = "reason" in parsed ? "" : fromBytes(parsed.path);
  return ctx.platform === "win32" ? path.replace(/^\/(?=[a-zA-Z]:)/, "") : path;
}
