import type { Correction, NeverMatches } from "../findings.ts";
import {
  assignmentsIn,
  unexpandedIn,
  withoutBrackets,
  withoutLinks,
  stripped,
  strippedEnd,
  tightened,
  withoutComment,
} from "../go/text/pasted.ts";
import { isSwitch, typed } from "./words.ts";
import { expandBraces, parseGlob } from "../go/patterns/glob.ts";
import { publicForges } from "../go/patterns/hosts.ts";
import { globOfRegexp, isRegexp, neverMatches } from "../go/patterns/refused.ts";
import { fields, trimSpace } from "../go/text/strings.ts";

/** What was made of one pasted piece. */
export interface Corrected {
  input: string;
  /** Patterns as go takes them; empty where nothing could be made of it. */
  patterns: string[];
  made: Correction[];
  refused: { reason: NeverMatches; corrected: string | null } | null;
}

/**
 * Reads what people paste in the place of a pattern: an address of a repository, an argument for `go get`, a
 * list, a line of a script. What can only be a slip of the pen is refused, with the form that was meant.
 */
export function correctPatterns(input: string): Corrected[] {
  const made: Correction[] = [];
  let text = trimSpace(input);
  for (const [correction, change] of wrappings) {
    const next = change(text);
    if (next !== text) made.push(correction);
    text = next;
  }
  const pieces = splitOutsideBraces(text).filter((piece) => trimSpace(piece) !== "");
  if (pieces.length === 0) return [refuse(input, "empty-element", null)];
  const results = pieces.map(correctOne);
  if (made.length === 0) return results;
  const good = results.filter(({ refused }) => refused === null);
  const patterns = good.flatMap((result) => result.patterns);
  const all = [...new Set([...made, ...good.flatMap((result) => result.made)])];
  const whole: Corrected = { input: trimSpace(input), patterns, made: all, refused: null };
  const refused = results.filter((result) => result.refused !== null);
  return good.length > 0 ? [whole, ...refused] : refused;
}

/** The patterns, separated by commas, that were surely meant by one that matches nothing; else null. */
export function meantBy(pattern: string): string | null {
  const meant = correctPatterns(pattern).flatMap(({ patterns, refused }) =>
    refused === null ? patterns : (refused.corrected?.split(",") ?? ""),
  );
  const isClear = meant.every((one) => /^[^/]*[.*?[]/.test(one)) && meant.join() !== pattern;
  return isClear ? meant.join() : null;
}

/** A blank between two patterns is a comma: a shell made it of one, or somebody typed it. */
function withCommas(text: string): string {
  const words = fields(tightened(text, ","));
  const isPattern = (word: string) =>
    word
      .split(",")
      .every(
        (one) =>
          one === "" ||
          /^[^/\s]*[\w*\]](?:\.[\w*?[\]^-]+)+(?:[/:].*)?$/.test(one) ||
          /^https?:\/\/[^/]/.test(one),
      );
  return words.length > 1 && words.every(isPattern) ? words.join(",") : text;
}

