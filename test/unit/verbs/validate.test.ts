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
  "no KEY=VALUE": { line: ["validate", "https://goproxy.cn"], exit: 2, error: "usage" },
  "a key that go does not have": { line: ["validate", "GOPROXXY=x"], exit: 2, error: "usage" },
  "nothing at all": { line: ["validate"], exit: 2, error: "usage" },
});
