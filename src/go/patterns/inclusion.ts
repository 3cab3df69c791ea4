import { type Element, type Token, alphabet, star } from "./glob.ts";

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
function sample(tokens: readonly Token[], gap: string): string {
  return tokens.map((token) => (token === star ? gap : token[0]!)).join("");
}

function matches(tokens: readonly Token[], text: string): boolean {
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
function step(tokens: readonly Token[], positions: readonly number[], char: string): number[] {
  const next: number[] = [];
  for (const at of positions) {
    const token = tokens[at];
    if (token === star) next.push(at);
    else if (token?.includes(char)) next.push(at + 1);
  }
  return closure(tokens, next);
}

/** A star may match nothing, so its position is also the next one. Ascending in, ascending out. */
function closure(tokens: readonly Token[], positions: readonly number[]): number[] {
  const all: number[] = [];
  for (const at of positions) {
    const next = tokens[at] === star ? [at, at + 1] : [at];
    for (const place of next) if (place > (all.at(-1) ?? -1)) all.push(place);
  }
  return all;
}

/** One character for each set of characters that no token tells apart. */
function kinds(tokens: readonly Token[]): string[] {
  const sets = [...new Set(tokens)].filter((token) => token !== star);
  const found = new Map<string, string>();
  for (const char of alphabet) {
    const signature = sets.map((set) => (set.includes(char) ? "1" : "0")).join("");
    if (!found.has(signature)) found.set(signature, char);
  }
  return [...found.values()];
}
