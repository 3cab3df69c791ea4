import { type Context, pathsOf } from "../context.ts";
import type { FileRefusal } from "../findings.ts";
import { readRegular } from "../regular-file.ts";

/** A file in the place of a startup file. */
export interface Present {
  /** The file behind symbolic links: two names of one file are one file. */
  real: string;
  /** null: there is none, or a link to none. */
  bytes: Buffer | null;
}

/** Reads a file that may be absent; says why where there is something else, or nothing that could be read. */
export function readFile(ctx: Context, file: string): Present | { refused: FileRefusal } {
  try {
    const bytes = readRegular(ctx, file);
    const real = bytes === null ? targetOf(ctx, file) : ctx.fs.realpathSync(file);
    return { real, bytes };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { refused: refusals[code ?? ""] ?? "unreadable" };
  }
}

const refusals: Record<string, FileRefusal> = {
  ENOTDIR: "not-a-folder",
  ELOOP: "link-loop",
  EISDIR: "folder",
  EINVAL: "special",
};

/** Why a file cannot be written or made; null where it can. */
export function writeRefusal(ctx: Context, file: string): FileRefusal | null {
  const writable = 2; // W_OK
  try {
    ctx.fs.accessSync(file, writable);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOTDIR") return "not-a-folder";
    if (code !== "ENOENT") return "read-only";
  }
  const paths = pathsOf(ctx);
  for (let folder = paths.dirname(targetOf(ctx, file)); ; folder = paths.dirname(folder)) {
    const stat = ctx.fs.statSync(folder, { throwIfNoEntry: false });
    if (stat === undefined && paths.dirname(folder) !== folder) continue;
    if (stat?.isDirectory() !== true) return "not-a-folder";
    try {
      ctx.fs.accessSync(folder, writable);
      return null;
    } catch {
      return "read-only";
    }
  }
}

/** Where a name leads that has no file: the end of a dangling link, in a folder that may be linked itself. */
function targetOf(ctx: Context, file: string): string {
  const paths = pathsOf(ctx);
  try {
    const link = ctx.fs.readlinkSync(file);
    return targetOf(ctx, paths.resolve(paths.dirname(file), link));
  } catch {
    // No link.
  }
  try {
    return paths.join(ctx.fs.realpathSync(paths.dirname(file)), paths.basename(file));
  } catch {
    return file;
  }
}
