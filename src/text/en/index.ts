import type { OutputText, WhyText, TeamText, Text } from "../shape.ts";
import { privateText, shell } from "./settings.ts";

export const output: OutputText = {
  fixWith: (command) => `run ${command}`,
  origin: {
    os: "environment",
    file: "go env file",
    goroot: "GOROOT/go.env",
    default: "default",
  },
  was: (before) => `was ${before}`,
  wasUnset: "was not set",
  nowUnset: "unset (go's default)",
  written: (file) => `written to ${file}`,
  wouldWrite: (file) => `would be written to ${file}`,
  ahead: (done) => done.replace(/^(our part |line )?/, "$1would be "),
  comma: ", ",
  between: " ",
  nothingToChange: "Nothing to change: it is set like this already.",
  undoWith: (command) => `Undo: ${command}`,
  dryRun: "Dry run: nothing was changed.",
  overridden: (key, value) =>
    `${key} is not in effect: the environment variable ${key}=${value} overrides it.`,
  overriddenBy: (place, perhaps) =>
    perhaps ? `Perhaps it is set in ${place}.` : `It is set in ${place}.`,
  overriddenUnknown: "It is set in this terminal or by what started it.",
  removeLine: (place, key, login) =>
    place.includes("/fish_variables:")
      ? `It is a universal variable of fish: \`set -Ue ${key}\` there removes it.`
      : `Remove the line ${place} that sets ${key}, then ${login ? "log out and in again" : "open a new terminal"}.`,
  inRegistry: (place, machine) =>
    `It is set in ${place}: ${machine ? "the environment of all users" : "your own environment variables"}.`,
  mendRegistry: (command, asAdministrator) =>
    `${asAdministrator ? "As an administrator" : "To last"}: ${command}, then open a new terminal.`,
  goenvOff: "GOENV=off: go reads no env file, so the setting has no effect.",
  answers: (ms) => `answers (${ms} ms)`,
  list: {
    mirror: "name",
    address: "address",
    modules: "mod",
    sumdb: "sums",
    toolchain: "tools",
    private: "private",
    pinned: "pinned",
    next: "Choose: goproxy-cfg use NAME · Measure: goproxy-cfg test · More: goproxy-cfg list --long",
    long: { modules: "modules", sumdb: "checksum database", toolchain: "toolchains" },
    verified: (day) => `seen to be so on ${day}`,
    alsoCalled: (names) => `also called ${names}`,
  },
  status: { active: "active", unverified: "unverified", retired: "retired", own: "own" },
  listLegend: "* in effect · serves modules, checksum database, toolchains: ✔ yes ✖ no ? unknown",
  setBy: (place, perhaps) => (perhaps ? `perhaps set in ${place}` : `set in ${place}`),
  shadows: (value, origin) => `hides ${value} (${origin})`,
  movesOn: {
    any: "the next one after any failure",
    missing: "the next one only where the module is missing",
  },
  defaultsLeft: (count) => `${count} more are go's defaults: goproxy-cfg current --all`,
  empty: "(empty)",
  isMirror: (name) => `mirror: ${name}`,
  valid: "valid",
  invalid: (why) => `invalid: ${why}`,
  walk: "go asks, in this order:",
  onFailure: {
    missing: "next one only if the module is missing (404, 410)",
    any: "next one after any failure",
    stop: "(last)",
  },
  goPanics: "go crashes on this value (nil pointer dereference)",
  undone: "undone",
  noPatterns: 'No private patterns yet: goproxy-cfg private add "corp.com/*"',
  asking: (names) => `Asking ${names.join(", ")} …`,
  checking: "Checking this machine and the network …",
  noHistory: "No changes yet.",
  noGo: "no go found",
  place: {
    go: "go",
    goEnv: "go env file",
    gorootEnv: "shipped with go",
    config: "own mirrors",
    history: "history",
    state: "backups, lock",
    teamFile: "team file",
    netrc: "logins",
    installed: "installed",
  },
  joined: (words) =>
    `${words.map((word) => `\`${word}\``).join(", ")}: the blanks were taken for commas, which PowerShell makes blanks of; put the list in quotes.`,
  codePage:
    "A console of Windows changes characters that are not ASCII unless its code page is UTF-8: run `chcp 65001` before.",
  secretsShown: "Careful: the values contain passwords, and they are printed whole.",
};

export const why: WhyText = {
  checksum: (reason) => {
    switch (reason.code) {
      case "verified":
        return "no pattern exempts it, and the checksum database is on";
      case "off":
        return "GOSUMDB=off";
      case "pattern":
        return `\`${reason.pattern}\` of ${reason.key} exempts it`;
      case "toolchain-needs-database":
        return "GOSUMDB=off: go downloads no toolchain without the checksum database";
      case "invalid":
        return `GOSUMDB is invalid: ${reason.message ?? "go crashes on this value"}`;
    }
  },
  privateBy: (pattern, key) => `private: \`${pattern}\` of ${key} matches, so no proxy is asked`,
  notPrivate: "not private: no pattern of GOPRIVATE or GONOPROXY matches",
  invalid:
    "GOPROXY is invalid, and every download fails; goproxy-cfg doctor says what is wrong with it",
  verifiedBy: (database, reason) => `verified by ${database} (${reason})`,
  notVerified: (reason) => `not verified (${reason})`,
  looksPrivate: "looks private",
  notPublished: "what it serves is not what the checksum database has",
  answered: (ms) => `serves it (${ms} ms)`,
  served: (by) => `go downloads it from ${by}`,
  next: (command) => `Next: ${command}`,
  failed: (code) => `the download fails (${code})`,
  hangs: "the download hangs: go sets no time limit for an answer",
  group: { direct: "fetched directly", proxies: "asked at proxies", off: "not downloaded" },
};

