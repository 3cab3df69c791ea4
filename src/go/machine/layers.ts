import { type Context, pathsOf, variable } from "../../context.ts";
import type { Origin, Setting } from "../../contract.ts";
import { type EnvLine, lastLines, readEnvLines } from "./envfile.ts";
import type { GoState } from "./start.ts";
import { atLeast } from "../version.ts";
import { readRegular } from "../../regular-file.ts";

/** A file of settings as go sees it; `problem` is an errno where it could not be read, which go hides. */
export interface SettingsFile {
  path: string | null;
  lines: readonly EnvLine[];
  problem: string | null;
}

/** The four places a setting comes from, read once. */
export interface Layers {
  /** What go takes for `key`, where it comes from, and what that hides (strongest first). */
  resolve(key: string): Setting;
  /** What go would take for `key` without the environment and without the env file. */
  below(key: string): { value: string; origin: Origin };
  /** What the environment says, empty values apart, which go takes for unset. */
  inEnvironment(key: string): string | undefined;
  userFile: SettingsFile;
  /** GOROOT/go.env. */
  goEnv: SettingsFile;
}

type Layer = { value: string; origin: Origin };

/** This machine's go and its settings, as both were at one moment. */
export interface Machine extends GoState {
  layers: Layers;
}

/** Reads the settings of a go, anew where they were read before: others may have written since. */
export function readMachine(ctx: Context, state: GoState): Machine {
  return { ...state, layers: layers(ctx, state) };
}

/** Go's own GOROOT/go.env as it is shipped, and its built-in values before that file existed. */
export const shippedDefaults: Readonly<Record<string, string>> = {
  GOPROXY: "https://proxy.golang.org,direct",
  GOSUMDB: "sum.golang.org",
  GOTOOLCHAIN: "auto",
};

/** Keys that came after 1.15, the oldest go that is told apart, with the minor version that knows them first. */
const introduced: Readonly<Record<string, number>> = { GOVCS: 16, GOTOOLCHAIN: 21, GOAUTH: 24 };

/**
 * Settings by Go's own rule: environment unless empty, then the user's env file (the last line of a key, and
 * an empty one too), then GOROOT/go.env from 1.21 on, then what is built in.
 * Source: cmd/go/internal/cfg Getenv, initEnvCache, EnvOrAndChanged.
 */
export function layers(ctx: Context, state: GoState): Layers {
  const userFile = readSettings(ctx, state.envFile.kind === "file" ? state.envFile.path : null);
  const user = lastLines(userFile.lines);
  const hasGoEnv = atLeast(state.version, 21);
  const root = hasGoEnv ? goEnvRoot(ctx, state, user) : null;
  const goEnv = readSettings(ctx, root === null ? null : pathsOf(ctx).join(root, "go.env"));
  const goroot = lastLines(goEnv.lines);

  const inEnvironment = (key: string) => state.shimEnv[key] ?? (variable(ctx, key) || undefined);
  const known = (key: string) =>
    atLeast(state.version, introduced[key] ?? 0) ||
    (hasGoEnv && (user.has(key) || goroot.has(key)));

  const builtIn = (key: string): Layer => {
    let value = "";
    if (key === "GONOPROXY" || key === "GONOSUMDB") value = resolve("GOPRIVATE").value;
    else if (key === "GOAUTH") value = atLeast(state.version, 24) ? "netrc" : "";
    else if (key === "GOENV") value = state.envFile.kind === "file" ? state.envFile.path : "";
    // Without a go, its GOROOT/go.env is not at hand either: the shipped one stands for it.
    else if (known(key) && (!hasGoEnv || state.go === null)) value = shippedDefaults[key] ?? "";
    return { value, origin: { kind: "default" } };
  };
  const stored = (lines: ReadonlyMap<string, EnvLine>, file: SettingsFile, key: string) => {
    const line = lines.get(key);
    if (line === undefined || file.path === null) return [];
    const kind = file === userFile ? ("file" as const) : ("goroot" as const);
    return [{ value: line.value, origin: { kind, file: file.path, line: line.line } }];
  };
  const below = (key: string): Layer => {
    if (key === "GOENV" || !known(key)) return builtIn(key);
    return choose(stored(goroot, goEnv, key), builtIn(key));
  };
  const resolve = (key: string): Setting => {
    const found: Layer[] = [];
    if (known(key)) {
      const os = inEnvironment(key);
      if (os !== undefined) found.push({ value: os, origin: { kind: "os" } });
      if (key !== "GOENV") {
        found.push(...stored(user, userFile, key), ...stored(goroot, goEnv, key));
      }
    }
    const { value, origin } = choose(found, builtIn(key));
    return { key, value, origin, shadows: found.filter((layer) => layer.origin !== origin) };
  };
  return { resolve, below, inEnvironment, userFile, goEnv };
}

/** The strongest layer, unless it is empty and something is built in. */
function choose(found: readonly Layer[], builtIn: Layer): Layer {
  const strongest = found[0];
  if (strongest === undefined) return builtIn;
  return strongest.value === "" && builtIn.value !== "" ? builtIn : strongest;
}

/**
 * The GOROOT whose go.env is read: the env file's comes before the environment's, other than for every
 * other purpose. Source: cmd/go/internal/cfg findGOROOT.
 */
function goEnvRoot(
  ctx: Context,
  state: GoState,
  user: ReadonlyMap<string, EnvLine>,
): string | null {
  if (state.go === null) return null;
  // A go that does not start has read nothing; its own folder tells what it will read once it does.
  if (state.stopped !== null) return state.go.goroot;
  const named = user.get("GOROOT")?.value;
  return named ? pathsOf(ctx).resolve(ctx.cwd, named) : state.go.goroot;
}

/** Reads such a file as go does; null stands for none. What is no regular file is left alone: it may wait. */
export function readSettings(ctx: Context, path: string | null): SettingsFile {
  const empty = { path, lines: [], problem: null };
  if (path === null) return empty;
  try {
    const bytes = readRegular(ctx, path);
    return bytes === null ? empty : { ...empty, lines: readEnvLines(bytes) };
  } catch (error) {
    const { code = "EIO" } = error as NodeJS.ErrnoException;
    return code === "EINVAL" ? empty : { ...empty, problem: code };
  }
}
