import { type Note, note } from "../findings.ts";
import { misplaced, odd } from "./value-remarks.ts";
import { publicForges } from "../go/patterns/hosts.ts";
import { tooBroad } from "../go/patterns/refused.ts";
import { type Corrected, correctPatterns } from "./pasted-patterns.ts";
import { coverage } from "../go/patterns/coverage.ts";
import { identity } from "../go/patterns/glob.ts";
import { reduceList, splitPatterns } from "../go/patterns/patterns.ts";
import { redactValue } from "../go/text/redact.ts";
import { trimSpace } from "../go/text/strings.ts";
import { joinedNames } from "../go/text/pasted.ts";

export interface AddedPatterns {
  /** The list to store; the stored one, byte for byte, where nothing is to be changed. */
  value: string;
  added: string[];
  /** What the user should be told of what was taken, and of what is left out because another one has it. */
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
  const old = splitPatterns(stored);
  const known = new Set(old.map(identity));
  const notes: Note[] = [];
  const refused: Note[] = [];
  const wanted: string[] = [];
  for (const corrected of inputs.flatMap(read)) {
    if (corrected.refused !== null) refused.push(refusal(corrected));
    const patterns = corrected.patterns.filter((pattern) => {
      const astray = known.has(identity(pattern)) ? null : misplaced("GOPRIVATE", pattern);
      if (astray !== null) {
        (options.force ? notes : refused).push(astray);
        return options.force === true;
      }
      notes.push(...odd(pattern));
      const broad = known.has(identity(pattern)) ? [] : tooBroad(pattern);
      (options.force ? notes : refused).push(...broad);
      return options.force || broad.length === 0;
    });
    if (patterns.length > 0) notes.push(...correction(corrected));
    wanted.push(...patterns);
  }
  if (wanted.length === 0) return { value: stored, added: [], notes, refused };

  const all = [...old, ...wanted];
  const { kept, duplicates, subsumed } = reduceList(all);
  for (const index of duplicates.keys()) {
    notes.push(note("private.duplicate", "info", { pattern: all[index]! }));
  }
  for (const [index, by] of subsumed) {
    notes.push(note("private.subsumed", "info", { pattern: all[index]!, by: all[by]! }));
  }
  const list = kept.map((index) => all[index]!);
  const added = kept.filter((index) => index >= old.length).map((index) => all[index]!);
  notes.push(...apexNotes(added, list));
  const same = added.length === 0 && list.length === old.length;
  return { value: same ? stored : list.join(","), added, notes, refused };
}

export interface RemovedPatterns {
  value: string;
  removed: string[];
  /** What was made of the input, what is not in the list, and what stays private because of another pattern. */
  notes: Note[];
}

/** Takes patterns out of a list: those that are written like this, else those that mean the same. */
export function removePatterns(stored: string, inputs: readonly string[]): RemovedPatterns {
  const old = splitPatterns(stored);
  const texts = new Set(old);
  const known = new Set(old.map(identity));
  const isMissing = (pattern: string) => !known.has(identity(pattern));
  const asked: string[] = [];
  const notes: Note[] = [];
  for (const input of inputs) {
    const verbatim = [input, trimSpace(input)].find((text) => texts.has(text));
    if (verbatim !== undefined) {
      asked.push(verbatim);
      continue;
    }
    for (const corrected of listed(input)) {
      const { patterns, refused } = corrected;
      if (!patterns.every(isMissing)) notes.push(...correction(corrected));
      const missing = refused ? [redactValue(corrected.input)] : patterns.filter(isMissing);
      notes.push(...missing.map((pattern) => note("private.not-listed", "warning", { pattern })));
      asked.push(...patterns);
    }
  }
  const gone = new Set(asked.map(identity));
  const removed = old.filter((pattern) => gone.has(identity(pattern)));
  const left = old.filter((pattern) => !gone.has(identity(pattern)));
  const cover = coverage(left);
  for (const pattern of new Set(asked)) {
    const by = cover.coveredBy(pattern);
    if (by !== null) notes.push(note("private.subsumed", "warning", { pattern, by: left[by]! }));
  }
  return { value: removed.length > 0 ? left.join(",") : stored, removed, notes };
}

/** A list that is no list of hosts to who adds it (`a b`) may name what is in the list. */
function listed(input: string): Corrected[] {
  const pieces = correctPatterns(input);
  const names = joinedNames(input);
  if (names === null || pieces.every(({ refused }) => refused === null)) return pieces;
  return [{ input, patterns: names, made: ["blank"], refused: null }];
}

/** Of a list the corrected form is that of all of it, for it was pasted as one. */
function read(input: string): Corrected[] {
  const pieces = correctPatterns(input);
  const forms = pieces.map(({ patterns, refused }) =>
    refused === null ? patterns.join(",") : refused.corrected,
  );
  if (pieces.length < 2 || forms.includes(null)) return pieces;
  return pieces.map((piece) =>
    piece.refused === null
      ? piece
      : { ...piece, refused: { ...piece.refused, corrected: forms.join(",") } },
  );
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
      // On a forge no module has one element behind the host, and the forge itself would be refused.
      if (
        apex === undefined ||
        isForgeOrOwner(apex) ||
        tooBroad(apex).length > 0 ||
        cover.coveredBy(apex) !== null
      )
        continue;
      notes.push(note("private.apex-not-covered", "info", { pattern, apex }));
    }
  }
  return notes;
}

/** `github.com`, `github.com/owner`: too short for a module. */
function isForgeOrOwner(path: string): boolean {
  const [host = "", ...rest] = path.split("/");
  return publicForges.includes(host) && rest.length <= 1;
}
