import { type Context, pathsOf } from "../../context.ts";
import { configFolder, hasConfigFolder, inConfig, inHome } from "../../folders.ts";
import { languages } from "../formats.ts";
import type { ShellLanguage } from "../language.ts";
import { type ShellEnvFile, envFileOf, type OwnFile } from "../place.ts";
import { shells } from "../shells.ts";

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
