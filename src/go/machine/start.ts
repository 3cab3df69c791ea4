import { type EnvFile, dependsOnCwd } from "./envfile.ts";
import { type GoVersion, parseGoVersion } from "../version.ts";
import { type Context, type Env, type ExecResult, pathsOf, variable } from "../../context.ts";
import { isBatch, startProgram } from "../../programs.ts";
import { isFolder } from "../../regular-file.ts";
import type { FoundGo } from "./find.ts";
import { redactGoWords } from "../text/redact.ts";

export type { EnvFile } from "./envfile.ts";

export interface Go {
  /** As found; for a shim the go that it starts. */
  path: string;
  goroot: string;
  version: GoVersion;
  /** What lies on PATH where that is not the go itself. */
  shim: string | null;
}

/** Why a program is not a go: one of these words, or `said` with the program's own. */
export type GoProblem =
  | "not-found"
  | "not-executable"
  | "hangs"
  | "not-go"
  | "said"
  /** It lies in the working folder, from which no program is started. */
  | "working-folder";

export interface Unusable {
  path: string;
  problem: GoProblem;
  said: string | null;
}

/** What one start of go tells about this machine. */
export interface GoState {
  go: Go | null;
  envFile: EnvFile;
  /** Go's own, else the newest that is known; with the platform it is what go's rules depend on. */
  version: GoVersion;
  platform: NodeJS.Platform;
  /** `go env -json` of the neutral run, without the variables that it masks. */
  reported: Record<string, string> | null;
  /** A go that lies in a usual folder and is not on PATH: named only, never used. */
  hint: string | null;
  /** Go's own words where the user's settings stop every command (a bad GOROOT or GOPATH), else null. */
  stopped: string | null;
  /** What is called go on PATH and cannot be used; `go` is null then. */
  unusable: Unusable | null;
  /** Variables that a shim sets for the go that it starts. */
  shimEnv: Readonly<Record<string, string>>;
}

/** Milliseconds. */
const deadline = 10_000;

/**
 * Variables that would stop go or send it elsewhere; an empty value would let the env file through. Without
 * modules go looks at no go.mod and no go.work, wherever it is started.
 */
export const masks = { GOTOOLCHAIN: "local", GO111MODULE: "off", GOFLAGS: " " };

/** Runs go. A shim decides by the user's folder; go itself is kept out of it, where a broken go.mod may lie. */
export function runGo(
  ctx: Context,
  found: FoundGo,
  args: string[],
  env: Env,
  timeout = deadline,
): Promise<ExecResult> {
  const paths = pathsOf(ctx);
  const cwd = found.shim || dependsOnCwd(ctx) ? ctx.cwd : paths.parse(found.path).root;
  return startProgram(ctx, found.path, { args, env, cwd, timeout });
}

/** The user's environment, so that go sees what the user's go sees. */
export function userEnv(ctx: Context): Env {
  const goenv = variable(ctx, "GOENV");
  const absolute = goenv && goenv !== "off" ? { GOENV: pathsOf(ctx).resolve(ctx.cwd, goenv) } : {};
  return withVariables(ctx, () => false, { ...masks, ...absolute });
}

/** Nothing of the user's settings of go but a GOROOT that exists. Names with `_` belong to others (goenv). */
export function cleanEnv(ctx: Context, set: Record<string, string> = {}): Env {
  const goroot = variable(ctx, "GOROOT");
  const kept = goroot && isFolder(ctx, goroot) ? { GOROOT: goroot } : {};
  return withVariables(ctx, (name) => /^GO[A-Z0-9]+$/i.test(name), {
    ...masks,
    GOENV: "off",
    ...kept,
    ...set,
  });
}

function withVariables(
  ctx: Context,
  drop: (name: string) => boolean,
  set: Record<string, string>,
): Env {
  const all = { LC_ALL: "C", ...set };
  const windows = ctx.platform === "win32";
  const replaced = (name: string) => (windows ? name.toUpperCase() in all : name in all);
  const kept = Object.entries(ctx.env).filter(([name]) => !drop(name) && !replaced(name));
  return { ...Object.fromEntries(kept), ...all };
}

export function parseReport(stdout: string): Record<string, string> | null {
  const parsed = parseJson(stdout);
  return parsed?.["GOROOT"] ? parsed : null;
}

/** A shim may print around it. */
export function parseJson(stdout: string): Record<string, string> | null {
  try {
    const parsed: unknown = JSON.parse(
      stdout.slice(stdout.indexOf("{"), stdout.lastIndexOf("}") + 1),
    );
    return typeof parsed === "object" ? (parsed as Record<string, string>) : null;
  } catch {
    return null;
  }
}

export function problemOf(path: string, { timedOut, failure, stderr, code }: ExecResult): Unusable {
  if (timedOut) return { path, problem: "hangs", said: null };
  if (failure !== null) return { path, problem: "said", said: failure };
  const line = stderr.split("\n").find((one) => one.trim() !== "" && !one.startsWith("warning: "));
  if (code === 0 || line === undefined) return { path, problem: "not-go", said: null };
  const said = redactGoWords(line.replace(/^go(?: env -[wu])?: /, "").trim());
  return { path, problem: "said", said };
}

/** How go starts in the user's own folder and environment. */
export interface UserStart {
  ok: boolean;
  /** Of the go that answers there, which go.mod or GOTOOLCHAIN may have chosen. */
  version: GoVersion | null;
  /** Go's words where it does not start. */
  said: string | null;
}

/**
 * Starts go as the user does, with everything that could stop it (GOTOOLCHAIN, GOROOT, GOFLAGS, go.mod), but
 * without a network: a toolchain that is not here is "not available". null where there is no go to start.
 */
export async function startAsUser(ctx: Context, state: GoState): Promise<UserStart | null> {
  const path = state.go?.shim ?? state.go?.path;
  if (path === undefined || isBatch(path)) return null;
  const env: Env = { ...ctx.env, ...withoutNetwork };
  const options = { args: ["version"], env, cwd: ctx.cwd, timeout: 10_000 };
  const ended = await ctx.exec(path, options);
  if (ended.code === 0) return { ok: true, version: parseGoVersion(ended.stdout), said: null };
  const { problem, said } = problemOf(path, ended);
  return { ok: false, version: null, said: said ?? problem };
}

/** GONOPROXY with golang.org would ask it directly in spite of GOPROXY=off. */
const withoutNetwork: Env = {
  LC_ALL: "C",
  GOPROXY: "off",
  GONOPROXY: "none",
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  NO_PROXY: "none",
};
