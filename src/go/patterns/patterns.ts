import { pathMatch } from "./pathmatch.ts";
import { atLeast, type GoVersion, newest } from "../version.ts";
import { coverage, covers } from "./coverage.ts";
import { identity } from "./glob.ts";

export { pathMatch } from "./pathmatch.ts";

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
