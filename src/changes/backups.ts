import { type Context, pathsOf } from "../context.ts";
import { stateFolder } from "../folders.ts";
import { adopt, makePrivate, namesIn, removeFile, removeFolders, writing } from "./files.ts";

/** Bytes in base64, or the name of a file below `backups` where they are many. */
export type Stored = string | { backup: string };

/** Bytes from here on are kept in files of their own, so that the history itself stays quick to read. */
const many = 32 * 1024;

/** An id of an entry, before it becomes part of a path. */
export function isId(id: unknown): id is string {
  return typeof id === "string" && /^[0-9a-z]{1,11}$/.test(id);
}

/** Whether something that was read from the history can be bytes that were kept. */
export function isStored(kept: unknown): kept is Stored | null {
  if (kept === null || typeof kept === "string") return true;
  const { backup } = kept as { backup?: unknown };
  return typeof backup === "string" && /^[0-9a-z]{1,11}\/[0-9]+-(?:before|after)$/.test(backup);
}

const backups = (ctx: Context) => pathsOf(ctx).join(stateFolder(ctx), "backups");

/** Keeps bytes for an entry that is about to begin. */
export function store(ctx: Context, id: string, name: string, bytes: Buffer | null): Stored | null {
  if (bytes === null) return null;
  if (bytes.length < many) return bytes.toString("base64");
  const paths = pathsOf(ctx);
  const file = paths.join(backups(ctx), id, name);
  writing(file, () => {
    makePrivate(ctx, backups(ctx));
    makePrivate(ctx, paths.dirname(file));
    ctx.fs.writeFileSync(file, bytes, { mode: 0o600, flush: true });
    adopt(ctx, file);
  });
  return { backup: `${id}/${name}` };
}

/** Throws Failure `write-failed` where a backup is not there any more. */
export function stored(ctx: Context, kept: Stored | null): Buffer | null {
  if (kept === null) return null;
  if (typeof kept === "string") return Buffer.from(kept, "base64");
  const paths = pathsOf(ctx);
  const [id = "", name = ""] = kept.backup.split("/");
  const file = paths.join(backups(ctx), paths.basename(id), paths.basename(name));
  return writing(file, () => ctx.fs.readFileSync(file));
}

/** Forgets what was kept for an entry that changed nothing in the end. */
export function dropBackup(ctx: Context, id: string): void {
  const paths = pathsOf(ctx);
  const folder = paths.join(backups(ctx), id);
  for (const name of namesIn(ctx, folder)) removeFile(ctx, paths.join(folder, name));
  removeFolders(ctx, [folder]);
}

/**
 * Forgets what was kept for entries that never began, as a crash came first: those after the last one. Ids
 * are compared as numbers, as they grow longer in 2059.
 */
export function dropStrayBackups(ctx: Context, last: string | null): void {
  const newest = last === null ? -1 : Number.parseInt(last, 36);
  for (const id of namesIn(ctx, backups(ctx))) {
    if (isId(id) && Number.parseInt(id, 36) > newest) dropBackup(ctx, id);
  }
}
