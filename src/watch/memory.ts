import { type Context, pathsOf } from "../context.ts";
import { withLock } from "../changes/lock.ts";
import { saveWhole } from "../changes/save.ts";
import { Failure } from "../failure.ts";
import { stateFolder } from "../folders.ts";
import { readTextIfRegular } from "../regular-file.ts";
import type { HealthRecord, Switched } from "./health.ts";

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
