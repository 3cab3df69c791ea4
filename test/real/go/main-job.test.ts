import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Changed, ErrorDocument } from "../../../src/contract.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { expectDocument } from "../../support/contract.ts";
import { type Go, goDownload, realGo, realProxy, runGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { type User, user } from "../../support/user.ts";

const hello = "example.com/hello@v1.0.0";
let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

/** Mirrors of which none answers. */
const ill = () => [lab.refused, lab.url("hang"), lab.url("500"), lab.url("portal")];

/** GOPROXY as the user's own go sees it. */
async function goSees(go: Go, someone: User, key = "GOPROXY"): Promise<string> {
  const { stdout } = await runGo(go, ["env", key], { env: someone.env, cwd: someone.home });
  return stdout.trim();
}

describe("one command, then go downloads", () => {
  test("real modules, through a real mirror, verified by the real checksum database", async (ctx) => {
    const go = need(ctx, realGo());
    const mirror = need(ctx, realProxy());
    const someone = user();
    const run = await someone.cfg(["use", mirror]);
    expect(run).toMatchObject({ code: 0 });
    expect(await goSees(go, someone)).toBe(`${mirror}|direct`);
    expect(await goSees(go, someone, "GOSUMDB")).toBe("sum.golang.org");
    const download = await goDownload(someone.env, "rsc.io/quote@v1.5.2", { timeout: 60_000 });
    expect(download).toMatchObject({
      error: null,
      sum: "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=",
    });
  });

  test.for(["403", "500", "close", "reset", "404", "html-404", "refused"])(
    "the first mirror of a chain fails (%s), the second serves",
    async (fault, ctx) => {
      need(ctx, realGo());
      const someone = user();
      const first = fault === "refused" ? lab.refused : lab.url(fault);
      const run = await someone.cfg(["use", first, lab.url("ok"), "--json"]);
      expect(run).toMatchObject({ code: 0 });
      const { probes } = expectDocument<Changed>("Changed", run.stdout);
      expect(probes.map(({ ok }) => ok)).toEqual([fault.endsWith("404"), true]);
      expect(someone.stored()).toBe(`GOPROXY=${first}|${lab.url("ok")}|direct\n`);
      const download = await goDownload({ ...someone.env, GOSUMDB: "off" }, hello);
      expect(download.error).toBeNull();
    },
  );

  test("what --fallback missing gives up: a mirror that answers 500 ends the download", async (ctx) => {
    need(ctx, realGo());
    const someone = user();
    const chain = [lab.url("500"), lab.url("ok")];
    await someone.cfg(["use", ...chain, "--fallback", "missing"]);
    expect(someone.stored()).toBe(`GOPROXY=${chain.join(",")},direct\n`);
    const download = await goDownload({ ...someone.env, GOSUMDB: "off" }, hello);
    expect(download.error).toMatch(/500 Internal Server Error/);
  });
});

describe("no go on PATH", () => {
  test("the file is written as go would write it, and a go that comes later reads it", async (ctx) => {
    const go = need(ctx, realGo());
    const someone = user();
    const empty = path.join(someone.root, "empty");
    fs.mkdirSync(empty);
    const run = await someone.cfg(["use", lab.url("ok"), "--json"], { env: { PATH: empty } });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const { notes, effective } = expectDocument<Changed>("Changed", run.stdout);
    expect(notes.map(({ code }) => code)).toContain("go.absent-written");
    expect(effective["GOPROXY"]).toBe(`${lab.url("ok")}|direct`);

    const written = someone.stored();
    const twin = user();
    await runGo(go, ["env", "-w", `GOPROXY=${lab.url("ok")}|direct`], {
      env: twin.env,
      cwd: twin.home,
    });
    expect(written).toBe(twin.stored());
    expect(await goSees(go, someone)).toBe(`${lab.url("ok")}|direct`);
  });

  test("and this is said to a person", async () => {
    const someone = user();
    const run = await someone.cfg(["use", lab.url("ok")], { env: { PATH: someone.root } });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("No go was found on PATH");
  });
});

describe("mirrors that do not answer", () => {
  test("exit 1, nothing is written, one line for each mirror", async () => {
    const someone = user();
    const run = await someone.cfg(["use", ...ill()]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    for (const url of ill()) {
      expect(run.stderr.split("\n").filter((line) => line.includes(url))).toHaveLength(1);
    }
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(someone.stored()).toBeNull();
    expect((await someone.cfg(["undo"])).code).toBe(1);
  });

  test("--json: an error document on stderr with every probe and its code", async () => {
    const someone = user();
    const run = await someone.cfg(["use", ...ill(), "--json"]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
    expect(error.code).toBe("no-mirror-answers");
    expect(
      (error.details as { url: string; ok: boolean; code: string }[]).map(({ code }) => code),
    ).toEqual(["net.refused", "net.timeout", "net.status", "net.captive-portal"]);
  });

  test("--no-verify writes without asking, --force after asking", async () => {
    const someone = user();
    lab.takeRequests();
    expect(await someone.cfg(["use", lab.url("500"), "--no-verify"])).toMatchObject({ code: 0 });
    expect(lab.takeRequests()).toEqual([]);
    expect(someone.stored()).toBe(`GOPROXY=${lab.url("500")}|direct\n`);
    expect(await someone.cfg(["use", lab.url("503"), "--force"])).toMatchObject({ code: 0 });
    expect(lab.takeRequests()).not.toEqual([]);
    expect(someone.stored()).toBe(`GOPROXY=${lab.url("503")}|direct\n`);
  });

  test("--dry-run asks, shows and changes nothing", async () => {
    const someone = user();
    const run = await someone.cfg(["use", lab.url("ok"), "--dry-run", "--json"]);
    expect(run).toMatchObject({ code: 0 });
    expect(expectDocument<Changed>("Changed", run.stdout)).toMatchObject({
      dryRun: true,
      changes: [{ target: "go-env", key: "GOPROXY", after: `${lab.url("ok")}|direct` }],
    });
    expect(someone.stored()).toBeNull();
  });
});

describe("a wrong command line is exit 2 and changes nothing", () => {
  test.for([
    [["use", "aliyn"], "unknown-mirror", /aliyun/],
    [["use", "goproxi.cn"], "unknown-mirror", /goproxy\.cn/],
    [["use", "https://a b"], "invalid-value", null],
    [["use", "ftp://x"], "invalid-value", null],
    [["use", ""], null, null],
    [["use"], "usage", null],
    [["uze", "cn"], "usage", /use/],
    [["use", "cn", "--fallbak", "any"], "usage", /--fallback/],
    [["use", "https://goproxy.cn,direct", "--fallback", "any"], "usage", null],
    [["validate", "GOPROXI=x"], "usage", /GOPROXY/],
  ] as const)("%j", async ([args, code, hint]) => {
    const someone = user();
    const run = await someone.cfg([...args, "--json"]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
    expect(error.code).toBe(code ?? error.code);
    expect(error.hint ?? "").toMatch(hint ?? /^/);
    expect(someone.stored()).toBeNull();
  });
});

describe("an environment variable overrides what was written", () => {
  test("exit 4, and the line of the startup file that exports it", async () => {
    const GOPROXY = "https://old.example,direct";
    const someone = user({ SHELL: "/bin/bash", GOPROXY });
    const rc = someone.write(".bashrc", `# mine\nalias ll='ls -l'\nexport GOPROXY=${GOPROXY}\n`);
    const run = await someone.cfg(["use", lab.url("ok"), "--json"]);
    expect(run).toMatchObject({ code: 4 });
    const changed = expectDocument<Changed>("Changed", run.stdout);
    expect(changed.shadowedBy).toEqual([
      { key: "GOPROXY", kind: "os", file: rc, line: 3, value: GOPROXY },
    ]);
    expect(changed.effective["GOPROXY"]).toBe(GOPROXY);
    expect(someone.stored()).toBe(`GOPROXY=${lab.url("ok")}|direct\n`);

    const told = await someone.cfg(["use", lab.url("ok")]);
    expect(told.code).toBe(4);
    expect(told.stdout + told.stderr).toMatch(/\.bashrc:3\b/);
  });

  test("one that holds the same value is no hindrance", async () => {
    const someone = user({ GOPROXY: `${lab.url("ok")}|direct` });
    expect(await someone.cfg(["use", lab.url("ok")])).toMatchObject({ code: 0 });
  });

  test("GOENV=off: written to a file that nobody reads is exit 4", async () => {
    const someone = user({ GOENV: "off" });
    const run = await someone.cfg(["use", lab.url("ok"), "--json"]);
    expect(run).toMatchObject({ code: 4 });
    const { shadowedBy } = expectDocument<Changed>("Changed", run.stdout);
    expect(shadowedBy).toMatchObject([{ kind: "goenv-off" }]);
  });
});
