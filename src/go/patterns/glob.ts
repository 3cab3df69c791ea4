/**
 * What a pattern of GOPRIVATE and its kin means, taken apart: one list of tokens for each path element.
 * Source of the rules: path.Match and x/mod/module MatchPrefixPatterns.
 */
import { isByHand } from "../text/pasted.ts";
import { trimSpace } from "../text/strings.ts";

/** Every character that a module path can have (x/mod/module modPathOK), without the slash. */
export const alphabet = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Characters: what is longer is no pattern that anybody means something by, and is only looked at as go does. */
export const longestPattern = 2000;

/** `*`, or the characters of module paths that may stand here: one for a literal, none where nothing can. */
export type GlobToken = string;

export interface Element {
  tokens: readonly GlobToken[];
  /** The text that everything that matches begins and ends with; the whole text of a literal. */
  head: string;
  tail: string;
  literal: boolean;
}

export type Glob = readonly Element[];

export const star = "*";

/**
 * Null for a pattern that go drops silently because it is malformed or empty, and for the one kind that is
 * not worth reasoning about: a slash inside brackets.
 */
export function parseGlob(pattern: string): Glob | null {
  const trimmed = pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
  if (trimmed === "") return null;
  if (/^[\w.~/-]*$/.test(trimmed)) return trimmed.split("/").map(literalElement);
  const text = [...trimmed];
  const elements: GlobToken[][] = [[]];
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const tokens = elements.at(-1)!;
    if (char === "*") {
      if (tokens.at(-1) !== star) tokens.push(star);
    } else if (char === "?") {
      tokens.push(alphabet);
    } else if (char === "[") {
      const set = parseClass(text, at + 1);
      if (set === null || text.slice(at, set.end).includes("/")) return null;
      tokens.push(set.token);
      at = set.end - 1;
    } else if (char === "\\" && text[++at] === undefined) {
      return null;
    } else if (text[at] === "/") {
      elements.push([]);
    } else {
      tokens.push(alphabet.includes(text[at]!) ? text[at]! : "");
    }
  }
  return elements.map(element);
}

/** The class that begins behind `[`, and where it ends. path.matchChunk and getEsc. */
function parseClass(
  text: readonly string[],
  start: number,
): { token: GlobToken; end: number } | null {
  let at = start;
  const escaped = (): string | null => {
    if (text[at] === "-" || text[at] === "]") return null;
    if (text[at] === "\\") at++;
    const char = text[at++];
    return char === undefined || at >= text.length ? null : char;
  };
  const negated = text[at] === "^";
  if (negated) at++;
  const ranges: [number, number][] = [];
  while (text[at] !== "]" || ranges.length === 0) {
    const low = escaped();
    if (low === null) return null;
    let high: string | null = low;
    if (text[at] === "-") {
      at++;
      high = escaped();
      if (high === null) return null;
    }
    ranges.push([low.codePointAt(0)!, high.codePointAt(0)!]);
  }
  const inside = (char: string) => {
    const code = char.codePointAt(0)!;
    return ranges.some(([low, high]) => low <= code && code <= high);
  };
  const token = [...alphabet].filter((char) => inside(char) !== negated).join("");
  return { token, end: at + 1 };
}

function literalElement(text: string): Element {
  return { tokens: [...text], head: text, tail: text, literal: true };
}

/** It stands for more, or less, than one character. */
export const isWide = (token: GlobToken): boolean => token === star || token.length !== 1;

function element(tokens: readonly GlobToken[]): Element {
  const first = tokens.findIndex(isWide);
  if (first === -1) return literalElement(tokens.join(""));
  const last = tokens.findLastIndex(isWide);
  const head = tokens.slice(0, first).join("");
  return { tokens, head, tail: tokens.slice(last + 1).join(""), literal: false };
}

/** The same text for patterns that are written differently and mean the same, such as `a.b/` and `a\.b`. */
export function identity(pattern: string): string {
  const glob = parseGlob(pattern);
  return glob === null || matchesNothing(glob) ? pattern : identityOf(glob);
}

/** A literal pattern as it is; a wildcard or class is told from literal text by its braces. */
export function identityOf(glob: Glob): string {
  return glob
    .map(({ tokens, literal, head }) =>
      literal
        ? head
        : tokens
            .map((token) => (token.length === 1 && token !== star ? token : `{${token}}`))
            .join(""),
    )
    .join("/");
}

/** No module path can match: an empty element, or a character that module paths never have. */
export function matchesNothing(glob: Glob): boolean {
  return glob.some(({ tokens }) => tokens.length === 0 || tokens.includes(""));
}

/** At most so many patterns come out of one pair of braces after the other. */
const maximumExpanded = 64;

/** `{a,b}.corp.com` is two patterns; a shell would have made them, go does not. The text alone where they are too many. */
export function expandBraces(text: string): string[] {
  let made = [text];
  for (let before = 0; before < made.length;) {
    if (made.length > maximumExpanded || !isByHand(text)) return [text];
    before = made.length;
    made = made.flatMap(withFirstExpanded);
  }
  return made;
}

function withFirstExpanded(text: string): string[] {
  const [all, before = "", inside = "", after = ""] =
    /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(text) ?? [];
  if (all === undefined) return [text];
  return inside.split(",").map((one) => before + trimSpace(one) + after);
}
