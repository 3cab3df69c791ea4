import { settingKeys } from "./keys.ts";
import type { Context } from "../context.ts";
import type { Origin, Setting } from "../contract.ts";
import type { Machine } from "../go/machine/layers.ts";
import { startupPlaces } from "./places.ts";

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
