import { atExit, stopChildren, whenEnded } from "./at-exit.ts";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { endGroup } from "./process-group.ts";

export type Env = Readonly<Record<string, string | undefined>>;

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

export interface ExecOptions {
  args: readonly string[];
  /** What the program is told that it is called; its file otherwise. */
  argv0?: string;
  env: Env;
  cwd: string;
  /** Milliseconds, after which the process is killed. */
  timeout: number;
  input?: string;
  /**
   * Away from the user's terminal: in a session of its own, and all that came of it ends with it, by this variable
   * (`NAME=value`) of its environment. Descriptor 8 is another stream for its output, which nobody redirects.
   */
  apart?: string;
}

/** Descriptors 3 to 7 are left to the scripts that use them. */
const apartStreams = ["pipe", "pipe", ...Array<"ignore">(5).fill("ignore"), "pipe"] as const;

/** How a process ended. `failure` is set where it could not be started at all (ENOENT, EACCES …). */
export interface ExecResult {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Of descriptor 8, where it was started apart. */
  beside?: string;
  timedOut: boolean;
  failure: string | null;
}

export interface ForegroundOptions {
  args: readonly string[];
  env: Env;
  cwd: string;
  /** Gets what the program writes to stderr while the user sees it; without it stderr stays the terminal that it is. */
  onStderr?: (chunk: Uint8Array) => void;
}

/** A program that runs in the place of this one: the user's streams are its own, and so are the signals. */
export interface Foreground {
  /** null where it could not be started. */
  pid: number | null;
  /** How it ended. `interrupted`: this process was sent a signal meanwhile, which it passed on. */
  ended: Promise<{
    code: number | null;
    signal: NodeJS.Signals | null;
    failure: string | null;
    interrupted: boolean;
  }>;
}

export interface Output {
  readonly isTTY: boolean;
  /** Width in columns; 0 where it is not known. */
  readonly columns: number;
  /** Height in rows; 0 where it is not known. */
  readonly rows: number;
  /** What is awaited is written before anything that another stream is given after it. */
  write(text: string): void | Promise<void>;
}

export interface Terminal {
  /** stdin. */
  readonly input: NodeJS.ReadStream;
  /** stderr. */
  readonly output: NodeJS.WriteStream;
  /** Has this run at Ctrl-Z, instead of stopping; what is returned takes that back. */
  onSuspend(run: () => void): () => void;
}

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

/** Characters, of each stream. */
const largestOutput = 64 * 1024 * 1024;

/**
 * Starts a program by its absolute path (src/programs.ts finds it). What Windows or an antivirus refuses to start is an
 * answer with its reason, and so is an argument that no program can be given.
 */
async function exec(file: string, options: ExecOptions): Promise<ExecResult> {
  const { args, env, cwd, timeout, input, apart, argv0 } = options;
  const refusal = refusalOf(file);
  if (refusal !== null) return notStarted(refusal);
  const { execa } = await import("execa");
  try {
    const child = execa(file, args, {
      env: { ...env },
      extendEnv: false,
      cwd,
      ...(argv0 !== undefined && { argv0 }),
      // Without input it sees an end at once, and execa need not make a pipe.
      ...(input !== undefined && { input }),
      ...(apart === undefined
        ? input === undefined && { stdin: "ignore" }
        : { stdio: [input === undefined ? "ignore" : "pipe", ...apartStreams], detached: true }),
      timeout,
      killSignal: "SIGKILL",
      forceKillAfterDelay: false,
      maxBuffer: largestOutput,
      stripFinalNewline: false,
      windowsHide: true,
      reject: false,
    });
    // A program that it started and left behind may hold its streams open: they end with the time that it was given.
    const deadline = setTimeout(() => {
      for (const stream of child.stdio) stream?.destroy();
    }, timeout + 50);
    const { pid } = child;
    const endAll = () => {
      if (apart !== undefined && pid !== undefined) endGroup(pid, apart);
    };
    child.once("exit", endAll);
    const forget = apart === undefined ? () => {} : atExit(endAll);
    const ended = await whenEnded(child);
    forget();
    const { exitCode = null, timedOut, code: problem, isMaxBuffer } = ended;
    // Of what could not even be tried, execa has no text at all.
    const { stdout = "", stderr = "" } = ended as Partial<typeof ended>;
    clearTimeout(deadline);
    return {
      code: exitCode,
      stdout,
      stderr,
      ...(apart !== undefined && { beside: String((ended.stdio as unknown[])?.[8] ?? "") }),
      timedOut: timedOut && exitCode === null,
      failure: isMaxBuffer ? "ENOBUFS" : (problem ?? null),
    };
  } catch (error) {
    return notStarted((error as NodeJS.ErrnoException).code ?? "EINVAL");
  }
}

