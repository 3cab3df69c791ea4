import type { Watch } from "../contract.ts";
import type { Probed } from "../mirrors/probe-result.ts";

/** What a mirror is by the rule: its last rounds together, so that one slip is no news. */
export type Health = "up" | "degraded" | "down" | "unknown";

/** What is known of a mirror from one round to the next. */
export interface HealthRecord {
  state: Health;
  /** Since when it is in that state (ISO). */
  since: string;
  /** Whether the last rounds were good, the newest last; as many as the rule looks at. */
  rounds: readonly boolean[];
}

/** A mirror in a round: what was seen, and what it is by the rule. */
export interface Watched {
  probed: Probed;
  record: HealthRecord;
  /** Its state is another one than after the round before. */
  changed: boolean;
  deep?: NonNullable<Watch["mirrors"][number]["deep"]>;
}

/** A switch that was made, to be taken back when its mirror is well again; `from` and `to` alike: one that is not to be. */
export interface Switched {
  /** GOPROXY before, and as it was written. */
  from: string;
  to: string;
  /** The mirror that was moved. */
  mirror: string;
}

/** Down after `failed` of the last `of` rounds failed. */
export interface DownRule {
  failed: number;
  of: number;
}

export const usualRule: DownRule = { failed: 3, of: 5 };

/** So many good rounds in a row bring a mirror up again. */
const goodAgain = 2;

/**
 * The record after one more round. A mirror that fails is degraded, and down when the rule says so; it is up again after
 * two good rounds in a row. `before` is null at the first round, of which one answer is enough.
 */
export function afterRound(
  before: HealthRecord | null,
  isGood: boolean,
  at: string,
  { failed, of }: DownRule = usualRule,
): HealthRecord {
  const rounds = [...(before?.rounds ?? []), isGood].slice(-Math.max(of, goodAgain));
  const state = stateOf();
  const since = before?.state === state ? before.since : at;
  return { state, since, rounds };

  function stateOf(): Health {
    const old = before?.state ?? "unknown";
    if (isGood) {
      const isSteady = rounds.slice(-goodAgain).every(Boolean) && rounds.length >= goodAgain;
      return old === "unknown" || old === "up" || isSteady ? "up" : old;
    }
    const failures = rounds.slice(-of).filter((good) => !good).length;
    return old === "down" || failures >= failed ? "down" : "degraded";
  }
}

/** `3/5` as a rule; null for what is none. */
export function parseRule(text: string): DownRule | null {
  const [, failed = "", of = ""] = /^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  const rule = { failed: Number(failed), of: Number(of) };
  return failed !== "" && rule.failed >= 1 && rule.failed <= rule.of ? rule : null;
}
