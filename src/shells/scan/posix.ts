import { enter, sticky } from "./cursor.ts";
import { type Between, readCommands, skipNested, type Token } from "./lexer.ts";
import { openBlocks } from "./posix-blocks.ts";
import { assignment, posixParts } from "./posix-words.ts";
import type { Walk } from "./walk.ts";

const deepestEval = 3;

/** bash, zsh, dash, ksh and direnv's .envrc: what a file assigns, exports, unsets and sources. */
export function readPosix(text: string, walk: Walk): void {
  readScript(text, walk, { line: 1, depth: 0, allExport: false });
}

interface State {
  line: number;
  depth: number;
  allExport: boolean;
}

function readScript(text: string, walk: Walk, state: State): void {
  const open: string[] = [];
  const loops = new Map<string, string[]>();
  let after = "";
  const sh = {
    separators: "\n;&|)",
    blanks: " \t",
    breakers: "(<>",
    parts: posixParts(walk),
    between(at: Between): boolean {
      const { cursor } = at;
      const char = text[cursor.pos]!;
      if (char === "(") bracket(at, open);
      else if (char === "<" || char === ">") redirection(at);
      else if (text.startsWith("&>", cursor.pos)) cursor.pos += 1;
      else return false;
      return true;
    },
  };
  const command = (words: Token[], terminator: string) => {
    const lost = after === "|" || terminator === "|" || terminator === "&";
    const chained = after === "&&" || after === "||";
    after = terminator;
    const rest = openBlocks(words, open);
    if (rest.length > 0 && !lost) {
      const uncalled = open.includes("body") || open.includes("function");
      if (open.at(-1) === "function") open.pop();
      const conditional = chained || uncalled || open.some((block) => block !== "{");
      const repeated = open.includes("do");
      run(rest, { walk, state, loops, conditional, uncalled, repeated });
    }
    if (terminator === ")" && open.at(-1) === "(") open.pop();
  };
  readCommands(text, sh, command, state.line);
}

/** `name()`, `name=(…)`, `((…))`, or a subshell. */
function bracket({ cursor, words }: Between, open: string[]): void {
  const { text, pos } = cursor;
  const last = words.at(-1);
  if (last === undefined && text[pos + 1] !== "(") {
    if (open.at(-1) === "function") open.pop();
    enter(open, "(");
    cursor.pos += 1;
    return;
  }
  if (last && assigned(last) && text.slice(cursor.word, pos) === last.raw) last.text = null;
  else if (words.length === 1 && /^\(\s*\)/.test(text.slice(pos, pos + 10))) {
    words.length = 0;
    enter(open, "function");
  }
  skipNested(cursor);
}

function redirection({ cursor, words, documents, read }: Between): void {
  const { text, pos } = cursor;
  if (/\d/.test(text[pos - 1] ?? "") && /^\d+$/.test(words.at(-1)?.raw ?? "")) words.pop();
  const [operator] = sticky(/<<-|<<<|<<|>>|<&|>&|<>|>\||[<>]/y, text, pos)!;
  if (text[pos + 1] === "(") {
    cursor.pos += 1;
    return skipNested(cursor);
  }
  cursor.pos += operator.length;
  while (/[ \t]/.test(text[cursor.pos] ?? "")) cursor.pos += 1;
  if (/[\s;&|()<>]/.test(text[cursor.pos] ?? " ")) return;
  const word = read();
  const tabs = operator === "<<-";
  if (tabs || operator === "<<") documents.push({ name: word.text ?? word.raw, tabs });
}

/** What a word assigns, if it is of that form. */
function assigned({
  text,
  raw,
}: Token): { name: string; append: boolean; value: string | null } | null {
  const [start, name, sign] = sticky(assignment, raw, 0) ?? [];
  if (start === undefined) return null;
  return { name: name!, append: sign === "+", value: text?.slice(start.length) ?? null };
}

interface Run {
  walk: Walk;
  state: State;
  loops: Map<string, string[]>;
  conditional: boolean;
  /** Within a function: nothing happens where it stands. */
  uncalled: boolean;
  repeated: boolean;
}

function run(command: Token[], at: Run): void {
  const { walk, state, conditional } = at;
  const first = command.findIndex((word) => assigned(word) === null);
  if (first === -1) {
    for (const word of command) set(word, at, state.allExport);
    return;
  }
  let start = first;
  while (/^(?:builtin|command|noglob|nocorrect|-)$/.test(command[start]?.text ?? "")) start += 1;
  const [name, ...rest] = command.slice(start);
  switch (name?.text) {
    case "export":
    case "declare":
    case "typeset":
    case "readonly":
      declare(name.text, rest, at);
      break;
    case ".":
    case "source":
    case "source_env":
    case "source_env_if_exists":
      follow(
        rest.find((word) => word.text !== "--"),
        at,
      );
      break;
    case "eval":
      evaluate(
        rest.map((word) => word.text),
        name.line,
        at,
      );
      break;
    case "emulate":
      if (rest.some((word) => word.text === "-c")) evaluate([rest.at(-1)!.text], name.line, at);
      break;
    case "set":
    case "setopt":
    case "unsetopt":
      allExport(name.text, rest, state);
      break;
    case "unset":
      for (const { text } of rest) if (text !== null) walk.unset(text, conditional);
      break;
    case "for":
      if (rest[0]?.text && rest[1]?.text === "in") {
        at.loops.set(
          rest[0].text,
          rest.slice(2).flatMap(({ text }) => (text ? walk.glob(text) : [])),
        );
      }
      break;
    default:
  }
}

function set(word: Token, { walk, conditional, uncalled, repeated }: Run, exported: boolean): void {
  const found = assigned(word);
  if (found === null) return;
  const { name, value, append } = found;
  walk.assign({ name, value, append, conditional, uncalled, repeated, exported, line: word.line });
}

function declare(name: string, rest: Token[], at: Run): void {
  let exported = name === "export" || at.state.allExport;
  for (const word of rest) {
    const flags = assigned(word) === null ? /^([-+])(\w+)$/.exec(word.text ?? "") : null;
    if (flags && name === "export" && flags[2]!.includes("n")) return;
    if (flags && flags[2]!.includes("x")) exported = flags[1] === "-";
    if (assigned(word)) set(word, at, exported);
    else if (exported && !flags && word.text) at.walk.mark(word.text);
  }
}

function follow(word: Token | undefined, { walk, loops, uncalled }: Run): void {
  if (!word) return;
  const variable = /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(word.raw)?.[1];
  const files = variable === undefined ? undefined : loops.get(variable);
  if (files) for (const file of files) walk.follow(file, uncalled);
  else walk.follow(word.text, uncalled);
}

function evaluate(texts: (string | null)[], line: number, at: Run): void {
  if (texts.includes(null) || at.state.depth >= deepestEval) return;
  const state = { ...at.state, line, depth: at.state.depth + 1 };
  readScript(texts.join(" "), at.walk, state);
  at.state.allExport = state.allExport;
}

function allExport(name: string, rest: Token[], state: State): void {
  const texts = rest.map((word) => (word.text ?? "").toLowerCase().replace(/_/g, ""));
  if (name === "set") {
    for (const [index, text] of texts.entries()) {
      const named = /^[-+]o$/.test(text) && texts[index + 1] === "allexport";
      if (named || /^[-+][b-z]*a/.test(text)) state.allExport = text.startsWith("-");
    }
  } else if (texts.includes("allexport")) state.allExport = name === "setopt";
}
