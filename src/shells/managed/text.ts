import { type Context, variable } from "../../context.ts";
import { languages, printEnv, quoteFor } from "../formats.ts";
import { type Assignment, marker, type LineFormat } from "../language.ts";
import { envFileOf, type OwnFile } from "../place.ts";
import { readingLanguage } from "./files.ts";
import { launchAgent, xml } from "../../launchd.ts";

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

/** What the desktop reads before it starts programs; `title` is a comment of one line, begun with `# `. */
export function desktopText(language: string, title: string, set: readonly Assignment[]): string {
  return language === "launchd"
    ? printEnv({ ...plist, print: () => agent(title, set) }, set, [])
    : `${title}\n${printEnv(environmentD, set, [])}`;
}

/** systemd src/basic/env-file.c parse_env_file_internal, merge_env_file: what it reads within double quotes. */
const environmentD: LineFormat = {
  name: "environment.d",
  quote: (value) => `"${value.replaceAll(/[\\"\x60]/g, String.raw`\$&`).replaceAll("$", "$$$$")}"`,
  set: (key, quoted) => `${key}=${quoted}`,
  // A tab comes out of systemd's own generator as \t.
  refuses: (value) => (value.includes("\t") ? "control" : controls(value)),
};

/** launchctl(1) takes one variable at a time; values are arguments, which no shell looks into. */
const script = 'while [ "$#" -gt 1 ]; do /bin/launchctl setenv "$1" "$2" || exit; shift 2; done';

/** Looked at before it is written: what XML cannot hold is refused. */
const plist = { name: "launchd", quote: xml, refuses: controls };

function agent(title: string, set: readonly Assignment[]): string {
  return launchAgent({
    label: "goproxy-cfg.environment",
    comment: title.slice(2),
    args: ["/bin/sh", "-c", script, "goproxy-cfg", ...set.flat()],
  });
}

/** XML 1.0 has no control characters; systemd drops a variable that holds one (env_value_is_valid). */
function controls(value: string) {
  // oxlint-disable-next-line no-control-regex
  return /[\0-\x08\x0B-\x1F\x7F\uFFFE\uFFFF]/.test(value) ? "control" : null;
}
