import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Env } from "../../../src/context.ts";
import { effectiveValues, inspectGo, writeEnvCopy } from "../../../src/go/machine/command.ts";
import { layers, readMachine } from "../../../src/go/machine/layers.ts";
import { settingKeys } from "../../../src/settings/effective.ts";
import { found, type Found, missing } from "../../support/found.ts";
import { need } from "../../support/machine.ts";
import { allGos, ownGo, watched } from "../../support/toolchain.ts";

const gos = allGos();

/** GOROOT of the newest go at hand. */
function newestRoot(): Found<string> {
  const go = gos.at(-1);
  return go === undefined ? missing("no go on PATH or in .tools/go") : found(go.root);
}

interface Machine {
  env?: Env;
  /** Go's env file, or what it holds. */
  file?: string | Buffer;
  goEnv?: string | null;
  /** Files below the home folder, where the tool is started. */
  files?: Record<string, string>;
}

function machine(root: string, { env = {}, file, goEnv, files = {} }: Machine) {
  const box = watched();
  const go = ownGo(root, path.join(box.root, "goroot"), goEnv);
  const envFile = path.join(box.home, ".config", "go", "env");
  if (file !== undefined) box.write(".config/go/env", file);
  for (const [name, text] of Object.entries(files)) box.write(name, text);
  const places = { HERE: box.home, GOROOT: go.goroot };
  const given = Object.entries({ PATH: go.bin, ...env }).map(([name, value]) => [
    name,
    value?.replaceAll(/\{(HERE|GOROOT)\}/g, (_, place: keyof typeof places) => places[place]),
  ]);
  const ctx = { ...box.ctx, env: { ...box.env, ...Object.fromEntries(given) } as Env };
  /** Go as the user starts it, in the user's folder and environment. */
  const go1 = (...args: string[]) => {
    try {
      const options = { env: ctx.env as NodeJS.ProcessEnv, cwd: ctx.cwd, stdio: "pipe" } as const;
      const stdout = execFileSync(path.join(go.bin, "go"), args, { ...options, encoding: "utf8" });
      return { ok: true, stdout };
    } catch (error) {
      return { ok: false, stdout: String((error as { stderr: unknown }).stderr) };
    }
  };
  return { ...box, ctx, go, envFile, userGo: go1 };
}

/** Machines on which go works, so that what it reports can be compared. */
const working: Record<string, Machine> = {
  "a fresh one": {},
  "values in the file": {
    file: "GOPROXY=https://a,direct\nGOPRIVATE=corp.com\nGOVCS=*:git\nGOAUTH=off\n",
  },
  "duplicates, CRLF, quotes and comments": {
    file: '# c\nGOPROXY=a\r\nGOPROXY="b" # d\n\nGOSUMDB=off\r\n GOPRIVATE=x\nexport GONOPROXY=y\n',
  },
  "a byte order mark": { file: "\uFEFFGOPROXY=a\nGOSUMDB=off" },
  "empty lines in the file": {
    file: "GOPROXY=\nGOSUMDB=\nGOPRIVATE=p\nGONOPROXY=\nGONOSUMDB=\nGOAUTH=\nGOVCS=\nGOTOOLCHAIN=\n",
  },
  "the environment over the file": {
    env: {
      GOPROXY: "https://os",
      GONOSUMDB: "n",
      GOSUMDB: "",
      GOFLAGS: "-v",
      GO111MODULE: "on",
      GOAUTH: "netrc",
    },
    file: "GOPROXY=https://file\nGOSUMDB=off\nGOFLAGS=-x\nGOINSECURE=i\n",
  },
  "GOPRIVATE of the environment": { env: { GOPRIVATE: "os" }, file: "GOPRIVATE=f\nGONOSUMDB=g\n" },
  "GOENV=off": { env: { GOENV: "off" }, file: "GOPROXY=https://file\n" },
  "an empty GOENV": { env: { GOENV: "" }, file: "GOPROXY=https://file\n" },
  "a GOENV elsewhere": { env: { GOENV: "{HERE}/mine" }, files: { mine: "GOPROXY=m\n" } },
  "a relative GOENV": { env: { GOENV: "sub/mine" }, files: { "sub/mine": "GOPROXY=m\n" } },
  "GOENV=OFF": { env: { GOENV: "OFF" }, files: { OFF: "GOPROXY=m\n" } },
  "a relative XDG_CONFIG_HOME": {
    env: { XDG_CONFIG_HOME: "x" },
    files: { "x/go/env": "GOPROXY=m\n" },
  },
  "a relative HOME": {
    env: { HOME: "h", XDG_CONFIG_HOME: undefined },
    files: { "h/.config/go/env": "GOPROXY=m\n" },
  },
  "no HOME": { env: { HOME: undefined, XDG_CONFIG_HOME: undefined } },
  "a folder in the place of the env file": { files: { ".config/go/env/x": "" } },
  "another GOROOT/go.env": { goEnv: "GOPROXY=https://dist\nGOPRIVATE=d\nGOFLAGS=-mod=mod\n" },
  "a GOROOT/go.env under the file": {
    goEnv: "GOPROXY=https://dist\nGOPRIVATE=d\nGONOPROXY=e\nGOTOOLCHAIN=local\n",
    file: "GOPRIVATE=\nGONOPROXY=f\n",
  },
  "no GOROOT/go.env": { goEnv: null },
  "a GOROOT in the environment": { env: { GOROOT: "{GOROOT}" } },
  "unknown keys": { file: "GOFOO=x\nHTTPS_PROXY=http://x\nlower=y\n" },
  "a device as env file": { env: { GOENV: "/dev/null" } },
  "a value that is no UTF-8": { file: Buffer.from("GOPROXY=https://\xe9\n", "latin1") },
};

