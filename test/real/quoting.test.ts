import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findSyntax, printEnv } from "../../src/shells/syntaxes.ts";
import { dialects, find } from "../support/shells.ts";
import { sandbox, sandboxEnv } from "../support/sandbox.ts";
import { hostile } from "../support/hostile.ts";

const set = hostile.map((value, i) => [`QUOTED_${i}`, value] as const);

/** What node, started by the shell as its child, sees. */
function seen(root: string, dialect: (typeof dialects)[number], script: string): unknown {
  const file = path.join(root, dialect.syntax === "xonsh" ? "text.xsh" : "text");
  fs.writeFileSync(file, script);
  const answer = path.join(root, "answer.json");
  const ask = path.join(root, "ask.mjs");
  fs.writeFileSync(
    ask,
    `import fs from "node:fs";
     const keys = Object.keys(process.env).filter((k) => /^(QUOTED|GONE)_/.test(k));
     fs.writeFileSync(${JSON.stringify(answer)}, JSON.stringify(Object.fromEntries(keys.map((k) => [k, process.env[k]]))));`,
  );
  const run = dialect.evaluate(find(dialect.program) ?? dialect.program, {
    file,
    node: process.execPath,
    ask,
  });
  const done = spawnSync(run.file, run.args, {
    env: { ...sandboxEnv(root), GONE_0: "old", GONE_1: "old" },
    cwd: root,
    encoding: "utf8",
    // bash takes a socket for a remote shell's and reads .bashrc.
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  expect(done.stderr).toBe("");
  return JSON.parse(fs.readFileSync(answer, "utf8"));
}

describe("every value survives a real shell", () => {
  for (const dialect of dialects) {
    it.skipIf(find(dialect.program) === null)(`${dialect.label}`, () => {
      const { root } = sandbox();
      const text = printEnv(
        findSyntax(dialect.syntax)!,
        set,
        dialect.unsets ? ["GONE_0", "GONE_2"] : [],
      );
      expect(seen(root, dialect, text)).toEqual({
        ...Object.fromEntries(set),
        ...(dialect.unsets ? {} : { GONE_0: "old" }),
        GONE_1: "old",
      });
    });
  }
});
