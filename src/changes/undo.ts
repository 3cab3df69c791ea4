import type { Context } from "../context.ts";
import type { Change } from "../contract.ts";
import { Failure } from "../failure.ts";
import { revertMirrors } from "../mirrors/own-revert.ts";
import { stored } from "./backups.ts";
import { readBytes } from "./files.ts";
import { type FileRecord, type Past, readHistory } from "./history.ts";
import { type FileEdit, inverse, type Plan, sameBytes } from "./plan.ts";
import { revertLines } from "./revert.ts";
import { targets as allTargets, type Targets, valuesIn } from "./targets.ts";

/**
 * The plan that takes a change back: the one called `id`, else the newest that was not taken back and is no
 * undo itself; an undo, by its id, is taken back to the change. A file that nobody else has written since
 * gets its exact bytes back, and goes away where the change had made it; in any other only our own values or
 * lines are taken back, and only if they are still ours, unless `force`.
 *
 * Throws Failure `nothing-to-undo`, `changed-since`.
 */
export async function planUndo(
  ctx: Context,
  id: string | undefined,
  force: boolean,
  targets: Targets = allTargets,
): Promise<Plan> {
  const history = readHistory(ctx);
  const entry = history.find((past) =>
    id === undefined ? !past.undone && past.verb !== "undo" : past.id === id && !past.undone,
  );
  if (entry === undefined) throw new Failure("nothing-to-undo", { id: id ?? null });
  const context: Undo = { ctx, history, entry, force, targets };
  const edits: FileEdit[] = [];
  const changes: Change[] = [];
  for (const file of entry.files) {
    const back = undoFile(context, file);
    edits.push(...back.edits);
    changes.push(...back.changes);
  }
  changes.push(...(await undoValues(context)));
  const goneWhenEmpty = new Map(
    entry.files.flatMap(({ path }) => {
      const folders = foldersIfOurs(history, path);
      return folders === null ? [] : [[path, folders] as const];
    }),
  );
  return { changes, edits, undoes: entry.id, restores: true, goneWhenEmpty };
}

interface Undo {
  ctx: Context;
  history: readonly Past[];
  entry: Past;
  force: boolean;
  targets: Targets;
}
type Back = { edits: FileEdit[]; changes: Change[] };

function undoFile(undo: Undo, file: FileRecord): Back {
  const { ctx, history, entry, force, targets } = undo;
  const { target, path, mode, folders } = file;
  const [before, after] = [stored(ctx, file.before), stored(ctx, file.after)];
  const now = readBytes(ctx, path);
  if (sameBytes(now, before)) return { edits: [], changes: [] };
  const handler = targets[target];
  const ours = entry.changes.filter((change) => change.file === path && change.target === target);
  const edit = (bytes: Buffer | null): FileEdit => ({
    target,
    file: path,
    before: now,
    after: bytes,
    ...(mode === null ? {} : { mode }),
    folders,
  });
  if (sameBytes(now, after)) return { edits: [edit(before)], changes: ours.map(inverse) };

  if (handler.kind === "values-in-file") {
    const values = handler.read(now);
    const changes = ours.map((change) => undoValue(undo, change, values.get(change.key!) ?? null));
    return { edits: [], changes };
  }
  const revert = handler.kind === "mirrors" ? revertMirrors : withoutOurLines;
  const { bytes, changed, isEmpty } = revert(now, before, after, path);
  const [theirs] = changed;
  if (theirs !== undefined && !force) {
    const key = theirs ?? ours[0]?.key ?? null;
    throw new Failure("changed-since", { key: key ?? path, file: key === null ? null : path });
  }
  const made = isEmpty ? foldersIfOurs(history, path) : null;
  const left = made === null ? edit(bytes) : { ...edit(null), folders: made };
  return { edits: [left], changes: ours.map(inverse) };
}

/** What is left of a file that others have written since; `changed` is what they have changed of ours, by name where it has one. */
interface Reverted {
  bytes: Buffer | null;
  changed: readonly (string | null)[];
  isEmpty?: boolean;
}

function withoutOurLines(
  now: Buffer | null,
  before: Buffer | null,
  after: Buffer | null,
): Reverted {
  const bytes = now && revertLines(now, before, after);
  return bytes === null ? { bytes: before, changed: [null] } : { bytes, changed: [] };
}

async function undoValues(undo: Undo): Promise<Change[]> {
  const changes: Change[] = [];
  for (const { handler, ours } of valuesIn(undo.entry.changes, undo.targets)) {
    const keys = ours.map(({ key }) => key);
    const now = await handler.read(undo.ctx, keys);
    changes.push(...ours.map((change) => undoValue(undo, change, now.get(change.key) ?? null)));
  }
  return changes;
}

/** A value that is as it was before needs nothing; one that is not ours any more is not ours to change. */
function undoValue({ force }: Undo, change: Change, now: string | null): Change {
  const { key, file, before, after } = change;
  if (now !== after && now !== before && !force) {
    throw new Failure("changed-since", { key: key ?? "", file });
  }
  return { ...change, before: now, after: before };
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

/** The folders that we made with a file; null where the file is not of our making. */
export function foldersIfOurs(history: readonly Past[], path: string): readonly string[] | null {
  const files = history.flatMap((entry) => entry.files).filter((file) => file.path === path);
  const last = files.find(({ before, after }) => before === null || after === null);
  return last?.before === null ? last.folders : null;
}
