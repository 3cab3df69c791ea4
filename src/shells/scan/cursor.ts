/** A place in a text; `line` counts from 1. */
export interface Cursor {
  readonly text: string;
  pos: number;
  line: number;
  /** Where the word that is read begins. */
  word: number;
}

/** Moves to `to`, counting the lines passed, and hands back what was passed. */
export function advance(cursor: Cursor, to: number): string {
  const passed = cursor.text.slice(cursor.pos, to);
  for (let at = passed.indexOf("\n"); at !== -1; at = passed.indexOf("\n", at + 1))
    cursor.line += 1;
  cursor.pos += passed.length;
  return passed;
}

/** Where the next of these begins, else where the text ends. */
export function upTo(cursor: Cursor, wanted: string, from = cursor.pos): number {
  const at = cursor.text.indexOf(wanted, from);
  return at === -1 ? cursor.text.length : at;
}

export function sticky(pattern: RegExp, text: string, pos: number): RegExpExecArray | null {
  pattern.lastIndex = pos;
  return pattern.exec(text);
}

/** What cannot be told makes the whole untold. */
export function plus(a: string | null | undefined, b: string | null | undefined): string | null {
  return typeof a === "string" && typeof b === "string" ? a + b : null;
}

/** Nesting deeper than anybody's is not followed, so that a file of nothing but openers is quick all the same. */
export function enter(open: string[], block: string): void {
  if (open.length < 40) open.push(block);
}
