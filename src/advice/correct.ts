import { chainUrls, findMirror, mirrorAt } from "../catalog/lookup.ts";
import { defaultGoproxy } from "../go/values/goproxy.ts";
import { defaultGosumdb } from "../go/values/gosumdb.ts";
import { type JudgedKey, refusalOf } from "../go/values/judge.ts";
import { neverMatches } from "../go/patterns/refused.ts";
import { expandBraces } from "../go/patterns/glob.ts";
import { splitPatterns } from "../go/patterns/patterns.ts";
import {
  narrow,
  stripped,
  tightened,
  withoutComment,
  assignmentsIn,
  isByHand,
  unexpandedIn,
  withoutBrackets,
} from "../go/text/pasted.ts";
import { newest, oldest } from "../go/version.ts";
import { correctGoproxy, withSuccessors } from "./correct-goproxy.ts";
import { correctGosumdb } from "./correct-gosumdb.ts";
import { doubled, meantBy } from "./pasted-patterns.ts";
import {
  isOffWord,
  isSwitch,
  keywordBehind,
  meantGoauthWord,
  mirrorNamed,
  typed,
  withDots,
} from "./words.ts";

/** The systems that go knows by name, and its two switches. Source: cmd/go/internal/vcs vcsList. */
export const knownSystems: ReadonlySet<string> = new Set(
  "git hg svn bzr fossil mod all off".split(" "),
);

/**
 * The value that was surely meant by one that go refuses, that can never work, or that is written oddly; null where it
 * is fine or what was meant is not obvious. What is returned is valid for every go, and stays as it is if it is
 * corrected again.
 */
export function correct(key: JudgedKey, value: string): string | null {
  const first = isByHand(value) || corrections[key] === meantList ? attempt(key, value) : null;
  if (first === null) return null;
  const again = attempt(key, first);
  const meant = again ?? first;
  if (meant === value || (again !== null && attempt(key, again) !== null)) return null;
  return isTaken(key, meant) ? meant : null;
}

function attempt(key: JudgedKey, value: string): string | null {
  if (value === "") return null;
  const read = unwrapped(key, value);
  const meant = corrections[key]?.(read) ?? null;
  return meant ?? (read === value ? null : read);
}

function isTaken(key: JudgedKey, value: string): boolean {
  return [newest, oldest].every(
    (version) => refusalOf(key, value, { version, platform: "linux" }) === null,
  );
}

const corrections: Partial<Record<JudgedKey, (value: string) => string | null>> = {
  GOPROXY: meantGoproxy,
  GOSUMDB: (value) => (/^gosum\.io\b/.test(value) ? defaultGosumdb : correctGosumdb(value)),
  GOTOOLCHAIN: meantToolchain,
  GOVCS: meantGovcs,
  GOAUTH: (given) => {
    const set = assignmentsIn(given).find(({ key }) => key === "GOAUTH")?.value ?? given;
    // `netrc` takes no words.
    const value = narrow(set)
      .replace(/\s+\|\s+(?=(?:git|netrc)\b)/g, "; ")
      .replace(/(?<=^|;\s*)netrc\s+[^;]*/g, "netrc");
    const meant = value
      .split(";")
      .map((command) => command.trim())
      .map((command) => (/\s/.test(command) ? command : (meantGoauthWord(command) ?? command)))
      .join("; ");
    if (meant !== tightened(value, ";").replaceAll(";", "; ").trim() || value !== given) {
      return unexpandedIn(meant) === null ? meant : null;
    }
    const words = value.split(",").map((word) => word.trim());
    if (words.length < 2 || !words.every((word) => /^(?:netrc|git|off)$/.test(word))) return null;
    return words.includes("netrc") ? "netrc" : null;
  },
  GOPRIVATE: meantList,
  GONOPROXY: meantList,
  GONOSUMDB: meantList,
  GOINSECURE: meantList,
};

