import { type Context, pathsOf } from "../context.ts";
import { configFolder } from "../folders.ts";
import { findProgram, startProgram } from "../programs.ts";
import type { FileRefusal } from "../findings.ts";
import { readRegular } from "../regular-file.ts";

/** A file of ours that startup files of one language read. */
export interface ShellEnvFile {
  name: string;
  /** The lines that read it in a startup file, where it is there. `path` is an expression of the language. */
  lines(path: string): string[];
  /** The home folder within double quotes; "" where the language has no such word. */
  home: string;
}

/** A file that is ours as a whole. */
export interface OwnFile {
  kind: "own";
  target: "env-file" | "startup-file" | "gui";
  file: string;
  /** What its text is written in. */
  format: string;
  /** Folders that go away with it where they are empty then, outermost first. */
  folders: readonly string[];
}

/** A startup file of the user's that has a block of ours. */
export interface BlockPlace {
  kind: "block";
  file: string;
  /** The language of the file, which has an env file. */
  language: string;
}

/** Where a shell picks up our settings. */
export type ShellPlace = BlockPlace | OwnFile;

export function block(language: { name: string }, ...files: string[]): BlockPlace[] {
  return [...new Set(files)].map((file) => ({ kind: "block", file, language: language.name }));
}

/** A file of ours in a folder that the shell reads as a whole. */
export function dropIn(ctx: Context, language: { name: string }, file: string): OwnFile {
  const folder = pathsOf(ctx).dirname(file);
  const folders = [pathsOf(ctx).dirname(folder), folder];
  return { kind: "own", target: "startup-file", file, format: language.name, folders };
}

/** The env file of ours that startup files of this language read. */
export function envFileOf(
  ctx: Context,
  language: { name: string; envFile: ShellEnvFile },
): OwnFile {
  const folder = configFolder(ctx);
  const file = pathsOf(ctx).join(folder, language.envFile.name);
  return { kind: "own", target: "env-file", file, format: language.name, folders: [folder] };
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
  const file = findProgram(ctx, program);
  if (file === null) return null;
  const { code, stdout } = await startProgram(ctx, file, {
    args,
    env: ctx.env,
    cwd: ctx.home ?? "/",
    timeout: 3_000,
  });
  const answer = stdout.replace(/\n$/, "");
  return code === 0 && pathsOf(ctx).isAbsolute(answer) && !answer.includes("\n") ? answer : null;
}

/** A file in the place of a startup file. */
export interface Present {
  /** The file behind symbolic links: two names of one file are one file. */
  real: string;
  /** null: there is none, or a link to none. */
  bytes: Buffer | null;
}

/** Reads a file that may be absent; says why where there is something else, or nothing that could be read. */
export function readFile(ctx: Context, file: string): Present | { refused: FileRefusal } {
  try {
    const bytes = readRegular(ctx, file);
    const real = bytes === null ? targetOf(ctx, file) : ctx.fs.realpathSync(file);
    return { real, bytes };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { refused: refusals[code ?? ""] ?? "unreadable" };
  }
}

const refusals: Record<string, FileRefusal> = {
  ENOTDIR: "not-a-folder",
  ELOOP: "link-loop",
  EISDIR: "folder",
  EINVAL: "special",
};

/** Why a file cannot be written or made; null where it can. */
export function writeRefusal(ctx: Context, file: string): FileRefusal | null {
  const writable = 2; // W_OK
  try {
    ctx.fs.accessSync(file, writable);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOTDIR") return "not-a-folder";
    if (code !== "ENOENT") return "read-only";
  }
  const paths = pathsOf(ctx);
  for (let folder = paths.dirname(targetOf(ctx, file)); ; folder = paths.dirname(folder)) {
    const stat = ctx.fs.statSync(folder, { throwIfNoEntry: false });
    if (stat === undefined && paths.dirname(folder) !== folder) continue;
    if (stat?.isDirectory() !== true) return "not-a-folder";
    try {
      ctx.fs.accessSync(folder, writable);
      return null;
    } catch {
      return "read-only";
    }
  }
}

/** Where a name leads that has no file: the end of a dangling link, in a folder that may be linked itself. */
function targetOf(ctx: Context, file: string): string {
  const paths = pathsOf(ctx);
  try {
    const link = ctx.fs.readlinkSync(file);
    return targetOf(ctx, paths.resolve(paths.dirname(file), link));
  } catch {
    // No link.
  }
  try {
    return paths.join(ctx.fs.realpathSync(paths.dirname(file)), paths.basename(file));
  } catch {
    return file;
  }
}
