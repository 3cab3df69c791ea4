import type { NeverMatches } from "../../findings/findings.ts";
import { pathMatch, splitPatterns } from "./patterns.ts";
import { isSpace } from "../text/trim.ts";
import { invisible, narrow, stripped, strippedEnd, withoutComment } from "../text/typing.ts";
import { atLeast, type GoVersion, newest } from "../version.ts";

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
  if (pathMatch(glob, "") === null) return "malformed";
  const text = literalText(glob);
  if (text === null) return null;
  const [first, ...rest] = text.split("/");
  if (isSomewhere(text, isSpace)) return "space";
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(text)) return "scheme";
  if (/[;|，；、｜]/.test(text)) return "separator";
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(text)) return "quotes";
  if (text.startsWith("!")) return "negation";
  if (/[{}]/.test(text)) return "braces";
  if (first!.includes("@")) {
    const [host, after] = cutAt(first!, "@");
    return host.includes(".") && /^v?\d/.test(after) ? "version" : "credentials";
  }
  if (text.includes("@")) return "version";
  if (/\.\.\.(?:\/|$)/.test(text)) return "ellipsis";
  if (first!.includes(":")) return "port";
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(text)) return "relative";
  if (first === "" || rest.includes("")) return "empty-element";
  return elementReason([first!, ...rest]);
}

function isSomewhere(text: string, test: (char: string) => boolean): boolean {
  for (const char of text) if (test(char)) return true;
  return false;
}

/**
 * A well-formed pattern with `*` for every wildcard and class, and without escapes. Null where a class contains
 * a slash: not worth reasoning about.
 */
function literalText(glob: string): string | null {
  let text = "";
  const chars = [...glob];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!;
    if (char === "[") {
      const start = at;
      // At least one character stands behind the bracket and an optional `^`.
      at += chars[at + 1] === "^" ? 2 : 1;
      for (at += chars[at] === "\\" ? 2 : 1; chars[at] !== "]"; at++) if (chars[at] === "\\") at++;
      if (chars.slice(start, at).includes("/")) return null;
      text += "*";
    } else if (char === "\\") {
      at++;
      // An escaped wildcard is a character that no module path has.
      text += /[*?]/.test(chars[at]!) ? "%" : chars[at];
    } else {
      text += char === "?" ? "*" : char;
    }
  }
  return text;
}

/** What no element of a module path can be. A `+` was allowed before go 1.16. */
function elementReason(elements: readonly string[]): NeverMatches | null {
  for (const [index, element] of elements.entries()) {
    if (element.startsWith(".") || element.endsWith(".")) return "dot";
    if (/[^a-zA-Z0-9\-._~+*]/.test(element)) return "character";
    if (index === 0 && /[A-Z]/.test(element)) return "case";
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
