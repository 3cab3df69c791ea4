import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { readRegular, systemError } from "../regular-file.ts";

/**
 * The log that `--log` names: a file, a pipe (`<(go build 2>&1)`), or `-` for standard input. A pipe is waited for
 * as long as its writer likes, but Ctrl-C ends that. Throws Failure `unreadable-log`: absent, a device, too large.
 */
export async function readLog(ctx: Context, file: string, limit = largestLog): Promise<string> {
  try {
    const isStream = file === "-" || ctx.fs.statSync(file).isFIFO();
    if (isStream) return await readStream(ctx, file, limit);
    const bytes = readRegular(ctx, file, limit);
    if (bytes === null) throw systemError("ENOENT", "no such file");
    return bytes.toString("utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = { EINVAL: "not a regular file", EFBIG: "too large" }[code ?? ""];
    throw new Failure("unreadable-log", { file, reason: reason ?? code ?? String(error) });
  }
}

/** Bytes. */
const largestLog = 64 * 1024 * 1024;

async function readStream(ctx: Context, file: string, limit: number): Promise<string> {
  const from = file === "-" ? { fd: 0, autoClose: false } : {};
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.fs.createReadStream(file, from) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw systemError("EFBIG", "too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
