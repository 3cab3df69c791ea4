import fs from "node:fs";
import path from "node:path";
import { atExit, whenEnded, endGroup } from "./at-exit.ts";

export type Env = Readonly<Record<string, string | undefined>>;

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

/** Characters, of each stream. */
const largestOutput = 64 * 1024 * 1024;

/** Of a shell, whose startup files may print without end; execa takes all of it apart in its message then. */
const largestOfShell = { stdout: 1024 * 1024, stderr: 8 * 1024 * 1024, fd8: 8 * 1024 * 1024 };

/**
 * Starts a program by its absolute path (src/programs.ts finds it). What Windows or an antivirus refuses to start is an
 * answer with its reason, and so is an argument that no program can be given.
 */
export async function exec(file: string, options: ExecOptions): Promise<ExecResult> {
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
      maxBuffer: apart === undefined ? largestOutput : largestOfShell,
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
export async function foreground(file: string, options: ForegroundOptions): Promise<Foreground> {
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

/** Sends a signal to a process, which may have ended already. */
export function kill(pid: number, signal: NodeJS.Signals): void {
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

/** Whether a process has this number: another user's counts, and so does one that has ended but was not waited for. */
export function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
