import {
  createScanner,
  type Node,
  type ParseError,
  type ParseOptions,
  parseTree,
} from "jsonc-parser";
import { linesOf, maxDepth, offsetOf, type Parsed, type ValuePlace, refused } from "./document.ts";

/** JSON as people write it: with comments and with commas behind the last value. */
const loose: ParseOptions = { disallowComments: false, allowTrailingComma: true };
/** JSON as JSON.parse takes it. */
const strict: ParseOptions = { disallowComments: true, allowTrailingComma: false };

/**
 * Where the values stand in a text that is JSON but for comments and trailing commas; undefined where it is empty, or
 * deeper than anybody's.
 */
export function jsonTree(text: string): Node | undefined {
  return firstTooDeep(text) === null ? parseTree(text, [], loose) : undefined;
}

/** A node's value. A field given twice has the last one, as it has for JSON.parse. */
export function valueOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(valueOf);
  if (node.type !== "object") return node.value as unknown;
  const fields = (node.children ?? []).map(({ children: [key, value] = [] }): [string, unknown] => [
    String(key?.value),
    value && valueOf(value),
  ]);
  return Object.fromEntries(fields);
}

/** JSON that may have comments and trailing commas. Throws Failure `config-invalid` with the place of the mistake. */
export function parseLooseJson(file: string, text: string): Parsed {
  return parsed(file, text, loose, false);
}

/** JSON as data, no key twice. Throws Failure `config-invalid` with the place of the mistake. */
export function parseJson(file: string, text: string): Parsed {
  return parsed(file, text, strict, true);
}

function parsed(file: string, text: string, options: ParseOptions, once: boolean): Parsed {
  const at = linesOf(text);
  const wrong = (offset: number) => {
    const reason =
      offset < text.length ? `unexpected ${JSON.stringify(text[offset])}` : "unexpected end";
    return refused(file, { what: "syntax", format: "JSON", reason }, at(offset));
  };
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== null) throw wrong(tooDeep);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { ...options, allowEmptyContent: false });
  const [first] = errors;
  if (first !== undefined || tree === undefined) throw wrong(first?.offset ?? 0);
  const place = placed(tree, tree.offset, (offset) => {
    if (once) throw refused(file, { what: "twice" }, at(offset));
  });
  return { value: valueOf(tree), at: (field) => at(offsetOf(place, `.${field}`)) };
}

/** Where the first bracket stands that nests too deep: the parser descends by recursion, and so do its callers. */
function firstTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  scanner.scan();
  for (let at = 0; at < text.length; scanner.scan()) {
    at = scanner.getTokenOffset();
    const sign = text.charAt(at);
    if (sign === "{" || sign === "[") depth++;
    if (sign === "}" || sign === "]") depth--;
    if (depth > maxDepth) return at;
  }
  return null;
}

/** The places in a value: a field stands where its name does. `twice` is told where a name comes again. */
function placed(
  { type, children = [] }: Node,
  offset: number,
  twice: (offset: number) => void,
): ValuePlace {
  const below = new Map<string, ValuePlace>();
  for (const [index, child] of children.entries()) {
    const [key, value] = type === "object" ? (child.children ?? []) : [undefined, child];
    const name = key === undefined ? `[${index}]` : `.${String(key.value)}`;
    if (below.has(name)) twice(child.offset);
    if (value !== undefined) below.set(name, placed(value, child.offset, twice));
  }
  return { offset, below };
}

/** A value in a JSON text: from its first character up to the one behind its last. */
export interface Spot {
  /** Its name, where it is one of an object. */
  key: string | null;
  /** Where its name begins; the value itself where it has none. */
  start: number;
  from: number;
  to: number;
  /** What the list or object holds. */
  members: Spot[];
}

/** Where the values stand in a text that is JSON but for comments and trailing commas. */
export function spotsOf(text: string): Spot {
  const tree = jsonTree(text);
  return tree === undefined
    ? { key: null, start: 0, from: 0, to: text.length, members: [] }
    : spotOf(tree);
}

