import { apply } from "../../changes/apply.ts";
import { readBytes } from "../../changes/files.ts";
import { Failure } from "../../failure.ts";
import { confNow, findNginx, makeFolders, testConf } from "../../gateway/service.ts";
import { loginLine } from "../../gateway/login.ts";
import { type GatewaySettings, placesIn, urlOf, type Upstream } from "../../gateway/settings.ts";
import { systemdUnit } from "../../gateway/unit.ts";
import { isPatternKept } from "../../gateway/private-rules.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import type { Machine } from "../../go/machine/layers.ts";
import type { OwnMirror } from "../../catalog/catalog.ts";
import { configFile, readOwnMirrors } from "../../mirrors/own.ts";
import { withMirror } from "../../mirrors/own-edit.ts";
import { nothingKnown } from "../../catalog/catalog.ts";
import { resolveOrInEffect } from "../../mirrors/chain.ts";
import { oneOf } from "../../nearest.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { pathsOf } from "../../context.ts";
import { userDocument } from "../../config/user.ts";
import { type App, type Outcome } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";

export interface GatewayFlags {
  listen?: string;
  private?: string;
  cap?: string;
  tls?: readonly string[];
  token?: string;
  dir?: string;
  unit?: string;
}

const target = "user-config" as const;

/** So many error pages may follow each other in nginx, and each mirror is one. */
const mostMirrors = 8;

/**
 * `gateway init nginx`: writes the files of a gateway, and makes it a mirror that `use gateway` knows; starts nothing.
 * Throws Failure `bad-flag-value`, `no-nginx`, `nginx-refuses`, and what resolveOperands throws.
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
  const nginx = findNginx(ctx);
  const conf = await confNow(ctx, settings, places);
  const url = urlOf(settings);
  const paths = pathsOf(ctx);
  const files: [string, string][] = [
    [places.settings, `${JSON.stringify(settings, null, 2)}\n`],
    [places.config, conf],
    ...(settings.login === null
      ? []
      : [[paths.join(places.folder, "htpasswd"), `${settings.login}\n`] as [string, string]]),
    ...(flags.unit === undefined
      ? []
      : [
          [
            paths.join(places.folder, "goproxy-cfg-gateway.service"),
            systemdUnit(places, nginx),
          ] as [string, string],
        ]),
  ];
  if (app.flags.dryRun !== true) makeFolders(ctx, places);
  const plan = () => {
    const own = ownMirrorPlan();
    return {
      changes: [
        ...files.map(([file]) => {
          const before = readBytes(ctx, file);
          return { target, file, key: null, before: before === null ? null : "", after: url };
        }),
        ...own.changes,
      ],
      edits: [
        ...files.map(([file, text]) => {
          return {
            target,
            file,
            before: readBytes(ctx, file),
            after: Buffer.from(text),
            mode: 0o600,
          };
        }),
        ...own.edits,
      ],
    };
  };
  const applied = await apply(ctx, machine, "gateway init", plan, app.flags);
  if (app.flags.dryRun !== true) await testConf(ctx, places);
  return changedOutcome(app, machine, { applied, wanted: {} });

  /** The gateway as a mirror of the user's own: `,` behind it, since what it has not must not be asked of anybody else. */
  function ownMirrorPlan() {
    const file = configFile(ctx);
    const before = readBytes(ctx, file);
    const text = before?.toString() ?? "";
    const { mirrors } = userDocument(file, text);
    const mirror: OwnMirror = {
      name: "gateway",
      url,
      serves: nothingKnown,
      private: true,
      pinned: false,
      fallback: "missing",
    };
    const there = mirrors.find(({ name }) => name === mirror.name);
    if (there?.url === url) return { changes: [], edits: [] };
    const after = Buffer.from(withMirror(text, mirror, mirrors));
    return {
      changes: [{ target, file, key: mirror.name, before: there?.url ?? null, after: url }],
      edits: [{ target, file, before, after, mode: 0o600 }],
    };
  }
}

