import { type Context, pathsOf, variable } from "./context.ts";

/**
 * Where the tool keeps its own files. XDG base directories on Linux and macOS (what a command-line user
 * looks for there), %APPDATA% and %LOCALAPPDATA% on Windows. A relative XDG value is ignored, as the
 * specification demands.
 */
export function configFolder(ctx: Context): string {
  return ownFolder(ctx, "XDG_CONFIG_HOME", [".config"], "APPDATA");
}

/** History, lock and backups: kept between runs, worth nothing on another machine. */
export function stateFolder(ctx: Context): string {
  return ownFolder(ctx, "XDG_STATE_HOME", [".local", "state"], "LOCALAPPDATA");
}

function ownFolder(ctx: Context, xdg: string, below: string[], windows: string): string {
  const paths = pathsOf(ctx);
  const named = variable(ctx, ctx.platform === "win32" ? windows : xdg);
  if (named && paths.isAbsolute(named)) return paths.join(named, "goproxy-cfg");
  const home = ctx.home ?? paths.resolve(ctx.cwd);
  if (ctx.platform === "win32") {
    return paths.join(home, "AppData", windows === "APPDATA" ? "Roaming" : "Local", "goproxy-cfg");
  }
  return paths.join(home, ...below, "goproxy-cfg");
}
