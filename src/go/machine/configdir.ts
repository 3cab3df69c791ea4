import { type Context, pathsOf, variable } from "../../context.ts";

/**
 * Go's env file: `off` by GOENV=off (`path`: where go reads and writes once that is gone), `none` where go
 * finds no folder for it (`reason` in go's words).
 */
export type EnvFile =
  | { kind: "file"; path: string }
  | { kind: "off"; path: string | null }
  | { kind: "none"; reason: string };

/**
 * Go's env file by Go's own rule, for a machine without a go; relative names are taken from the user's folder.
 * `relativeXdg`: go up to 1.23 took a relative XDG_CONFIG_HOME. Source: cmd/go/internal/cfg EnvFile,
 * os.UserConfigDir.
 */
export function envFileByRule(ctx: Context, relativeXdg = false): EnvFile {
  const goenv = variable(ctx, "GOENV");
  const paths = pathsOf(ctx);
  if (goenv && goenv !== "off") return { kind: "file", path: paths.resolve(ctx.cwd, goenv) };
  const folder = userConfigDir(ctx, relativeXdg);
  const path = folder.path === null ? null : paths.resolve(ctx.cwd, folder.path, "go", "env");
  if (goenv === "off") return { kind: "off", path };
  return path === null ? { kind: "none", reason: folder.reason ?? "" } : { kind: "file", path };
}

const missing = (reason: string) => ({ path: null, reason });

function userConfigDir(
  ctx: Context,
  relativeXdg: boolean,
): { path: string; reason?: never } | { path: null; reason: string } {
  if (ctx.platform === "win32") {
    const path = variable(ctx, "AppData");
    return path ? { path } : missing("%AppData% is not defined");
  }
  const home = ctx.env["HOME"];
  if (ctx.platform === "darwin") {
    return home ? { path: `${home}/Library/Application Support` } : missing("$HOME is not defined");
  }
  const xdg = ctx.env["XDG_CONFIG_HOME"];
  if (xdg) {
    return relativeXdg || xdg.startsWith("/")
      ? { path: xdg }
      : missing("path in $XDG_CONFIG_HOME is relative");
  }
  if (home) return { path: `${home}/.config` };
  return missing("neither $XDG_CONFIG_HOME nor $HOME are defined");
}

/** Whether the place of the env file depends on the folder that go is started in. */
export function dependsOnCwd(ctx: Context): boolean {
  if (ctx.platform === "win32") return !pathsOf(ctx).isAbsolute(variable(ctx, "AppData") || "C:\\");
  const folders = [ctx.env["XDG_CONFIG_HOME"], ctx.env["HOME"]];
  return folders.some((folder) => folder && !folder.startsWith("/"));
}
