import type { Watch } from "../contract.ts";
import type { Probed } from "../mirrors/probe-result.ts";
import { type Context, pathsOf } from "../context.ts";
import { withLock } from "../changes/lock.ts";
import { saveWhole } from "../changes/save.ts";
import { Failure } from "../failure.ts";
import { stateFolder } from "../folders.ts";
import { readTextIfRegular } from "../regular-file.ts";

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

/** What is kept between two rounds; mirrors by their URL without credentials. */
export interface Memory {
  mirrors: Readonly<Record<string, HealthRecord>>;
  /** What `--fail-over` changed and has not taken back. */
  switched: Switched | null;
}

/** What the last round left; nothing where there was none, or where it cannot be read. */
export function recall(ctx: Context): Memory {
  try {
    const kept = JSON.parse(readTextIfRegular(ctx, memoryFile(ctx)) ?? "{}") as {
      mirrors?: Record<string, unknown>;
      switched?: unknown;
    };
    const entries = Object.entries(kept.mirrors ?? {});
    const mirrors = Object.fromEntries(
      entries.filter((entry): entry is [string, HealthRecord] => isRecord(entry[1])),
    );
    return { mirrors, switched: isSwitched(kept.switched) ? kept.switched : null };
  } catch {
    return { mirrors: {}, switched: null };
  }
}

/** When the last round was done (ISO); null where there was none. */
export function lastRound(ctx: Context): string | null {
  const stat = ctx.fs.statSync(memoryFile(ctx), { throwIfNoEntry: false });
  return stat?.mtime.toISOString() ?? null;
}

/** Throws Failure `write-failed`, `no-home`. */
export function remember(ctx: Context, memory: Memory): void {
  const text = `${JSON.stringify(memory, null, 2)}\n`;
  saveWhole(ctx, memoryFile(ctx), text, 0o600);
}

/** Does a round while no other one is under way; null where there is one. A round that was killed does not count. */
export async function alone<T>(ctx: Context, round: () => Promise<T>): Promise<T | null> {
  let began = false;
  const once = () => {
    began = true;
    return round();
  };
  try {
    return await withLock(ctx, once, { name: "watch.d", patience: 300 });
  } catch (error) {
    const isBusy = !began && error instanceof Failure && error.kind === "locked";
    if (isBusy) return null;
    throw error;
  }
}

const memoryFile = (ctx: Context): string => pathsOf(ctx).join(stateFolder(ctx), "watch.json");

function isSwitched(value: unknown): value is Switched {
  const { from, to, mirror } = (value ?? {}) as Partial<Record<keyof Switched, unknown>>;
  return [from, to, mirror].every((text) => typeof text === "string");
}

function isRecord(value: unknown): value is HealthRecord {
  const { state, since, rounds } = (value ?? {}) as Partial<Record<keyof HealthRecord, unknown>>;
  return (
    ["up", "degraded", "down", "unknown"].includes(String(state)) &&
    typeof since === "string" &&
    Array.isArray(rounds) &&
    rounds.every((one) => typeof one === "boolean")
  );
}
