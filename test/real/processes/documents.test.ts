import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Env, ErrorDocument } from "../../../src/contract.ts";
import { startLab } from "../../support/lab/lab.ts";
import { binFile, run as start } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { type User, user } from "../../support/user.ts";

const piped = (someone: User, verb: string, reader: string) =>
  start(["sh", "-c", `"$0" "$1" ${verb} | ${reader}`, process.execPath, binFile()], {
    env: someone.env,
    cwd: someone.home,
  });

const off = ["use", "off", "--no-verify"];

describe("--json: one document of its type on stdout, nothing on stderr", () => {
  test.for([
    [["list"], "List"],
    [["ls"], "List"],
    [["current"], "Current"],
    [["validate", "GOPROXY=https://goproxy.cn,direct", "GOSUMDB=off"], "Validate"],
    [["history"], "History"],
    [["env", "cn"], "Env"],
    [["env"], "Env"],
    [["why", "github.com/google/uuid@v1.6.0"], "Why"],
    [["private", "list"], "PrivateList"],
    [["private", "add", "*.corp.example", "https://git.corp.example/team.git"], "Changed"],
    [["private", "remove", "corp.example/*"], "Changed"],
    [["use", "cn", "--no-verify"], "Changed"],
    [["use", "cn", "--no-verify", "--dry-run"], "Changed"],
    [["reset"], "Changed"],
    [["reset", "--all"], "Changed"],
    [["undo"], "Changed"],
  ] as const)("%j is a %s", async ([args, type]) => {
    const someone = user({ FORCE_COLOR: "3" });
    await someone.cfg(off);
    await someone.cfg(["private", "add", "corp.example/*"]);
    const run = await someone.cfg([...args, "--json"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expectDocument(type, run.stdout);
    expect(run.stdout).not.toContain("\u001b");
    expect(run.stdout.endsWith("}\n")).toBe(true);
  });

  test("a value that go would refuse: validate prints its document and ends with 1", async () => {
    const run = await user().cfg(["validate", "GOPROXY=ftp://x", "--json"]);
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expectDocument("Validate", run.stdout);
  });

  test("an error: nothing on stdout, one document on stderr", async () => {
    const run = await user().cfg(["undo", "--json"]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
    expect(error.code).toBe("nothing-to-undo");
  });
});

describe("a password in a URL", () => {
  const secret = "s3cret-w0rd";
  const url = `https://somebody:${secret}@proxy.corp.example`;

  test("is never printed, but by env", async () => {
    const someone = user({ SHELL: "/bin/bash", GONOPROXY: "" });
    someone.write(".bashrc", `export GOPROXY=${url}/rc\n`);
    const verbs = [
      ["use", url, "--no-verify"],
      ["use", url],
      ["use", url, `${url}/two`, "--force", "--debug"],
      ["use", `${url}|direct,ftp://somebody:${secret}@x`],
      ["use", `https://somebody:${secret}@a b`],
      ["use", `https://somebody:${secret}@h:port`],
      ["use", `somebody:${secret}@proxy.corp.example`, "--no-verify"],
      ["use", "cn", "--no-verify", "--dry-run"],
      ["validate", `GOPROXY=${url}`, `GOSUMDB=sum.golang.org ${url}`],
      ["validate", `GOPROXY=https://somebody:${secret}@h:port`],
      ["validate", `GOPROXY=http://somebody:${secret}@h`],
      ["private", "add", `https://somebody:${secret}@git.corp.example/team.git`],
      ["private", "add", `somebody:${secret}@git.corp.example`],
      ["private", "list"],
      ["why", "github.com/google/uuid@v1.6.0"],
      ["why", `somebody:${secret}@h/x`],
      ["list"],
      ["current"],
      ["history"],
      ["reset"],
      ["undo"],
      ["undo"],
      ["undo", `somebody:${secret}@x`],
    ];
    const extras = [[], ["--json"], ["--debug"], ["--lang", "zh"]];
    const leaks: unknown[] = [];
    const shadowing = { GOPROXY: `${url}/os`, GOSUMDB: `sum.golang.org ${url}` };
    for (const [at, verb] of verbs.entries()) {
      const extra = extras[at % extras.length] ?? [];
      for (const args of [verb, [...verb, ...extra]]) {
        const env = at % 2 === 0 ? shadowing : {};
        const run = await someone.cfg(args, { env });
        const lines = (run.stdout + run.stderr).split("\n");
        leaks.push(...lines.filter((line) => line.includes(secret)).map((line) => [args, line]));
      }
    }
    expect(leaks).toEqual([]);
    await someone.cfg(["use", url, "--no-verify"]);
    const printed = await someone.cfg(["env", "--json"]);
    expect(expectDocument<Env>("Env", printed.stdout)["GOPROXY"]).toBe(`${url}|direct`);
  });

  test("is kept in files that nobody else can read", async () => {
    const someone = user();
    await someone.cfg(["use", url, "--no-verify"]);
    const state = path.join(someone.home, ".local", "state", "goproxy-cfg");
    const open = fs
      .readdirSync(state, { recursive: true, encoding: "utf8" })
      .map((name) => ({ name, stat: fs.statSync(path.join(state, name)) }))
      .filter(({ stat }) => stat.isFile() && (stat.mode & 0o077) !== 0);
    expect(open).toEqual([]);
    expect(fs.readFileSync(path.join(state, "history.jsonl"), "utf8")).toContain(secret);
  });
});

describe("streams and signals", () => {
  test.for([
    ["list", "head -n 1"],
    ["list --json", "head -n 1"],
    ["list --json", "true"],
    ["--help", "true"],
  ] as const)("a reader that goes away is no error: %s | %s", async ([verb, reader]) => {
    const run = await piped(user(), verb, reader);
    expect(run).toMatchObject({ code: 0, stderr: "" });
  });

  test("Ctrl-C while mirrors are asked: 130 at once, nothing written", async (ctx) => {
    const lab = await startLab();
    ctx.onTestFinished(() => lab.stop());
    const someone = user();
    const child = spawn(process.execPath, [binFile(), "use", lab.url("hang"), "--json"], {
      env: someone.env as NodeJS.ProcessEnv,
      cwd: someone.home,
    });
    let stderr = "";
    child.stderr.on("data", (text) => (stderr += String(text)));
    const ended = new Promise((resolve) => child.once("close", resolve));
    for (let i = 0; i < 200 && lab.requests.length === 0; i++) await pause(25);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(expectDocument<ErrorDocument>("ErrorDocument", stderr).error.code).toBe("interrupted");
    expect(someone.stored()).toBeNull();
  });

  test("NO_COLOR, pipes and --no-color: no escape codes", async () => {
    const someone = user();
    for (const verb of [["list"], ["current"], ["--help"], ["use", "nonsense"]]) {
      const run = await someone.cfg(verb);
      expect(run.stdout + run.stderr).not.toContain("\u001b");
    }
  });
});
