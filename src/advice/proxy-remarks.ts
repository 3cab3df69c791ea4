import type { CatalogMirror, OwnMirror } from "../catalog/catalog.ts";
import { findRetired, isCompanys, mirrorAt, ownAt, restrictedAt } from "../catalog/lookup.ts";
import { type Note, note } from "../findings.ts";
import { keywordBehind, nearMirror, shownHost, webProxyVariable } from "./words.ts";
import { toBytes } from "../go/text/strings.ts";
import {
  type At,
  defaultGoproxy,
  type Goproxy,
  parseGoproxy,
  type ProxyEntry,
} from "../go/values/goproxy.ts";
import { unusableProxy } from "../go/url/proxy-host.ts";
import { redactUrl } from "../go/text/redact.ts";
import { type GoUrl, parseUrl } from "../go/url/url.ts";

/** What go accepts in a list of proxies and the user surely did not mean, or should know. */
export function proxyNotes(
  value: string,
  { entries, ignored }: Pick<Goproxy, "entries" | "ignored">,
  at: At & { own?: readonly OwnMirror[] },
): Note[] {
  const notes: Note[] = [];
  const { own = [] } = at;
  const last = entries.at(-1);
  if (last === undefined) return notes;
  if (entries[0]!.kind === "off") notes.push(note("proxy.off", "warning", {}));
  if (ignored.length > 0) {
    const args = { after: last.kind, entries: ignored.map(redactUrl).join(", ") };
    notes.push(note("proxy.ignored-entries", "warning", args));
    const known = ignored.flatMap((raw) => about(/:\//.test(raw) ? raw : `https://${raw}`));
    notes.push(...known.map((found): Note => ({ ...found, severity: "info" })));
  }
  for (const entry of entries) {
    if (entry.kind !== "url") continue;
    notes.push(...entryNotes(entry, at));
    const instead = nearMirror(entry.url, own);
    if (instead === null) continue;
    const found = note("proxy.near-miss", "warning", { url: redactUrl(entry.url), instead });
    const list = value.replace(entry.raw, instead);
    notes.push({ ...found, corrected: { key: "GOPROXY", value: list } });
  }
  notes.push(...orderNotes(entries, own));
  const fragile = entries.find(
    (entry, index) =>
      isFragile(entry, entries.slice(index + 1)) &&
      // Of this one the user wants the comma: the gateway's is not to be gone past.
      ownAt(entry.url, own)?.fallback !== "missing",
  );
  if (fragile !== undefined && value !== "" && value !== defaultGoproxy) {
    notes.push(note("proxy.comma-fragile", "warning", { entry: redactUrl(fragile.raw) }));
  }
  if (entries.length === 1 && last.kind === "url" && !isFile(last)) {
    notes.push(note("proxy.no-fallback", "warning", {}));
  }
  return notes;
}

function entryNotes(entry: ProxyEntry, { version }: At): Note[] {
  const url = redactUrl(entry.url);
  const notes: Note[] = [];
  const parsed = parseUrl(toBytes(entry.url), version);
  if (!("reason" in parsed) && parsed.scheme === "http") {
    if (parsed.user !== null) notes.push(note("proxy.credentials-refused", "warning", { url }));
    else if (!isLoopback(parsed)) {
      const https = entry.url.replace(/^http:/i, "https:");
      const instead = mirrorAt(https) === null ? {} : { instead: https };
      notes.push(note("proxy.insecure-http", "warning", { url, ...instead }));
    }
  }
  notes.push(...about(entry.url));
  const variable = webProxyVariable(entry.url);
  if (variable !== null) notes.push(note("proxy.is-http-proxy", "warning", { url, variable }));
  const reason = unusableProxy(entry.url) ?? (keywordBehind(entry.url) === null ? null : "keyword");
  if (reason !== null) {
    notes.push(note("proxy.unusable", "warning", { entry: redactUrl(entry.raw), reason }));
  }
  return notes;
}

/** What is known of the address of a proxy: gone, a page, unverified, or of one network alone. */
export function about(url: string): Note[] {
  const known = mirrorAt(url);
  if (known !== null) return unverified(known);
  const shown = redactUrl(url);
  const { network, instead: other = "" } = restrictedAt(url) ?? {};
  if (network !== undefined) {
    return [note("proxy.restricted", "warning", { url: shown, network, instead: other })];
  }
  const gone = findRetired(url);
  if (gone === null) return [];
  const args = { url: shown, instead: gone.instead };
  return [note(gone.kind === "page" ? "proxy.not-a-proxy" : "proxy.retired", "warning", args)];
}

/** What to know of a mirror whose existence no sign was found of. */
export function unverified({ id, status, instead }: CatalogMirror): Note[] {
  if (status !== "unverified") return [];
  return [note("mirror.unverified", "warning", { mirror: id, instead: instead ?? null })];
}

/** Who learns the names of private modules: a public proxy in front of a company's, or behind it with `|`. */
function orderNotes(entries: readonly ProxyEntry[], own: readonly OwnMirror[]): Note[] {
  const urls = entries.filter(({ kind }) => kind === "url");
  const at = urls.findIndex(({ url }) => isCompanys(url, own));
  const mine = urls[at];
  if (mine === undefined) return [];
  const before = urls.slice(0, at).find(({ url }) => mirrorAt(url) !== null);
  const name = (url: string) => ownAt(url, own)?.name ?? mirrorAt(url)?.id ?? shownHost(url);
  if (before !== undefined) {
    return [
      note("proxy.public-first", "warning", { public: name(before.url), private: name(mine.url) }),
    ];
  }
  const next = urls[at + 1];
  if (mine.onFailure !== "any" || next === undefined || mirrorAt(next.url) === null) return [];
  if (ownAt(mine.url, own)?.private !== true) return [];
  return [
    note("proxy.public-behind-private", "warning", {
      private: name(mine.url),
      public: name(next.url),
    }),
  ];
}

/**
 * A comma behind a proxy that can fail, and something behind it that could have helped; but in front of a public mirror
 * the comma of any other proxy keeps the names of its modules from it.
 */
function isFragile(entry: ProxyEntry, after: readonly ProxyEntry[]): boolean {
  const helps = after.some(({ kind }) => kind !== "off");
  const guards = mirrorAt(entry.url) === null && after.some(({ url }) => mirrorAt(url) !== null);
  return entry.onFailure === "missing" && helps && !isFile(entry) && !guards;
}

/** The list with `|` in the place of every comma that a failure would end at, up to what ends it. */
export function sturdy(list: string, at: At): string {
  const { entries } = parseGoproxy(list, at);
  const pieces = (list.match(/[^,|]+[,|]?/g) ?? []).filter((piece) => /[^\s,|]/.test(piece));
  return entries
    .map((entry, index) => {
      const piece = pieces[index] ?? "";
      const isLast = index === entries.length - 1;
      const end = isLast ? "" : isFragile(entry, entries.slice(index + 1)) ? "|" : piece.at(-1);
      return entry.raw + end;
    })
    .join("");
}

function isFile({ url }: ProxyEntry): boolean {
  return /^file:/i.test(url);
}

function isLoopback({ host }: GoUrl): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d*)?$/i.test(host) || host === "";
}
