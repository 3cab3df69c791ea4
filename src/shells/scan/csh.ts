import { sticky } from "./cursor.ts";
import {
  escapePart,
  homePart,
  lexer,
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
      return named[3] ? null : (walk.lookup(named[1] ?? named[2]!) ?? null);
    }
    cursor.pos += 1;
    return null;
  };
  const escape = escapePart({ "\n": " " });
  const inQuotes = escapePart({ "!": "!", "\n": "\n" }, true);
  const csh = lexer({
    separators: "\n;&|",
    blanks: " \t",
    breakers: "=",
    documents: true,
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
  });
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

function run([first, ...args]: Token[], walk: Walk, conditional: boolean): void {
  const { line, raw } = first ?? { line: 0, raw: "" };
  if (raw === "source") return walk.follow(args.find((word) => word.text !== "-h")?.text ?? null);
  if (raw === "setenv" && args[0]?.text) {
    const name = args[0].text;
    const rest = args.slice(1);
    const value = rest.some((word) => word.text === null)
      ? null
      : rest.map((word) => word.text).join("");
    walk.assign({ name, value, line, exported: true, conditional });
  }
  if (raw === "unsetenv") for (const { text } of args) if (text) walk.unset(text, conditional);
  if (raw === "set" && args[0]?.text && !walk.keys.has(args[0].text)) {
    const value = args[1]?.raw === "=" ? (args[2]?.text ?? null) : "";
    walk.assign({ name: args[0].text, value, line, exported: false, conditional });
  }
}
