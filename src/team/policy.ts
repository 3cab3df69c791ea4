import type { GoState } from "../go/machine/command.ts";
import { type At, parseGoproxy } from "../go/values/goproxy.ts";
import { defaultGosumdb } from "../go/values/gosumdb.ts";
import type { Layers } from "../go/machine/layers.ts";
import { atLeast, parseGoVersion } from "../go/version.ts";
import { catchesPublicModules } from "../go/patterns/refused.ts";
import { coverage } from "../go/patterns/coverage.ts";
import { splitPatterns } from "../go/patterns/patterns.ts";
import { chainUrls, mirrorAt, ownSumdb, proxyOf } from "../catalog/lookup.ts";
import { judgedList, listed, type Policy, type TeamFile } from "./file.ts";
import { chainOf, patternsOf, type Wish } from "./wish.ts";

/** A policy that is not kept, before it is put into words; `value` is a real one. */
export interface Violation {
  policy: keyof Policy;
  key: string;
  /** Where it stands: the offending setting, else the policy itself. */
  field: string;
  value: string;
  wanted: string;
}

function violation(
  policy: keyof Policy,
  key: string,
  value: string,
  field: string | null,
  wanted = "",
): Violation {
  return { policy, key, field: field ?? `policy.${policy}`, value, wanted };
}

/** What the file's own settings have against its policy. */
export function ownViolations(team: TeamFile, wish: Wish, at: At): Violation[] {
  const { use, sumdb } = wish;
  const isBroken = use !== undefined && inProxies(team, use.resolved.value, at, null).length > 0;
  const found = (isBroken ? use.operands : []).flatMap((operand, index) => {
    const { value } = chainOf(team, [operand], null, at);
    return inProxies(team, value, at, use?.fields[index] ?? null);
  });
  if (sumdb !== undefined) found.push(...inSumdb(team, sumdb.value ?? defaultGosumdb, sumdb.field));
  if (wish.private !== undefined) {
    const { patterns, field } = wish.private;
    found.push(...inPatterns(team.policy, "GOPRIVATE", patterns, field));
  }
  return found;
}

/** The proxies that the policy allows, each in its one form; null: all. Throws Failure `config-invalid`. */
export function allowedUrls(team: TeamFile, at: At): ReadonlySet<string> | null {
  const { allowedProxies } = team.policy;
  if (allowedProxies === undefined) return null;
  return judgedList(team, "policy.allowedProxies", allowedProxies, (names) => {
    const targets = [...new Set(names)].flatMap((name) => chainOf(team, [name], null, at).targets);
    return new Set(targets.map(({ url }) => proxyOf(url)));
  });
}

/** The patterns that must be private everywhere, corrected as `private` is. Throws Failure `config-invalid`. */
export function requiredPatterns(team: TeamFile): readonly string[] {
  const { requiredPrivate = [] } = team.policy;
  return judgedList(team, "policy.requiredPrivate", requiredPrivate, patternsOf).patterns;
}

/** What the machine has against it, as far as the file's own settings do not say so already. */
export function machineViolations(
  team: TeamFile,
  wish: Wish,
  state: GoState,
  read: Layers,
): Violation[] {
  const value = (key: string) => read.resolve(key).value;
  const found: Violation[] = [];
  if (value("GOPROXY") !== wish.use?.resolved.value) {
    found.push(...inProxies(team, value("GOPROXY"), state, null));
  }
  if (value("GOINSECURE") !== "" && team.policy.allowInsecureHttp === false) {
    found.push(violation("allowInsecureHttp", "GOINSECURE", value("GOINSECURE"), null));
  }
  if (value("GOSUMDB") !== (wish.sumdb && (wish.sumdb.value ?? defaultGosumdb))) {
    found.push(...inSumdb(team, value("GOSUMDB"), null));
  }
  found.push(...unverified(team, wish, read));
  return [...found, ...notPrivate(team, wish, value), ...tooOld(team, state)];
}

