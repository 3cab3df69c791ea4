import { Failure } from "../failure.ts";

/** A number that a flag gives, within bounds. Throws Failure `bad-flag-value`. */
export function numberFlag(
  flag: string,
  value: string,
  { least, most, whole = false }: { least: number; most: number; whole?: boolean },
): number {
  const number = /^\d+(?:\.\d+)?s?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  if (number >= least && number <= most && !(whole && !Number.isInteger(number))) return number;
  throw new Failure("bad-flag-value", { flag, value, allowed: `${least} … ${most}` });
}
