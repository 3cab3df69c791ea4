import { Failure } from "../failure.ts";
import { type Context, pathsOf } from "../context.ts";
import { readRegular, systemError } from "../regular-file.ts";

/** Why the system refused: `EACCES: permission denied`, without the call and the path that node adds. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split(/, [a-z]+(?= '|$)/)[0] ?? text;
}

/** Does something to a file; what the system refuses becomes Failure `write-failed` in that file's name. */
export function writing<T>(file: string, action: () => T): T {
  return namingRefusals("write-failed", file, action);
}

/** The same for a file that is only read: Failure `read-failed`. */
export function reading<T>(file: string, action: () => T): T {
  return namingRefusals("read-failed", file, action);
}

function namingRefusals<T>(kind: "write-failed" | "read-failed", file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(kind, { file, reason: reasonOf(error) });
  }
}

export function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

/** A file at one moment. */
export interface Snapshot {
  /** As the user names it. */
  file: string;
  /** With symbolic links followed; where a dangling link points, too. */
  real: string;
  /** null: no such file; the rest is meaningless then. */
  bytes: Buffer | null;
  mode: number;
  uid: number;
  gid: number;
  /** Names that the file has. */
  links: number;
  /** When it was last written, in milliseconds. */
  written: number;
}

/** Throws Failure `write-failed` where there is something that cannot be read or is no file. */
export function snapshot(ctx: Context, file: string): Snapshot {
  return writing(file, () => {
    const real = followLinks(ctx, file);
    const stat = ctx.fs.statSync(real, { throwIfNoEntry: false });
    if (stat === undefined) {
      return { file, real, bytes: null, mode: 0, uid: 0, gid: 0, links: 0, written: 0 };
    }
    const { mode, uid, gid, nlink: links, mtimeMs: written } = stat;
    const bytes = readRegular(ctx, real);
    return { file, real, bytes, mode: mode & 0o7777, uid, gid, links, written };
  });
}

/** What a file holds, links followed; null where there is none. */
export function readBytes(ctx: Context, file: string): Buffer | null {
  return snapshot(ctx, file).bytes;
}

/**
 * realpath(3) that also follows a link to a file that does not exist. Parts are joined without tidying up
 * `..`, which means another folder where what stands before it is a link.
 */
export function followLinks(ctx: Context, file: string): string {
  const paths = pathsOf(ctx);
  let path = file;
  for (let hops = 0; hops < 40; hops++) {
    try {
      return ctx.fs.realpathSync(path);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
    let link: string;
    try {
      link = ctx.fs.readlinkSync(path);
    } catch {
      return path;
    }
    path = paths.isAbsolute(link) ? link : paths.dirname(path) + paths.sep + link;
  }
  throw new Error("ELOOP: too many symbolic links");
}

/** The folders that are missing on the way to `folder`, outermost first. */
export function missingFolders(ctx: Context, folder: string): string[] {
  const paths = pathsOf(ctx);
  const missing: string[] = [];
  for (let at = folder; ctx.fs.statSync(at, { throwIfNoEntry: false }) === undefined;) {
    missing.unshift(at);
    const above = paths.dirname(at);
    if (above === at) break;
    at = above;
  }
  return missing;
}

/**
 * Makes a folder and those above it that are missing, each announced before; all belong to the owner of the
 * folder that was there. One step at a time: node's own way of making several never ends below /proc.
 */
export function makeFolders(
  ctx: Context,
  folder: string,
  { mode = 0o777, announce = (_made: string) => {} } = {},
): string[] {
  const missing = missingFolders(ctx, folder);
  for (const one of missing) {
    announce(one);
    try {
      ctx.fs.mkdirSync(one, { mode });
    } catch (error) {
      const isThere = ctx.fs.statSync(one, { throwIfNoEntry: false }) !== undefined;
      // Made by another run meanwhile.
      if (codeOf(error) === "EEXIST" && isThere) continue;
      throw whyNoFolder(ctx, one, error);
    }
    adopt(ctx, one);
  }
  return missing;
}

/** ENOENT and EEXIST say little of a folder that cannot be made. */
function whyNoFolder(ctx: Context, folder: string, error: unknown): unknown {
  if (codeOf(error) === "EEXIST") return systemError("ENOTDIR", `${folder} is a link to nothing`);
  const above = ctx.fs.statSync(pathsOf(ctx).dirname(folder), { throwIfNoEntry: false });
  const refuses = codeOf(error) === "ENOENT" && above !== undefined;
  return refuses ? systemError("ENOTDIR", `${folder} cannot be made`) : error;
}

/** Gives what was just made to the owner of its folder: root's it would be closed to that user. No link is followed. */
export function adopt(ctx: Context, path: string): void {
  giveToOwner(ctx, path, ctx.fs.lstatSync, (uid, gid) => ctx.fs.lchownSync(path, uid, gid));
}

/** The same for a file that is open. */
export function adoptOpen(ctx: Context, fd: number, path: string): void {
  giveToOwner(
    ctx,
    path,
    () => ctx.fs.fstatSync(fd),
    (uid, gid) => ctx.fs.fchownSync(fd, uid, gid),
  );
}

function giveToOwner(
  ctx: Context,
  path: string,
  look: (path: string) => { uid: number },
  give: (uid: number, gid: number) => void,
): void {
  if (ctx.platform === "win32") return;
  try {
    const { uid, gid } = ctx.fs.statSync(pathsOf(ctx).dirname(path));
    if (look(path).uid !== uid) give(uid, gid);
  } catch {
    // Only root can give things away.
  }
}

export function removeFile(ctx: Context, file: string): void {
  try {
    ctx.fs.unlinkSync(file);
  } catch {
    // Gone already, perhaps with its folder.
  }
}

/** None where the folder cannot be read. */
export function namesIn(ctx: Context, folder: string): string[] {
  try {
    return ctx.fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** Removes folders that are empty, the innermost first; any other stays. */
export function removeFolders(ctx: Context, outermostFirst: readonly string[]): void {
  for (const folder of outermostFirst.toReversed()) {
    try {
      ctx.fs.rmdirSync(folder);
    } catch {
      // Not empty, or gone already.
    }
  }
}

/**
 * Makes a folder that only its owner may look into. One that is a link, or another user's, keeps its mode: it is
 * not ours alone.
 */
export function makePrivate(ctx: Context, folder: string): void {
  makeFolders(ctx, folder, { mode: 0o700 });
  if (ctx.platform === "win32") return;
  const { mode, uid } = ctx.fs.statSync(folder);
  const isOurs = uid === ctx.user && ctx.fs.lstatSync(folder).isDirectory();
  if (isOurs && (mode & 0o077) !== 0) ctx.fs.chmodSync(folder, 0o700);
}