/** What stops the user's own go, wholly or in this folder, and must not stop the tool. */
const broken: Record<string, Machine> = {
  "a bad GOTOOLCHAIN in the file": { file: "GOTOOLCHAIN=bad\n" },
  "a bad GOTOOLCHAIN in the environment": { env: { GOTOOLCHAIN: "bad" } },
  "a go.mod that asks for a go that cannot be had": {
    env: { GOPROXY: "off", GOTOOLCHAIN: "auto" },
    files: { "go.mod": "module x\n\ngo 1.99.1\n" },
  },
  "a go.mod and a go.work that are garbage": { files: { "go.mod": "{", "go.work": "{" } },
  "a relative GOWORK": { env: { GOWORK: "x/go.work" } },
  "a relative GOPATH in the environment": { env: { GOPATH: "rel" } },
  "a relative GOPATH in the file": { file: "GOPATH=rel\nGOPROXY=direct\n" },
  "bad GOFLAGS in the environment": { env: { GOFLAGS: "bad -json -w" } },
  "GOFLAGS that go env knows": { env: { GOFLAGS: "-json" } },
  "bad GOFLAGS in the file": { file: "GOFLAGS=-json -u\n" },
  "a bad GO111MODULE in the environment": { env: { GO111MODULE: "bad" } },
  "a bad GO111MODULE in the file": { file: "GO111MODULE=bad\n" },
  "a bad GOEXPERIMENT in the environment": { env: { GOEXPERIMENT: "bad" } },
  "a bad GOEXPERIMENT in the file": { file: "GOEXPERIMENT=bad\n" },
  "bad GOOS and GOARCH": { env: { GOOS: "bad", GOARCH: "worse", GOAMD64: "v9" } },
  "bad GOOS and GOARCH in the file": { file: "GOOS=bad\nGOARCH=worse\nGOAMD64=v9\nGOTMPDIR=rel\n" },
  "a bad GOROOT in the environment": { env: { GOROOT: "/nowhere/go" } },
  "a bad GOROOT in the file": { file: "GOROOT=/nowhere/go\n" },
  "a bad GOROOT in both": { env: { GOROOT: "/nowhere/a" }, file: "GOROOT=/nowhere/b\n" },
  "a runtime setting that kills": { env: { GOMEMLIMIT: "bad" } },
};

