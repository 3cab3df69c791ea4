import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import { route } from "../../../src/go/route/route.ts";
import { walk } from "../../../src/go/route/walk.ts";
import { noCertificates } from "../../support/lab/certificates.ts";
import { type Go, nothingLeaves, otherGos, realGo, runGo, since } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { type Row, type Stage, askedOf, atOf, openStage } from "../../support/predictions.ts";
import { removeFolder } from "../../support/remove.ts";

const go = realGo();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

/** Rows that the prediction got wrong, with the go on PATH. */
function wrong(table: readonly Row[], sideBySide?: number): Promise<unknown[]> {
  return stage.wrong(table, (go as { value: Go }).value, sideBySide);
}

function chains(text: string): Row[] {
  return text.split(" ").map((chain) => ({ chain }));
}

async function runAlone(tool: Go, args: string[], env: Env): Promise<void> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-toolchain-"));
  const folders = { HOME: root, GOPATH: path.join(root, "gopath"), GOFLAGS: "-modcacherw" };
  const more = { PATH: process.env["PATH"], ...nothingLeaves, ...folders };
  await runGo(tool, args, { cwd: root, env: { ...more, ...env }, timeout: 60_000 });
  removeFolder(root);
}

const faults =
  "404 410 401 403 429 500 503 204 close reset truncate portal portal-redirect html-404 empty bad-json no-version wrong-version redirect redirect-loop redirect-nowhere info-404 mod-404 mod-500 mod-html mod-truncate zip-404 zip-500 zip-truncate zip-reset bad-zip wrong-hash wrong-mod refused file".split(
    " ",
  );

