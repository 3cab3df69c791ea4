import { type Note, note } from "../../findings/findings.ts";
import { tooBroad } from "./broad.ts";
import { type Corrected, correctPatterns } from "./correct.ts";
import { coverage } from "./coverage.ts";
import { identity } from "./glob.ts";
import { reduceList, splitList } from "./pattern-list.ts";
import { redactValue } from "../text/redact.ts";
import { trimSpace } from "../text/trim.ts";

export interface AddedPatterns {
  /** The list to store; the stored one, byte for byte, where nothing is to be changed. */
  value: string;
  added: string[];
  duplicates: string[];
  /** Patterns, new or old, that are left out because another one covers them. */
  subsumed: { pattern: string; by: string }[];
  /** What the user should be told of what was taken. */
  notes: Note[];
  /** What was not taken: patterns that match nothing, and too broad ones where `force` is not set. */
  refused: Note[];
}

/**
 * Adds what the user typed or pasted to a list such as GOPRIVATE. Order is kept; duplicates and what others
 * cover are left out, of the stored list too; what go silently drops stays as it is.
 */
export function addPatterns(
  stored: string,
  inputs: readonly string[],
  options: { force?: boolean } = {},
): AddedPatterns {
  const old = splitList(stored);
  const known = new Set(old.map(identity));
  const notes: Note[] = [];
  const refused: Note[] = [];
  const wanted: string[] = [];
  for (const corrected of inputs.flatMap(correctPatterns)) {
    if (corrected.refused !== null) refused.push(refusal(corrected));
    const patterns = corrected.patterns.filter((pattern) => {
      const broad = known.has(identity(pattern)) ? [] : tooBroad(pattern);
      (options.force ? notes : refused).push(...broad);
      return options.force || broad.length === 0;
    });
    if (patterns.length > 0) notes.push(...correction(corrected));
    wanted.push(...patterns);
  }
  if (wanted.length === 0) {
    return { value: stored, added: [], duplicates: [], subsumed: [], notes, refused };
  }

  const all = [...old, ...wanted];
  const { kept, duplicates, subsumed } = reduceList(all);
  const changed = { duplicates: [] as string[], subsumed: [] as { pattern: string; by: string }[] };
  for (const index of duplicates.keys()) changed.duplicates.push(all[index]!);
  for (const [index, by] of subsumed) changed.subsumed.push({ pattern: all[index]!, by: all[by]! });
  for (const pattern of changed.duplicates) {
    notes.push(note("private.duplicate", "info", { pattern }));
  }
  for (const args of changed.subsumed) notes.push(note("private.subsumed", "info", args));
  const list = kept.map((index) => all[index]!);
  const added = kept.filter((index) => index >= old.length).map((index) => all[index]!);
  notes.push(...apexNotes(added, list));
  const same = added.length === 0 && list.length === old.length;
  return { value: same ? stored : list.join(","), added, ...changed, notes, refused };
}

export interface RemovedPatterns {
  value: string;
  removed: string[];
  /** What is not in the list; as it was typed, passwords hidden. */
  missing: string[];
  /** Patterns that were asked to go whose modules stay private because of another one. */
  stillCoveredBy: { pattern: string; by: string }[];
  notes: Note[];
}

/** Takes patterns out of a list: those that are written like this, else those that mean the same. */
export function removePatterns(stored: string, inputs: readonly string[]): RemovedPatterns {
  const old = splitList(stored);
  const texts = new Set(old);
  const identities = new Set(old.map(identity));
  const gone = new Set<string>();
  const asked: string[] = [];
  const missing: string[] = [];
  const notes: Note[] = [];
  for (const input of inputs) {
    if (texts.has(input) || texts.has(trimSpace(input))) {
      const text = texts.has(input) ? input : trimSpace(input);
      asked.push(text);
      gone.add(identity(text));
      continue;
    }
    for (const corrected of correctPatterns(input)) {
      const found = corrected.patterns.filter((pattern) => identities.has(identity(pattern)));
      if (found.length > 0) notes.push(...correction(corrected));
      for (const pattern of found) gone.add(identity(pattern));
      asked.push(...corrected.patterns);
      const others = corrected.patterns.filter((pattern) => !found.includes(pattern));
      missing.push(...(corrected.refused ? [redactValue(corrected.input)] : others));
    }
  }
  const removed = old.filter((pattern) => gone.has(identity(pattern)));
  const left = old.filter((pattern) => !gone.has(identity(pattern)));
  const cover = coverage(left);
  const stillCoveredBy = [...new Set(asked)].flatMap((pattern) => {
    const by = cover.coveredBy(pattern);
    return by === null ? [] : [{ pattern, by: left[by]! }];
  });
  return {
    value: removed.length > 0 ? left.join(",") : stored,
    removed,
    missing,
    stillCoveredBy,
    notes,
  };
}

function refusal({ input, refused }: Corrected): Note {
  const { reason, corrected } = refused!;
  return note("private.never-matches", "error", { pattern: redactValue(input), reason, corrected });
}

function correction({ input, patterns, made }: Corrected): Note[] {
  if (made.length === 0) return [];
  const args = { input: redactValue(input), patterns: patterns.join(","), made };
  return [note("private.corrected", "info", args)];
}

/** `corp.com/*` leaves out corp.com itself, `*.corp.com` too: told where no other pattern has it. */
function apexNotes(added: readonly string[], list: readonly string[]): Note[] {
  const cover = coverage(list);
  const notes: Note[] = [];
  for (const pattern of added) {
    const domain = /^\*\.([^/*?[\]\\]+\.[^/*?[\]\\]+(?:\/.*)?)$/.exec(pattern)?.[1];
    const parent = /^(.+)\/\*$/.exec(pattern)?.[1];
    for (const apex of [parent, domain]) {
      if (apex === undefined || cover.coveredBy(apex) !== null) continue;
      notes.push(note("private.apex-not-covered", "info", { pattern, apex }));
    }
  }
  return notes;
}
