import type { HelpText } from "../shape.ts";

const pattern = "patterns such as corp.com/*; URLs and git remotes are understood";
const places = {
  "--shell": "bash zsh sh dash ksh fish csh tcsh nu pwsh elvish xonsh cmd; repeatable",
  "--gui": "programs started from the desktop, too (environment.d, on macOS a LaunchAgent)",
};
const environment =
  "the environment of the team file (else GOPROXY_CFG_ENVIRONMENT, else what answers)";

export const help: HelpText = {
  description: "Make Go module downloads work: mirrors, private modules, checksum database.",
  usage: "Usage:",
  operands: "Arguments:",
  options: "Options:",
  globalOptions: "Options of every command:",
  commands: "Commands:",
  examples: "Examples:",
  learnMore: `Help for a command: goproxy-cfg <command> --help
Topics: goproxy-cfg help fallback | patterns | sumdb | precedence | myths`,
  flags: {
    "--version": "show the version",
    "--json": "print one JSON document",
    "--dry-run": "show what would change, change nothing",
    "--yes": "consent to the extra steps that would be asked for",
    "--quiet": "print errors only",
    "--debug": "print what is run, and stack traces",
    "--no-color": "no colours",
    "--lang": "language: en or zh (also GOPROXY_CFG_LANG)",
    "--go": "the go command to use, instead of the one on PATH",
    "--help": "show this help",
  },
  verbs: {
    use: {
      about: "set where modules come from (GOPROXY, and GOSUMDB where needed)",
      mirror:
        "mirror names, URLs, `direct`, `off`, `auto` (the fastest that serve), `-` (the previous ones), or one GOPROXY value",
      "--fallback":
        "go on to the next entry after any failure, or only when a module is missing: any | missing",
      "--no-direct": "do not append `direct`",
      "--sumdb": "GOSUMDB: default | cn | off | a value",
      "--verify": "insist on an answer, even when this machine is offline",
      "--no-verify": "write without asking the mirrors first",
      "--force": "write even when no mirror answers",
      "--shell": "also make it survive in the startup files of your shells",
    },
    list: { about: "list the known mirrors", "--long": "also other names, dates and notes" },
    current: {
      about: "show each Go setting, its value and where it comes from",
      "--all": "also those that are go's default",
    },
    private: { about: "manage which modules are private (GOPRIVATE)" },
    "private add": {
      about: "make modules private: they bypass public proxies and the checksum database",
      pattern,
      "--force": "also patterns that are too broad",
      "--git":
        "how git reaches these hosts: ssh (insteadOf in git's global file), https (checks the login), none",
      "--netrc": "check that go finds a login for these hosts in .netrc",
    },
    "private remove": {
      about: "take patterns out of GOPRIVATE",
      pattern,
    },
    "private list": { about: "show the private patterns and what each one matches" },
    why: {
      about: "show the route of a module: who is asked, in what order, who verifies it",
      module: "module path, with @version or without; without any: those of go.mod",
      "--probe": "ask everybody on the way, and say what go would end with",
    },
    shell: { about: "make the settings reach new terminals through startup files" },
    "shell install": {
      about: "write the startup files of the shells found, or of those named",
      ...places,
    },
    "shell uninstall": {
      about: "take everything out again, byte for byte",
      ...places,
    },
    "shell status": { about: "show every place with its state, and what wins over it" },
    test: {
      about: "measure mirrors side by side: latency, failures, speed, what they serve",
      mirror: "mirror names and URLs; without any: your own and the whole catalog",
      "--samples":
        "small requests for each mirror, a fourth of them on new connections (default 20)",
      "--module":
        "the module version to ask for and to download (default golang.org/x/mod@v0.25.0)",
      "--timeout": "seconds for one request (default 5)",
      "--html": "also write a report, one page that needs no network",
      "--compare": "`go`: download it with the real go through each mirror, too",
      "--conformance": "go through the module proxy protocol point by point, of any proxy",
    },
    validate: {
      about: "judge values exactly as go does",
      "KEY=VALUE": "KEY=VALUE",
      "--strict": "warnings are exit 1, too",
    },
    env: {
      about: "print the settings for a shell, a file or CI",
      mirror: "print the settings of these mirrors instead",
      "--as":
        "bash zsh sh ksh fish csh nu pwsh cmd elvish xonsh github gitlab dotenv dockerfile devcontainer vscode envrc mise goenv g setup-go json",
      "--into": "with --as vscode: put them into this settings file; undo takes them back",
    },
    doctor: {
      about: "find out what is wrong, and how to mend it",
      "--fix": "repair what is safe, and ask for the rest one by one (undo takes it back)",
      "--offline": "leave out what needs the network",
      "--only": "only these checks: ids, groups or codes",
      "--skip": "leave these checks out: ids, groups or codes",
      "--strict": "warnings count as errors",
      "--list": "list the checks and what they find",
      "--explain": "explain a code",
      "--module": "reproduce the download of this module version",
      "--log": "start from what go said: a file, or - for standard input",
      "--timeout": "seconds for one request (default 5)",
    },
    watch: {
      about: "look after mirrors round by round: up, failing or down",
      mirror: "as in `use`; without any, the chain in effect",
      "--once": "one round, for a timer; exit code 1 when a mirror is down",
      "--deep": "also a zip by its hash, the checksum database and a toolchain",
      "--textfile": "also write the metrics for node_exporter",
      "--down": "down after N failures in M rounds (default: 3/5)",
      "--every": "seconds between two rounds (default: 60)",
      "--timeout": "seconds for one request (default: 5)",
      "--fail-over": "move a first mirror that hangs or is down behind the next one, and back",
      "--print":
        "print instead: blackbox prometheus rules alertmanager grafana systemd launchd schtasks cron",
    },
    "watch install": {
      about: "have a timer of this system do the rounds; undo takes it back",
      mirror: "as in `use`; without any, the chain in effect",
      "--every": "seconds between two rounds (default: 60)",
      "--fail-over": "move a first mirror that hangs or is down behind the next one, and back",
      "--deep": "also a zip by its hash, the checksum database and a toolchain",
      "--textfile": "also write the metrics for node_exporter",
      "--down": "down after N failures in M rounds (default: 3/5)",
    },
    "watch uninstall": { about: "take the timer out again" },
    "watch status": { about: "whether a timer is installed and runs, and when it last did" },
    gateway: { about: "a module proxy for a team, made of nginx in front of mirrors" },
    "gateway init": {
      about: "write the files of a gateway; starts nothing",
      engine: "nginx; athens or goproxy, which build private modules from git, behind it",
      mirror: "the mirrors behind it, as in `use`; without any, the chain in effect",
      "--listen": "where it listens (default: 127.0.0.1:8183)",
      "--private": "modules that no mirror is asked for (default: GOPRIVATE)",
      "--cap": "how much the cache may hold (default: 10g)",
      "--tls": "certificate and key",
      "--token": "file with the password of the user `go`; needs --tls",
      "--dir": "folder of the gateway (default: in the state folder of goproxy-cfg)",
      "--unit": "also write a unit of systemd",
      "--for": "where athens or goproxy runs: systemd (default), compose, kubernetes",
    },
    "gateway up": {
      about: "start it",
      "--dir": "folder of the gateway (default: in the state folder of goproxy-cfg)",
    },
    "gateway down": {
      about: "stop it",
      "--dir": "folder of the gateway (default: in the state folder of goproxy-cfg)",
    },
    "gateway reload": {
      about: "have it read its files anew",
      "--dir": "folder of the gateway (default: in the state folder of goproxy-cfg)",
    },
    "gateway status": {
      about: "whether it runs, what it holds, how its mirrors do",
      "--dir": "folder of the gateway (default: in the state folder of goproxy-cfg)",
      "--textfile": "also write the metrics for node_exporter",
    },
    "gateway purge": {
      about: "take a module out of its cache",
      module: "module path, with @version for one version",
      "--dir": "folder of the gateway (default: in the state folder of goproxy-cfg)",
    },
    run: {
      about: "run one command with mirrors that work; nothing is written",
      mirror: "as in `use`; without any, the chain in effect",
      "--stall": "start again when a download makes no progress for so long (default: 60)",
      "--no-retry": "start the command once, whatever happens",
    },
    reset: { about: "back to go's defaults", "--all": "also GOPRIVATE, GONOPROXY and GONOSUMDB" },
    undo: {
      about: "take back the last change, or the one named",
      id: "id of a change (see history)",
      "--force": "even where the value was changed since",
    },
    history: { about: "list the changes made by this tool" },
    mirror: { about: "manage mirrors of your own" },
    "mirror add": {
      about: "add a mirror of your own under a name",
      name: "the name by which `use` will know it",
      url: "its base URL, as in GOPROXY",
      "--serves": "what it serves: modules,sumdb,toolchain",
      "--private": "it serves private modules",
      "--pinned": "`use auto` takes it first",
      "--fallback": "when go goes on from it to the next entry: any | missing",
      "--force": "replace one of the same name",
    },
    "mirror remove": { about: "remove mirrors of your own", name: "names of own mirrors" },
    "mirror rename": {
      about: "give a mirror of your own another name",
      name: "its name",
      "new-name": "the name by which `use` will know it",
    },
    "mirror list": {
      about: "list the mirrors of your own",
      "--long": "also other names and notes",
    },
    init: { about: "write a team file (.goproxyrc.yaml) from the settings in effect" },
    check: {
      about: "compare this machine with the team file of the repository (.goproxyrc)",
      "--environment": environment,
      "--trust": "take the team file with this SHA-256 for trusted",
    },
    apply: {
      about: "bring this machine to what the team file says, with consent to its content",
      "--environment": environment,
      "--trust": "consent to the team file with exactly this SHA-256",
    },
    completion: {
      about: "complete command lines in a shell: print the script, or install it",
      shell: "bash, zsh, fish or pwsh; or `install`, for new terminals",
      more: "of `install`: the shells; without any, those found",
    },
    version: { about: "show versions, and where every file lies that is read or kept" },
    help: {
      about: "explain a command or a topic",
      name: "a command, or a topic: fallback, patterns, sumdb, precedence, myths",
    },
  },
  rules: `How the order is found, here and by \`use auto\`:
  1. Left out: what does not answer, has no whole zip or fails in half of the requests or more; what lacks
     the module, unless it is your own private mirror; goproxy.io, unless it was asked for by name.
  2. First your own pinned mirrors, in the order of the file, then your own private ones.
  3. Then the others by what one module costs: four small requests (median) and the zip.
  4. Within 5 % it is a tie: first who serves the checksum database, then toolchains, then newer versions.
  5. Mirrors that failed more than once and in more than a tenth of the requests come after all others.
  6. \`direct\` is last.`,
};