export const team: TeamText = {
  noMirrors: "No mirrors of your own yet: goproxy-cfg mirror add corp https://goproxy.corp.example",
  useMirror: (command) => `To use it: ${command}`,
  stillUsed: (names) =>
    `GOPROXY still has the address of ${names.join(", ")}. To change it: goproxy-cfg use`,
  asItShould: (file) => `Everything is as ${file} says.`,
  environment: (name) => `environment ${name}`,
  hash: (sha256) => `sha256 ${sha256}`,
  trusted: "trusted",
  untrusted: "not trusted yet",
  expected: (value) => `the team file says ${value}`,
  notAsked:
    "The environment is not known: `answers` is asked once the file is trusted. To name one: --environment NAME",
  violation: {
    allowedProxies: ({ value, wanted }) => `${value} is not an allowed proxy (${wanted})`,
    allowSumdbOff: ({ value }) =>
      value.trim() === "off"
        ? "the checksum database must not be switched off"
        : `${value} keeps everybody's modules from being verified, and the checksum database must not be switched off`,
    allowInsecureHttp: ({ value }) => `${value}: plain http is not allowed`,
    requiredPrivate: ({ value }) => `${value} must be private, and is not`,
    minGo: ({ value, wanted }) => `${value} is older than go ${wanted}, the least that is allowed`,
  },
  applyWith: (flag) => `Apply it: goproxy-cfg apply${flag}`,
  beside: (file, other) => `${file} counts; ${other} beside it is not read.`,
  shown: (file) => `${file} has not been seen with this content before:`,
  consent: "apply the team file",
  trustQuestion: (file) => `Trust exactly this content of ${file}?`,
  applyQuestion: "Make these changes?",
  yes: "Yes",
  no: "No",
  unchanged: "Nothing was changed.",
  overwriting: (file) => `overwrite ${file}`,
  overwriteQuestion: (file) => `Overwrite ${file}?`,
  head: "Where Go modules come from: `goproxy-cfg apply` sets a machine up like this, `goproxy-cfg check` compares it.",
  commit: "Commit it. On other machines: goproxy-cfg apply; in CI: goproxy-cfg check",
  pick: "Where shall modules come from?",
  keep: "leave it as it is",
  measure: "measure them all, the fastest first",
  asking: "…",
  keys: "↑/↓ · Enter · type to filter",
  noMatch: "no mirror has that",
};

export const en: Text = {
  lang: "en",
  doctor: async () => (await import("./doctor.ts")).doctor,
  errors: async () => (await import("./errors.ts")).errors,
  help: async () => (await import("./help.ts")).help,
  topics: async () => (await import("./topics.ts")).topics,
  explanations: async () => (await import("./explain.ts")).explanations,
  findings: async () => (await import("./findings.ts")).findings,
  measure: async () => (await import("./measure.ts")).measure,
  output,
  private: privateText,
  conformance: async () => (await import("./conformance.ts")).conformance,
  run: async () => (await import("./measure.ts")).run,
  team,
  why,
  shell,
  severity: { error: "error", warning: "warning", info: "note" },
};
