import type { Context } from "../context.ts";
import { stored } from "./backups.ts";
import { snapshot } from "./files.ts";
import { end, type FileRecord, type Recorded } from "./history.ts";
import { keyed, sameBytes } from "../plan.ts";
import { type Targets, valuesIn } from "./targets.ts";
import { overwrite } from "./write.ts";

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
