import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../src/context.ts";
import type { Answer, Asked } from "../../src/go/answer.ts";
import type { At } from "../../src/go/goproxy.ts";
import { type RouteSettings, route } from "../../src/go/route.ts";
import { parseGoVersion } from "../../src/go/version.ts";
import { type Outcome, walk } from "../../src/go/walk.ts";
import { noCertificates } from "../lab/certificates.ts";
import { type Lab, startLab } from "../lab/lab.ts";
import { type Sumdb, startSumdb } from "../lab/sumdb.ts";
import { type Direct, startDirect } from "../support/direct.ts";
import { answersOf } from "../support/fault-answers.ts";
import type { Found } from "../support/found.ts";
import {
  type Download,
  type Go,
  goDownload,
  nothingLeaves,
  otherGos,
  realGo,
  runGo,
} from "../support/go.ts";
import { need } from "../support/machine.ts";
import { removeFolder } from "../support/remove.ts";

const go = realGo();

/**
 * One download: entries of GOPROXY, each the faults of a mirror (`zip-404`, `ok`, `a+b`), `direct`, `off`,
 * `refused` or `file`, with the separators between them.
 */
interface Row {
  chain: string;
  module?: string;
  /** GOPRIVATE and, where they are not the same, the other lists. */
  settings?: Partial<RouteSettings>;
  /** The lab's database: over the proxies, or at a mirror of its own with these faults. */
  database?: "proxies" | { faults: string };
  /** `direct` finds the module. */
  direct?: boolean;
  tls?: boolean;
}

let lab: Lab;
let direct: Direct;
let sumdb: Found<Sumdb>;
let rows = 0;

beforeAll(async () => {
  lab = await startLab({ tls: noCertificates() === null });
  direct = await startDirect(lab.url("ok=direct"));
  sumdb = await startSumdb(lab);
});
afterAll(async () => {
  if (sumdb?.ok) await sumdb.value.stop();
  await direct?.stop();
  await lab?.stop();
});

function atOf(go: Go): At {
  return { version: parseGoVersion(`go${go.version}`)!, platform: process.platform };
}

interface Setup {
  settings: RouteSettings;
  answers: Record<string, Partial<Record<Asked, Answer>>>;
  /** Marks the mirrors of this row in the log of the lab. */
  tag: string;
}

/** Gives every entry a mirror of its own, so that rows can run side by side; `^` repeats the one before. */
function setUp(row: Row): Setup {
  const tag = `row${++rows}`;
  const answers: Setup["answers"] = {
    direct: row.direct ? {} : all({ kind: "missing", code: "net.http-proxy" }),
  };
  let count = 0;
  let previous = "";
  const entries = row.chain.replace(/[^,|]+/g, (entry) => {
    if (entry === "direct" || entry === "off") return entry;
    if (entry !== "^") previous = urlOf(entry, `ok=${tag}.${count++}`, row, answers);
    return previous;
  });
  let GOSUMDB = "off";
  if (row.database !== undefined && sumdb.ok) {
    const { key, name } = sumdb.value;
    GOSUMDB = key;
    answers[`https://${name}`] = all({ kind: "failed", code: "net.http-proxy" });
    if (row.database !== "proxies") {
      const { faults } = row.database;
      const url = `${lab.url(...faults.split("+"), `ok=${tag}.database`)}/sumdb/${name}`;
      answers[url] = answersOf(faults.split("+"));
      GOSUMDB = `${key} ${url}`;
    }
  }
  const lists = { GOPRIVATE: "", GONOPROXY: "", GONOSUMDB: "" };
  return { settings: { GOPROXY: entries, GOSUMDB, ...lists, ...row.settings }, answers, tag };
}

function urlOf(entry: string, mark: string, row: Row, answers: Setup["answers"]): string {
  if (entry === "refused") {
    answers[lab.refused] = all({ kind: "failed", code: "net.refused" });
    return lab.refused;
  }
  if (entry === "file") {
    answers["file:///nothing/here"] = all({ kind: "missing" });
    return "file:///nothing/here";
  }
  const faults = entry.split("+");
  const url = row.tls ? lab.tls("valid", ...faults, mark) : lab.url(...faults, mark);
  answers[url] = answersOf(faults);
  return url;
}

function all(answer: Answer): Partial<Record<Asked, Answer>> {
  return { info: answer, mod: answer, zip: answer, supported: answer, lookup: answer };
}

const version = "v1.1.0";

