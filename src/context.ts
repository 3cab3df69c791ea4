import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { atExit, stopChildren } from "./process/at-exit.ts";
import {
  type Env,
  type ExecOptions,
  type ExecResult,
  type Foreground,
  type ForegroundOptions,
  exec,
  foreground,
  kill,
  processExists,
} from "./process/start.ts";

import { type Output, output, type Terminal, terminal } from "./process/streams.ts";

export type { Env, ExecOptions, ExecResult, Foreground } from "./process/start.ts";
export type { Output, Terminal } from "./process/streams.ts";
export { whenWritten } from "./process/streams.ts";

/** What the tool may do with files: a subset of node:fs, so that a test can watch every path. */
export type Fs = Pick<
  typeof fs,
  | "accessSync"
  | "appendFileSync"
  | "chmodSync"
  | "chownSync"
  | "closeSync"
  | "createReadStream"
  | "existsSync"
  | "fchmodSync"
  | "fchownSync"
  | "fstatSync"
  | "fsyncSync"
  | "ftruncateSync"
  | "lchownSync"
  | "linkSync"
  | "lstatSync"
  | "mkdirSync"
  | "mkdtempSync"
  | "openSync"
  | "readFileSync"
  | "readSync"
  | "readdirSync"
  | "readlinkSync"
  | "realpathSync"
  | "renameSync"
  | "rmSync"
  | "rmdirSync"
  | "statSync"
  | "statfsSync"
  | "symlinkSync"
  | "unlinkSync"
  | "utimesSync"
  | "writeFileSync"
  | "writeSync"
>;

const { O_APPEND, O_CREAT, O_RDONLY, O_RDWR } = fs.constants;
/** Absent on Windows: do not wait for the other end of a pipe, do not follow a link in the last place. */
const { O_NONBLOCK = 0, O_NOFOLLOW = 0 } = fs.constants as Partial<typeof fs.constants>;

/** How files are opened. `own…`: files that are ours alone, which nobody may have made a link. */
export const openFlags = {
  read: O_RDONLY | O_NONBLOCK,
  ownRead: O_RDONLY | O_NONBLOCK | O_NOFOLLOW,
  ownAppend: O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK | O_NOFOLLOW,
} as const;

export interface Context {
  env: Env;
  cwd: string;
  /** The user's home folder, an absolute path; null where there is none. */
  home: string | null;
  /** Who this process is (effective user id); null on Windows. */
  user: number | null;
  platform: NodeJS.Platform;
  /** The processor, as node names it: x64, arm64 … */
  arch: string;
  /** Node and the script by their absolute paths: what starts this tool again. */
  self: readonly [node: string, script: string];
  /** The version of node that runs this, with its v. */
  node: string;
  /** This process. */
  pid: number;
  /** Whether a process has this number: another user's counts, and so does one that has ended but was not waited for. */
  processExists(pid: number): boolean;
  fs: Fs;
  /** Starts a program without a shell; never throws. */
  exec(file: string, options: ExecOptions): Promise<ExecResult>;
  /** Starts a program without a shell in the place of this one; never throws. */
  foreground(file: string, options: ForegroundOptions): Promise<Foreground>;
  /** Sends a signal to a process, which may have ended already. */
  kill(pid: number, signal: NodeJS.Signals): void;
  /** Wall clock. */
  now(): Date;
  /** Milliseconds on a clock that never jumps. */
  elapsed(): number;
  sleep(ms: number): Promise<void>;
  stdin: { readonly isTTY: boolean };
  stdout: Output;
  stderr: Output;
  /** The user's terminal itself, for the libraries that draw on it; everything else writes to `stdout` and `stderr`. */
  terminal: Terminal;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Has this run where the process ends by itself, by a crash or by a signal; what is returned takes that back. */
  atExit(run: () => void): () => void;
  /** Stops the programs that were started, before the process ends; none of them comes back to who waits for it. */
  stopPrograms(): Promise<void>;
}

/** The path functions of the context's platform, so that Windows rules can be tested anywhere. */
export function pathsOf(ctx: Pick<Context, "platform">): path.PlatformPath {
  return ctx.platform === "win32" ? path.win32 : path.posix;
}

/** An environment variable; on Windows names are case-insensitive. */
export function variable(ctx: Pick<Context, "env" | "platform">, name: string): string | undefined {
  const exact = ctx.env[name];
  if (exact !== undefined || ctx.platform !== "win32") return exact;
  const upper = name.toUpperCase();
  const key = Object.keys(ctx.env).find((candidate) => candidate.toUpperCase() === upper);
  return key === undefined ? undefined : ctx.env[key];
}

/** Waits, at most until Ctrl-C is pressed; milliseconds. */
export async function pauseOrAbort(ctx: Context, ms: number): Promise<void> {
  const over = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    ctx.signal.addEventListener("abort", () => resolve(), { signal: over.signal });
  });
  await Promise.race([ctx.sleep(ms), aborted]);
  over.abort();
}

/** A relative one would be another folder in each working folder, and a repository's own in the end: it is none. */
function homeFolder(): string | null {
  try {
    const home = os.homedir();
    return path.isAbsolute(home) ? home : null;
  } catch {
    return null;
  }
}

/** A folder that was removed has no name; go is at home anywhere. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return homeFolder() ?? path.parse(process.execPath).root;
  }
}

/**
 * Runs what looks for files in the working folder while that is the program's own, where nobody else can have put any.
 */
export function awayFromHere<T>(run: () => T): T {
  const back = process.cwd();
  process.chdir(import.meta.dirname);
  try {
    return run();
  } finally {
    process.chdir(back);
  }
}

/**
 * The real world: this process, its streams and its machine. `lost` is told where a stream cannot be written, such as on
 * a full disk.
 */
export function realContext(
  signal: AbortSignal,
  lost: (stream: string, error: Error) => void = () => {},
): Context {
  return {
    env: { ...process.env },
    cwd: workingFolder(),
    home: homeFolder(),
    user: process.geteuid?.() ?? null,
    platform: process.platform,
    arch: process.arch,
    self: [process.execPath, path.resolve(process.argv[1] ?? "")],
    node: process.version,
    pid: process.pid,
    processExists,
    fs,
    exec,
    foreground,
    kill,
    now: () => new Date(),
    elapsed: () => Number(process.hrtime.bigint()) / 1e6,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    stdin: {
      get isTTY() {
        return process.stdin.isTTY === true;
      },
    },
    stdout: output("stdout", lost),
    stderr: output("stderr", lost),
    terminal,
    signal,
    atExit,
    stopPrograms: stopChildren,
  };
}
