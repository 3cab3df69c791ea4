import { type Context, pathsOf } from "../context.ts";
import { stateFolder } from "../folders.ts";
import { adopt, makeFolders, type Snapshot, codeOf, writing } from "./files.ts";
import type { Lock } from "./lock.ts";

/** A change to one file that needs but one step more. */
export interface Staged {
  snapshot: Snapshot;
  /** null: the file goes away. */
  after: Buffer | null;
  /** A finished file beside the old one, to be renamed over it; null: the old one is written in place. */
  temp: string | null;
  /** Folders that were made for it, outermost first. */
  made: readonly string[];
}

/** A working copy of a file, with its bytes, nobody else's to read. */
export interface Copy {
  path: string;
  /** It lies where it can be renamed over the file. */
  beside: boolean;
  made: readonly string[];
}

/**
 * Makes a copy of a file beside it, or in our own folder where the file may be written and its folder may
 * not. Makes the folders that are missing. Throws Failure `write-failed` where the file is read-only.
 */
export function copyBeside(
  ctx: Context,
  lock: Lock,
  { file, real, bytes }: Snapshot,
  content: Buffer | null = bytes,
  mode = 0o666,
): Copy {
  const paths = pathsOf(ctx);
  const [folder, base] = [paths.dirname(real), paths.basename(real)];
  return writing(file, () => {
    if (bytes !== null) ctx.fs.accessSync(real, 2); // W_OK: a rename would not mind
    const made = makeFolders(ctx, folder, { announce: (missing) => lock.announce(missing) });
    const create = (path: string) => {
      lock.announce(path);
      const options = { flag: "wx", mode: bytes === null ? mode : 0o600 };
      ctx.fs.writeFileSync(path, content ?? "", options);
      if (bytes === null) adopt(ctx, path);
      return path;
    };
    // Neither a startup file nor a drop-in folder's suffix, whatever the file is called.
    const unique = Math.random().toString(36).slice(2, 8);
    const name = `.${base.slice(0, 40)}.${lock.holder}.${unique}.goproxy-cfg`;
    try {
      return { path: create(paths.join(folder, name)), beside: true, made };
    } catch (error) {
      const unwritable = ["EACCES", "EPERM", "EROFS"].includes(codeOf(error));
      if (bytes === null || !unwritable) throw error;
      return { path: create(paths.join(stateFolder(ctx), name)), beside: false, made };
    }
  });
}

/** Gives a copy, edited by now, its final owner and mode, and makes it last. */
export function stageCopy(ctx: Context, snapshot: Snapshot, copy: Copy, after: Buffer): Staged {
  const fits = copy.beside && snapshot.links < 2 && canPassFor(ctx, copy.path, snapshot);
  if (fits) writing(snapshot.file, () => sync(ctx, copy.path));
  const temp = fits ? copy.path : null;
  return { snapshot, after, temp, made: copy.made };
}

/** A file that goes away, and folders (outermost first) that go with it where they are empty then. */
export function stageRemoval(
  ctx: Context,
  lock: Lock,
  snapshot: Snapshot,
  folders: readonly string[],
): Staged {
  writing(snapshot.file, () => ctx.fs.accessSync(pathsOf(ctx).dirname(snapshot.real), 2));
  for (const folder of folders) lock.announce(folder);
  return { snapshot, after: null, temp: null, made: [] };
}

/**
 * The one step. `goesInPlace` is called before a file is written in place. Throws what the system says; a
 * file in place may be torn then.
 */
export function commit(
  ctx: Context,
  { snapshot, after, temp }: Staged,
  goesInPlace: () => void,
): void {
  if (after === null) {
    ctx.fs.unlinkSync(snapshot.real);
  } else if (temp === null || !replaced(ctx, temp, snapshot.real)) {
    goesInPlace();
    overwrite(ctx, snapshot.real, after);
  }
}

/** Without a moment in which the file is empty: new bytes over the old ones, then the rest is cut off. */
export function overwrite(ctx: Context, real: string, bytes: Buffer): void {
  const fd = ctx.fs.openSync(real, "r+");
  try {
    for (let at = 0; at < bytes.length;) at += ctx.fs.writeSync(fd, bytes, at, undefined, at);
    ctx.fs.ftruncateSync(fd, bytes.length);
    ctx.fs.fsyncSync(fd);
  } finally {
    ctx.fs.closeSync(fd);
  }
}

function sync(ctx: Context, path: string): void {
  const fd = ctx.fs.openSync(path, "r+");
  try {
    ctx.fs.fsyncSync(fd);
  } finally {
    ctx.fs.closeSync(fd);
  }
}

/** False where the copy cannot be given the owner or the mode of the file that it shall replace. */
function canPassFor(ctx: Context, copy: string, { bytes, mode, uid, gid }: Snapshot): boolean {
  if (bytes === null || ctx.platform === "win32") return true;
  try {
    const own = ctx.fs.statSync(copy);
    if (own.uid !== uid || own.gid !== gid) ctx.fs.chownSync(copy, uid, gid);
    ctx.fs.chmodSync(copy, mode);
    return true;
  } catch {
    return false;
  }
}

/** False where the system does not rename: a file that is mounted by itself, another file system, a sticky folder. */
function replaced(ctx: Context, from: string, to: string): boolean {
  // Windows refuses while somebody reads the file: a virus scanner, an editor.
  for (let tries = ctx.platform === "win32" ? 10 : 1; tries > 0; tries--) {
    try {
      ctx.fs.renameSync(from, to);
      return true;
    } catch (error) {
      if (!["EXDEV", "EPERM", "EBUSY", "EACCES", "ETXTBSY"].includes(codeOf(error))) throw error;
      if (tries > 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  return false;
}
