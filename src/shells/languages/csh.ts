import { inHome } from "../../folders.ts";
import {
  type ShellLanguage,
  lineRest,
  goVariable,
  marker,
  oneWord,
  type Shell,
  shell,
} from "../language.ts";
import { isFile } from "../../regular-file.ts";
import { expand } from "../ask/lines.ts";
import { cshTrace } from "../ask/traces.ts";
import { block } from "../place.ts";

/**
 * `!` is a history reference even between single quotes, and with `set backslash_quote` so is a backslash an
 * escape: both are escaped outside the quotes, which reads the same with and without that setting.
 *
 * The rest is for eval with backticks, which splits the text at blanks, joins it with one space and expands
 * braces between quotes too (`{a,b}` would run `b`): a run of spaces is broken by `''`, braces and tabs are
 * left to printf. Tried with tcsh 6.24, sourced and evaluated.
 */
function quoteCsh(value: string): string {
  const escaped = value
    .replaceAll(/['!\\]/g, String.raw`'\$&'`)
    .replaceAll(/ (?= )/g, " ''")
    .replaceAll(/[{}\t]+/g, (run) => `'"\`printf '${[...run].map(octal).join("")}'\`"'`);
  return `'${escaped}'`;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

/** Each line ends in `;`: eval with backticks makes one line of all. */
export const cshLanguage = {
  name: "csh",
  aliases: ["tcsh"],
  quote: quoteCsh,
  set: (key, quoted) => `setenv ${key} ${quoted};`,
  comment: (text) => `: '${text}';`,
  unset: (key) => `unsetenv ${key};`,
  unsetTyped: (key) => `unsetenv ${key}`,
  setsIn: (key) => new RegExp(`\\bsetenv\\s+${key}\\b`),
  forget: (key) =>
    [
      `if ( $?${marker} ) then`,
      `  if ( " $${marker} " =~ *" ${key} "* ) unsetenv ${key}`,
      "endif",
    ].join("\n"),
  envFile: {
    name: "env.csh",
    lines: (path) => [`if ( -r ${path} ) source ${path}`],
    home: "$HOME",
  },
  assignments: [
    { line: new RegExp(`^setenv[ \\t]+${goVariable}[ \\t]+${oneWord}${lineRest}`), instead: "" },
  ],
} as const satisfies ShellLanguage;

/** Both read theirs for every command. */
const both: Partial<Shell> & Pick<Shell, "language"> = {
  language: cshLanguage,
  allPlaces: (ctx) => block(cshLanguage, inHome(ctx, ".tcshrc"), inHome(ctx, ".cshrc")),
  // csh(1): a login shell is one whose name begins with a dash.
  // Of `-c` it would say that there is no prompt, for which startup files look.
  starts: [
    { kind: "interactive", args: () => ["-i"], typed: true },
    { kind: "login", args: () => ["-i"], typed: true, argv0: "-csh" },
  ],
  tracing: cshTrace,
  startupFiles: (ctx) =>
    expand(ctx, [
      "/etc/csh.cshrc",
      "/etc/csh.login",
      isFile(ctx, inHome(ctx, ".tcshrc")) ? "~/.tcshrc" : "~/.cshrc",
      "~/.login",
    ]),
  alsoReads: (ctx) => [inHome(ctx, ".login")],
  reloadCommand: (tool) => `eval \`${tool} env --as csh\``,
};

/** tcsh reads .cshrc only where there is no .tcshrc. */
export const tcsh = shell({
  ...both,
  name: "tcsh",
  traces: (ctx) => [inHome(ctx, ".tcshrc")],
  places: (ctx) => {
    const own = inHome(ctx, ".tcshrc");
    return block(cshLanguage, isFile(ctx, own) ? own : inHome(ctx, ".cshrc"));
  },
});

/** Often tcsh under another name. */
export const csh = shell({
  ...both,
  name: "csh",
  programs: ["csh", "bsd-csh"],
  traces: (ctx) => [inHome(ctx, ".cshrc")],
  places: (ctx) => {
    const files = [inHome(ctx, ".cshrc"), inHome(ctx, ".tcshrc")];
    const there = files.filter((file) => isFile(ctx, file));
    return block(cshLanguage, ...(there.length > 0 ? there : files.slice(0, 1)));
  },
});
