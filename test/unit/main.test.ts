import { describe, expect, it } from "vitest";
import { run } from "../../src/main.ts";
import type { ErrorDocument } from "../../src/contract.ts";
import { sandbox } from "../support/sandbox.ts";

/** No go on PATH: these tests are about the command line alone. */
const box = () => sandbox({ env: { PATH: "/nonexistent" } });

describe("a wrong command line is exit 2, an error document, and nothing on stdout", () => {
  const cases: [argv: string[], code: string, hint: string | null][] = [
    [["usee", "cn"], "usage", "Did you mean `use`?"],
    [["use", "cn", "--jsno"], "usage", "Did you mean `--json`?"],
    [["use"], "usage", "For example: goproxy-cfg use cn; all of it: `goproxy-cfg use --help`"],
    [["use", "cn", "--sumdb"], "usage", null],
    [["use", "cn", "--fallback", "all"], "usage", "Allowed: any, missing."],
    [["list", "extra"], "usage", null],
    [["list", "--lang", "fr"], "usage", "Allowed: en, zh."],
    [["validate", "GOPROXI=x"], "usage", "Did you mean `GOPROXY`?"],
    [["validate", "GOPROXY"], "usage", null],
    [["env", "--as", "powershel"], "usage", null],
    [["use", "aliyn", "--no-verify"], "unknown-mirror", "Did you mean `aliyun`?"],
    [["use", "ftp://x", "--no-verify"], "invalid-value", null],
    [["private", "add", "https://corp.com:8080/x y"], "invalid-value", null],
    [["private", "add", "*"], "consent-required", "If that is what you want: --force."],
  ];
  for (const [argv, code, hint] of cases) {
    it(argv.join(" "), async () => {
      const { ctx, stdout, stderr } = box();
      expect(await run(ctx, [...argv, "--json"])).toBe(2);
      expect(stdout()).toBe("");
      const { error, schemaVersion } = JSON.parse(stderr()) as ErrorDocument;
      expect({ schemaVersion, code: error.code }).toEqual({ schemaVersion: 1, code });
      if (hint !== null) expect(error.hint).toBe(hint);
    });
  }
});

it.each(["list", "history", "check", "gateway status"])(
  "%s: a go that is not there is exit 3",
  async (verb) => {
    const { ctx, stdout, stderr } = box();
    expect(await run(ctx, [...verb.split(" "), "--go", "/nowhere/go", "--json"])).toBe(3);
    expect(stdout()).toBe("");
    expect((JSON.parse(stderr()) as ErrorDocument).error.code).toBe("go-required");
  },
);

describe("help", () => {
  it("comes without arguments, with the examples first", async () => {
    const { ctx, stdout } = box();
    expect(await run(ctx, [])).toBe(0);
    expect(stdout()).toMatch(/^Examples:\n {2}goproxy-cfg use cn\n/);
    expect(stdout()).toContain("Usage:");
  });

  it("of a verb shows the flags of every command too, in Chinese where asked", async () => {
    const { ctx, stdout } = box();
    expect(await run(ctx, ["use", "--help", "--lang", "zh"])).toBe(0);
    expect(stdout()).toMatch(/^示例：\n/);
    expect(stdout()).toContain("通用选项：");
    expect(stdout()).not.toMatch(/Usage:|Options:|Arguments:/);
  });

  it("and version end with 0", async () => {
    const { ctx, stdout } = box();
    expect(await run(ctx, ["--version"])).toBe(0);
    expect(stdout()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

it("Ctrl-C is exit 130", async () => {
  const abort = new AbortController();
  const { ctx, stderr } = sandbox({ env: { PATH: "/nonexistent" }, ctx: { signal: abort.signal } });
  abort.abort();
  expect(await run(ctx, ["list", "--json"])).toBe(130);
  expect((JSON.parse(stderr()) as ErrorDocument).error.code).toBe("interrupted");
});

describe("language", () => {
  const cases: [env: Record<string, string>, start: string][] = [
    [{ LC_ALL: "zh_CN.UTF-8" }, "没有"],
    [{ LC_ALL: "", LANG: "zh_CN.UTF-8" }, "没有"],
    [{ LC_ALL: "C.UTF-8", LANG: "zh_CN.UTF-8" }, "Unknown"],
    [{ LC_ALL: "C.UTF-8", GOPROXY_CFG_LANG: "zh" }, "没有"],
  ];
  for (const [env, start] of cases) {
    it(JSON.stringify(env), async () => {
      const { ctx, stderr } = sandbox({ env: { PATH: "/nonexistent", ...env } });
      await run(ctx, ["nothing"]);
      expect(stderr()).toContain(start);
    });
  }
});
