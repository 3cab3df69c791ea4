import path from "node:path";
import { expect, it } from "vitest";
import type { Version } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";

it("`version` names the versions and every place", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  box.write(".goproxyrc", "{}");
  expect(await run(box.ctx, ["version", "--json"])).toBe(0);
  const { version, node, go, paths } = JSON.parse(box.stdout()) as Version;
  expect({ node, go }).toEqual({ node: box.ctx.node, go: null });
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(paths).toMatchObject({
    goEnv: path.join(box.home, ".config/go/env"),
    config: path.join(box.home, ".config/goproxy-cfg/config.json"),
    history: path.join(box.home, ".local/state/goproxy-cfg/history.jsonl"),
    teamFile: path.join(box.home, ".goproxyrc"),
  });
});

it.each([
  ["private", "private list"],
  ["mirror", "mirror list"],
  ["shell", "shell status"],
])("%s alone is %s", async (group, verb) => {
  const said = async (words: string[]) => {
    const box = sandbox({ env: { PATH: "/nonexistent" } });
    return { code: await run(box.ctx, words), out: box.stdout(), err: box.stderr() };
  };
  expect(await said([group])).toEqual(await said(verb.split(" ")));
  expect(await said([group])).toMatchObject({ code: 0, err: "" });
  expect((await said([group, "--help"])).out).toContain(`goproxy-cfg ${group} `);
});
