/** What has to be done before the process ends, in the order in which it was asked for. */
const tasks = new Set<() => void>();

/** What a closed terminal, a service manager or `kill` send. Ctrl-C is main's, which lets a verb end itself. */
const signals = ["SIGTERM", "SIGHUP"] as const;

/**
 * Has this run where the process ends by itself, by a crash, by SIGTERM or by SIGHUP; what is returned takes that
 * back. Node delivers a signal only between two steps of the program: one that comes in the middle of writing ends the
 * process when all is written.
 */
export function atExit(task: () => void): () => void {
  if (tasks.size === 0) {
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
function end(signal: NodeJS.Signals): void {
  perform();
  leave();
  // Windows knows no other one.
  process.kill(process.pid, process.platform === "win32" ? "SIGTERM" : signal);
}

function leaveIfIdle(): void {
  if (tasks.size === 0) leave();
}

function leave(): void {
  process.off("exit", perform);
  for (const signal of signals) process.off(signal, end);
}
