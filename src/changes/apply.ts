import { type Context, pauseOrAbort } from "../context.ts";
import { Failure } from "../failure.ts";
import type { Note } from "../findings.ts";
import type { GoState } from "../go/machine/command.ts";
import { readMachine } from "../go/machine/layers.ts";
import { dropStrayBackups } from "./backups.ts";
import { end, foldersIfOurs, lastEntry, nextId, readHistory } from "./history.ts";
import { withLock } from "./lock.ts";
import { type Plan, type Planner, withoutNoOps, type PlannedChange } from "../plan.ts";
import { type Run, stage } from "./stage.ts";
import { targets as allTargets, type Targets } from "./targets.ts";
import { recover, transact } from "./transact.ts";

export interface Applied {
  /** What was not so already; with real values. */
  changes: readonly PlannedChange[];
  /** The history's name for it; null where nothing was changed. */
  id: string | null;
  /** The command that takes it back. */
  undo: string | null;
  /** What there is to tell of the writing. */
  notes?: readonly Note[];
}

interface Options {
  dryRun?: boolean;
  targets?: Targets;
}

/** How often a plan is made anew because somebody else keeps writing. */
const attempts = 20;

/**
 * Makes the changes that the planner asks for, all or none, and puts them into the history. The planner is
 * called under the lock, and again where another program (a plain `go env -w`) has written meanwhile. A dry
 * run touches nothing and waits for nobody.
 *
 * Throws what the planner throws, what go has against a value, and Failure `write-failed`, `file-busy`,
 * `locked` or `interrupted`: nothing is changed then.
 */
export async function apply(
  ctx: Context,
  state: GoState,
  verb: string,
  planner: Planner,
  { dryRun = false, targets = allTargets }: Options,
): Promise<Applied> {
  if (dryRun) {
    const { changes } = withoutNoOps(await planner(readMachine(ctx, state)));
    return { changes, id: null, undo: null };
  }
  return withLock(ctx, async (lock) => {
    const newest = lastEntry(ctx);
    // Only that one can be open, as every run begins here.
    if (newest?.state === "begin") await recover(ctx, targets, newest);
    let last = newest?.id ?? null;
    dropStrayBackups(ctx, last);
    let lost: Applied | null = null;
    for (let attempt = 1; ; attempt++) {
      const id = nextId(ctx, last);
      const outcome: Outcome = await once({ ctx, lock, targets, id, verb }, state, planner, lost);
      if (!("stale" in outcome)) return outcome;
      lock.clear();
      if (attempt === attempts) throw new Failure("file-busy", { file: outcome.stale });
      last = id;
      lost = outcome.lost;
      await pauseOrAbort(ctx, attempt * 5 * Math.random());
    }
  });
}

type Outcome = Applied | { stale: string; lost: Applied | null };

/**
 * One attempt. `lost`: what an earlier one had made and another program took out again, perhaps: `go env -w`
 * empties the file before it writes what it had read, which may have been ours already.
 */
async function once(
  run: Run,
  state: GoState,
  planner: Planner,
  lost: Applied | null,
): Promise<Outcome> {
  const { ctx, targets, id } = run;
  const plan = withoutNoOps(await planner(readMachine(ctx, state)));
  const staged = await stage(run, state, plan);
  if ("stale" in staged) return { ...staged, lost };
  const written = new Set(staged.map(({ snapshot }) => snapshot.file));
  const changes = plan.changes.filter(({ target, file }) =>
    file === null ? targets[target].kind === "values" : written.has(file),
  );
  const nothing = staged.length === 0 && changes.length === 0;
  if (lost?.id) end(ctx, lost.id, nothing ? "done" : "aborted");
  if (nothing && lost !== null) return lost;
  if (nothing && plan.undoes === undefined) return { changes, id: null, undo: null };
  const applied = { changes, id, undo: `goproxy-cfg undo ${id}` };
  const ended = await transact(run, staged, changes, plan);
  if ("notes" in ended) return { ...applied, notes: ended.notes };
  return { stale: ended.stale, lost: ended.lost ? applied : null };
}

/** Files that a plan removes take the folders with them that were made for them, as the history tells. */
export function withFoldersMade(ctx: Context, plan: Plan): Plan {
  const history = readHistory(ctx);
  const edits = plan.edits?.map((edit) => {
    const folders = edit.after === null ? foldersIfOurs(history, edit.file) : null;
    return folders === null ? edit : { ...edit, folders };
  });
  return { ...plan, ...(edits && { edits }) };
}