/** Without what surrounds a value of the keys for which no other rule does so. */
function unwrapped(key: JudgedKey, value: string): string {
  const isWord = key === "GOTOOLCHAIN" || key === "GOVCS";
  const text = isWord ? withoutComment(typed(value)).trim() : value;
  const found = assignmentsIn(text).find((one) => one.key === key)?.value ?? text;
  if (isWord) return stripped(found, "\"'`;, \t");
  return withoutBrackets(found).replace(/^<([^<>\s]*\.[^<>\s]*)>$/, "$1");
}

/** The list as it was meant, without a blank in it, and with what replaces a mirror that is gone. */
function meantGoproxy(value: string): string | null {
  const word = value.trim();
  if (isSwitch(word) && !isOffWord(word) && word.toLowerCase() !== "direct") return defaultGoproxy;
  const named = withUrls(value);
  const split = named.replace(/[^,|\s]+/g, (entry) => keywordBehind(entry) ?? entry);
  const list = correctGoproxy(split) ?? tidied(split);
  const meant = secured(withSuccessors(list));
  return meant === value || unexpandedIn(meant) !== null ? null : meant;
}

/** The list with addresses for the names of mirrors, which mean something to `use`, but not to go. */
export function withUrls(list: string): string {
  const whole = /[.:/,|]/.test(list) ? null : findMirror(list);
  if (whole !== null) return whole.chain ?? whole.url ?? list;
  const seen = new Set<string>();
  const dotted = withDots(list);
  const urls = dotted.replace(/[^,|\s]+/g, (name) => {
    const known = /[.:/]/.test(name) ? null : findMirror(name);
    if (known === null) return name;
    const fresh = known.url === null ? chainUrls(known.chain ?? "") : [known.url];
    return fresh
      .filter((url) => !list.includes(url.replace(/\/$/, "")) && !seen.has(url) && seen.add(url))
      .join("|");
  });
  return seen.size === 0 ? dotted : stripped(urls.replace(/([,|])[,|]+/g, "$1"), ",|");
}

/**
 * Mirrors of the catalog are had over https; plain http is what an old article said. Nor does go send a login over
 * plain http; a port says that something else than https listens there, and a bare name or number has no certificate.
 */
