import type { Code } from "../../contract.ts";
import { type At, type ProxyEntry, parseGoproxy } from "../values/goproxy.ts";
import { parseGosumdb } from "../values/gosumdb.ts";
import { matchPrefixPatterns } from "../patterns/patterns.ts";
import { atLeast } from "../version.ts";

/** Effective values; an empty GONOPROXY or GONOSUMDB stands for GOPRIVATE. */
export interface RouteSettings {
  GOPROXY: string;
  GOSUMDB: string;
  GOPRIVATE: string;
  GONOPROXY: string;
  GONOSUMDB: string;
}

const routeKeys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const;

/** The settings that decide a route, by what each is. */
export function routeSettings(valueOf: (key: string) => string): RouteSettings {
  const values = routeKeys.map((key) => [key, valueOf(key)] as const);
  return Object.fromEntries(values) as Record<(typeof routeKeys)[number], string>;
}

export interface Route {
  /** The path that go asks for. */
  module: string;
  private: { matched: boolean; pattern: string | null; key: "GOPRIVATE" | "GONOPROXY" | null };
  /** What go asks for this module, in order. Passwords are not hidden. */
  route: ProxyEntry[];
  /** All of GOPROXY: the way to the checksum database leads over these, for a private module too. */
  entries: ProxyEntry[];
  checksum: Checksum;
  /** Go's own text for a GOPROXY that it refuses; private modules fail with it too. */
  error: string | null;
}

export interface Checksum {
  verified: boolean;
  /** Name of the database that go would ask; null where it is off or refused. */
  by: string | null;
  reason: ChecksumReason;
  /** Why every download fails here, where it does. */
  refused: Code | null;
  /**
   * How the database is reached: the first of these proxies that says it knows it, else the database's own
   * URL; or that URL alone, past every proxy.
   */
  over: { kind: "proxies" | "url"; proxies: string[]; url: string } | null;
}

export type ChecksumReason =
  | { code: "verified" }
  | { code: "off" }
  | { code: "pattern"; pattern: string; key: "GOPRIVATE" | "GONOSUMDB" }
  /** GOSUMDB=off, which a toolchain does not accept. */
  | { code: "toolchain-needs-database" }
  /** GOSUMDB is refused by go, with these words; null where go crashes. */
  | { code: "invalid"; message: string | null };

const toolchain = "golang.org/toolchain";

/**
 * The way that go takes for a module. Source: modfetch/proxy.go proxyList, repo.go lookup, sumdb.go useSumDB
 * and initBase, cmd/go/internal/cfg (GONOPROXY and GONOSUMDB default to GOPRIVATE).
 */
export function route(input: { module: string; settings: RouteSettings; at: At }): Route {
  const { settings, at } = input;
  const module = /^(?:go|toolchain)$/.test(input.module) ? toolchain : input.module;
  const { entries, error } = parseGoproxy(settings.GOPROXY, at);
  const { pattern, key } = matching(module, settings, "GONOPROXY", at);
  const matched = pattern !== null;
  const direct: ProxyEntry = { kind: "direct", url: "", raw: "direct", onFailure: "stop" };
  return {
    module,
    private: { matched, pattern, key: matched ? key : null },
    route: error !== null ? [] : matched ? [direct] : entries,
    entries,
    checksum: checksumOf(module, settings, entries, at),
    error,
  };
}

function checksumOf(
  module: string,
  settings: RouteSettings,
  entries: readonly ProxyEntry[],
  at: At,
): Checksum {
  const {
    off,
    name,
    url,
    error,
    makesGoPanic: panics,
  } = parseGosumdb(settings.GOSUMDB, at.version);
  const none = { verified: false, by: name, refused: null, over: null };
  const always = module === toolchain && isAlwaysVerified(settings.GOPROXY, at);
  if (off) {
    return always
      ? { ...none, reason: { code: "toolchain-needs-database" }, refused: "toolchain.sumdb-off" }
      : { ...none, reason: { code: "off" } };
  }
  const { pattern, key } = matching(module, settings, "GONOSUMDB", at);
  if (pattern !== null && !always) return { ...none, reason: { code: "pattern", pattern, key } };
  if (error !== null || panics) {
    return { ...none, reason: { code: "invalid", message: error }, refused: "sumdb.invalid" };
  }
  const proxies = entries.filter(({ kind }) => kind === "url").map((entry) => entry.url);
  const over: Checksum["over"] =
    url === null
      ? { kind: "proxies", proxies, url: `https://${name}` }
      : { kind: "url", proxies: [], url };
  return { verified: true, by: name, reason: { code: "verified" }, refused: null, over };
}

/** A toolchain cannot be in go.sum, so go 1.21 and later insist on the database; not with a single file://. */
function isAlwaysVerified(goproxy: string, at: At): boolean {
  const testsDistribution = goproxy.startsWith("file://") && !/[,|]/.test(goproxy);
  return atLeast(at.version, 21) && !testsDistribution;
}

/** The pattern that matches in a list, or in GOPRIVATE where the list is not set. */
function matching<K extends "GONOPROXY" | "GONOSUMDB">(
  module: string,
  settings: RouteSettings,
  key: K,
  at: At,
): { pattern: string | null; key: K | "GOPRIVATE" } {
  const own = settings[key];
  const list = own === "" ? settings.GOPRIVATE : own;
  const pattern = matchPrefixPatterns(list, module, at.version);
  return { pattern, key: own === "" || own === settings.GOPRIVATE ? "GOPRIVATE" : key };
}
