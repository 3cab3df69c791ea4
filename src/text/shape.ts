import type { ChecksumReason } from "../go/route/route.ts";
import type { GlobalFlag, VerbTexts } from "../verb-table.ts";
import type {
  CheckResult,
  Conformance,
  ConformancePoint,
  GatewayStatus,
  Origin,
  Severity,
  ShellStatus,
  Watch,
} from "../contract.ts";
import type { FailureArgs } from "../failure.ts";
import type { ByHand, FileRefusal, LeftOut, FindingArgs, Silence } from "../findings.ts";

/** Text for an error: what is wrong and where, and the hint that corrects it. */
export interface ErrorText {
  message: string;
  hint: string | null;
}

export type FindingsText = { [C in keyof FindingArgs]: (args: FindingArgs[C]) => string };
export type ErrorsText = { [K in keyof FailureArgs]: (args: FailureArgs[K]) => ErrorText };

/** Everything that a user reads. A key that one language lacks does not compile. */
export interface Text {
  lang: "en" | "zh";
  doctor: () => Promise<DoctorText>;
  /** Loaded where one is to be told. */
  errors: () => Promise<ErrorsText>;
  help: () => Promise<HelpText>;
  topics: () => Promise<Record<Topic, string>>;
  /** What `doctor --explain` says; long, and loaded for it alone. */
  explanations: () => Promise<Record<keyof FindingArgs, string>>;
  /** Loaded where there is something to remark. */
  findings: () => Promise<FindingsText>;
  /** Of `test`, loaded for it alone. */
  measure: () => Promise<MeasureText>;
  output: OutputText;
  private: PrivateText;
  /** Of `test --conformance`, loaded for it alone. */
  conformance: () => Promise<ConformanceText>;
  /** Of `run`, loaded for it alone. */
  run: () => Promise<RunText>;
  team: TeamText;
  why: WhyText;
  shell: ShellText;
  severity: Record<Severity, string>;
}

/** What `doctor` prints around its findings. */
export interface DoctorText {
  /** What is said of a finding besides. */
  remark: {
    modules: (named: readonly string[], more: number) => string;
    retired: (instead: string) => string;
    "mirror-behind": (host: string, mirror: string) => string;
    private: (host: string) => string;
    editor: string;
  };
  byHand: Record<ByHand, string>;
  /** Between two sentences. */
  between: string;
  /** The end of one. */
  stop: string;
  /** Where a setting stands. */
  at: (place: string) => string;
  environment: string;
  fix: (command: string) => string;
  /** What that command does. */
  does: (what: string) => string;
  passed: (ids: readonly string[]) => string;
  skipped: (ids: readonly string[]) => string;
  crashed: (problem: string) => string;
  /** The last line but one. */
  verdict: (errors: number, warnings: number, crashed: number) => string;
  /** What the download of a module ends with; `reproduced`: it was done for real. */
  outcome: (of: {
    module: string;
    ok: boolean;
    reproduced: boolean;
    error: string | null;
  }) => string;
  next: (command: string) => string;
  nothingToFix: string;
  stillWrong: string;
  /** What a repair does. */
  repair: {
    unset: (key: string) => string;
    set: (key: string, value: string) => string;
    line: (line: number, text: string) => string;
    encoding: string;
    carriageReturn: (place: string) => string;
    refresh: string;
    comment: (place: string) => string;
    together: (steps: readonly string[]) => string;
  };
  list: Record<"check" | "codes" | "network", string>;
  explain: {
    severity: (severity: Severity) => string;
    fixable: (yes: boolean) => string;
    source: (source: string) => string;
  };
  consent: (steps: readonly string[]) => string;
  ask: (step: string) => string;
  status: Record<CheckResult["status"], string>;
}

