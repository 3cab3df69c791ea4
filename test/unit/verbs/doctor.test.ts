import { describeVerb } from "../../support/verb.ts";

const files = { ".config/go/env": "GOPROXY=ftp://a.example\n" };

describeVerb("doctor", {
  "a machine without go": {
    line: ["doctor", "--offline", "--skip", "cache"],
    exit: 1,
    document: "Doctor",
    holds: { ok: false },
  },
  "every check": { line: ["doctor", "--list"], exit: 0, document: "DoctorList" },
  "what a finding means": {
    line: ["doctor", "--explain", "proxy.comma-fragile"],
    exit: 0,
    document: "Explain",
    holds: { code: "proxy.comma-fragile" },
  },
  "a finding that is none": {
    line: ["doctor", "--explain", "proxy.nosuch"],
    exit: 2,
    error: "usage",
  },
  "a check that is none": { line: ["doctor", "--only", "nosuch"], exit: 2, error: "usage" },
  "--fix without consent": {
    line: ["doctor", "--offline", "--fix"],
    files,
    exit: 2,
    error: "consent-required",
  },
  "dry --fix exits as --fix would": {
    line: ["doctor", "--offline", "--fix", "--dry-run", "--only", "proxy"],
    files,
    exit: 0,
    holds: { dryRun: true, ok: true },
  },
  "dry --fix: nothing is written": {
    line: ["doctor", "--offline", "--fix", "--dry-run"],
    files,
    exit: 1,
    holds: { dryRun: true },
  },
});
