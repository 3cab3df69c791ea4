import { saveWhole } from "../../changes/save.ts";
import { pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { purge, statusOf } from "../../gateway/status.ts";
import { start, stop } from "../../gateway/service.ts";
import {
  expectOurFolder,
  type GatewayPlaces,
  type GatewaySettings,
  placesIn,
  readSettingsOf,
  urlOf,
} from "../../gateway/settings.ts";
import { parseGoproxy } from "../../go/values/goproxy.ts";
import { gatewayTextfile } from "../../watch/textfile.ts";
import { inEffect } from "../../catalog/lookup.ts";
import type { App, Outcome, View } from "../../app.ts";
import { moduleOf } from "../operands.ts";
import type { GatewayFlags } from "./flags.ts";
import type { GatewayStatus } from "../../contract.ts";
import { table } from "../../term/layout.ts";
import { shortPath } from "../../term/document.ts";

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

/** The same for what changes something there. Throws Failure `not-our-folder`, too. */
function ownGatewayOf(app: App, flags: GatewayFlags): Gateway {
  const gateway = gatewayOf(app, flags);
  expectOurFolder(app.ctx, gateway.places.folder);
  return gateway;
}

/** `gateway up` and `gateway reload`: nginx of this system, as the user; a running one reads its files anew. */
export async function gatewayUp(app: App, flags: GatewayFlags): Promise<Outcome> {
  const { settings, places } = ownGatewayOf(app, flags);
  if (app.flags.dryRun !== true) await start(app.ctx, settings, places);
  return gatewayStatus(app, flags);
}

/** `gateway down`: ends it when what is under way is done. */
export async function gatewayDown(app: App, flags: GatewayFlags): Promise<Outcome> {
  const { places } = ownGatewayOf(app, flags);
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
  const { places, settings } = ownGatewayOf(app, flags);
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

/** How the gateway stands: where it listens, what it holds, how its mirrors do. */
export async function renderGateway(status: GatewayStatus, view: View): Promise<string> {
  const { paint, text } = view;
  const words = (await text.measure()).gateway;
  const { running, url, pid, cache, requests, mirrors, config, inUse } = status;
  const sign = running ? paint.green("✔") : paint.red("✖");
  return [
    `${sign} ${running ? words.running(url, pid ?? 0) : words.stopped(url)}`,
    `  ${words.files(shortPath(view, config))}`,
    `  ${words.cache(bytes(cache.bytes), cache.files, bytes(cache.cap))}`,
    ...(requests === null ? [] : [`  ${words.requests(requests)}`]),
    ...table(
      mirrors.map(({ id, asked, failures, p50, down }) => [
        `  ${down ? paint.red("✖") : paint.green("✔")} ${id}`,
        words.asked(asked, failures),
        p50 === null ? "" : `${p50} ms`,
      ]),
    ),
    ...(inUse ? [] : [`  ${words.unused}`]),
  ].join("\n");
}

function bytes(count: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let size = count;
  let at = 0;
  for (; size >= 1024 && at < units.length - 1; at++) size /= 1024;
  return `${at === 0 ? size : size.toFixed(1)} ${units[at]}`;
}