describe.skipIf(gos.length === 0).each(gos)("go $version", ({ root, minor }) => {
  describe("the layers equal what go reports", () => {
    it.each(Object.entries(working))("%s", async (_, change) => {
      const { ctx, userGo, started } = machine(root, change);
      const state = await inspectGo(ctx);
      expect(started).toHaveLength(1);
      expect(state).toMatchObject({ stopped: null, version: { minor }, hint: null });

      const keys = settingKeys.filter((key) => key !== "GOENV");
      const told = JSON.parse(userGo("env", "-json", ...keys).stdout) as Record<string, string>;
      const { resolve } = layers(ctx, state);
      expect(Object.fromEntries(keys.map((key) => [key, resolve(key).value]))).toEqual(told);
      for (const key of keys) expect(state.reported?.[key] ?? told[key]).toBe(told[key]);
      expect(await effectiveValues(ctx, readMachine(ctx, state), keys)).toEqual(told);
      expect(started).toHaveLength(2);
    });

    it.each(Object.entries(working))(
      "the env file is the one that go reads: %s",
      async (name, change) => {
        const { ctx, userGo, home } = machine(root, change);
        const { envFile } = await inspectGo(ctx);
        const told = userGo("env", "GOENV").stdout.trim();
        const file = { kind: "file", path: path.resolve(home, told) };
        const nothing = { kind: name === "GOENV=off" ? "off" : "none" };
        expect(envFile).toMatchObject(told === "" ? nothing : file);
      },
    );
  });

  describe("nothing of the user's stops it", () => {
    it.each(Object.entries(broken))("%s", async (_, change) => {
      const { ctx, go, envFile, started, userGo } = machine(root, change);
      const state = await inspectGo(ctx);
      expect(state.go).toMatchObject({ goroot: go.goroot, version: { minor } });
      expect(state.envFile).toEqual({ kind: "file", path: envFile });
      expect(started.length).toBeLessThanOrEqual(state.stopped === null ? 1 : 2);
      // Only what stops the user's own go is called a stop.
      expect(state.stopped === null || !userGo("env", "GOPROXY").ok).toBe(true);

      started.length = 0;
      const copy = `${envFile}.copy`;
      fs.mkdirSync(path.dirname(copy), { recursive: true });
      if (fs.existsSync(envFile)) fs.copyFileSync(envFile, copy);
      await writeEnvCopy(ctx, state, copy, [{ key: "GOPROXY", value: "https://new|direct" }]);
      expect(started).toHaveLength(1);
      expect(fs.readFileSync(copy, "utf8")).toContain("GOPROXY=https://new|direct\n");
      fs.copyFileSync(copy, envFile);
      const wanted = change.env?.["GOPROXY"] ?? "https://new|direct";
      expect(await effectiveValues(ctx, readMachine(ctx, state), ["GOPROXY"])).toEqual({
        GOPROXY: wanted,
      });
    });
  });
});

it.skipIf(gos[0]?.minor !== 15)("go 1.15 tells its version in words only", async () => {
  const { ctx, go } = machine(gos[0]!.root, {});
  fs.rmSync(path.join(go.goroot, "VERSION"));
  expect((await inspectGo(ctx)).version).toMatchObject({ minor: 15 });
});

async function prepared(root: string, file?: string) {
  const box = machine(root, file === undefined ? {} : { file });
  const state = await inspectGo(box.ctx);
  box.started.length = 0;
  const copy = path.join(box.home, "copy");
  if (file !== undefined) fs.copyFileSync(box.envFile, copy);
  const text = () => (fs.existsSync(copy) ? fs.readFileSync(copy, "utf8") : null);
  return { ...box, state, copy, text };
}
const files = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes("telemetry"))
    .toSorted();

const refused = (key: string, reason: string) => ({
  kind: "invalid-value",
  args: { key, reason },
});

