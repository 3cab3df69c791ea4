import { once } from "node:events";
import { type Context, pathsOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { readRegular, systemError } from "../regular-file.ts";
import type { Note } from "../findings.ts";
import { ruled } from "./log-rules.ts";

/**
 * The log that `--log` names: a file, a pipe (`<(go build 2>&1)`), or `-` for standard input. A pipe is waited for
 * as long as its writer likes, but Ctrl-C ends that. Throws Failure `unreadable-log`: absent, a device, too large.
 */
export async function readLog(ctx: Context, name: string, limit = largestLog): Promise<string> {
  const file = name === "-" ? name : pathsOf(ctx).resolve(ctx.cwd, name);
  try {
    const isStream = file === "-" || ctx.fs.statSync(file).isFIFO();
    if (isStream) return await readStream(ctx, file, limit);
    const bytes = readRegular(ctx, file, limit);
    if (bytes === null) throw systemError("ENOENT", "no such file");
    return bytes.toString("utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = { EINVAL: "not a regular file", EFBIG: "too large" }[code ?? ""];
    throw new Failure("unreadable-log", { file: name, reason: reason ?? code ?? String(error) });
  }
}

/** Bytes. */
const largestLog = 64 * 1024 * 1024;

async function readStream(ctx: Context, file: string, limit: number): Promise<string> {
  const from = file === "-" ? { fd: 0, autoClose: false } : {};
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const stream = ctx.fs.createReadStream(file, from);
    // Taken as they are read: what an iterator holds back is lost where the next read fails.
    stream.on("data", (chunk) => {
      size += chunk.length;
      chunks.push(Buffer.from(chunk));
      if (size > limit) stream.destroy(systemError("EFBIG", "too large"));
    });
    try {
      await once(stream, "end");
      return Buffer.concat(chunks).toString("utf8");
    } catch (error) {
      // Another process made the pipe a non-blocking one, and its writer has nothing yet.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      await ctx.sleep(20);
    }
  }
}

/** What one line of a build log is about. */
export interface Recognised {
  /** The module that could not be had; null where the line names none. */
  module: { module: string; version: string | null } | null;
  note: Note;
}

/**
 * The lines of a log in which go says why a module or a toolchain could not be had, the first one of each kind; a
 * line that continues the one before (indented) belongs to it.
 */
export function recognise(log: string): Recognised[] {
  const found = new Map<string, Recognised>();
  const text = log.slice(0, 4 * 1024 * 1024).replaceAll("\r\n", "\n");
  for (const paragraph of text.split(/\n(?!\s)/)) {
    if (paragraph.length > 20_000) continue;
    const one = recogniseOne(paragraph);
    if (one === null) continue;
    const kind = JSON.stringify([one.note, one.module?.module]);
    if (!found.has(kind)) found.set(kind, one);
  }
  return [...found.values()];
}

function recogniseOne(paragraph: string): Recognised | null {
  const module = moduleOf(paragraph);
  const found = ruled(paragraph);
  if (found === null) return null;
  if (found.code === "sumdb.mismatch" && module !== null) {
    found.args.module = `${module.module}@${module.version ?? ""}`;
  }
  return { module, note: found };
}

/** `go: example.com/m@v1.2.3: …`, `go: module example.com/m: …`, `main.go:4:2: example.com/m@v1.2.3: …`. */
function moduleOf(paragraph: string): Recognised["module"] {
  const path = String.raw`([a-zA-Z0-9.-]+\.[a-zA-Z]{2,}(?:\/[\w.~+-]+)*)`;
  const versioned = new RegExp(`(?:^|[\\s:])${path}@(v\\d[\\w.+-]*|latest)`).exec(paragraph);
  if (versioned !== null) return { module: versioned[1]!, version: versioned[2]! };
  const plain = new RegExp(`\\bmodule ${path}:`).exec(paragraph);
  return plain === null ? null : { module: plain[1]!, version: null };
}
