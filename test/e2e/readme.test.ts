import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { binFile, run } from "../support/bin.ts";
import { checkout, need } from "../support/machine.ts";
import { offlineMachine } from "../support/netns.ts";
import { sandbox } from "../support/sandbox.ts";

interface Readme {
  /** The lines of its `sh` blocks: what a reader types. */
  commands: string[];
  /** The commands within its tables and sentences, whole ones only. */
  mentioned: string[];
  yaml: string[];
}

function read(name: string): Readme {
  const text = fs.readFileSync(path.join(checkout(), name), "utf8");
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(
      ([, body]) => body ?? "",
    );
  return {
    commands: blocks("sh").flatMap((body) => body.trim().split("\n")),
    mentioned: [...text.matchAll(/`((?:npx )?goproxy-cfg [a-z][^`]*)`/g)]
      .map(([, command]) => command ?? "")
      .filter((command) => !/[>|]/.test(command)),
    yaml: blocks("yaml"),
  };
}

const english = read("README.md");

it("says the same in both languages", () => {
  const chinese = read("README.zh-CN.md");
  expect(chinese.commands).toEqual(english.commands);
  expect(chinese.mentioned.toSorted()).toEqual(english.mentioned.toSorted());
  expect(chinese.yaml).toEqual(english.yaml);
});

/** A machine without a network, so that no example asks a public mirror; the team file of the README in its folder. */
describe("each command of the README does what it says", () => {
  for (const command of new Set([...english.commands, ...english.mentioned])) {
    it(command, async (test) => {
      const prefix = need(test, offlineMachine());
      const box = sandbox({ env: { SHELL: "/bin/bash" } });
      fs.mkdirSync(path.join(box.home, ".git"));
      box.write(".goproxyrc.yaml", english.yaml[0] ?? "");
      box.write(".config/go/env", "GOPRIVATE=git.corp.com/team\n");
      const tools = path.join(box.root, "bin");
      fs.mkdirSync(tools);
      const script = `#!/bin/sh\nexec "${process.execPath}" "${binFile()}" "$@"\n`;
      fs.writeFileSync(path.join(tools, "goproxy-cfg"), script, { mode: 0o755 });
      fs.writeFileSync(path.join(tools, "npx"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
      const env = { ...box.env, PATH: `${tools}:${String(box.env["PATH"])}` };
      const ended = await run([...prefix, "sh", "-c", command], { env, cwd: box.home });
      // 1: offline is a problem that was found, and nothing was there to undo. Never: usage, crash.
      if (ended.code !== 0 && ended.code !== 1) throw new Error(ended.stderr);
      expect(ended.stderr).not.toMatch(/inside goproxy-cfg|^\s+at /m);
      if (!command.startsWith("eval")) expect(ended.stdout + ended.stderr).not.toBe("");
    });
  }
});
