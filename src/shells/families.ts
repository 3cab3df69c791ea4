import type { Context } from "../context.ts";
import { envFile, type EnvLanguage } from "./own-files.ts";
import { findSyntax, quoteFor } from "./syntaxes.ts";

/** Shells that read the same env file of ours. */
export interface Family {
  /** Its language. */
  syntax: EnvLanguage;
  /** The lines that read it in a startup file, where it is there. `path` is an expression of the language. */
  lines(path: string): string[];
  /** The home folder within double quotes. */
  home: string;
}

/** `[ -r F ] && . F` would end a shell under `set -e`. */
export const sh: Family = {
  syntax: "sh",
  lines: (path) => [`if [ -r ${path} ]; then . ${path}; fi`],
  home: "$HOME",
};

export const csh: Family = {
  syntax: "csh",
  lines: (path) => [`if ( -r ${path} ) source ${path}`],
  home: "$HOME",
};

export const pwsh: Family = {
  syntax: "pwsh",
  lines: (path) => [`if (Test-Path -LiteralPath ${path}) { . ${path} }`],
  home: "$HOME",
};

/** `test` and the exit status it leaves as an exception: elvish has no test of files that all versions know. */
export const elvish: Family = {
  syntax: "elvish",
  lines: (path) => [`if ?(test -r ${path}) { eval (slurp < ${path}) }`],
  home: "",
};

/**
 * What a startup file says to read our env file. Relative to the home folder where it lies there under a plain
 * name, so that the same startup file serves several machines. Throws Failure uncarried-value for a path that
 * the language cannot hold.
 */
export function snippet(ctx: Context, family: Family): string[] {
  const { file } = envFile(ctx, family.syntax);
  const below = ctx.home === null ? null : file.startsWith(`${ctx.home}/`);
  const rest = below ? file.slice(ctx.home!.length) : "";
  const plain = below && family.home !== "" && /^[\w./ +@,-]+$/.test(rest);
  const path = plain ? `"${family.home}${rest}"` : quoteFor(findSyntax(family.syntax)!, file);
  return family.lines(path);
}
