import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inject, type TestContext } from "vitest";
import type { Env } from "../../src/context.ts";
import { type Found, found, missing, onPath } from "./found.ts";
import { machineEnv, toolsFolder } from "./machine.ts";
import { removeFolder } from "./remove.ts";

export interface Go {
  path: string;
  /** `1.26.8`. */
  version: string;
  /** To be set as GOROOT where a toolchain stands outside its usual place; null for the machine's own. */
  root: string | null;
}

/** The go on PATH. */
export function realGo(): Found<Go> {
  const file = onPath("go");
  if (file === null) return missing("no go on PATH");
  const version = versionOf({ path: file, version: "", root: null });
  return version === null
    ? missing(`${file} does not run`)
    : found({ path: file, version, root: null });
}

/** Other versions, installed by scripts/test.sh and scripts/toolchains.sh; oldest first. */
export function otherGos(): Go[] {
  const folder = path.join(toolsFolder(), "go");
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .map((version) => {
      const root = path.join(folder, version);
      return { path: path.join(root, "bin", "go"), version, root };
    })
    .filter((go) => versionOf(go) === go.version)
    .toSorted((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
}

function versionOf(go: Go): string | null {
  try {
    // Up to 1.15 a flag in the machine's env file that this go does not know stops it.
    const root = go.root ? { GOROOT: go.root } : {};
    const env = { ...process.env, GOENV: "off", GOTOOLCHAIN: "local", ...root };
    const text = execFileSync(go.path, ["version"], { encoding: "utf8", env, stdio: "pipe" });
    return /go version go(\S+)/.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Ends a test of what came with go 1.`minor` as a skipped one where this go is older. */
export function since(test: TestContext, { version }: Go, minor: number, what: string): void {
  const own = Number(version.split(".")[1]);
  test.skip(own < minor, `go ${version} has no ${what}, which came with go 1.${minor}`);
}

export interface Download {
  ok: boolean;
  /** It hung, and was killed. */
  timedOut: boolean;
  /** Go's own words, without a leading `go: `; null when all went well. */
  error: string | null;
  sum: string | null;
  stderr: string;
}

/**
 * What the real `go mod download -json module@version` ends with, in an empty module cache and outside any
 * module. `env` brings HOME (with go's env file) or the variables; anything not on loopback ends at a closed
 * port, unless `online`, which adds the machine's own way out.
 */
export async function goDownload(
  env: Env,
  moduleAtVersion: string,
  options: { go?: Go; timeout?: number; online?: boolean } = {},
): Promise<Download> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-download-"));
  const go = options.go ?? (realGo() as { value: Go }).value;
  const run = await runGo(go, ["mod", "download", "-json", moduleAtVersion], {
    cwd: root,
    timeout: options.timeout ?? 100_000,
    env: {
      PATH: process.env["PATH"],
      HOME: root,
      ...(options.online ? proxyVariables(machineEnv()) : nothingLeaves),
      GOTOOLCHAIN: "local",
      GO111MODULE: "on",
      ...env,
      GOPATH: path.join(root, "gopath"),
      GOMODCACHE: path.join(root, "cache"),
      GOFLAGS: "-modcacherw",
    },
  });
  removeFolder(root);
  const document = parsed(run.stdout);
  const words = document.Error ?? run.stderr.trim().split("\n").at(-1) ?? "";
  return {
    ok: run.code === 0 && document.Error === undefined,
    timedOut: run.timedOut,
    error: run.timedOut ? "timed out" : run.code === 0 ? null : words.replace(/^go: /, ""),
    sum: document.Sum ?? null,
    stderr: run.stderr,
  };
}

/** Runs go; never throws. */
export function runGo(
  go: Go,
  args: string[],
  options: { env: Env; cwd: string; timeout?: number },
): Promise<{ code: number | null; stdout: string; stderr: string; timedOut: boolean }> {
  return new Promise((resolve) => {
    const env = { ...options.env, ...(go.root ? { GOROOT: go.root } : {}) };
    const { cwd, timeout = 100_000 } = options;
    const settings = { cwd, env, timeout, killSignal: "SIGKILL", maxBuffer: 1e8 } as const;
    execFile(go.path, args, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      resolve({ code, stdout, stderr, timedOut: error?.killed === true });
    });
  });
}

/** Go never sends loopback through a proxy (net/http ProxyFromEnvironment), all else would go to port 9. */
export const nothingLeaves: Env = {
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  GIT_TERMINAL_PROMPT: "0",
};

function proxyVariables(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /_proxy$/i.test(name)));
}

function parsed(text: string): { Error?: string; Sum?: string } {
  try {
    return JSON.parse(text) as { Error?: string; Sum?: string };
  } catch {
    return {};
  }
}

/** nginx in front of the module proxy that the machine's go is configured for, or why there is none. */
export function realProxy(): Found<string> {
  return inject("nginx");
}
