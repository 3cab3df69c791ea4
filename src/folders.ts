import { type Context, pathsOf, variable } from "./context.ts";

/** A file below the home folder. */
export function inHome(ctx: Context, ...names: string[]): string {
  const paths = pathsOf(ctx);
  return paths.join(ctx.home ?? paths.resolve(ctx.cwd), ...names);
}

/** A file below $XDG_CONFIG_HOME or ~/.config. */
export function inConfig(ctx: Context, ...names: string[]): string {
  return inNamed(ctx, "XDG_CONFIG_HOME", ".config", names);
}

/**
 * Where the tool keeps its own files. XDG base directories on Linux and macOS (what a command-line user
 * looks for there), %APPDATA% and %LOCALAPPDATA% on Windows.
 */
export function configFolder(ctx: Context): string {
  return ctx.platform === "win32"
    ? inNamed(ctx, "APPDATA", "AppData/Roaming", own)
    : inConfig(ctx, ...own);
}

/** History, lock and backups: kept between runs, worth nothing on another machine. */
export function stateFolder(ctx: Context): string {
  return ctx.platform === "win32"
    ? inNamed(ctx, "LOCALAPPDATA", "AppData/Local", own)
    : inNamed(ctx, "XDG_STATE_HOME", ".local/state", own);
}

const own = ["goproxy-cfg"];

/** In the folder that a variable names, else in this one of the home folder. A relative value is ignored, as XDG demands. */
function inNamed(ctx: Context, name: string, usual: string, names: readonly string[]): string {
  const folder = variable(ctx, name);
  const paths = pathsOf(ctx);
  return folder && paths.isAbsolute(folder)
    ? paths.join(folder, ...names)
    : inHome(ctx, usual, ...names);
}
