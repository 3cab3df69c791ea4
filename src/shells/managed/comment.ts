import type { FileRefusal } from "../../findings.ts";
import { languages } from "../formats.ts";
import { goVariable, oneWord } from "../language.ts";
import { type BlockRefusal, findBlock } from "./block.ts";

/**
 * Somebody's own line that sets a variable of ours, put out of effect with their consent: it stays where it is,
 * as a comment with our mark, and comes back to the byte.
 */

/** no-line: there is no such line. not-alone: it does more than set our variables, or goes on in the next line. */
export type CommentRefusal = BlockRefusal | Extract<FileRefusal, "no-line" | "not-alone">;

const mark = "# commented out by goproxy-cfg: ";
/** Behind what is left of a line that does more, with the line as it was. */
const changedMark = "# changed by goproxy-cfg; before: ";

/** Lines that do nothing but set variables of go, in every language. */
const forms = languages.flatMap(({ assignments = [] }) => assignments);

interface Where {
  /** Counted from 1. */
  line: number;
  /** The last line of the statement, where its shell has told that nothing else stands in these lines. */
  end?: number | undefined;
  keys?: readonly string[];
}

/** Puts what sets these variables in a line out of effect (its text is handed back). All other bytes stay. */
export function commentOut(
  bytes: Buffer,
  { line, end, keys = managedNames }: Where,
): { bytes: Buffer; line: string } | { refused: CommentRefusal } {
  const found = findBlock(bytes);
  if ("refused" in found) return found;
  const lines = bytes.toString("latin1").split("\n");
  const at = line - 1;
  const source = lines[at];
  if (source === undefined || (source === "" && line === lines.length))
    return { refused: "no-line" };
  const statement = source.trimStart();
  if (end !== undefined) {
    for (let one = at; one < end; one++) lines[one] = whole(lines, one, "");
  } else {
    const changed = outOfEffect(lines, at, new Set(keys));
    if (changed === null) return { refused: "not-alone" };
    lines[at] = changed;
  }
  return { bytes: Buffer.from(lines.join("\n"), "latin1"), line: shown(statement) };
}

const managedNames = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"];

function outOfEffect(
  lines: readonly string[],
  at: number,
  keys: ReadonlySet<string>,
): string | null {
  const source = lines[at]!;
  const continued = [lines[at - 1] ?? "", source].some((one) => /\\\r?$/.test(one));
  if (continued) return null;
  const statement = source.trim();
  const form = forms.find((one) => one.line.test(statement));
  const isAll =
    form !== undefined && [...statement.matchAll(named)].every(([key]) => keys.has(key));
  if (isAll) return whole(lines, at, form.instead);
  const [now, before = null] = source.split(changedMark, 2);
  const left = withoutAssignments(now!.replace(/\r$/, ""), keys);
  if (left === null) return null;
  return `${left.trimEnd()} ${changedMark}${before ?? source.trimStart()}`;
}

const named = new RegExp(goVariable, "g");

/** A line as a comment, and what its surroundings need in its place. */
function whole(lines: readonly string[], at: number, instead: string): string {
  const source = lines[at]!;
  const indent = /^[ \t]*/.exec(source)![0];
  const needed = indent !== "" || opensBlock(lines.slice(0, at)) || isLookedAt(lines.slice(at + 1));
  return indent + (needed ? instead : "") + mark + source.slice(indent.length);
}

