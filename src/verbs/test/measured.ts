import type { Measured } from "../../contract.ts";
import type { MeasureText } from "../../text/shape.ts";

/** By what mirrors are put in order: milliseconds of the usual request; undefined where none was answered. */
export const median = ({ ms }: Measured): number | undefined => ms.total?.p50 ?? ms.cold?.p50;

/** The fastest first, what was not answered last. */
export const bySpeed = (a: Measured, b: Measured): number =>
  (median(a) ?? Infinity) - (median(b) ?? Infinity);

/** Milliseconds in words. */
export const time = (value: number | undefined, words: MeasureText): string =>
  value === undefined ? "–" : words.ms(value);

/** Whether something is served; null: not known. */
export const served = (what: boolean | null): string => (what === null ? "?" : what ? "✔" : "✖");
