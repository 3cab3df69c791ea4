import { expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";
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

it("what an undo took back comes again by its id: a plain undo goes one step further", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  for (const mirror of ["cn", "aliyun"])
    expect(await run(box.ctx, ["use", mirror, "--no-verify"])).toBe(0);
  const stored = box.read(".config/go/env");
  const before = box.stdout().length;
  expect(await run(box.ctx, ["undo"])).toBe(0);
  const [, again = ""] = /Undo: goproxy-cfg (.*)/.exec(box.stdout().slice(before)) ?? [];
  expect(await run(box.ctx, again.split(" "))).toBe(0);
  expect(box.read(".config/go/env")).toBe(stored);
});
