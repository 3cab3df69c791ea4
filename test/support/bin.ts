import { spawn } from "node:child_process";
import { inject } from "vitest";
import type { Env } from "../../src/context.ts";

export interface Ended {
  /** Null where a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface BinOptions {
  /** Nothing else is passed: give a sandbox's. */
  env: Env;
  cwd: string;
  input?: string;
  /** Milliseconds, a little less than a test has by default; after that the process is killed and the test fails. */
  timeout?: number;
  /** Another node than the one that runs the tests. */
  node?: string;
  /** Before node: `["unshare", "-rn", …]`. */
  prefix?: readonly string[];
}

/** The built bin/goproxy-cfg.js of this checkout; throws with the build's words where it could not be built. */
export function binFile(): string {
  const built = inject("bin");
  if (!built.ok) throw new Error(built.reason);
  return built.value;
}

/** Runs the built tool as a child process, as a user would, and waits for its end. */
export function bin(args: readonly string[], options: BinOptions): Promise<Ended> {
  const line = [...(options.prefix ?? []), options.node ?? process.execPath, binFile(), ...args];
  return run(line, options);
}

/** Runs any program to its end; rejects where it cannot be started or takes too long. */
export function run(
  line: readonly string[],
  options: Omit<BinOptions, "node" | "prefix">,
): Promise<Ended> {
  const { env, cwd, input = "", timeout = 110_000 } = options;
  return new Promise((resolve, reject) => {
    const [file = "", ...args] = line;
    const child = spawn(file, args, { env: env as NodeJS.ProcessEnv, cwd, stdio: "pipe" });
    const ended: Ended = { code: null, signal: null, stdout: "", stderr: "" };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`still running after ${timeout} ms: ${line.join(" ")}\n${ended.stderr}`));
    }, timeout);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (ended.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (ended.stderr += text));
    child.stdin.on("error", () => {}).end(input);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ ...ended, code, signal });
    });
  });
}
