import { type Context, pathsOf } from "../context.ts";
import { hasStateFolder, stateFolder } from "../folders.ts";
import { dropBackup, isId, isStored, stored, type Stored } from "./backups.ts";
import { readBytes } from "./files.ts";
import { appendLine, readLines } from "./jsonl.ts";
import { sameBytes, type Target, type PlannedChange } from "../plan.ts";

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
  /** Milliseconds to the base of 36; as a number it sorts as time does. */
  id: string;
  at: string;
  verb: string;
  changes: readonly PlannedChange[];
  files: readonly FileRecord[];
  /** Keys whose value was nobody's wish. */
  chosen?: readonly string[];
  /** The entry that this one took back. */
  undoes?: string;
  /** The entry of the same run that this one goes on with: read as one. */
  continues?: string;
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
  readLines(ctx, historyFile(ctx), collect(entries, ctx));
  const undone = new Set<string>();
  const past: Past[] = [];
  const made = [...entries.values()].filter(
    (entry) => entry.state === "done" || (entry.state === "begin" && !isUntouched(ctx, entry)),
  );
  for (const { state: _, inPlace: __, ...entry } of wholeRuns(made).toReversed()) {
    past.push({ ...entry, undone: undone.has(entry.id) });
    if (entry.undoes !== undefined && !undone.has(entry.id)) undone.add(entry.undoes);
  }
  return past;
}

/** Each run as one entry: what goes on with an earlier one is a part of it. */
function wholeRuns(made: readonly Recorded[]): Recorded[] {
  const runs = new Map<string, Recorded>();
  for (const entry of made) {
    const start = runs.get(entry.continues ?? "");
    if (start === undefined) runs.set(entry.id, entry);
    else runs.set(start.id, { ...start, ...together(start, entry) });
  }
  return [...runs.values()];
}

function together(first: Entry, second: Entry): Pick<Entry, "changes" | "files"> {
  const files = new Map(first.files.map((file) => [file.path, file]));
  for (const file of second.files) {
    const { before, mode, folders } = files.get(file.path) ?? file;
    files.set(file.path, { ...file, before, mode, folders });
  }
  return { changes: [...first.changes, ...second.changes], files: [...files.values()] };
}

/**
 * The changes that stand as somebody's wish, the newest first. An undo is none: what it brought back is
 * whose it was before, and the change that it took back says nothing any more.
 */
export function standing(history: readonly Past[]): Past[] {
  return history.filter(({ undone, undoes }) => !undone && undoes === undefined);
}

/** Whether a value in Go's env file is what this tool chose by itself the last time it wrote that key. */
export function choseItself(ctx: Context, key: string, value: string): boolean {
  const isIt = (change: PlannedChange) => change.target === "go-env" && change.key === key;
  const last = standing(readHistory(ctx)).find(({ changes }) => changes.some(isIt));
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
    const { all } = readLines(ctx, historyFile(ctx), collect(entries, ctx), size);
    const last = [...entries.values()].at(-1);
    if (last !== undefined || all) return last ?? null;
  }
}

function collect(
  entries: Map<string, Recorded>,
  ctx: Context,
): (line: Record<string, unknown>) => void {
  return (line) => {
    const { id, state } = line;
    if (!isId(id)) return;
    const known = entries.get(id);
    if (known !== undefined) {
      if (state === "in-place") known.inPlace = true;
      else known.state = state === "aborted" ? "aborted" : "done";
    } else if (isEntry(ctx, line)) entries.set(id, line);
  };
}

type Shape = Record<string, unknown>;

/** Whether a line is an entry of this tool's making: any other is passed over, as a torn one is. */
function isEntry(ctx: Context, line: Shape): line is Shape & Recorded {
  const { at, verb, changes, files, state, chosen, undoes, continues } = line;
  return (
    typeof at === "string" &&
    typeof verb === "string" &&
    states.includes(state) &&
    (chosen === undefined || isListOf(chosen, isText)) &&
    (undoes === undefined || isId(undoes)) &&
    (continues === undefined || isId(continues)) &&
    isListOf(changes, isChange) &&
    isListOf(files, (file) => isFileRecord(ctx, file))
  );
}

const states: readonly unknown[] = ["begin", "done", "aborted"];
const places: readonly unknown[] = Object.keys({
  "go-env": 0,
  "env-file": 0,
  "startup-file": 0,
  "git-config": 0,
  gui: 0,
  "user-config": 0,
  registry: 0,
  timer: 0,
  crontab: 0,
} satisfies Record<Target, 0>);

function isChange(change: Shape): boolean {
  const { target, file, key, before, after } = change;
  return places.includes(target) && [file, key, before, after].every(isTextOrNull);
}

/** Its paths become writes: only absolute ones are taken. */
function isFileRecord(ctx: Context, record: Shape): boolean {
  const { target, path, before, after, mode, folders } = record;
  const isPath = (name: unknown) => isText(name) && pathsOf(ctx).isAbsolute(name);
  return (
    places.includes(target) &&
    isPath(path) &&
    [before, after].every(isStored) &&
    (mode === null || typeof mode === "number") &&
    isListOf(folders, isPath)
  );
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);

function isListOf(value: unknown, isOne: (member: never) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => one !== null && one !== undefined && isOne(one as never))
  );
}

/**
 * An id greater than the last one, even if the clock went back: eight characters until 2059, nine from then
 * on, so that ids are compared as numbers only.
 */
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

/** The folders that we made with a file; null where the file is not of our making. */
export function foldersIfOurs(history: readonly Past[], path: string): readonly string[] | null {
  const files = history.flatMap((entry) => entry.files).filter((file) => file.path === path);
  const last = files.find(({ before, after }) => before === null || after === null);
  return last?.before === null ? last.folders : null;
}
