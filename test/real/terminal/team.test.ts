import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Changed, Check, List } from "../../../src/contract.ts";
import { binFile } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { onPath } from "../../support/found.ts";
import { type Terminal, terminal } from "../../support/tmux.ts";
import { type User, user } from "../../support/user.ts";

const team = "use: [corp, goproxy.cn]\nmirrors: [{name: corp, url: https://corp.example}]\n";
const value = "https://corp.example|https://goproxy.cn|direct";

function clone(someone: User, content = team): { repo: string; sha256: string } {
  const repo = path.join(someone.home, "repo");
  fs.mkdirSync(path.join(repo, ".git"), { recursive: true });
  fs.writeFileSync(path.join(repo, ".goproxyrc"), content);
  return { repo, sha256: createHash("sha256").update(content).digest("hex") };
}

test("a clean clone in CI: check, apply with the hash, check", async () => {
  const someone = user({ CI: "true" });
  const { repo: cwd, sha256 } = clone(someone);
  const before = await someone.cfg(["check", "--json"], { cwd });
  expect(before).toMatchObject({ code: 1, stderr: "" });
  expect(expectDocument<Check>("Check", before.stdout)).toMatchObject({ ok: false, sha256 });
  const applied = await someone.cfg(["apply", "--yes", "--trust", sha256, "--json"], { cwd });
  expect(applied).toMatchObject({ code: 0, stderr: "" });
  expect(expectDocument<Changed>("Changed", applied.stdout)).toMatchObject({
    trusted: true,
  });
  expect(someone.stored()).toBe(`GOPROXY=${value}\n`);
  const after = await someone.cfg(["check", "--json"], { cwd });
  expect(after).toMatchObject({ code: 0, stderr: "" });
  expect(expectDocument<Check>("Check", after.stdout)).toMatchObject({ ok: true, trusted: true });
});

test("mirror add, list, remove: documents of their types, and words", async () => {
  const someone = user();
  const added = await someone.cfg(["mirror", "add", "corp", "https://corp.example", "--json"]);
  expect(added).toMatchObject({ code: 0, stderr: "" });
  expectDocument<Changed>("Changed", added.stdout);
  const { mirrors } = expectDocument<List>(
    "List",
    (await someone.cfg(["mirror", "list", "--json"])).stdout,
  );
  expect(mirrors).toMatchObject([{ id: "corp", status: "own", private: false }]);
  const removed = await someone.cfg(["mirror", "remove", "corp"]);
  expect(removed.stdout).toMatch(/corp  removed[^]*was https:\/\/corp\.example/);
  expect((await someone.cfg(["mirror", "list"])).stdout).toContain("No mirrors of your own yet");
});

test("an environment variable that overrides the file: applied, and not in effect", async () => {
  const someone = user({ GOPROXY: "off" });
  const { repo: cwd, sha256 } = clone(someone);
  expect(await someone.cfg(["apply", "--trust", sha256], { cwd })).toMatchObject({ code: 4 });
  expect(await someone.cfg(["check"], { cwd })).toMatchObject({ code: 1 });
});

test("a program in every place where a reader of configuration might look is not run by the built tool", async () => {
  const someone = user();
  const { repo: cwd } = clone(someone);
  const mark = path.join(someone.root, "mark");
  const program = `require("node:fs").writeFileSync(${JSON.stringify(mark)}, ""); module.exports = {};`;
  fs.mkdirSync(path.join(cwd, ".config"));
  for (const name of [".config/config.js", ".config/config.cjs", ".goproxyrc.js", "evil.js"]) {
    fs.writeFileSync(path.join(cwd, name), program);
  }
  fs.writeFileSync(path.join(cwd, "package.json"), '{"cosmiconfig":{"searchPlaces":["evil.js"]}}');
  expect((await someone.cfg(["check"], { cwd })).code).toBe(1);
  expect(fs.existsSync(mark)).toBe(false);
});

describe.skipIf(onPath("tmux") === null)("at a terminal", () => {
  async function apply(someone: User, cwd: string, flags = ""): Promise<Terminal> {
    const env = { ...someone.env, PS1: "ready>" };
    const shell = await terminal(["sh"], { env, cwd, root: someone.root, columns: 120, rows: 50 });
    await shell.shows(/ready>/);
    await shell.type(`clear; '${process.execPath}' '${binFile()}' apply ${flags}; echo exit=$?\n`);
    return shell;
  }

  test.each(["", "-q"])(
    "%s the file is shown, consent asked, the plan, then it is done",
    async (flags) => {
      const someone = user();
      const { repo, sha256 } = clone(someone);
      const shell = await apply(someone, repo, flags);
      const shown = await shell.shows(/Trust exactly this content/);
      for (const line of team.trim().split("\n")) expect(shown).toContain(line);
      expect(shown).toContain(sha256);
      await shell.type("y");
      await shell.shows(/would be written[^]*Make these changes\?/);
      expect(someone.stored()).toBeNull();
      await shell.type("y");
      await shell.shows(/exit=0/);
      expect(someone.stored()).toBe(`GOPROXY=${value}\n`);
    },
  );

  test.each(["n", "Enter", "C-c"])("%s is no consent", async (key) => {
    const someone = user();
    const { repo } = clone(someone);
    const shell = await apply(someone, repo);
    await shell.shows(/Trust exactly this content/);
    await shell.keys(key);
    // A person who says no gets what they want.
    await shell.shows(key === "C-c" ? /exit=130/ : /Nothing was changed\.\nexit=0/);
    expect(someone.stored()).toBeNull();
    expect(fs.existsSync(path.join(someone.home, ".local/state/goproxy-cfg/trusted.jsonl"))).toBe(
      false,
    );
  });

  test("--yes does not consent to a content that was not seen", async () => {
    const someone = user();
    const { repo } = clone(someone);
    const shell = await apply(someone, repo, "--yes");
    await shell.shows(/Trust exactly this content/);
    await shell.type("n");
    await shell.shows(/exit=0/);
    expect(someone.stored()).toBeNull();
  });
});
