import { apply } from "../../changes/apply.ts";
import { readBytes } from "../../changes/files.ts";
import { nothingKnown } from "../../catalog/catalog.ts";
import { userDocument } from "../../config/user.ts";
import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { confNow, findNginx, makeFolders, testConf } from "../../gateway/service.ts";
import {
  type GatewayPlaces,
  type GatewaySettings,
  placesIn,
  readSettingsOf,
  urlOf,
} from "../../gateway/settings.ts";
import { systemdUnit } from "../../gateway/unit.ts";
import { configFile } from "../../mirrors/own.ts";
import type { OwnMirror } from "../../catalog/catalog.ts";
import { withMirror } from "../../mirrors/own-edit.ts";
import { oneOf } from "../../nearest.ts";
import type { Plan } from "../../plan.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";
import { type GatewayFlags, settingsFrom } from "./flags.ts";

const target = "user-config" as const;

/**
 * `gateway init nginx`: writes the files of a gateway, and makes it a mirror that `use gateway` knows; starts nothing.
 * Nothing is written that nginx does not take. Throws what settingsFrom throws, and Failure `no-nginx`,
 * `nginx-refuses`, and `mirror-name` where the user has another mirror of that name.
 */
export async function initGateway(
  app: App,
  [engine = "", ...operands]: readonly string[],
  flags: GatewayFlags,
): Promise<Outcome> {
  const { ctx } = app;
  oneOf("engine", engine, ["nginx"]);
  const machine = await app.go();
  const places = placesIn(ctx, flags.dir);
  const settings = await settingsFrom(app, machine, operands, flags);
  const unit = flags.unit === undefined ? null : systemdUnit(places, findNginx(ctx));
  const conf = await confNow(ctx, settings, places);
  if (app.flags.dryRun !== true) {
    makeFolders(ctx, places);
    await testConf(ctx, places, conf);
  }
  const before = readSettingsOf(ctx, places);
  const plan = () => {
    const files = filesPlan(ctx, filesOf(ctx, settings, places, { conf, unit }), settings);
    const mirror = mirrorPlan(ctx, settings, before);
    return {
      changes: [...files.changes, ...mirror.changes],
      edits: [...(files.edits ?? []), ...(mirror.edits ?? [])],
    };
  };
  const applied = await apply(ctx, machine, "gateway init", plan, app.flags);
  return changedOutcome(app, machine, { applied, wanted: {} });
}

/** The files of a gateway by their paths. */
function filesOf(
  ctx: Context,
  settings: GatewaySettings,
  { folder, settings: settingsFile, config }: GatewayPlaces,
  { conf, unit }: { conf: string; unit: string | null },
): [string, string][] {
  const { join } = pathsOf(ctx);
  const files: [string, string | null][] = [
    [settingsFile, `${JSON.stringify(settings, null, 2)}\n`],
    [config, conf],
    [join(folder, "htpasswd"), settings.login && `${settings.login}\n`],
    [join(folder, "goproxy-cfg-gateway.service"), unit],
  ];
  return files.filter((file): file is [string, string] => file[1] !== null);
}

/** They may hold passwords of mirrors: a change shows where the gateway listens, and no bytes. */
function filesPlan(ctx: Context, files: [string, string][], settings: GatewaySettings): Plan {
  const now = files.map(([file, text]) => ({ file, text, before: readBytes(ctx, file) }));
  return {
    changes: now.map(({ file, before }) => {
      return { target, file, key: null, before: before && "", after: urlOf(settings) };
    }),
    edits: now.map(({ file, text, before }) => {
      return { target, file, before, after: Buffer.from(text), mode: 0o600 };
    }),
  };
}

/** The gateway as a mirror of the user's own: `,` behind it, since what it has not must not be asked of anybody else. */
function mirrorPlan(
  ctx: Context,
  settings: GatewaySettings,
  earlier: GatewaySettings | null,
): Plan {
  const file = configFile(ctx);
  const before = readBytes(ctx, file);
  const text = before?.toString() ?? "";
  const { mirrors } = userDocument(file, text);
  const mirror: OwnMirror = {
    name: "gateway",
    url: urlOf(settings),
    serves: nothingKnown,
    private: true,
    pinned: false,
    fallback: "missing",
  };
  const there = mirrors.find(({ name }) => name === mirror.name);
  if (there?.url === mirror.url) return { changes: [] };
  if (there !== undefined && (earlier === null || there.url !== urlOf(earlier))) {
    throw new Failure("mirror-name", { name: mirror.name, reason: "exists" });
  }
  const after = Buffer.from(withMirror(text, mirror, mirrors));
  return {
    changes: [{ target, file, key: mirror.name, before: there?.url ?? null, after: mirror.url }],
    edits: [{ target, file, before, after, mode: 0o600 }],
  };
}