/** What `--help` and the completions say; loaded for them alone. */
export interface HelpText {
  description: string;
  usage: string;
  operands: string;
  options: string;
  globalOptions: string;
  commands: string;
  examples: string;
  /** The last lines of the program's own help. */
  learnMore: string;
  flags: Record<GlobalFlag, string>;
  verbs: VerbTexts;
  /** How `test` and `use auto` order mirrors. */
  rules: string;
}

/** What `test` says, on the terminal and in its report. */
export interface MeasureText {
  gateway: GatewayText;
  watch: WatchText;
  head: Record<
    "mirror" | "median" | "p90" | "cold" | "speed" | "failed" | "serves" | "go" | "latency",
    string
  >;
  sumdb: string;
  toolchain: string;
  ms: (ms: number) => string;
  rate: (bytesPerSecond: number) => string;
  failures: (failures: number, samples: number) => string;
  behind: (latest: string) => string;
  stage: Record<"waiting" | "latency" | "content" | "done", string>;
  progress: (finished: number, all: number, requests: number) => string;
  /** What kept a mirror from serving, in a word or two. */
  why: Record<Extract<keyof FindingArgs, `net.${string}`>, string>;
  left: Record<LeftOut, string>;
  leftOut: (mirrors: readonly { id: string; why: string }[]) => string;
  /** What to do about a mirror that has not what was asked for. */
  lacks: (module: string) => string;
  recommended: string;
  useIt: (command: string) => string;
  nothing: string;
  partial: string;
  legend: (module: string) => readonly string[];
  goFailed: string;
  saved: (file: string) => string;
  report: {
    title: string;
    at: (when: string) => string;
    distribution: string;
    distributionNote: string;
    phases: string;
    phasesNote: string;
    failures: string;
    noFailures: string;
    numbers: string;
    numbersNote: string;
    /** How fast the zip came. */
    speeds: string;
    speedsNote: string;
    /** What one module takes; the share of requests that were answered rightly. */
    cost: string;
    success: string;
    /** Of an axis, behind its unit. */
    logarithmic: string;
    /** How each mirror was asked. */
    asked: (samples: number, seconds: number) => string;
    faster: (best: string, times: string, other: string) => string;
    /** What does the same without this tool. */
    without: string;
    phase: Record<"dns" | "connect" | "tls" | "answer", string>;
    milliseconds: string;
    sample: (id: string, ms: string) => string;
    percentiles: (id: string, p50: string, p90: string, p99: string) => string;
  };
}

/** The places that `version` names; `installed`: the files of ours that an install has left, counted. */
export type KnownPlace =
  | "go"
  | "goEnv"
  | "gorootEnv"
  | "config"
  | "history"
  | "state"
  | "teamFile"
  | "netrc"
  | "installed";

/** What the verbs print for a person. */
export interface OutputText {
  origin: Record<Origin["kind"], string>;
  fixWith: (command: string) => string;
  was: (before: string) => string;
  wasUnset: string;
  nowUnset: string;
  written: (file: string) => string;
  wouldWrite: (file: string) => string;
  /** What a dry run says of a step, whose words tell that it is done. */
  ahead: (done: string) => string;
  /** Between parts of a sentence, and between sentences. */
  comma: string;
  between: string;
  nothingToChange: string;
  undoWith: (command: string) => string;
  dryRun: string;
  overridden: (key: string, value: string) => string;
  overriddenBy: (place: string, perhaps: boolean) => string;
  overriddenUnknown: string;
  /** `login`: the file is read at the login. */
  removeLine: (place: string, key: string, login: boolean) => string;
  /** A key of Windows' registry: `machine` for that of all users. `command`: what lasts. */
  inRegistry: (place: string, machine: boolean) => string;
  mendRegistry: (command: string, asAdministrator: boolean) => string;
  goenvOff: string;
  answers: (ms: number) => string;
  list: Record<
    "mirror" | "address" | "modules" | "sumdb" | "toolchain" | "private" | "pinned" | "next",
    string
  > & {
    /** In full, for `list --long`. */
    long: Record<"modules" | "sumdb" | "toolchain", string>;
    verified: (day: string) => string;
    alsoCalled: (names: string) => string;
  };
  status: Record<"active" | "unverified" | "retired" | "own", string>;
  listLegend: string;
  setBy: (place: string, perhaps: boolean) => string;
  shadows: (value: string, origin: string) => string;
  /** Go moves on from entry to entry like this. */
  movesOn: Record<"any" | "missing", string>;
  /** Of settings that are not shown, for they are go's default. */
  defaultsLeft: (count: number) => string;
  empty: string;
  isMirror: (name: string) => string;
  valid: string;
  invalid: (why: string) => string;
  walk: string;
  onFailure: Record<"missing" | "any" | "stop", string>;
  goPanics: string;
  undone: string;
  noHistory: string;
  /** While it lasts: whom a verb asks. */
  asking: (names: readonly string[]) => string;
  checking: string;
  noPatterns: string;
  joined: (words: readonly string[]) => string;
  codePage: string;
  secretsShown: string;
  /** In the place of go's version. */
  noGo: string;
  /** What lies at a place that `version` names. */
  place: Record<KnownPlace, string>;
}

