import { type Context, variable } from "../../context.ts";
import { quoteFor } from "../formats.ts";
import { envFileOf } from "../place.ts";
import { readingLanguage } from "./files.ts";

/**
 * What a startup file says to read our env file. Relative to the home folder where it lies there under a plain
 * name, so that the same startup file serves several machines. Throws Failure uncarried-value for a path that
 * the language cannot hold.
 */
export function snippet(ctx: Context, name: string): string[] {
  const language = readingLanguage(name);
  const { home, lines } = language.envFile;
  const { file } = envFileOf(ctx, language);
  const below = ctx.home !== null && file.startsWith(`${ctx.home}/`);
  const rest = below ? file.slice(ctx.home!.length) : "";
  const plain = below && home !== "" && /^[\w./ +@,-]+$/.test(rest);
  return lines(plain ? `"${home}${rest}"` : quoteFor(language, file, pathNames(ctx)));
}

/** What the path of our env file is made of, to be named where a shell cannot hold it. */
function pathNames(ctx: Context): string {
  return variable(ctx, "XDG_CONFIG_HOME") ? "XDG_CONFIG_HOME" : "HOME";
}