describe("writing a copy of the env file", () => {
  it("starts one process for one kind of change, and writes nowhere else", async (test) => {
    const { ctx, state, copy, text, started, home } = await prepared(need(test, newestRoot()));
    const before = files(home);
    const changes = [
      { key: "GOPROXY", value: "https://a b|direct" },
      { key: "GOSUMDB", value: null },
      { key: "GOPRIVATE", value: "-x,é" },
    ];
    await writeEnvCopy(ctx, state, copy, changes);
    expect(text()).toBe("GOPRIVATE=-x,é\nGOPROXY=https://a b|direct\n");
    expect(started).toHaveLength(1);
    expect(files(home)).toEqual([...before, "copy"].toSorted());
  });

  it("unsets what is there, and starts nothing where nothing is", async (test) => {
    const file = "GOPROXY=a\nGOSUMDB=off\nGOVCS=x\n";
    const { ctx, state, copy, text, started } = await prepared(need(test, newestRoot()), file);
    await writeEnvCopy(ctx, state, copy, [{ key: "GOPRIVATE", value: null }]);
    expect([started.length, text()]).toEqual([0, file]);
    const both = [
      { key: "GOSUMDB", value: null },
      { key: "GOPROXY", value: "b" },
    ];
    await writeEnvCopy(ctx, state, copy, both);
    expect([started.length, text()]).toEqual([2, "GOPROXY=b\nGOVCS=x\n"]);
  });

  it("the environment's own values and GOENV=off do not reach it", async (test) => {
    const root = need(test, newestRoot());
    const { ctx } = machine(root, { env: { GOENV: "off", GOPROXY: "https://os" } });
    const state = await inspectGo(ctx);
    const target = path.join(ctx.cwd, "copy");
    await writeEnvCopy(ctx, state, target, [{ key: "GOPROXY", value: "direct" }]);
    expect(fs.readFileSync(target, "utf8")).toBe("GOPROXY=direct\n");
    expect(fs.existsSync(path.join(ctx.cwd, ".config/go/env"))).toBe(false);
  });

  it("fails with go's own words, and leaves the copy alone", async (test) => {
    const { ctx, state, copy, text } = await prepared(need(test, newestRoot()), "GOPROXY=a\n");
    const write = (key: string, value: string) => writeEnvCopy(ctx, state, copy, [{ key, value }]);
    await expect(write("GO111MODULE", "ON")).rejects.toMatchObject(
      refused("GO111MODULE", 'invalid GO111MODULE value "ON"'),
    );
    await expect(write("GOFOO", "x")).rejects.toMatchObject(
      refused("GOFOO", "unknown go command variable GOFOO"),
    );
    await expect(write("GOPROXY", "a\nGOSUMDB=off")).rejects.toMatchObject(
      refused("GOPROXY", "invalid newline in GOPROXY=... value"),
    );
    await expect(write("GOPROXY", "a\0")).rejects.toMatchObject(
      refused("GOPROXY", "invalid NUL in GOPROXY=... value"),
    );
    await expect(write("GOPROXY", "a\uD800")).rejects.toMatchObject(
      refused("GOPROXY", "invalid UTF-8 in GOPROXY=... value"),
    );
    expect(text()).toBe("GOPROXY=a\n");
  });

  it("takes 100,000 bytes and refuses more", async (test) => {
    const { ctx, state, copy, text } = await prepared(need(test, newestRoot()));
    const value = "é".repeat(50_000);
    await writeEnvCopy(ctx, state, copy, [{ key: "GOPRIVATE", value }]);
    expect(text()).toBe(`GOPRIVATE=${value}\n`);
    const longer = writeEnvCopy(ctx, state, copy, [{ key: "GOPRIVATE", value: `${value}x` }]);
    await expect(longer).rejects.toMatchObject({
      kind: "value-too-long",
      args: { bytes: 100_001, limit: 100_000 },
    });
  });

  it("says so where the copy cannot be written", async (test) => {
    const { ctx, state, home } = await prepared(need(test, newestRoot()));
    const copy = path.join(home, "is-a-folder");
    fs.mkdirSync(copy);
    const written = writeEnvCopy(ctx, state, copy, [{ key: "GOPROXY", value: "x" }]);
    await expect(written).rejects.toMatchObject({ kind: "write-failed", args: { file: copy } });
  });
});