describe.skipIf(!go.ok)("what the real go mod download asks and ends with", () => {
  test.for(["F", "F,ok", "F|ok", "ok,F"])("every fault in the chain %s", async (shape) => {
    const table = faults.map((fault) => ({ chain: shape.replace("F", fault) }));
    expect(await wrong(table)).toEqual([]);
  });

  test("which entry's error is shown, and what comes behind direct and off", async () => {
    const table = chains(
      "404,500 500|404 404|500|404 500|503 503|500 404,off 500|off 500,off 404,direct 500|direct 500,direct direct off direct,ok off,ok 404,404,ok 500|404,ok 500|404,500|ok zip-500|ok mod-404,zip-404,ok info-500|mod-500|zip-500|ok ok|^ 500|^ zip-500|^ 404,^,^ mod-500|^|ok file,off refused|refused wrong-version|404 bad-zip|ok 404,bad-zip,ok",
    );
    expect(await wrong(table)).toEqual([]);
  });

  test("an endpoint that hangs hangs go, whatever follows", async () => {
    const table = chains(
      "hang hang|ok 500|hang|ok zip-hang|ok 404,mod-hang,ok hang-after-headers|ok",
    );
    if (stage.sumdb.ok) {
      table.push({ chain: "supported-hang|ok", database: "proxies" });
      table.push({ chain: "lookup-hang|ok", database: "proxies" });
      table.push({ chain: "ok|ok", database: { faults: "lookup-hang" } });
    }
    // They wait, and cost nothing meanwhile.
    expect(await wrong(table, table.length)).toEqual([]);
  });

  test("direct, where it leads to a module", async () => {
    const table = chains(
      "direct 404,direct 500,direct 500|direct zip-404,direct zip-500|direct bad-zip|direct mod-500|direct",
    );
    expect(await wrong(table.map((row) => ({ ...row, direct: true })))).toEqual([]);
  });

  test("private modules, and values that go refuses", async () => {
    const GOPRIVATE = "example.com";
    const table: Row[] = [];
    for (const found of [true, false]) {
      for (const chain of ["ok", "off", "direct", "404,ok", "500|ok", "ok,direct"]) {
        table.push({ chain, direct: found, settings: { GOPRIVATE } });
      }
    }
    table.push(
      { chain: "ok", settings: { GONOPROXY: "example.com/hello" }, direct: true },
      { chain: "ok", settings: { GOPRIVATE, GONOPROXY: "none" } },
      { chain: "ok", settings: { GONOPROXY: "example.com/hello2,other.com" } },
      { chain: "ok", settings: { GOPROXY: "nonsense" } },
      { chain: "ok", settings: { GOPRIVATE, GOPROXY: " , " } },
      { chain: "ok", module: "example.com/Azure/SDK" },
    );
    expect(await wrong(table)).toEqual([]);
  });

  test("over https", async (context) => {
    const reason = noCertificates();
    if (reason !== null) context.skip(reason);
    const table = chains("ok 404,ok 500|ok 403|ok zip-404,ok 404,410 auth|ok");
    expect(await wrong(table.map((row) => ({ ...row, tls: true })))).toEqual([]);
  });

  test("the checksum database", async (context) => {
    need(context, stage.sumdb);
    const table = chains(
      "ok 404,ok 500|ok wrong-hash wrong-mod wrong-hash|ok wrong-mod|ok wrong-mod,ok mod-html|ok mod-html supported-404 supported-404,ok supported-410,supported-404 supported-500,ok supported-500|ok supported-500|supported-404 supported-404|supported-500|ok supported-204,ok supported-204|ok supported-reset|ok supported-html lookup-404 lookup-404|ok lookup-500|ok lookup-html|ok lookup-truncate|ok lookup-404,ok supported-500|ok|off supported-500|off supported-500|direct supported-404,off supported-403,direct ok|^ supported-500|^ zip-404,ok mod-404,ok portal|ok bad-zip|ok off|ok 404,direct refused|ok",
    ).map((row): Row => ({ ...row, database: "proxies" }));
    for (const database of ["ok", "lookup-404", "lookup-500", "lookup-html"]) {
      table.push({ chain: "supported-500,ok", database: { faults: database } });
      table.push({ chain: "ok|ok", database: { faults: database } });
    }
    table.push(
      { chain: "ok", database: "proxies", settings: { GONOSUMDB: "example.com" } },
      { chain: "ok", database: "proxies", settings: { GOPRIVATE: "example.com" }, direct: true },
      {
        chain: "ok",
        database: "proxies",
        settings: { GOPRIVATE: "example.com", GONOSUMDB: "none" },
        direct: true,
      },
      {
        chain: "404,supported-500,ok",
        database: "proxies",
        settings: { GONOPROXY: "example.com" },
        direct: true,
      },
      { chain: "500|direct", database: "proxies", direct: true },
      { chain: "ok", settings: { GOSUMDB: "sum.golang.org,off" } },
      { chain: "ok|ok", settings: { GOSUMDB: "a b c" } },
      { chain: "lookup-500|direct", database: "proxies", direct: true },
    );
    expect(await wrong(table)).toEqual([]);
  });

  test("the toolchain module", async (context) => {
    need(context, stage.sumdb);
    const module = "golang.org/toolchain";
    const table: Row[] = [
      { module, chain: "ok" },
      { module, chain: "ok|ok" },
      { module, chain: "ok", database: "proxies" },
      { module, chain: "wrong-hash", database: "proxies", settings: { GONOSUMDB: "*" } },
      { module, chain: "404,ok", settings: { GOPRIVATE: "golang.org" } },
      { module, chain: "file" },
    ];
    expect(await wrong(table)).toEqual([]);
  });

  test("a toolchain, as go downloads it to switch to it", async (context) => {
    need(context, stage.sumdb);
    const tool = need(context, go);
    since(context, tool, 21, "toolchains that it downloads");
    for (const chain of ["ok", "404,ok", "500|ok", "500,ok", "supported-500,ok"]) {
      const { settings, answers, tag } = stage.setUp({ chain, database: "proxies" });
      const at = atOf(tool);
      const wanted = "v0.0.1-go1.99.1.linux-amd64";
      const plan = route({ module: "toolchain", settings, at });
      const predicted = walk(plan, { version: wanted, at, answers, files: ["zip"] });
      await runAlone(tool, ["version"], { ...settings, GOTOOLCHAIN: "go1.99.1" });
      expect({ chain, asked: stage.seenBy(tag) }).toEqual({
        chain,
        asked: askedOf(predicted, tag),
      });
    }
  });
});

describe.skipIf(otherGos().length === 0)("other versions of go", () => {
  const plain = chains(
    "404 410,ok 403,ok 500|ok 500|404 404|500|404 404,off 500|ok,ok zip-404,ok bad-zip|ok portal|ok wrong-version|ok zip-truncate|ok redirect-nowhere|ok refused|ok ok|^ 500|^ mod-html empty,ok",
  );
  const checked = chains(
    "ok wrong-hash|ok wrong-mod|ok supported-404,ok supported-500|ok supported-500|supported-404 supported-500,ok lookup-404|ok lookup-500 portal supported-204|ok supported-404,off",
  ).map((row): Row => ({ ...row, database: "proxies" }));
  const GOPRIVATE = "example.com";

  test.for(otherGos().map((tool) => [tool.version, tool] as const))("%s", async ([, tool]) => {
    const table: Row[] = [
      ...plain,
      ...(stage.sumdb.ok ? checked : []),
      { chain: "ok", settings: { GOPRIVATE }, direct: true },
      { chain: "ok", settings: { GOPRIVATE: "example.com/" } },
      ...(noCertificates() === null ? [{ chain: "404,ok", tls: true }] : []),
    ];
    expect(await stage.wrong(table, tool, 8)).toEqual([]);
  });
});