/** Runs a row for real and returns what the prediction got wrong; null where all is right. */
async function differs(row: Row, tool: Go): Promise<unknown> {
  const { settings, answers, tag } = setUp(row);
  const module = row.module ?? "example.com/hello";
  const at = atOf(tool);
  const predicted = walk(route({ module, settings, at }), { version, at, answers });
  const hangs = predicted.error === "net.timeout";
  const run = await goDownload(
    {
      ...settings,
      ...(row.direct ? direct.env : {}),
      ...(row.tls ? { SSL_CERT_FILE: lab.caFile } : {}),
    },
    `${module}@${version}`,
    { timeout: hangs ? 4000 : 30_000, go: tool },
  );
  const seen = seenBy(tag);
  const asked = askedOf(predicted, tag);
  // net/http itself repeats a request whose connection was closed, and follows redirects.
  const repeats = /redirect-loop|close|reset/.test(row.chain);
  const words = errorWords(predicted, run);
  const good = run.ok === predicted.ok && words && same(repeats ? unrepeated(seen) : seen, asked);
  return good ? null : { row, predicted: { ...predicted, requests: asked }, run, seen };
}

function seenBy(tag: string): string[] {
  return lab.requests
    .filter(({ mirror, url }) => mirror.includes(`ok=${tag}.`) && !url.includes("/tile/"))
    .map(({ url }) => url);
}

function askedOf({ requests }: Outcome, tag: string): string[] {
  return requests
    .filter(({ base }) => base.includes(`ok=${tag}.`))
    .flatMap(({ base, path, times }) => {
      const url = new URL(base + path).pathname;
      return times === 2 ? [url, url] : [url];
    });
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.join("\n") === b.join("\n");
}

function unrepeated(urls: readonly string[]): string[] {
  return urls.filter((url, index) => url !== urls[index - 1]);
}

/** Go's words for each error of a walk. */
const words: Record<string, RegExp> = {
  "net.status": /: (?:204|30\d|4\d\d|5\d\d) |no such file/,
  "net.auth": /401 Unauthorized/,
  "net.refused": /connection refused/,
  "net.reset": /EOF|connection reset/,
  "net.truncated": /unexpected EOF/,
  "net.redirect": /stopped after 10 redirects/,
  "net.timeout": /^timed out$/,
  "net.bad-response": /invalid character|unexpected end of JSON|not a valid zip file/,
  "net.wrong-version": /proxy returned info for version/,
  "net.http-proxy": /unrecognized import path/,
  "proxy.off": /module lookup disabled by GOPROXY=off/,
  "proxy.invalid": /invalid proxy URL|no entries/,
  "proxy.credentials-refused": /refusing to pass credentials/,
  "sumdb.mismatch": /checksum mismatch/,
  "sumdb.unreachable": /verifying (?:go\.mod|module)/,
  "sumdb.invalid": /invalid GOSUMDB|missing GOSUMDB/,
  "toolchain.sumdb-off": /checksum database disabled by GOSUMDB=off/,
};

