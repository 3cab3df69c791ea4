import { type Context, pathsOf } from "../../context.ts";
import type { Shell } from "../language.ts";
import { exists } from "../place.ts";
import { expand } from "./lines.ts";

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
