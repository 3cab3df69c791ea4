import { type Context, pathsOf, variable } from "../../context.ts";

/** A line that names a variable. */
export interface Line {
  file: string;
  line: number;
  key: string;
  text: string;
}

/** The lines of a text that name one of these variables, comments apart. Linear in its size. */
export function linesNaming(file: string, text: string, keys: readonly string[]): Line[] {
  if (!keys.some((key) => text.includes(key))) return [];
  const found: Line[] = [];
  let line = 0;
  for (const one of text.split(/\r\n|\n|\r(?!\n)/)) {
    line += 1;
    if (/^\s*(?:#|rem\b|<!--)/i.test(one)) continue;
    for (const key of keys) {
      if (names(one, key)) found.push({ file, line, key, text: one });
    }
  }
  return found;
}

/** What a line gives to a variable, as far as a simple pattern tells. */
export function valueIn({ text, key }: Line): string {
  const rest = text.slice(text.lastIndexOf(key) + key.length);
  return /^['"\]})]*\s*(?:\+?=|,|:)?\s*(?:'([^']*)'|"([^"]*)"|([^\s;#&|)]*))/
    .exec(rest)!
    .slice(1)
    .find((one) => one !== undefined)!;
}

/** Whether a text has this name as a word of its own. */
export function names(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + 1)) {
    const [before, after] = [text[at - 1] ?? " ", text[at + key.length] ?? " "];
    if (!/\w/.test(before) && !/\w/.test(after)) return true;
  }
  return false;
}

/** Paths below `~`, `~/.config` (or where that is named to be) and `/`; `*.ending` stands for what is there. */
export function expand(ctx: Context, patterns: readonly string[]): string[] {
  const paths = pathsOf(ctx);
  const config = variable(ctx, "XDG_CONFIG_HOME");
  return patterns.flatMap((pattern) => {
    if (pattern.startsWith("~") && ctx.home === null) return [];
    const moved =
      config && paths.isAbsolute(config)
        ? pattern.replace(/^~\/\.config(?=\/)/, () => config)
        : pattern;
    const file = moved.replace(/^~/, () => ctx.home ?? "");
    const name = paths.basename(file);
    if (!name.startsWith("*")) return [file];
    const folder = paths.dirname(file);
    return namesIn(ctx, folder)
      .filter((one) => one.endsWith(name.slice(1)) && !one.startsWith("."))
      .map((one) => paths.join(folder, one));
  });
}

function namesIn(ctx: Context, folder: string): string[] {
  try {
    return ctx.fs.readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
