/**
 * How a value is written in each language so that it is read back exactly and nothing in it expands.
 * Every function takes a value without NUL, CR and LF (`syntaxes.ts` refuses those) and returns one word.
 */

/** sh, bash, zsh, dash, ksh: all is literal between single quotes; a quote is closed, escaped, reopened. */
export function quotePosix(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * csh and tcsh. `!` is a history reference even between single quotes, and with `set backslash_quote` so is a
 * backslash an escape: both are escaped outside the quotes, which reads the same with and without that setting.
 *
 * The rest is for eval with backticks, which splits the text at blanks, joins it with one space and expands
 * braces between quotes too (`{a,b}` would run `b`): a run of spaces is broken by `''`, braces and tabs are
 * left to printf. Tried with tcsh 6.24, sourced and evaluated.
 */
export function quoteCsh(value: string): string {
  const escaped = value
    .replaceAll(/['!\\]/g, String.raw`'\$&'`)
    .replaceAll(/ (?= )/g, " ''")
    .replaceAll(/[{}\t]+/g, (run) => `'"\`printf '${[...run].map(octal).join("")}'\`"'`);
  return `'${escaped}'`;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

/** fish knows two escapes between single quotes. */
export function quoteFish(value: string): string {
  return `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

/** nushell: an ordinary double-quoted string interpolates nothing. Raw strings fail on a leading `#`. */
export function quoteNu(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** PowerShell takes four curly quotes for single quotes (about_Quoting_Rules); a doubled one stands for itself. */
export function quotePwsh(value: string): string {
  return `'${value.replaceAll(/['\u2018\u2019\u201A\u201B]/g, "$&$&")}'`;
}

/** elvish: a doubled quote stands for itself, all else is literal. */
export function quoteElvish(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A Python string literal, for xonsh. */
export function quotePython(value: string): string {
  return `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

/** An unquoted word of a batch file (cmd/go/internal/envcmd/env.go batchEscape, and `"`, which would open a quote). */
export function quoteBatch(value: string): string {
  return value.replaceAll(/[<>|&^"()]/g, "^$&").replaceAll("%", "%%");
}

/** A double-quoted word of a Dockerfile (buildkit frontend/dockerfile/shell processDoubleQuote). */
export function quoteDockerfile(value: string): string {
  return `"${value.replaceAll(/["$\\]/g, String.raw`\$&`)}"`;
}
