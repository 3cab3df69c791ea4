import { saveWhole } from "../../changes/save.ts";
import { pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { purge } from "../../gateway/purge.ts";
import { start, stop } from "../../gateway/service.ts";
import {
  type GatewayPlaces,
  type GatewaySettings,
  placesIn,
  readSettingsOf,
  urlOf,
} from "../../gateway/settings.ts";
import { statusOf } from "../../gateway/status.ts";
import { parseGoproxy } from "../../go/values/goproxy.ts";
import { gatewayTextfile } from "../../watch/textfile.ts";
import { inEffect } from "../../catalog/lookup.ts";
import type { App, Outcome } from "../../app.ts";
import { moduleOf } from "../operands.ts";
import type { GatewayFlags } from "./flags.ts";
import { renderGateway } from "./view.ts";

interface Gateway {
  settings: GatewaySettings;
  places: GatewayPlaces;
}

/** Throws Failure `no-gateway` where `gateway init` was not run for this folder. */
function gatewayOf({ ctx }: App, { dir }: GatewayFlags): Gateway {
  const places = placesIn(ctx, dir);
  const settings = readSettingsOf(ctx, places);
  if (settings === null) throw new Failure("no-gateway", { folder: places.folder });
  return { settings, places };
}

/** `gateway up` and `gateway reload`: nginx of this system, as the user; a running one reads its files anew. */
export async function gatewayUp(app: App, flags: GatewayFlags): Promise<Outcome> {
  const { settings, places } = gatewayOf(app, flags);
  if (app.flags.dryRun !== true) await start(app.ctx, settings, places);
  return gatewayStatus(app, flags);
}

/** `gateway down`: ends it when what is under way is done. */
export async function gatewayDown(app: App, flags: GatewayFlags): Promise<Outcome> {
  const { places } = gatewayOf(app, flags);
  if (app.flags.dryRun !== true) await stop(app.ctx, places);
  const outcome = await gatewayStatus(app, flags);
  return { ...outcome, exit: 0 };
}

/** `gateway status`: exit code 1 where it does not run. `--textfile`: also its metrics, the whole file at once. */
export async function gatewayStatus(
  app: App,
  flags: GatewayFlags & { textfile?: string },
): Promise<Outcome> {
  const { settings, places } = gatewayOf(app, flags);
  const machine = await app.go();
  const { entries } = parseGoproxy(machine.layers.resolve("GOPROXY").value, machine);
  const document = statusOf(app.ctx, settings, places, inEffect(entries));
  if (flags.textfile !== undefined && app.flags.dryRun !== true) {
    const file = pathsOf(app.ctx).resolve(app.ctx.cwd, flags.textfile);
    // node_exporter is another user.
    saveWhole(app.ctx, file, gatewayTextfile(document), 0o644);
  }
  return {
    exit: document.running ? 0 : 1,
    document,
    render: (view) => renderGateway(document, view),
  };
}

/** `gateway purge MODULE[@VERSION]`: the cache forgets it. */
export async function gatewayPurge(
  app: App,
  operand: string,
  flags: GatewayFlags,
): Promise<Outcome> {
  const { places, settings } = gatewayOf(app, flags);
  const { module, version } = moduleOf(operand);
  const dryRun = app.flags.dryRun === true;
  const files = purge(app.ctx, places, module, version, dryRun);
  const words = (await app.text.measure()).gateway;
  return {
    exit: 0,
    document: { schemaVersion: 1, url: urlOf(settings), module, version, files },
    render: () => words.purged(operand, files, dryRun),
  };
}
