import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { isConfigFile } from "../mirrors/own.ts";
import { revertMirrors } from "../mirrors/own-edit.ts";
import { stored } from "./backups.ts";
import { readBytes } from "./files.ts";
import { type FileRecord, foldersIfOurs, type Past, readHistory, standing } from "./history.ts";
import { revertedRules, revertLines } from "./revert.ts";
import { type FileEdit, inverse, type Plan, sameBytes, type PlannedChange } from "../plan.ts";
import { isManagedText } from "../shells/managed/files.ts";
import { withBlockOf } from "../shells/managed/block.ts";
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
): Promise<UndoPlan> {
  const history = readHistory(ctx);
  const entry = history.find((past) =>
    id === undefined ? !past.undone && past.verb !== "undo" : past.id === id && !past.undone,
  );
  if (entry === undefined) throw new Failure("nothing-to-undo", { id: id ?? null });
  const context: Undo = { ctx, history, entry, force, targets };
  const edits: FileEdit[] = [];
  const changes: PlannedChange[] = [];
  let outdated = false;
  for (const file of entry.files) {
    const back = await undoFile(context, file);
    outdated ||= back.outdated === true;
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
  return { changes, edits, outdated, undoes: entry.id, restores: true, goneWhenEmpty };
}

interface Undo {
  ctx: Context;
  history: readonly Past[];
  entry: Past;
  force: boolean;
  targets: Targets;
}
type Back = { edits: FileEdit[]; changes: PlannedChange[]; outdated?: boolean };

/** The plan, and whether files of ours that carry values to shells, and that later changes wrote too, are to follow. */
export type UndoPlan = Plan & { outdated: boolean };

async function undoFile(undo: Undo, file: FileRecord): Promise<Back> {
  const { ctx, history, entry, force, targets } = undo;
  const { target, path, mode, folders } = file;
  const [before, after] = [stored(ctx, file.before), stored(ctx, file.after)];
  const now = readBytes(ctx, path);
  const later = laterOnes(undo, ({ files }) => files.some((one) => one.path === path)).at(-1);
  if (later === undefined && sameBytes(now, before)) return { edits: [], changes: [] };
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
  const start = unwound(undo, path, now);
  if (start !== undefined) {
    const made = start === null ? foldersIfOurs(history, path) : null;
    const back = made === null ? edit(start) : { ...edit(start), folders: made };
    return { edits: [back], changes: ours.map(inverse) };
  }

  if (handler.kind === "values-in-file") {
    const values = handler.read(now);
    const changes = ours.map((change) => undoValue(undo, change, values.get(change.key!) ?? null));
    return { edits: [], changes };
  }
  const isOwn = target !== "git-config" && now !== null && isManagedText(now);
  // A later change wrote it anew from what was stored then: it is written anew from what will be stored.
  if (later !== undefined && isOwn) return { edits: [], changes: [], outdated: true };
  if (later !== undefined && !["git-config", "user-config"].includes(target)) {
    throw new Failure("changed-since", { key: path, file: null, later: later.id });
  }
  if (force && isOwn && after !== null && isManagedText(after)) {
    // A file that is ours as a whole: what goes is all that it holds, and the plan shows it.
    const lost = { target, file: path, key: null, before: now.toString() } as const;
    return { edits: [edit(before)], changes: [{ ...lost, after: before?.toString() ?? null }] };
  }
  // The settings of an editor are lines, as far as we are concerned.
  const isMirrors = handler.kind === "mirrors" && isConfigFile(ctx, path);
  const revert = isMirrors ? revertMirrors : withoutOurLines(force);
  const reverted: Reverted = revert(now, before, after, path);
  const { changed, isEmpty } = reverted;
  const byGit = reverted.unclear && force && target === "git-config" && now !== null;
  const rules = byGit ? await revertedRules(ctx, path, now, ours) : null;
  const bytes = rules ?? reverted.bytes;
  const unclear = reverted.unclear && rules === null;
  if (unclear) {
    const args = { key: path, file: null, later: later?.id ?? null };
    throw new Failure("changed-since", { ...args, ...(force && { unclear }) });
  }
  const [theirs] = changed;
  if (theirs !== undefined && !force) {
    const key = theirs ?? ours[0]?.key ?? null;
    throw new Failure("changed-since", {
      key: key ?? path,
      file: key === null ? null : path,
      later: later?.id ?? null,
    });
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
  /** What is ours in it cannot be told. */
  unclear?: boolean;
}

/** With `force` our block goes by its markers, whatever was changed in it; what stands around it stays. */
function withoutOurLines(force: boolean) {
  return (now: Buffer | null, before: Buffer | null, after: Buffer | null): Reverted => {
    const as = force && now !== null && after !== null ? withBlockOf(now, after) : now;
    const bytes = as && revertLines(as, before, after);
    return { bytes, changed: [], unclear: bytes === null };
  };
}

/** Changes that stand, made after the one that is undone; the newest last. */
function laterOnes({ history, entry }: Undo, touches: (past: Past) => boolean): Past[] {
  if (entry.undoes !== undefined) return [];
  return standing(history.slice(0, history.indexOf(entry)))
    .filter(touches)
    .toReversed();
}

/**
 * What a file held before the change, where nobody but this tool has written it since and no other change of ours
 * stands that was made later: in whatever order all was undone, the bytes are those of the start. undefined: not so.
 */
function unwound(
  { ctx, history, entry }: Undo,
  path: string,
  now: Buffer | null,
): Buffer | null | undefined {
  let bytes = now;
  let start: Buffer | null | undefined;
  let passed = false;
  const touching = history.filter(({ files }) => files.some((one) => one.path === path));
  const ids = new Set(touching.map(({ id }) => id));
  /** Changes of this file whose undo was passed on the way back, and they not yet. */
  const open = new Set<string>();
  for (const past of history) {
    const isEntry = past === entry;
    passed ||= isEntry;
    open.delete(past.id);
    const { undoes } = past;
    if (undoes !== undefined && ids.has(undoes) && !isEntry && !past.undone) open.add(undoes);
    const file = past.files.find((one) => one.path === path);
    if (file !== undefined) {
      const stands = undoes === undefined && !past.undone && !isEntry;
      if (stands || !sameBytes(stored(ctx, file.after), bytes)) break;
      bytes = stored(ctx, file.before);
    }
    if (passed && open.size === 0) start = bytes;
    // What an undo is taken back to is the change, not what was before that.
    if (isEntry && entry.undoes !== undefined) break;
  }
  return start;
}

async function undoValues(undo: Undo): Promise<PlannedChange[]> {
  const changes: PlannedChange[] = [];
  for (const { handler, ours } of valuesIn(undo.entry.changes, undo.targets)) {
    const keys = ours.map(({ key }) => key);
    const now = await handler.read(undo.ctx, keys);
    changes.push(...ours.map((change) => undoValue(undo, change, now.get(change.key) ?? null)));
  }
  return changes;
}

/**
 * A value that is as it was before needs nothing, and one that a later change of ours has set since stays as
 * that set it; one that is not ours any more is not ours to change.
 */
function undoValue(undo: Undo, change: PlannedChange, now: string | null): PlannedChange {
  const { key, file, after } = change;
  const before = valueBefore(undo, change);
  if (laterOnes(undo, ({ changes }) => changes.some(isSameValue(change))).length > 0) {
    return { ...change, before: now, after: now };
  }
  if (now !== after && now !== before && !undo.force) {
    throw new Failure("changed-since", { key: key ?? "", file, later: null });
  }
  return { ...change, before: now, after: before };
}

/** The value before a change; where that was set by a change of ours that was undone later, the one before that. */
function valueBefore({ history, entry }: Undo, change: PlannedChange): string | null {
  if (entry.undoes !== undefined) return change.before;
  const at = history.indexOf(entry);
  const undoneSince = new Set(
    history.slice(0, at).flatMap(({ undoes, undone }) => (undone ? [] : (undoes ?? []))),
  );
  let { before } = change;
  for (const past of history.slice(at + 1)) {
    const earlier = past.undoes === undefined && past.changes.find(isSameValue(change));
    if (!earlier) continue;
    if (!undoneSince.has(past.id) || earlier.after !== before) break;
    before = earlier.before;
  }
  return before;
}

const isSameValue = (a: PlannedChange) => (b: PlannedChange) =>
  a.target === b.target && a.file === b.file && a.key === b.key;
