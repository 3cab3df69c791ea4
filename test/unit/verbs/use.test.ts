import { expect, it } from "vitest";
import type { Changed, ErrorDocument } from "../../../src/contract.ts";
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

/** A user without go; `cfg` runs one verb without asking any mirror, and returns its JSON. */
function someone() {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  const cfg = async (...argv: string[]) => {
    const before = [box.stdout().length, box.stderr().length] as const;
    const code = await run(box.ctx, [...argv, "--json"]);
    const text = box.stdout().slice(before[0]) || box.stderr().slice(before[1]);
    return { code, document: JSON.parse(text) as Changed & ErrorDocument };
  };
  const goproxy = async (name: string) => {
    const { code, document } = await cfg("use", name, "--no-verify");
    return code === 0 ? document.changes.find(({ key }) => key === "GOPROXY")?.after : code;
  };
  return { cfg, goproxy };
}

it.each([
  ["阿里云", "https://mirrors.aliyun.com/goproxy/|direct"],
  ["Alibaba Cloud", "https://mirrors.aliyun.com/goproxy/|direct"],
  ["Goproxy 中国（七牛云）", "https://goproxy.cn|direct"],
  ["七牛", "https://goproxy.cn|direct"],
  ["中国大陆推荐", "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct"],
])("a mirror is known by the name that `list` shows: %s", async (name, value) => {
  expect(await someone().goproxy(name)).toBe(value);
});

it("`use -` goes back to the chain before, and back again, as it was written", async () => {
  const user = someone();
  const { code, document } = await user.cfg("use", "-", "--no-verify");
  expect({ code, error: document.error.code }).toEqual({ code: 1, error: "nothing-to-undo" });
  await user.goproxy("https://goproxy.cn,direct");
  await user.goproxy("direct");
  expect(await user.goproxy("-")).toBe("https://goproxy.cn,direct");
  expect(await user.goproxy("-")).toBe("direct");
  await user.cfg("use", "https://proxy.corp.example", "--no-direct", "--no-verify");
  await user.goproxy("off");
  expect(await user.goproxy("-")).toBe("https://proxy.corp.example");
});

it("`use -` behind the first `use` goes back to go's default", async () => {
  const user = someone();
  await user.goproxy("cn");
  expect(await user.goproxy("-")).toBeNull();
  expect(await user.goproxy("-")).toContain("https://goproxy.cn|");
});
