import { type Context, variable } from "../../context.ts";
import { languages, printEnv } from "../formats.ts";
import { type Assignment, marker } from "../language.ts";
import type { OwnFile } from "../place.ts";
import { desktopText } from "./desktop.ts";

/** What is stored, and the managed names that are not: the two arguments of printEnv. */
export interface Stored {
  set: readonly Assignment[];
  unset: readonly string[];
}

const header = "# Written by goproxy-cfg: the settings of go as they are stored.";
const notice =
  "# Its commands keep this file up to date; `goproxy-cfg shell uninstall` removes it.";

/** The text of a file of ours. Throws Failure uncarried-value where the language cannot hold a value. */
export function managedText({ target, format }: OwnFile, { set, unset }: Stored): string {
  if (target === "gui") return desktopText(format, header, set);
  const language = languages.find(({ name }) => name === format)!;
  const names: Assignment = [marker, set.map(([key]) => key).join(" ")];
  return [
    `${header}\n${notice}\n`,
    unset.length > 0 ? (language.prelude ?? "") : "",
    ...unset.map((key) => `${language.forget!(key)}\n`),
    printEnv(language, [...set, names], []),
  ].join("");
}

/** The variables of this process that an env file of ours has set, in this terminal or the session around it. */
export function setByInstall(ctx: Context): ReadonlySet<string> {
  return new Set((variable(ctx, marker) ?? "").split(" "));
}

/** Whether a file in the place of one of ours is ours: somebody else's is never overwritten. */
export function isManagedText(bytes: Buffer): boolean {
  const [first = "", second] = bytes.subarray(0, 256).toString("latin1").split("\n");
  return (
    first === header || (first.startsWith("<?xml") && second === `<!-- ${header.slice(2)} -->`)
  );
}
