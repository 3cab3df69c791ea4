import { type Context, pathsOf } from "../../context.ts";
import { configFolder } from "../../folders.ts";

const begin = /^[ \t]*# >>> goproxy-cfg >>>/;
const end = /^[ \t]*# <<< goproxy-cfg <<</;

/** A file that is ours as a whole: an env file in our folder, or a drop-in that carries our name. */
export function isOurs(ctx: Context, file: string): boolean {
  const paths = pathsOf(ctx);
  const folder = configFolder(ctx);
  if (file.startsWith(folder + paths.sep)) return true;
  return /^(?:\d+-)?(?:[a-z]+\.)*goproxy-cfg(?:\.[a-z]+)+$/i.test(paths.basename(file));
}

/** The lines of our marked block (1-based, of the markers); null without exactly one pair of markers. */
export function ownLines(text: string): { first: number; last: number } | null {
  if (!text.includes("# >>> goproxy-cfg >>>")) return null;
  let first = 0;
  let last = 0;
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (begin.test(line)) {
      if (first !== 0) return null;
      first = index + 1;
    } else if (end.test(line)) {
      if (first === 0 || last !== 0) return null;
      last = index + 1;
    }
  }
  return last === 0 ? null : { first, last };
}
