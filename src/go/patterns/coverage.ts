import { type Element, type Glob, identityOf, isWide, matchesNothing, parseGlob } from "./glob.ts";
import { elementCovers } from "./inclusion.ts";

/**
 * Whether the pattern `outer` matches every module that the pattern `inner` matches, as go matches them
 * (x/mod/module MatchPrefixPatterns). True is proven; a pattern that go drops covers nothing and is covered
 * by nothing.
 */
export function covers(outer: string, inner: string): boolean {
  const [a, b] = [parseGlob(outer), parseGlob(inner)];
  return a !== null && b !== null && globCovers(a, b);
}

function globCovers(outer: Glob, inner: Glob): boolean {
  if (outer.length > inner.length || matchesNothing(inner)) return false;
  return outer.every((element, index) => elementCovers(element, inner[index]!));
}

export interface Coverage {
  /** Index of a pattern of the list that covers this one and is not the one at `self`. */
  coveredBy(pattern: string, self?: number): number | null;
}

interface Item {
  glob: Glob;
  index: number;
  /** Of a comparison with it, in those with a pattern of one wildcard. */
  cost: number;
}

/** Patterns whose first wildcard stands in the same element, behind the same literal elements. */
interface Family {
  /** Lengths of head and tail that occur, so that a look-up is a few hash look-ups. */
  lengths: Map<string, [number, number]>;
  byEnds: Map<string, Item[]>;
}

/** So many pairs of patterns with the same ends are compared at most, so that no list takes long. */
const maximumCompared = 20_000;

/**
 * An index of a list of patterns, so that 10,000 of them are compared in linear time: what can cover a
 * pattern shares its leading literal elements, and begins and ends like it in the next one.
 */
export function coverage(patterns: readonly string[]): Coverage {
  /** By what they mean: literals, and what else is the same. */
  const same = new Map<string, number[]>();
  const families = new Map<string, Family>();
  let compared = 0;
  for (const [index, pattern] of patterns.entries()) {
    const glob = parseGlob(pattern);
    if (glob === null || matchesNothing(glob)) continue;
    listAt(same, identityOf(glob)).push(index);
    const wild = glob.findIndex(({ literal }) => !literal);
    if (wild === -1) continue;
    const wildcards = glob.flatMap(({ tokens }) => tokens.filter(isWide)).length;
    const item = { glob, index, cost: wildcards ** 2 };
    addTo(families, leading(glob, wild), glob[wild]!, item);
  }

  function inFamily({ lengths, byEnds }: Family, inner: Glob, at: number, self?: number) {
    const { head, tail } = inner[at]!;
    for (const [headLength, tailLength] of lengths.values()) {
      if (headLength > head.length || tailLength > tail.length) continue;
      const ends = `${head.slice(0, headLength)} ${tail.slice(tail.length - tailLength)}`;
      for (const { glob, index, cost } of byEnds.get(ends) ?? []) {
        if (index === self) continue;
        compared += cost;
        if (compared > maximumCompared) return null;
        if (globCovers(glob, inner)) return index;
      }
    }
    return null;
  }

  return {
    coveredBy(pattern, self) {
      const inner = parseGlob(pattern);
      if (inner === null || matchesNothing(inner)) return null;
      const equal = same.get(identityOf(inner))?.find((index) => index !== self);
      if (equal !== undefined) return equal;
      const wild = inner.findIndex(({ literal }) => !literal);
      for (let count = 0; count <= (wild === -1 ? inner.length : wild); count++) {
        const key = leading(inner, count);
        const literal = same.get(key)?.find((index) => index !== self);
        if (literal !== undefined) return literal;
        const family = count < inner.length ? families.get(key) : undefined;
        const found = family ? inFamily(family, inner, count, self) : null;
        if (found !== null) return found;
      }
      return null;
    },
  };
}

function addTo(families: Map<string, Family>, key: string, wild: Element, item: Item): void {
  const family = families.get(key) ?? { lengths: new Map(), byEnds: new Map() };
  families.set(key, family);
  const { head, tail } = wild;
  family.lengths.set(`${head.length} ${tail.length}`, [head.length, tail.length]);
  listAt(family.byEnds, `${head} ${tail}`).push(item);
}

function leading(glob: Glob, count: number): string {
  return glob
    .slice(0, count)
    .map(({ head }) => head)
    .join("/");
}

function listAt<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
