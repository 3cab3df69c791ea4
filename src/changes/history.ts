import { type Context, pathsOf } from "../context.ts";
import type { Change } from "../contract.ts";
import { hasStateFolder, stateFolder } from "../folders.ts";
import { dropBackup, stored, type Stored } from "./backups.ts";
import { readBytes } from "./files.ts";
import { appendLine, readLines } from "./jsonl.ts";
import { sameBytes, type Target } from "./plan.ts";

/** What one change did to one file. */
export interface FileRecord {
  target: Target;
  /** As the user names it. */
  path: string;
  before: Stored | null;
  after: Stored | null;
  /** Before; null: no such file. */
  mode: number | null;
  /** Folders that were made for it, outermost first. */
  folders: readonly string[];
}

/** One run that changed something. Values are real: redaction is left to whoever shows them. */
export interface Entry {
  /** Sorts as time does. */
  id: string;
  at: string;
  verb: string;
  changes: readonly Change[];
  files: readonly FileRecord[];
  /** Keys whose value was nobody's wish. */
  chosen?: readonly string[];
  /** The entry that this one took back. */
  undoes?: string;
}

type State = "done" | "aborted";

export interface Recorded extends Entry {
  /** `begin` until a later line with the same id says how it ended. */
  state: "begin" | State;
  /** A file could not be replaced at one stroke, and was to be written in place. */
  inPlace?: boolean;
}

export interface Past extends Entry {
  /** Taken back by an entry that was not taken back itself. */
  undone: boolean;
}

const historyFile = (ctx: Context) => pathsOf(ctx).join(stateFolder(ctx), "history.jsonl");

/** All changes that were made, the newest first; one that was begun counts from its first file on. */
export function readHistory(ctx: Context): Past[] {
  if (!hasStateFolder(ctx)) return [];
  const entries = new Map<string, Recorded>();
  readLines(ctx, historyFile(ctx), collect(entries));
  const undone = new Set<string>();
  const past: Past[] = [];
  for (const { state, inPlace: _, ...entry } of [...entries.values()].toReversed()) {
    if (state === "aborted" || (state === "begin" && isUntouched(ctx, entry))) continue;
    past.push({ ...entry, undone: undone.has(entry.id) });
    if (entry.undoes !== undefined && !undone.has(entry.id)) undone.add(entry.undoes);
  }
  return past;
}

/** Whether a value in Go's env file is what this tool chose by itself the last time it wrote that key. */
export function choseItself(ctx: Context, key: string, value: string): boolean {
  const isIt = (change: Change) => change.target === "go-env" && change.key === key;
  const last = readHistory(ctx).find(({ undone, changes }) => !undone && changes.some(isIt));
  return (
    last?.chosen?.includes(key) === true &&
    last.changes.some((one) => isIt(one) && one.after === value)
  );
}

/** Begun, and killed or not yet come so far. */
function isUntouched(ctx: Context, { files }: Entry): boolean {
  try {
    const same = files.map(({ path, before }) =>
      sameBytes(readBytes(ctx, path), stored(ctx, before)),
    );
    return files.length > 0 && !same.includes(false);
  } catch {
    return false;
  }
}

/** The newest entry, however it ended. Reads no more of the history than it must. */
export function lastEntry(ctx: Context): Recorded | null {
  for (let size = 64 * 1024; ; size *= 4) {
    const entries = new Map<string, Recorded>();
    const { all } = readLines(ctx, historyFile(ctx), collect(entries), size);
    const last = [...entries.values()].at(-1);
    if (last !== undefined || all) return last ?? null;
  }
}

function collect(entries: Map<string, Recorded>): (line: Record<string, unknown>) => void {
  return (line) => {
    const { id, state } = line;
    if (typeof id !== "string") return;
    const known = entries.get(id);
    if (known !== undefined) {
      if (state === "in-place") known.inPlace = true;
      else known.state = state === "aborted" ? "aborted" : "done";
    } else if (Array.isArray(line["files"])) entries.set(id, line as unknown as Recorded);
  };
}

/** An id greater than the last one, even if the clock went back: eight characters until 2059. */
export function nextId(ctx: Context, last: string | null): string {
  const previous = last === null ? 0 : Number.parseInt(last, 36);
  return Math.max(ctx.now().getTime(), previous + 1)
    .toString(36)
    .padStart(8, "0");
}

/** Puts an entry into the history, on the disk for certain, before the first file is touched. */
export function begin(ctx: Context, entry: Entry): void {
  appendLine(ctx, historyFile(ctx), { ...entry, state: "begin" }, true);
}

/** Says that a file is going to be written in place, so that a torn one is known as ours. */
export function goesInPlace(ctx: Context, id: string): void {
  appendLine(ctx, historyFile(ctx), { id, state: "in-place" }, true);
}

/** Says how an entry ended. Where that cannot be written, the next run finds out by looking at the files. */
export function end(ctx: Context, id: string, state: State): void {
  try {
    appendLine(ctx, historyFile(ctx), { id, state }, false);
  } catch {
    // A full disk. The change itself stands.
  }
  if (state === "aborted") dropBackup(ctx, id);
}
