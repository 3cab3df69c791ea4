import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import type { Conformance } from "../../../src/contract.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { type Sumdb, startSumdb } from "../../support/lab/sumdb.ts";
import { bin } from "../../support/bin.ts";
import { startCacheProxy } from "../../support/cache-proxy.ts";
import { expectDocument } from "../../support/contract.ts";
import type { Found } from "../../support/found.ts";
import { nothingLeaves } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";

let lab: Lab;
let sumdb: Found<Sumdb>;
beforeAll(async () => {
  lab = await startLab();
  sumdb = await startSumdb(lab);
});
afterAll(async () => {
  if (sumdb.ok) await sumdb.value.stop();
  await lab?.stop();
});

const module = "example.com/Hello@v1.1.0";

async function tested(url: string, flags: string[] = []) {
  const box = sandbox({ env: nothingLeaves });
  const words = ["test", "--conformance", url, "--module", module, "--json", ...flags];
  const { code, stdout } = await bin(words, { env: box.env, cwd: box.home });
  const doc = expectDocument<Conformance>("Conformance", stdout);
  const bad = doc.points.filter(({ status }) => status !== "ok" && status !== "skipped");
  return {
    code,
    doc,
    bad: Object.fromEntries(bad.map((one) => [one.id, `${one.status} ${one.seen}`])),
  };
}

/** Faults of the lab, and what the points that see them say; a lab of made-up modules is blind to case anyway. */
const faults: Record<string, Record<string, string>> = {
  "404": { "list.content": "error 404", "info.content": "error 404", "zip.format": "error 404" },
  "500": {
    "absent.module": "error 500",
    "absent.path": "error 500",
    "sumdb.supported": "error 500",
  },
  "403": { "absent.module": "error 403", "absent.version": "error 403" },
  portal: { "absent.module": "error 200 html", "list.content": "error 200 html" },
  hang: { "info.content": "error timeout" },
  reset: { "info.content": "error reset" },
  "list-html": { "list.content": "error 200 html" },
  "list-pseudo": { "list.pseudo": "info v1.0.1-0.20240102030405-0123456789ab" },
  "latest-500": { "latest.info": "info 500" },
  "wrong-version": { "info.content": "error 200 v9.9.9" },
  "no-version": { "info.content": "error 200 no Version" },
  "no-time": { "info.time": "info 200 without Time" },
  "bad-json": { "info.content": "error 200 no info" },
  "wrong-mod": { "mod.hash": "error 200 other" },
  "mod-crlf": { "mod.hash": "error 200 CRLF" },
  "other-mod": { "mod.content": "error 200 example.com/other" },
  "zip-truncate": { "zip.format": "error truncated" },
  "cut-zip": { "zip.format": "error 200 no zip" },
  "bad-zip": { "zip.format": "error 200 html" },
  "other-zip": { "zip.prefix": "error 200 example.com/other@v1.1.0/go.mod" },
  "wrong-hash": { "zip.hash": "error 200 other" },
  "zip-gzip": { "zip.encoding": "info 200 gzip" },
  "zip-chunked": { "zip.length": "warning 200 without Content-Length" },
  "zip-wrong-range": { "zip.range": "warning 206 10 bytes" },
  "head-405": { "zip.head": "info 405" },
  "no-escapes": { "escape.capitals": "error 404" },
  "supported-403": { "sumdb.supported": "error 403" },
  "supported-404": { "sumdb.supported": "info 404" },
  "lookup-500": { "sumdb.lookup": "error 500" },
  "lookup-other": { "sumdb.lookup": "error 200 other" },
  "tile-short": { "sumdb.tile": "error 200 16 bytes" },
  "toolchain-404": { "toolchain.list": "info 404" },
  "info-delay=5200": { "time.first-byte": "warning" },
};

