import type { Serves } from "../contract.ts";
import { Failure } from "../failure.ts";
import { note, type Note, type Correction } from "../findings.ts";
import { meantGoproxy, isFineGoproxy } from "../advice/correct-goproxy.ts";
import { unverified } from "../advice/proxy-remarks.ts";
import { isSwitch } from "../advice/words.ts";
import { verbs } from "../verb-table.ts";
import { redactUrl, redactSetting, redactValue } from "../go/text/redact.ts";
import { unfilledIn } from "../go/url/proxy-host.ts";
import { type CatalogMirror, nothingKnown, type OwnMirror } from "../catalog/catalog.ts";
import { chainUrls, findMirror, mirrorAt, ownAt, suggestMirror } from "../catalog/lookup.ts";
import {
  assignmentsIn,
  withoutLinks,
  withoutQuotes,
  invisible,
  narrow,
  stripped,
  tightened,
} from "../go/text/pasted.ts";

/** One entry of the list to be written. */
export type Piece =
  | { kind: "direct" | "off" }
  | {
      kind: "url";
      id: string;
      url: string;
      /** Not of the catalog. */
      own: boolean;
      region: CatalogMirror["region"] | "own";
      serves: Serves;
      /** What lets go move on from it, where the user said so for this mirror. */
      fallback?: "any" | "missing";
      /** It has modules that are nobody else's business. */
      private?: true;
    };

/**
 * What an operand of `use` stands for: one entry, or those of a chain. A name that is none is refused with the
 * one it is close to; any other that looks like a host is taken with https://, which is what go adds to it.
 * Throws Failure `unknown-mirror`.
 */
export function readOperand(
  operand: string,
  own: readonly OwnMirror[],
): { pieces: Piece[]; notes: Note[] } {
  const name = operand.trim();
  if (name === "direct" || name === "off") return { pieces: [{ kind: name }], notes: [] };
  const mine = own.find((mirror) => mirror.name === name);
  if (mine !== undefined) return { pieces: [pieceOf(mine.url, mine)], notes: [] };
  // A URL is taken as it was written, even where it is a known one.
  if (/^[a-z][a-z0-9+.-]*:\//i.test(name)) return { pieces: [namedPiece(name, own)], notes: [] };
  const unfilled = unfilledIn(name);
  if (unfilled !== null) {
    const args = { entry: redactUrl(name), reason: unfilled, corrected: null };
    throw new Failure("never-works", args);
  }
  const known = findMirror(name);
  if (known !== null) return { pieces: members(known), notes: unverified(known) };
  // Go refuses a path, and says so: it wants file:///…
  if (isPath(name)) return { pieces: [pieceOf(name)], notes: [] };
  if (isSwitch(name)) {
    throw new Failure("unknown-mirror", { name, suggestion: null, isSwitch: true });
  }
  if (Object.hasOwn(verbs, name)) {
    throw new Failure("unknown-mirror", { name, suggestion: `goproxy-cfg ${name}` });
  }
  const suggestion = suggestMirror(name, [...own.map((mirror) => mirror.name), "direct", "off"]);
  if (suggestion !== null || !/[.:/]/.test(name)) {
    throw new Failure("unknown-mirror", { name: redactUrl(name), suggestion });
  }
  // With its scheme more of it can be understood.
  const meant = meantGoproxy(`https://${name}`);
  if (meant === null || !meant.certain || /[,|]/.test(meant.value)) {
    return { pieces: [namedPiece(`https://${name}`, own)], notes: [] };
  }
  const args = { input: redactUrl(name), value: redactUrl(meant.value), made: meant.made };
  const notes = [note("go.value-read", "info", { key: "GOPROXY", ...args })];
  return { pieces: [namedPiece(meant.value, own)], notes };
}

/** An entry for this URL, by the name of the user's own mirror or the catalog's that it is the base of. */
export function namedPiece(url: string, own: readonly OwnMirror[]): Piece {
  return pieceOf(url, ownAt(url, own));
}

function pieceOf(url: string, mine?: OwnMirror): Piece {
  const known = mine === undefined ? mirrorAt(url) : null;
  return {
    kind: "url",
    id: mine?.name ?? known?.id ?? redactUrl(url),
    url,
    own: known === null,
    region: known?.region ?? "own",
    serves: (mine ?? known)?.serves ?? nothingKnown,
    ...(mine?.fallback === undefined ? {} : { fallback: mine.fallback }),
    ...(mine?.private === true ? { private: true } : {}),
  };
}

const isPath = (name: string): boolean => /^(?:[.~]{0,2}[\\/]|[a-z]:[\\/])/i.test(name);

function members({ url, chain }: CatalogMirror): Piece[] {
  return (url === null ? chainUrls(chain ?? "") : [url]).map((address) => pieceOf(address));
}

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
  const operands = meant?.operands ?? [tightened(value, ",|")];
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
    const list = stripped(tightened(word, ",|"), " ,|");
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
