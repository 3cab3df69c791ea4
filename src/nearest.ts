import { Failure } from "./failure.ts";

/** So many values are all told; of more the one that is close. */
const few = 4;

/** The value of a flag, which is one of these. Throws Failure `bad-flag-value`. */
export function oneOf<T extends string>(flag: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw notOneOf(flag, value, known);
  return found;
}

export function notOneOf(flag: string, value: string, known: readonly string[]): Failure {
  const close = known.length > few ? nearest(value, known) : null;
  return new Failure("bad-flag-value", { flag, value, allowed: close ?? known.join(", ") });
}

/**
 * The candidate that a mistyped word most probably meant, or null when none is close: Damerau-Levenshtein
 * distance of at most a third of the word, and of `most` at most.
 */
export function nearest(word: string, candidates: readonly string[], most = 3): string | null {
  let best: string | null = null;
  let bound = Math.min(most, Math.max(1, Math.floor(word.length / 3)));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > bound) continue;
    const distance = editDistance(word, candidate);
    if (distance < bound || (distance === bound && best === null)) {
      best = candidate;
      bound = distance;
    }
  }
  return best;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(older, j - 2) + 1);
      }
      row.push(cost);
    }
    older = previous;
    previous = row;
  }
  return at(previous, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;