/** Whether the last line that is neither empty nor a comment begins a branch or a body, or goes on in the next one. */
function opensBlock(lines: readonly string[]): boolean {
  const last = lines.findLast((line) => /^\s*[^\s#]/.test(line)) ?? "";
  return /(?:^|[\s;&|])(?:then|do|else)(?:\s+#.*)?\s*$|(?:[{()]|&&|\|)(?:\s+#.*)?\s*$/.test(last);
}

/** Whether the next command asks how this one ended. */
function isLookedAt(lines: readonly string[]): boolean {
  return /\$\?|\$status\b/.test(lines.find((line) => /^\s*[^\s#]/.test(line)) ?? "");
}

/** Brings back every line that commentOut put out of effect; `lines` tells which. */
export function restoreCommented(bytes: Buffer): { bytes: Buffer; lines: string[] } {
  const lines: string[] = [];
  if (!bytes.includes(mark) && !bytes.includes(changedMark)) return { bytes, lines };
  const back = (indent: string, line: string) => {
    lines.push(shown(line));
    return indent + line;
  };
  const restored = bytes
    .toString("latin1")
    .replace(marked, (_, indent: string, line: string) => back(indent, line))
    .replace(changedLine, (all, indent: string, left: string, before: string) =>
      isLeftOf(indent + left, indent + before.replace(/\r$/, "")) ? back(indent, before) : all,
    );
  return { bytes: Buffer.from(restored, "latin1"), lines };
}

const marked = new RegExp(`(?<![^\\n])([ \\t]*)(?![ \\t])(?:: |pass )?${mark}([^\\n]*)`, "g");
const changedLine = new RegExp(
  `(?<![^\\n])([ \\t]*)(?![ \\t])([^\\n]*?) ${changedMark}([^\\n]*)`,
  "g",
);

/** Whether a line is what is left of this one: somebody's own that only speaks of our mark is not. */
function isLeftOf(left: string, before: string): boolean {
  const names = [...new Set(before.match(named))].slice(0, 8);
  for (let bits = 1; bits < 2 ** names.length; bits++) {
    const keys = new Set(names.filter((_, at) => bits & (1 << at)));
    if (withoutAssignments(before, keys)?.trimEnd() === left) return true;
  }
  return false;
}

/** A line as its writer sees it. */
function shown(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString().trimEnd();
}

/** The first variable of go that such a line sets. */
export function assignedIn(line: string): string | null {
  return new RegExp(goVariable).exec(line)?.[0] ?? null;
}

/**
 * Statements of one line in the languages that end them with `;` (sh and its kin, fish, csh). Only a line whose quotes
 * are closed is looked at; what stands in them is no statement.
 */

const assignment = new RegExp(`^(\\w+)\\+?=${oneWord}$`);
const head = /^(?:export|(?:declare|typeset)(?:[ \t]+-[A-Za-z]+)+)(?=[ \t])/;
const word = new RegExp(`^[ \\t]+(${oneWord})`);
/** fish and csh: the variable, and then its value. */
const spoken = new RegExp(
  `^(?:set(?:[ \\t]+-[-A-Za-z]+)+|setenv)[ \\t]+(${goVariable})(?:[ \\t]+${oneWord})*$`,
);

/** Characters: a line that is longer was not written by a person, and is left as it is. */
const longest = 4000;

/**
 * The line without its assignments of these variables: a statement that did nothing else becomes `:`, so that those
 * around it stay what they are. null where it has none that can be taken out.
 */
export function withoutAssignments(line: string, keys: ReadonlySet<string>): string | null {
  const parts = line.length > longest ? null : split(line);
  if (parts === null) return null;
  let changed = false;
  const kept = parts.map((part) => {
    const [, before = "", statement = "", after = ""] =
      /^(\s*(?:(?:then|do|else|and|or)(?=\s)\s*)?)(.*?)(\s*)$/s.exec(part)!;
    const left = reduced(statement, keys);
    if (left === null) return part;
    changed = true;
    return before + left + after;
  });
  return changed ? kept.join("") : null;
}

/** A statement without these assignments; null where it is none that only assigns. */
function reduced(statement: string, keys: ReadonlySet<string>): string | null {
  const key = spoken.exec(statement)?.[1];
  if (key !== undefined) return keys.has(key) ? ":" : null;
  const begins = head.exec(statement)?.[0] ?? "";
  const words: string[] = [];
  for (let rest = begins === "" ? ` ${statement}` : statement.slice(begins.length); rest !== "";) {
    const [taken, one = ""] = word.exec(rest) ?? [];
    if (taken === undefined || one === "") return null;
    words.push(one);
    rest = rest.slice(taken.length);
  }
  const isMeant = (one: string) => keys.has(assignment.exec(one)?.[1] ?? "");
  const isName = (one: string) => begins !== "" && /^\w+$/.test(one);
  if (!words.some(isMeant) || !words.every((one) => assignment.test(one) || isName(one)))
    return null;
  const left = words.filter((one) => !isMeant(one));
  return left.length === 0 ? ":" : [begins, ...left].filter(Boolean).join(" ");
}

/** A line in pieces, every second of them what separates statements; null where a quote stays open. */
function split(line: string): string[] | null {
  const parts = [""];
  const piece =
    /'[^']*'|"(?:[^"\\]|\\.)*"|\\.|\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\$\{[^}]*\}|(&&|\|\||;+|\||&|[()]|(?<!\S)[{}](?!\S))|(\s#.*|^#.*)|['"`]|./gs;
  for (const [text, separator, comment] of line.matchAll(piece)) {
    if (comment !== undefined) break;
    if (/^['"`\\]$/.test(text)) return null;
    if (separator === undefined) parts[parts.length - 1] += text;
    else parts.push(text, "");
  }
  return parts;
}
