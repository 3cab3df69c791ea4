/** A flag: a switch, or one that takes a value. One that begins with `--no-` takes the rest of its name back. */
export interface Flag {
  short?: string;
  /** What stands for its value in the help; `file` and `path` are completed as such. */
  value?: string;
  /** Several values: the flag again, or one after the other behind it. */
  many?: "again" | "words";
}

/** How many words an operand stands for, as in a regular expression. */
type Count = "1" | "?" | "+" | "*";

export interface Verb {
  alias?: string;
  /** In their order; only the last one may stand for several. */
  operands?: Readonly<Record<string, Count>>;
  flags?: Readonly<Record<string, Flag>>;
  /** It looks at go whatever its operands are: go is asked while the rest of the program is loaded. */
  go?: true;
  /** Its words are another command line, of which nothing is read here. */
  raw?: true;
  /** Not for people: left out of the help and of the completions. */
  hidden?: true;
}

const shellFlags = {
  "--shell": { value: "name", many: "again" },
  "--gui": {},
} as const;

/**
 * The command line: every verb, in the order of the help, with its operands and flags. A name of two words is a
 * verb of a verb. What one does stands in actions.ts, how it is described in text/.
 */
export const verbs = {
  use: {
    go: true,
    operands: { mirror: "+" },
    flags: {
      "--fallback": { value: "any|missing" },
      "--no-direct": {},
      "--sumdb": { value: "value" },
      "--verify": {},
      "--no-verify": {},
      "--force": { short: "-f" },
      "--shell": {},
    },
  },
  list: { go: true, alias: "ls" },
  current: { go: true },
  private: {},
  "private add": {
    go: true,
    operands: { pattern: "+" },
    flags: {
      "--force": { short: "-f" },
      "--git": { value: "ssh|https|none" },
      "--netrc": {},
    },
  },
  "private remove": { go: true, alias: "rm", operands: { pattern: "+" } },
  "private list": { go: true, alias: "ls" },
  why: { go: true, operands: { module: "?" }, flags: { "--probe": {} } },
  shell: {},
  "shell install": { go: true, flags: shellFlags },
  "shell uninstall": { go: true, flags: shellFlags },
  "shell status": { go: true },
  test: {
    go: true,
    operands: { mirror: "*" },
    flags: {
      "--samples": { value: "n" },
      "--module": { value: "module@version" },
      "--timeout": { value: "seconds" },
      "--html": { value: "file" },
      "--compare": { value: "go" },
    },
  },
  validate: { go: true, operands: { "KEY=VALUE": "+" } },
  env: { go: true, operands: { mirror: "*" }, flags: { "--as": { value: "syntax" } } },
  doctor: {
    flags: {
      "--fix": {},
      "--offline": {},
      "--only": { value: "check", many: "words" },
      "--skip": { value: "check", many: "words" },
      "--strict": {},
      "--list": {},
      "--explain": { value: "code" },
      "--module": { value: "module@version" },
      "--log": { value: "file" },
      "--timeout": { value: "seconds" },
    },
  },
  reset: { go: true, flags: { "--all": {} } },
  undo: { go: true, operands: { id: "?" }, flags: { "--force": { short: "-f" } } },
  history: {},
  mirror: {},
  "mirror add": {
    go: true,
    operands: { name: "1", url: "1" },
    flags: {
      "--serves": { value: "list" },
      "--private": {},
      "--pinned": {},
      "--fallback": { value: "any|missing" },
      "--force": { short: "-f" },
    },
  },
  "mirror remove": { go: true, alias: "rm", operands: { name: "+" } },
  "mirror list": { go: true, alias: "ls" },
  check: {
    flags: { "--environment": { short: "-e", value: "name" }, "--trust": { value: "sha256" } },
  },
  apply: {
    flags: { "--environment": { short: "-e", value: "name" }, "--trust": { value: "sha256" } },
  },
  completion: { operands: { shell: "1" } },
  help: { operands: { name: "*" } },
  /** The bare call on a terminal. */
  pick: { go: true, hidden: true },
  /** What the scripts of `completion` call. */
  complete: { operands: { word: "*" }, raw: true, hidden: true },
} as const satisfies Record<string, Verb>;

/** The flags of every verb. */
export const globalFlags = {
  "--version": { short: "-V" },
  "--json": {},
  "--dry-run": { short: "-n" },
  "--yes": { short: "-y" },
  "--quiet": { short: "-q" },
  "--debug": {},
  "--no-color": {},
  "--lang": { value: "en|zh" },
  "--go": { value: "path" },
  "--help": { short: "-h" },
} as const satisfies Record<string, Flag>;

export type VerbName = keyof typeof verbs;

type GroupOf<V> = V extends `${infer Group} ${string}` ? Group : never;

/** A verb that does nothing by itself, but has verbs of its own. */
export type GroupName = GroupOf<VerbName>;

type KeysOf<V, P extends "operands" | "flags"> =
  V extends Readonly<Record<P, infer Named>> ? keyof Named & string : never;

type Shown = {
  [V in VerbName]: (typeof verbs)[V] extends { hidden: true } ? never : V;
}[VerbName];

/** What the help says of each verb: what it is for, and of its operands and flags. */
export type VerbTexts = {
  [V in Shown]: Record<
    "about" | KeysOf<(typeof verbs)[V], "operands"> | KeysOf<(typeof verbs)[V], "flags">,
    string
  >;
};

export type GlobalFlag = keyof typeof globalFlags;

/** The verb of this name; the table's own types are narrower than what most need. */
export const verbNamed = (name: VerbName): Verb => verbs[name];

/** The verbs of a verb, or (of "") of the program, without the hidden ones. */
export function verbsOf(group: string): VerbName[] {
  const depth = group === "" ? 1 : 2;
  return (Object.keys(verbs) as VerbName[]).filter((name) => {
    const words = name.split(" ");
    return words.length === depth && (depth === 1 || words[0] === group) && !verbNamed(name).hidden;
  });
}

export const isGroup = (name: VerbName): name is GroupName =>
  !name.includes(" ") && verbsOf(name).length > 0;
