import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { Note } from "../findings.ts";
import { store, stored } from "./backups.ts";
import { type Snapshot, snapshot, reasonOf } from "./files.ts";
import { begin, end, type FileRecord, goesInPlace, type Recorded } from "./history.ts";
import { inverse, keyed, type Plan, sameBytes, type PlannedChange } from "../plan.ts";
import type { Run, StagedFile } from "./stage.ts";
import { valuesIn, type Targets } from "./targets.ts";
import { commit, copyBeside, overwrite, stageCopy } from "./write.ts";

interface Done {
  notes: readonly Note[];
}

/** A file that somebody else has written meanwhile. */
export interface Stale {
  stale: string;
  /** The change was made, and is not to be seen any more; its entry is left open. */
  lost?: boolean;
}

/**
 * The change itself: journal, one step for each file, values, look back, journal. All or nothing: where a
 * step fails, those before it are taken back. `stale`: somebody else wrote in between, and nothing is
 * changed; what can be lost to a program that takes no lock is what it writes in the moment between the
 * last look at the file and the rename.
 */
export async function transact(
  run: Run,
  staged: readonly StagedFile[],
  changes: readonly PlannedChange[],
  { chosen, undoes, continues }: Plan,
): Promise<Done | Stale> {
  const { ctx, lock, id, verb } = run;
  lock.assertHeld();
  const early = staged.find((one) => isStale(ctx, one.snapshot));
  if (early !== undefined) return { stale: early.snapshot.file };

  const files = staged.map((one, index) => recordOf(ctx, id, one, index));
  const entry = { id, at: ctx.now().toISOString(), verb, changes, files };
  begin(ctx, {
    ...entry,
    ...(chosen && { chosen }),
    ...(undoes && { undoes }),
    ...(continues && { continues }),
  });
  const steps: StagedFile[] = [];
  const notes: Note[] = [];
  try {
    for (const one of staged) {
      if (isStale(ctx, one.snapshot)) {
        if (!takeBack(run, steps)) throw notTakenBack(one.snapshot.file, "changed meanwhile");
        end(ctx, id, "aborted");
        return { stale: one.snapshot.file };
      }
      steps.push(one);
      commit(ctx, one, () => goesInPlace(ctx, id));
    }
    notes.push(...(await writeValues(run, changes)));
  } catch (error) {
    const file = steps.at(-1)?.snapshot.file ?? "";
    if (error instanceof Failure && error.kind === "write-failed" && isOpen(error)) throw error;
    // Where not all could be taken back, the entry stays open, and the next run settles it.
    if (!takeBack(run, steps)) throw notTakenBack(file, reasonOf(error));
    end(ctx, id, "aborted");
    if (error instanceof Failure) throw error;
    throw new Failure("write-failed", { file, reason: reasonOf(error) });
  }
  const lost = staged.find((one) => isLost(run, one, changes));
  if (lost !== undefined) return { stale: lost.snapshot.file, lost: true };
  end(ctx, id, "done");
  return { notes };
}

const notTakenBack = (file: string, reason: string) =>
  new Failure("write-failed", { file, reason, open: true });

const isOpen = (error: Failure) => (error as Failure<"write-failed">).args.open === true;

function recordOf(
  ctx: Context,
  id: string,
  { snapshot: { file, bytes, mode }, target, after, made }: StagedFile,
  index: number,
): FileRecord {
  return {
    target,
    path: file,
    before: store(ctx, id, `${index}-before`, bytes),
    after: store(ctx, id, `${index}-after`, after),
    mode: bytes === null ? null : mode,
    folders: made,
  };
}

function isStale(ctx: Context, { file, real, bytes }: Snapshot): boolean {
  const now = snapshot(ctx, file);
  return now.real !== real || !sameBytes(now.bytes, bytes);
}

/** A plain `go env -w` that had read the file before and wrote it after us takes our values out again. */
function isLost(
  { ctx, targets }: Run,
  one: StagedFile,
  changes: readonly PlannedChange[],
): boolean {
  const { file } = one.snapshot;
  const handler = targets[one.target];
  if (handler.kind !== "values-in-file") return false;
  const now = snapshot(ctx, file).bytes;
  if (sameBytes(now, one.after)) return false;
  const values = handler.read(now);
  const ours = keyed(changes, (change) => change.file === file);
  return ours.some(({ key, after }) => (values.get(key) ?? null) !== after);
}

