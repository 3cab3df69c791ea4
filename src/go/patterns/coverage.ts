import {
  alphabet,
  type Element,
  type Glob,
  identityOf,
  isWide,
  matchesNothing,
  parseGlob,
  star,
  type GlobToken,
  longestPattern,
} from "./glob.ts";

/**
 * Whether the pattern `outer` matches every module that the pattern `inner` matches, as go matches them
 * (x/mod/module MatchPrefixPatterns). True is proven; a pattern that go drops covers nothing and is covered
 * by nothing.
 */
export function covers(outer: string, inner: string): boolean {
  if (Math.max(outer.length, inner.length) > longestPattern)
    return outer === inner && parseGlob(outer) !== null;
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

/** Beyond so many states the answer is "not known to be included". */
const maximumStates = 500;

/**
 * Whether every element that `inner` matches is matched by `outer` too. True is proven; false may be a
 * lack of proof for a pair of very contrived patterns.
 */
export function elementCovers(outer: Element, inner: Element): boolean {
  if (outer.literal) return inner.literal && inner.head === outer.head;
  if (outer.tokens.length === 1 && outer.tokens[0] === star) return true;
  if (!inner.head.startsWith(outer.head) || !inner.tail.endsWith(outer.tail)) return false;
  const needed = outer.head.length + outer.tail.length;
  if (outer.tokens.length === needed + 1 && outer.tokens[outer.head.length] === star) {
    return inner.tokens.filter((token) => token !== star).length >= needed;
  }
  const samples = ["", "~_"].map((gap) => sample(inner.tokens, gap));
  return samples.every((text) => matches(outer.tokens, text)) && included(inner, outer);
}

/** A text that the tokens match. */
function sample(tokens: readonly GlobToken[], gap: string): string {
  return tokens.map((token) => (token === star ? gap : token[0]!)).join("");
}

function matches(tokens: readonly GlobToken[], text: string): boolean {
  let at = closure(tokens, [0]);
  for (const char of text) at = step(tokens, at, char);
  return at.includes(tokens.length) || text === "";
}

/** Walks both patterns as automata, over one character of each kind that they can tell apart. */
function included({ tokens: inner }: Element, { tokens: outer }: Element): boolean {
  const chars = kinds([...inner, ...outer]);
  const start = { inner: closure(inner, [0]), outer: closure(outer, [0]) };
  const seen = new Set<string>();
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const char of chars) {
      const next = { inner: step(inner, state.inner, char), outer: step(outer, state.outer, char) };
      if (next.inner.length === 0) continue;
      if (next.inner.includes(inner.length) && !next.outer.includes(outer.length)) return false;
      const key = `${next.inner.join()}|${next.outer.join()}`;
      if (seen.has(key)) continue;
      if (seen.size === maximumStates) return false;
      seen.add(key);
      open.push(next);
    }
  }
  return true;
}

/** Where a pattern can be after one more character; positions are in ascending order. */
function step(tokens: readonly GlobToken[], positions: readonly number[], char: string): number[] {
  const next: number[] = [];
  for (const at of positions) {
    const token = tokens[at];
    if (token === star) next.push(at);
    else if (token?.includes(char)) next.push(at + 1);
  }
  return closure(tokens, next);
}

/** A star may match nothing, so its position is also the next one. Ascending in, ascending out. */
function closure(tokens: readonly GlobToken[], positions: readonly number[]): number[] {
  const all: number[] = [];
  for (const at of positions) {
    const next = tokens[at] === star ? [at, at + 1] : [at];
    for (const place of next) if (place > (all.at(-1) ?? -1)) all.push(place);
  }
  return all;
}

/** One character for each set of characters that no token tells apart. */
function kinds(tokens: readonly GlobToken[]): string[] {
  const sets = [...new Set(tokens)].filter((token) => token !== star);
  const found = new Map<string, string>();
  for (const char of alphabet) {
    const signature = sets.map((set) => (set.includes(char) ? "1" : "0")).join("");
    if (!found.has(signature)) found.set(signature, char);
  }
  return [...found.values()];
}
