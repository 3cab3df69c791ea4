import { expect } from "vitest";
import { describeVerb } from "../../support/verb.ts";

describeVerb("validate", {
  "a value that go takes": {
    line: ["validate", "GOPROXY=https://goproxy.cn|direct"],
    exit: 0,
    document: "Validate",
    holds: { ok: true, values: [{ key: "GOPROXY", valid: true, message: null }] },
  },
  "a value that go refuses": {
    line: ["validate", "GOPROXY=ftp://a.example"],
    exit: 1,
    document: "Validate",
    holds: { ok: false, values: [{ valid: false }] },
  },
  "a comma of which PowerShell has made a blank": {
    line: ["validate", "GOPROXY=https://goproxy.cn direct"],
    exit: 1,
    document: "Validate",
    holds: {
      values: [
        {
          valid: false,
          warnings: [
            {
              code: "go.value-corrected",
              message: expect.stringContaining("PowerShell"),
              corrected: { key: "GOPROXY", value: "https://goproxy.cn,direct" },
            },
          ],
        },
      ],
    },
  },
  "a blank that GOAUTH may have": {
    line: ["validate", "GOAUTH=/bin/login corp"],
    exit: 0,
    document: "Validate",
    holds: { values: [{ warnings: [] }] },
  },
  "a backslash in a pattern, which go leaves out": {
    line: ["validate", String.raw`GOPRIVATE=corp.com\team`],
    exit: 0,
    document: "Validate",
    holds: {
      values: [{ warnings: [{ corrected: { key: "GOPRIVATE", value: "corp.com/team" } }] }],
    },
  },
  "no KEY=VALUE": { line: ["validate", "https://goproxy.cn"], exit: 2, error: "usage" },
  "a key that go does not have": { line: ["validate", "GOPROXXY=x"], exit: 2, error: "usage" },
  "nothing at all": { line: ["validate"], exit: 2, error: "usage" },
});
