import { type Cursor, sticky } from "./cursor.ts";
import {
  control,
  type Dialect,
  escapePart,
  homePart,
  type Part,
  quotedPart,
  skipNested,
  unknownPart,
} from "./lexer.ts";
import type { Walk } from "./walk.ts";

export const assignment = /([A-Za-z_][A-Za-z0-9_]*)(\+?)=/y;
const parameter = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\}|([0-9@*#?$!-]))/y;

/** What is special in a word of the sh family: quotes, escapes, `$NAME`, `${NAME:-word}`, `~`. */
export function posixParts(walk: Walk): Dialect["parts"] {
  /** How many `${NAME:-word}` stand around what is read. */
  let depth = 0;
  const inDouble = {
    "\\": escapePart({ "\n": "", $: "$", "`": "`", '"': '"', "\\": "\\" }, true),
    $: (cursor: Cursor) => dollar(cursor, true),
    "`": unknownPart,
  };
  const double = quotedPart('"', inDouble);

  function dollar(cursor: Cursor, inQuotes: boolean): ReturnType<Part> {
    const { text } = cursor;
    const named = sticky(parameter, text, cursor.pos);
    if (named) {
      cursor.pos += named[0].length;
      const name = named[1] ?? named[2];
      // zsh takes a bracket for a subscript; zsh and ksh take any letter for a part of the name.
      if (name === undefined || /[[\u0080-\uffff]/.test(text[cursor.pos] ?? "")) return null;
      return walk.lookup(name);
    }
    const next = text[cursor.pos + 1];
    if (next === "(") return unknownPart(cursor);
    cursor.pos += 1;
    if (next === "{") return braces(cursor, inQuotes);
    if (next === "'" && !inQuotes) return ansi(cursor);
    if (next === '"' && !inQuotes) return double(cursor);
    return "$";
  }

  /** `{NAME:-word}`, `{NAME-word}`, `{NAME:=word}`, `{NAME:+word}`; null for everything else. */
  function braces(cursor: Cursor, inQuotes: boolean): ReturnType<Part> {
    const { line, pos } = cursor;
    skipNested(cursor, inQuotes);
    const inside = cursor.text.slice(pos + 1, cursor.pos - 1);
    const parts = /^([A-Za-z_]\w*)(:?)([-=+])([^]*)$/.exec(inside);
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
    depth += 1;
    const word = double({ text: `"${bare}"`, pos: 0, word: 0, line });
    depth -= 1;
    return word;
  }

  return {
    "'": quotedPart("'"),
    '"': double,
    "\\": escapePart({ "\n": "" }),
    $: (cursor) => dollar(cursor, false),
    "`": unknownPart,
    "~": homePart(walk, ({ text, pos, word }) => {
      const named = sticky(assignment, text, word)?.[0].length;
      return (
        pos === word || (named !== undefined && (pos === word + named || text[pos - 1] === ":"))
      );
    }),
  };
}

const otherEscape = escapePart(
  { ...control, E: "\x1b", "'": "'", '"': '"', "\\": "\\", "?": "?" },
  true,
);
const numeric = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/y;

/** `'…'` after a dollar sign. */
const ansi = quotedPart("'", {
  "\\": (cursor) => {
    const number = sticky(numeric, cursor.text, cursor.pos);
    if (!number) return otherEscape(cursor);
    cursor.pos += number[0].length;
    const [, x, u, U, octal] = number;
    const code = octal ? Number.parseInt(octal, 8) : Number.parseInt(x ?? u ?? U!, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  },
});
