import type { Context } from "../context.ts";

/**
 * Names a run, so that others can tell whether it still goes on: process number, when that process was
 * started, the machine's boot and the space in which process numbers count, and a random part.
 */
export function newHolder(ctx: Context): string {
  const random = Math.floor(Math.random() * 36 ** 8).toString(36);
  return [ctx.pid, processOf(ctx, ctx.pid)?.start ?? 0, numberSpace(ctx), random].join("-");
}

const holderPattern = /^(\d+)-(\d+)-([0-9a-f]+)-[0-9a-z]+$/;

export function isHolder(name: string): boolean {
  return holderPattern.test(name);
}

/**
 * Whether the run called `holder` goes on, as far as the run called `self` can tell. `unknown`: another
 * machine or container, a system that does not tell when a process was started (the number may belong to
 * another one by now).
 */
export function lifeOf(ctx: Context, holder: string, self: string): "alive" | "gone" | "unknown" {
  const [, number, start, space] = holderPattern.exec(holder) ?? [];
  if (space !== holderPattern.exec(self)?.[3]) return "unknown";
  const pid = Number(number);
  if (!ctx.processExists(pid)) return "gone";
  const process = processOf(ctx, pid);
  if (process === null || start === "0") return "unknown";
  // A killed process stays listed, without a life, until its parent has asked how it ended.
  return process.start === start && !"ZX".includes(process.state) ? "alive" : "gone";
}

/** proc(5): the state and the start time follow the program's name, which may hold spaces and brackets. */
function processOf(ctx: Context, pid: number): { state: string; start: string } | null {
  const stat = readOr(ctx, `/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const start = fields[19];
  return state === undefined || start === undefined ? null : { state, start };
}

/** The same on every process that sees our process numbers as we do; `0` where the system has no /proc. */
function numberSpace(ctx: Context): string {
  const boot = readOr(ctx, "/proc/sys/kernel/random/boot_id").slice(0, 8);
  let namespace = "";
  try {
    namespace = ctx.fs.readlinkSync("/proc/self/ns/pid").replaceAll(/\D/g, "");
  } catch {
    // None, as on macOS and Windows.
  }
  return boot + namespace || "0";
}

function readOr(ctx: Context, file: string): string {
  try {
    return ctx.fs.readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
