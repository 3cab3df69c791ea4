import { apply } from "../../changes/apply.ts";
import { makePrivate, readBytes } from "../../changes/files.ts";
import { nothingKnown, type OwnMirror } from "../../catalog/catalog.ts";
import { mirrorAt } from "../../catalog/lookup.ts";
import { yamlText } from "../../config/yaml.ts";
import { userDocument } from "../../config/read.ts";
import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import {
  type Engine,
  athens,
  envFile,
  goproxy,
  upstreamOf,
  engineUnit,
  systemdUnit,
} from "../../gateway/engine.ts";
import { composeFile, inside, manifestsOf } from "../../gateway/manifests.ts";
import { nginxConf } from "../../gateway/nginx-conf.ts";
import { confNow, findNginx, makeFolders, testConf } from "../../gateway/service.ts";
import {
  expectOurFolder,
  type GatewayPlaces,
  type GatewaySettings,
  placesIn,
  readSettingsOf,
  urlOf,
} from "../../gateway/settings.ts";
import { configFile } from "../../mirrors/own.ts";
import { withMirror } from "../../mirrors/own-edit.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { oneOf } from "../../nearest.ts";
import { findProgram } from "../../programs.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { randomBytes } from "../../sha256.ts";
import type { Plan } from "../../plan.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";
import { type GatewayFlags, settingsFrom } from "./flags.ts";

const target = "user-config" as const;

/**
 * `gateway init nginx|athens|goproxy`: writes the files of a gateway, and makes it a mirror that `use gateway` knows; starts nothing.
 * Nothing is written that nginx does not take. Throws what settingsFrom throws, and Failure `no-nginx`,
 * `nginx-refuses`, and `mirror-name` where the user has another mirror of that name.
 */
export async function initGateway(
  app: App,
  [engine = "", ...operands]: readonly string[],
  flags: GatewayFlags,
): Promise<Outcome> {
  const { ctx } = app;
  const name = oneOf("engine", engine, ["nginx", "athens", "goproxy"]);
  const platform = oneOf("--for", flags.for ?? "systemd", ["systemd", "compose", "kubernetes"]);
  if (name === "nginx" && flags.for !== undefined) {
    throw new Failure("flag-needs", { flag: "--for", needs: "athens|goproxy" });
  }
  expectOurFolder(ctx, placesIn(ctx, flags.dir).folder);
  const machine = await app.go();
  if (name !== "nginx" && platform !== "systemd") {
    return manifests(app, machine, name, platform, operands, flags);
  }
  const places = placesIn(ctx, flags.dir);
  const given = await settingsFrom(app, machine, operands, flags);
  const behind = name === "nginx" ? null : engineHere(ctx, name, given, places);
  const settings = behind?.settings ?? given;
  const hasUnit = behind !== null || flags.unit !== undefined;
  const unit = hasUnit ? systemdUnit(places, findNginx(ctx)) : null;
  const conf = await confNow(ctx, settings, places);
  if (app.flags.dryRun !== true) {
    makeFolders(ctx, places);
    await testConf(ctx, places, conf);
  }
  const before = readSettingsOf(ctx, places);
  const plan = () => {
    const all = [
      ...filesOf(ctx, settings, places, { conf, unit }),
      ...inFolder(ctx, places.folder, behind?.files ?? []),
    ];
    const files = filesPlan(ctx, all);
    const mirror = mirrorPlan(ctx, settings, before);
    return {
      changes: [...files.changes, ...mirror.changes],
      edits: [...(files.edits ?? []), ...(mirror.edits ?? [])],
    };
  };
  const applied = await apply(ctx, machine, "gateway init", plan, app.flags);
  return changedOutcome(app, machine, { applied, wanted: {} });
}

