import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { GoState } from "../go/machine/command.ts";
import { type Snapshot, snapshot, writing } from "./files.ts";
import type { Lock } from "./lock.ts";
import { type FileEdit, keyed, type KeyChange, type Plan, sameBytes } from "../plan.ts";
import type { Targets } from "./targets.ts";
import { copyBeside, type Staged, stageCopy, stageRemoval } from "./write.ts";

/** One run of the tool, at one attempt. */
export interface Run {
  ctx: Context;
  lock: Lock;
  targets: Targets;
  /** Of the entry in the history. */
  id: string;
  verb: string;
}

export interface StagedFile extends Staged {
  target: FileEdit["target"];
}

type FullPlan = Plan & { edits: readonly FileEdit[] };

/**
 * Does on copies everything about a plan that can fail or takes its time. Files that stay as they are are
 * left out. `stale`: a file that somebody has written since the plan was made.
 */
export async function stage(
  run: Run,
  state: GoState,
  plan: FullPlan,
): Promise<StagedFile[] | { stale: string }> {
  const { ctx, targets } = run;
  const staged: StagedFile[] = [];
  for (const edit of plan.edits) {
    const now = snapshot(ctx, edit.file);
    if (!sameBytes(now.bytes, edit.before)) return { stale: edit.file };
    staged.push({ ...stageEdit(run, now, edit), target: edit.target });
  }
  for (const [file, changes] of valuesByFile(plan, targets)) {
    const now = await settled(ctx, file);
    const one = await stageValues(run, state, now, plan, changes);
    if (one === "stale") return { stale: file };
    if (one !== null) staged.push({ ...one, target: changes[0]!.target });
  }
  return staged;
}

/** Values that are written one by one, but for files of which the plan has the bytes. */
function valuesByFile({ changes, edits }: FullPlan, targets: Targets): Map<string, KeyChange[]> {
  const whole = new Set(edits.map(({ file }) => file));
  const files = new Map<string, KeyChange[]>();
  for (const change of keyed(changes, ({ target }) => targets[target].kind === "values-in-file")) {
    const { file } = change;
    if (file !== null && !whole.has(file)) files.set(file, [...(files.get(file) ?? []), change]);
  }
  return files;
}

function stageEdit({ ctx, lock }: Run, now: Snapshot, edit: FileEdit): Staged {
  if (edit.after === null) return stageRemoval(ctx, lock, now, edit.folders ?? []);
  const copy = copyBeside(ctx, lock, now, edit.after, edit.mode);
  return stageCopy(ctx, now, copy, edit.after);
}

async function stageValues(
  { ctx, lock, targets }: Run,
  state: GoState,
  now: Snapshot,
  plan: Plan,
  changes: readonly KeyChange[],
): Promise<Staged | "stale" | null> {
  const handler = targets[changes[0]!.target];
  if (handler.kind !== "values-in-file") return null;
  const values = handler.read(now.bytes);
  if (changes.some(({ key, before }) => (values.get(key) ?? null) !== before)) return "stale";
  const copy = copyBeside(ctx, lock, now);
  await handler
    .edit(ctx, state, copy.path, changes, plan.restores === true)
    .catch((error: unknown) => Promise.reject(inNameOf(now.file, copy.path, error)));
  lock.assertHeld();
  const after = writing(now.file, () => ctx.fs.readFileSync(copy.path));
  const folders = plan.goneWhenEmpty?.get(now.file);
  if (after.length === 0 && folders !== undefined) return stageRemoval(ctx, lock, now, folders);
  return sameBytes(now.bytes, after) ? null : stageCopy(ctx, now, copy, after);
}

/** What went wrong with the copy, told of the file that the user knows. */
function inNameOf(file: string, copy: string, error: unknown): unknown {
  if (!(error instanceof Failure) || error.kind !== "write-failed") return error;
  const { file: named, reason } = (error as Failure<"write-failed">).args;
  const why = reason.split(`${copy}: `).at(-1)!;
  return named === copy ? new Failure("write-failed", { file, reason: why }) : error;
}

/** `go env -w` empties the file before it writes: one that has just become empty is looked at again. */
async function settled(ctx: Context, file: string): Promise<Snapshot> {
  let now = snapshot(ctx, file);
  for (let tries = 0; tries < 5; tries++) {
    const fresh = Math.abs(ctx.now().getTime() - now.written) < 1000;
    if (now.bytes?.length !== 0 || !fresh) break;
    await ctx.sleep(10);
    now = snapshot(ctx, file);
  }
  return now;
}
