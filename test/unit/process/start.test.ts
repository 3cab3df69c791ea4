import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { refusalOfWindows } from "../../../src/process/start.ts";
import { sandbox } from "../../support/sandbox.ts";

function started(
  file: string,
  args: string[] = [],
  change: { timeout?: number; input?: string } = {},
) {
  const box = sandbox();
  return box.ctx.exec(file, { args, env: {}, cwd: box.home, timeout: 10_000, ...change });
}

describe("ctx.exec", () => {
  it("gives a program its words and its input, and no shell", async () => {
    const args = [
      "-e",
      "process.stdin.pipe(process.stdout); console.error(process.argv[1])",
      "$(x)",
    ];
    expect(await started(process.execPath, args, { input: "in\n" })).toEqual({
      code: 0,
      stdout: "in\n",
      stderr: "$(x)\n",
      timedOut: false,
      failure: null,
    });
  });

  it("gives it no variable but those that it is given", async () => {
    const { stdout } = await started("/usr/bin/env");
    expect(stdout).toBe("");
  });

  it("starts nothing that has no absolute path", async () => {
    const box = sandbox();
    const file = box.write("git", `#!/bin/sh\ntouch '${box.home}/ran'\n`);
    fs.chmodSync(file, 0o755);
    const options = { args: [], env: { PATH: "." }, cwd: box.home, timeout: 5_000 };
    for (const name of ["git", "./git"]) {
      expect(await box.ctx.exec(name, options)).toMatchObject({ code: null, failure: "ENOENT" });
    }
    expect(fs.existsSync(path.join(box.home, "ran"))).toBe(false);
  });

  it.each([
    ["what is not there", "/nowhere/go", "ENOENT"],
    ["what is no program", "/etc/passwd", "EACCES"],
  ])("answers with the reason where it cannot start %s", async (_, file, failure) => {
    expect(await started(file)).toMatchObject({ code: null, failure, timedOut: false });
  });

  it("answers with a reason where a word cannot be given to any program", async () => {
    expect((await started("/bin/echo", ["a\0b"])).failure).not.toBe(null);
  });

  it("ends what takes too long, though a child that it left behind holds its output", async () => {
    const script = "sleep 30 & echo here; wait";
    expect(await started("/bin/sh", ["-c", script], { timeout: 3000 })).toMatchObject({
      code: null,
      stdout: "here\n",
      timedOut: true,
    });
  });
});

describe("what Windows does not start by itself", () => {
  it.each([
    ["a batch file, which %ComSpec% would start", "git.cmd", "@echo off", "EFTYPE"],
    ["a file without an extension", "git", "MZ", "EFTYPE"],
    ["a script, whose interpreter would be looked for", "git.exe", "#!/usr/bin/env sh\n", "EFTYPE"],
    ["a program", "git.exe", "MZ", null],
    ["a short file", "git.com", "", null],
  ])("%s", (_, name, content, refusal) => {
    expect(refusalOfWindows(sandbox().write(name, content))).toBe(refusal);
  });

  it("is what is not there, and a folder", () => {
    const { home } = sandbox();
    fs.mkdirSync(path.join(home, "go.exe"));
    expect(refusalOfWindows(path.join(home, "git.exe"))).toBe("ENOENT");
    expect(refusalOfWindows(path.join(home, "go.exe"))).toBe("EACCES");
  });
});
