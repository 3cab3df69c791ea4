import type { TeamText } from "../shape.ts";
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
