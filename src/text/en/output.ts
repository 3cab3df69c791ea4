import type { Origin } from "../../contract.ts";

/** What the verbs print for a person. */
export interface OutputText {
  origin: Record<Origin["kind"], string>;
  fixWith: (command: string) => string;
  was: (before: string) => string;
  wasUnset: string;
  nowUnset: string;
  written: (file: string) => string;
  wouldWrite: (file: string) => string;
  nothingToChange: string;
  undoWith: (command: string) => string;
  dryRun: string;
  overridden: (key: string, value: string) => string;
  overriddenBy: (place: string) => string;
  overriddenUnknown: string;
  removeLine: (place: string, key: string) => string;
  goenvOff: string;
  answers: (ms: number) => string;
  list: Record<
    "mirror" | "serves" | "status" | "checked" | "modules" | "sumdb" | "toolchain",
    string
  >;
  status: Record<"active" | "unverified" | "retired" | "own", string>;
  listLegend: string;
  setBy: (place: string) => string;
  shadows: (value: string, origin: string) => string;
  empty: string;
  isMirror: (name: string) => string;
  valid: string;
  invalid: string;
  walk: string;
  onFailure: Record<"missing" | "any" | "stop", string>;
  goPanics: string;
  undone: string;
  noHistory: string;
  noPatterns: string;
  secretsShown: string;
}

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
  nothingToChange: "Nothing to change: it is set like this already.",
  undoWith: (command) => `Take it back: ${command}`,
  dryRun: "Dry run: nothing was changed.",
  overridden: (key, value) =>
    `${key} is not in effect: the environment variable ${key}=${value} overrides it.`,
  overriddenBy: (place) => `It is set in ${place}.`,
  overriddenUnknown: "It is set in this terminal or by what started it.",
  removeLine: (place, key) =>
    `Remove the line ${place} that sets ${key}, then open a new terminal.`,
  goenvOff: "GOENV=off: go reads no env file, so the setting has no effect.",
  answers: (ms) => `answers (${ms} ms)`,
  list: {
    mirror: "mirror",
    serves: "serves",
    status: "status",
    checked: "checked",
    modules: "modules",
    sumdb: "sumdb",
    toolchain: "toolchain",
  },
  status: { active: "active", unverified: "unverified", retired: "retired", own: "own" },
  listLegend: "* in effect · ✔ served · ✖ not served · ? not known",
  setBy: (place) => `set in ${place}`,
  shadows: (value, origin) => `hides ${value} (${origin})`,
  empty: "(empty)",
  isMirror: (name) => `mirror: ${name}`,
  valid: "valid",
  invalid: "invalid",
  walk: "go asks, in this order:",
  onFailure: {
    missing: "next one only if the module is missing (404, 410)",
    any: "next one after any failure",
    stop: "nothing after it",
  },
  goPanics: "go crashes on this value (nil pointer dereference)",
  undone: "undone",
  noPatterns: "No private patterns yet: goproxy-cfg private add corp.com/*",
  noHistory: "No changes yet.",
  secretsShown: "Careful: the values contain passwords, and they are printed whole.",
};
