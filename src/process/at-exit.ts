import fs from "node:fs";

/** What has to be done before the process ends, in the order in which it was asked for. */
const tasks = new Set<() => void>();
let isListening = false;

/** What a closed terminal, a service manager or `kill` send. Ctrl-C is main's, which lets a verb end itself. */
const signals = ["SIGTERM", "SIGHUP"] as const;

/**
 * Has this run where the process ends by itself, by a crash, by SIGTERM or by SIGHUP; what is returned takes that
 * back. Node delivers a signal only between two steps of the program: one that comes in the middle of writing ends the
 * process when all is written.
 */
export function atExit(task: () => void): () => void {
  if (!isListening) {
    isListening = true;
    process.on("exit", perform);
    for (const signal of signals) process.on(signal, end);
  }
  tasks.add(task);
  return () => {
    if (!tasks.delete(task)) return;
    // Without a listener node drops a signal that it has not delivered yet: it does so in the next turn of its loop.
    setImmediate(() => setImmediate(leaveIfIdle).unref()).unref();
  };
}

function perform(): void {
  for (const task of [...tasks].toReversed()) {
    tasks.delete(task);
    task();
  }
}

/** Does what is left to do, and ends as the signal would have ended the process without us. */
async function end(signal: NodeJS.Signals): Promise<void> {
  await stopChildren();
  perform();
  leave();
  // Node would deliver it to a library's listener (execa's) in the next turn of its loop, which may not come.
  process.removeAllListeners(signal);
  // Windows knows no other one.
  process.kill(process.pid, process.platform === "win32" ? "SIGTERM" : signal);
}

function leaveIfIdle(): void {
  if (tasks.size === 0) leave();
}

function leave(): void {
  isListening = false;
  process.off("exit", perform);
  for (const signal of signals) process.off(signal, end);
}

/** A program that was started. */
interface Child<T> extends PromiseLike<T> {
  exitCode: number | null;
  signalCode: NodeJS.Signals | null;
  kill(signal: NodeJS.Signals): boolean;
  once(event: "exit", listener: () => void): unknown;
}

const children = new Set<Child<unknown>>();
let isEnding = false;

/** What a program that was started came to. Never comes back where this process is about to end. */
export async function whenEnded<T>(child: Child<T>): Promise<T> {
  children.add(child);
  try {
    return await child;
  } finally {
    children.delete(child);
    if (isEnding) await new Promise(() => {});
  }
}

/**
 * Stops the programs that were started, before this process ends: a go that is still writing would make a copy anew
 * that has just been removed.
 */
export async function stopChildren(): Promise<void> {
  isEnding = true;
  const ends = [...children].map(async (child) => {
    child.kill("SIGKILL");
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => void child.once("exit", resolve));
  });
  // One that hangs in the system itself cannot be waited for.
  const late = new Promise((resolve) => setTimeout(resolve, 1000).unref());
  await Promise.race([Promise.all(ends), late]);
}

/** How often: what is found may just be starting something else. */
const rounds = 3;

/**
 * Ends a process that leads a group, and all that came of it: its group and, where /proc tells, whatever carries this
 * variable (`NAME=value`) in its environment, such as a daemon that made a session of its own.
 */
export function endGroup(leader: number, carried: string): void {
  kill(-leader);
  const wanted = Buffer.from(`${carried}\0`);
  for (let round = 0; round < rounds; round++) {
    const left = startedSince(leader).filter((pid) => environ(pid).includes(wanted));
    if (left.length === 0) return;
    for (const pid of left) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/**
 * The processes that may have been started since this one; none where there is no /proc. Numbers are given in their
 * order, so that only younger ones need to be looked at, unless the last one that was given (proc(5), loadavg) is
 * smaller: then they have begun anew.
 */
function startedSince(leader: number): number[] {
  try {
    const last = Number(/\d+\s*$/.exec(fs.readFileSync("/proc/loadavg", "latin1"))?.[0]);
    const numbers = fs
      .readdirSync("/proc")
      .flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []));
    return numbers.filter((pid) => pid !== process.pid && !(last >= leader && pid < leader));
  } catch {
    return [];
  }
}

function environ(pid: number): Buffer {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`);
  } catch {
    // Another user's, or gone.
    return Buffer.alloc(0);
  }
}
