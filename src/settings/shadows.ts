import type { Context } from "../context.ts";
import type { Shadow } from "../contract.ts";
import type { Layers, Machine } from "../go/machine/layers.ts";
import { startupPlaces } from "./places.ts";

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
