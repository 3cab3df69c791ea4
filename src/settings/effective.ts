import { settingKeys } from "./keys.ts";
import type { Context } from "../context.ts";
import type { Origin, Place, Setting, Shadow } from "../contract.ts";
import type { Layers, Machine } from "../go/machine/layers.ts";

/** Every setting with its value, where that comes from and, for the environment, the startup file's line. */
export async function currentSettings(ctx: Context, { layers: read }: Machine): Promise<Setting[]> {
  const settings = settingKeys.map((key) => read.resolve(key));
  const fromOs = settings.filter(({ origin }) => origin.kind === "os");
  const placeOf = await startupPlaces(
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
    const place = (await startupPlaces(ctx, [{ key: "GOENV", value: "off" }]))("GOENV");
    return keys.map((key) => ({ key, kind: "goenv-off", ...place, value: "off" }));
  }
  const hindering = keys.flatMap((key) => {
    const value = read.inEnvironment(key);
    return value === undefined || value === intended(read, wanted, key) ? [] : [{ key, value }];
  });
  const placeOf = await startupPlaces(ctx, hindering);
  return hindering.map(({ key, value }) => ({ key, kind: "os", ...placeOf(key), value }));
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

/** Which line of a startup file gave each of these variables its value; reads no file where there are none. */
export async function startupPlaces(
  ctx: Context,
  variables: readonly { key: string; value: string }[],
): Promise<(key: string) => Place | undefined> {
  if (variables.length === 0) return () => undefined;
  const { loginShell, scanStartupFiles, whoSets } = await import("../shells/scan.ts");
  const found = scanStartupFiles(
    ctx,
    variables.map(({ key }) => key),
  );
  const shell = loginShell(ctx);
  return (wanted) => {
    const variable = variables.find(({ key }) => key === wanted);
    if (variable === undefined) return undefined;
    const by = whoSets(found, wanted, variable.value, shell);
    return by === null ? undefined : { file: by.file, line: by.line };
  };
}
