import { pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { mirrorAt } from "../../catalog/lookup.ts";
import { isPatternKept } from "../../gateway/nginx-conf.ts";
import {
  type GatewaySettings,
  isAskable,
  isCap,
  isListen,
  type Upstream,
  urlOf,
} from "../../gateway/settings.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { resolveOrInEffect, usualOptions } from "../../mirrors/chain.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { newSha1, randomBytes } from "../../sha256.ts";
import type { App } from "../../app.ts";

export interface GatewayFlags {
  listen?: string;
  private?: string;
  cap?: string;
  tls?: readonly string[];
  token?: string;
  dir?: string;
  unit?: string;
  for?: string;
}

/** So many error pages may follow each other in nginx, and each mirror is one. */
const mostMirrors = 8;

/**
 * What a gateway is made from, by the operands and flags of `gateway init`. Throws Failure `bad-flag-value`,
 * `flags-exclude`, `missing-operand`, and what resolveOperands throws.
 */
export async function settingsFrom(
  { ctx }: App,
  machine: Machine,
  operands: readonly string[],
  flags: GatewayFlags,
): Promise<GatewaySettings> {
  const { layers } = machine;
  const options = usualOptions(machine, await readOwnMirrors(ctx));
  const { value } = layers.resolve("GOPROXY");
  const { targets } = resolveOrInEffect(operands, value, options);
  const listen = listenOf(flags.listen ?? "127.0.0.1:8183");
  const ownUrl = urlOf({ listen, tls: flags.tls === undefined ? null : { cert: "", key: "" } });
  const upstreams = targets
    .filter(({ url }) => /^https?:/.test(url) && url.replace(/\/$/, "") !== ownUrl)
    .map(({ id, url }): Upstream => {
      const redirectsTo = mirrorAt(url)?.redirectsTo;
      return redirectsTo === undefined ? { id, url } : { id, url, redirectsTo };
    });
  if (upstreams.length === 0)
    throw new Failure("missing-operand", { what: "mirror", verb: "gateway init" });
  if (upstreams.length > mostMirrors) {
    const allowed = `1 … ${mostMirrors}`;
    throw new Failure("bad-flag-value", {
      flag: "mirror",
      value: String(upstreams.length),
      allowed,
    });
  }
  const odd = upstreams.find(({ url }) => !isAskable(url));
  if (odd !== undefined) {
    throw new Failure("bad-flag-value", {
      flag: "mirror",
      value: redactUrl(odd.url),
      allowed: "https://HOST/PATH",
    });
  }
  const tls = tlsOf(ctx.cwd, pathsOf(ctx).resolve, flags.tls);
  const secret = flags.token === undefined ? null : tokenIn(flags.token);
  if (secret !== null && tls === null)
    throw new Failure("flag-needs", { flag: "--token", needs: "--tls" });
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
  if (isListen(given)) return given;
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
  if (isCap(bytes) && bytes >= 2 ** 20) return bytes;
  throw new Failure("bad-flag-value", { flag: "--cap", value: given, allowed: "1m … 500m, 10g" });
}

/**
 * A line of an htpasswd file for the user `go`: {SSHA}, since nginx works a hash out at every request, and bcrypt would
 * hold it at a dozen of them a second. Source: ngx_crypt_ssha.
 */
function loginLine(token: string): string {
  const salt = randomBytes(8);
  const digest = newSha1().update(token).update(salt).digest();
  return `go:{SSHA}${Buffer.concat([digest, salt]).toString("base64")}`;
}
