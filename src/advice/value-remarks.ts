import { forgeToken } from "../go/text/secrets.ts";
import { unexpandedIn, oddities } from "../go/text/pasted.ts";
import { type NoCommand, type Note, note } from "../findings.ts";
import { toBytes, trimSpace } from "../go/text/strings.ts";
import { tooBroad, neverMatches } from "../go/patterns/refused.ts";
import { type At, parseGoproxy } from "../go/values/goproxy.ts";
import type { Gosumdb } from "../go/values/gosumdb.ts";
import { doubled, meantBy } from "./pasted-patterns.ts";
import { publicForges } from "../go/patterns/hosts.ts";
import { knownSystems } from "./correct.ts";
import { misplacedInGosumdb } from "./correct-gosumdb.ts";
import { isNetrcFile, isSwitch, meantGoauthWord, mirrorNamed } from "./words.ts";
import { matchPrefixPatterns, splitPatterns } from "../go/patterns/patterns.ts";
import { hostOf } from "../go/url/proxy-host.ts";
import { redactUrl, redactValue } from "../go/text/redact.ts";
import type { Gotoolchain } from "../go/values/toolchain.ts";
import { parseUrl } from "../go/url/url.ts";

/** `goproxy`: the effective GOPROXY, where it is known. */
interface Beside extends At {
  goproxy?: string;
}

/** Patterns that match nothing, or far too much. */
export function patternNotes(key: string, value: string, at: Beside): Note[] {
  const notes: Note[] = [];
  const hosts = key === "GOINSECURE" ? proxyHosts(at) : [];
  for (const pattern of splitPatterns(value)) {
    const shown = redactValue(pattern);
    const astray = misplaced(key, pattern);
    if (astray !== null) {
      notes.push(astray);
      continue;
    }
    // `go help module-private` advises GONOPROXY=none beside a proxy of one's own.
    const isNone = key === "GONOPROXY" && pattern === "none";
    const reason = isNone ? null : neverMatches(pattern, at.version);
    if (reason !== null) {
      const args = { pattern: shown, reason, corrected: meantBy(pattern) };
      notes.push(note("private.never-matches", "warning", args));
      continue;
    }
    const isProxys =
      (key === "GOINSECURE" && mirrorNamed(pattern) !== null) ||
      hosts.some((host) => matchPrefixPatterns(pattern, host, at.version) !== null);
    if (isProxys) {
      notes.push(note("goinsecure.ineffective", "warning", { pattern: shown }));
    }
    notes.push(...odd(pattern));
    // Toolchains are always verified, and GOINSECURE says nothing about where they come from.
    const concernsRoute = key === "GOPRIVATE" || key === "GONOPROXY";
    const broad = tooBroad(pattern);
    notes.push(
      ...broad
        .filter(({ code }) => concernsRoute || code !== "private.catches-toolchain")
        .map((found) =>
          found.code === "private.too-broad"
            ? note(found.code, found.severity, { ...found.args, key })
            : found,
        ),
    );
  }
  return notes;
}

/** What is no pattern, but a word or an address of another setting. */
export function misplaced(key: string, pattern: string): Note | null {
  const mirror = key === "GOINSECURE" ? null : mirrorNamed(pattern);
  if (mirror !== null) {
    return note("private.is-mirror", "warning", {
      key,
      pattern: redactValue(pattern),
      mirror: mirror.id,
    });
  }
  const isDatabase = key !== "GOINSECURE" && /^sum\.golang\.(?:org|google\.cn)$/.test(pattern);
  if (!(isSwitch(pattern) && !(key === "GONOPROXY" && pattern === "none")) && !isDatabase)
    return null;
  const off = /^(?:off|none|false|no|0)$/i.test(pattern);
  const meant =
    key === "GONOSUMDB" && !/^(?:none|false|no|0)$/i.test(pattern)
      ? { key: "GOSUMDB", value: "off" }
      : /^direct$/i.test(pattern) || (key === "GONOPROXY" && !off)
        ? { key: "GOPROXY", value: "direct" }
        : null;
  const args = { key, word: pattern, meant: meant && `${meant.key}=${meant.value}` };
  const found = note("go.not-a-switch", "warning", args);
  return meant === null ? found : { ...found, corrected: meant };
}

