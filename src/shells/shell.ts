import { type Context, pathsOf, variable } from "../context.ts";
import type { Family } from "./families.ts";

/** Where a shell picks up our settings: a block in a startup file, or a file of ours in a folder of its own. */
export type Place =
  | { kind: "block"; file: string; family: Family }
  | { kind: "drop-in"; file: string; syntax: string };

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
  /** Every place in which an install may have left something, whatever was true then. */
  everywhere(ctx: Context): Place[];
  /** Startup files that it reads besides, where a line of the user's own may have been commented out. */
  reads(ctx: Context): string[];
  /** What brings the terminal that is open up to date; `tool` is how the user calls this tool. */
  now(tool: string): string;
}

/** A file below the home folder. Callers have made sure that there is one. */
export function inHome(ctx: Context, ...names: string[]): string {
  return pathsOf(ctx).join(ctx.home ?? "/", ...names);
}

/** A file below $XDG_CONFIG_HOME or ~/.config. */
export function inConfig(ctx: Context, ...names: string[]): string {
  const named = variable(ctx, "XDG_CONFIG_HOME");
  const paths = pathsOf(ctx);
  return named && paths.isAbsolute(named)
    ? paths.join(named, ...names)
    : inHome(ctx, ".config", ...names);
}

export function block(family: Family, ...files: string[]): Place[] {
  return [...new Set(files)].map((file) => ({ kind: "block", file, family }));
}

export function dropIn(syntax: string, ...files: string[]): Place[] {
  return [...new Set(files)].map((file) => ({ kind: "drop-in", file, syntax }));
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
