/** Where a value lies on an axis, in percent of its width. */
export interface Axis {
  at(value: number): number;
  ticks: number[];
}

/** Room for a dot at both ends, in percent. */
const margin = 1.5;

/** An axis for these milliseconds: from nothing, or by powers of ten where they lie far apart. */
export function axisFor(values: readonly number[]): Axis {
  const least = Math.max(0.1, Math.min(...values));
  const most = Math.max(...values, least);
  if (most / least <= 20) return linearAxis(most);
  const from = Math.floor(Math.log10(least) + 1e-9);
  const to = Math.ceil(Math.log10(most) - 1e-9);
  return {
    at: (value) => placed((Math.log10(Math.max(value, 10 ** from)) - from) / (to - from)),
    ticks: Array.from({ length: to - from + 1 }, (_, step) => Number(`1e${from + step}`)),
  };
}

/** From nothing to a round number of at least `most`, in three to six steps of 1, 2 or 5 by a power of ten. */
export function linearAxis(most: number): Axis {
  const exponent = Math.floor(Math.log10(most / 4));
  const part = most / 4 / 10 ** exponent;
  const factor = [1, 2, 5].find((one) => part <= one * Math.SQRT2) ?? 10;
  // Written, not multiplied: 3 × 0.1 is not 0.3.
  const step = (count: number) => Number(`${count * factor}e${exponent}`);
  const steps = Math.ceil(most / step(1));
  return {
    at: (value) => placed(value / step(steps)),
    ticks: Array.from({ length: steps + 1 }, (_, count) => step(count)),
  };
}

const placed = (share: number): number =>
  Math.round((margin + share * (100 - 2 * margin)) * 100) / 100;
