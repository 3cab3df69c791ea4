import { advance, type Cursor, enter } from "./cursor.ts";
import { openBlocks } from "./posix-blocks.ts";
import { readWord, skipNested, type Word } from "./posix-words.ts";
import type { Walk } from "./walk.ts";

const operators = " \t\n;&|()<>";
const deepestEval = 3;
/** Words of a command; nobody exports more at once. */
const longest = 10_000;

/** bash, zsh, dash, ksh and direnv's .envrc: what a file assigns, exports, unsets and sources. */
export function readPosix(text: string, walk: Walk): void {
  readCommands(text, walk, { line: 1, depth: 0, allExport: false });
}

interface State {
  line: number;
  depth: number;
  allExport: boolean;
}

function readCommands(text: string, walk: Walk, state: State): void {
  const cursor: Cursor = { text, pos: 0, line: state.line };
  const open: string[] = [];
  const loops = new Map<string, string[]>();
  const documents: { name: string; tabs: boolean }[] = [];
  let words: Word[] = [];
  let after = "";
  let piped = false;

  const finish = (terminator: string) => {
    const command = words;
    words = [];
    const lost = piped || terminator === "|" || terminator === "&";
    const chained = after === "&&" || after === "||";
    after = terminator;
    piped = terminator === "|";
    const rest = openBlocks(command, open);
    if (rest.length === 0 || lost) return;
    const uncalled = open.includes("body") || open.includes("function");
    if (open.at(-1) === "function") open.pop();
    const conditional = chained || uncalled || open.some((block) => block !== "{");
    const repeated = open.includes("do");
    run(rest, { walk, state, loops, conditional, uncalled, repeated });
  };

  while (cursor.pos < text.length) {
    const char = text[cursor.pos]!;
    if (char === " " || char === "\t") cursor.pos += 1;
    else if (char === "\n") {
      finish("\n");
      advance(cursor, cursor.pos + 1);
      skipDocuments(cursor, documents);
    } else if (char === "#") {
      const end = text.indexOf("\n", cursor.pos);
      cursor.pos = end === -1 ? text.length : end;
    } else if (char === ";" || char === "&" || char === "|") {
      const double = text[cursor.pos + 1] === char;
      if (char === "&" && text[cursor.pos + 1] === ">") cursor.pos += 1;
      else {
        finish(double ? char + char : char);
        cursor.pos += double ? 2 : 1;
      }
    } else if (char === "(") {
      const arithmetic = text[cursor.pos + 1] === "(";
      if (words.length > 0 || arithmetic) {
        if (words.length === 1 && /^\(\s*\)/.test(text.slice(cursor.pos, cursor.pos + 10))) {
          words = [];
          enter(open, "function");
        }
        skipNested(cursor);
      } else {
        if (open.at(-1) === "function") open.pop();
        enter(open, "(");
        cursor.pos += 1;
      }
    } else if (char === ")") {
      finish(")");
      if (open.at(-1) === "(") open.pop();
      cursor.pos += 1;
    } else if (char === "<" || char === ">") readRedirection(cursor, walk, documents);
    else {
      const word = readWord(cursor, walk);
      const redirected = "<>".includes(text[cursor.pos] ?? " ") && /^\d+$/.test(word.text ?? "");
      if (!redirected && words.length < longest) words.push(word);
    }
  }
  finish("\n");
}

function readRedirection(
  cursor: Cursor,
  walk: Walk,
  documents: { name: string; tabs: boolean }[],
): void {
  const { text } = cursor;
  const here = text.startsWith("<<", cursor.pos) && text[cursor.pos + 2] !== "<";
  if (text[cursor.pos + 1] === "(") {
    cursor.pos += 1;
    skipNested(cursor);
    return;
  }
  const operator = /<<-|<<<|<<|>>|<&|>&|<>|>\||[<>]/y;
  operator.lastIndex = cursor.pos;
  operator.test(text);
  const tabs = here && text[cursor.pos + 2] === "-";
  cursor.pos = operator.lastIndex;
  while (text[cursor.pos] === " " || text[cursor.pos] === "\t") cursor.pos += 1;
  if (operators.includes(text[cursor.pos] ?? "\n")) return;
  const start = cursor.pos;
  const word = readWord(cursor, walk);
  if (!here) return;
  const name = word.text ?? text.slice(start, cursor.pos);
  documents.push({ name, tabs });
}

function skipDocuments(cursor: Cursor, documents: { name: string; tabs: boolean }[]): void {
  const { text } = cursor;
  for (const { name, tabs } of documents.splice(0)) {
    for (let found = false; !found && cursor.pos < text.length;) {
      const end = text.indexOf("\n", cursor.pos);
      const stop = end === -1 ? text.length : end;
      const line = text.slice(cursor.pos, stop);
      found = (tabs ? line.replace(/^\t+/, "") : line) === name;
      advance(cursor, Math.min(stop + 1, text.length));
    }
  }
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

function run(command: Word[], at: Run): void {
  const { walk, state, conditional } = at;
  const first = command.findIndex((word) => word.assignment === null);
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

function set(word: Word, { walk, conditional, uncalled, repeated }: Run, exported: boolean): void {
  if (word.assignment === null) return;
  const { name, append } = word.assignment;
  const old = append ? walk.lookup(name) : "";
  const part = word.assignment.value;
  const value = typeof old === "string" && part !== null ? old + part : null;
  walk.assign({ name, value, append, conditional, uncalled, repeated, exported, line: word.line });
}

function declare(name: string, rest: Word[], at: Run): void {
  let exported = name === "export" || at.state.allExport;
  for (const word of rest) {
    const flags = word.assignment === null ? /^([-+])(\w+)$/.exec(word.text ?? "") : null;
    if (flags && name === "export" && flags[2]!.includes("n")) return;
    if (flags && flags[2]!.includes("x")) exported = flags[1] === "-";
    if (word.assignment) set(word, at, exported);
    else if (exported && !flags && word.text) at.walk.mark(word.text);
  }
}

function follow(word: Word | undefined, { walk, loops, uncalled }: Run): void {
  if (!word) return;
  const files = word.variable === null ? undefined : loops.get(word.variable);
  if (files) for (const file of files) walk.follow(file, uncalled);
  else walk.follow(word.text, uncalled);
}

function evaluate(texts: (string | null)[], line: number, at: Run): void {
  if (texts.includes(null) || at.state.depth >= deepestEval) return;
  const state = { ...at.state, line, depth: at.state.depth + 1 };
  readCommands(texts.join(" "), at.walk, state);
  at.state.allExport = state.allExport;
}

function allExport(name: string, rest: Word[], state: State): void {
  const texts = rest.map((word) => (word.text ?? "").toLowerCase().replace(/_/g, ""));
  if (name === "set") {
    for (const [index, text] of texts.entries()) {
      const named = /^[-+]o$/.test(text) && texts[index + 1] === "allexport";
      if (named || /^[-+][b-z]*a/.test(text)) state.allExport = text.startsWith("-");
    }
  } else if (texts.includes("allexport")) state.allExport = name === "setopt";
}
