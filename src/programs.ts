import { type Context, type ExecOptions, type ExecResult, pathsOf, variable } from "./context.ts";

/**
 * The program of this name in a folder of PATH, by its absolute path; null where there is none. Folders and files that
 * cannot be started are passed over, and so is an empty or relative element of PATH: it means the working folder, which
 * may be somebody else's repository (as go does since 1.19: os/exec ErrDot).
 */
export function findProgram(ctx: Context, name: string): string | null {
  return programIn(ctx, name, (folder) => isFixed(ctx, folder));
}

/** A program of this name that PATH has only by an element which means the working folder, or that lies in it on Windows. */
export function programOfFolder(ctx: Context, name: string): string | null {
  const isRelative = (folder: string) => !isFixed(ctx, folder);
  return programIn(ctx, name, isRelative, ctx.platform === "win32" ? ["."] : []);
}

/** Whether a folder is the same one wherever the user is: `\tools` is on the drive of the working folder. */
function isFixed(ctx: Context, folder: string): boolean {
  if (ctx.platform !== "win32") return pathsOf(ctx).isAbsolute(folder);
  return /^(?:[a-z]:[\\/]|[\\/]{2}[^\\/])/i.test(folder);
}

function programIn(
  ctx: Context,
  name: string,
  wanted: (folder: string) => boolean,
  first: readonly string[] = [],
): string | null {
  const paths = pathsOf(ctx);
  const windows = ctx.platform === "win32";
  const path = variable(ctx, "PATH") ?? "";
  const elements = path === "" ? [] : path.split(paths.delimiter);
  for (const element of [...first, ...elements]) {
    const folder = windows ? element.replaceAll('"', "") : element;
    // On Windows an empty element is none.
    if ((windows && folder === "") || !wanted(folder)) continue;
    for (const extension of extensionsFor(ctx, name)) {
      const file = paths.resolve(ctx.cwd, folder, name + extension);
      if (isProgram(ctx, file)) return file;
    }
  }
  return null;
}

/** What the system tries behind a name; "" for the name as it is. */
export function extensionsFor(ctx: Context, name: string): string[] {
  if (ctx.platform !== "win32") return [""];
  const known = (variable(ctx, "PATHEXT") || ".COM;.EXE;.BAT;.CMD").split(";").filter(Boolean);
  const has = known.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()));
  return has ? [""] : known.map((extension) => extension.toLowerCase());
}

/** Whether a file can be started, as far as its kind and its mode tell. */
export function isProgram(ctx: Context, file: string): boolean {
  try {
    if (ctx.fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
    if (ctx.platform !== "win32") ctx.fs.accessSync(file, 1); // X_OK
    return true;
  } catch {
    return false;
  }
}

/** A program of Windows by its absolute path, so that no other of that name in PATH can take its place. */
export function systemProgram(ctx: Context, ...names: string[]): string {
  const paths = pathsOf({ platform: "win32" });
  const root = variable(ctx, "SystemRoot");
  const folder = root && /^[a-z]:[\\/]/i.test(root) ? root : String.raw`C:\Windows`;
  return paths.join(folder, "System32", ...names);
}

/** What only cmd.exe can start, which makes something else of many characters. */
export function isBatch(path: string): boolean {
  return /\.(?:bat|cmd)$/i.test(path);
}

/**
 * How a program that was found is started: as it is, a batch file by Windows' own cmd.exe. null for a batch file with a
 * word that is not the same to cmd.exe, which reads it three times (`call`, and the batch file's `%*`).
 */
export function startOf(
  ctx: Context,
  file: string,
  args: readonly string[],
): { file: string; args: readonly string[] } | null {
  if (ctx.platform !== "win32" || !isBatch(file)) return { file, args };
  const words = [file, ...args];
  if (words.some(isForCmd)) return null;
  return { file: systemProgram(ctx, "cmd.exe"), args: ["/d", "/c", "call", ...words] };
}

/** Starts a program that was found; failure `EINVAL`, and nothing started, where startOf knows no way. */
export async function startProgram(
  ctx: Context,
  file: string,
  options: ExecOptions,
): Promise<ExecResult> {
  const start = startOf(ctx, file, options.args);
  if (start !== null) return ctx.exec(start.file, { ...options, args: start.args });
  const stderr = `${file} is a batch file: cmd.exe would change what it is given`;
  return { code: null, stdout: "", stderr, timedOut: false, failure: "EINVAL" };
}

/** Parentheses end a block of a batch file unless they are quoted, as a word with a blank is. */
function isForCmd(word: string): boolean {
  return /[&|<>^%!"\p{Cc}]/u.test(word) || (/[()]/.test(word) && !word.includes(" "));
}

/** What Linux tells of a process, from its state on (proc(5) `stat`); null where there is none, or no /proc. */
export function processFields(ctx: Context, pid: number): string[] | null {
  try {
    const stat = ctx.fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name stands in brackets and may hold any character.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
