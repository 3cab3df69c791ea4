import { enter, sticky } from "./cursor.ts";
import {
  type Dialect,
  escapePart,
  homePart,
  type Part,
  quotedPart,
  readCommands,
  type Token,
  unknownPart,
} from "./lexer.ts";
import type { Flow, Walk } from "./walk.ts";

const escapes = { n: "\n", t: "\t", r: "\r", '"': '"', "'": "'", "\\": "\\" };

/** env.nu, config.nu and autoload (nushell book/configuration.md, book/working_with_strings.md). */
export function readNu(text: string, walk: Walk): void {
  const blocks: string[] = [];
  let lead = "";
  const double = quotedPart('"', { "\\": escapePart(escapes) });
  const single = quotedPart("'");
  const dollar: Part = (cursor) => {
    const quote = text[cursor.pos + 1];
    if (quote === '"' || quote === "'") {
      cursor.pos += 1;
      const start = cursor.pos;
      const value = quote === '"' ? double(cursor) : single(cursor);
      return text.slice(start, cursor.pos).includes("(") ? null : value;
    }
    const named = sticky(/\$(?:env\.(\w+)|nu\.home-(?:path|dir)|[\w.-]+)\??/y, text, cursor.pos);
    cursor.pos += named?.[0].length ?? 1;
    if (named?.[0].startsWith("$nu.home-")) return walk.lookup("HOME");
    return named?.[1] && walk.lookup(named[1]);
  };
  const nu: Dialect = {
    separators: "\n;|{}",
    blanks: " \t\r\ufeff,",
    breakers: "=",
    parts: {
      '"': double,
      "'": single,
      "`": quotedPart("`"),
      $: dollar,
      r: (cursor) => {
        const open = /\s/.test(text[cursor.pos - 1] ?? " ") && sticky(/r(#+)'/y, text, cursor.pos);
        cursor.pos += open ? open[0].length : 1;
        if (!open) return "r";
        const end = text.indexOf(`'${open[1]!}`, cursor.pos);
        const value = end === -1 ? null : text.slice(cursor.pos, end);
        cursor.line += value?.split("\n").slice(1).length ?? 0;
        cursor.pos = end === -1 ? text.length : end + 1 + open[1]!.length;
        return value;
      },
      "(": unknownPart,
      "~": homePart(walk),
    },
  };
  readCommands(text, nu, (words, terminator) => {
    if (words.length > 0) command(words, terminator);
    if (terminator === "{") enter(blocks, lead);
    else if (terminator === "}") blocks.pop();
    else lead = "";
  });

  function command(words: Token[], terminator: string): void {
    const first = words[0]!.raw;
    const uncalled = blocks.includes("def") || blocks.includes("alias");
    const conditional = blocks.some((block) => !/^(?:export-env|load-env|)$/.test(block));
    const flow: Flow = { conditional, uncalled };
    if (blocks.at(-1) === "load-env") pairs(words, walk, flow);
    else run(words, terminator === "|" || terminator === "{", walk, flow);
    lead = first === "export" ? (words[1]?.raw ?? "") : first;
  }
}

function run(words: Token[], goesOn: boolean, walk: Walk, flow: Flow): void {
  const [first, second] = words;
  const { raw, line } = first!;
  if (/^source(?:-env)?$/.test(raw)) return walk.follow(second?.text, flow.uncalled);
  if (raw === "hide-env") {
    for (const { text } of words.slice(1)) if (text) walk.unset(text, flow.conditional);
  }
  const named = /^\$env\.(["'`]?)(\w+)\1\??$/.exec(raw)?.[2];
  const name = named ?? (raw === "let-env" ? second?.text : undefined);
  const equals = words.findIndex((word) => word.raw === "=");
  if (!name || equals === -1) return;
  const append = words[equals - 1]!.raw === "++";
  const rest = words.slice(equals + 1);
  const value = rest.length === 1 && !goesOn ? rest[0]!.text : null;
  walk.assign({ name, value, line, append, ...flow });
}

/** The inside of `load-env { NAME: value, … }`. */
function pairs(words: Token[], walk: Walk, flow: Flow): void {
  for (let at = 0; at < words.length; at += 1) {
    const { text, line } = words[at]!;
    const parts = /^(\w+):([^]*)$/.exec(text ?? "");
    if (!parts) continue;
    const value = parts[2] === "" ? (words[++at]?.text ?? null) : parts[2]!;
    walk.assign({ name: parts[1]!, value, line, ...flow });
  }
}
