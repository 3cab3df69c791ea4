import { expect, it } from "vitest";
import type { ErrorDocument } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";
import { describeVerb } from "../../support/verb.ts";

it.each([
  [[], "write it unchecked with --no-verify"],
  [["auto"], "`goproxy-cfg use cn --no-verify`"],
])("where nobody answers, the hint is a command that works: use %j", async (first, hint) => {
  const { ctx, stderr } = sandbox({ env: { PATH: "/nonexistent" } });
  expect(await run(ctx, ["use", ...first, "http://127.0.0.1:1", "--json"])).toBe(1);
  const { error } = JSON.parse(stderr()) as ErrorDocument;
  expect(error).toMatchObject({ code: "no-mirror-answers" });
  expect(error.hint).toContain(hint);
});

const files = { ".config/go/env": "GOPROXY=https://goproxy.cn|direct\n" };

describeVerb("use", {
  "writes what was chosen": {
    line: ["use", "goproxy.cn", "--no-verify"],
    exit: 0,
    writes: true,
    holds: { changes: [{ key: "GOPROXY", before: null }], dryRun: false },
  },
  "dry: nothing is written": {
    line: ["use", "goproxy.cn", "--no-verify", "--dry-run"],
    exit: 0,
    holds: { dryRun: true, undo: null },
  },
  "what is in use already": {
    line: ["use", "https://goproxy.cn|direct", "--no-verify"],
    files,
    exit: 0,
    holds: { changes: [], undo: null },
  },
  "a name that is none": { line: ["use", "gopoxy.cn"], files, exit: 2, error: "unknown-mirror" },
  "a URL that go refuses": {
    line: ["use", "ftp://a.example"],
    files,
    exit: 2,
    error: "invalid-value",
  },
  "without an operand": { line: ["use"], files, exit: 2, error: "usage" },
});
