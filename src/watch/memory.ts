import { type Context, pathsOf } from "../context.ts";
import { makePrivate } from "../changes/files.ts";
import { lifeOf, newHolder } from "../changes/holder.ts";
import { codeOf, writing } from "../changes/reason.ts";
import { saveWhole } from "../changes/save.ts";
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

/**
 * Does a round while no other one is under way; null where there is one. A round that was killed does not count: its
 * file names its process, and what no process can be told by is old after ten minutes.
 */
export async function alone<T>(ctx: Context, round: () => Promise<T>): Promise<T | null> {
  const file = pathsOf(ctx).join(stateFolder(ctx), "watch.lock");
  const holder = newHolder(ctx);
  writing(file, () => makePrivate(ctx, stateFolder(ctx)));
  if (!claim(ctx, file, holder)) {
    if (!isLeftOver(ctx, file, holder)) return null;
    ctx.fs.rmSync(file, { force: true });
    if (!claim(ctx, file, holder)) return null;
  }
  const release = () => ctx.fs.rmSync(file, { force: true });
  const forget = ctx.atExit(release);
  try {
    return await round();
  } finally {
    release();
    forget();
  }
}

/** Milliseconds. */
const oldest = 600_000;

function isLeftOver(ctx: Context, file: string, self: string): boolean {
  const life = lifeOf(ctx, readTextIfRegular(ctx, file) ?? "", self);
  if (life !== "unknown") return life === "gone";
  const written = ctx.fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.abs(ctx.now().getTime() - written) > oldest;
}

function claim(ctx: Context, file: string, holder: string): boolean {
  return writing(file, () => {
    try {
      ctx.fs.writeFileSync(file, holder, { flag: "wx", mode: 0o600 });
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  });
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
