import type { Change } from "./contract.ts";
import type { Machine } from "./go/machine/layers.ts";

/** timer: a file of what starts `watch`. crontab: the line that does so. */
export type Target = Change["target"] | "timer" | "crontab";

/** A change by where it is written, with real values; a document tells it in the words of the contract. */
export interface PlannedChange extends Omit<Change, "target"> {
  target: Target;
}

/** A file as a whole: what it held when the plan was made and what it shall hold. */
export interface FileEdit {
  target: Target;
  /** As the user names it; symbolic links are followed when it is written. */
  file: string;
  /** The bytes that the plan was made from; null: no such file. */
  before: Buffer | null;
  /** null: the file goes away. */
  after: Buffer | null;
  /** For a file that does not exist yet; without it 0666 less the umask. */
  mode?: number;
  /** Folders that go away with the file where they are empty then, outermost first. */
  folders?: readonly string[];
}

/**
 * What a verb wants changed, with real values. Targets that are written value by value (go-env, registry)
 * need `changes` alone; of the others `edits` carries the bytes and `changes` says what they mean.
 */
export interface Plan {
  changes: readonly PlannedChange[];
  edits?: readonly FileEdit[];
  /** Keys whose value this tool chose by itself, so that it may choose otherwise later. */
  chosen?: readonly string[];
  /** `undo` alone: the entry that is undone. Recorded even where nothing was left to change. */
  undoes?: string;
  /** The entry that this is the second half of: one run of a verb, and one undo. */
  continues?: string;
  /** `undo` alone: values are brought back even where go itself would refuse to write them. */
  restores?: boolean;
  /** Files of ours that go away, with these folders, where they would be left empty. */
  goneWhenEmpty?: ReadonlyMap<string, readonly string[]>;
}

/** Made under the lock, and made anew where somebody else has written meanwhile. */
export type Planner = (now: Machine) => Plan | Promise<Plan>;

/** One plan after the other. */
export function joined(...plans: readonly Plan[]): Plan {
  return {
    changes: plans.flatMap(({ changes }) => changes),
    edits: plans.flatMap(({ edits = [] }) => edits),
  };
}

/** What is left of a plan when everything that is so already is taken out. */
export function withoutNoOps(plan: Plan): Plan & { edits: readonly FileEdit[] } {
  const same = new Set<string>();
  const edits = (plan.edits ?? []).filter((edit) => {
    const differs = !sameBytes(edit.before, edit.after);
    if (!differs) same.add(edit.file);
    return differs;
  });
  const changes = plan.changes.filter(
    (change) => change.before !== change.after && !(change.file !== null && same.has(change.file)),
  );
  return { ...plan, changes, edits };
}

/** A change of one value. */
export type KeyChange = PlannedChange & { key: string };

export function keyed(
  changes: readonly PlannedChange[],
  wanted: (change: PlannedChange) => boolean,
): readonly KeyChange[] {
  return changes.filter((change): change is KeyChange => change.key !== null && wanted(change));
}

export function inverse<C extends PlannedChange>(change: C): C {
  return { ...change, before: change.after, after: change.before };
}

export function sameBytes(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
