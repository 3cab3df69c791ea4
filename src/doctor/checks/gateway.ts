import { inEffect } from "../../catalog/lookup.ts";
import { refusal } from "../../gateway/service.ts";
import { type GatewayPlaces, placesIn, readSettingsOf } from "../../gateway/settings.ts";
import { statusOf } from "../../gateway/status.ts";
import { isFile } from "../../regular-file.ts";
import type { DoctorCheck } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";

const start = "goproxy-cfg gateway up";

/** Whether the gateway of this user, where go asks it, does its work. */
export const gateway: DoctorCheck = {
  id: "gateway",
  codes: ["gateway.down", "gateway.config", "gateway.mirror-down"],
  async run({ entries, own }, ctx) {
    const places = placesIn(ctx, undefined);
    if (!isFile(ctx, places.settings)) return [];
    const isAsked = inEffect(entries);
    const settings = readSettingsOf(ctx, places);
    if (settings === null) {
      const known = own.find(({ name }) => name === "gateway");
      return known !== undefined && isAsked(known.url) ? [unreadable(places)] : [];
    }
    const { running, url, mirrors, inUse } = statusOf(ctx, settings, places, isAsked);
    if (!inUse) return [];
    const reason = await refusal(ctx, places);
    const { config: file } = places;
    const where = { file, line: null };
    return [
      ...(running ? [] : [finding("gateway.down", "error", { url }, { command: start })]),
      ...(reason === null
        ? []
        : [finding("gateway.config", "error", { file, reason }, { where, command: start })]),
      ...mirrors
        .filter(({ down }) => running && down)
        .map(({ id }) =>
          finding(
            "gateway.mirror-down",
            "warning",
            { mirror: id },
            { command: "goproxy-cfg gateway status" },
          ),
        ),
    ];
  },
};

function unreadable({ settings: file }: GatewayPlaces): Diagnosis {
  const where = { file, line: null };
  const command = "goproxy-cfg gateway init nginx";
  return finding("gateway.config", "error", { file, reason: null }, { where, command });
}
