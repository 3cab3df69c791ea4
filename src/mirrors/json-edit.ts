import { withoutComments } from "../json.ts";

/** A value in a JSON text: from its first character up to the one behind its last. */
export interface Spot {
  /** Its name, where it is one of an object. */
  key: string | null;
  from: number;
  to: number;
  /** What the list or object holds. */
  members: Spot[];
}

const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/** Where the values stand in a text that is JSON but for its comments. */
export function spotsOf(text: string): Spot {
  const whole: Spot = { key: null, from: 0, to: text.length, members: [] };
  const open = [whole];
  let key: string | null = null;
  for (const match of withoutComments(text).matchAll(token)) {
    const { 0: sign, index: from } = match;
    const to = from + sign.length;
    const above = open.at(-1) ?? whole;
    if (sign === ":") {
      const name = above.members.pop();
      key = JSON.parse(text.slice(name?.from, name?.to)) as string;
    } else if (sign === "]" || sign === "}") {
      above.to = to;
      open.pop();
    } else if (sign !== ",") {
      const spot: Spot = { key, from, to, members: [] };
      above.members.push(spot);
      key = null;
      if (sign === "[" || sign === "{") open.push(spot);
    }
  }
  return whole.members[0] ?? whole;
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
  // A comment behind the last member stays with it.
  const comments = text.slice(last, to - 1).trimEnd();
  return [
    text.slice(0, last),
    members.length > 0 ? "," : "",
    comments,
    lineOf(text, level),
    key === undefined ? "" : `${JSON.stringify(key)}: `,
    inStyleOf(text, value, level),
    lineOf(text, level - 1),
    text.slice(to - 1),
  ].join("");
}

/** The text without one member of a list, nor the line that it stood on alone; comments stay. */
export function withoutMember(text: string, list: Spot, at: number): string {
  const { from = 0, to = 0 } = list.members[at] ?? {};
  let before = text.slice(0, from);
  let behind = text.slice(to);
  const beside = before.slice(list.from + 1) + text.slice(to, list.to - 1);
  if (beside.trim() === "") return `${text.slice(0, list.from)}[]${text.slice(list.to)}`;
  const last = list.members[at - 1]?.to;
  if (at + 1 < list.members.length) behind = withoutComma(behind);
  else if (last !== undefined) before = before.slice(0, last) + withoutComma(before.slice(last));
  return /^[ \t]*\r?\n/.test(behind)
    ? before.trimEnd() + behind
    : before + behind.replace(/^[ \t]+/, "");
}

/** Without the comma that is behind a value. */
function withoutComma(text: string): string {
  return text.replace(/^((?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*),/, "$1");
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
