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
    | "shell"
    | "shellInstall"
    | "shellUninstall"
    | "shellStatus"
    | "validate"
    | "test"
    | "env"
    | "reset"
    | "undo"
    | "history"
    | "doctor",
    string
  >;
  operands: Record<
    "mirror" | "measured" | "assignment" | "envMirror" | "undoId" | "pattern" | "module",
    string
  >;
  use: Record<
    "fallback" | "noDirect" | "sumdb" | "verify" | "noVerify" | "force" | "shell",
    string
  >;
  shell: Record<"gui" | "shell", string>;
  private: Record<"force", string>;
  why: Record<"probe", string>;
  env: Record<"as", string>;
  test: Record<"samples" | "module" | "timeout" | "html" | "compare" | "rules", string>;
  reset: Record<"all", string>;
  undo: Record<"force", string>;
  whyProbe: string;
  doctor: Record<
    | "fix"
    | "offline"
    | "only"
    | "skip"
    | "strict"
    | "list"
    | "explain"
    | "module"
    | "log"
    | "timeout",
    string
  >;
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
    shell: "make the settings reach new terminals through startup files",
    shellInstall: "write the startup files of the shells found, or of those named",
    shellUninstall: "take everything out again, byte for byte",
    shellStatus: "show every place with its state, and what wins over it",
    test: "measure mirrors side by side: latency, failures, speed, what they serve",
    validate: "judge values exactly as go does",
    env: "print the settings for a shell, a file or CI",
    reset: "back to go's defaults",
    undo: "take back the last change, or the one named",
    history: "list the changes made by this tool",
    doctor: "find out what is wrong, and how to mend it",
  },
  operands: {
    mirror:
      "mirror names, URLs, `direct`, `off`, `auto` (the fastest that serve), or one GOPROXY value",
    measured: "mirror names and URLs; without any: your own and the whole catalog",
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
    shell: "also make it survive in the startup files of your shells",
  },
  private: { force: "also patterns that are too broad" },
  shell: {
    gui: "programs started from the desktop, too (environment.d, on macOS a LaunchAgent)",
    shell: "bash zsh sh dash ksh fish csh tcsh nu pwsh elvish xonsh cmd; repeatable",
  },
  why: { probe: "ask each entry for real" },
  env: {
    as: "bash zsh sh ksh fish csh nu pwsh cmd elvish xonsh github gitlab dotenv dockerfile devcontainer json",
  },
  test: {
    samples: "small requests for each mirror, a fourth of them on new connections (default 20)",
    module: "the module version to ask for and to download (default golang.org/x/mod@v0.25.0)",
    timeout: "seconds for one request (default 5)",
    html: "also write a report, one page that needs no network",
    compare: "`go`: download it with the real go through each mirror, too",
    rules: `How the order is found, here and by \`use auto\`:
  1. Left out: what does not answer, has no whole zip or fails in half of the requests or more; what lacks
     the module, unless it is your own private mirror; goproxy.io, unless it was asked for by name.
  2. First your own pinned mirrors, in the order of the file, then your own private ones.
  3. Then the others by what one module costs: four small requests (median) and the zip.
  4. Within 5 % it is a tie: first who serves the checksum database, then toolchains, then newer versions.
  5. Mirrors that failed more than once and in more than a tenth of the requests come after all others.
  6. \`direct\` is last.`,
  },
  reset: { all: "also GOPRIVATE, GONOPROXY and GONOSUMDB" },
  undo: { force: "even where the value was changed since" },
  whyProbe: "ask everybody on the way, and say what go would end with",
  doctor: {
    fix: "repair what can be repaired safely (asks for --yes; undo takes it back)",
    offline: "leave out everything that needs the network",
    only: "only these checks: ids, groups or codes",
    skip: "leave these checks out: ids, groups or codes",
    strict: "warnings count as errors",
    list: "list the checks and what they find",
    explain: "explain a code",
    module: "reproduce the download of this module version",
    log: "start from what go said: a file, or - for standard input",
    timeout: "seconds for one request (5)",
  },
};
