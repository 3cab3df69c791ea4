import { type Context, pathsOf } from "../../context.ts";
import type { Shell } from "../language.ts";
import { exists } from "../place.ts";
import { expand, type Line, valueIn } from "./lines.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { blockLine } from "../managed/block.ts";
import { isOurs } from "../managed/files.ts";
import { settingLines, standsAlone } from "./perhaps.ts";

/**
 * Runs `use`, which starts these shells, and takes away what they make for themselves in the home folder (a history, a
 * cache) where it was not there before: a question leaves nothing behind.
 */
export async function withoutLeavings<T>(
  ctx: Context,
  shells: readonly Shell[],
  use: () => Promise<T>,
): Promise<T> {
  const own = expand(
    ctx,
    shells.flatMap(({ makes }) => makes),
  );
  const absent = own.filter((file) => !exists(ctx, file));
  const folders = foldersAbove(ctx, own).filter((folder) => !exists(ctx, folder));
  try {
    return await use();
  } finally {
    for (const file of absent) quietly(() => ctx.fs.rmSync(file, { recursive: true, force: true }));
    // The innermost first; one that something else has been put into stays.
    for (const folder of folders) quietly(() => ctx.fs.rmdirSync(folder));
  }
}

function foldersAbove(ctx: Context, files: readonly string[]): string[] {
  const paths = pathsOf(ctx);
  const found = new Set<string>();
  for (const file of files) {
    for (let folder = paths.dirname(file); folder.length > (ctx.home ?? "/").length;) {
      found.add(folder);
      folder = paths.dirname(folder);
    }
  }
  return [...found].toSorted((a, b) => b.length - a.length);
}

function quietly(remove: () => void): void {
  try {
    remove();
  } catch {
    // It is not there, or not empty.
  }
}

/**
 * What a startup file does otherwise where there is no terminal, or where it is asked: it looks for one, waits for an
 * answer, or steps aside. What stands behind that, a question without a terminal does not see.
 */
const guard =
  /GOPROXY_CFG_ASKING|\[\s+!?\s*-t\s+\d|\btest\s+-t\s+\d|\btty\s+-s\b|\bisatty\b|\bRead-Host\b|Is(?:Input|Output|Error)Redirected|\bKeyAvailable\b|\$\+?\{?TTY\b/;

/** A guard with which a file ends where there is no terminal: at a terminal, what stands behind it is read. */
const ends = /\b(?:return|exit|throw|break)\b|\bKeyAvailable\b/;

/** A line that a shell without a terminal does not come to. */
interface TerminalLine extends Line {
  /** Whether one at a terminal comes to it for certain. */
  certain: boolean;
}

/** The lines that may set a variable in a terminal alone, where that is read after what is ours. */
export function terminalOnlyLines(ctx: Context, shell: Shell, key: string): TerminalLine[] {
  const order = shell.startupFiles(ctx);
  const places = order.map((file, at) => ({ file, at, line: lineOfOurs(ctx, file) }));
  const ours = places.findLast(({ line }) => line !== null);
  const all = settingLines(ctx, shell, [key]);
  return all.flatMap((one) => {
    const { file, line, text } = one;
    const at = order.indexOf(file);
    const isBefore =
      ours !== undefined && at !== -1 && (at < ours.at || (at === ours.at && line < ours.line!));
    const guards = isBefore ? [] : guardsAbove(ctx, file, line);
    if (guards.length === 0) return [];
    const stands = all.length === 1 && standsAlone(text) && /^[^$`(]+$/.test(valueIn(one));
    return [{ ...one, certain: stands && guards.every((found) => ends.test(found)) }];
  });
}

/** The lines of a file with which it looks for a terminal, down to this one. */
function guardsAbove(ctx: Context, file: string, line: number): string[] {
  const text = readTextIfRegular(ctx, file) ?? "";
  const above = text.split("\n").slice(0, line);
  return above.filter((one) => !/^\s*#/.test(one) && guard.test(one));
}

function lineOfOurs(ctx: Context, file: string): number | null {
  if (isOurs(ctx, file)) return readTextIfRegular(ctx, file) === null ? null : 1;
  const text = readTextIfRegular(ctx, file, { encoding: "latin1" });
  return text === null ? null : blockLine(Buffer.from(text, "latin1"));
}
