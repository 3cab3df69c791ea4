/** A place in a text; `line` counts from 1. */
export interface Cursor {
  readonly text: string;
  pos: number;
  line: number;
}

/** Moves to `to`, counting the lines passed. */
export function advance(cursor: Cursor, to: number): void {
  const { text } = cursor;
  for (let at = cursor.pos; at < to; at += 1) if (text.charCodeAt(at) === 10) cursor.line += 1;
  cursor.pos = to;
}

export function sticky(pattern: RegExp, text: string, pos: number): RegExpExecArray | null {
  pattern.lastIndex = pos;
  return pattern.exec(text);
}

/** Nesting deeper than anybody's is not followed, so that a file of nothing but openers is quick all the same. */
export function enter(open: string[], block: string): void {
  if (open.length < 40) open.push(block);
}
