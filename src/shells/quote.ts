/**
 * How a value is written in each language so that it is read back exactly and nothing in it expands.
 * Every function takes a value without NUL, CR and LF (`syntax.ts` refuses those) and returns one word.
 */
type Quote = (value: string) => string;

/** Between quotes, all that is special there escaped: by a backslash, if nothing else is said. */
function quoted(quote: string, special: RegExp, escaped = String.raw`\$&`): Quote {
  return (value) => quote + value.replaceAll(special, escaped) + quote;
}

/** sh, bash, zsh, dash, ksh: all is literal between single quotes; a quote is closed, escaped, reopened. */
export const quotePosix = quoted("'", /'/g, String.raw`'\''`);

/** fish knows two escapes between single quotes; in a string of Python they are all that is needed. */
export const quoteFish = quoted("'", /['\\]/g);

/** nushell: an ordinary double-quoted string interpolates nothing. Raw strings fail on a leading `#`. */
export const quoteNu = quoted('"', /["\\]/g);

/** PowerShell takes four curly quotes for single quotes (about_Quoting_Rules); a doubled one stands for itself. */
export const quotePwsh = quoted("'", /['\u2018\u2019\u201A\u201B]/g, "$&$&");

/** elvish: a doubled quote stands for itself, all else is literal. */
export const quoteElvish = quoted("'", /'/g, "$&$&");

/** A double-quoted word of a Dockerfile (buildkit frontend/dockerfile/shell processDoubleQuote). */
export const quoteDockerfile = quoted('"', /["$\\]/g);

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

/** An unquoted word of a batch file (cmd/go/internal/envcmd/env.go batchEscape, and `"`, which would open a quote). */
export function quoteBatch(value: string): string {
  return value.replaceAll(/[<>|&^"()]/g, "^$&").replaceAll("%", "%%");
}