/** Why a program is not even tried: the system would look for a name in the working folder, or in a PATH that has it. */
function refusalOf(file: string): string | null {
  if (!path.isAbsolute(file)) return "ENOENT";
  return process.platform === "win32" ? refusalOfWindows(file) : null;
}

/** What a terminal or a service manager sends to end a program. */
const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Starts a program with this process's own streams, and passes signals on to it. A Ctrl-C that a terminal sends has
 * reached the program already, so that it gets no second one. Nobody else listens to SIGINT meanwhile: what a second
 * one means is for the program to say.
 */
async function foreground(file: string, options: ForegroundOptions): Promise<Foreground> {
  const { args, env, cwd, onStderr } = options;
  const failed = (failure: string): Foreground => {
    const ended = { code: null, signal: null, failure, interrupted: false };
    return { pid: null, ended: Promise.resolve(ended) };
  };
  const refusal = refusalOf(file);
  if (refusal !== null) return failed(refusal);
  const { execa } = await import("execa");
  try {
    const child = execa(file, args, {
      env: { ...env },
      extendEnv: false,
      cwd,
      stdin: "inherit",
      stdout: "inherit",
      stderr: onStderr === undefined ? "inherit" : "pipe",
      buffer: false,
      forceKillAfterDelay: false,
      reject: false,
    });
    const { stderr } = child;
    if (stderr !== null && onStderr !== undefined) {
      stderr.on("data", (chunk: Uint8Array) => {
        onStderr(chunk);
        if (process.stderr.write(chunk)) return;
        stderr.pause();
        process.stderr.once("drain", () => stderr.resume());
      });
    }
    let interrupted = false;
    const listeners = passedOn.map((name) => {
      const others = process.listeners(name);
      const pass = () => {
        interrupted = true;
        if (name !== "SIGINT" || !process.stdin.isTTY) child.kill(name);
      };
      process.on(name, pass);
      for (const other of others) process.off(name, other);
      return { name, others, pass };
    });
    const ended = child.then((result) => {
      for (const { name, others, pass } of listeners) {
        for (const other of others) process.on(name, other);
        process.off(name, pass);
      }
      const { exitCode = null, signal = null, code: failure = null } = result;
      return { code: exitCode, signal: signal as NodeJS.Signals | null, failure, interrupted };
    });
    return { pid: child.pid ?? null, ended };
  } catch (error) {
    return failed((error as NodeJS.ErrnoException).code ?? "EINVAL");
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

/**
 * Why Windows itself does not start a file; null where it does. execa (by cross-spawn) would hand any other to
 * `%ComSpec%`, and look for the interpreter of one that begins with `#!` in the working folder first.
 */
export function refusalOfWindows(file: string): string | null {
  if (!/\.(?:exe|com)$/i.test(file)) return "EFTYPE";
  try {
    if (!fs.statSync(file).isFile()) return "EACCES";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "ENOENT";
  }
  return beginsAsScript(file) ? "EFTYPE" : null;
}

function beginsAsScript(file: string): boolean {
  try {
    const descriptor = fs.openSync(file, "r");
    try {
      const head = Buffer.alloc(2);
      fs.readSync(descriptor, head, 0, 2, 0);
      return head.toString("latin1") === "#!";
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // What cannot be read (an alias of the Store) is no script for cross-spawn either.
    return false;
  }
}

const notStarted = (failure: string): ExecResult => {
  return { code: null, stdout: "", stderr: "", timedOut: false, failure };
};

/** A stream of this process, made when it is used: node takes milliseconds for each. */
function output(name: "stdout" | "stderr", lost: (name: string, error: Error) => void): Output {
  let stream: NodeJS.WriteStream | undefined;
  const made = () => {
    if (stream !== undefined) return stream;
    stream = process[name];
    // A reader that went away (`| head -1`) is no error of ours.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") lost(name, error);
    });
    return stream;
  };
  return {
    get isTTY() {
      return made().isTTY === true;
    },
    get columns() {
      return made().columns ?? 0;
    },
    get rows() {
      return made().rows ?? 0;
    },
    write: (text) => new Promise((resolve) => made().write(text, () => resolve())),
  };
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

function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const terminal: Terminal = {
  get input() {
    return process.stdin;
  },
  get output() {
    return process.stderr;
  },
  onSuspend(run) {
    process.on("SIGTSTP", run);
    return () => void process.off("SIGTSTP", run);
  },
};

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
