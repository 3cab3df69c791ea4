import type { ConformancePoint } from "../../contract.ts";
import { shorten } from "../../net/fault.ts";
import { type ProxyAnswer, type ProxyAsking } from "./asking.ts";

/** How a point came out: what it is worth, and the class of what came. */
export interface Verdict {
  status: "ok" | "error" | "warning" | "info" | "skipped";
  seen: string;
  ms: number;
}

/** What one point has to go by. */
export interface Ground extends ProxyAsking {
  /** The sums of the module, as published; null where nobody tells them. */
  sums: { mod: string; zip: string } | null;
  /** The user named the module: nothing else needs to be there. */
  isNamed: boolean;
}

type Level = "error" | "warning" | "info";
export type Point = (ground: Ground) => Promise<Verdict>;

/** Points by their ids. */
export type Points<P extends ConformancePoint> = Readonly<Record<P, Point>>;

export const skipped = (seen: string): Verdict => ({ status: "skipped", seen, ms: 0 });

/**
 * The verdict on one answer: fine, or of this level, where the class may be told more closely. What would be fine and
 * did not come at all shows nothing: the point was not looked at.
 */
export function verdict(
  answer: ProxyAnswer,
  isFine: boolean,
  level: Level,
  seen = answer.seen,
): Verdict {
  if (isFine && answer.status === 0) return skipped(answer.seen);
  return isFine
    ? { status: "ok", seen: answer.seen, ms: answer.ms }
    : { status: level, seen: shorten(seen), ms: answer.ms };
}

export const isThere = ({ seen }: ProxyAnswer): boolean => seen === "200";
export const isAbsent = ({ status }: ProxyAnswer): boolean => status === 404 || status === 410;
export const textOf = ({ body }: ProxyAnswer): string => body.toString("utf8");

/** What a proxy need not have. */
export const optional =
  (of: (ground: Ground) => Promise<ProxyAnswer>): Point =>
  async (ground) => {
    const answer = await of(ground);
    return verdict(answer, answer.status === 200, "info");
  };