async function writeValues(
  { ctx, targets }: Run,
  changes: readonly PlannedChange[],
): Promise<Note[]> {
  const notes: Note[] = [];
  for (const { handler, ours } of valuesIn(changes, targets)) {
    try {
      notes.push(...(await handler.write(ctx, ours)));
    } catch (error) {
      await handler.write(ctx, ours.map(inverse)).catch(() => {});
      throw error;
    }
  }
  return notes;
}

/** Gives files their old bytes back, the last one first. False where that failed for one. */
function takeBack({ ctx, lock }: Run, steps: readonly StagedFile[]): boolean {
  const results = steps.toReversed().map(({ snapshot: old, after, temp }) => {
    try {
      const now = snapshot(ctx, old.file);
      if (sameBytes(now.bytes, old.bytes)) return true;
      // In place the last step may have come half the way; otherwise other bytes are another program's.
      if (temp !== null && !sameBytes(now.bytes, after)) return true;
      if (old.bytes === null) {
        ctx.fs.unlinkSync(now.real);
      } else if (temp === null && now.bytes !== null) {
        // No copy: a full disk would refuse it, and has the room for the old bytes where they were.
        overwrite(ctx, now.real, old.bytes);
      } else {
        const copy = copyBeside(ctx, lock, now, old.bytes, old.mode);
        commit(ctx, stageCopy(ctx, now, copy, old.bytes), () => {});
      }
      return true;
    } catch {
      return false;
    }
  });
  return results.every(Boolean);
}

/**
 * Settles what a killed run left open. What has been changed stays changed: an entry counts as made as soon as
 * one of its files or values is as it wanted it, else it is dropped. A file that was being written in place and
 * is torn gets its old bytes back.
 */
export async function recover(ctx: Context, targets: Targets, left: Recorded): Promise<void> {
  const made = filesMade(ctx, targets, left) || (await valuesMade(ctx, targets, left));
  end(ctx, left.id, made ? "done" : "aborted");
}

function filesMade(ctx: Context, targets: Targets, entry: Recorded): boolean {
  const made = entry.files.map((file) => {
    try {
      return fileMade(ctx, targets, entry, file);
    } catch {
      return false; // A folder in its place, a lost backup: nothing to be settled any more.
    }
  });
  return made.includes(true) || (entry.files.length === 0 && entry.changes.length === 0);
}

function fileMade(ctx: Context, targets: Targets, entry: Recorded, file: FileRecord): boolean {
  const { bytes, real } = snapshot(ctx, file.path);
  const [before, after] = [stored(ctx, file.before), stored(ctx, file.after)];
  if (sameBytes(bytes, after)) return true;
  if (sameBytes(bytes, before) || bytes === null) return false;
  if (entry.inPlace && before !== null && after !== null && isTorn(bytes, before, after)) {
    overwrite(ctx, real, before);
    return false;
  }
  // Somebody has written since; ours may be in it all the same.
  const handler = targets[file.target];
  if (handler.kind !== "values-in-file") return false;
  const values = handler.read(bytes);
  return keyed(entry.changes, (change) => change.file === file.path).some(
    ({ key, after: value }) => (values.get(key) ?? null) === value,
  );
}

async function valuesMade(ctx: Context, targets: Targets, { changes }: Recorded) {
  for (const { handler, ours } of valuesIn(changes, targets)) {
    const keys = ours.map(({ key }) => key);
    const now = await handler.read(ctx, keys);
    if (ours.some(({ key, after }) => (now.get(key) ?? null) === after)) return true;
  }
  return false;
}

/** New bytes up to some place, old ones from there on: what a write in place is when it is killed. */
export function isTorn(bytes: Buffer, before: Buffer, after: Buffer): boolean {
  let same = 0;
  while (same < bytes.length && same < after.length && bytes[same] === after[same]) same++;
  if (same === bytes.length) return bytes.length >= before.length;
  return bytes.length === before.length && bytes.subarray(same).equals(before.subarray(same));
}