function spotOf(node: Node): Spot {
  const { type, offset: from, length, children = [] } = node;
  const members = children.flatMap((child): Spot[] => {
    if (type !== "object") return [spotOf(child)];
    const [key, value] = child.children ?? [];
    return key && value ? [{ ...spotOf(value), key: String(key.value), start: key.offset }] : [];
  });
  return { key: null, start: from, from, to: from + length, members };
}

/** The text with another value in this place; `level` is its depth. */
export function withValue(text: string, { from, to }: Spot, value: unknown, level: number): string {
  return text.slice(0, from) + inStyleOf(text, value, level) + text.slice(to);
}

/** The text with a further value at the end of a list, or of an object where it has a key. */
export function withMember(
  text: string,
  { from, to, members }: Spot,
  value: unknown,
  level: number,
  key?: string,
): string {
  const last = members.at(-1)?.to ?? from + 1;
  // A comment behind the last member stays with it, and so does a comma.
  const beside = text.slice(last, to - 1).trimEnd();
  const hasComma = withoutComma(beside) !== beside;
  return [
    text.slice(0, last),
    members.length > 0 && !hasComma ? "," : "",
    beside,
    lineOf(text, level),
    key === undefined ? "" : `${JSON.stringify(key)}: `,
    inStyleOf(text, value, level),
    hasComma ? "," : "",
    lineOf(text, level - 1),
    text.slice(to - 1),
  ].join("");
}

/** The text without one member of a list or an object, nor the line that it stood on alone; comments stay. */
export function withoutMember(text: string, list: Spot, at: number): string {
  const { start = 0, to = 0 } = list.members[at] ?? {};
  let before = text.slice(0, start);
  const behind = withoutComma(text.slice(to));
  const inside = before.slice(list.from + 1) + behind.slice(0, list.to - 1 - text.length);
  if (inside.trim() === "") {
    return before.slice(0, list.from + 1) + text.slice(list.to - 1);
  }
  const last = list.members[at - 1]?.to;
  // Where no comma is behind it, the one before it goes.
  if (last !== undefined && to + behind.length === text.length) {
    before = before.slice(0, last) + withoutComma(before.slice(last)).replace(/[ \t]+$/, "");
  }
  return /^[ \t]*\r?\n/.test(behind)
    ? before.trimEnd() + behind
    : before + behind.replace(/^[ \t]+/, "");
}

/** Members as they stood elsewhere, each with the blanks before it. */
export interface MembersElsewhere {
  /** What stood between the first one and the one before it, but for those blanks. */
  ahead: string;
  members: string[];
}

/** The text with these behind a member of a list, or at its head (-1); `end` is what ends a list that was empty. */
export function withMembersAt(
  text: string,
  list: Spot,
  at: number,
  { ahead, members }: MembersElsewhere,
  end: string,
): string {
  const from = list.members[at]?.to ?? list.from + 1;
  const to = list.members[at + 1]?.start ?? list.to - 1;
  const gap = text.slice(from, to);
  const kept = [ahead, withoutComma(ahead)].find((one) => gap.startsWith(one)) ?? "";
  const hasComma = withoutComma(kept) !== kept;
  const rest = gap.slice(kept.length);
  return [
    text.slice(0, from),
    at >= 0 && !hasComma ? "," : "",
    kept + members.join(","),
    hasComma || (at < 0 && list.members.length > 0) ? "," : "",
    list.members.length === 0 && rest.trim() === "" ? end : rest,
    text.slice(to),
  ].join("");
}

/** Without the comma that is behind a value. */
function withoutComma(text: string): string {
  return text.replace(/^((?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*),/, "$1");
}

/** A value in the style of the text, from the second line on at this depth. */
function inStyleOf(text: string, value: unknown, level: number): string {
  return JSON.stringify(value, null, indentOf(text)).replaceAll("\n", lineOf(text, level));
}

/** What ends a line of the text and begins the next one at this depth. */
function lineOf(text: string, level: number): string {
  return (text.includes("\r\n") ? "\r\n" : "\n") + indentOf(text).repeat(level);
}

const indentOf = (text: string): string => /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
