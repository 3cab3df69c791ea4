import type { Context } from "../context.ts";
import { processFields, findProgram } from "../programs.ts";

/** What a program and those that it started have done so far. */
export interface Activity {
  /** The processes, the first one before those that it started. */
  pids: number[];
  /** Milliseconds of processor time. */
  cpu: number;
  /** Bytes that were read, of connections too; 0 where the system does not say. */
  read: number;
  /** A go command among them has started nobody: it works itself, or waits for an answer. */
  hasGoAlone: boolean;
}

interface Process {
  pid: number;
  parent: number;
  name: string;
  /** Milliseconds of processor time. */
  cpu: number;
}

/**
 * What a process and its descendants have used up to now. null where this system is not asked (Windows), or does not
 * say. Source: proc(5) `stat` (utime, stime in hundredths of a second) and `io`; elsewhere ps(1).
 */
export async function activityOf(ctx: Context, pid: number): Promise<Activity | null> {
  if (ctx.platform === "win32") return null;
  if (ctx.platform === "linux") {
    return activityAmong(processesOnLinux(ctx), pid, (one) => bytesRead(ctx, one));
  }
  const ps = findProgram(ctx, "ps");
  if (ps === null) return null;
  const args = ["-A", "-o", "pid=,ppid=,time=,comm="];
  const { code, stdout } = await ctx.exec(ps, { args, env: ctx.env, cwd: "/", timeout: 2000 });
  return code === 0 ? activityAmong(processesOfPs(stdout), pid, () => 0) : null;
}

/** Reads the columns `pid ppid time comm` of ps, where a time is `[days-][hours:]minutes:seconds[.hundredths]`. */
export function processesOfPs(listing: string): Process[] {
  return listing.split("\n").flatMap((line) => {
    const [, pid, parent, time = "", command = ""] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (pid === undefined) return [];
    const name = command.replace(/^.*\//, "");
    return [{ pid: Number(pid), parent: Number(parent), name, cpu: millisecondsOf(time) }];
  });
}

/** The activity of a process and its descendants; null where it is not among the processes. */
export function activityAmong(
  processes: readonly Process[],
  pid: number,
  readBy: (pid: number) => number,
): Activity | null {
  const first = processes.find((one) => one.pid === pid);
  if (first === undefined) return null;
  const tree = [first];
  for (let at = 0; at < tree.length; at++) {
    tree.push(...processes.filter(({ parent }) => parent === tree[at]!.pid));
  }
  return {
    pids: tree.map((one) => one.pid),
    cpu: tree.reduce((sum, { cpu }) => sum + cpu, 0),
    read: tree.reduce((sum, one) => sum + readBy(one.pid), 0),
    hasGoAlone: tree.some(
      (one) => /^go(?:\.exe)?$/i.test(one.name) && !tree.some(({ parent }) => parent === one.pid),
    ),
  };
}

function millisecondsOf(time: string): number {
  const days = Number(/^(\d+)-/.exec(time)?.[1] ?? 0);
  const parts = time.replace(/^\d+-/, "").split(":").map(Number);
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0) + days * 24 * 3600;
  return Math.round(seconds * 1000) || 0;
}

function processesOnLinux(ctx: Context): Process[] {
  return ctx.fs.readdirSync("/proc").flatMap((entry) => {
    const pid = Number(entry);
    const fields = Number.isInteger(pid) ? processFields(ctx, pid) : null;
    if (fields === null) return [];
    const cpu = (Number(fields[11]) + Number(fields[12])) * 10;
    return [{ pid, parent: Number(fields[1]), name: nameOf(ctx, pid), cpu }];
  });
}

const nameOf = (ctx: Context, pid: number): string => readOf(ctx, pid, "comm").trim();

const bytesRead = (ctx: Context, pid: number): number =>
  Number(/^rchar: (\d+)/m.exec(readOf(ctx, pid, "io"))?.[1] ?? 0);

/** A file of /proc about a process; "" where it has ended, or is another user's. */
function readOf(ctx: Context, pid: number, file: string): string {
  try {
    return ctx.fs.readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}