/** What is said of private modules for a person alone. */
export interface PrivateText {
  /** Asks for consent to fold lists into GOPRIVATE; `settings` as `KEY=value`. */
  fold: (settings: string) => string;
  /** Of a rule in git's configuration. */
  removed: string;
  /** The private part of `current`; `key`: the list that is in effect there. */
  privateModules: string;
  direct: string;
  unverified: string;
  proxied: (key: string) => string;
  verified: (key: string) => string;
  more: (count: number) => string;
  matches: string;
  matchesNothing: string;
  doesNotMatch: string;
}

/** A value of a new terminal. `rewrites`: it is made the stored setting whenever one is opened. */
export interface NewTerminalHas {
  key: string;
  value: string;
  shell: string;
  perhaps: boolean;
  rewrites: boolean;
}

export interface ShellText {
  state: Record<ShellStatus["shells"][number]["files"][number]["state"], string>;
  change: Record<"created" | "updated" | "removed", string>;
  commentedOut: string;
  broughtBack: string;
  /** Of a line that overrides a setting in this terminal alone. */
  overruledInNewTerminals: string;
  gui: string;
  reason: (code: FileRefusal) => string;
  active: string;
  none: string;
  /** What a new terminal has instead of the stored setting; `place`: the line that does it. */
  conflict: (place: string | null, has: NewTerminalHas) => string;
  /** While shells are asked. */
  asking: string;
  newTerminal: (login: boolean, told: string) => string;
  asStored: string;
  unset: (keys: string) => string;
  silence: Record<Silence, string>;
  thisTerminal: (command: string) => string;
  askToOverrule: (places: string) => string;
  /** `completion install`. */
  completes: (shells: readonly string[]) => string;
  offPath: string;
}

/** What the daily hand and a team need: own mirrors, the team file, prompts. */
export interface TeamText {
  noMirrors: string;
  useMirror: (command: string) => string;
  /** `mirror remove`: GOPROXY has its address. */
  stillUsed: (names: readonly string[]) => string;
  /** `check`. */
  asItShould: (file: string) => string;
  environment: (name: string) => string;
  hash: (sha256: string) => string;
  trusted: string;
  untrusted: string;
  expected: (value: string) => string;
  /** `answers` of a file that nobody has consented to. */
  notAsked: string;
  violation: Record<
    "allowedProxies" | "allowSumdbOff" | "allowInsecureHttp" | "requiredPrivate" | "minGo",
    (args: { value: string; wanted: string }) => string
  >;
  /** `flag`: of the environment that was judged, behind a blank; empty where there is none. */
  applyWith: (flag: string) => string;
  beside: (file: string, other: string) => string;
  /** `apply`. */
  shown: (file: string) => string;
  consent: string;
  trustQuestion: (file: string) => string;
  applyQuestion: string;
  yes: string;
  no: string;
  /** What was asked was answered with no. */
  unchanged: string;
  /** `init`: what overwrites a file needs consent; the first line of the file, and what is next. */
  overwriting: (file: string) => string;
  overwriteQuestion: (file: string) => string;
  head: string;
  commit: string;
  /** The picker. */
  pick: string;
  keep: string;
  measure: string;
  asking: string;
  /** Its last line, and what stands there where nothing has what is typed. */
  keys: string;
  noMatch: string;
}

