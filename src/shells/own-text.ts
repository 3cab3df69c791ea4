import { type Context, variable } from "../context.ts";
import { desktopText } from "./gui.ts";
import type { OwnFile } from "./own-files.ts";
import type { Assignment } from "./syntax.ts";
import { findSyntax, printEnv } from "./syntaxes.ts";

/** What is stored, and the managed names that are not: the two arguments of printEnv. */
export interface Stored {
  set: readonly Assignment[];
  unset: readonly string[];
}

const header = "# Written by goproxy-cfg: the settings of go as they are stored.";
const notice =
  "# Its commands keep this file up to date; `goproxy-cfg shell uninstall` removes it.";

/** The names that the file has set, so that a later version of it can unset those that are stored no more. */
const marker = "GOPROXY_CFG_SET";

/**
 * How each language unsets a variable that an earlier version of the file set, here or in the shell that
 * started this one (a login session carries old values for days). Others' variables are left alone.
 */
const forget: Record<string, (key: string) => string> = {
  sh: (key) => `case " \${${marker}-} " in *" ${key} "*) unset ${key} ;; esac`,
  csh: (key) =>
    [
      `if ( $?${marker} ) then`,
      `  if ( " $${marker} " =~ *" ${key} "* ) unsetenv ${key}`,
      "endif",
    ].join("\n"),
  fish: (key) => `if string match -q -- "* ${key} *" " $${marker} "; set -eg ${key}; end`,
  nu: (key) =>
    `if ($" ($env.${marker}? | default "") " | str contains " ${key} ") { hide-env --ignore-errors ${key} }`,
  pwsh: (key) => `if (" $env:${marker} ".Contains(" ${key} ")) { $env:${key} = $null }`,
  elvish: (key) => `if (str:contains ' '$E:${marker}' ' ' ${key} ') { unset-env ${key} }`,
  xonsh: (key) =>
    `if ' ${key} ' in f" {\${...}.get('${marker}', '')} ": \${...}.pop('${key}', None)`,
};

const before: Record<string, string> = { elvish: "use str\n" };

/** The text of a file of ours. Throws Failure uncarried-value where the language cannot hold a value. */
export function ownText({ target, language }: OwnFile, { set, unset }: Stored): string {
  if (target === "gui") return desktopText(language, header, set);
  const names: Assignment = [marker, set.map(([key]) => key).join(" ")];
  return [
    `${header}\n${notice}\n`,
    unset.length > 0 ? (before[language] ?? "") : "",
    ...unset.map((key) => `${forget[language]!(key)}\n`),
    printEnv(findSyntax(language)!, [...set, names], []),
  ].join("");
}

/** The variables of this process that an env file of ours has set, in this terminal or the session around it. */
export function setByInstall(ctx: Context): ReadonlySet<string> {
  return new Set((variable(ctx, marker) ?? "").split(" "));
}

/** Whether a file in the place of one of ours is ours: somebody else's is never overwritten. */
export function isOwnText(bytes: Buffer): boolean {
  const [first = "", second] = bytes.subarray(0, 256).toString("latin1").split("\n");
  return (
    first === header || (first.startsWith("<?xml") && second === `<!-- ${header.slice(2)} -->`)
  );
}
