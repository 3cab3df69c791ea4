import { describeVerb } from "../../support/verb.ts";

const files = { ".config/go/env": "GOPRIVATE=git.corp.example\n" };

describeVerb("private add", {
  "adds a pattern": {
    line: ["private", "add", "git.corp.example"],
    exit: 0,
    writes: true,
    holds: { changes: [{ key: "GOPRIVATE", before: null, after: "git.corp.example" }] },
  },
  "what is there already": {
    line: ["private", "add", "git.corp.example"],
    files,
    exit: 0,
    holds: { changes: [], undo: null },
  },
  "dry: nothing is written": {
    line: ["private", "add", "git.corp.example", "-n"],
    exit: 0,
    holds: { dryRun: true, undo: null },
  },
  "without a pattern": { line: ["private", "add"], exit: 2, error: "usage" },
  "a switch": { line: ["private", "add", "off"], exit: 2, error: "invalid-value" },
  "of everything there is": { line: ["private", "add", "*"], exit: 2, error: "consent-required" },
});

describeVerb("private remove", {
  "takes a pattern out": {
    line: ["private", "remove", "git.corp.example"],
    files,
    exit: 0,
    writes: true,
    holds: { changes: [{ key: "GOPRIVATE", before: "git.corp.example", after: null }] },
  },
  "takes out both of a list that PowerShell has joined": {
    line: ["private", "remove", "a b"],
    files: { ".config/go/env": "GOPRIVATE=a,b,c\n" },
    exit: 0,
    writes: true,
    holds: {
      changes: [{ before: "a,b,c", after: "c" }],
      notes: [{ code: "private.corrected" }, { code: "go.absent-written" }],
    },
  },
  "takes out a pattern that has a blank": {
    line: ["private", "remove", "a b"],
    files: { ".config/go/env": "GOPRIVATE=a b,a\n" },
    exit: 0,
    writes: true,
    holds: { changes: [{ after: "a" }] },
  },
  "dry: nothing is written": {
    line: ["private", "remove", "git.corp.example", "-n"],
    files,
    exit: 0,
    holds: { dryRun: true },
  },
  "without a pattern": { line: ["private", "remove"], files, exit: 2, error: "usage" },
});

describeVerb("private list", {
  "of nothing": {
    line: ["private", "list"],
    exit: 0,
    document: "PrivateList",
    holds: { patterns: [] },
  },
  "of a pattern": {
    line: ["private", "list"],
    files,
    exit: 0,
    document: "PrivateList",
    holds: { patterns: [{ pattern: "git.corp.example", key: "GOPRIVATE" }] },
  },
  "takes no operand": { line: ["private", "list", "x"], files, exit: 2, error: "usage" },
});