/** What `test --conformance` says of a proxy. */
export interface ConformanceText {
  /** What should come, and what go does where something else comes. */
  points: Readonly<Record<ConformancePoint, { expected: string; goDoes: string }>>;
  expected: (what: string) => string;
  seen: (what: string) => string;
  verdict: (summary: Conformance["summary"]) => string;
  passed: (count: number) => string;
  skipped: (ids: readonly string[]) => string;
  progress: (done: number, all: number) => string;
}

/** What `gateway` says. */
interface GatewayText {
  running: (url: string, pid: number) => string;
  stopped: (url: string) => string;
  files: (config: string) => string;
  cache: (held: string, files: number, cap: string) => string;
  requests: (counts: NonNullable<GatewayStatus["requests"]>) => string;
  asked: (asked: number, failures: number) => string;
  /** It is not in GOPROXY. */
  unused: string;
  /** `dryRun`: they would. */
  purged: (module: string, files: number, dryRun: boolean) => string;
}

/** What `watch` says of a mirror. */
interface WatchText {
  state: Record<Watch["mirrors"][number]["state"], string>;
  /** `--fail-over`: the chain as it is now, and how it is taken back. */
  switched: (to: string, undo: string) => string;
  /** Between two rounds. */
  watching: (mirrors: number) => string;
  /** `watch status`: the manager, whether it runs the timer (null: not known), the last round. */
  timer: (manager: string | null, active: boolean | null) => string;
  lastRound: (at: string | null) => string;
  startIt: (command: string) => string;
  /** Of zip, sumdb, toolchain. */
  wrong: (what: readonly string[]) => string;
  busy: string;
}

/** What `run` says on stderr between what its command says. */
export interface RunText {
  /** A GOPROXY of the environment: the chain to begin with, or passed over for the mirrors that were named. */
  environment: (value: string, used: boolean) => string;
  leftOut: (mirror: string) => string;
  /** It does not answer, and stays: a public mirror would be asked for what only it has. */
  kept: (mirror: string) => string;
  fallback: (chain: string) => string;
  /** `--dry-run`. */
  wouldStart: (goproxy: string, command: string) => string;
  failed: (mirrors: string, cause: string) => string;
  stalled: (mirrors: string, seconds: number) => string;
  again: (mirrors: string) => string;
  last: (mirrors: string) => string;
  guarded: (mirrors: string) => string;
  notStarted: (command: string, reason: string) => string;
}

export interface WhyText {
  checksum: (reason: ChecksumReason) => string;
  privateBy: (pattern: string, key: string) => string;
  notPrivate: string;
  invalid: string;
  verifiedBy: (database: string, reason: string) => string;
  notVerified: (reason: string) => string;
  looksPrivate: string;
  /** `--probe`: an answer that is not what the checksum database has. */
  notPublished: string;
  answered: (ms: number) => string;
  /** What go ends with, by whom, or because of which code. */
  served: (by: string) => string;
  next: (command: string) => string;
  failed: (code: string) => string;
  hangs: string;
  group: { direct: string; proxies: string; off: string };
}

/** Long answers, read on request: `help TOPIC`. A line that begins with `$ ` is a command to see it with. */
export type Topic = "fallback" | "patterns" | "sumdb" | "precedence" | "myths";