/** Whether go complains of what was predicted, and of the URL that was predicted. */
function errorWords({ error, failedAt }: Outcome, run: Download): boolean {
  if (error === null || run.error === null) return error === run.error;
  if (!words[error]?.test(run.error)) return false;
  const named = failedAt === null || !/net\.(?:status|reset|truncated)/.test(error);
  return named || run.error.includes(failedAt!.replace(/^file:\/\//, ""));
}

async function sandboxed(tool: Go, args: string[], env: Env): Promise<void> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-toolchain-"));
  const folders = { HOME: root, GOPATH: path.join(root, "gopath"), GOFLAGS: "-modcacherw" };
  const more = { PATH: process.env["PATH"], ...nothingLeaves, ...folders };
  await runGo(tool, args, { cwd: root, env: { ...more, ...env }, timeout: 30_000 });
  removeFolder(root);
}

/** Runs rows side by side and returns those that the prediction got wrong. */
async function wrong(table: readonly Row[], tool?: Go): Promise<unknown[]> {
  const found: unknown[] = [];
  const rest = table.values();
  const worker = async () => {
    for (const row of rest) {
      const difference = await differs(row, tool ?? (go as { value: Go }).value);
      if (difference !== null) found.push(difference);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return found;
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
    const chains =
      "404,500 500|404 404|500|404 500|503 503|500 404,off 500|off 500,off 404,direct 500|direct 500,direct direct off direct,ok off,ok 404,404,ok 500|404,ok 500|404,500|ok zip-500|ok mod-404,zip-404,ok info-500|mod-500|zip-500|ok ok|^ 500|^ zip-500|^ 404,^,^ mod-500|^|ok file,off refused|refused wrong-version|404 bad-zip|ok 404,bad-zip,ok";
    expect(await wrong(chains.split(" ").map((chain) => ({ chain })))).toEqual([]);
  });

  test("an endpoint that hangs hangs go, whatever follows", async () => {
    const chains = "hang hang|ok 500|hang|ok zip-hang|ok 404,mod-hang,ok hang-after-headers|ok";
    expect(await wrong(chains.split(" ").map((chain) => ({ chain })))).toEqual([]);
  });

  test("direct, where it leads to a module", async () => {
    const chains =
      "direct 404,direct 500,direct 500|direct zip-404,direct zip-500|direct bad-zip|direct mod-500|direct";
    const table = chains.split(" ").map((chain) => ({ chain, direct: true }));
    expect(await wrong(table)).toEqual([]);
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
    const chains = "ok 404,ok 500|ok 403|ok zip-404,ok 404,410 auth|ok";
    const table = chains.split(" ").map((chain) => ({ chain, tls: true }));
    expect(await wrong(table)).toEqual([]);
  });

  test("the checksum database", async (context) => {
    need(context, sumdb);
    const chains =
      "ok 404,ok 500|ok wrong-hash wrong-mod wrong-hash|ok wrong-mod|ok wrong-mod,ok mod-html|ok mod-html supported-404 supported-404,ok supported-410,supported-404 supported-500,ok supported-500|ok supported-500|supported-404 supported-404|supported-500|ok supported-204,ok supported-204|ok supported-reset|ok supported-html lookup-404 lookup-404|ok lookup-500|ok lookup-html|ok lookup-truncate|ok lookup-404,ok supported-500|ok|off supported-500|off supported-500|direct supported-404,off supported-403,direct supported-hang|ok lookup-hang|ok ok|^ supported-500|^ zip-404,ok mod-404,ok portal|ok bad-zip|ok off|ok 404,direct refused|ok";
    const table: Row[] = chains.split(" ").map((chain) => ({ chain, database: "proxies" }));
    for (const database of ["ok", "lookup-404", "lookup-500", "lookup-html", "lookup-hang"]) {
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

  test("the toolchain module, also as go downloads it to switch to it", async (context) => {
    need(context, sumdb);
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

    const tool = (go as { value: Go }).value;
    for (const chain of ["ok", "404,ok", "500|ok", "500,ok", "supported-500,ok"]) {
      const { settings, answers, tag } = setUp({ chain, database: "proxies" });
      const at = atOf(tool);
      const wanted = "v0.0.1-go1.99.1.linux-amd64";
      const plan = route({ module: "toolchain", settings, at });
      const predicted = walk(plan, { version: wanted, at, answers, files: ["zip"] });
      await sandboxed(tool, ["version"], { ...settings, GOTOOLCHAIN: "go1.99.1" });
      expect({ chain, asked: seenBy(tag) }).toEqual({ chain, asked: askedOf(predicted, tag) });
    }
  });
});

describe.skipIf(otherGos().length === 0)("other versions of go", () => {
  const chains =
    "404 410,ok 403,ok 500|ok 500|404 404|500|404 404,off 500|ok,ok zip-404,ok bad-zip|ok portal|ok wrong-version|ok zip-truncate|ok redirect-nowhere|ok refused|ok ok|^ 500|^ mod-html empty,ok";
  const checked =
    "ok wrong-hash|ok wrong-mod|ok supported-404,ok supported-500|ok supported-500|supported-404 supported-500,ok lookup-404|ok lookup-500 portal supported-204|ok supported-404,off";
  test.for(otherGos().map((tool) => [tool.version, tool] as const))("%s", async ([, tool]) => {
    const table: Row[] = chains.split(" ").map((chain) => ({ chain }));
    if (sumdb.ok) {
      table.push(...checked.split(" ").map((chain): Row => ({ chain, database: "proxies" })));
    }
    table.push({ chain: "ok", settings: { GOPRIVATE: "example.com" }, direct: true });
    table.push({ chain: "ok", settings: { GOPRIVATE: "example.com/" } });
    if (noCertificates() === null) table.push({ chain: "404,ok", tls: true });
    expect(await wrong(table, tool)).toEqual([]);
  });
});
