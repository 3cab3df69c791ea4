import type { Context } from "../context.ts";
import { processFields } from "../programs.ts";

/**
 * Names a run, so that others can tell whether it still goes on: process number, when that process was
 * started, the machine's boot and the space in which process numbers count, and a random part.
 */
export function newHolder(ctx: Context): string {
  const random = Math.floor(Math.random() * 36 ** 8).toString(36);
  return [ctx.pid, processFields(ctx, ctx.pid)?.[startedAt] ?? 0, numberSpace(ctx), random].join(
    "-",
  );
}

/** Among the fields of a process. */
const startedAt = 19;

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
  const fields = processFields(ctx, pid);
  if (fields === null || start === "0") return "unknown";
  // A killed process stays listed, without a life, until its parent has asked how it ended.
  return fields[startedAt] === start && !/[ZX]/.test(fields[0]!) ? "alive" : "gone";
}

/** The same on every process that sees our process numbers as we do; `0` where the system has no /proc. */
function numberSpace(ctx: Context): string {
  const boot = told(() => ctx.fs.readFileSync("/proc/sys/kernel/random/boot_id", "latin1"));
  const namespace = told(() => ctx.fs.readlinkSync("/proc/self/ns/pid"));
  return boot.slice(0, 8) + namespace.replaceAll(/\D/g, "") || "0";
}

function told(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
