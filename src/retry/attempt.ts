import type { Context, Env } from "../context.ts";
import { activityOf, type Activity } from "./process-tree.ts";

/** A command as it is started: its program by the absolute path. */
export interface Command {
  program: string;
  args: readonly string[];
  env: Env;
  /** Whether what it writes to stderr is read on its way to the user. */
  isRead: boolean;
}

/** How one start of a command ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Why it could not be started (ENOENT, EACCES …). */
  failure: string | null;
  ms: number;
  /** A signal came for it, so that nobody waits for another start. */
  interrupted: boolean;
  /** It was ended because it stood still. */
  stalled: boolean;
  /** The end of what it wrote to stderr, where that was read. */
  said: string | null;
}

/** Bytes of stderr that are kept: go's errors stand at the end. */
const kept = 1024 * 1024;

/** Milliseconds that a command has to end in after SIGTERM. */
const grace = 3000;

/**
 * Starts a command once and waits for it. `judgeStall` is asked where it stands still for `stallMs` (null: never), with
 * the end of what it said, and answers whether it is to be ended.
 */
export async function attempt(
  ctx: Context,
  { program, args, env, isRead }: Command,
  stallMs: number | null,
  judgeStall: (stall: Stall, said: string) => Promise<boolean>,
): Promise<Ended> {
  const began = ctx.elapsed();
  const tail = tailOf(kept);
  let watch: ReturnType<typeof watchForStall> | null = null;
  let stalled = false;
  const onStderr = (chunk: Uint8Array) => {
    tail.add(chunk);
    watch?.seen();
  };
  const cwd = ctx.cwd;
  const started = await ctx.foreground(program, { args, env, cwd, ...(isRead && { onStderr }) });
  const { pid } = started;
  if (pid !== null && stallMs !== null) {
    watch = watchForStall(ctx, pid, stallMs, async (stall) => {
      if (!(await judgeStall(stall, tail.text()))) return;
      stalled = true;
      await endTree(ctx, pid);
    });
  }
  const { code, signal, failure, interrupted } = await started.ended;
  watch?.stop();
  const ms = Math.round(ctx.elapsed() - began);
  const said = isRead ? tail.text() : null;
  return { code, signal, failure, ms, interrupted, stalled, said };
}

/** Ends a program and all that it started. */
async function endTree(ctx: Context, pid: number): Promise<void> {
  const pids = (await activityOf(ctx, pid))?.pids ?? [pid];
  for (const one of pids) ctx.kill(one, "SIGTERM");
  for (let waited = 0; waited < grace && ctx.processExists(pid); waited += 100)
    await ctx.sleep(100);
  for (const one of pids) if (ctx.processExists(one)) ctx.kill(one, "SIGKILL");
}

/** Keeps the last bytes of a stream. */
function tailOf(limit: number): { add(chunk: Uint8Array): void; text(): string } {
  let chunks: Buffer[] = [];
  let size = 0;
  return {
    add(chunk) {
      chunks.push(Buffer.from(chunk));
      size += chunk.length;
      // Put together seldom, so that each byte is copied a few times at most.
      if (size < 2 * limit) return;
      chunks = [Buffer.concat(chunks).subarray(-limit)];
      size = limit;
    },
    text: () => Buffer.concat(chunks).subarray(-limit).toString("utf8"),
  };
}

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
