import { runeAt, runeError, toBytes } from "../text/strings.ts";
import { atLeast, type GoVersion, newest } from "../version.ts";
import { coverage, covers } from "./coverage.ts";
import { identity } from "./glob.ts";

/**
 * Whether a pattern matches a whole name; null where the pattern is malformed. Source: path.Match, with its
 * way of trying a star at ever later places and never turning back, so that no pattern takes long.
 */
export function pathMatch(pattern: string, name: string): boolean | null {
  const [glob, text] = [toBytes(pattern), toBytes(name)];
  let at = 0;
  let rest = 0;
  let matches = true;
  while (rest < glob.length) {
    const { star, start, end } = scanChunk(glob, rest);
    rest = end;
    if (!isWellFormed(glob, start, end)) return null;
    if (!matches) continue;
    if (star && start === end) {
      matches = !text.includes("/", at);
      at = text.length;
      continue;
    }
    const last = end === glob.length;
    const fits = (from: number) => {
      const to = matchChunk(glob, start, end, text, from);
      return to !== -1 && (!last || to === text.length) ? to : -1;
    };
    let to = fits(at);
    const furthest = star ? endOfElement(text, at) : at;
    for (let from = at + 1; to === -1 && from <= furthest; from++) to = fits(from);
    matches = to !== -1;
    at = to;
  }
  return matches && at === text.length;
}

function endOfElement(text: string, from: number): number {
  const slash = text.indexOf("/", from);
  return slash === -1 ? text.length : slash;
}

/** The next part of a pattern without a star, and whether stars stand before it. path.scanChunk */
function scanChunk(glob: string, from: number): { star: boolean; start: number; end: number } {
  let start = from;
  while (glob[start] === "*") start++;
  let inClass = false;
  let end = start;
  for (; end < glob.length; end++) {
    const char = glob[end];
    if (char === "\\") end++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "*" && !inClass) break;
  }
  return { star: start > from, start, end: Math.min(end, glob.length) };
}

/** Where the chunk, matched from a place of the name on, ends there, or -1. path.matchChunk */
function matchChunk(glob: string, start: number, end: number, name: string, from: number): number {
  let at = from;
  for (let place = start; place < end;) {
    if (at >= name.length) return -1;
    const char = glob[place];
    if (char === "[") {
      const { rune, width } = runeAt(name, at);
      const parsed = readClass(glob, place + 1, end, rune);
      if (parsed === null || !parsed.inside) return -1;
      place = parsed.next;
      at += width;
      continue;
    }
    if (char === "?") {
      if (name[at] === "/") return -1;
      at += runeAt(name, at).width;
    } else {
      if (char === "\\") place++;
      if (glob[place] !== name[at]) return -1;
      at++;
    }
    place++;
  }
  return at;
}

function isWellFormed(glob: string, start: number, end: number): boolean {
  for (let place = start; place < end; place++) {
    if (glob[place] === "[") {
      const parsed = readClass(glob, place + 1, end, -1);
      if (parsed === null) return false;
      place = parsed.next - 1;
    } else if (glob[place] === "\\") {
      place++;
      if (place >= end) return false;
    }
  }
  return true;
}

/** The character class that begins behind `[`: whether the rune is in it and where it ends; null if malformed. */
function readClass(
  glob: string,
  from: number,
  end: number,
  rune: number,
): { inside: boolean; next: number } | null {
  let next = from;
  const negated = glob[next] === "^" && next < end;
  if (negated) next++;
  let found = false;
  for (let ranges = 0; ; ranges++) {
    if (next < end && glob[next] === "]" && ranges > 0) break;
    const low = readEscaped(glob, next, end);
    if (low === null) return null;
    next = low.next;
    let high = low;
    if (glob[next] === "-") {
      const to = readEscaped(glob, next + 1, end);
      if (to === null) return null;
      high = to;
      next = to.next;
    }
    found ||= low.rune <= rune && rune <= high.rune;
  }
  return { inside: found !== negated, next: next + 1 };
}

