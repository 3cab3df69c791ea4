import { type Context, pathsOf } from "../context.ts";
import type { Family } from "./families.ts";
import type { OwnFile } from "./own-files.ts";

/** Where a shell picks up our settings: a block in a startup file, or a file of ours in a folder of its own. */
export type Place = { kind: "block"; file: string; family: Family } | OwnFile;

/** One shell. Files are those on Linux and macOS; on Windows all shells inherit from the registry. */
export interface Shell {
  name: string;
  aliases: readonly string[];
  /** Its language for `env --as`. */
  syntax: string;
  /** Names of its program. */
  programs: readonly string[];
  /** A variable that it alone gives to the programs it starts. */
  gives?: string;
  /** Files and folders that only its users have. */
  traces(ctx: Context): string[];
  /**
   * What must be there for new terminals to have the settings. `inUse`: somebody asked for this shell or works
   * in it, so that its own startup file is worth creating.
   */
  places(ctx: Context, inUse: boolean): Place[] | Promise<Place[]>;
  /** Every place in which an install may have left something, whatever was true then. Starts no program. */
  everywhere(ctx: Context): Place[];
  /** Startup files that it reads besides, where a line of the user's own may have been commented out. */
  reads(ctx: Context): string[];
  /** What brings the terminal that is open up to date; `tool` is how the user calls this tool. */
  now(tool: string): string;
}

const none = () => [];

/** A shell by what sets it apart: most are programs of their name with a language of that name. */
export function shell({
  name,
  syntax = name,
  everywhere = none,
  places = everywhere,
  reads = none,
  ...more
}: Partial<Shell> & { name: string }): Shell {
  /** None on Windows, where the registry serves every shell, and none without a home folder. */
  const hasFiles = (ctx: Context) => ctx.platform !== "win32" && ctx.home !== null;
  return {
    name,
    syntax,
    aliases: [],
    programs: [name],
    traces: none,
    now: (tool) => `eval "$(${tool} env --as ${syntax})"`,
    ...more,
    places: (ctx, inUse) => (hasFiles(ctx) ? places(ctx, inUse) : []),
    everywhere: (ctx) => (hasFiles(ctx) ? everywhere(ctx) : []),
    reads: (ctx) => (hasFiles(ctx) ? reads(ctx) : []),
  };
}

export function block(family: Family, ...files: string[]): Place[] {
  return [...new Set(files)].map((file) => ({ kind: "block", file, family }));
}

/** Whether a shell would read this file: there, a file, not a dangling link. */
export function isFile(ctx: Context, file: string): boolean {
  try {
    return ctx.fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether anything has this name, a dangling link too. */
export function exists(ctx: Context, file: string): boolean {
  try {
    ctx.fs.lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Asks a shell about itself; null where it is not there, fails, or does not answer with an absolute path. */
export async function askForFolder(
  ctx: Context,
  program: string,
  args: readonly string[],
): Promise<string | null> {
  const { code, stdout } = await ctx.exec(program, {
    args,
    env: ctx.env,
    cwd: ctx.home ?? "/",
    timeout: 3_000,
  });
  const answer = stdout.replace(/\n$/, "");
  return code === 0 && pathsOf(ctx).isAbsolute(answer) && !answer.includes("\n") ? answer : null;
}
