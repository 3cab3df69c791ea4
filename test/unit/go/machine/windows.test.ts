import { readMachine } from "../../../../src/go/machine/layers.ts";
import { describe, expect, it } from "vitest";
import type { Context, Env, ExecOptions } from "../../../../src/context.ts";
import { effectiveValues, inspectGo, writeEnvCopy } from "../../../../src/go/machine/command.ts";

const report = {
  GOENV: "C:\\Users\\u\\AppData\\Roaming\\go\\env",
  GOROOT: "C:\\Go",
  GOVERSION: "go1.27.4",
};

/** A Windows machine with these files; every process answers what go would report. */
function windows(files: string[], env: Env) {
  const started: { file: string; options: ExecOptions }[] = [];
  const missing = Object.assign(new Error("ENOENT"), { code: "ENOENT" });
  const ctx = {
    platform: "win32",
    cwd: "D:\\work",
    home: "C:\\Users\\u",
    env: { AppData: "C:\\Users\\u\\AppData\\Roaming", ...env },
    fs: {
      statSync: (file: string, options?: { throwIfNoEntry: boolean }) => {
        if (files.includes(file)) return { isFile: () => true, isDirectory: () => false };
        if (options?.throwIfNoEntry === false) return undefined;
        throw missing;
      },
      readdirSync: () => [],
      readFileSync: () => {
        throw missing;
      },
    },
    exec: (file: string, options: ExecOptions) => {
      started.push({ file, options });
      const stdout = JSON.stringify(report);
      return Promise.resolve({ code: 0, stdout, stderr: "", timedOut: false, failure: null });
    },
  } as unknown as Context;
  return { ctx, started };
}

describe("on Windows", () => {
  it("go.exe is started in the root of its drive, each variable once whatever its case", async () => {
    const env = { Path: "C:\\Go\\bin", GoFlags: "bad", goenv: "mine", GoProxy: "x" };
    const { ctx, started } = windows(["C:\\Go\\bin\\go.exe"], env);
    const state = await inspectGo(ctx);
    expect(started[0]).toMatchObject({ file: "C:\\Go\\bin\\go.exe", options: { cwd: "C:\\" } });
    expect(started[0]?.options.env).toEqual({
      AppData: "C:\\Users\\u\\AppData\\Roaming",
      Path: "C:\\Go\\bin",
      GoProxy: "x",
      LC_ALL: "C",
      GOTOOLCHAIN: "local",
      GO111MODULE: "off",
      GOFLAGS: " ",
      GOENV: "D:\\work\\mine",
    });
    expect(state).toMatchObject({ version: { minor: 27 }, envFile: { path: report.GOENV } });
  });

  it("a go.cmd is asked through cmd.exe, without a value, and the go.exe behind it is used", async () => {
    const files = ["D:\\shims\\go.cmd", "C:\\Go\\bin\\go.exe"];
    const env = { PATH: "D:\\shims", ComSpec: "D:\\work\\cmd.exe" };
    const { ctx, started } = windows(files, env);
    const state = await inspectGo(ctx);
    expect(started[0]).toMatchObject({
      file: "C:\\Windows\\System32\\cmd.exe",
      options: { cwd: "D:\\work" },
    });
    expect(started[0]?.options.args.slice(0, 6)).toEqual([
      "/d",
      "/c",
      "call",
      "D:\\shims\\go.cmd",
      "env",
      "-json",
    ]);
    expect(state.go).toMatchObject({ path: files[1], shim: files[0] });
    await writeEnvCopy(ctx, state, "C:\\copy", [{ key: "GOPROXY", value: "a|calc.exe" }]);
    expect(started[1]).toMatchObject({
      file: "C:\\Go\\bin\\go.exe",
      options: { args: ["env", "-w", "GOPROXY=a|calc.exe"], env: { GOENV: "C:\\copy" } },
    });
    await effectiveValues(ctx, readMachine(ctx, state), ["GOPROXY"]);
    expect(started[2]?.file).toBe("C:\\Windows\\System32\\cmd.exe");
  });

  it("a go.cmd with no go.exe behind it is no go", async () => {
    const { ctx } = windows(["D:\\shims\\go.cmd"], { PATH: "D:\\shims" });
    expect(await inspectGo(ctx)).toMatchObject({ go: null, unusable: { problem: "not-go" } });
  });

  it("values that make one command line too long are written one after the other", async () => {
    const { ctx, started } = windows(["C:\\Go\\bin\\go.exe"], { PATH: "C:\\Go\\bin" });
    const state = await inspectGo(ctx);
    const value = "x".repeat(29_000);
    const keys = ["GOPRIVATE", "GONOPROXY", "GONOSUMDB"];
    const changes = [{ key: "GOPROXY", value: "direct" }, ...keys.map((key) => ({ key, value }))];
    await writeEnvCopy(ctx, state, "C:\\copy", changes);
    expect(started.slice(1).map(({ options }) => options.args.length - 2)).toEqual([2, 1, 1]);
    const longer = writeEnvCopy(ctx, state, "C:\\copy", [
      { key: "GOPRIVATE", value: `${value}${"y".repeat(1001)}` },
    ]);
    await expect(longer).rejects.toMatchObject({ kind: "value-too-long", args: { limit: 30_000 } });
  });
});
