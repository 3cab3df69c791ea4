import { Failure } from "../failure.ts";
import { type Correction, note, type Note } from "../findings.ts";
import { isFineGoproxy, meantGoproxy } from "../advice/correct-goproxy.ts";
import { redactSetting, redactValue } from "../go/text/redact.ts";
import { assignmentsIn, withoutLinks, withoutQuotes } from "../go/text/pasted.ts";
import { invisible, narrow, stripped } from "../go/text/typing.ts";
import { findMirror } from "../catalog/lookup.ts";
import type { OwnMirror } from "../catalog/catalog.ts";

/** The operands of `use` and its kin as they were meant, and what was made of those that were pasted. */
export interface ReadOperands {
  operands: string[];
  notes: Note[];
}

/**
 * What people paste in the place of mirrors, before anything is completed: lines of scripts, lists with blanks,
 * quotes, links, the punctuation of an input method. Only what is beyond doubt is taken; all else stays as it is,
 * for go's own words. Throws Failure `other-key` for a line that sets another variable.
 */
export function readPasted(operands: readonly string[], own: readonly OwnMirror[]): ReadOperands {
  const words = joinedLists(operands);
  const whole = ofAssignment(operands);
  if (whole !== null) return fromLine(operands.join(" "), whole, own);
  const notes: Note[] = [];
  if (words.join(" ") !== operands.join(" ")) {
    notes.push(...taken(operands.join(" "), words.join(" "), ["separator"]));
  }
  const read = words.flatMap((word) => {
    const meant = readOne(word, own);
    if (meant === null) return [word];
    notes.push(...taken(word, meant.operands.join(" "), meant.made));
    return meant.operands;
  });
  return { operands: read, notes };
}

function fromLine(line: string, value: string, own: readonly OwnMirror[]): ReadOperands {
  const made = new Set<Correction>(["assignment"]);
  const meant = readOne(value, own);
  for (const one of meant?.made ?? []) made.add(one);
  const operands = meant?.operands ?? [value.replace(/\s*([,|])\s*/g, "$1")];
  return { operands, notes: taken(line, operands.join(" "), [...made]) };
}

/** The value that a line gives GOPROXY; null where the words are no such line. */
function ofAssignment(operands: readonly string[]): string | null {
  const set = assignmentsIn(operands.join(" "));
  const proxy = set.find(({ key }) => key === "GOPROXY");
  const [other] = set;
  if (proxy !== undefined || other === undefined) return proxy?.value ?? null;
  const { key, value } = other;
  throw new Failure("other-key", { key, value: redactSetting(key, value) });
}

/** Words with a separator at an end are parts of one list (`https://goproxy.cn, direct`), or names one by one. */
function joinedLists(operands: readonly string[]): string[] {
  const isPart = (text: string) => /^[,|;]|[,|;]$/.test(narrow(text).trim());
  if (operands.length < 2 || !operands.some(isPart)) return [...operands];
  const words = operands.map((one) => stripped(narrow(one), " ,;"));
  if (words.some((one) => !isAddress(one))) return words.filter((one) => one !== "");
  return [operands.reduce((list, one) => list + (isPart(list) || isPart(one) ? "" : ",") + one)];
}

function readOne(
  word: string,
  own: readonly OwnMirror[],
): { operands: string[]; made: Correction[] } | null {
  const isNamed = (text: string) => own.some(({ name }) => name === text) || isKnownName(text);
  const lower = word.trim().toLowerCase();
  if (/^(?:direct|off|auto)$/.test(lower) && lower !== word.trim() && !isNamed(word)) {
    return { operands: [lower], made: ["case"] };
  }
  if (/^[\w.+-]+$/.test(word) || isNamed(word)) return null;
  const names = withoutQuotes(withoutLinks(narrow(word.replace(invisible, ""))))
    .split(/[\s,;]+/)
    .map(withoutQuotes)
    .filter((text) => text !== "");
  const isList = names.length > 0 && names.every(isNamed);
  const isGos = /[,|]/.test(word) && meantGoproxy(word) === null && names.every(isAddress);
  if (isList && !isGos && names.some((one) => !isAddress(one) || !/[,|]/.test(word))) {
    if (names.length === 1 && names[0] === word.trim()) return null;
    return { operands: names, made: madeOfNames(word, names) };
  }
  // Unquoted, the blank would have cut it.
  if (/[,|]\s+\S/.test(word) && isFineGoproxy(word)) {
    const list = stripped(word.replace(/\s*([,|])\s*/g, "$1"), " ,|");
    return { operands: [list], made: ["separator"] };
  }
  const meant = meantGoproxy(word);
  if (meant === null || !meant.certain || meant.made.length === 0) return null;
  // Go reads it as it was meant; at an end a separator tells that the list was to go on.
  const isOdd =
    !meant.made.every((one) => one === "separator" || one === "escapes") ||
    /^[\s,|]|[\s,|]$/.test(word);
  if (!isOdd && isFineGoproxy(word)) return null;
  return { operands: [meant.value], made: meant.made };
}

/** What go understands too. */
const isAddress = (text: string): boolean => /[.:/]/.test(text) || /^(?:direct|off)$/.test(text);

function isKnownName(text: string): boolean {
  return /^(?:direct|off|auto)$/.test(text) || (!/[:/]/.test(text) && findMirror(text) !== null);
}

function madeOfNames(word: string, names: readonly string[]): Correction[] {
  const made: Correction[] = [];
  if (narrow(word.replace(invisible, "")) !== word) made.push("typing");
  if (/["'`“”‘’]/.test(word)) made.push("quotes");
  if (names.length > 1) made.push(/[,，、;；]/.test(word) ? "separator" : "blank");
  return made;
}

function taken(input: string, value: string, made: readonly Correction[]): Note[] {
  const args = { key: "GOPROXY", input: redactValue(input), value: redactValue(value), made };
  return made.length === 0 ? [] : [note("go.value-read", "info", args)];
}
