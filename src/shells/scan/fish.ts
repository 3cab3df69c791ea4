import { type Cursor, enter, sticky } from "./cursor.ts";
import {
  control,
  type Dialect,
  escapePart,
  homePart,
  type Part,
  quotedPart,
  readCommands,
  type Token,
  unknownPart,
} from "./lexer.ts";
import type { Walk } from "./walk.ts";

/** config.fish and conf.d (fish doc_src/language.rst, doc_src/cmds/set.rst). */
export function readFish(text: string, walk: Walk): void {
  const open: string[] = [];
  let chained = false;
  const dollar: Part = (cursor) => variablePart(cursor, walk);
  const fish: Dialect = {
    separators: "\n;&|",
    blanks: " \t\r\ufeff",
    parts: {
      "'": quotedPart("'", { "\\": escapePart({ "'": "'", "\\": "\\" }, true) }),
      '"': quotedPart('"', {
        "\\": escapePart({ "\n": "", '"': '"', $: "$", "\\": "\\" }, true),
        $: dollar,
      }),
      "\\": escapePart({ ...control, "\n": "" }),
      $: dollar,
      "(": unknownPart,
      ")": () => "",
      "{": (cursor) => {
        const named = sticky(/\{\$([\p{L}\p{N}_]+)\}/uy, cursor.text, cursor.pos);
        cursor.pos += named?.[0].length ?? 1;
        return named && walk.lookup(named[1]!);
      },
      "~": homePart(walk),
    },
  };
  readCommands(text, fish, (all, terminator) => {
    let conditional = chained || open.length > 0;
    let at = 0;
    for (; at < all.length; at += 1) {
      const name = all[at]!.text ?? "";
      if (/^(?:if|while|for|switch|begin|function)$/.test(name)) enter(open, name);
      else if (name === "end") open.pop();
      else if (!/^(?:and|or|not|!|else|builtin|command|time)$/.test(name)) break;
      if (name === "and" || name === "or") conditional = true;
      if (name === "for" || name === "switch" || name === "function") at = all.length;
    }
    chained = terminator === "&&" || terminator === "||";
    if (terminator === "|" || terminator === "&") return;
    if (at < all.length) {
      run(all.slice(at), walk, conditional || open.length > 0, open.includes("function"));
    }
  });
}

function variablePart(cursor: Cursor, walk: Walk): ReturnType<Part> {
  const named = sticky(/\$([\p{L}\p{N}_]+)(\[)?/uy, cursor.text, cursor.pos);
  if (named) {
    cursor.pos += named[0].length;
    return named[2] ? null : walk.lookup(named[1]!);
  }
  if (cursor.text[cursor.pos + 1] === "(") return unknownPart(cursor);
  cursor.pos += 1;
  return null;
}

function run(words: Token[], walk: Walk, conditional: boolean, uncalled: boolean): void {
  const [name, ...args] = words;
  const { line } = name!;
  if (name!.text === "source" || name!.text === ".") return walk.follow(args[0]?.text, uncalled);
  if (name!.text === "export") {
    for (const { text, raw } of args) {
      const named = /^(\w+)=/.exec(raw)?.[1];
      const value = text === null ? null : text.slice((named ?? "").length + 1);
      if (named) walk.assign({ name: named, value, line, conditional, uncalled });
      else if (text) walk.mark(text);
    }
  }
  if (name!.text === "set") set(args, line, walk, { conditional, uncalled });
}

const long: Record<string, string> = {
  "--export": "x",
  "--unexport": "u",
  "--erase": "e",
  "--query": "q",
  "--local": "l",
  "--function": "f",
  "--append": "a",
  "--prepend": "p",
  "--show": "S",
  "--names": "n",
};

function set(
  args: Token[],
  line: number,
  walk: Walk,
  flow: { conditional: boolean; uncalled: boolean },
): void {
  let flags = "";
  let at = 0;
  for (; at < args.length; at += 1) {
    const text = args[at]!.text ?? "";
    if (text === "--") break;
    if (!/^-\w|^--\w/.test(text)) break;
    flags += text.startsWith("--") ? (long[text] ?? "") : text.slice(1);
  }
  if (args[at]?.text === "--") at += 1;
  const name = args[at]?.text;
  if (!name || !/^\w+$/.test(name) || /[qSnlf]/.test(flags)) return;
  if (flags.includes("e")) return walk.unset(name, flow.conditional);
  const values = args.slice(at + 1).map(({ text }) => text);
  const exported = flags.includes("x");
  const joined = values.includes(null) ? null : values.join(" ");
  const append = flags.includes("a") || (flags.includes("p") && "before");
  const added = append === "before" ? `${joined} ` : ` ${joined}`;
  // Whether an empty one is a list of one or of none is not known.
  const known = joined !== null && walk.lookup(name);
  const value = append ? (known ? added : null) : joined;
  walk.assign({ name, value, line, exported, append, ...flow });
}
