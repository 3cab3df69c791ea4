import { advance, sticky } from "./cursor.ts";
import {
  type Between,
  type Dialect,
  escapePart,
  homePart,
  type Part,
  quotedPart,
  readCommands,
  skipComment,
  type Token,
  unknownPart,
} from "./lexer.ts";
import type { Walk } from "./walk.ts";

/** .cshrc, .tcshrc and .login (tcsh(1), Lexical structure). */
export function readCsh(text: string, walk: Walk): void {
  let depth = 0;
  let chained = false;
  const dollar: Part = (cursor) => {
    const named = sticky(/\$(?:(\w+)|\{(\w+)\})(:[a-z]|\[)?/y, cursor.text, cursor.pos);
    if (named) {
      cursor.pos += named[0].length;
      return named[3] ? null : walk.lookup(named[1] ?? named[2]!);
    }
    cursor.pos += 1;
    return null;
  };
  const escape = escapePart({ "\n": " " });
  const csh: Dialect = {
    separators: "\n;&|",
    blanks: " \t\ufeff",
    between: hereDocument,
    parts: {
      "'": quotedPart("'", { "\\": inQuotes }),
      '"': quotedPart('"', { "\\": inQuotes, $: dollar, "`": unknownPart }),
      "`": unknownPart,
      "\\": escape,
      $: dollar,
      "(": unknownPart,
      "#": skipComment,
      "~": homePart(walk),
    },
  };
  readCommands(text, csh, (all, terminator) => {
    let words = all;
    let conditional = chained || depth > 0;
    if (/^if(?:$|\()/.test(words[0]?.raw ?? "")) {
      words = words.slice(words[0]!.raw === "if" ? 2 : 1);
      conditional = true;
      if (words[0]?.raw === "then") depth += 1;
    }
    if (/^(?:foreach|while|switch)$/.test(words[0]?.raw ?? "")) depth += 1;
    if (/^(?:endif|end|endsw)$/.test(words[0]?.raw ?? "")) depth = Math.max(0, depth - 1);
    chained = terminator === "&&" || terminator === "||";
    if (terminator === "|" || terminator === "&") return;
    run(words, walk, conditional);
  });
}

/** Ends at a line that is like the word as it is written, quotes included. */
function hereDocument({ cursor, documents }: Between): boolean {
  const { text, pos } = cursor;
  const named = sticky(/<<[ \t]*((?:"[^"\n]*"|'[^'\n]*'|[^\s"';&|<>()])*)/y, text, pos);
  if (named === null) return false;
  if (named[1] !== "") documents.push({ name: named[1]!, tabs: false });
  cursor.pos += named[0].length;
  return true;
}

/** Between quotes a backslash stands for itself, but before `!` and at the end of a line. */
const inQuotes: Part = (cursor) => {
  const escapes = "!\n".includes(cursor.text[cursor.pos + 1] ?? " ");
  return advance(cursor, cursor.pos + (escapes ? 2 : 1)).at(-1);
};

function run([first, ...args]: Token[], walk: Walk, conditional: boolean): void {
  const { line, raw } = first ?? { line: 0, raw: "" };
  if (raw === "source") return walk.follow(args.find((word) => word.text !== "-h")?.text);
  if (raw === "setenv" && args[0]?.text) {
    const value = args.length > 2 ? null : args[1] === undefined ? "" : args[1].text;
    walk.assign({ name: args[0].text, value, line, exported: true, conditional });
  }
  if (raw === "unsetenv") for (const { text } of args) if (text) walk.unset(text, conditional);
  const local = raw === "set" ? shellVariable(args) : null;
  if (local && !walk.keys.has(local.name)) {
    walk.assign({ ...local, line, exported: false, conditional });
  }
}

/** `set NAME`, `set NAME=value`, with or without blanks around the sign. */
function shellVariable(args: Token[]): { name: string; value: string | null } | null {
  const name = /^\w+/.exec(args[0]?.raw ?? "")?.[0];
  if (name === undefined) return null;
  const glued = args[0]!.raw.length > name.length;
  const [sign, next] = glued ? args : args.slice(1);
  if (sign === undefined || sign.text === null)
    return { name, value: sign === undefined ? "" : null };
  const rest = sign.text.slice(glued ? name.length + 1 : 1);
  return { name, value: rest !== "" || next === undefined ? rest : next.text };
}