function unverified({ policy }: TeamFile, wish: Wish, read: Layers): Violation[] {
  const { value, origin } = read.resolve("GONOSUMDB");
  // By default it has the value of GOPRIVATE.
  const key = origin.kind === "default" ? "GOPRIVATE" : "GONOSUMDB";
  const others = splitPatterns(value).filter((one) => !wish.private?.patterns.includes(one));
  return inPatterns(policy, key, others, null);
}

/** Patterns that keep everybody's modules from being verified switch the checksum database off as surely as `off`. */
function inPatterns(
  policy: Policy,
  key: string,
  patterns: readonly string[],
  field: string | null,
): Violation[] {
  if (policy.allowSumdbOff !== false) return [];
  const broad = patterns.filter(catchesPublicModules);
  return broad.length === 0 ? [] : [violation("allowSumdbOff", key, inShort(broad), field)];
}

function inProxies(team: TeamFile, list: string, at: At, field: string | null): Violation[] {
  const { allowedProxies, allowInsecureHttp } = team.policy;
  const { entries } = parseGoproxy(list, at);
  const urls = entries.filter(({ kind }) => kind === "url");
  const found: Violation[] = [];
  const allowed = allowedUrls(team, at);
  if (allowed !== null) {
    const wanted = inShort(listed(allowedProxies ?? []));
    const others = urls.filter(({ url }) => !allowed.has(proxyOf(url)));
    found.push(
      ...others.map(({ url }) => violation("allowedProxies", "GOPROXY", url, field, wanted)),
    );
  }
  if (allowInsecureHttp === false) {
    const plain = urls.filter(({ url }) => /^http:/i.test(url));
    found.push(...plain.map(({ url }) => violation("allowInsecureHttp", "GOPROXY", url, field)));
  }
  return found;
}

/** Said for each of what may be thousands. */
function inShort(names: readonly string[]): string {
  return [...names.slice(0, 9), ...(names.length > 9 ? ["…"] : [])].join(", ");
}

function inSumdb({ policy }: TeamFile, value: string, field: string | null): Violation[] {
  const found: Violation[] = [];
  if (policy.allowSumdbOff === false && value.trim() === "off") {
    found.push(violation("allowSumdbOff", "GOSUMDB", value, field));
  }
  if (policy.allowInsecureHttp === false && /\shttp:/i.test(value)) {
    found.push(violation("allowInsecureHttp", "GOSUMDB", value, field));
  }
  return found;
}

/**
 * What must be private and is not: by GOPRIVATE, or by a list in its place, where that has somebody public
 * asked. The file's own patterns are added to the machine's, so that alone they need not be enough.
 */
function notPrivate(team: TeamFile, wish: Wish, value: (key: string) => string): Violation[] {
  const required = requiredPatterns(team);
  const missingIn = (list: readonly string[]) => {
    const cover = coverage(list);
    return required.filter((pattern) => cover.coveredBy(pattern) === null).join(",");
  };
  const missing = (key: string, field: string | null = null) => {
    const patterns = missingIn(splitPatterns(value(key)));
    return patterns === "" ? [] : [violation("requiredPrivate", key, patterns, field)];
  };
  const own = wish.private;
  const isOwn = own !== undefined && missingIn(own.patterns) !== "";
  const found = missing("GOPRIVATE", isOwn ? own.field : null);
  if (found.length > 0) return found;
  const sumdb = value("GOSUMDB");
  return [
    ...(chainUrls(value("GOPROXY")).some((url) => mirrorAt(url)) ? missing("GONOPROXY") : []),
    ...(ownSumdb(sumdb) || sumdb === "off" ? [] : missing("GONOSUMDB")),
  ];
}

/** No go at hand is no violation: nothing can be downloaded with it. */
function tooOld({ policy: { minGo } }: TeamFile, { go, version }: GoState): Violation[] {
  const least = minGo === undefined ? null : parseGoVersion(`go${minGo.replace(/^go/, "")}`);
  if (go === null || least === null || atLeast(version, least.minor, least.patch)) return [];
  return [violation("minGo", "GOVERSION", version.text, null, minGo)];
}
