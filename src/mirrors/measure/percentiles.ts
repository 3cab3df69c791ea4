import type { Percentiles } from "../../contract.ts";

/** The value that at least this share (0 to 1) of the values does not exceed: nearest rank, so one of them. */
export function quantile(ascending: readonly number[], share: number): number | null {
  // 0.9 × 10 is a hair above 9 for the machine.
  const rank = Math.ceil(share * ascending.length - 1e-9);
  return ascending[Math.max(0, rank - 1)] ?? null;
}

/** p50, p90 and p99 with two decimals; null where nothing was measured. */
export function percentiles(values: readonly number[]): Percentiles | null {
  const ascending = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((quantile(ascending, share) ?? 0) * 100) / 100;
  return ascending.length === 0 ? null : { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
