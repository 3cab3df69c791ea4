import type { NeverMatches } from "../findings.ts";
import { pathMatch, splitPatterns } from "./patterns.ts";
import { isSpace } from "./trim.ts";
import { invisible, narrow, stripped, strippedEnd, withoutComment } from "./typing.ts";
import { atLeast, type GoVersion, newest } from "./version.ts";

/**
 * Why a pattern of GOPRIVATE and its kin matches no module that go can download, and the pattern (or patterns,
 * separated by commas) that was surely meant, where that is clear. Null for a pattern that can match.
 * Source: golang.org/x/mod/module CheckPath, modPathOK, firstPathOK, checkElem; path.Match.
 */
export function neverMatches(
  pattern: string,
  version: GoVersion = newest,
): { reason: NeverMatches; corrected: string | null } | null {
  const reason = reasonOf(pattern, version);
  if (reason === null) return null;
  return { reason, corrected: correctPattern(pattern) };
}

function reasonOf(pattern: string, version: GoVersion): NeverMatches | null {
  if (pattern === "") return null;
  const glob = atLeast(version, 18) && pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
  const [first, ...rest] = glob.split("/");
  if (isSomewhere(glob, isSpace)) return "space";
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(glob)) return "scheme";
  if (/[;|，；、｜]/.test(glob)) return "separator";
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(glob)) return "quotes";
  if (glob.startsWith("!")) return "negation";
  if (/[{}]/.test(glob)) return "braces";
  if (first!.includes("@") && !/[[\]]/.test(first!)) {
    const [host, after] = cutAt(first!, "@");
    return host.includes(".") && /^v?\d/.test(after) ? "version" : "credentials";
  }
  if (!/[[\]]/.test(glob) && glob.includes("@")) return "version";
  if (/\.\.\.(?:\/|$)/.test(glob)) return "ellipsis";
  if (first!.includes(":") && !/[[\]]/.test(first!)) return "port";
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(glob)) return "relative";
  if (first === "" || rest.includes("")) return "empty-element";
  if (pathMatch(glob, "") === null) return "malformed";
  const elements = literalsOf(glob);
  return elements === null ? null : elementReason(elements);
}

function isSomewhere(text: string, test: (char: string) => boolean): boolean {
  for (const char of text) if (test(char)) return true;
  return false;
}

/**
 * The elements of a pattern, each a list of what must stand there: a character, or null for a wildcard or a
 * class that may stand for many. Null where a class contains a slash: not worth reasoning about.
 */
function literalsOf(glob: string): (string | null)[][] | null {
  const elements: (string | null)[][] = [[]];
  const chars = [...glob];
  for (let at = 0; at < chars.length; at++) {
    let char: string | null = chars[at]!;
    if (char === "/") {
      elements.push([]);
      continue;
    }
    if (char === "*" || char === "?") {
      char = null;
    } else if (char === "\\") {
      char = chars[++at] ?? null;
    } else if (char === "[") {
      // At least one character stands behind the bracket and an optional `^`.
      at += chars[at + 1] === "^" ? 2 : 1;
      if (chars[at] === "/") return null;
      for (at += chars[at] === "\\" ? 2 : 1; at < chars.length && chars[at] !== "]"; at++) {
        if (chars[at] === "\\") at++;
        if (chars[at] === "/") return null;
      }
      char = null;
    }
    elements.at(-1)!.push(char);
  }
  return elements;
}

/** What no element of a module path can be. A `+` was allowed before go 1.16. */
function elementReason(elements: readonly (readonly (string | null)[])[]): NeverMatches | null {
  for (const [index, element] of elements.entries()) {
    if (element[0] === "." || element.at(-1) === ".") return "dot";
    for (const char of element) {
      if (char === null || /[a-z0-9\-._~+]/.test(char)) continue;
      if (!/[A-Z]/.test(char)) return "character";
      if (index === 0) return "case";
    }
  }
  return null;
}

function cutAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** What was meant by a pattern that was pasted from elsewhere, or null where that is not clear. */
function correctPattern(pattern: string): string | null {
  const parts = withoutComment(narrow(pattern.replace(invisible, "")))
    .split(/[\s;|,]+/)
    .map(correctPart);
  const corrected = parts.filter((part) => part !== "").join(",");
  const isGood =
    corrected !== "" &&
    corrected !== pattern &&
    splitPatterns(corrected).every((part) => reasonOf(part, newest) === null);
  return isGood ? corrected : null;
}

function correctPart(text: string): string {
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//;
  const unquoted = stripped(text, "\"'`");
  let part = stripped(unquoted.replace(scheme, ""), "/").replace(/^(?:\.\/)+/, "");
  const [before, after] = cutAt(part, "@");
  if (/[./]/.test(before) && /^(?:v\d[^/]*|latest|main|master)$/.test(after)) part = before;
  const fromUrl = scheme.test(unquoted) || part.split("/", 1)[0]!.includes("@");
  part = part.replace(/^[^/@]*@/, "");
  const [host, path] = cutAt(part.split("/", 1)[0]!, ":");
  const below = part.slice(part.split("/", 1)[0]!.length);
  part = host + (path === "" || /^\d+$/.test(path) ? "" : `/${path}`) + below;
  part = part.replace(/\/{2,}/g, "/");
  while (part.endsWith("/...")) part = part.slice(0, -4);
  if (part.endsWith("...")) part = `${strippedEnd(part, ".")}*`;
  part = strippedEnd(part, "./\\");
  if (fromUrl && part.endsWith(".git")) part = part.slice(0, -4);
  if (/^\.[^.]/.test(part)) part = `*${part}`;
  return part.replace(/^[^/[\]\\]*/, (name) => name.toLowerCase());
}
