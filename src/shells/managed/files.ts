import { type Context, pathsOf, variable } from "../../context.ts";
import { configFolder, hasConfigFolder, inConfig, inHome } from "../../folders.ts";
import { languages, printEnv, quoteFor } from "../formats.ts";
import { type ShellLanguage, type Assignment, marker, type LineFormat } from "../language.ts";
import { type ShellEnvFile, envFileOf, type OwnFile } from "../place.ts";
import { shells } from "../detect.ts";
import { launchAgent, xml } from "../../launchd.ts";

/** A language whose startup files read an env file of ours. */
type Reading = ShellLanguage & { envFile: ShellEnvFile };

/** The languages that have an env file of ours. */
const reading = languages.filter((one): one is Reading => one.envFile !== undefined);

/** The language of this name, which has an env file. */
export function readingLanguage(name: string): Reading {
  return reading.find((one) => one.name === name)!;
}

export function envFiles(ctx: Context): OwnFile[] {
  return reading.map((language) => envFileOf(ctx, language));
}

/** Those that are there, of all that an install may have left. Starts no program. */
export function managedFilesThere(ctx: Context): OwnFile[] {
  if (ctx.platform === "win32") return [];
  const dropIns = shells
    .flatMap((shell) => shell.allPlaces(ctx))
    .filter((place) => place.kind === "own");
  const all = [desktopFile(ctx) ?? [], hasConfigFolder(ctx) ? envFiles(ctx) : [], dropIns].flat();
  return all.filter(({ file }) => ctx.fs.existsSync(file));
}

/**
 * For programs that the desktop starts, which read no startup file of a shell: environment.d(5) where systemd
 * starts the session, a LaunchAgent on macOS. null: Windows, where they have what the registry has.
 */
export function desktopFile(ctx: Context): OwnFile | null {
  if (ctx.platform === "win32" || ctx.home === null) return null;
  const own = { kind: "own", target: "gui" } as const;
  if (ctx.platform === "darwin") {
    const file = inHome(ctx, "Library", "LaunchAgents", "goproxy-cfg.environment.plist");
    return { ...own, file, format: "launchd", folders: [] };
  }
  const folder = inConfig(ctx, "environment.d");
  const file = pathsOf(ctx).join(folder, "60-goproxy-cfg.conf");
  return { ...own, file, format: "environment.d", folders: [folder] };
}

/** A file that is ours as a whole: an env file in our folder, or a drop-in that carries our name. */
export function isOurs(ctx: Context, file: string): boolean {
  const paths = pathsOf(ctx);
  if (hasConfigFolder(ctx) && file.startsWith(configFolder(ctx) + paths.sep)) return true;
  return /^(?:\d+-)?(?:[a-z]+\.)*goproxy-cfg(?:\.[a-z]+)+$/i.test(paths.basename(file));
}

/** Whether a file is the user's own, below the home folder, so that a line of it may be commented out with consent. */
export function isUsersOwn(ctx: Context, file: string): boolean {
  const { home } = ctx;
  return home !== null && file.startsWith(home + pathsOf(ctx).sep) && !isOurs(ctx, file);
}

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
