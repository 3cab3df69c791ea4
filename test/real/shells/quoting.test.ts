import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findShell } from "../../../src/shells/detect.ts";
import { findFormat, printEnv } from "../../../src/shells/formats.ts";
import { hostile } from "../../support/hostile.ts";
import { dialects, find } from "../../support/shells.ts";
import { sandbox, sandboxEnv } from "../../support/sandbox.ts";

const set = hostile.map((value, i) => [`QUOTED_${i}`, value] as const);
const stale = { GONE_0: "old", GONE_1: "old" };

/** What env prints; GONE_1 is nobody's business, GONE_2 is not there. */
const printed = (syntax: string, unset = ["GONE_0", "GONE_2"]) =>
  printEnv(findFormat(syntax)!, set, unset);

/** What node, started by the shell as its child, sees. */
function seen(root: string, program: string, args: (ask: string) => string[]): unknown {
  const answer = path.join(root, "answer.json");
  const ask = path.join(root, "ask.mjs");
  fs.writeFileSync(
    ask,
    `import fs from "node:fs";
     const keys = Object.keys(process.env).filter((k) => /^(QUOTED|GONE)_/.test(k));
     fs.writeFileSync(${JSON.stringify(answer)}, JSON.stringify(Object.fromEntries(keys.map((k) => [k, process.env[k]]))));`,
  );
  const done = spawnSync(program, args(ask), {
    env: { ...sandboxEnv(root), ...stale, PATH: `${root}:${process.env["PATH"]}` },
    cwd: root,
    encoding: "utf8",
    // bash takes a socket for a remote shell's and reads .bashrc.
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  expect(done.stderr).toBe("");
  return JSON.parse(fs.readFileSync(answer, "utf8"));
}

const all = Object.fromEntries(set);

describe("every value survives a real shell", () => {
  for (const dialect of dialects) {
    it(`${dialect.label}`, (test) => {
      test.skip(find(dialect.program) === null, `${dialect.program} is not installed`);
      const { root } = sandbox();
      const file = path.join(root, dialect.syntax === "xonsh" ? "text.xsh" : "text");
      fs.writeFileSync(file, printed(dialect.syntax));
      const node = process.execPath;
      const env = seen(root, find(dialect.program)!, (ask) => dialect.args({ file, node, ask }));
      expect(env).toEqual({ ...all, ...stale, ...(dialect.unsets && { GONE_0: undefined }) });
    });
  }
});

/** What cmd.exe makes of a batch file depends on its code page beyond ASCII; control characters are refused. */
const forBatch = set.filter(([, value]) => /^[\t -~]*$/.test(value));

describe("a batch file", () => {
  // To make a Windows takes minutes on a busy machine.
  it("in Wine's cmd.exe", { timeout: 600_000 }, (test) => {
    test.skip(find("wine") === null, "wine is not installed");
    const { root } = sandbox();
    const prefix = path.join(root, "wine");
    fs.mkdirSync(prefix);
    const env = { ...sandboxEnv(root), WINEPREFIX: prefix, WINEDEBUG: "-all", WINEARCH: "win64" };
    const wine = (program: string, ...args: string[]) =>
      spawnSync(program, args, {
        env,
        encoding: "utf8",
        timeout: 300_000,
        stdio: ["ignore", "pipe", "ignore"],
      });
    const file = path.join(root, "set.cmd");
    const text = printEnv(findFormat("cmd")!, forBatch, ["GONE_0"]);
    fs.writeFileSync(file, `@echo off\nset GONE_0=old\n${text}set QUOTED\nset GONE\n`);
    try {
      wine("wineboot", "-i");
      const { stdout } = wine("wine", "cmd", "/c", `Z:${file.replaceAll("/", "\\")}`);
      const lines = stdout.split("\r\n").filter((line) => line.includes("="));
      const got = lines.map((line) => [
        line.slice(0, line.indexOf("=")),
        line.slice(line.indexOf("=") + 1),
      ]);
      // An empty variable is none there.
      const wanted = forBatch.filter(([, value]) => value !== "");
      expect(Object.fromEntries(got)).toEqual(Object.fromEntries(wanted));
    } finally {
      wine("wineserver", "-k");
      wine("wineserver", "-w");
    }
  });
});

/** How a shell runs one line and then starts node. */
const typed: Record<string, (line: string, node: string, ask: string) => string[]> = {
  bash: (line, node, ask) => ["-c", `${line}; '${node}' '${ask}'`],
  zsh: (line, node, ask) => ["-c", `${line}; '${node}' '${ask}'`],
  dash: (line, node, ask) => ["-c", `${line}; '${node}' '${ask}'`],
  ksh: (line, node, ask) => ["-c", `${line}; '${node}' '${ask}'`],
  fish: (line, node, ask) => ["-c", `${line}; '${node}' '${ask}'`],
  tcsh: (line, node, ask) => ["-fc", `${line}; '${node}' '${ask}'`],
  nu: (line, node, ask) => ["-n", "-c", `${line}; ^'${node}' '${ask}'`],
  elvish: (line, node, ask) => ["-norc", "-c", `${line}; (external '${node}') '${ask}'`],
  xonsh: (line, node, ask) => ["--no-rc", "-c", `${line}\n@('${node}') '${ask}'`],
};

describe("the line that brings an open terminal up to date", () => {
  for (const [name, args] of Object.entries(typed)) {
    it(`${name}`, (test) => {
      test.skip(find(name) === null, `${name} is not installed`);
      const { root } = sandbox();
      // Stands in for this tool: `env --as SYNTAX`, or `env --json`.
      const script = `#!/bin/sh\n[ "$1" = env ] && cat "${root}/text.\${3-json}"\n`;
      fs.writeFileSync(path.join(root, "goproxy-cfg"), script, { mode: 0o755 });
      const shell = findShell(name)!;
      for (const syntax of [shell.language.name, "json"]) {
        fs.writeFileSync(path.join(root, `text.${syntax}`), printed(syntax));
      }
      const line = shell.reloadCommand("goproxy-cfg");
      const env = seen(root, find(name)!, (ask) => args(line, process.execPath, ask));
      const unsets = !line.includes("--json");
      expect(env).toEqual({ ...all, ...stale, ...(unsets && { GONE_0: undefined }) });
    });
  }
});
