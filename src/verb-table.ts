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
  /** What a newcomer types, without the name of the program; it stands at the head of the help. */
  examples?: readonly string[];
  /** In their order; only the last one may stand for several. */
  operands?: Readonly<Record<string, Count>>;
  flags?: Readonly<Record<string, Flag>>;
  /** Its operands are names alone, in which there is neither a blank nor a comma. */
  names?: true;
  /** It looks at go whatever its operands are: go is asked while the rest of the program is loaded. */
  go?: true;
  /** Behind `--`, or from the word `go` on, stands a command line that is not ours. */
  command?: true;
  /** A group: the verb of it that it stands for where it is named alone. */
  alone?: string;
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
 * The command line: every verb, in the order of the help, with its examples, operands and flags. A name of two words
 * is a verb of a verb. `cli/` builds the commands from it, `text/` describes each in both languages, and what one does
 * stands in `cli/actions.ts`.
 */
export const verbs = {
  use: {
    examples: [
      "use cn",
      "use auto",
      "use aliyun goproxy.cn",
      "use https://proxy.corp.example cn",
      'use "https://goproxy.cn,direct"',
      "use off",
      "use -",
    ],
    go: true,
    operands: { mirror: "*" },
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
  list: {
    examples: ["list", "list --long", "list --json"],
    go: true,
    alias: "ls",
    flags: { "--long": {} },
  },
  current: {
    examples: ["current", "current --all", "current --json"],
    go: true,
    flags: { "--all": {} },
  },
  private: {
    examples: ['private add "corp.com/*"', "private list", 'private remove "corp.com/*"'],
    go: true,
    alone: "list",
  },
  "private add": {
    examples: [
      'private add corp.com "corp.com/*"',
      "private add https://git.corp.com/team",
      "private add git@git.corp.com:team/app.git --git ssh",
    ],
    go: true,
    operands: { pattern: "+" },
    flags: {
      "--force": { short: "-f" },
      "--git": { value: "ssh|https|none" },
      "--netrc": {},
    },
  },
  "private remove": {
    examples: ["private remove corp.com"],
    go: true,
    alias: "rm",
    operands: { pattern: "+" },
  },
  "private list": { examples: ["private list", "private list --json"], go: true, alias: "ls" },
  why: {
    examples: ["why git.corp.com/team/app", "why --probe rsc.io/quote@v1.5.2", "why"],
    go: true,
    operands: { module: "?" },
    flags: { "--probe": {} },
  },
  shell: {
    examples: ["shell install", "shell status", "shell uninstall"],
    go: true,
    alone: "status",
  },
  "shell install": {
    examples: [
      "shell install",
      "shell install --shell fish --shell zsh",
      "shell install --dry-run",
    ],
    go: true,
    flags: shellFlags,
  },
  "shell uninstall": {
    examples: ["shell uninstall", "shell uninstall --shell fish"],
    go: true,
    flags: shellFlags,
  },
  "shell status": { examples: ["shell status"], go: true },
  test: {
    examples: [
      "test",
      "test goproxy.cn aliyun https://proxy.corp.example",
      "test --html report.html",
      "test --conformance https://proxy.corp.example",
    ],
    go: true,
    operands: { mirror: "*" },
    flags: {
      "--samples": { value: "n" },
      "--module": { value: "module@version" },
      "--timeout": { value: "seconds" },
      "--html": { value: "file" },
      "--compare": { value: "go" },
      "--conformance": { value: "url" },
    },
  },
  validate: {
    examples: ['validate "GOPROXY=https://goproxy.cn,direct"', 'validate "GOPRIVATE=*.corp.com"'],
    go: true,
    operands: { "KEY=VALUE": "+" },
    flags: { "--strict": {} },
  },
  env: {
    examples: [
      "env --as fish | source",
      "env cn --as dockerfile",
      'env --as github >> "$GITHUB_ENV"',
      "env cn --as mise >> mise.toml",
      "env --as vscode --into .vscode/settings.json",
    ],
    go: true,
    operands: { mirror: "*" },
    flags: { "--as": { value: "syntax" }, "--into": { value: "file" } },
  },
  doctor: {
    examples: [
      "doctor",
      "doctor --fix --dry-run",
      "doctor --module rsc.io/quote@v1.5.2",
      "doctor --explain proxy.comma-fragile",
    ],
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
  watch: {
    examples: [
      "watch --once",
      "watch cn aliyun --deep",
      "watch --once --textfile /var/lib/node_exporter/goproxy.prom",
      "watch --print rules",
      "watch install --fail-over",
    ],
    go: true,
    operands: { mirror: "*" },
    flags: {
      "--once": {},
      "--deep": {},
      "--textfile": { value: "file" },
      "--down": { value: "N/M" },
      "--every": { value: "seconds" },
      "--fail-over": {},
      "--timeout": { value: "seconds" },
      "--print": { value: "kind" },
    },
  },
  "watch install": {
    examples: ["watch install", "watch install --every 300 --fail-over"],
    go: true,
    operands: { mirror: "*" },
    flags: {
      "--every": { value: "seconds" },
      "--fail-over": {},
      "--deep": {},
      "--textfile": { value: "file" },
      "--down": { value: "N/M" },
    },
  },
  "watch uninstall": { examples: ["watch uninstall"], go: true },
  "watch status": { examples: ["watch status", "watch status --json"] },
  gateway: {
    examples: [
      "gateway init nginx cn",
      "gateway up",
      "use gateway",
      "gateway status",
      "gateway purge rsc.io/quote@v1.5.2",
    ],
  },
  "gateway init": {
    examples: [
      "gateway init nginx cn",
      'gateway init nginx goproxy.cn aliyun --private "corp.com,*.corp.com" --cap 20g',
      "gateway init nginx --listen 0.0.0.0:8443 --tls cert.pem key.pem --token token.txt",
      "gateway init athens cn --for kubernetes --dir deploy",
    ],
    go: true,
    operands: { engine: "1", mirror: "*" },
    flags: {
      "--listen": { value: "address:port" },
      "--private": { value: "list" },
      "--cap": { value: "size" },
      "--tls": { value: "file", many: "words" },
      "--token": { value: "file" },
      "--dir": { value: "path" },
      "--unit": { value: "systemd" },
      "--for": { value: "platform" },
    },
  },
  "gateway up": { examples: ["gateway up"], go: true, flags: { "--dir": { value: "path" } } },
  "gateway down": { examples: ["gateway down"], go: true, flags: { "--dir": { value: "path" } } },
  "gateway reload": {
    examples: ["gateway reload"],
    go: true,
    flags: { "--dir": { value: "path" } },
  },
  "gateway status": {
    examples: [
      "gateway status",
      "gateway status --json",
      "gateway status --textfile /var/lib/node_exporter/gateway.prom",
    ],
    go: true,
    flags: { "--dir": { value: "path" }, "--textfile": { value: "file" } },
  },
  "gateway purge": {
    examples: ["gateway purge rsc.io/quote@v1.5.2", "gateway purge rsc.io/quote"],
    operands: { module: "1" },
    flags: { "--dir": { value: "path" } },
  },
  run: {
    examples: [
      "run -- go mod download",
      "run cn -- go build ./...",
      "run auto -- make test",
      "run go get rsc.io/quote@latest",
    ],
    go: true,
    operands: { mirror: "*" },
    flags: { "--stall": { value: "seconds" }, "--no-retry": {} },
    command: true,
  },
  reset: { examples: ["reset", "reset --all --dry-run"], go: true, flags: { "--all": {} } },
  undo: {
    examples: ["undo", "undo --dry-run"],
    go: true,
    operands: { id: "?" },
    flags: { "--force": { short: "-f" } },
  },
  history: { examples: ["history", "history --json"] },
  mirror: {
    examples: [
      "mirror add corp https://goproxy.corp.example --private",
      "mirror list",
      "use corp cn",
      "mirror rename corp company",
      "mirror remove corp",
    ],
    go: true,
    alone: "list",
  },
  "mirror add": {
    examples: [
      "mirror add corp https://goproxy.corp.example",
      "mirror add disk file:///srv/modules --serves modules",
      "mirror add athens http://athens.corp.example:3000 --fallback missing --pinned",
    ],
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
  "mirror remove": {
    examples: ["mirror remove corp"],
    go: true,
    names: true,
    alias: "rm",
    operands: { name: "+" },
  },
  "mirror rename": {
    examples: ["mirror rename corp company"],
    go: true,
    operands: { name: "1", "new-name": "1" },
  },
  "mirror list": {
    examples: ["mirror list", "mirror list --json"],
    go: true,
    alias: "ls",
    flags: { "--long": {} },
  },
  init: { examples: ["init", "init --dry-run"], go: true },
  check: {
    examples: ["check", "check --environment ci --json"],
    flags: { "--environment": { short: "-e", value: "name" }, "--trust": { value: "sha256" } },
  },
  apply: {
    examples: ["apply --dry-run", "apply", "apply --yes --trust SHA256"],
    flags: { "--environment": { short: "-e", value: "name" }, "--trust": { value: "sha256" } },
  },
  completion: {
    examples: ["completion install", "completion install zsh", "completion bash"],
    operands: { shell: "1", more: "*" },
  },
  version: { examples: ["version", "version --json"], go: true },
  help: { examples: ["help fallback", "help use"], operands: { name: "*" } },
  /** The bare call on a terminal. */
  pick: { go: true, hidden: true },
  /** What the scripts of `completion` call. */
  complete: { operands: { word: "*" }, raw: true, hidden: true },
} as const satisfies Record<string, Verb>;

/** The examples at the head of the program's own help. */
export const programExamples: readonly string[] = ["use cn", "current", "undo"];

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
export type GroupName = Exclude<GroupOf<VerbName>, "watch">;

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

export const isGroup = (name: VerbName): name is GroupName =>
  verbNamed(name).operands === undefined &&
  Object.keys(verbs).some((each) => each.startsWith(`${name} `));

/**
 * Whether a command line, not understood yet, most likely has a verb that asks the go of PATH. Who starts that early has
 * lost a process where this is wrong, and nothing else.
 */
export function seemsToAskGo(argv: readonly string[]): boolean {
  if (argv.some((word) => /^(?:--(?:go|debug|help|version)\b|-[hV])/.test(word))) return false;
  const [first = "", second = ""] = argv.filter((word) => !word.startsWith("-"));
  const name = [`${first} ${second}`, first].find((each) => Object.hasOwn(verbs, each));
  return name !== undefined && verbNamed(name as VerbName).go === true;
}
