import type { Context } from "../context.ts";
import type { Serves } from "../contract.ts";
import { note, type Note } from "../findings/findings.ts";
import { fromBytes, toBytes } from "../go/text/bytes.ts";
import { redactUrl } from "../go/text/redact.ts";
import { parseUrl } from "../go/url/url.ts";
import { newest } from "../go/version.ts";
import { lacksModule, type ModuleVersion, type Probed, type Target } from "./probed.ts";
import { versionOf } from "./http/verdict.ts";

/**
 * A mirror in a folder (file://), looked at as go does: what is not there is missing, as with status 404, and
 * what may not be read is refused, as with 403 (cmd/go/internal/web getFile).
 */
export function lookAtFolder(ctx: Context, target: Target, wanted: ModuleVersion): Probed {
  const began = ctx.elapsed();
  const folder = folderOf(ctx, target.url);
  const { module, version } = wanted;
  const info = read(ctx, `${folder}/${escaped(module)}/@v/${escaped(version)}.info`);
  const verdict = judge();
  return {
    id: target.id,
    url: redactUrl(target.url),
    ms: Math.round(ctx.elapsed() - began),
    ...verdict,
    ...(verdict.ok ? { serves: serves(ctx, folder, info === "missing" ? null : true) } : {}),
    attempt: { connected: true, proxied: false },
  };

  function judge(): { ok: boolean; note?: Note } {
    const url = redactUrl(target.url);
    if (info === "refused") return failed(note("net.status", "warning", { url, status: 403 }));
    if (info !== "missing") {
      const got = versionOf(info);
      if (got === version) return { ok: true };
      return failed(
        got === null
          ? note("net.bad-response", "warning", { url, body: "not-json" })
          : note("net.wrong-version", "warning", { url, got, wanted: version }),
      );
    }
    const isFolder = ctx.fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!isFolder) return failed(note("net.status", "warning", { url, status: 404 }));
    return { ok: true, note: lacksModule(target, wanted) };
  }
}

function serves(ctx: Context, folder: string, modules: true | null): Serves {
  const has = (path: string) =>
    ctx.fs.statSync(`${folder}/${path}`, { throwIfNoEntry: false }) !== undefined;
  return {
    modules,
    sumdb: has("sumdb/sum.golang.org/supported"),
    toolchain: has("golang.org/toolchain/@v"),
  };
}

const failed = (why: Note) => ({ ok: false, note: why });

function read(ctx: Context, file: string): Buffer | "missing" | "refused" {
  try {
    return ctx.fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "EACCES" || code === "EPERM" ? "refused" : "missing";
  }
}

/** cmd/go/internal/web urlToFilePath: on Windows the slash before the drive letter goes. */
export function folderOf(ctx: Context, url: string): string {
  const parsed = parseUrl(toBytes(url), newest);
  const path = "reason" in parsed ? "" : fromBytes(parsed.path);
  const local = ctx.platform === "win32" ? path.replace(/^\/(?=[a-zA-Z]:)/, "") : path;
  return local.replace(/\/$/, "");
}

/** x/mod/module EscapePath: `!a` for `A`. */
const escaped = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
