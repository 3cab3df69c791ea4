import { advance, type Cursor, enter, sticky, upTo } from "./cursor.ts";
import {
  control,
  type Dialect,
  escapePart,
  homePart,
  type Part,
  quotedPart,
  readCommands,
  type Token,
} from "./lexer.ts";
import type { Flow, Walk } from "./walk.ts";

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
    if (named?.[1]) return walk.lookup(named[1]);
    if (!named) return null;
    if (/^home$/i.test(named[2]!)) return walk.lookup("HOME");
    return walk.lookup(`$${named[2]!.toLowerCase()}`);
  };
  const backtick = escapePart({ ...control, 0: "\0", "\n": "" });
  const singleQuoted = quotedPart(single, {}, true);
  const doubleQuoted = quotedPart(double, { "`": backtick, $: dollar }, true);
  const pwsh: Dialect = {
    separators: "\n;|{}()",
    blanks: " \t\r\ufeff",
    breakers: "=,",
    parts: {
      ...Object.fromEntries([...single].map((quote) => [quote, singleQuoted])),
      ...Object.fromEntries([...double].map((quote) => [quote, doubleQuoted])),
      "`": backtick,
      $: (cursor) => {
        const braced = sticky(/\$\{\s*env:\w+\s*\}/iy, text, cursor.pos);
        if (!braced) return dollar(cursor);
        cursor.pos += braced[0].length;
        return walk.lookup(/:(\w+)/.exec(braced[0])![1]!);
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
  };
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

/** What stands before the next `end`; null where there is none. */
function skipTo(end: string, cursor: Cursor, after = 2): string | null {
  const inside = advance(cursor, upTo(cursor, end, cursor.pos + after)).slice(after);
  return advance(cursor, cursor.pos + end.length) === "" ? null : inside;
}

function run(words: Token[], goesOn: boolean, walk: Walk, flow: Flow): void {
  const [first, second] = words;
  if (first === undefined) return;
  const { raw, line } = first;
  if (raw === "." || raw === "&") return walk.follow(second?.text, flow.uncalled);
  const env = /^\$\{?\s*env:(\w+)\s*\}?(\+?)$/i.exec(raw);
  const local = env ? null : /^\$(?:global:|script:)?(\w+)$/i.exec(raw);
  const at = second?.raw === "+" ? 2 : 1;
  if ((env || local) && words[at]?.raw === "=") {
    const append = at === 2 || env?.[2] === "+";
    const name = env ? env[1]! : `$${local![1]!.toLowerCase()}`;
    const rest = words.slice(at + 1);
    if (/^\$null$/i.test(rest[0]?.raw ?? "")) return walk.unset(name, flow.conditional);
    const value = rest.length === 1 && !goesOn ? rest[0]!.text : null;
    walk.assign({ name, value, line, append, ...flow });
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
    walk.assign({ name, value, line: command!.line, ...flow });
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
      ...flow,
    });
}
