import { enter, sticky } from "./cursor.ts";
import {
  escapePart,
  homePart,
  lexer,
  type Part,
  quotedPart,
  readCommands,
  type Token,
} from "./lexer.ts";
import type { Flow, Walk } from "./walk.ts";

const escapes = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
  0: "\0",
};
const single = "'\u2018\u2019\u201a\u201b";
const double = '"\u201c\u201d\u201e';

/** PowerShell profiles (about_Quoting_Rules, about_Environment_Variables). */
export function readPwsh(text: string, walk: Walk): void {
  const blocks: string[] = [];
  let lead = "";
  let call = false;
  const dollar: Part = (cursor) => {
    const named = sticky(/\$(?:\{?env:(\w+)\}?|(\w+))(?![\w:.[])/iy, text, cursor.pos);
    const skipped = sticky(/\$\{[^}\n]{0,100}\}|\$[\w:?]*/y, text, cursor.pos);
    cursor.pos += (named ?? skipped)?.[0].length ?? 1;
    if (named?.[1]) return walk.lookup(named[1]) ?? null;
    if (!named) return null;
    if (/^home$/i.test(named[2]!)) return walk.lookup("HOME") ?? null;
    return walk.lookup(`$${named[2]!.toLowerCase()}`) ?? null;
  };
  const backtick = escapePart({ ...escapes, "\n": "" });
  const singleQuoted = quotedPart(single, {}, true);
  const doubleQuoted = quotedPart(double, { "`": backtick, $: dollar }, true);
  const pwsh = lexer({
    separators: "\n;|{}()",
    blanks: " \t\r",
    breakers: "=,",
    parts: {
      ...Object.fromEntries([...single].map((quote) => [quote, singleQuoted])),
      ...Object.fromEntries([...double].map((quote) => [quote, doubleQuoted])),
      "`": backtick,
      $: (cursor) => {
        const braced = sticky(/\$\{\s*env:\w+\s*\}/iy, text, cursor.pos);
        if (!braced) return dollar(cursor);
        cursor.pos += braced[0].length;
        return walk.lookup(/:(\w+)/.exec(braced[0])![1]!) ?? null;
      },
      "<": (cursor) => {
        if (text[cursor.pos + 1] !== "#") return "<";
        return skipTo("#>", cursor) === null ? null : "";
      },
      "@": (cursor) => {
        const open = sticky(/@(['"])[ \t]*\r?\n/y, text, cursor.pos);
        if (!open) return "@";
        const inside = skipTo(`\n${open[1]!}@`, cursor, open[0].length);
        return open[1] === '"' && /[`$]/.test(inside ?? "") ? null : inside;
      },
      "~": homePart(walk),
    },
  });
  readCommands(text, pwsh, (words, terminator) => {
    const uncalled = blocks.includes("function");
    const flow = { conditional: blocks.length > 0, uncalled };
    if (call) method(words, walk, flow);
    else run(words, terminator !== "\n" && terminator !== ";" && terminator !== "}", walk, flow);
    call = terminator === "(" && /\]::SetEnvironmentVariable$/i.test(words.at(-1)?.raw ?? "");
    if (words.length > 0 && terminator !== ")") lead = words[0]!.raw.toLowerCase();
    if (terminator === "{") enter(blocks, lead);
    else if (terminator === "}") blocks.pop();
  });
}

function skipTo(
  end: string,
  cursor: { readonly text: string; pos: number; line: number },
  after = 2,
): string | null {
  const start = cursor.pos + after;
  const at = cursor.text.indexOf(end, start);
  const stop = at === -1 ? cursor.text.length : at + end.length;
  cursor.line += cursor.text.slice(cursor.pos, stop).split("\n").length - 1;
  cursor.pos = stop;
  return at === -1 ? null : cursor.text.slice(start, at);
}

function run(words: Token[], goesOn: boolean, walk: Walk, flow: Flow): void {
  const [first, second] = words;
  if (first === undefined) return;
  const { raw, line } = first;
  if (raw === "." || raw === "&") return walk.follow(second?.text ?? null, flow.uncalled);
  const env = /^\$\{?\s*env:(\w+)\s*\}?(\+?)$/i.exec(raw);
  const local = env ? null : /^\$(?:global:|script:)?(\w+)$/i.exec(raw);
  const at = second?.raw === "+" ? 2 : 1;
  if ((env || local) && words[at]?.raw === "=") {
    const append = at === 2 || env?.[2] === "+";
    const name = env ? env[1]! : `$${local![1]!.toLowerCase()}`;
    const rest = words.slice(at + 1);
    if (/^\$null$/i.test(rest[0]?.raw ?? "")) return walk.unset(name, flow.conditional);
    const old = append ? walk.lookup(name) : "";
    const alone = rest.length === 1 && !goesOn ? rest[0]!.text : null;
    const value = alone === null || typeof old !== "string" ? null : old + alone;
    walk.assign({ name, value, line, exported: true, append, ...flow });
  }
  if (/^(?:set-item|si|new-item|ni|set-content|sc|remove-item|ri|rm)$/i.test(raw))
    item(words, walk, flow);
}

/** `Set-Item [-Path] Env:NAME [-Value] VALUE` and its kin. */
function item([command, ...words]: Token[], walk: Walk, flow: Flow): void {
  const operands = words.filter((word) => !/^-(?:path|value|force|literalpath)$/i.test(word.raw));
  const name = /^env:[\\/]?(\w+)$/i.exec(operands[0]?.text ?? "")?.[1];
  if (name === undefined) return;
  if (/^r/i.test(command!.raw)) walk.unset(name, flow.conditional);
  else {
    const value = operands.length === 2 ? operands[1]!.text : null;
    walk.assign({ name, value, line: command!.line, exported: true, ...flow });
  }
}

/** The arguments of `[Environment]::SetEnvironmentVariable(NAME, VALUE[, 'Process'])`. */
function method(words: Token[], walk: Walk, flow: Flow): void {
  const operands = words.filter((word) => word.raw !== ",");
  const [name, value, scope] = operands;
  if (!name?.text || (scope && !/process/i.test(scope.raw))) return;
  if (/^\$null$/i.test(value?.raw ?? "")) walk.unset(name.text, flow.conditional);
  else
    walk.assign({
      name: name.text,
      value: value?.text ?? null,
      line: name.line,
      exported: true,
      ...flow,
    });
}
