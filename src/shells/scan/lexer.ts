import { advance, type Cursor, plus, upTo } from "./cursor.ts";
import type { Walk } from "./walk.ts";

export interface Token {
  /** After quote removal and expansion; null where it cannot be told. */
  text: string | null;
  /** As it is written. */
  raw: string;
  line: number;
  /** Preceded by white space at the start of its line. */
  indented: boolean;
}

/** Words of a command; nobody sets more at once. */
const longest = 10_000;

/** Reads one construct at the cursor and returns what it stands for; null or undefined where it cannot be told. */
export type Part = (cursor: Cursor) => string | null | undefined;

/** A here-document: ends at a line that is like its name, with `tabs` also at an indented one. */
export interface Document {
  name: string;
  tabs: boolean;
}

/** The words of a line-oriented language: what ends a command, what ends a word, what is special in a word. */
export interface Dialect {
  separators: string;
  /** White space between words; a CR and a byte order mark too, for the languages that do not mind it. */
  blanks: string;
  /** Characters that are a word of their own. */
  breakers?: string;
  /** Readers of what starts with a character, anywhere in a word. */
  parts: Record<string, Part>;
  /** Steps over what stands between words; false where nothing of that kind does. */
  between?(at: Between): boolean;
}

export interface Between {
  cursor: Cursor;
  /** Those of the command so far. */
  words: Token[];
  /** Begin with the next line. */
  documents: Document[];
  /** Reads a word. */
  read(): Token;
}

/** Calls `command` with the words of each command and what ended it (`&&` and `||` too), in one pass. */
export function readCommands(
  text: string,
  dialect: Dialect,
  command: (words: Token[], terminator: string) => void,
  line = 1,
): void {
  const { separators, blanks, breakers = "", parts, between } = dialect;
  const plain = notIn(separators + blanks + breakers + Object.keys(parts).join(""));
  const cursor: Cursor = { text, pos: 0, word: 0, line };
  const read = () => readToken(cursor, plain, breakers, parts);
  const at: Between = { cursor, words: [], documents: [], read };
  while (cursor.pos < text.length) {
    const char = text[cursor.pos]!;
    if (blanks.includes(char)) cursor.pos += 1;
    else if (char === "#") skipComment(cursor);
    else if (between?.(at)) continue;
    else if (separators.includes(char)) {
      const { words } = at;
      at.words = [];
      const double = "&|".includes(char) && text[cursor.pos + 1] === char;
      command(words, advance(cursor, cursor.pos + (double ? 2 : 1)));
      if (char === "\n") for (const one of at.documents.splice(0)) skipDocument(cursor, one);
    } else {
      const token = read();
      if (at.words.length < longest) at.words.push(token);
    }
  }
  command(at.words, "\n");
}

/** To the end of the line. */
export function skipComment(cursor: Cursor): string {
  cursor.pos = upTo(cursor, "\n");
  return "";
}

function readToken(
  cursor: Cursor,
  plain: RegExp,
  breakers: string,
  parts: Dialect["parts"],
): Token {
  const { text, line, pos: start } = cursor;
  cursor.word = start;
  const indented = " \t".includes(text[start - 1] ?? "\n");
  const breaks = breakers.includes(text[start]!);
  const value = breaks ? advance(cursor, start + 1) : readParts(cursor, plain, parts);
  return { text: value, raw: text.slice(start, cursor.pos), line, indented };
}

/** To the first character that is neither plain nor special. */
function readParts(cursor: Cursor, plain: RegExp, parts: Dialect["parts"]): string | null {
  const { text } = cursor;
  let value: string | null = "";
  while (cursor.pos < text.length) {
    const { pos } = cursor;
    const char = text[pos]!;
    plain.lastIndex = pos;
    if (Object.hasOwn(parts, char)) {
      value = plus(value, parts[char]!(cursor));
      if (cursor.pos === pos) cursor.pos += 1;
    } else if (plain.test(text)) value = plus(value, advance(cursor, plain.lastIndex));
    else break;
  }
  return value;
}