describe("test --conformance", () => {
  it("judges no proxy where nobody answers", async () => {
    const { code, doc, bad } = await tested(lab.refused);
    expect(code).toBe(1);
    expect(bad).toEqual({ "list.content": "error refused", "info.content": "error refused" });
    expect(doc.summary.ok).toBe(0);
  });

  it("a healthy proxy has no error", async () => {
    const { code, doc } = await tested(lab.url());
    expect(doc.points.filter(({ status }) => status === "error")).toEqual([]);
    expect({ code, ok: doc.ok }).toEqual({ code: 0, ok: true });
  });

  it.each(Object.entries(faults))("%s is named", async (fault, expected) => {
    // Who is waited for is to be late, and nobody else, however busy the machine is.
    const { code, doc, bad } = await tested(lab.url(fault), [
      "--timeout",
      fault === "hang" ? "1" : "30",
    ]);
    for (const [id, seen] of Object.entries(expected)) {
      if (sumdb.ok || !/hash|sumdb\.(?:lookup|tile)/.test(id)) expect(bad[id]).toContain(seen);
    }
    const isError = Object.values(bad).some((one) => one.startsWith("error"));
    expect(code).toBe(isError ? 1 : 0);
    for (const { status, goDoes } of doc.points) {
      expect(goDoes === null).toBe(status === "ok" || status === "skipped");
    }
  });

  it.each([
    ["Hello", "escape.case"],
    ["goproxy-cfg.invalid", "sumdb.unknown"],
    ["v9.9.9", "escape.plus"],
  ])("no answer to %s is no good sign: %s was not looked at", async (words, id) => {
    const { doc } = await tested(lab.url(`hang-at=${words}`), ["--timeout", "3"]);
    expect(doc.points.find((point) => point.id === id)).toMatchObject({
      status: "skipped",
      seen: "timeout",
    });
  });

  it("in words, in both languages", async () => {
    const box = sandbox({ env: nothingLeaves });
    for (const lang of ["en", "zh"]) {
      const words = [
        "test",
        "--conformance",
        lab.url("list-html"),
        "--module",
        module,
        "--lang",
        lang,
      ];
      const { code, stdout } = await bin(words, { env: box.env, cwd: box.home });
      expect(code).toBe(1);
      expect(stdout).toMatch(lang === "en" ? /list\.content {2}seen: 200 html/ : /实际：200 html/);
    }
  });

  it("is for one proxy over http", async () => {
    const box = sandbox({ env: nothingLeaves });
    const words = ["test", "--conformance", "direct"];
    expect(await bin(words, { env: box.env, cwd: box.home })).toMatchObject({ code: 2 });
  });
});

describe("test --conformance of real proxies", () => {
  it("a served module cache: no error that go would not show", async (test) => {
    const cache = need(test, await startCacheProxy());
    onTestFinished(() => cache.stop());
    const box = sandbox({ env: nothingLeaves });
    const named = ["--module", "github.com/BurntSushi/toml@v1.3.2"];
    const words = ["test", "--conformance", cache.url, ...named, "--json"];
    const { code, stdout } = await bin(words, { env: box.env, cwd: box.home });
    const doc = expectDocument<Conformance>("Conformance", stdout);
    expect(doc.points.filter(({ status }) => status === "error")).toEqual([]);
    expect(code).toBe(0);
  });

  it("nginx in front of the real module proxy: its own sums are right", async (test) => {
    const url = need(test, inject("nginx"));
    const box = sandbox({ env: nothingLeaves });
    const words = ["test", "--conformance", url, "--json", "--timeout", "20"];
    const { stdout } = await bin(words, { env: box.env, cwd: box.home });
    const { points } = expectDocument<Conformance>("Conformance", stdout);
    const status = Object.fromEntries(points.map((point) => [point.id, point.status]));
    for (const id of ["list.content", "info.content", "mod.hash", "zip.hash", "zip.prefix"]) {
      expect([id, status[id]]).toEqual([id, "ok"]);
    }
  });
});
