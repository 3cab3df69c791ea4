import { type Context, pathsOf, type Env } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { envFileByRule } from "./envfile.ts";
import { findGiven, findOnPath, type FoundGo, usualGo } from "./find.ts";
import { layers, type Machine } from "./layers.ts";
import {
  cleanEnv,
  masks,
  parseJson,
  parseReport,
  problemOf,
  runGo,
  userEnv,
  type EnvFile,
  type Go,
  type GoState,
  type Unusable,
} from "./start.ts";
import { isBatch, programOfFolder } from "../../programs.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { atLeast, type GoVersion, newest, parseGoVersion } from "../version.ts";
import { withTemporaryFolder } from "../../folders.ts";
import { redactGoWords } from "../text/redact.ts";

export { writeEnvCopy } from "./envcopy.ts";
export type { Go, GoState } from "./start.ts";

/** What a shim may set, too. */
const settings = "GOPROXY GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOVCS GOAUTH".split(" ");
const asked = ["GOENV", "GOROOT", "GOVERSION", "GOCACHE", "GOMODCACHE", "GOPATH", ...settings];

/**
 * Finds go and asks it, in one process unless something is wrong with it, where its env file is and what it
 * sees. Fails with `go-unusable` where the go given by `--go` cannot be used.
 */
export async function inspectGo(ctx: Context, options: { go?: string } = {}): Promise<GoState> {
  const found = options.go === undefined ? findOnPath(ctx) : findGiven(ctx, options.go);
  if (found === null) {
    const path = programOfFolder(ctx, "go");
    const problem = "working-folder";
    return withoutGo(ctx, path === null ? null : { path, problem, said: null });
  }
  const state =
    typeof found === "string"
      ? { path: options.go ?? "", problem: found, said: null }
      : await inspectFound(ctx, found);
  if (!("problem" in state)) return state;
  if (options.go === undefined) return withoutGo(ctx, state);
  const { path, problem, said } = state;
  throw new Failure("go-unusable", { path, problem: problem === "said" ? (said ?? "") : problem });
}

function withoutGo(ctx: Context, unusable: Unusable | null): GoState {
  const usual = usualGo(ctx);
  const hint = usual === unusable?.path ? null : usual;
  const envFile = envFileByRule(ctx);
  const rest = { platform: ctx.platform, reported: null, stopped: null, shimEnv: {} };
  return { go: null, envFile, version: newest, hint, unusable, ...rest };
}

/** The system can start nothing now. That tells nothing of this go, whose file must not be written by rule alone. */
const exhausted = new Set(["EMFILE", "ENFILE", "EAGAIN", "ENOMEM"]);

async function inspectFound(ctx: Context, found: FoundGo): Promise<GoState | Unusable> {
  const { path } = found;
  const usual = await runGo(ctx, found, ["env", "-json", ...asked], userEnv(ctx));
  if (exhausted.has(usual.failure ?? "")) {
    throw new Failure("go-unusable", { path, problem: usual.failure ?? "" });
  }
  let reported = usual.code === 0 ? parseReport(usual.stdout) : null;
  let stopped: string | null = null;
  if (reported === null) {
    const failed = problemOf(path, usual);
    if (usual.timedOut || usual.failure !== null || usual.code === 0) return failed;
    const clean = await runGo(ctx, found, ["env", "-json", "GOROOT", "GOVERSION"], cleanEnv(ctx));
    reported = clean.code === 0 ? parseReport(clean.stdout) : null;
    if (reported === null) return failed;
    stopped = failed.said ?? "";
  }
  const goroot = reported["GOROOT"] ?? "";
  const start = started(ctx, found, goroot);
  if (isBatch(start.path)) return { path, problem: "not-go", said: null };
  const version = await versionOf(ctx, found, goroot, reported["GOVERSION"] ?? "");
  const state: GoState = {
    go: { ...start, goroot, version },
    envFile: envFileOf(ctx, version, stopped === null ? (reported["GOENV"] ?? "") : null),
    version,
    platform: ctx.platform,
    reported: stopped === null ? reported : null,
    hint: null,
    stopped,
    unusable: null,
    shimEnv: {},
  };
  return found.shim ? { ...state, shimEnv: setByShim(ctx, state) } : state;
}

/** Behind a shim: the go of the GOROOT that it reported, to be started directly from now on. */
function started(
  ctx: Context,
  found: FoundGo,
  goroot: string,
): { path: string; shim: string | null } {
  if (!found.shim) return { path: found.path, shim: null };
  const name = ctx.platform === "win32" ? "go.exe" : "go";
  const real = findGiven(ctx, pathsOf(ctx).join(goroot, "bin", name));
  const usable = typeof real === "object" && !real.shim;
  return { path: usable ? real.path : found.path, shim: found.path };
}

