import { expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";
import { describeVerb } from "../../support/verb.ts";

const files = { ".config/go/env": "GOPROXY=https://goproxy.cn,direct\n" };

describeVerb("env", {
  "of what is stored": {
    line: ["env"],
    files,
    exit: 0,
    document: "Env",
    holds: { GOPROXY: "https://goproxy.cn,direct" },
  },
  "of a mirror that this machine does not use": {
    line: ["env", "cn"],
    files,
    exit: 0,
    document: "Env",
  },
  "into an editor's settings": {
    line: ["env", "--as", "vscode", "--into", "settings.json"],
    files,
    exit: 0,
    writes: true,
  },
  "into an editor's settings, where nothing is stored": {
    line: ["env", "--as", "vscode", "--into", "settings.json"],
    exit: 2,
    error: "usage",
  },
  "in the syntax that PowerShell's own name means": {
    line: ["env", "cn aliyun", "--as", "PowerShell"],
    exit: 0,
    document: null,
  },
  "of the name of a shell": { line: ["env", "bash"], exit: 2, error: "unknown-mirror" },
  "of what PowerShell prints of a table": {
    line: ["env", "System.Collections.Hashtable"],
    exit: 2,
    error: "invalid-value",
  },
  "in a syntax that is none": { line: ["env", "--as", "fortran"], files, exit: 2, error: "usage" },
  "of a mirror that is none": { line: ["env", "nosuch"], files, exit: 2, error: "unknown-mirror" },
});

it.each([
  ["https://代理.example", true],
  ["https://proxy.example", false],
])("tells who loads %s into cmd of the console's code page: %s", async (value, tells) => {
  const box = sandbox();
  box.write(".config/go/env", `GOPROXY=${value}\n`);
  expect(await run(box.ctx, ["env", "--as", "cmd"])).toBe(0);
  expect(box.stderr().includes("chcp 65001")).toBe(tells);
  expect(box.stdout()).toContain(`@set "GOPROXY=${value}"`);
});

it("`env bash` names `env --as bash`", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  expect(await run(box.ctx, ["env", "bash"])).toBe(2);
  expect(box.stderr()).toContain("goproxy-cfg env --as bash");
});