/** What `init athens` and `init goproxy` write for containers, which nobody starts here. */
async function manifests(
  app: App,
  machine: Machine,
  name: Engine["name"],
  platform: "compose" | "kubernetes",
  operands: readonly string[],
  flags: GatewayFlags,
): Promise<Outcome> {
  const { ctx } = app;
  const { tls: asked, token, listen } = flags;
  const ofIngress = Object.entries({ "--tls": asked, "--token": token, "--listen": listen });
  const outside = ofIngress.find(([, value]) => value !== undefined);
  if (platform === "kubernetes" && outside !== undefined) {
    throw new Failure("flags-exclude", { flags: `${outside[0]}, --for kubernetes` });
  }
  const { folder } = placesIn(ctx, flags.dir);
  const given = await settingsFrom(app, machine, operands, flags);
  const engine = engineOf(name, given, null);
  const settings = { ...given, upstreams: [upstreamOf(engine, null), ...given.upstreams] };
  const tls = given.tls && { cert: `${inside.config}/cert.pem`, key: `${inside.config}/key.pem` };
  const conf = nginxConf(
    { ...settings, listen: `0.0.0.0:${inside.port}`, tls },
    {
      folder: inside.folder,
      container: inside.config,
      caFile: null,
      isRoot: false,
      unresolved: new Set(),
    },
  );
  const files: [string, string][] =
    platform === "kubernetes"
      ? [["gateway.yaml", first + manifestsOf(settings, engine, conf).map(yamlText).join("---\n")]]
      : [
          ["compose.yaml", yamlText(composeFile(settings, engine))],
          ["nginx.conf", conf],
          ...(given.login === null ? [] : [["htpasswd", `${given.login}\n`] as [string, string]]),
        ];
  const env = pathsOf(ctx).join(folder, variables);
  files.push([variables, envFile(engine, readTextIfRegular(ctx, env))]);
  // The user of a container reads what is mounted; the folder is closed to all others of this machine.
  const mode = (file: string) => (file === env ? 0o600 : 0o644);
  const plan = () => filesPlan(ctx, inFolder(ctx, folder, files), mode);
  if (app.flags.dryRun !== true) makePrivate(ctx, folder);
  const applied = await apply(ctx, machine, "gateway init", plan, app.flags);
  return changedOutcome(app, machine, { applied, wanted: {} });
}

const variables = "engine.env";

/** Stands above the manifests, which have no login of S3 in them. */
const first = `# First: kubectl create secret generic goproxy-cfg-engine --from-env-file=${variables}\n`;

/** An engine beside nginx on this machine: behind the gateway, with a unit of its own. */
function engineHere(
  ctx: Context,
  name: Engine["name"],
  given: GatewaySettings,
  { folder }: GatewayPlaces,
) {
  const password = randomBytes(18).toString("hex");
  const engine = engineOf(name, given, password);
  const env = pathsOf(ctx).join(folder, variables);
  const program = findProgram(ctx, name) ?? `/usr/local/bin/${name}`;
  return {
    settings: { ...given, upstreams: [upstreamOf(engine, password), ...given.upstreams] },
    files: [
      [variables, envFile(engine, readTextIfRegular(ctx, env))],
      [`goproxy-cfg-${name}.service`, engineUnit(engine, program, env)],
    ] as const,
  };
}

function engineOf(name: Engine["name"], given: GatewaySettings, password: string | null): Engine {
  const { upstreams: mirrors } = given;
  const database = mirrors.find(({ url }) => mirrorAt(url)?.serves.sumdb !== false) ?? mirrors[0]!;
  const make = { athens, goproxy }[name];
  return make({ mirrors, private: given.private, database, password });
}

const inFolder = (ctx: Context, folder: string, files: readonly (readonly [string, string])[]) =>
  files.map(([name, text]) => [pathsOf(ctx).join(folder, name), text] as const);

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

/** They may hold passwords of mirrors: a change shows none of their bytes. */
function filesPlan(
  ctx: Context,
  files: readonly (readonly [string, string])[],
  mode = (_file: string) => 0o600,
): Plan {
  const now = files.map(([file, text]) => ({ file, text, before: readBytes(ctx, file) }));
  return {
    changes: now.map(({ file, before }) => {
      return { target, file, key: null, before: before && "", after: "" };
    }),
    edits: now.map(({ file, text, before }) => {
      return { target, file, before, after: Buffer.from(text), mode: mode(file) };
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
