import { scaleLinear, scaleLog } from "d3-scale";

/** Where a value lies on an axis, in percent of its width. */
export interface Axis {
  at(value: number): number;
  ticks: number[];
}

/** Room for a dot at both ends, in percent. */
const range = [1.5, 98.5];

/** An axis for these milliseconds: from nothing, or by powers of ten where they lie far apart. */
export function axisFor(values: readonly number[]): Axis {
  const least = Math.max(0.1, Math.min(...values));
  const most = Math.max(...values, least);
  if (most / least <= 20) return linearAxis(most);
  const scale = scaleLog([least, most], range).nice().clamp(true);
  const powers = scale.ticks().filter((tick) => /^1(?:e|0*$)|^0\.0*1$/.test(String(tick)));
  return { at: (value) => hundredths(scale(value)), ticks: powers };
}

/** From nothing to a round number of at least `most`, in a few steps of 1, 2 or 5 by a power of ten. */
export function linearAxis(most: number): Axis {
  const steps = 4;
  const scale = scaleLinear([0, most], range).nice(steps);
  return { at: (value) => hundredths(scale(value)), ticks: scale.ticks(steps) };
}

const hundredths = (percent: number): number => Math.round(percent * 100) / 100;
