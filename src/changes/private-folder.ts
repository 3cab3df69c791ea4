import type { Context } from "../context.ts";
import { makeFolders } from "./files.ts";

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
