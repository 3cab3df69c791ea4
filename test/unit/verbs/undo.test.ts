import { describeVerb } from "../../support/verb.ts";

const file = ".config/go/env";
const after = [["use", "cn", "--no-verify"]];

describeVerb("undo", {
  "takes the last change back": {
    line: ["undo"],
    after,
    exit: 0,
    writes: true,
    holds: { changes: [{ key: "GOPROXY", after: null }], dryRun: false },
  },
  "dry: nothing is written": {
    line: ["undo", "--dry-run"],
    after,
    exit: 0,
    holds: { dryRun: true, undo: null },
  },
  "where nothing was changed": { line: ["undo"], exit: 1, error: "nothing-to-undo" },
  "of a change that never was": {
    line: ["undo", "nosuchid"],
    after,
    exit: 1,
    error: "nothing-to-undo",
  },
  "a second time": {
    line: ["undo"],
    after: [...after, ["undo"]],
    exit: 1,
    error: "nothing-to-undo",
  },
  "keeps what the user's file held before": {
    line: ["undo"],
    files: { [file]: "GOPROXY=https://goproxy.io\n" },
    after,
    exit: 0,
    writes: true,
    holds: { changes: [{ key: "GOPROXY", after: "https://goproxy.io" }] },
  },
});