function skipDocument(cursor: Cursor, { name, tabs }: Document): void {
  for (let found = false; !found && cursor.pos < cursor.text.length;) {
    const line = advance(cursor, upTo(cursor, "\n"));
    found = (tabs ? line.replace(/^\t+/, "") : line) === name;
    advance(cursor, cursor.pos + 1);
  }
}

/**
 * A quoted string: from the quote at the cursor to the next of `quotes`. `doubled`: two quotes are one
 * (PowerShell, elvish). `other`: what else is special in it.
 */
export function quotedPart(quotes: string, other: Dialect["parts"] = {}, doubled = false): Part {
  const plain = notIn(quotes + Object.keys(other).join(""));
  return (cursor) => {
    const { text } = cursor;
    let value: string | null = "";
    for (;;) {
      cursor.pos += 1;
      value = plus(value, readParts(cursor, plain, other));
      if (cursor.pos >= text.length) return null;
      cursor.pos += 1;
      const again = text[cursor.pos] ?? " ";
      if (!doubled || !quotes.includes(again)) return value;
      value = plus(value, again);
    }
  };
}

function notIn(characters: string): RegExp {
  return new RegExp(`[^${characters.replace(/[\\\]^-]/g, "\\$&")}]+`, "y");
}

/** `(…)`, `$(…)`, backquotes: what they stand for cannot be told. */
export const unknownPart: Part = (cursor) => {
  if (cursor.text[cursor.pos] === "$") cursor.pos += 1;
  skipNested(cursor);
  return null;
};

/** `~` alone or before a slash, where it `begins` a path. */
export function homePart(
  walk: Walk,
  begins = ({ pos, word }: Cursor): boolean => pos === word,
): Part {
  return (cursor) => {
    const home = begins(cursor) && "/ \t\n:;&|)".includes(cursor.text[cursor.pos + 1] ?? " ");
    cursor.pos += 1;
    return home ? walk.lookup("HOME") : "~";
  };
}

/** What these letters stand for after the escape character, in every language that has them. */
export const control = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
};

/** An escape character and the next one: looked up in `known`, else the latter alone, or both with `keep`. */
export function escapePart(known: Record<string, string>, keep = false): Part {
  return (cursor) => {
    const both = advance(cursor, cursor.pos + 2);
    const char = both.slice(1) || both;
    return Object.hasOwn(known, char) ? known[char]! : keep ? both : char;
  };
}

const deepest = 500;

/**
 * Steps over `(…)`, `{…}` or a pair of backquotes, with everything nested in it. A text that never closes it
 * is passed to its end; so is one that nests absurdly deep.
 */
export function skipNested(cursor: Cursor, inQuotes = false): void {
  const { text } = cursor;
  const closers: string[] = [];
  let at = cursor.pos;
  do {
    const char = text[at];
    if (char === undefined || closers.length > deepest) {
      at = text.length;
      break;
    }
    const top = closers.at(-1);
    const before = text[at - 1] ?? " ";
    const quoted = top === '"';
    if (char === "\\") at += 1;
    else if (char === top) closers.pop();
    else if (char === "`" || char === '"') closers.push(char);
    else if (char === "(" && (!quoted || before === "$")) closers.push(")");
    else if (char === "{" && (top === undefined || before === "$")) closers.push("}");
    else if (char === "'" && before === "$" && !quoted) {
      const inside = /(?:[^'\\]|\\[^])*/y;
      inside.lastIndex = at + 1;
      if (inside.test(text)) at = inside.lastIndex;
    } else if (char === "'" && !quoted && top !== "`" && !(inQuotes && closers.length === 1)) {
      at = upTo(cursor, "'", at + 1);
    } else if (char === "#" && top === ")" && /\s/.test(before)) at = upTo(cursor, "\n", at);
    at += 1;
  } while (closers.length > 0);
  advance(cursor, at);
}