/** What go saw behind the shim and no layer explains: the shim gave it. */
function setByShim(ctx: Context, state: GoState): Record<string, string> {
  const { resolve } = layers(ctx, state);
  const given = settings.map((key) => [key, state.reported?.[key] ?? ""] as const);
  return Object.fromEntries(
    given.filter(([key, value]) => value !== "" && value !== resolve(key).value),
  );
}

function envFileOf(ctx: Context, version: GoVersion, reported: string | null): EnvFile {
  const ruled = envFileByRule(ctx, !atLeast(version, 24));
  if (reported) return { kind: "file", path: pathsOf(ctx).resolve(ctx.cwd, reported) };
  // Go names none although there is a place for one: a shim brings GOENV=off.
  if (reported === "" && ruled.kind === "file") return { kind: "off", path: ruled.path };
  return ruled;
}

async function versionOf(
  ctx: Context,
  found: FoundGo,
  goroot: string,
  reported: string,
): Promise<GoVersion> {
  const told = parseGoVersion(reported) ?? parseGoVersion(versionFile(ctx, goroot));
  if (told !== null) return told;
  const { stdout } = await runGo(ctx, found, ["version"], cleanEnv(ctx));
  return parseGoVersion(stdout) ?? newest;
}

/** Up to 1.15 `go env` does not know GOVERSION; the release says it in a file. */
function versionFile(ctx: Context, goroot: string): string {
  return readTextIfRegular(ctx, pathsOf(ctx).join(goroot, "VERSION")) ?? "";
}

/**
 * The values as the user's go sees them now, in one process; what the neutral run masks, and everything where
 * no go can be started, comes from the layers.
 */
export async function effectiveValues(
  ctx: Context,
  machine: Machine,
  keys: readonly string[],
): Promise<Record<string, string>> {
  const seen = await askAgain(ctx, machine, keys);
  const { resolve } = machine.layers;
  return Object.fromEntries(keys.map((key) => [key, seen?.[key] ?? resolve(key).value]));
}

async function askAgain(ctx: Context, state: GoState, keys: readonly string[]) {
  const plain = keys.filter((key) => !(key in masks) && key !== "GOENV");
  if (state.go === null || state.stopped !== null || plain.length === 0) return null;
  const found = { path: state.go.shim ?? state.go.path, shim: state.go.shim !== null };
  const ended = await runGo(ctx, found, ["env", "-json", ...plain], userEnv(ctx));
  return ended.code === 0 ? parseJson(ended.stdout) : null;
}

/** What a download ended with. */
export interface Download {
  ok: boolean;
  ms: number;
  /** Go's own words, without passwords; null where it went well, or took too long. */
  error: string | null;
  timedOut: boolean;
}

/** Milliseconds; go itself waits for ever. */
const deadline = 30_000;

/**
 * `go mod download` of `module@version`, outside of any module and into a cache that is thrown away; where lines of a
 * go.sum are given, in a module that has just these. Throws what the system says where no temporary folder can be made.
 */
export function download(
  ctx: Context,
  go: Pick<Go, "path">,
  wanted: string,
  env: Env,
  sums: readonly string[] = [],
): Promise<Download> {
  return withTemporaryFolder(ctx, async (root) => {
    const began = ctx.elapsed();
    if (sums.length > 0) {
      const { join } = pathsOf(ctx);
      ctx.fs.writeFileSync(join(root, "go.mod"), "module goproxy-cfg.invalid/download\n");
      ctx.fs.writeFileSync(join(root, "go.sum"), `${sums.join("\n")}\n`);
    }
    const { code, stdout, stderr, timedOut, failure } = await ctx.exec(go.path, {
      args: ["mod", "download", "-json", "--", wanted],
      env: {
        ...env,
        GO111MODULE: "on",
        GOTOOLCHAIN: "local",
        GOFLAGS: "-modcacherw",
        GOWORK: "off",
        GOPATH: root,
        GOMODCACHE: pathsOf(ctx).join(root, "mod"),
      },
      cwd: root,
      timeout: deadline,
    });
    const ms = Math.round(ctx.elapsed() - began);
    const said = errorOf(stdout);
    const ok = code === 0 && said === null && !timedOut;
    const words = said ?? failure ?? stderr.trim().split("\n").at(-1) ?? "";
    const error = ok || timedOut ? null : redactGoWords(words.replace(/^go: /, ""));
    return { ok, ms, error, timedOut };
  });
}

function errorOf(stdout: string): string | null {
  try {
    return (JSON.parse(stdout) as { Error?: string }).Error ?? null;
  } catch {
    return null;
  }
}