/** A pattern that matches something else than it seems to. */
export function odd(pattern: string): Note[] {
  const tell = (
    what: "subdomains" | "doubled-host" | "partial-host",
    also: string,
    corrected: string | null,
  ) => [note("private.odd-pattern", "warning", { pattern, what, also, corrected })];
  const [host = "", ...rest] = pattern.split("/");
  const forge = publicForges.find((one) => host === `*.${one}`);
  if (forge !== undefined) return tell("subdomains", forge, null);
  if (doubled(pattern) !== pattern) return tell("doubled-host", "", doubled(pattern));
  const [, name] = /^\*([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.exec(host) ?? [];
  if (name === undefined) return [];
  const plain = [name, ...rest].join("/");
  return tell(
    "partial-host",
    [`evil${name}`, ...rest].join("/"),
    rest.length > 0 ? plain : `${name},*.${name}`,
  );
}

/** The hosts that GOINSECURE does not concern: the proxies and go's own database. */
function proxyHosts(at: Beside): string[] {
  const hosts = ["sum.golang.org"];
  if (at.goproxy === undefined) return hosts;
  for (const { url } of parseGoproxy(at.goproxy, at).entries) {
    const host = hostOf(url);
    if (host !== null) hosts.push(host);
  }
  return hosts;
}

export function sumdbNotes(
  value: string,
  { off, url }: Pick<Gosumdb, "off" | "url">,
  at: Beside,
): Note[] {
  if (off) return [note("sumdb.off", "warning", {})];
  if (/^gosum\.io\b/.test(value)) {
    return [note("sumdb.retired", "warning", { value: "gosum.io" })];
  }
  if (url === null) return [];
  const parsed = parseUrl(toBytes(url), at.version);
  if (!("reason" in parsed)) {
    if (!["", "http", "https", "file"].includes(parsed.scheme)) {
      return [note("sumdb.unsupported-scheme", "warning", { url: redactUrl(url) })];
    }
    if (parsed.scheme === "http" && parsed.user !== null) {
      return [note("proxy.credentials-refused", "warning", { url: redactUrl(url) })];
    }
  }
  const entries = at.goproxy === undefined ? null : parseGoproxy(at.goproxy, at).entries;
  const hasProxy = entries === null || entries.some(({ kind }) => kind === "url");
  const bypasses = note("sumdb.bypasses-proxy", "warning", { value: redactValue(value) });
  return hasProxy ? [bypasses] : [];
}

/** What go refuses as a database, by what it is. */
export function noSumdbNotes(value: string): Note[] {
  // What surrounds a value is told of before.
  const found = /^\s|\s$|["'`=\u201c\u201d]/.test(value) ? null : misplacedInGosumdb(value);
  if (found === null) return [];
  return [note("sumdb.misplaced", "warning", { ...found, word: redactValue(found.word) })];
}

/** Rules of GOVCS that never say anything. */
export function govcsNotes(value: string): Note[] {
  return redactValue(value)
    .split(",")
    .flatMap((rule) => {
      const [pattern = "", systems = ""] = rule.split(":", 2).map((part) => part.trim());
      if (pattern.startsWith("=")) {
        return [note("govcs.ineffective", "warning", { pattern, system: null })];
      }
      const unknown = systems
        .split("|")
        .filter((one) => one.trim() !== "" && !knownSystems.has(one.trim()));
      return unknown.map((system) =>
        note("govcs.ineffective", "warning", { pattern, system: system.trim() }),
      );
    });
}

/** Words of GOAUTH that go would start as a program, and that surely are none. */
export function goauthNotes(value: string): Note[] {
  return value.split(";").flatMap((command) => {
    const [first = "", second = ""] = command.trim().split(/\s+/);
    // What stands behind the sign may be a secret.
    const shown = redactValue(first.replace(/(?<=[=:]).+/, "…"));
    const tell = (reason: NoCommand) => [
      note("goauth.not-a-command", "warning", { word: shown, reason }),
    ];
    const isList = /^(?:netrc|git|off),|,(?:netrc|git|off)$/.test(first);
    if (isList || (first === "netrc" && second !== "")) return tell("separator");
    const meant = meantGoauthWord(first);
    if (meant !== null && meant !== first) return tell(isNetrcFile(first) ? "file" : "name");
    const isLogin =
      (/[=:]/.test(first) && !/^(?:[A-Za-z]:)?[\\/]/.test(first)) || forgeToken.test(first);
    return isLogin ||
      /^(?:Bearer|Basic)$/i.test(first) ||
      (/^Bearer$/i.test(second) && first.includes("="))
      ? tell("credential")
      : [];
  });
}

/** What stands for something else, and go takes as it is. */
export function unexpandedNotes(key: string, value: string): Note[] {
  const found = unexpandedIn(value);
  if (found === null) return [];
  return [
    note("go.unexpanded", "warning", { key, what: found.what, text: redactValue(found.text) }),
  ];
}

export function toolchainNotes(
  value: string,
  { named, isLanguage }: Omit<Gotoolchain, "error">,
  at: Beside,
): Note[] {
  if (named === null || value.endsWith("+path")) return [];
  const unavailable = (reason: "language" | "space" | "proxy-off") => [
    note("toolchain.unavailable", "warning", { toolchain: redactValue(named), reason }),
  ];
  if (/\s/.test(named)) return unavailable("space");
  if (isLanguage) return unavailable("language");
  const first = at.goproxy === undefined ? undefined : parseGoproxy(at.goproxy, at).entries[0];
  return first?.kind === "off" ? unavailable("proxy-off") : [];
}

/**
 * What a person sees as an envelope around a value and go takes for a part of it: quotes, a comment, what an
 * input method typed.
 */
export function literalNotes(key: string, value: string, valid: boolean): Note[] {
  const notes: Note[] = [];
  const add = (
    what: "quotes" | "comment" | "space" | "invisible" | "wide" | "assignment",
    text: string,
  ) => void notes.push(note("go.env-literal", "warning", { key, what, text }));
  const { invisible, wide } = oddities(value);
  if (invisible.length > 0) add("invisible", invisible.join(" "));
  if (wide.length > 0) add("wide", wide.join(" "));
  const assignment = /^\s*["']?(?:export\s+|set\s+)?(GO[A-Z]+=)/.exec(value);
  if (assignment?.[1] === `${key}=`) add("assignment", assignment[1]);
  // In GOAUTH quotes group the words of a command.
  if (key !== "GOAUTH") {
    const quotes = new Set(value.match(/(?<=^|[\s,|;])["'`]|["'`](?=$|[\s,|;])/g));
    if (quotes.size > 0) add("quotes", [...quotes].join(" "));
  }
  if (/\s#/.test(value)) add("comment", "");
  const keepsSpace = key === "GOSUMDB" || key === "GOTOOLCHAIN";
  if (keepsSpace && !valid && trimSpace(value) !== value && trimSpace(value) !== "")
    add("space", "");
  return notes;
}
