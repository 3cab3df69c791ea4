import { coverage, covers } from "./coverage.ts";
import { identity } from "./glob.ts";

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
