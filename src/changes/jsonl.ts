import { type Context, openFlags, pathsOf } from "../context.ts";
import { adoptOpen, makePrivate, reading, writing, codeOf } from "./files.ts";
import { expectRegular, systemError } from "../regular-file.ts";

type Line = Record<string, unknown>;

/**
 * The objects in a file with one on each line, from the beginning or (`last`) from its last bytes on, a line
 * that is cut there left out. Lines that a crash has torn are passed over. `all`: nothing was left out.
 */
export function readLines(
  ctx: Context,
  file: string,
  take: (line: Line) => void,
  last = Infinity,
): { all: boolean } {
  const { bytes, from } = readEnd(ctx, file, last);
  // Lines are cut as bytes: the whole may be longer than a string can be.
  let start = from === 0 ? 0 : bytes.indexOf(10) + 1 || bytes.length;
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start);
    const stop = newline < 0 ? bytes.length : newline;
    const line = parsed(bytes.toString("utf8", start, stop));
    if (line !== null) take(line);
    start = stop + 1;
  }
  return { all: from === 0 };
}

function parsed(text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === "object" && !Array.isArray(line) ? (line as Line | null) : null;
  } catch {
    return null;
  }
}

function readEnd(ctx: Context, file: string, last: number): { bytes: Buffer; from: number } {
  return reading(file, () => {
    const fd = openOwn(ctx, file, openFlags.ownRead);
    if (fd === null) return { bytes: Buffer.alloc(0), from: 0 };
    try {
      const { size } = ctx.fs.fstatSync(fd);
      const from = Math.max(0, size - last);
      const bytes = Buffer.alloc(size - from);
      let got = 0;
      for (let more = -1; more !== 0 && got < bytes.length; got += more) {
        more = ctx.fs.readSync(fd, bytes, got, bytes.length - got, from + got);
      }
      return { bytes: bytes.subarray(0, got), from };
    } finally {
      ctx.fs.closeSync(fd);
    }
  });
}

/**
 * Adds a line to a file that nobody else may read: a line of its own even where a crash has torn the last
 * one. `flush`: it is on the disk when this returns. Throws Failure `write-failed`.
 */
export function appendLine(ctx: Context, file: string, line: object, flush: boolean): void {
  writing(file, () => {
    makePrivate(ctx, pathsOf(ctx).dirname(file));
    const fd = openOwn(ctx, file, openFlags.ownAppend)!;
    try {
      const { size, mode } = ctx.fs.fstatSync(fd);
      if ((mode & 0o077) !== 0 && ctx.platform !== "win32") ctx.fs.fchmodSync(fd, 0o600);
      const last = Buffer.from("\n");
      if (size > 0) ctx.fs.readSync(fd, last, 0, 1, size - 1);
      else adoptOpen(ctx, fd, file);
      const fresh = last[0] === 10 ? "" : "\n";
      const bytes = Buffer.from(`${fresh}${JSON.stringify(line)}\n`);
      for (let at = 0; at < bytes.length;) at += ctx.fs.writeSync(fd, bytes, at);
      if (flush) ctx.fs.fsyncSync(fd);
    } finally {
      ctx.fs.closeSync(fd);
    }
  });
}

/** The history keeps whole files in it; one that cannot be held in memory is not ours (bytes). */
const largestOwn = 1024 * 1024 * 1024;

/**
 * Opens a file that is this tool's alone, such as the history, and makes it where `flags` say so; null where
 * there is none. Whoever could put something else in its place could have root write anywhere: a link is not
 * followed, a pipe not waited for, another user's file not taken. Throws the system's error, or one of its form.
 */
export function openOwn(ctx: Context, file: string, flags: number): number | null {
  let fd: number;
  try {
    fd = ctx.fs.openSync(file, flags, 0o600);
  } catch (error) {
    if (codeOf(error) === "ELOOP") throw systemError("ELOOP", "a link, and not followed");
    // A pipe that is opened to write, and that nobody reads.
    if (codeOf(error) === "ENXIO") throw systemError("EINVAL", "not a regular file");
    if (codeOf(error) === "ENOENT" && flags === openFlags.ownRead) return null;
    throw error;
  }
  try {
    const stat = ctx.fs.fstatSync(fd);
    expectRegular(stat, largestOwn);
    if (!isOwner(ctx, stat.uid))
      throw systemError("EPERM", `belongs to another user (${stat.uid})`);
    return fd;
  } catch (error) {
    ctx.fs.closeSync(fd);
    throw error;
  }
}

/** The caller, root, and who owns the home folder: in a container that is often a user without a name. */
function isOwner(ctx: Context, uid: number): boolean {
  if (ctx.user === null || uid === ctx.user || uid === 0) return true;
  const home = ctx.home === null ? undefined : ctx.fs.statSync(ctx.home, { throwIfNoEntry: false });
  return home?.uid === uid;
}
