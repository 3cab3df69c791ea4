import { advance, type Cursor } from "./cursor.ts";
import { skipNested } from "./posix-words.ts";
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

/** Reads one construct at the cursor and returns what it stands for; null where it cannot be told. */
export type Part = (cursor: Cursor) => string | null;

/** The words of a line-oriented language: what ends a command, what ends a word, what is special in a word. */
export interface Dialect {
  separators: string;
  /** White space between words; a CR too, for the languages that do not mind it. */
  blanks: string;
  /** Characters that are a word of their own. */
  breakers?: string;
  /** Readers of what starts with a character, anywhere in a word. */
  parts: Record<string, Part>;
  /** Here-documents as in csh: they end at a line that is like the word as it is written, quotes included. */
  documents?: boolean;
}

export interface Lexer {
  dialect: Dialect;
  plain: RegExp;
}

export function lexer(dialect: Dialect): Lexer {
  const special = Object.keys(dialect.parts).join("");
  const all = `${dialect.separators}${dialect.blanks}${dialect.breakers ?? ""}${special}`;
  const plain = notIn(all);
  return { dialect, plain };
}

/** Calls `command` with the words of each command and what ended it (`&&` and `||` too), in one pass. */
export function readCommands(
  text: string,
  { dialect, plain }: Lexer,
  command: (words: Token[], terminator: string) => void,
): void {
  const cursor: Cursor = { text, pos: text.startsWith("\ufeff") ? 1 : 0, line: 1 };
  let words: Token[] = [];
  let document: string | null = null;
  while (cursor.pos < text.length) {
    const char = text[cursor.pos]!;
    if (dialect.blanks.includes(char)) cursor.pos += 1;
    else if (char === "#") skipComment(cursor);
    else if (dialect.separators.includes(char)) {
      const ended = words;
      words = [];
      const double = (char === "&" || char === "|") && text[cursor.pos + 1] === char;
      advance(cursor, cursor.pos + (double ? 2 : 1));
      command(ended, double ? char + char : char);
      if (char !== "\n" || document === null) continue;
      skipDocument(cursor, document);
      document = null;
    } else if (dialect.documents && text.startsWith("<<", cursor.pos)) {
      const named = /<<[ \t]*((?:"[^"\n]*"|'[^'\n]*'|[^\s"';&|<>()])+)/y;
      named.lastIndex = cursor.pos;
      document = named.exec(text)?.[1] ?? null;
      cursor.pos = document === null ? cursor.pos + 2 : named.lastIndex;
    } else {
      const token = readToken(cursor, dialect, plain);
      if (words.length < longest) words.push(token);
    }
  }
  command(words, "\n");
}

/** To the end of the line. */
export function skipComment(cursor: Cursor): string {
  const end = cursor.text.indexOf("\n", cursor.pos);
  cursor.pos = end === -1 ? cursor.text.length : end;
  return "";
}

function readToken(cursor: Cursor, dialect: Dialect, plain: RegExp): Token {
  const { text } = cursor;
  const { line, pos: start } = cursor;
  const indented = " \t".includes(text[start - 1] ?? "\n");
  const breaks = (char: string) => dialect.breakers?.includes(char) === true;
  let value: string | null = "";
  if (breaks(text[start]!)) {
    cursor.pos += 1;
    return { text: text[start]!, raw: text[start]!, line, indented };
  }
  while (cursor.pos < text.length) {
    const char = text[cursor.pos]!;
    const read = Object.hasOwn(dialect.parts, char) ? dialect.parts[char]! : null;
    let part: string | null;
    if (read !== null) {
      const before = cursor.pos;
      part = read(cursor);
      if (cursor.pos === before) cursor.pos += 1;
    } else {
      plain.lastIndex = cursor.pos;
      if (!plain.test(text)) break;
      part = text.slice(cursor.pos, plain.lastIndex);
      cursor.pos = plain.lastIndex;
    }
    value = value === null || part === null ? null : value + part;
  }
  return { text: value, raw: text.slice(start, cursor.pos), line, indented };
}

function skipDocument(cursor: Cursor, name: string): void {
  const { text } = cursor;
  for (let found = false; !found && cursor.pos < text.length;) {
    const end = text.indexOf("\n", cursor.pos);
    const stop = end === -1 ? text.length : end;
    found = text.slice(cursor.pos, stop) === name;
    advance(cursor, Math.min(stop + 1, text.length));
  }
}

/**
 * A quoted string: from the quote at the cursor to the next of `quotes`. `doubled`: two quotes are one
 * (PowerShell, elvish). `other`: what else is special in it.
 */
export function quotedPart(quotes: string, other: Record<string, Part>, doubled = false): Part {
  const plain = notIn(quotes + Object.keys(other).join(""));
  return (cursor) => {
    const { text } = cursor;
    let value: string | null = "";
    cursor.pos += 1;
    while (cursor.pos < text.length) {
      const char = text[cursor.pos]!;
      let part: string | null;
      if (quotes.includes(char)) {
        cursor.pos += 1;
        if (!doubled || !quotes.includes(text[cursor.pos] ?? " ")) return value;
        part = text[cursor.pos]!;
        cursor.pos += 1;
      } else if (Object.hasOwn(other, char)) part = other[char]!(cursor);
      else {
        plain.lastIndex = cursor.pos;
        plain.test(text);
        part = text.slice(cursor.pos, plain.lastIndex);
        advance(cursor, plain.lastIndex);
      }
      value = value === null || part === null ? null : value + part;
    }
    return null;
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

/** `~` at the start of a word. */
export function homePart(walk: Walk): Part {
  return (cursor) => {
    const begins = /[\s;&|]/.test(cursor.text[cursor.pos - 1] ?? " ");
    cursor.pos += 1;
    return begins ? (walk.lookup("HOME") ?? null) : "~";
  };
}

/** An escape character and the next one: looked up in `known`, else the latter alone, or both with `keep`. */
export function escapePart(known: Record<string, string>, keep = false): Part {
  return (cursor) => {
    const own = cursor.text[cursor.pos]!;
    const next = cursor.text[cursor.pos + 1] ?? "";
    advance(cursor, Math.min(cursor.pos + 2, cursor.text.length));
    if (Object.hasOwn(known, next)) return known[next]!;
    return keep ? own + next : next;
  };
}
