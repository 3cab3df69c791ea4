import fs from "node:fs";

/** How often: what is found may just be starting something else. */
const rounds = 3;

/**
 * Ends a process that leads a group, and all that came of it: its group and, where /proc tells, whatever carries this
 * variable (`NAME=value`) in its environment, such as a daemon that made a session of its own.
 */
export function endGroup(leader: number, carried: string): void {
  end(-leader);
  for (let round = 0; round < rounds; round++) {
    const left = carrying(carried);
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

/** The processes with this variable in the environment that they were started with; none where there is no /proc. */
function carrying(carried: string): number[] {
  const wanted = Buffer.from(`${carried}\0`);
  try {
    const numbers = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return numbers
      .map(Number)
      .filter((pid) => pid !== process.pid && environ(pid).includes(wanted));
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
