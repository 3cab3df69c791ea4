import type { Context, Env } from "../context.ts";
import type { Uncarried } from "../failure.ts";
import type { Start, Tracing } from "./ask/traces.ts";
import type { ShellEnvFile, ShellPlace } from "./place.ts";

export type Assignment = readonly [key: string, value: string];

interface Carrier {
  /** What `env --as` calls it. */
  name: string;
  aliases?: readonly string[];
  /** One word that is read back as exactly this value. Called for values without NUL, CR and LF. */
  quote(value: string): string;
  /** The variable in which a manager of toolchains reads where to take Go from. */
  downloads?: string;
  /** What it cannot carry, beyond NUL, line breaks and lone surrogates, which nothing can. */
  refuses?(value: string, key: string): Uncarried | null;
}

/** A format that has all settings in one text: a JSON document, a property list. */
export interface DocumentFormat extends Carrier {
  print(set: readonly Assignment[]): string;
}

/** A format that has a line for each variable. */
export interface LineFormat extends Carrier {
  set(key: string, quoted: string, value: string): string;
  /** A line that does nothing, for what is printed to be evaluated at a prompt. */
  comment?(text: string): string;
  /** `quote` in ASCII alone, for a pipe between programs that do not agree on an encoding. */
  quoteAscii?(value: string): string;
  /** For the languages that can say that a name must not stay set. */
  unset?(key: string): string;
}

/** What settings can be printed as. */
export type Format = DocumentFormat | LineFormat;

/** The language of one or more shells: all that we write in it, or recognise as written by somebody else. */
export interface ShellLanguage extends LineFormat {
  unset(key: string): string;
  /** How a person unsets a variable at a prompt, where a script does it otherwise. */
  unsetTyped?(key: string): string;
  /**
   * Unsets a variable that an earlier version of our file set, here or in the shell that started this one (a login
   * session carries old values for days); others' variables are left alone. `marker` names what was set.
   */
  forget?(key: string): string;
  /** What `forget` needs at the top of the file. */
  prelude?: string;
  /** The file of ours that startup files in this language read; without one they have a folder for files of others. */
  envFile?: ShellEnvFile;
  /** The command that runs this one of sh, which has no quotes; by default `/bin/sh -c '…'`. */
  run?(script: string): string;
  /** What a line looks like that may set a variable. */
  setsIn?(key: string): RegExp;
  /** Lines that do nothing but set variables of ours, as somebody may have written them. */
  assignments?: readonly AssignmentForm[];
}

export interface AssignmentForm {
  line: RegExp;
  /** What must stand in the place of such a line for the statement around it to stay whole. */
  instead: string;
}

/** The variable in which a file of ours says which names it has set, so that a later version can unset them. */
export const marker = "GOPROXY_CFG_SET";

/** Parts of an assignment form: a variable of go, a value that is written in one word, what may follow it. */
export const goVariable = String.raw`\bGO[A-Z0-9]{2,}`;
export const oneWord = String.raw`(?:'[^']*'|"(?:[^"\\\x60]|\\.)*"|\\[^\r\n]|[^\s'"\\\x60;&|<>()#])*`;
export const lineRest = String.raw`[ \t]*;?[ \t]*(?:[ \t]#.*)?$`;

/** Between quotes, all that is special there escaped: by a backslash, if nothing else is said. */
export function quotedWith(
  quote: string,
  special: RegExp,
  escaped = String.raw`\$&`,
): (value: string) => string {
  return (value) => quote + value.replaceAll(special, escaped) + quote;
}

/** One shell. Files are those on Linux and macOS; on Windows all shells inherit from the registry. */
export interface Shell {
  name: string;
  aliases: readonly string[];
  language: ShellLanguage;
  /** Names of its program. */
  programs: readonly string[];
  /** A variable that it alone gives to the programs it starts. */
  markerVariable?: string;
  /** Files and folders that only its users have. */
  traces(ctx: Context): string[];
  /**
   * What must be there for new terminals to have the settings. `inUse`: somebody asked for this shell or works
   * in it, so that its own startup file is worth creating.
   */
  places(ctx: Context, inUse: boolean): ShellPlace[] | Promise<ShellPlace[]>;
  /** Every place in which an install may have left something, whatever was true then. Starts no program. */
  allPlaces(ctx: Context): ShellPlace[];
  /** Startup files that it reads besides, where a line of the user's own may have been commented out. */
  alsoReads(ctx: Context): string[];
  /** The startup files that it reads by their names, first to last; `*.ending` stands for what is there. */
  startupFiles(ctx: Context): string[];
  /** How terminals start it; none where it cannot be asked. */
  starts: readonly Start[];
  /** A command with which it does what it does before its first prompt, which no command waits for. */
  beforePrompt?: string;
  /** How it says what it does. */
  tracing?: Tracing;
  /** Milliseconds that it has to start; 5 s otherwise. */
  patience?: number;
  /** Variables that keep it off the network and out of its history while it is asked. */
  quietly?: Env;
  /** What it makes for itself in the home folder when it is started. */
  makes: readonly string[];
  /** What brings the terminal that is open up to date; `tool` is how the user calls this tool. */
  reloadCommand(tool: string): string;
}

const none = () => [];

/** A shell by what sets it apart: most are programs of their name. */
export function shell({
  name,
  language,
  allPlaces = none,
  places = allPlaces,
  alsoReads = none,
  ...more
}: Partial<Shell> & Pick<Shell, "name" | "language">): Shell {
  /** None on Windows, where the registry serves every shell, and none without a home folder. */
  const hasFiles = (ctx: Context) => ctx.platform !== "win32" && ctx.home !== null;
  return {
    name,
    language,
    aliases: [],
    programs: [name],
    traces: none,
    starts: [],
    makes: [],
    startupFiles: none,
    reloadCommand: (tool) => `eval "$(${tool} env --as ${language.name})"`,
    ...more,
    places: (ctx, inUse) => (hasFiles(ctx) ? places(ctx, inUse) : []),
    allPlaces: (ctx) => (hasFiles(ctx) ? allPlaces(ctx) : []),
    alsoReads: (ctx) => (hasFiles(ctx) ? alsoReads(ctx) : []),
  };
}
