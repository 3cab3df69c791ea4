import { type Note, note } from "../../findings.ts";
import { toBytes, trimSpace } from "../text/strings.ts";
import { tooBroad } from "../patterns/too-broad.ts";
import { type At, parseGoproxy } from "./goproxy.ts";
import type { Gosumdb } from "./gosumdb.ts";
import { meantBy } from "../patterns/correct.ts";
import { neverMatches } from "../patterns/never.ts";
import { matchPrefixPatterns, splitPatterns } from "../patterns/patterns.ts";
import { hostOf } from "../url/proxy-host.ts";
import { redactUrl, redactValue } from "../text/redact.ts";
import type { Gotoolchain } from "./toolchain.ts";
import { parseUrl } from "../url/url.ts";
import { oddities } from "../text/typing.ts";

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
    const reason = neverMatches(pattern, at.version);
    if (reason !== null) {
      const args = { pattern: shown, reason, corrected: meantBy(pattern) };
      notes.push(note("private.never-matches", "warning", args));
      continue;
    }
    if (hosts.some((host) => matchPrefixPatterns(pattern, host, at.version) !== null)) {
      notes.push(note("goinsecure.ineffective", "warning", { pattern: shown }));
    }
    // Toolchains are always verified, and GOINSECURE says nothing about where they come from.
    const concernsRoute = key === "GOPRIVATE" || key === "GONOPROXY";
    const broad = tooBroad(pattern);
    notes.push(
      ...broad.filter(({ code }) => concernsRoute || code !== "private.catches-toolchain"),
    );
  }
  return notes;
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
  if (url === null) return [];
  const parsed = parseUrl(toBytes(url), at.version);
  if (!("reason" in parsed) && !["", "http", "https", "file"].includes(parsed.scheme)) {
    return [note("sumdb.unsupported-scheme", "warning", { url: redactUrl(url) })];
  }
  const entries = at.goproxy === undefined ? null : parseGoproxy(at.goproxy, at).entries;
  const hasProxy = entries === null || entries.some(({ kind }) => kind === "url");
  const bypasses = note("sumdb.bypasses-proxy", "warning", { value: redactValue(value) });
  return hasProxy ? [bypasses] : [];
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

/** Go's words where `go env -w` refuses a value of every key. Source: cmd/go/internal/envcmd checkEnvWrite. */
export function unwritableWords(key: string, value: string): string | null {
  const what = /\p{Surrogate}/u.test(value)
    ? "UTF-8"
    : value.includes("\0")
      ? "NUL"
      : /[\v\r\n]/.test(value)
        ? "newline"
        : null;
  return what && `invalid ${what} in ${key}=... value`;
}
