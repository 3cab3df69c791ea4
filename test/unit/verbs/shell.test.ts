import { expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";
import { describeVerb } from "../../support/verb.ts";

it.each(["install", "uninstall"])("%s: cmd has settings only on Windows", async (verb) => {
  const { ctx, stdout, stderr } = sandbox({ env: { PATH: "/nonexistent" } });
  expect(await run(ctx, ["shell", verb, "--shell", "cmd"])).toBe(2);
  expect(stdout()).toBe("");
  expect(stderr()).toContain("cmd has settings of its own only on Windows");
});

const files = {
  ".config/go/env": "GOPROXY=https://goproxy.cn,direct\n",
  ".bashrc": "# mine\n",
};
const install = ["shell", "install", "--shell", "bash"];

describeVerb("shell install", {
  "writes a block": { line: install, files, exit: 0, writes: true, holds: { dryRun: false } },
  "dry: nothing is written": { line: [...install, "-n"], files, exit: 0, holds: { dryRun: true } },
  "a second time": { line: install, files, after: [install], exit: 0, holds: { changes: [] } },
  "a shell that is none": {
    line: ["shell", "install", "--shell", "ksh93x"],
    files,
    exit: 2,
    error: "usage",
  },
});

describeVerb("shell uninstall", {
  "takes the block out": {
    line: ["shell", "uninstall"],
    files,
    after: [install],
    exit: 0,
    writes: true,
  },
  "dry: nothing is written": {
    line: ["shell", "uninstall", "-n"],
    files,
    after: [install],
    exit: 0,
    holds: { dryRun: true },
  },
  "where nothing is installed": {
    line: ["shell", "uninstall"],
    files,
    exit: 0,
    holds: { changes: [] },
  },
});

describeVerb("shell status", {
  "of a block": {
    line: ["shell", "status"],
    files,
    after: [install],
    exit: 0,
    document: "ShellStatus",
  },
  "of nothing": { line: ["shell", "status"], files, exit: 0, document: "ShellStatus" },
  "takes no operand": { line: ["shell", "status", "x"], files, exit: 2, error: "usage" },
});