export function secured(list: string): string {
  return list.replace(/\bhttp:\/\/[^,|\s]+/gi, (url) => {
    const https = url.replace(/^http:/i, "https:");
    const isLogin = /^https:\/\/[^/?#]*@[^/:?#@]*\.[a-z][^/:?#@.]*(?:[/?#]|$)/i.test(https);
    return isLogin || mirrorAt(https) !== null ? https : url;
  });
}

/** A separator at the end once had something behind it. */
function tidied(value: string): string {
  if (
    !/[,|]\s+\S|[^,|\s][,|]\s*$/.test(value) ||
    /(?:^|[,|\s])(?:direct|off)[,|]\s*$/.test(value)
  ) {
    return value;
  }
  const list = tightened(value, ",|").trim();
  return /[^,|][,|]$/.test(list) && !/(?:^|[,|])(?:direct|off)[,|]$/.test(list)
    ? `${list}direct`
    : stripped(list, ",|");
}

/** `1.23.7` is `go1.23.7`, and the words of other settings are `local` and `auto`. */
function meantToolchain(value: string): string | null {
  const text = value.toLowerCase();
  if (isOffWord(text) || text === "system") return "local";
  const [, base, more] =
    /^(local|path|auto|latest|go1[\w.]*)\s*[+,|/ ]\s*(auto|path|local)$/.exec(text) ?? [];
  if (base !== undefined && more !== undefined) {
    const isBase = base === "local" || base.startsWith("go1");
    const joined =
      isBase && more !== "local" ? `${base}+${more}` : base === "latest" ? "auto" : base;
    if (joined !== value) return joined;
  }
  if (/^(?:latest|on|true|yes|1|go|go\+auto|min|default|newest|stable|any)$/.test(text)) {
    return "auto";
  }
  const [, least, major, patch = "", given = ""] =
    /^([>=^~]*) ?(?:go|golang|v)?[-@ ]?(1\.\d+)((?:\.\d+|\.x|\.\*|(?:rc|beta)\d+)?)(\+(?:auto|path))?(?:[. ][a-z]+[-/]\w+)?$/.exec(
      text,
    ) ?? [];
  const suffix = least ? "+auto" : given;
  if (major === undefined) return text !== value && isSwitchOfToolchain(text) ? text : null;
  const third = patch === ".x" || patch === ".*" ? ".0" : patch;
  // A toolchain has a third number since go 1.21; `go1.23` alone is a version of the language.
  const whole = third === "" && suffix !== "+path" && Number(major.slice(2)) >= 21 ? ".0" : third;
  const meant = `go${major}${whole}${suffix}`;
  return meant === value ? null : meant;
}

const isSwitchOfToolchain = (text: string) =>
  /^(?:auto|local|path|local\+(?:auto|path))$/.test(text);

/** Rules with systems that go knows, separated by commas. */
function meantGovcs(value: string): string | null {
  const word = value.toLowerCase();
  if (isSwitch(word)) return isOffWord(word) ? "*:off" : "*:all";
  if (knownSystems.has(word)) return `*:${word}`;
  const rules: string[] = [];
  for (const part of value.replace(/\bhttps?:\/\//g, "").match(/[^\s,;]+/g) ?? []) {
    const last = rules.at(-1);
    if (last !== undefined && knownSystems.has(part.toLowerCase())) {
      rules[rules.length - 1] = `${last}|${part}`;
    } else rules.push(part.includes(":") ? part : part.replace(/^=*([^=]+)=/, "$1:"));
  }
  const meant = new Map<string, string[]>();
  for (const rule of rules) {
    const [, first = "", second = ""] = /^=*([^:]*):(.*)$/.exec(rule) ?? [];
    const isSwapped = knownSystems.has(first) && (second === "*" || systemsIn(second).length === 0);
    const [pattern, systems] = isSwapped ? [second, first] : [first, second];
    const known = systemsIn(systems);
    const before = meant.get(pattern);
    if (pattern === "" || known.length === 0) return null;
    if (before?.some((system) => system === "off" || system === "all") === true) return null;
    meant.set(pattern, [...new Set([...(before ?? []), ...known])]);
  }
  if (rules.length === 0) return null;
  // Only what go refuses, or what says nothing, is written anew.
  const joined = [...meant]
    .map(([pattern, systems]) => `${pattern}:${systems.join("|")}`)
    .join(",");
  return joined === tightened(value, ",|:").trim() ? null : joined;
}

function systemsIn(list: string): string[] {
  return list
    .split(/[|/+]/)
    .map((system) => system.trim().toLowerCase())
    .map((system) => (isOffWord(system) ? "off" : system === "*" ? "all" : system))
    .filter((system) => knownSystems.has(system));
}

/**
 * The list with each pattern that matches nothing in the form that was meant, and without what belongs into another
 * setting; null where one has no such form, or nothing would be left.
 */
function meantList(value: string): string | null {
  // In braces a shell's list was meant.
  const all = value
    .split(/,(?![^{}]{0,200}\})/)
    .flatMap(expandBraces)
    .flatMap(splitPatterns);
  const patterns = all.filter((one) => !isSwitch(one) && mirrorNamed(one) === null);
  if (patterns.length === 0) return null;
  let changed = patterns.length < all.length || /\{[^{}]*,[^{}]*\}/.test(value);
  const meant = patterns.map((pattern) => {
    // To go `\t` is a t.
    const slashed = pattern.replace(/\\(?=\w)/g, "/");
    const reason = neverMatches(slashed);
    if (reason === null || reason === "no-dot") return doubled(slashed);
    changed = true;
    return meantBy(pattern);
  });
  if (meant.includes(null)) return null;
  const joined = meant.join(",");
  return changed || joined !== patterns.join(",") ? joined : null;
}
