import { type Context, pathsOf, variable } from "./context.ts";
import { Failure } from "./failure.ts";
import { findProgram } from "./programs.ts";

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

/**
 * Runs `use` with a new folder among the temporary files that nobody else can read, and removes it afterwards. Throws
 * what the system says where none can be made: a folder that is there already may be somebody else's, and a TMPDIR
 * that is not there is the user's to make.
 */
export async function withTemporaryFolder<T>(
  ctx: Context,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = ctx.fs.mkdtempSync(pathsOf(ctx).join(temporaryFiles(ctx), "goproxy-cfg-"));
  const remove = () => {
    try {
      ctx.fs.rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // What is left lies among temporary files.
    }
  };
  const forget = ctx.atExit(remove);
  try {
    return await use(folder);
  } finally {
    remove();
    forget();
  }
}

function temporaryFiles(ctx: Context): string {
  const windows = ctx.platform === "win32";
  const folders = (windows ? ["TEMP", "TMP"] : ["TMPDIR"]).map((name) => variable(ctx, name));
  return folders.find(Boolean) ?? (windows ? "C:\\Windows\\Temp" : "/tmp");
}

/**
 * Refuses to have root work in another user's home folder, as sudo does where it keeps HOME: links in it would
 * lead root anywhere, and what is made there (by go, too, which has files of its own there) would be closed to
 * its user. A home of somebody who has no name here is taken: containers are given such, and no user of this
 * machine is behind it. Throws Failure `foreign-home`.
 */
export async function expectOwnHome(ctx: Context): Promise<void> {
  if (ctx.user !== 0 || ctx.home === null) return;
  const owner = ownerOf(ctx, ctx.home);
  if (owner === null || owner === 0) return;
  const name = await nameOf(ctx, owner);
  if (name !== null) throw new Failure("foreign-home", { home: ctx.home, owner: name });
}

function ownerOf(ctx: Context, folder: string): number | null {
  try {
    return ctx.fs.statSync(folder).uid;
  } catch {
    return null;
  }
}

/** The name of a user; null where nobody has this number. Only id(1) knows the users of a network. */
async function nameOf(ctx: Context, user: number): Promise<string | null> {
  const program = findProgram(ctx, "id") ?? "/usr/bin/id";
  const args = ["-nu", String(user)];
  const { code, stdout } = await ctx.exec(program, {
    args,
    env: ctx.env,
    cwd: "/",
    timeout: 5_000,
  });
  return code === 0 ? stdout.trim() : null;
}

/** The .netrc that go reads, or would read if it were there; null where there is no place for one. */
export function netrcFile(ctx: Context): string | null {
  const candidates = netrcCandidates(ctx);
  return candidates.find((file) => ctx.fs.existsSync(file)) ?? candidates.at(-1) ?? null;
}

/** Where go looks for it, in its order. */
export function netrcCandidates(ctx: Context): string[] {
  const paths = pathsOf(ctx);
  const chosen = variable(ctx, "NETRC");
  const beside = (name: string) => (ctx.home === null ? [] : [paths.join(ctx.home, name)]);
  return chosen
    ? [chosen]
    : [...(ctx.platform === "win32" ? beside("_netrc") : []), ...beside(".netrc")];
}
