import { type Context, openFlags } from "../context.ts";
import { expectRegular, systemError } from "../regular-file.ts";
import { codeOf } from "./reason.ts";

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