async function settingsFrom(
  { ctx }: App,
  { layers, version, platform }: Machine,
  operands: readonly string[],
  flags: GatewayFlags,
): Promise<GatewaySettings> {
  const own = await readOwnMirrors(ctx);
  const options = { own, fallback: null, direct: true, version, platform };
  const { value } = layers.resolve("GOPROXY");
  const { targets } = resolveOrInEffect(operands, value, options);
  const listen = listenOf(flags.listen ?? "127.0.0.1:8183");
  const ownUrl = urlOf({ listen, tls: flags.tls === undefined ? null : { cert: "", key: "" } });
  const upstreams = targets
    .filter(({ url }) => /^https?:/.test(url) && url.replace(/\/$/, "") !== ownUrl)
    .map(({ id, url }): Upstream => ({ id, url }));
  if (upstreams.length === 0) throw new Failure("missing-operand", { what: "mirror" });
  if (upstreams.length > mostMirrors) {
    const allowed = `1 … ${mostMirrors}`;
    throw new Failure("bad-flag-value", {
      flag: "mirror",
      value: String(upstreams.length),
      allowed,
    });
  }
  const tls = tlsOf(ctx.cwd, pathsOf(ctx).resolve, flags.tls);
  const secret = flags.token === undefined ? null : tokenIn(flags.token);
  if (secret !== null && tls === null)
    throw new Failure("flags-exclude", { flags: "--token (without --tls)" });
  return {
    listen,
    upstreams,
    private: privateOf(flags.private ?? layers.resolve("GOPRIVATE").value),
    cap: capOf(flags.cap ?? "10g"),
    tls,
    login: secret === null ? null : loginLine(secret),
  };

  function tokenIn(name: string): string {
    const file = pathsOf(ctx).resolve(ctx.cwd, name);
    const token = readTextIfRegular(ctx, file)?.trim() ?? "";
    if (/^[\w.~+/=-]{16,}$/.test(token)) return token;
    throw new Failure("bad-flag-value", {
      flag: "--token",
      value: name,
      allowed: "a file with one word of 16 characters or more",
    });
  }
}

function listenOf(given: string): string {
  if (/^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]|localhost):\d{1,5}$/i.test(given)) return given;
  throw new Failure("bad-flag-value", {
    flag: "--listen",
    value: given,
    allowed: "127.0.0.1:8183, [::1]:8183",
  });
}

function tlsOf(
  cwd: string,
  resolve: (...parts: string[]) => string,
  files: readonly string[] | undefined,
): GatewaySettings["tls"] {
  if (files === undefined) return null;
  const [cert, key] = files;
  if (files.length === 2 && cert && key)
    return { cert: resolve(cwd, cert), key: resolve(cwd, key) };
  throw new Failure("bad-flag-value", {
    flag: "--tls",
    value: files.join(" "),
    allowed: "CERT KEY",
  });
}

/** Throws Failure `never-matches` for a pattern that matches nothing: its modules would be asked for everywhere. */
function privateOf(list: string): string[] {
  const patterns = splitPatterns(list).filter((pattern) => pattern !== "");
  const lost = patterns.find((pattern) => !isPatternKept(pattern));
  if (lost !== undefined) {
    throw new Failure("bad-flag-value", {
      flag: "--private",
      value: lost,
      allowed: "corp.com,*.corp.com",
    });
  }
  return patterns;
}

const units = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

function capOf(given: string): number {
  const [, number = "", unit = ""] = /^(\d+)([kmgt])b?$/i.exec(given) ?? [];
  const bytes = Number(number) * (units[unit.toLowerCase() as keyof typeof units] ?? Number.NaN);
  if (bytes >= 2 ** 20) return bytes;
  throw new Failure("bad-flag-value", { flag: "--cap", value: given, allowed: "1m … 500m, 10g" });
}
