import { describe, expect, it } from "vitest";
import type { GoState } from "../../../../src/go/machine/command.ts";
import {
  checkModuleFile,
  isNewer,
  largestModuleFile,
  parseModuleText,
  replacer,
} from "../../../../src/go/machine/gomod.ts";
import { sandbox } from "../../../support/sandbox.ts";

describe("go.mod and go.work, without go", () => {
  it("reads blocks, single lines, quotes and comments", () => {
    const text = [
      '\uFEFFmodule "example.com/m" // mine',
      "go 1.22.1",
      "toolchain go1.23.4",
      "require git.corp.com/a v1.0.0 // indirect",
      "require (",
      "\tgit.corp.com/b/v2 v2.1.0",
      "\t// git.corp.com/no v1.0.0",
      "\t`git.corp.com/c` v0.0.0-20200101000000-abcdefabcdef // indirect",
      ")",
      "replace git.corp.com/a => ../a",
      "replace (",
      "\tgit.corp.com/b/v2 v2.1.0 => github.com/fork/b/v2 v2.1.1",
      ")",
      "exclude git.corp.com/x v1.0.0",
      "garbage here",
    ].join("\r\n");
    expect(parseModuleText(text)).toEqual({
      module: "example.com/m",
      go: "1.22.1",
      toolchain: "go1.23.4",
      requires: [
        { module: "git.corp.com/a", version: "v1.0.0" },
        { module: "git.corp.com/b/v2", version: "v2.1.0" },
        { module: "git.corp.com/c", version: "v0.0.0-20200101000000-abcdefabcdef" },
      ],
      replaces: [
        { module: "git.corp.com/a", version: null, by: "../a", byVersion: null },
        {
          module: "git.corp.com/b/v2",
          version: "v2.1.0",
          by: "github.com/fork/b/v2",
          byVersion: "v2.1.1",
        },
      ],
      uses: [],
    });
  });

  it("reads the folders of go.work", () => {
    const { uses, go } = parseModuleText('go 1.22\n\nuse ./a\nuse (\n\t./b\n\t"./c d"\n)\n');
    expect([uses, go]).toEqual([["./a", "./b", "./c d"], "1.22"]);
  });

  it("makes something of any text", () => {
    for (const text of ["", "(", ")", "require (\n", "replace =>\n", '"', "require a"]) {
      expect(parseModuleText(text).requires).toEqual([]);
    }
  });

  it("a quote that stays open takes the rest of its line, once", () => {
    const line = `require a.b/c "v1.0.0 ${'\\"'.repeat(200_000)}`;
    const { requires } = parseModuleText(`${line}\nrequire d.e/f v1.0.0\n`);
    expect(requires.map(({ module }) => module)).toEqual(["a.b/c", "d.e/f"]);
  });

  it("knows what is downloaded in place of a requirement", () => {
    const { replaces } = parseModuleText(
      "replace a.b/x => ../x\nreplace a.b/y v1.0.0 => c.d/y v1.0.1\nreplace a.b/y => c.d/z v3.0.0\n",
    );
    const of = (module: string, version: string) => replacer({ replaces })({ module, version });
    expect(of("a.b/x", "v1.0.0")).toBe(null);
    expect(of("a.b/y", "v1.0.0")).toEqual({ module: "c.d/y", version: "v1.0.1" });
    expect(of("a.b/y", "v1.5.0")).toEqual({ module: "c.d/z", version: "v3.0.0" });
    expect(of("a.b/n", "v1.0.0")).toEqual({ module: "a.b/n", version: "v1.0.0" });
  });

  it("compares releases as go does", () => {
    const order = "1.9 1.20rc1 1.20 1.20.1 1.21 1.21rc2 1.21.0 1.21.3 1.22rc1 1.99.1".split(" ");
    for (const [index, older] of order.entries()) {
      expect(isNewer(older, older)).toBe(false);
      for (const newer of order.slice(index + 1)) {
        expect([newer, older, isNewer(newer, older)]).toEqual([newer, older, true]);
        expect(isNewer(older, newer)).toBe(false);
      }
    }
  });
});

it("a go.mod that go would take from nobody is refused before its requirements are lost", async () => {
  const { ctx, write } = sandbox();
  const file = write("go.mod", `module a\n//${"x".repeat(largestModuleFile)}\n`);
  const state = { go: { path: "/nonexistent" } } as GoState;
  await expect(checkModuleFile(ctx, state, file)).rejects.toMatchObject({
    args: { reason: "too large" },
  });
});
