import fs from "node:fs";

/** How often: what is found may just be starting something else. */
const rounds = 3;

/**
 * Ends a process that leads a group, and all that came of it: its group and, where /proc tells, whatever carries this
 * variable (`NAME=value`) in its environment, such as a daemon that made a session of its own.
 */
export function endGroup(leader: number, carried: string): void {
  end(-leader);
  const wanted = Buffer.from(`${carried}\0`);
  for (let round = 0; round < rounds; round++) {
    const left = startedSince(leader).filter((pid) => environ(pid).includes(wanted));
    if (left.length === 0) return;
    for (const pid of left) end(pid);
  }
}

function end(pid: number): void {
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
