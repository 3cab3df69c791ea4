import { type Context, pathsOf, variable } from "./context.ts";
import { Failure } from "./failure.ts";

/** A file below the home folder. Throws Failure `no-home` where there is none: the working folder is nobody's home. */
export function inHome(ctx: Context, ...names: string[]): string {
  if (ctx.home === null) throw new Failure("no-home", { home: variable(ctx, "HOME") ?? null });
  return pathsOf(ctx).join(ctx.home, ...names);
}

/** A file below $XDG_CONFIG_HOME or ~/.config. Throws Failure `no-home`. */
export function inConfig(ctx: Context, ...names: string[]): string {
  return inNamed(ctx, "XDG_CONFIG_HOME", ".config", names);
}

/**
 * Where the tool keeps its own files. XDG base directories on Linux and macOS (what a command-line user
 * looks for there), %APPDATA% and %LOCALAPPDATA% on Windows. Throws Failure `no-home`.
 */
export function configFolder(ctx: Context): string {
  const [name, usual] = configPlace(ctx);
  return inNamed(ctx, name, usual, own);
}

/** Whether there is a place for the tool's own files: only one that starts at an absolute folder is one. */
export function hasConfigFolder(ctx: Context): boolean {
  return ctx.home !== null || named(ctx, configPlace(ctx)[0]) !== null;
}

/** History, lock and backups: kept between runs, worth nothing on another machine. Throws Failure `no-home`. */
export function stateFolder(ctx: Context): string {
  const [name, usual] = statePlace(ctx);
  return inNamed(ctx, name, usual, own);
}

/** Whether there is a place for the history; where there is none, nothing has ever been changed from here. */
export function hasStateFolder(ctx: Context): boolean {
  return ctx.home !== null || named(ctx, statePlace(ctx)[0]) !== null;
}

const own = ["goproxy-cfg"];

/** The variable that names a folder, and the folder of the home folder that stands for it. */
type FolderPlace = readonly [variable: string, usual: string];

const configPlace = ({ platform }: Context): FolderPlace =>
  platform === "win32" ? ["APPDATA", "AppData/Roaming"] : ["XDG_CONFIG_HOME", ".config"];

const statePlace = ({ platform }: Context): FolderPlace =>
  platform === "win32" ? ["LOCALAPPDATA", "AppData/Local"] : ["XDG_STATE_HOME", ".local/state"];

function inNamed(ctx: Context, name: string, usual: string, names: readonly string[]): string {
  const folder = named(ctx, name);
  return folder === null ? inHome(ctx, usual, ...names) : pathsOf(ctx).join(folder, ...names);
}

/** The folder that a variable names. A relative value is ignored, as the XDG base directory specification demands. */
function named(ctx: Context, name: string): string | null {
  const folder = variable(ctx, name);
  return folder && pathsOf(ctx).isAbsolute(folder) ? folder : null;
}
