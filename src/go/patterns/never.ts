import type { NeverMatches } from "../../findings.ts";
import { pathMatch } from "./patterns.ts";
import { unexpandedIn } from "../text/pasted.ts";
import { isSpace } from "../text/strings.ts";
import { atLeast, type GoVersion, newest } from "../version.ts";

/**
 * Why a pattern of GOPRIVATE and its kin matches no module that go can download; null for one that can match.
 * Source: golang.org/x/mod/module CheckPath, modPathOK, firstPathOK, checkElem; path.Match.
 */
export function neverMatches(pattern: string, version: GoVersion = newest): NeverMatches | null {
  if (pattern === "") return null;
  const glob = atLeast(version, 18) && pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
  if (isRegexp(glob)) return "regexp";
  const unfilled = unexpandedIn(glob);
  if (unfilled !== null) return unfilled.what;
  if (pathMatch(glob, "") === null) return "malformed";
  const text = literalText(glob);
  if (text === null) return null;
  if (text.includes("$")) return "character";
  const [first, ...rest] = text.split("/");
  if (/[;；]\s/.test(text)) return "separator";
  if ([...text].some(isSpace)) return "space";
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(text)) return "scheme";
  if (/[;|，；、｜]/.test(text)) return "separator";
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(text)) return "quotes";
  if (text.startsWith("!")) return "negation";
  if (/[{}]/.test(text)) return "braces";
  if (first!.includes("@")) {
    return /^[^@]*\.[^@]*@v?\d/.test(first!) ? "version" : "credentials";
  }
  if (text.includes("@")) return "version";
  if (/\.\.\.(?:\/|$)/.test(text)) return "ellipsis";
  if (first!.includes(":")) return "port";
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(text)) return "relative";
  if (first === "" || rest.includes("")) return "empty-element";
  return elementReason([first!, ...rest]);
}

/** `^corp\.com$`, `corp.com/.*`, `(a|b).corp.com`; a host may end in a wildcard: `git.*`. */
export const isRegexp = (pattern: string): boolean =>
  /^\^|[\w.*)]\$$|(?:^|\/)\.[*+]|\([^()]*\|[^()]*\)/.test(pattern);

/** `{a,b}.corp.com/*` of `^(a|b)\.corp\.com/.*$`; null where no pattern can be made of it. */
export function globOfRegexp(text: string): string | null {
  const glob = text
    .replace(/^\^|\$$/g, "")
    .replace(/\.[*+]/g, "*")
    .replace(/\\(?=[./-])/g, "")
    .replace(/\(([^()]*)\)/g, (_, inner: string) =>
      inner.includes("|") ? `{${inner.replaceAll("|", ",")}}` : inner,
    );
  return isRegexp(glob) || glob === text ? null : glob;
}

/**
 * A well-formed pattern with `*` for every wildcard and class, and without escapes. Null where a class contains
 * a slash: not worth reasoning about.
 */
function literalText(glob: string): string | null {
  const parts = /\[(?:\\.|[^\]\\])+\]|\\(.)|\?/gsu;
  if (glob.match(parts)?.some((part) => /^\[.*\//s.test(part))) return null;
  return glob.replace(parts, (_part, escaped?: string) => {
    if (escaped === undefined) return "*";
    // An escaped wildcard is a character that no module path has.
    return /[*?]/.test(escaped) ? "%" : escaped;
  });
}

/** What no element of a module path can be. A `+` was allowed before go 1.16. */
function elementReason(elements: readonly string[]): NeverMatches | null {
  for (const [index, element] of elements.entries()) {
    if (element.startsWith(".") || element.endsWith(".")) return "dot";
    if (/[^a-zA-Z0-9\-._~+*]/.test(element)) return "character";
    if (index > 0) continue;
    if (/[A-Z]/.test(element)) return "case";
    if (/[_~+]|^-/.test(element)) return "character";
    if (!/[.*]/.test(element)) return "no-dot";
  }
  return null;
}
