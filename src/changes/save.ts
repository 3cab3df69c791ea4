import { type Context, pathsOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { stateFolder } from "../folders.ts";
import { adopt, followLinks, makePrivate, removeFile, writing } from "./files.ts";
import { readRegular, readTextIfRegular } from "../regular-file.ts";

/**
 * Writes a file that the user asked for, through a link, and in one step where it is no device; returns its path.
 * Throws Failure `write-failed`.
 */
export function saveFile(ctx: Context, name: string, text: string): string {
  const file = pathsOf(ctx).resolve(ctx.cwd, name);
  writing(file, () => {
    const stat = ctx.fs.statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() === false) ctx.fs.writeFileSync(file, text);
    else saveWhole(ctx, followLinks(ctx, file), text, stat && stat.mode & 0o777);
  });
  return file;
}

/**
 * Writes a file in one step: whoever reads it meanwhile has the old bytes or the new ones. Throws Failure
 * `write-failed`.
 */
export function saveWhole(ctx: Context, file: string, text: string, mode = 0o666): void {
  const copy = `${file}.${ctx.pid}.tmp`;
  const remove = () => removeFile(ctx, copy);
  const forget = ctx.atExit(remove);
  try {
    writing(file, () => {
      // What lies there is a killed run's, or a link that somebody else has put into a shared folder.
      remove();
      ctx.fs.writeFileSync(copy, text, { mode, flag: "wx" });
      adopt(ctx, copy);
      ctx.fs.renameSync(copy, file);
    });
  } finally {
    remove();
    forget();
  }
}

/**
 * Whether it can be written, before there is anything to write; leaves nothing behind. Throws as saveFile does, and
 * Failure `not-our-report` for a file that does not have `mark` near its beginning: it is somebody's work.
 */
export function trySaving(ctx: Context, name: string, mark: string): void {
  const file = pathsOf(ctx).resolve(ctx.cwd, name);
  writing(file, () => {
    const present = readRegular(ctx, file);
    if (present !== null && present.length > 0 && !present.subarray(0, 4096).includes(mark)) {
      throw new Failure("not-our-report", { file: name });
    }
    ctx.fs.closeSync(ctx.fs.openSync(file, "a"));
    // Not the link that may lead there.
    if (present === null) ctx.fs.unlinkSync(ctx.fs.realpathSync(file));
  });
}

/** What `use auto` measured last. */
export interface Remembered {
  /** ISO. */
  at: string;
  order: readonly { id: string; ms: number | null }[];
}

const memory = (ctx: Context) => pathsOf(ctx).join(stateFolder(ctx), "measured.json");

/** When `use auto` measured the last time (ISO); null where it never did. */
export function lastMeasured(ctx: Context): string | null {
  try {
    const { at } = JSON.parse(readTextIfRegular(ctx, memory(ctx)) ?? "{}") as Partial<Remembered>;
    return typeof at === "string" && !Number.isNaN(Date.parse(at)) ? at : null;
  } catch {
    return null;
  }
}

export function rememberMeasured(ctx: Context, measured: Remembered): void {
  const file = memory(ctx);
  writing(file, () => {
    makePrivate(ctx, stateFolder(ctx));
    ctx.fs.writeFileSync(file, `${JSON.stringify(measured)}\n`, { mode: 0o600 });
    adopt(ctx, file);
  });
}
