import type { Flags } from "../commands/app.ts";
import { Failure } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { type Token, tokens } from "./tokens.ts";
import {
  type Flag,
  type Verb,
  type VerbName,
  globalFlags,
  isGroup,
  verbNamed,
  verbs,
  verbsOf,
} from "./verbs.ts";

/** A command line, understood. */
export interface Call {
  /** null: none is named. */
  verb: VerbName | null;
  words: string[];
  /** By name, in camel case; switches are true, or false where their name begins with `no`. */
  options: Record<string, boolean | string | string[]>;
  flags: Flags;
  asks: "help" | "version" | null;
}

const nothing: Call = { verb: null, words: [], options: {}, flags: {}, asks: null };

type FlagTable = Readonly<Record<string, Flag>>;

/** Throws Failure (`usage`) where the command line has a word too many, too few, or one that is not known. */
export function parse(argv: readonly string[]): Call {
  const { verb, taken } = verbOf(argv);
  const own: Verb = verb === null ? {} : verbNamed(verb);
  // PowerShell takes a `--` for itself on the way to a script, which the command of npm is there.
  if (own.raw) return { ...nothing, verb, words: argv.slice(argv[1] === "--" ? 2 : 1) };
  const known: FlagTable = { ...globalFlags, ...own.flags };
  const given: Call["options"] = {};
  const words: string[] = [];
  let greedy: string[] | null = null;
  let left = taken;
  for (const token of tokens(argv, known)) {
    if (token.kind === "flag") {
      const values = readFlag(token, known, given);
      greedy = known[token.name]?.many === "words" ? values : null;
    } else if (token.kind === "word") {
      if (left > 0) left--;
      else (greedy ?? words).push(token.word);
    } else greedy = null;
  }
  const { json, dryRun, yes, quiet, debug, color, lang, go, help, version, ...options } = given;
  const flags = defined({ json, dryRun, yes, quiet, debug, color, lang, go }) as Flags;
  const asks = help === true ? "help" : version === true ? "version" : null;
  if (asks === null && verb !== null) countWords(verb, words);
  return { verb, words, options, flags, asks };
}

/** The verb that the words name, and how many of them do. Throws Failure `unknown-verb` and `unknown-option`. */
export function verbOf(argv: readonly string[]): { verb: VerbName | null; taken: number } {
  let verb: VerbName | null = null;
  for (const token of tokens(argv, globalFlags)) {
    if (token.kind === "flag") readFlag(token, globalFlags, {});
    if (token.kind !== "word") continue;
    const found = verbNamedBy(token.word, verb ?? "");
    if (found === null) throw unknownVerb(token.word, verb ?? "");
    verb = found;
    if (!isGroup(verb)) break;
  }
  return { verb, taken: verb?.split(" ").length ?? 0 };
}

/** The verb below a group ("" for the program) by its name or its other one. */
export function verbNamedBy(word: string, group: string): VerbName | null {
  const name = group === "" ? word : `${group} ${word}`;
  if (Object.hasOwn(verbs, name)) return name as VerbName;
  return verbsOf(group).find((each) => verbNamed(each).alias === word) ?? null;
}

export function unknownVerb(word: string, group: string, others: readonly string[] = []): Failure {
  const known = verbsOf(group).map((name) => name.slice(name.indexOf(" ") + 1));
  const suggestion = nearest(word.toLowerCase(), [...known, ...others]);
  return new Failure("unknown-verb", { verb: `${group} ${word}`.trim(), suggestion });
}

/** Notes what a flag says; the list of its values, where it takes several. */
function readFlag(
  { name, written, value, inline }: Extract<Token, { kind: "flag" }>,
  known: FlagTable,
  given: Call["options"],
): string[] | null {
  const flag = Object.hasOwn(known, name) ? known[name] : undefined;
  if (flag === undefined) throw unknownOption(written, known);
  const key = name
    .replace(/^--(?:no-)?/, "")
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (flag.value === undefined) {
    if (value !== null) throw unknownOption(`${written}=${value}`, known);
    given[key] = !name.startsWith("--no-");
    return null;
  }
  // A lone dash is a value: standard input.
  const isFlag = !inline && /^-./.test(value ?? "");
  if (value === null || isFlag) throw new Failure("missing-flag-value", { flag: name });
  if (flag.many === undefined) {
    given[key] = value;
    return null;
  }
  const before = given[key];
  const values = Array.isArray(before) ? before : [];
  values.push(value);
  given[key] = values;
  return values;
}

function unknownOption(option: string, known: FlagTable): Failure {
  const names = Object.keys(known);
  const word = option.replace(/=.*/s, "");
  const begun = word.length > 3 ? names.find((name) => name.startsWith(word)) : undefined;
  return new Failure("unknown-option", { option, suggestion: begun ?? nearest(word, names) });
}

function countWords(verb: VerbName, words: readonly string[]): void {
  if (isGroup(verb)) {
    const below = verbsOf(verb).map((name) => name.slice(verb.length + 1));
    throw new Failure("missing-operand", { what: below.join(" | ") });
  }
  const operands = Object.entries(verbNamed(verb).operands ?? {});
  const missing = operands.find(([, count], at) => /[1+]/.test(count) && words[at] === undefined);
  if (missing !== undefined) throw new Failure("missing-operand", { what: missing[0] });
  const isOpen = operands.some(([, count]) => /[+*]/.test(count));
  if (!isOpen && words.length > operands.length) throw new Failure("excess-operand", { verb });
}

function defined(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
