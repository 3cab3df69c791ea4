import type { Context } from "../context.ts";
import { type Activity, activityOf } from "./process-tree.ts";

/** Milliseconds between two looks at a command. */
const interval = 1000;

/** What a program that waits for an answer uses less of, in a whole stall: milliseconds, bytes. */
const idle = { cpu: 300, read: 16 * 1024 };

export interface StallWatch {
  /** Called where something of the command was seen. */
  seen(): void;
  stop(): void;
}

/** How a stall looked. */
export interface Stall {
  /** A go command waited and did nothing else; null where the system does not tell. */
  goWaits: boolean | null;
}

/**
 * Calls `stalled` each time a command was silent and idle for `stallMs`. A compiler at work, or a download that goes
 * on, is not idle; where the system does not tell, silence alone counts.
 */
export function watchForStall(
  ctx: Context,
  pid: number,
  stallMs: number,
  stalled: (stall: Stall) => Promise<void>,
): StallWatch {
  let since = ctx.elapsed();
  let before: Activity | null = null;
  let busy = false;
  const restart = () => {
    since = ctx.elapsed();
    before = null;
  };
  const look = async () => {
    if (busy) return;
    busy = true;
    const now = await activityOf(ctx, pid);
    before ??= now;
    if (now !== null && before !== null && isBusy(before, now)) restart();
    if (ctx.elapsed() - since >= stallMs) {
      await stalled({ goWaits: now === null ? null : now.hasGoAlone });
      restart();
    }
    busy = false;
  };
  const timer = setInterval(() => void look(), Math.min(interval, stallMs / 2));
  return { seen: restart, stop: () => clearInterval(timer) };
}

function isBusy(before: Activity, now: Activity): boolean {
  // What ended took its share with it, and what began is something that happened.
  if (before.pids.join() !== now.pids.join()) return true;
  return now.cpu - before.cpu >= idle.cpu || now.read - before.read >= idle.read;
}
