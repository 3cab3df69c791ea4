import type { Context } from "../context.ts";
import type { ManagedKey, Origin, SetBy, Setting, Shadow } from "../contract.ts";
import { lastLines } from "../go/machine/envfile.ts";
import { type Machine, readSettings, shippedDefaults, type Layers } from "../go/machine/layers.ts";

/** The settings of go that matter to a download, in the order in which they are shown. */
export const settingKeys = [
  "GOPROXY",
  "GOSUMDB",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOINSECURE",
  "GOVCS",
  "GOAUTH",
  "GOTOOLCHAIN",
  "GO111MODULE",
  "GOFLAGS",
  "GOENV",
] as const;

/** What `env`, the env files, Windows values and the team file carry. */
export const managedKeys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const;

/**
 * What is stored on this machine: Go's env file, then GOROOT/go.env where that differs from what go ships.
 * Never the environment, so that it mends a stale terminal; no defaults, which would hide a later change;
 * no empty values, which say nothing in an environment. With GOENV=off that is what go would read without it.
 */
export function storedSettings(
  ctx: Context,
  { envFile, layers: read }: Machine,
): Record<ManagedKey, string> {
  const file = envFile.kind === "off" ? readSettings(ctx, envFile.path) : read.userFile;
  const user = lastLines(file.lines);
  const goroot = lastLines(read.goEnv.lines);
  const stored: Record<ManagedKey, string> = {};
  for (const key of managedKeys) {
    const shipped = goroot.get(key)?.value;
    const value = user.get(key)?.value ?? (shipped === shippedDefaults[key] ? "" : shipped);
    if (value) stored[key] = value;
  }
  return stored;
}

/** Every setting with its value, where that comes from and, for the environment, the startup file's line. */
export async function currentSettings(ctx: Context, { layers: read }: Machine): Promise<Setting[]> {
  const settings = settingKeys.map((key) => read.resolve(key));
  const fromOs = settings.filter(({ origin }) => origin.kind === "os");
  const placeOf = await likelyPlaces(
    ctx,
    fromOs.map(({ key, value }) => ({ key, value })),
  );
  return settings.map((setting) => {
    const place = setting.origin.kind === "os" ? placeOf(setting.key) : undefined;
    if (place === undefined) return setting;
    const origin: Origin = { ...setting.origin, setBy: place };
    return { ...setting, origin };
  });
}

/**
 * What keeps values that are or would be in Go's env file from being in effect: GOENV=off for all of them,
 * else a variable of the environment with another value. `wanted`: value by key, null for unset.
 */
export async function shadows(
  ctx: Context,
  { envFile, layers: read }: Machine,
  wanted: Readonly<Record<string, string | null>>,
): Promise<Shadow[]> {
  const keys = Object.keys(wanted);
  if (envFile.kind === "off") {
    const place = (await namedPlaces(ctx, [{ key: "GOENV", value: "off" }], null))("GOENV");
    return keys.map((key) => ({ key, kind: "goenv-off", ...place, value: "off" }));
  }
  const hindering = keys.flatMap((key) => {
    const value = read.inEnvironment(key);
    return value === undefined || value === intended(read, wanted, key) ? [] : [{ key, value }];
  });
  const placeOf = await namedPlaces(ctx, hindering, envFile.kind === "file" ? envFile.path : null);
  return hindering.map(({ key, value }) => ({ key, kind: "os", ...placeOf(key), value }));
}

/** The stored values that a variable of this terminal hides, each with the place that, by its text, sets it. */
export async function hiddenSettings(ctx: Context, machine: Machine): Promise<Shadow[]> {
  const hiding = Object.entries(storedSettings(ctx, machine)).flatMap(([key, stored]) => {
    const value = machine.layers.inEnvironment(key);
    return value === undefined || value === stored ? [] : [{ key, value }];
  });
  const placeOf = await likelyPlaces(ctx, hiding);
  return hiding.map(({ key, value }) => ({ key, kind: "os", ...placeOf(key), value }));
}

/** What go would take for `key` if nothing but the wanted values stood above GOROOT/go.env. */
function intended(
  read: Layers,
  wanted: Readonly<Record<string, string | null>>,
  key: string,
): string {
  const value = wanted[key];
  if (typeof value === "string") return value;
  const { value: below, origin } = read.below(key);
  const follows = origin.kind === "default" && (key === "GONOPROXY" || key === "GONOSUMDB");
  if (!follows || !("GOPRIVATE" in wanted)) return below;
  return read.inEnvironment("GOPRIVATE") ?? intended(read, wanted, "GOPRIVATE");
}

/** A variable of this terminal. */
interface Given {
  key: string;
  value: string;
}

/**
 * Which line of a startup file gave each of these variables its value, by simple patterns: quick, and it starts nothing
 * but, on Windows, the registry's own reader. Reads no file where there are none.
 */
export async function likelyPlaces(
  ctx: Context,
  variables: readonly Given[],
): Promise<(key: string) => SetBy | undefined> {
  if (variables.length === 0) return () => undefined;
  if (ctx.platform === "win32") {
    const { registryPlaces } = await import("../shells/windows.ts");
    return registryPlaces(ctx, variables);
  }
  const { likelyLine } = await import("../shells/ask/perhaps.ts");
  const { userShell } = await import("../shells/detect.ts");
  const shell = userShell(ctx);
  const found = new Map(
    variables.map(({ key, value }) => [key, likelyLine(ctx, shell, key, value) ?? undefined]),
  );
  return (key) => found.get(key);
}

/** The same, as the user's own shell says it: it is started as a terminal starts it. Patterns where it does not. */
export async function namedPlaces(
  ctx: Context,
  variables: readonly Given[],
  envFile: string | null,
): Promise<(key: string) => SetBy | undefined> {
  const likely = await likelyPlaces(ctx, variables);
  if (variables.length === 0 || ctx.platform === "win32") return likely;
  const { askTraced } = await import("../shells/new-terminal.ts");
  const { userShell } = await import("../shells/detect.ts");
  const shell = userShell(ctx);
  const told = shell === null ? null : await askTraced(ctx, shell, variables, envFile);
  return (key) => told?.get(key) ?? likely(key);
}
