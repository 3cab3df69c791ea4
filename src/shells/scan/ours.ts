import { type Context, pathsOf } from "../../context.ts";
import { configFolder, hasConfigFolder } from "../../folders.ts";
import { findBlock } from "../managed/block.ts";

/** A file that is ours as a whole: an env file in our folder, or a drop-in that carries our name. */
export function isOurs(ctx: Context, file: string): boolean {
  const paths = pathsOf(ctx);
  if (hasConfigFolder(ctx) && file.startsWith(configFolder(ctx) + paths.sep)) return true;
  return /^(?:\d+-)?(?:[a-z]+\.)*goproxy-cfg(?:\.[a-z]+)+$/i.test(paths.basename(file));
}

/** The lines of our marked block (1-based, of the markers); null without exactly one pair of markers. */
export function ownLines(text: string): { first: number; last: number } | null {
  if (!text.includes("goproxy-cfg")) return null;
  const bytes = Buffer.from(text);
  const found = findBlock(bytes);
  if ("refused" in found || found.block === null) return null;
  const lineOf = (offset: number) =>
    bytes.subarray(0, offset).toString("latin1").split("\n").length;
  return { first: lineOf(found.block.start), last: lineOf(found.block.end - 1) };
}
