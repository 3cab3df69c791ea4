import { describeVerb } from "../../support/verb.ts";

const files = { ".config/go/env": "GOPROXY=https://goproxy.cn,direct\nGOFLAGS=-mod=mod\n" };

describeVerb("reset", {
  "takes our settings out": {
    line: ["reset"],
    files,
    exit: 0,
    writes: true,
    holds: { changes: [{ key: "GOPROXY", after: null }] },
  },
  "dry: nothing is written": {
    line: ["reset", "--dry-run"],
    files,
    exit: 0,
    holds: { dryRun: true },
  },
  "where nothing is set": { line: ["reset"], exit: 0, holds: { changes: [], undo: null } },
  "takes no operand": { line: ["reset", "GOPROXY"], files, exit: 2, error: "usage" },
});
