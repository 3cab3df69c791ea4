import type { Correction } from "../findings.ts";
import { nearest } from "../nearest.ts";
import { keywordBehind } from "./words.ts";
import { parseGoproxy, type ProxyEntry, readGoproxy } from "../go/values/goproxy.ts";
import { findMirror, findRetired, mirrorAt } from "../catalog/lookup.ts";
import { unusableProxy } from "../go/url/proxy-host.ts";
import {
  assignmentsIn,
  withoutBrackets,
  withoutEscapes,
  withoutLinks,
  withoutQuotes,
  invisible,
  isByHand,
  narrow,
  stripped,
  withoutComment,
} from "../go/text/pasted.ts";
import { trimSpace } from "../go/text/strings.ts";
import { newest, oldest } from "../go/version.ts";

/** What was surely meant by a value. */
export interface Meant {
  value: string;
  /** What was done to make it of what was given. */
  made: Correction[];
  /** Only what stands around the value, or between its parts, was taken away; nothing was guessed. */
  certain: boolean;
}

/**
 * The value of GOPROXY that was surely meant by one that go refuses, or takes for something that can never
 * work; null where the value is fine or what was meant is not obvious. What is returned is valid for every go.
 */
export function correctGoproxy(value: string): string | null {
  return value === "" || isFineGoproxy(value) ? null : (meantGoproxy(value)?.value ?? null);
}

/** As correctGoproxy, with what was done; a value that is fine is read too, for it may hold an odd separator. */
export function meantGoproxy(given: string): Meant | null {
  if (!isByHand(given)) return null;
  const made = new Set<Correction>();
  let text = trimSpace(given);
  for (const [correction, change] of wrappings) {
    const next = change(text);
    if (next !== text) made.add(correction);
    text = next;
  }
  let joined = "";
  // Separators stand at odd places; a run of them counts as one.
  for (const [at, piece] of text.split(/([,|;\s]+)/).entries()) {
    if (at % 2 === 1) {
      if (!/^(?:\s*[,|]\s*|\|\|)$/.test(piece)) made.add(/\S/.test(piece) ? "separator" : "blank");
      joined += piece.includes("|") ? "|" : ",";
      continue;
    }
    const entry = piece === "" ? "" : correctEntry(piece, made);
    if (entry === null) return null;
    joined += entry;
  }
  const value = stripped(joined, ",|");
  if (value !== joined) made.add("separator");
  const certain = !made.has("guess") && !made.has("dot");
  return value !== given && isFineGoproxy(value) ? { value, made: [...made], certain } : null;
}

/** What may surround a list. */
const wrappings: [Correction, (text: string) => string][] = [
  ["typing", (text) => narrow(text.replace(invisible, ""))],
  ["assignment", unassigned],
  ["link", withoutLinks],
  ["comment", (text) => trimSpace(withoutComment(text))],
  ["quotes", (text) => withoutQuotes(withoutBrackets(text))],
  ["escapes", (text) => (/^[a-z]:\\/i.test(text) ? text : withoutEscapes(unescaped(text)))],
  ["guess", withEscapedPassword],
  ["scheme-form", (text) => text.replace(/(https?)\s*[;:]\s*\/\/\s*/gi, "$1://")],
  ["separator", (text) => text.replace(/\s+(?:or|and|或|或者|和)\s+/gi, ",")],
];

/** `https%3A%2F%2F…`: an address as it stands in another address. */
function unescaped(list: string): string {
  return /^https?%3a/i.test(list) ? list.replace(/%(?:3a|2f|2c|7c)/gi, decodeURIComponent) : list;
}

