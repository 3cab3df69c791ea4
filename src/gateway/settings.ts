import type { Context } from "../context.ts";
import { pathsOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { stateFolder } from "../folders.ts";
import { parseEndpoint } from "../net/endpoint.ts";
import { parseGlob } from "../go/patterns/glob.ts";
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

/** What lies in the folder of a gateway before its settings do: nginx looks at them first. */
const early = new Set(["log", "cache", "tmp", "nginx.pid"]);

/** By these a folder is known as one of a gateway. */
const marks = ["gateway.json", "engine.env"];

/**
 * Refuses the home folder, one that holds something else and is not closed to all others yet, as it will be, and one of
 * another user, who may have put links where nginx and this tool write. Throws Failure `not-our-folder`.
 */
export function expectOurFolder(ctx: Context, folder: string): void {
  const stat = ctx.fs.statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const isOurs =
    stat.isDirectory() && folder !== ctx.home && (ctx.user === null || stat.uid === ctx.user);
  const names = isOurs ? ctx.fs.readdirSync(folder) : [];
  const isKnown =
    (stat.mode & 0o77) === 0 ||
    marks.some((mark) => names.includes(mark)) ||
    names.every((one) => early.has(one));
  if (!isOurs || !isKnown) throw new Failure("not-our-folder", { folder });
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

/**
 * Whether all of it is what `gateway init` could have left: each word of it goes into a configuration of nginx, and a
 * folder may be a repository's.
 */
function isSettings(read: unknown): read is GatewaySettings {
  const { listen, upstreams, private: patterns, cap, tls, login } = (read ?? {}) as GatewaySettings;
  // Not a word that nginx takes for something else, as `engine:` is.
  const isPath = (value: unknown) => isText(value) && /^(?:\/|[a-z]:[\\/])/i.test(value);
  return (
    isListen(listen) &&
    isListOf(upstreams, isUpstream) &&
    upstreams.length > 0 &&
    isListOf(patterns, (one) => isText(one) && parseGlob(one) !== null) &&
    isCap(cap) &&
    (tls === null || (isPath(tls?.cert) && isPath(tls?.key))) &&
    (login === null || isText(login))
  );
}

const isText = (value: unknown): value is string => typeof value === "string";

const isListOf = (list: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(list) && list.every(is);

function isUpstream(read: unknown): boolean {
  const { id, url, redirectsTo = [] } = (read ?? {}) as Upstream;
  return isText(id) && isAskable(url) && isListOf(redirectsTo, isAskable);
}

/** Whether nginx can be told to ask there: what stands for the host is a name or an address, and nothing of its own. */
export function isAskable(url: unknown): boolean {
  const to = isText(url) ? parseEndpoint(url) : null;
  return (
    to !== null &&
    /^https?$/.test(to.scheme) &&
    /^(?:[\w.-]+|[\da-f:.]*:[\da-f:.]*)$/i.test(to.host)
  );
}

/** An address and a port. */
export const isListen = (value: unknown): boolean =>
  isText(value) && /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]|localhost):\d{1,5}$/i.test(value);

/** Bytes. */
export const isCap = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

/** Where go asks it. */
export function urlOf({ listen, tls }: Pick<GatewaySettings, "listen" | "tls">): string {
  const reachable = listen.replace(/^(?:0\.0\.0\.0|\[::\]|\*)(?=:)/, "127.0.0.1");
  return `${tls === null ? "http" : "https"}://${reachable}`;
}
