import type { Context } from "../../context.ts";
import { inHome } from "../../folders.ts";
import {
  type ShellLanguage,
  lineRest,
  goVariable,
  marker,
  oneWord,
  quotedWith,
  shell,
} from "../language.ts";
import { expand } from "../ask/lines.ts";
import { asLogin, interactive, kshTrace } from "../ask/traces.ts";
import { block, exists } from "../place.ts";

/** All is literal between single quotes; a quote is closed, escaped, reopened. */
export const quotePosix = quotedWith("'", /'/g, String.raw`'\''`);

const exported = `(?:(?:export|(?:declare|typeset)[ \\t]+-[a-z]*x[a-z]*)[ \\t]+)?`;
/** An assignment anywhere in a line, and the builtins that give a variable its value. */
export const setsInPosix = (key: string) =>
  new RegExp(`(?:^|[\\s;&|({'"])${key}\\+?=|\\{${key}:?=|\\b(?:read|printf)\\b.*\\b${key}\\b`);

const assignment = `${goVariable}=${oneWord}`;

/** The language of POSIX shells. */
export const posix = {
  name: "sh",
  aliases: ["dash"],
  quote: quotePosix,
  set: (key, quoted) => `export ${key}=${quoted}`,
  comment: (text) => `# ${text}`,
  unset: (key) => `unset ${key}`,
  setsIn: setsInPosix,
  forget: (key) => `case " \${${marker}-} " in *" ${key} "*) unset ${key} ;; esac`,
  envFile: {
    name: "env.sh",
    // `[ -r F ] && . F` would end a shell under `set -e`.
    lines: (path) => [`if [ -r ${path} ]; then . ${path}; fi`],
    home: "$HOME",
  },
  // A branch must not be empty.
  assignments: [
    {
      line: new RegExp(`^${exported}${assignment}(?:[ \\t]+${assignment})*${lineRest}`),
      instead: ": ",
    },
  ],
} as const satisfies ShellLanguage;

/** The same lines under the name of another shell, for `env --as`; its startup files read the one env file. */
const calledAs = (name: string): ShellLanguage => ({
  name,
  quote: posix.quote,
  set: posix.set,
  comment: posix.comment,
  unset: posix.unset,
  setsIn: setsInPosix,
});
export const bashLanguage = calledAs("bash");
export const zshLanguage = calledAs("zsh");
export const kshLanguage = calledAs("ksh");

/** dash and its kin read .profile, and only as login shells. */
const allPlaces = (ctx: Context) => block(posix, inHome(ctx, ".profile"));

const profile = {
  allPlaces,
  startupFiles: (ctx: Context) =>
    expand(ctx, ["/etc/profile", "/etc/profile.d/*.sh", "~/.profile"]),
  starts: [asLogin],
};

export const sh = shell({ name: "sh", language: posix, programs: ["sh", "ash"], ...profile });
export const dash = shell({ name: "dash", language: posix, ...profile });

/** .kshrc is ksh93's for every terminal; mksh has one of its own, which takes the place of the system's. */
export const ksh = shell({
  name: "ksh",
  language: kshLanguage,
  programs: ["ksh", "ksh93", "mksh", "lksh", "oksh", "pdksh"],
  markerVariable: "KSH_VERSION",
  traces: (ctx) => [inHome(ctx, ".kshrc"), inHome(ctx, ".mkshrc")],
  starts: [interactive, asLogin],
  tracing: kshTrace,
  quietly: { HISTFILE: "/dev/null" },
  makes: ["~/.sh_history"],
  startupFiles: (ctx) =>
    expand(ctx, [
      "/etc/profile",
      "/etc/profile.d/*.sh",
      "~/.profile",
      "/etc/ksh.kshrc",
      "/etc/mkshrc",
      "~/.kshrc",
      "~/.mkshrc",
    ]),
  places(ctx) {
    const own = inHome(ctx, ".mkshrc");
    const files = [inHome(ctx, ".profile"), inHome(ctx, ".kshrc")];
    return block(posix, ...files, ...(exists(ctx, own) ? [own] : []));
  },
  allPlaces: (ctx) =>
    block(posix, ...[".profile", ".kshrc", ".mkshrc"].map((name) => inHome(ctx, name))),
});
