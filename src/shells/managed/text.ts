import { type Context, variable } from "../../context.ts";
import { languages, printEnv, quoteFor } from "../formats.ts";
import { type Assignment, marker } from "../language.ts";
import { envFileOf, type OwnFile } from "../place.ts";
import { desktopText } from "./desktop.ts";
import { readingLanguage } from "./files.ts";

/** What is stored, and the managed names that are not: the two arguments of printEnv. */
export interface StoredSettings {
  set: readonly Assignment[];
  unset: readonly string[];
}

const header = "# Written by goproxy-cfg: the settings of go as they are stored.";
const notice =
  "# Its commands keep this file up to date; `goproxy-cfg shell uninstall` removes it.";

/** The text of a file of ours. Throws Failure uncarried-value where the language cannot hold a value. */
export function managedText({ target, format }: OwnFile, { set, unset }: StoredSettings): string {
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

/** What a startup file says to read our env file. Throws Failure uncarried-value. */
export function snippet(ctx: Context, name: string): string[] {
  const language = readingLanguage(name);
  return language.envFile.lines(pathWord(ctx, name, envFileOf(ctx, language).file));
}

/**
 * The path of a file of ours as a word of a language. Relative to the home folder where it lies there under a plain
 * name, so that the same startup file serves several machines. Throws Failure uncarried-value for a path that the
 * language cannot hold.
 */
export function pathWord(ctx: Context, name: string, file: string): string {
  const language = readingLanguage(name);
  const { home } = language.envFile;
  const below = ctx.home !== null && file.startsWith(`${ctx.home}/`);
  const rest = below ? file.slice(ctx.home!.length) : "";
  const plain = below && home !== "" && /^[\w./ +@,-]+$/.test(rest);
  return plain ? `"${home}${rest}"` : quoteFor(language, file, pathNames(ctx));
}

/** What the path of our env file is made of, to be named where a shell cannot hold it. */
function pathNames(ctx: Context): string {
  return variable(ctx, "XDG_CONFIG_HOME") ? "XDG_CONFIG_HOME" : "HOME";
}