/** What may surround a list: a keyboard's doing, a link, `export GOPRIVATE=`, a comment, quotes. */
const wrappings: [Correction, (text: string) => string][] = [
  ["typing", (text) => trimSpace(typed(text))],
  ["link", (text) => withoutLinks(text).replace(/^<([^<>\s]*\.[^<>\s]*)>$/, "$1")],
  [
    "assignment",
    (text) =>
      assignmentsIn(text).find(({ key }) => /^GO(?:PRIVATE|NOPROXY|NOSUMDB)$/i.test(key))?.value ??
      text,
  ],
  ["comment", (text) => trimSpace(withoutComment(text))],
  ["quotes", withoutBrackets],
  ["quotes", (text) => trimSpace(/^(["'`])(.*)\1$/s.exec(text)?.[2] ?? text)],
  ["blank", withCommas],
];

function correctOne(piece: string): Corrected {
  const input = trimSpace(piece);
  if (/^(?:[a-z]:[\\/]|~[\\/]|\\\\)/i.test(input)) return refuse(input, "relative", null);
  if (isRegexp(input)) {
    const glob = globOfRegexp(input);
    return refuse(input, "regexp", glob === null ? null : joined([glob]));
  }
  const unfilled = unexpandedIn(input);
  if (unfilled !== null) return refuse(input, unfilled.what, null);
  const tight = tightened(input, ";|");
  const words = fields(tight);
  if (words.length > 1) return refuse(input, "space", unspaced(words));
  const parts = tight.split(/[;|]/).filter((part) => part !== "");
  if (/[;|]/.test(input))
    return refuse(input, "separator", parts.length > 0 ? joined(parts) : null);
  if (input.startsWith("!")) return refuse(input, "negation", null);

  const made = new Set<Correction>();
  if (/^file:/i.test(input)) return refuse(input, "scheme", null);
  const address = withoutAddress(input, made);
  if (address.port) return refuse(input, "port", joined([address.text]));
  if (/^\.{0,2}\/|^\.{1,2}$/.test(address.text)) {
    const rest = address.text.replace(/^(?:\.?\/)+/, "");
    return refuse(input, "relative", /^[^./]+\./.test(rest) ? joined([rest]) : null);
  }
  const texts = expandBraces(address.text);
  if (texts.length > 1) made.add("braces");
  const patterns = texts.flatMap((text) => withoutGit(plain(text, made), made));
  for (const pattern of patterns) {
    // Of a switch another remark tells.
    const never = isSwitch(pattern) ? null : neverMatches(pattern);
    if (never !== null) return refuse(input, never, withoutSlips(pattern));
    if (pattern === "" || parseGlob(pattern) === null) return refuse(input, "malformed", null);
  }
  return { input, patterns: [...new Set(patterns)], made: [...made], refused: null };
}

function refuse(input: string, reason: NeverMatches, corrected: string | null): Corrected {
  return { input, patterns: [], made: [], refused: { reason, corrected } };
}

/** The form to write instead, or null where that would not do either. */
function joined(pieces: readonly string[]): string | null {
  const hosts = pieces.filter(
    (piece) => piece.split("/", 1)[0]!.includes(".") || /^https?:|^ssh:/.test(piece),
  );
  const results = (hosts.length > 0 ? hosts : pieces).map(correctOne);
  if (results.some(({ refused }) => refused !== null)) return null;
  return results.flatMap(({ patterns }) => patterns).join(",") || null;
}

/** `*. corp.com` is one pattern with a blank in it; other words are patterns of their own. */
function unspaced(words: readonly string[]): string | null {
  const isOne = words.slice(0, -1).some((word) => /[.*/]$/.test(word));
  return (isOne ? joined([words.join("")]) : null) ?? joined(words);
}

/** The form to write instead of one that is a slip of the pen away from it. */
function withoutSlips(pattern: string): string | null {
  const text = stripped(pattern, "\"'`")
    .replace(/\/{2,}/g, "/")
    .replace(/[./\\]+$/, "");
  const domain = /^\.([^./][^/]*)$/.exec(text)?.[1];
  // `.corp.com` means the domain and all below it; of a forge only what is below it can be meant.
  if (domain !== undefined) {
    return joined(publicForges.includes(domain) ? [`*.${domain}`] : [domain, `*.${domain}`]);
  }
  const below = text.replace(/^\.(?=[^.])/, "*.");
  return below === pattern ? null : joined([below]);
}

function splitOutsideBraces(text: string): string[] {
  return text.match(/(?:\{[^{}]*\}|[^,])+/g) ?? [];
}

/** Takes away scheme, user, port and query of an address, also of git's `user@host:path`. */
function withoutAddress(input: string, made: Set<Correction>): { text: string; port: boolean } {
  const url = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?([^/:?#]*)(?::([^/?#]*))?([^?#]*)/i.exec(
    input,
  );
  if (url !== null) {
    const [, scheme = "", host = "", port, path = ""] = url;
    made.add("scheme");
    if (port === undefined || port === "") return { text: host + path, port: false };
    if (!/^\d+$/.test(port)) return { text: `${host}/${port}${path}`, port: false };
    const web = /^https?$/i.test(scheme);
    made.add("port");
    const usual = !web || (/s$/i.test(scheme) ? port === "443" : port === "80");
    return { text: host + path, port: !usual };
  }
  // Not scp: the colon stands before a password.
  const login = /^[^/@:]+:[^/@]*@((?!v\d)[^/@:]*\.[^/@:]*(?:\/.*)?)$/.exec(input);
  if (login !== null) {
    made.add("scheme");
    return { text: login[1]!, port: false };
  }
  const scp = /^(?:([^/@:]+)@)?([^/@:[\]]+):(?!\/\/)(.*)$/.exec(input);
  if (scp !== null) {
    const [, , host = "", path = ""] = scp;
    const numbered = /^\d+(?:\/(.*))?$/.exec(path);
    if (numbered !== null) return { text: [host, numbered[1] ?? ""].join("/"), port: true };
    made.add("scp");
    return { text: `${host}/${path.replace(/^\/+/, "")}`, port: false };
  }
  const user = /^[^/@]+@([^/@]*\.[^/@]*)(\/.*)?$/.exec(input);
  if (user === null || /^v\d/.test(user[1]!)) return { text: input, port: false };
  made.add("scheme");
  return { text: user[1]! + (user[2] ?? ""), port: false };
}

/** What stands in a pattern and does not mean there what was meant. */
const rewrites: [Correction, (pattern: string) => string][] = [
  // What stands before the @ of anything else may be a password.
  ["version", (text) => text.replace(/^(?=[^@]*@)([^/.]*\.[^@]*)@(?:v?\d[^/@]*|[^/@.]*)$/, "$1")],
  ["escapes", (text) => text.replace(/\\(?=[*?/])/g, "")],
  ["backslash", (text) => text.replace(/\\(?=\w)/g, "/")],
  ["negated-class", (text) => text.replaceAll("[!", "[^")],
  ["double-star", (text) => text.replace(/\*{2,}/g, "*")],
  ["ellipsis", withoutEllipsis],
  ["host-case", (text) => text.replace(/^[^/[\]]*/, (host) => host.toLowerCase())],
  ["doubled-host", doubled],
  ["trailing-slash", (text) => strippedEnd(text, "/")],
];

/** `github.com/github.com/acme` is `github.com/acme`. */
export function doubled(pattern: string): string {
  return pattern.replace(/^(?=[^/]+\.[^/])([^/*?[\]]+)(?:\/\1)+(?=\/|$)/, "$1");
}

function plain(text: string, made: Set<Correction>): string {
  let pattern = text;
  for (const [correction, rewrite] of rewrites) {
    const next = rewrite(pattern);
    if (next !== pattern) made.add(correction);
    pattern = next;
  }
  return pattern;
}

/**
 * `.git` ends the address of a repository, and the path of a module where nothing else tells go of one. With a scheme
 * or a user it is an address; of a bare path both stay private. Source: cmd/go/internal/vcs vcsPaths, noVCSSuffix.
 */
function withoutGit(pattern: string, made: Set<Correction>): string[] {
  const [, path] = /^(.*\/[^/*?[\]]+)\.git$/.exec(pattern) ?? [];
  if (path === undefined) return [pattern];
  const isAddress =
    made.has("scheme") || made.has("scp") || /^(?:github\.com|bitbucket\.org)\//.test(path);
  made.add(isAddress ? "git-suffix" : "git-module");
  return isAddress ? [path] : [pattern, path];
}

/** `corp.com/...` is `corp.com` and `corp.com/foo...` is `corp.com/foo*`, as `go list` understands them. */
function withoutEllipsis(text: string): string {
  let pattern = text;
  while (/[^/]\/\.\.\.\/?$/.test(pattern)) pattern = pattern.slice(0, pattern.lastIndexOf("/..."));
  return pattern.replace(/([^./])\.\.\.$/, "$1*");
}
