import type { FileRefusal } from "../findings/shells.ts";
import { type BlockRefusal, findBlock } from "./block.ts";

/**
 * Somebody's own line that sets a variable of ours, put out of effect with their consent: it stays where it is,
 * as a comment with our mark, and comes back to the byte.
 */

/** no-line: there is no such line. not-alone: it does more than set our variables, or goes on in the next line. */
export type CommentRefusal = BlockRefusal | Extract<FileRefusal, "no-line" | "not-alone">;

const mark = "# commented out by goproxy-cfg: ";

/** A value that is written in one word; what it expands to does not matter. */
const word = String.raw`(?:'[^']*'|"(?:[^"\\\x60]|\\.)*"|\\[^\r\n]|[^\s'"\\\x60;&|<>()#])*`;
const rest = String.raw`[ \t]*;?[ \t]*(?:[ \t]#.*)?$`;
const name = "GO(?:PROXY|SUMDB|PRIVATE|NOPROXY|NOSUMDB)";

/**
 * Lines that do nothing but set variables of ours, by language, and what must stand in their place for the
 * statement around them to stay whole: a POSIX shell and Python take no empty branch.
 */
const forms: readonly { line: RegExp; instead: string }[] = [
  {
    line: new RegExp(
      `^(?:(?:export|(?:declare|typeset)[ \\t]+-[a-z]*x[a-z]*)[ \\t]+)?${name}=${word}(?:[ \\t]+${name}=${word})*${rest}`,
    ),
    instead: ": ",
  },
  { line: new RegExp(`^setenv[ \\t]+${name}[ \\t]+${word}${rest}`), instead: "" },
  {
    line: new RegExp(`^set(?:[ \\t]+-[-a-z]+)+[ \\t]+${name}(?:[ \\t]+${word})*${rest}`),
    instead: "",
  },
  { line: new RegExp(`^\\$env[.:]${name}[ \\t]*=[ \\t]*${word}${rest}`, "i"), instead: "" },
  { line: new RegExp(`^set[ \\t]+E:${name}[ \\t]*=[ \\t]*${word}${rest}`), instead: "" },
  { line: new RegExp(`^\\$${name}[ \\t]*=[ \\t]*${word}${rest}`), instead: "pass " },
];

/** Puts one line (counted from 1; its text is handed back) out of effect. All other bytes stay. */
export function commentOut(
  bytes: Buffer,
  line: number,
): { bytes: Buffer; line: string } | { refused: CommentRefusal } {
  const found = findBlock(bytes);
  if ("refused" in found) return found;
  const at = lineAt(bytes, line);
  if (at === null) return { refused: "no-line" };
  const source = bytes.subarray(at.start, at.end).toString("latin1").replace(/\r$/, "");
  const indent = /^[ \t]*/.exec(source)![0].length;
  const statement = source.slice(indent);
  const form = forms.find((one) => one.line.test(statement));
  const continued = endsInBackslash(bytes, at.start - 1) || source.endsWith("\\");
  if (form === undefined || continued) return { refused: "not-alone" };
  const split = at.start + indent;
  const instead = indent > 0 || opensBlock(bytes, at.start) ? form.instead : "";
  return {
    bytes: Buffer.concat([
      bytes.subarray(0, split),
      Buffer.from(instead + mark),
      bytes.subarray(split),
    ]),
    line: bytes.toString("utf8", split, at.end).trimEnd(),
  };
}

/** Whether the last line before this offset that is neither empty nor a comment begins a branch or a body. */
function opensBlock(bytes: Buffer, offset: number): boolean {
  for (let end = offset - 1; end > 0;) {
    const start = bytes.lastIndexOf(0x0a, end - 1) + 1;
    const line = bytes.subarray(start, end).toString("latin1").trim();
    if (line !== "" && !line.startsWith("#")) {
      return /(?:^|[\s;&|])(?:then|do|else)(?:\s+#.*)?$|[{()](?:\s+#.*)?$/.test(line);
    }
    end = start - 1;
  }
  return false;
}

/** Brings back every line that commentOut put out of effect; `lines` tells which. */
export function restoreCommented(bytes: Buffer): { bytes: Buffer; lines: string[] } {
  const pieces: Buffer[] = [];
  const lines: string[] = [];
  let done = 0;
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) {
    const start = startOfMark(bytes, at, done);
    if (start === null) continue;
    pieces.push(bytes.subarray(done, start));
    done = at + mark.length;
    const newline = bytes.indexOf(0x0a, done);
    lines.push(bytes.toString("utf8", done, newline === -1 ? bytes.length : newline).trimEnd());
  }
  return { bytes: done === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(done)]), lines };
}

/** The first of our variables that such a line sets. */
export function assignedIn(line: string): string | null {
  return new RegExp(name).exec(line)?.[0] ?? null;
}

/** Where what was put in begins: blanks alone may stand before it on its line. */
function startOfMark(bytes: Buffer, at: number, from: number): number | null {
  for (const instead of ["", ": ", "pass "]) {
    const start = at - instead.length;
    if (start < from || bytes.subarray(start, at).toString("latin1") !== instead) continue;
    let blank = start;
    while (blank > from && (bytes[blank - 1] === 0x20 || bytes[blank - 1] === 0x09)) blank--;
    if (blank === 0 || bytes[blank - 1] === 0x0a) return start;
  }
  return null;
}

function lineAt(bytes: Buffer, line: number): { start: number; end: number } | null {
  let start = 0;
  for (let count = 1; count < line; count++) {
    const newline = bytes.indexOf(0x0a, start);
    if (newline === -1) return null;
    start = newline + 1;
  }
  if (line < 1 || start >= bytes.length) return null;
  const newline = bytes.indexOf(0x0a, start);
  return { start, end: newline === -1 ? bytes.length : newline };
}

/** Whether the line that ends at this newline goes on in the next one. */
function endsInBackslash(bytes: Buffer, newline: number): boolean {
  if (newline < 1) return false;
  let at = newline - 1;
  if (bytes[at] === 0x0d) at--;
  return bytes[at] === 0x5c;
}
