import fs from "node:fs";
import { describe, expect, it } from "vitest";
import type { Context, ExecOptions } from "../../src/context.ts";
import { findProgram, programOfFolder, startProgram } from "../../src/programs.ts";
import { sandbox } from "../support/sandbox.ts";

/** A Windows on which these files are, and which writes down what is started. */
function windows(files: readonly string[], path = "") {
  const box = sandbox();
  const real = fs.statSync(box.write("program", ""));
  const started: { file: string; args: readonly string[] }[] = [];
  const ctx = {
    ...box.ctx,
    platform: "win32" as const,
    cwd: String.raw`C:\repo`,
    env: { Path: path, SystemRoot: String.raw`C:\Windows` },
    fs: {
      ...box.ctx.fs,
      statSync: (asked: unknown) => (files.includes(String(asked)) ? real : undefined),
    },
    exec: async (file: string, { args }: ExecOptions) => {
      started.push({ file, args });
      return { code: 0, stdout: "", stderr: "", timedOut: false, failure: null };
    },
  } as unknown as Context;
  return { ctx, started };
}

describe("a program on Windows", () => {
  it.each([
    [String.raw`C:\tools`, String.raw`C:\tools\git.exe`],
    [String.raw`"C:\tools"`, String.raw`C:\tools\git.exe`],
    ["c:/tools", String.raw`c:\tools\git.exe`],
    [String.raw`\\server\share\tools`, String.raw`\\server\share\tools\git.exe`],
  ])("is found in %s", (element, file) => {
    expect(findProgram(windows([file], element).ctx, "git")).toBe(file);
  });

  it.each([
    ["the drive of the working folder", String.raw`\tools`, String.raw`C:\tools\git.exe`],
    ["the same, with a slash", "/tools", String.raw`C:\tools\git.exe`],
    ["the folder of a drive that is current", "C:tools", String.raw`C:\repo\tools\git.exe`],
    ["the working folder", ".", String.raw`C:\repo\git.exe`],
  ])("is none where PATH means %s", (_, element, file) => {
    const { ctx } = windows([file], element);
    expect(findProgram(ctx, "git")).toBe(null);
    expect(programOfFolder(ctx, "git")).toBe(file);
  });
});

describe("a batch file", () => {
  const options = { env: {}, cwd: "C:\\", timeout: 1_000 };

  it("is started by the cmd.exe of Windows, whatever %ComSpec% says", async () => {
    const { ctx, started } = windows([]);
    const file = String.raw`C:\Program Files (x86)\Git\cmd\git.cmd`;
    const words = ["ls-remote", "-q", "--", "https://example.com/a.git", "refs/tags/v1.0.0"];
    const { code } = await startProgram(ctx, file, { ...options, args: words });
    expect(code).toBe(0);
    expect(started).toEqual([
      {
        file: String.raw`C:\Windows\System32\cmd.exe`,
        args: ["/d", "/c", "call", file, ...words],
      },
    ]);
  });

  it.each(["a&calc", "a|b", "a>b", "%PATH%", "!x!", "a^b", 'a"b', "a\nb", "a)&b", "a)b"])(
    "is given no word that cmd.exe reads: %j",
    async (word) => {
      const { ctx, started } = windows([]);
      const args = ["ls-remote", word];
      const result = await startProgram(ctx, String.raw`C:\git\git.cmd`, { ...options, args });
      expect(result).toMatchObject({ code: null, failure: "EINVAL" });
      expect(started).toEqual([]);
    },
  );

  it("is not started out of a folder whose name cmd.exe reads", async () => {
    const { ctx, started } = windows([]);
    const file = String.raw`C:\R&D\git.cmd`;
    expect((await startProgram(ctx, file, { ...options, args: [] })).failure).toBe("EINVAL");
    expect(started).toEqual([]);
  });
});