/** A password may hold what separates entries or ends a host, as `%2C`, `%23` … */
function withEscapedPassword(list: string): string {
  return list.replace(
    /(:\/\/[^/@\s:,|]+:)([^@\s]{1,256})@/g,
    (whole, before: string, password: string) =>
      // `h:8080/x@v1`, `h:8080,https://u@h`: a port.
      /^\d*[,|/?#]/.test(password) || password.includes("://")
        ? whole
        : `${before}${password.replace(/[,|/?#]/g, (sign) => encodeURIComponent(sign))}@`,
  );
}

/** What a line of a script begins with. */
function unassigned(text: string): string {
  const value = assignmentsIn(text).find(({ key }) => key === "GOPROXY")?.value ?? text;
  // What the same line sets besides, or starts.
  return value.replace(command, "").replace(/(?:[;&\s]+(?:export\s+)?GO[A-Z0-9]+=[^\s;&|]*)+$/, "");
}

/** The command whose environment the variable is. */
const command =
  /(?<=\S)\s+(?:sudo\s+|env\s+)?(?:go|make|task|just|(?:ba|z|da|k)?sh|docker|podman|npm|npx|yarn|git|curl|goreleaser|golangci-lint|gopls|air|wails|hugo|\.{1,2}\/\S+)(?:\s.*)?$/s;

/** The list up to what ends it: go ignores the rest. */
export function upToEnd(list: string): string {
  return list.replace(/(?<=^|[,|])(direct|off)[,|].*$/s, "$1");
}

/** Accepted by every go, and no entry that can never serve a module. */
export function isFineGoproxy(value: string): boolean {
  return [newest, oldest].every((version) => {
    const { entries, error } = readGoproxy(value, { version, platform: "linux" });
    return (
      error === null &&
      entries.every(({ kind, url }) => kind !== "url" || unusableProxy(url) === null)
    );
  });
}

/** `https`, `http` and what becomes of them in a hurry. */
const webScheme = /^(?:h{0,2}t{1,3}p{1,2}s{0,2}|ht+s|hp+t*s?|httsp|ftps?)$/i;

/** The entry as it was meant, null where that is not obvious; what was done goes into `made`. */
function correctEntry(piece: string, made: Set<Correction>): string | null {
  const entry = stripped(piece, "\"'`<>()").replace(/^(direct|off)\.$/i, "$1");
  if (entry !== piece) made.add("quotes");
  const behind = keywordBehind(entry.includes("://") ? entry : `https://${entry}`);
  const joint = behind === null ? /[.:&+]|%2C/i : /\//;
  const [, before, keyword] =
    new RegExp(`^([^,|]*?[^.,|:/]\\/?)(?:${joint.source})(direct|off)\\/?$`, "i").exec(entry) ?? [];
  if (before !== undefined && keyword !== undefined) {
    made.add("dot");
    const first = correctEntry(before, made);
    return first && `${first},${keyword.toLowerCase()}`;
  }
  const meant = meantEntry(entry);
  if (meant === null || meant === entry) return meant;
  const isSame = meant === entry.toLowerCase();
  const spelt = /^(?:https?[:;.]?[\\/]|https?:)/i.test(entry) && /^https?:/.test(meant);
  made.add(isSame ? "case" : spelt ? "scheme-form" : "guess");
  return meant;
}

function meantEntry(entry: string, depth = 0): string | null {
  // A scheme may be there twice, hardly more often.
  if (depth > 2) return null;
  const word = /^(?:https?:\/\/)?([a-z]+)\/?$/i.exec(entry)?.[1]?.toLowerCase() ?? "";
  if (word === "off" || word === "direct") return word;
  // `dirct`, `derect`; a word in the place of a host may be one.
  if (entry === word && word.length > 4 && nearest(word, ["direct"], 2) !== null) return "direct";
  if (/^file:/i.test(entry)) return correctFile(entry.slice("file:".length));
  if (/^[a-z]:[\\/]/i.test(entry)) return correctFile(`///${entry}`);
  if (/^\/\/[^/]/.test(entry)) return meantEntry(`https:${entry}`, depth + 1);
  if (entry.startsWith("/")) return correctFile(`//${entry}`);
  const [, scheme, rest] = /^([a-z]+)(?:[:;.]?[\\/]{1,3}:?|:)(.+)$/i.exec(entry) ?? [];
  if (scheme === undefined || rest === undefined || !webScheme.test(scheme)) {
    return isProxyAddress(entry) ? entry : null;
  }
  const below = rest.replace(/^[:\\/]+/, "").replaceAll("\\", "/");
  if (/^[a-z]+:?\/\//i.test(below)) return meantEntry(below, depth + 1);
  const right = /^https?$/i.test(scheme)
    ? scheme.toLowerCase()
    : /s|ftp/i.test(scheme)
      ? "https"
      : "http";
  const named =
    isProxyAddress(below) || (/:\/\/[\w-]+(?:$|\/)/.test(entry) && !webScheme.test(below));
  return named ? `${right}://${below}` : null;
}

/** `file:/x` and `C:\x` for `file:///x`; a host in a file URL is none but localhost. */
function correctFile(rest: string): string | null {
  const path = rest.replaceAll("\\", "/").replace(/^\/\/localhost\//i, "///");
  const absolute =
    /^(?:\/\/)?\/?([a-z]:\/.*)$/i.exec(path)?.[1] ?? /^(?:\/\/)?\/([^/].*)$/.exec(path)?.[1];
  return absolute === undefined || /[?#]/.test(absolute) ? null : `file:///${absolute}`;
}

/** Something with a host that is recognisable as one: a dot, a port, or localhost. */
function isProxyAddress(text: string): boolean {
  const host = /^(?:[^@/]*@)?(\[[^\]/]*\]|[^/:?#]*)(:\d{1,5})?(?:$|[/?#])/.exec(text);
  if (host === null) return false;
  const [, name = "", port] = host;
  if (name.startsWith("[")) return true;
  return /^[^.].*\.[^.]/.test(name) || name === "localhost" || (port !== undefined && name !== "");
}

/** The list with each retired address and web page replaced, unless what replaces it is there already. */
export function withSuccessors(list: string): string {
  const { entries } = parseGoproxy(list, { version: newest, platform: "linux" });
  const gone = (raw: string) => {
    const entry = entries.find((one) => one.kind === "url" && one.raw === raw);
    return entry === undefined ? null : findRetired(entry.url);
  };
  if (!entries.some(({ raw }) => gone(raw) !== null)) return list;
  return withInstead(list, entries, (raw) => gone(raw)?.instead);
}

/** The list with entries replaced by these mirrors of the catalog, unless they are in it already. */
export function withInstead(
  list: string,
  entries: readonly ProxyEntry[],
  insteadOf: (raw: string) => string | undefined,
): string {
  const present = new Set(entries.map(({ url }) => mirrorAt(url)?.id));
  const kept = (list.match(/[^,|]+[,|]?/g) ?? []).map((piece) => {
    const raw = piece.replace(/[,|]$/, "");
    const instead = insteadOf(raw.trim());
    if (instead === undefined) return piece;
    if (present.has(instead)) return "";
    present.add(instead);
    return piece.replace(raw, findMirror(instead)?.url ?? "");
  });
  return kept.join("").replace(/[,|]$/, "");
}