/** One character of a class; more must follow it. path.getEsc */
function readEscaped(
  glob: string,
  from: number,
  end: number,
): { rune: number; next: number } | null {
  let at = from;
  if (at >= end || glob[at] === "-" || glob[at] === "]") return null;
  if (glob[at] === "\\" && ++at >= end) return null;
  const { rune, width } = runeAt(glob, at);
  const invalid = rune === runeError && width === 1;
  return invalid || at + width >= end ? null : { rune, next: at + width };
}

/**
 * The patterns of a list as go reads it: separated by commas alone, spaces kept, empty ones dropped.
 * Source: golang.org/x/mod/module MatchPrefixPatterns.
 */
export function splitPatterns(list: string): string[] {
  return list.split(",").filter((pattern) => pattern !== "");
}

/**
 * The first pattern of a comma-separated list that matches a module path or the beginning of it, as written,
 * or null. Malformed patterns match nothing, silently. Source: golang.org/x/mod/module MatchPrefixPatterns;
 * one trailing slash is dropped since go 1.18.
 */
export function matchPrefixPatterns(
  patterns: string,
  target: string,
  version: GoVersion = newest,
): string | null {
  const dropsSlash = atLeast(version, 18);
  const slashes = slashesOf(target);
  for (let from = 0; from < patterns.length;) {
    const comma = patterns.indexOf(",", from);
    const to = comma === -1 ? patterns.length : comma;
    const pattern = patterns.slice(from, to);
    from = to + 1;
    const glob = dropsSlash && pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
    if (glob !== "" && matchesPrefix(glob, target, slashes)) return pattern;
  }
  return null;
}

/** A pattern with n slashes is compared with the first n + 1 elements of the path. */
function matchesPrefix(glob: string, target: string, slashes: readonly number[]): boolean {
  const count = slashesOf(glob).length;
  if (count > slashes.length) return false;
  const end = slashes[count] ?? target.length;
  if (!/[*?[\\]/.test(glob)) return glob.length === end && target.startsWith(glob);
  return pathMatch(glob, target.slice(0, end)) === true;
}

function slashesOf(text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf("/"); at !== -1; at = text.indexOf("/", at + 1)) places.push(at);
  return places;
}

export interface Reduced {
  /** Positions of what stays, in order. */
  kept: number[];
  /** Positions of what says the same as an earlier one, and of that. */
  duplicates: Map<number, number>;
  /** Positions of what another one covers, and of that one, which stays. */
  subsumed: Map<number, number>;
}

/** Which patterns of a list are needed. Of two that mean the same the first stays. Linear in the list. */
export function reduceList(patterns: readonly string[]): Reduced {
  const duplicates = new Map<number, number>();
  const firsts = new Map<string, number>();
  for (const [index, pattern] of patterns.entries()) {
    const key = identity(pattern);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, index);
    else duplicates.set(index, first);
  }
  const unique = [...firsts.values()];
  const cover = coverage(unique.map((index) => patterns[index]!));
  const above = new Map<number, number>();
  for (const [position, index] of unique.entries()) {
    const found = cover.coveredBy(patterns[index]!, position);
    if (found === null) continue;
    const by = unique[found]!;
    const mutual = by > index && covers(patterns[index]!, patterns[by]!);
    if (!mutual) above.set(index, by);
  }
  // Patterns that cover each other in a ring, unproven in one direction: one of them stays.
  for (const index of unique) if (topOf(above, index) === index) above.delete(index);
  const subsumed = new Map<number, number>();
  for (const index of above.keys()) subsumed.set(index, topOf(above, index));
  const kept = unique.filter((index) => !subsumed.has(index));
  return { kept, duplicates, subsumed };
}

/** The end of the chain that begins at an index; the index itself where the chain leads back to it. */
function topOf(above: ReadonlyMap<number, number>, index: number): number {
  const seen = new Set<number>();
  let top = index;
  for (let next = above.get(top); next !== undefined; next = above.get(top)) {
    top = next;
    if (top === index || seen.has(top)) break;
    seen.add(top);
  }
  return top;
}
