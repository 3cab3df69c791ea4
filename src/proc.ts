import type { Context } from "./context.ts";

/** What Linux tells of a process, from its state on (proc(5) `stat`); null where there is none, or no /proc. */
export function processFields(ctx: Context, pid: number): string[] | null {
  try {
    const stat = ctx.fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name stands in brackets and may hold any character.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
