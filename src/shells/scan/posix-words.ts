import { advance, type Cursor, sticky } from "./cursor.ts";
import type { Walk } from "./walk.ts";

export interface Word {
  /** After quote removal and expansion; null where it cannot be told. */
  text: string | null;
  line: number;
  assignment: { name: string; append: boolean; value: string | null } | null;
  /** `$NAME` or `"$NAME"` and nothing else. */
  variable: string | null;
  quoted: boolean;
}

const plain = /[^ \t\n'"\\$`;&|()<>~:]+/y;
const inDouble = /[^"\\$`]+/y;
const assignment = /([A-Za-z_][A-Za-z0-9_]*)(\+?)=/y;
const parameter = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\}|([0-9@*#?$!-]))/y;
const deepest = 500;

function skipRun(pattern: RegExp, text: string, pos: number): number {
  pattern.lastIndex = pos;
  return pattern.test(text) ? pattern.lastIndex : pos;
}

/** Reads one word of the sh family: quotes, escapes, `$NAME`, `${NAME:-word}`, `~`. */
export function readWord(cursor: Cursor, walk: Walk): Word {
  const { text } = cursor;
  const { line } = cursor;
  const named = sticky(assignment, text, cursor.pos);
  if (named) cursor.pos += named[0].length;
  const from = cursor.pos;
  let value: string | null = "";
  let quoted = false;
  const add = (part: string | null) => {
    value = value === null || part === null ? null : value + part;
  };
  for (; cursor.pos < text.length;) {
    const char = text[cursor.pos]!;
    if (char === "'") {
      quoted = true;
      const end = text.indexOf("'", cursor.pos + 1);
      const stop = end === -1 ? text.length : end;
      add(end === -1 ? null : text.slice(cursor.pos + 1, stop));
      advance(cursor, Math.min(stop + 1, text.length));
    } else if (char === '"') {
      quoted = true;
      add(readDouble(cursor, walk));
    } else if (char === "\\") {
      if (text[cursor.pos + 1] === "\n") cursor.line += 1;
      else add(text[cursor.pos + 1] ?? "\\");
      quoted = true;
      cursor.pos = Math.min(cursor.pos + 2, text.length);
    } else if (char === "$" || char === "`") {
      add(readDollar(cursor, walk, false));
    } else if (char === "~" || char === ":") {
      const begins = cursor.pos === from || (named !== null && text[cursor.pos - 1] === ":");
      const home = char === "~" && begins && endsTilde(text[cursor.pos + 1]);
      add(home ? (walk.lookup("HOME") ?? null) : char);
      cursor.pos += 1;
    } else {
      const end = skipRun(plain, text, cursor.pos);
      if (end === cursor.pos) break;
      add(text.slice(cursor.pos, end));
      cursor.pos = end;
    }
  }
  if (named && text[cursor.pos] === "(") {
    skipNested(cursor);
    value = null;
  }
  const source = cursor.line === line ? text.slice(from, cursor.pos) : "";
  return {
    line,
    quoted,
    text: value === null || !named ? value : named[0] + value,
    assignment: named && { name: named[1]!, append: named[2] === "+", value },
    variable: /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(source)?.[1] ?? null,
  };
}

function endsTilde(next: string | undefined): boolean {
  return next === undefined || "/ \t\n:;&|)".includes(next);
}

function readDouble(cursor: Cursor, walk: Walk, depth = 0): string | null {
  const { text } = cursor;
  let value: string | null = "";
  cursor.pos += 1;
  while (cursor.pos < text.length) {
    const char = text[cursor.pos]!;
    if (char === '"') {
      cursor.pos += 1;
      return value;
    }
    let part: string | null;
    if (char === "\\") {
      const next = text[cursor.pos + 1] ?? "";
      part = next === "\n" ? "" : '$`"\\'.includes(next) ? next : `\\${next}`;
      advance(cursor, Math.min(cursor.pos + 2, text.length));
    } else if (char === "$" || char === "`") {
      part = readDollar(cursor, walk, true, depth);
    } else {
      const end = skipRun(inDouble, text, cursor.pos);
      part = text.slice(cursor.pos, end);
      advance(cursor, end);
    }
    value = value === null || part === null ? null : value + part;
  }
  return null;
}

function readDollar(cursor: Cursor, walk: Walk, inQuotes: boolean, depth = 0): string | null {
  const { text } = cursor;
  const next = text[cursor.pos + 1];
  if (text[cursor.pos] === "`") {
    skipNested(cursor);
    return null;
  }
  const named = sticky(parameter, text, cursor.pos);
  if (named) {
    cursor.pos += named[0].length;
    const name = named[1] ?? named[2];
    // zsh takes a bracket for a subscript; zsh and ksh take any letter for a part of the name.
    if (name === undefined || /[[\u0080-\uffff]/.test(text[cursor.pos] ?? "")) return null;
    return walk.lookup(name) ?? null;
  }
  if (next === "'" && !inQuotes) return readAnsi(cursor);
  if (next === '"' && !inQuotes) {
    cursor.pos += 1;
    return readDouble(cursor, walk);
  }
  if (next === "(") {
    cursor.pos += 1;
    skipNested(cursor);
    return null;
  }
  if (next === "{") return readBraces(cursor, walk, inQuotes, depth);
  cursor.pos += 1;
  return "$";
}

/** `${NAME:-word}`, `${NAME-word}`, `${NAME:=word}`, `${NAME:+word}`; null for everything else. */
function readBraces(cursor: Cursor, walk: Walk, inQuotes: boolean, depth: number): string | null {
  const { line } = cursor;
  const start = cursor.pos + 2;
  cursor.pos += 1;
  skipNested(cursor, inQuotes);
  const parts = /^([A-Za-z_]\w*)(:?)([-=+])([^]*)$/.exec(cursor.text.slice(start, cursor.pos - 1));
  if (!parts || depth > 3) return null;
  const [, name = "", colon, operator, rest = ""] = parts;
  const value = walk.lookup(name);
  if (value === null) return null;
  const set = value !== undefined && (colon === "" || value !== "");
  if (operator !== "+" && set) return value;
  if (operator === "+" && !set) return "";
  if (!inQuotes && /^'[^']*'$/.test(rest)) return rest.slice(1, -1);
  const bare = /^"[^"]*"$/.test(rest) ? rest.slice(1, -1) : rest;
  if (bare.includes('"') || (!inQuotes && bare.includes("'"))) return null;
  return readDouble({ text: `"${bare}"`, pos: 0, line }, walk, depth + 1);
}

const escapes: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  v: "\v",
};
const numeric = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/y;

/** `$'…'` */
function readAnsi(cursor: Cursor): string | null {
  const { text } = cursor;
  let value = "";
  let at = cursor.pos + 2;
  while (at < text.length && text[at] !== "'") {
    if (text[at] !== "\\") {
      const end = skipRun(/[^'\\]+/y, text, at);
      value += text.slice(at, end);
      at = end;
      continue;
    }
    const number = sticky(numeric, text, at);
    if (number) {
      const code = number[4]
        ? Number.parseInt(number[4], 8)
        : Number.parseInt(number[1] ?? number[2] ?? number[3]!, 16);
      value += code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
      at += number[0].length;
    } else {
      const next = text[at + 1] ?? "";
      value += escapes[next] ?? ("'\"\\?".includes(next) ? next : `\\${next}`);
      at += 2;
    }
  }
  const closed = at < text.length;
  advance(cursor, Math.min(at + 1, text.length));
  return closed ? value : null;
}

/**
 * Steps over `(…)`, `{…}` or a pair of backquotes, with everything nested in it. A text that never closes it
 * is passed to its end; so is one that nests absurdly deep.
 */
export function skipNested(cursor: Cursor, inQuotes = false): void {
  const { text } = cursor;
  const closers: string[] = [];
  const closing: Record<string, string> = { "(": ")", "{": "}", "`": "`", '"': '"' };
  let at = cursor.pos;
  do {
    const char = text[at];
    if (char === undefined || closers.length > deepest) {
      at = text.length;
      break;
    }
    const top = closers.at(-1);
    const quoted = top === '"';
    if (char === "\\") at += 1;
    else if (char === top) closers.pop();
    else if (char === "`" || char === '"') closers.push(closing[char]!);
    else if (char === "(" && (!quoted || text[at - 1] === "$")) closers.push(")");
    else if (char === "{" && (top === undefined || text[at - 1] === "$")) closers.push("}");
    else if (char === "'" && text[at - 1] === "$" && !quoted) {
      at = Math.min(skipRun(/(?:[^'\\]|\\[^])*/y, text, at + 1), text.length);
    } else if (char === "'" && !quoted && top !== "`" && !(inQuotes && closers.length === 1)) {
      const end = text.indexOf("'", at + 1);
      at = end === -1 ? text.length : end;
    } else if (char === "#" && top === ")" && /\s/.test(text[at - 1] ?? " ")) {
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end;
    }
    at += 1;
  } while (closers.length > 0);
  advance(cursor, Math.min(at, text.length));
}
