import type { Context } from "../context.ts";
import { pathsOf } from "../context.ts";
import { stateFolder } from "../folders.ts";
import { parseEndpoint } from "../net/endpoint.ts";
import { readTextIfRegular } from "../regular-file.ts";

/** A mirror behind the gateway. */
export interface Upstream {
  id: string;
  /** With credentials, where it has any: the files are 0600, in a folder that is 0700. */
  url: string;
  /** Hosts that its redirects are followed to, as the catalog names them, and nowhere else; none: no redirect is. */
  redirectsTo?: readonly string[];
  /** Not a mirror, but what builds private modules from git: the first, and the only one that is asked for those. */
  isEngine?: boolean;
}

/** What a gateway is made from; kept beside its configuration. */
export interface GatewaySettings {
  /** Where it listens: an address and a port. */
  listen: string;
  upstreams: readonly Upstream[];
  /** Patterns of modules that no mirror is ever asked for, as in GOPRIVATE. */
  private: readonly string[];
  /** Bytes that the cache may hold. */
  cap: number;
  tls: { cert: string; key: string } | null;
  /** A line of an htpasswd file; null: nobody has to log in. */
  login: string | null;
}

/** The files and folders of a gateway, below one folder of the user's. */
export interface GatewayPlaces {
  folder: string;
  config: string;
  settings: string;
  pid: string;
  cache: string;
  accessLog: string;
  mirrorLog: string;
}

export function placesIn(ctx: Context, dir: string | undefined): GatewayPlaces {
  const paths = pathsOf(ctx);
  const folder =
    dir === undefined ? paths.join(stateFolder(ctx), "gateway") : paths.resolve(ctx.cwd, dir);
  const at = (...names: string[]) => paths.join(folder, ...names);
  return {
    folder,
    config: at("nginx.conf"),
    settings: at("gateway.json"),
    pid: at("nginx.pid"),
    cache: at("cache"),
    accessLog: at("log", "access.log"),
    mirrorLog: at("log", "mirrors.log"),
  };
}

/** The settings that `gateway init` left; null where there are none, or none that can be read. */
export function readSettingsOf(ctx: Context, { settings }: GatewayPlaces): GatewaySettings | null {
  try {
    const read = JSON.parse(readTextIfRegular(ctx, settings) ?? "null") as unknown;
    return isSettings(read) ? read : null;
  } catch {
    return null;
  }
}

/** Whether somebody's hand left all that the others go by. */
function isSettings(read: unknown): read is GatewaySettings {
  const { listen, upstreams, private: patterns, cap, tls, login } = (read ?? {}) as GatewaySettings;
  const isText = (value: unknown) => typeof value === "string";
  const hasUrl = (one: Upstream) => isText(one?.id) && parseEndpoint(one.url)?.hostless === false;
  return (
    isText(listen) &&
    Array.isArray(upstreams) &&
    upstreams.length > 0 &&
    upstreams.every(hasUrl) &&
    Array.isArray(patterns) &&
    patterns.every(isText) &&
    typeof cap === "number" &&
    (tls === null || (isText(tls?.cert) && isText(tls?.key))) &&
    (login === null || isText(login))
  );
}

/** Where go asks it. */
export function urlOf({ listen, tls }: Pick<GatewaySettings, "listen" | "tls">): string {
  const reachable = listen.replace(/^(?:0\.0\.0\.0|\[::\]|\*)(?=:)/, "127.0.0.1");
  return `${tls === null ? "http" : "https"}://${reachable}`;
}
