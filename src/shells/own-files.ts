import { type Context, pathsOf, variable } from "../context.ts";
import { configFolder, inConfig, inHome } from "../folders.ts";

/** A file that is ours as a whole. */
export interface OwnFile {
  kind: "own";
  target: "env-file" | "startup-file" | "gui";
  file: string;
  language: string;
  /** Folders that go away with it where they are empty then, outermost first. */
  folders: readonly string[];
}

/** Those that are there, of all that an install may have left. Starts no program. */
export function ownFilesThere(ctx: Context): OwnFile[] {
  if (ctx.platform === "win32") return [];
  const inFolders = ctx.home === null ? [] : [fishFile(ctx), ...nuFiles(ctx), xonshFile(ctx)];
  const all = [desktopFile(ctx) ?? [], envFiles(ctx), inFolders].flat();
  return all.filter(({ file }) => ctx.fs.existsSync(file));
}

/** What startup files read, by its language. */
const envFileNames = { sh: "env.sh", csh: "env.csh", pwsh: "env.ps1", elvish: "env.elv" };
export type EnvLanguage = keyof typeof envFileNames;

export function envFile(ctx: Context, language: EnvLanguage): OwnFile {
  const folder = configFolder(ctx);
  const file = pathsOf(ctx).join(folder, envFileNames[language]);
  return { kind: "own", target: "env-file", file, language, folders: [folder] };
}

export function envFiles(ctx: Context): OwnFile[] {
  return Object.keys(envFileNames).map((language) => envFile(ctx, language as EnvLanguage));
}

/** conf.d is read by every fish, before config.fish. */
export function fishFile(ctx: Context): OwnFile {
  return dropIn(ctx, "fish", inConfig(ctx, "fish", "conf.d", "goproxy-cfg.fish"));
}

/** rc.d is read after .xonshrc (xonsh docs, run control file). */
export function xonshFile(ctx: Context): OwnFile {
  return dropIn(ctx, "xonsh", inConfig(ctx, "xonsh", "rc.d", "goproxy-cfg.xsh"));
}

/** The user's autoload folder, read after config.nu by every terminal. */
export function nuFile(ctx: Context, folder: string): OwnFile {
  return dropIn(ctx, "nu", pathsOf(ctx).join(folder, "autoload", "goproxy-cfg.nu"));
}

export function nuFiles(ctx: Context): OwnFile[] {
  const folders = new Set([nuFolder(ctx), inHome(ctx, ".config", "nushell")]);
  return [...folders].map((folder) => nuFile(ctx, folder));
}

/** nushell book, configuration: $nu.default-config-dir. */
export function nuFolder(ctx: Context): string {
  const named = variable(ctx, "XDG_CONFIG_HOME");
  const usual = ctx.platform !== "darwin" || (named && pathsOf(ctx).isAbsolute(named));
  return usual
    ? inConfig(ctx, "nushell")
    : inHome(ctx, "Library", "Application Support", "nushell");
}

function dropIn(ctx: Context, language: string, file: string): OwnFile {
  const folder = pathsOf(ctx).dirname(file);
  const folders = [pathsOf(ctx).dirname(folder), folder];
  return { kind: "own", target: "startup-file", file, language, folders };
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
    return { ...own, file, language: "launchd", folders: [] };
  }
  const folder = inConfig(ctx, "environment.d");
  const file = pathsOf(ctx).join(folder, "60-goproxy-cfg.conf");
  return { ...own, file, language: "environment.d", folders: [folder] };
}
