import { type Context, openFlags } from "./context.ts";

type Bytes = Buffer<ArrayBuffer>;

/** Bytes. What people or programs write for us to read is never a tenth as large. */
export const largestFile = 64 * 1024 * 1024;

/**
 * The bytes of a regular file, links followed; null where there is none. Every file that this tool reads whole
 * is read through here: a pipe would never begin, a device never end, and a synchronous read hears no Ctrl-C.
 *
 * Throws the system's error, or one of its form: EISDIR (a folder), EINVAL (not a regular file), EFBIG.
 */
export function readRegular(ctx: Context, file: string, limit = largestFile): Bytes | null {
  try {
    const stat = ctx.fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    expectRegular(stat, limit);
    // A pipe that took its place meanwhile is not waited for. Node takes the flags as a number, too.
    return ctx.fs.readFileSync(file, { flag: openFlags.read as unknown as string });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** The text of a regular file; null where there is none, or none that can be read: see readRegular. */
export function readTextIfRegular(
  ctx: Context,
  file: string,
  { limit = largestFile, encoding = "utf8" as BufferEncoding } = {},
): string | null {
  try {
    return readRegular(ctx, file, limit)?.toString(encoding) ?? null;
  } catch {
    return null;
  }
}

/** Whether a folder is there; null where there is nothing, or nothing that can be seen. */
export function isFolder(ctx: Context, path: string): boolean | null {
  try {
    return ctx.fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? null;
  } catch {
    return null;
  }
}

/** Whether a file is there that can be read as one: no folder, no dangling link. */
export function isFile(ctx: Context, file: string): boolean {
  try {
    return ctx.fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What stat says of a file. */
interface Kind {
  isDirectory(): boolean;
  isFile(): boolean;
  size: number;
}

/** Throws, in the system's form, where this is no regular file of at most `limit` bytes. */
export function expectRegular(stat: Kind, limit = largestFile): void {
  if (!stat.isFile()) {
    throw stat.isDirectory()
      ? systemError("EISDIR", "is a directory")
      : systemError("EINVAL", "not a regular file");
  }
  if (stat.size > limit) throw systemError("EFBIG", `too large (over ${limit} bytes)`);
}

/** An error as node makes them of errno: `code` and `CODE: words`. */
export function systemError(code: string, words: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${words}`), { code });
}
