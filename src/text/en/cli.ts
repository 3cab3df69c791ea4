export interface CliText {
  description: string;
  usage: string;
  arguments: string;
  options: string;
  globalOptions: string;
  commands: string;
  examples: string;
  learnMore: string;
  flags: Record<
    "json" | "dryRun" | "yes" | "quiet" | "debug" | "noColor" | "lang" | "go" | "help" | "version",
    string
  >;
  verbs: Record<
    | "use"
    | "list"
    | "current"
    | "private"
    | "privateAdd"
    | "privateRemove"
    | "privateList"
    | "why"
    | "validate"
    | "env"
    | "reset"
    | "undo"
    | "history"
    | "doctor",
    string
  >;
  operands: Record<"mirror" | "assignment" | "envMirror" | "undoId" | "pattern" | "module", string>;
  use: Record<"fallback" | "noDirect" | "sumdb" | "verify" | "noVerify" | "force", string>;
  private: Record<"force", string>;
  why: Record<"probe", string>;
  env: Record<"as", string>;
  reset: Record<"all", string>;
  undo: Record<"force", string>;
  doctor: Record<"fix" | "offline" | "only" | "skip" | "strict" | "list" | "explain", string>;
}

export const cli: CliText = {
  description: "Make Go module downloads work: mirrors, private modules, checksum database.",
  usage: "Usage:",
  arguments: "Arguments:",
  options: "Options:",
  globalOptions: "Options of every command:",
  commands: "Commands:",
  examples: "Examples:",
  learnMore: "Help for a command: goproxy-cfg <command> --help",
  flags: {
    json: "print one JSON document",
    dryRun: "show what would change, change nothing",
    yes: "consent to the extra steps that would be asked for",
    quiet: "print errors only",
    debug: "print what is run, and stack traces",
    noColor: "no colours",
    lang: "language: en or zh",
    go: "the go command to use, instead of the one on PATH",
    help: "show this help",
    version: "show the version",
  },
  verbs: {
    use: "set where modules come from (GOPROXY, and GOSUMDB where needed)",
    list: "list the known mirrors",
    current: "show each Go setting, its value and where it comes from",
    private: "manage which modules are private (GOPRIVATE)",
    privateAdd: "make modules private: they bypass public proxies and the checksum database",
    privateRemove: "take patterns out of GOPRIVATE",
    privateList: "show the private patterns and what each one matches",
    why: "show the route of a module: who is asked, in what order, who verifies it",
    validate: "judge values exactly as go does",
    env: "print the settings for a shell, a file or CI",
    reset: "back to go's defaults",
    undo: "take back the last change, or the one named",
    history: "list the changes made by this tool",
    doctor: "find out what is wrong, and how to mend it",
  },
  operands: {
    mirror: "mirror names, URLs, `direct`, `off`, or one GOPROXY value",
    assignment: "KEY=VALUE",
    envMirror: "print the settings of these mirrors instead",
    pattern: "patterns such as corp.com/*; URLs and git remotes are understood",
    module: "module path, with @version or without; without any: those of go.mod",
    undoId: "id of a change (see history)",
  },
  use: {
    fallback:
      "go on to the next entry after any failure, or only when a module is missing: any | missing",
    noDirect: "do not append `direct`",
    sumdb: "GOSUMDB: default | cn | off | a value",
    verify: "insist on an answer, even when this machine is offline",
    noVerify: "write without asking the mirrors first",
    force: "write even when no mirror answers",
  },
  private: { force: "also patterns that are too broad" },
  why: { probe: "ask each entry for real" },
  env: {
    as: "bash zsh sh ksh fish csh nu pwsh cmd elvish xonsh github gitlab dotenv dockerfile devcontainer json",
  },
  reset: { all: "also GOPRIVATE, GONOPROXY and GONOSUMDB" },
  undo: { force: "even where the value was changed since" },
  doctor: {
    fix: "repair what can be repaired safely (asks for --yes; undo takes it back)",
    offline: "leave out everything that needs the network",
    only: "only these checks: ids, groups or codes",
    skip: "leave these checks out: ids, groups or codes",
    strict: "warnings count as errors",
    list: "list the checks and what they find",
    explain: "explain a code",
  },
};
