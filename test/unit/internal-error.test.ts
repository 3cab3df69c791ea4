import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import type { Context } from "../../src/context.ts";
import { Failure } from "../../src/failure.ts";
import { asFailure, reportable } from "../../src/internal-error.ts";
import { run } from "../../src/main.ts";
import { loadText } from "../../src/text/load.ts";
import { sandbox } from "../support/sandbox.ts";

describe("an internal error", () => {
  it.each(["en", "zh"])("tells in %s where to report it, and with which versions", async (lang) => {
    const user = sandbox({
      ctx: {
        now() {
          throw new TypeError("no such thing as '/home/someone/x' or https://u:s3cret@p.test/x");
        },
      },
    });
    const code = await run(user.ctx, ["use", "cn", "--no-verify", "--lang", lang, "--debug"]);
    const shown = user.stderr();
    expect(code).toBe(1);
    expect(shown).toContain("https://www.npmjs.com/package/goproxy-cfg");
    expect(shown).toContain(`goproxy-cfg ${packageJson.version}`);
    expect(shown).toContain(process.version);
    expect(shown).toContain("no such thing as '<path>'");
    expect(shown).not.toMatch(/someone|s3cret/);
    expect(shown).not.toContain(import.meta.dirname);
  });

  it.each([
    ["ENOENT: open '/home/a b'", "ENOENT: open '<path>'"],
    ["at run (file:///home/a/dist/main.js:1:2)", "at run (…/main.js:1:2)"],
    ["at run (/home/a/dist/run-Bx_1.cjs:1:2)", "at run (…/run-Bx_1.cjs:1:2)"],
    [String.raw`at C:\Users\a\dist\x.js:1:2`, "at …/x.js:1:2"],
    [String.raw`\\server\share\x is gone`, "<path> is gone"],
    ["https://u:p@h/x and a/b", "https://u:xxxxx@h/x and a/b"],
  ])("%s", (text, shown) => {
    expect(reportable(text)).toBe(shown);
  });

  it("leaves a failure of ours as it is", async () => {
    const failure = new Failure("interrupted", {});
    expect(await asFailure(sandbox().ctx, failure)).toBe(failure);
  });
});

describe("the go in the report of an internal error", () => {
  const answer = { code: 0, stdout: "", stderr: "", timedOut: false, failure: null };

  /** A machine on whose PATH a go stands that answers so. */
  function withGo(exec: Context["exec"], change: Partial<Context> = {}) {
    const user = sandbox({ ctx: { exec, ...change } });
    const file = user.write("bin/go", "");
    fs.chmodSync(file, 0o755);
    return { ...user.ctx, env: { ...user.env, PATH: path.dirname(file) } };
  }

  const goOf = async (ctx: Context, given?: string) =>
    ((await asFailure(ctx, new TypeError("x"), given)).args as { go: string | null }).go;

  it.each([
    ["go version go1.27.4 linux/amd64\n", "go1.27.4"],
    ["go version go1.21rc2 X:boringcrypto windows/arm64\r\n", "go1.21rc2"],
    ["a shim speaks\ngo version devel go1.28-abc123 Tue linux/amd64", "devel go1.28-abc123"],
    ["go version go1.27/home/someone/https://u:s3cret@h", null],
    ["/home/someone/go: no such file", null],
    [`go version go1.${"9".repeat(1000)} x`, null],
  ])("%j", async (stdout, version) => {
    expect(await goOf(withGo(() => Promise.resolve({ ...answer, stdout })))).toBe(version);
  });

  it("is none where there is none, named by --go or on PATH", async () => {
    const { ctx } = sandbox({ env: { PATH: "" } });
    expect(await goOf(ctx)).toBeNull();
    expect(await goOf(ctx, "/no/such/go")).toBeNull();
  });

  it("is none where looking for it fails, or starting it, or where it never ends", async () => {
    const broken = () => {
      throw new TypeError("broken");
    };
    expect(await goOf(withGo(broken))).toBeNull();
    expect(await goOf(withGo(() => Promise.reject(new Error("broken"))))).toBeNull();
    expect(await goOf(withGo(() => new Promise(() => {})))).toBeNull();
    const fsBroken = new Proxy(fs, { get: broken });
    expect(await goOf(withGo(() => Promise.resolve(answer), { fs: fsBroken }))).toBeNull();
  });

  it("is told in both languages, and that there is none", async () => {
    for (const lang of ["en", "zh"] as const) {
      const { errors } = await loadText(lang);
      const say = (await errors()).internal;
      const about = { problem: "x", version: "1", node: "v24", system: "linux x64" };
      expect(say({ ...about, go: "go1.27.4" }).hint).toContain("go1.27.4");
      expect(say({ ...about, go: null }).hint).toContain(lang === "en" ? "no go" : "没有可用的 go");
    }
  });
});
