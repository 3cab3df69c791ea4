import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Doctor, Finding, Why } from "../../../src/contract.ts";
import { causesIn } from "../../../src/doctor/log.ts";
import { route } from "../../../src/go/route/route.ts";
import { walk } from "../../../src/go/route/walk.ts";
import { run } from "../../../src/main.ts";
import { bin } from "../../support/bin.ts";
import { noCertificates } from "../../support/lab/certificates.ts";
import {
  type Download,
  type Go,
  goDownload,
  nothingLeaves,
  otherGos,
  realGo,
  runGo,
  since,
} from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { offlineMachine } from "../../support/netns.ts";
import { atOf, openStage, type Row, type Stage } from "../../support/predictions.ts";
import { sandbox } from "../../support/sandbox.ts";

const go = realGo();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

const module = "example.com/hello";
const version = "v1.1.0";

/** Runs the tool in a machine of its own, and returns its document and everything that it printed. */
async function tool<D>(args: string[], env: Env): Promise<{ exit: number; doc: D; all: string }> {
  const box = sandbox({ env: { ...nothingLeaves, ...env } });
  box.write("go.mod", `module work.example\n\ngo 1.20\n\nrequire ${module} ${version}\n`);
  const exit = await run(box.ctx, [...args, "--json"]);
  const [out, err] = [box.stdout(), box.stderr()];
  return { exit, doc: JSON.parse(out === "" ? err : out) as D, all: out + err };
}

function errorsOf({ checks }: Doctor): Finding[] {
  return checks.flatMap(({ findings }) => findings).filter(({ severity }) => severity === "error");
}

interface Settled {
  env: Env;
  expected: { ok: boolean; error: string | null };
}

/** A row of a table, with what walk() makes of the faults' meanings. */
function settle(row: Row): Settled {
  const { settings, answers } = stage.setUp(row);
  const at = atOf((go as { value: Go }).value);
  const { ok, error } = walk(route({ module, settings, at }), { version, at, answers });
  const env = {
    ...settings,
    ...(row.direct ? stage.direct.env : {}),
    ...(row.tls ? { SSL_CERT_FILE: stage.lab.caFile } : {}),
  };
  return { env, expected: { ok, error } };
}

/**
 * Does the rows some side by side; returns those in which `differs` finds something. The tool waits for seconds, which
 * a busy machine may take for ten redirects: where it was told of somebody who is late, the row is done again, alone.
 */
async function wrong(
  rows: readonly Row[],
  differs: (row: Row, settled: Settled) => Promise<unknown>,
  sideBySide = 4,
): Promise<unknown[]> {
  const found: { row: Row; difference: unknown }[] = [];
  const rest = rows.values();
  const worker = async () => {
    for (const row of rest) {
      const difference = await differs(row, settle(row));
      if (difference !== null) found.push({ row, difference });
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  for (const one of found) {
    for (let turn = 0; turn < 3 && isLate(one.difference); turn++) {
      one.difference = await differs(one.row, settle(one.row));
    }
  }
  return found.filter(({ difference }) => difference !== null);
}

const isLate = (difference: unknown) => JSON.stringify(difference).includes('"net.timeout"');

/** Doctor's word on the download, and its first error, against what the real go then does. */
async function doctorDiffers(row: Row, { env, expected }: Settled): Promise<unknown> {
  const hangs = expected.error === "net.timeout";
  const line = ["doctor", "--only", "net", ...(hangs ? ["--timeout", "1"] : [])];
  const [seen, real] = await Promise.all([
    tool<Doctor>(line, env),
    goDownload(env, `${module}@${version}`, { timeout: hangs ? 8_000 : 60_000 }),
  ]);
  const errors = errorsOf(seen.doc).map(({ code }) => code);
  const { outcome } = seen.doc;
  const good =
    outcome?.ok === real.ok &&
    seen.doc.ok === real.ok &&
    seen.exit === (real.ok ? 0 : 1) &&
    isSame(errors[0] ?? null, expected.error) &&
    isSaid(errors[0] ?? null, real);
  return good ? null : { outcome, errors, expected, real: real.error };
}

/** What the table of answers calls a status has a code of its own in two cases. A page that asks for a login is a wrong answer to go, and a login page to a person. */
function isSame(seen: string | null, expected: string | null): boolean {
  const finer: Record<string, string> = {
    "net.captive-portal": "net.bad-response",
    "net.rate-limited": "net.status",
    "net.http-proxy": "net.status",
  };
  return seen === expected || (seen !== null && expected !== null && finer[seen] === expected);
}

/** Whether go's own error, read as a log would be, is the same fault. */
function isSaid(code: string | null, real: Download): boolean {
  if (code === null || real.error === null) return code === null && real.error === null;
  if (code === "net.timeout") return real.timedOut;
  const told = causesIn(real.error)[0].note.code;
  // A broken body in a zip is a portal to us, and no zip to go.
  const same: Record<string, string[]> = {
    "net.captive-portal": ["net.bad-response"],
    "net.redirect": ["net.redirect"],
    // Behind a dead HTTP proxy the database cannot be had either; go names the proxy.
    "sumdb.unreachable": ["net.status", "net.reset", "net.truncated", "net.auth", "net.http-proxy"],
  };
  return told === code || same[code]?.includes(told) === true;
}

const faults =
  "404 410 401 403 407 429 500 503 204 close reset truncate portal portal-redirect html html-404 empty bad-json no-version wrong-version redirect redirect-loop redirect-nowhere info-404 mod-404 mod-500 mod-truncate zip-404 zip-500 zip-truncate zip-reset bad-zip refused file".split(
    " ",
  );
const shapes = ["F", "F,ok", "F|ok", "F,direct", "F|direct"];

describe.skipIf(!go.ok)("doctor foretells what the real go mod download ends with", () => {
  test.for(shapes)("every fault in the chain %s", async (shape) => {
    const rows = faults.map((fault): Row => ({ chain: shape.replace("F", fault) }));
    expect(await wrong(rows, doctorDiffers)).toEqual([]);
  });

  test("direct that works, and private modules", async () => {
    const rows = chains("ok ok,direct 404,direct 500|direct 500,direct bad-zip|direct direct");
    const GOPRIVATE = "example.com";
    for (const direct of [true, false]) {
      rows.push({ chain: "ok", direct, settings: { GOPRIVATE } });
      rows.push({ chain: "500|ok", direct, settings: { GOPRIVATE } });
    }
    expect(
      await wrong(
        rows.map((row) => ({ direct: true, ...row })),
        doctorDiffers,
      ),
    ).toEqual([]);
  });

  test("several faults in one chain", async () => {
    const rows = chains(
      "404,500 500|404 404|500|404 500|503 404,off 500|off 404,404,ok 500|404,ok zip-500|ok mod-404,zip-404,ok ok|^ 500|^ file,off refused|refused wrong-version|404 bad-zip|ok 404,bad-zip,ok",
    );
    expect(await wrong(rows, doctorDiffers)).toEqual([]);
  });

  test("an endpoint that hangs", async () => {
    const rows = chains("hang hang|ok 500|hang|ok zip-hang|ok hang-after-headers|ok");
    expect(await wrong(rows, doctorDiffers, rows.length)).toEqual([]);
  });

  test("over https, with every kind of certificate", async (context) => {
    const reason = noCertificates();
    if (reason !== null) context.skip(reason);
    const rows = chains("ok 404,ok 500|ok 403|ok zip-404,ok redirect-http");
    expect(
      await wrong(
        rows.map((row) => ({ ...row, tls: true })),
        tlsDiffers,
      ),
    ).toEqual([]);
  });

  test("the checksum database", async (context) => {
    need(context, stage.sumdb);
    const rows = chains(
      "ok wrong-hash wrong-mod wrong-hash|ok wrong-mod,ok mod-html supported-404 supported-404,ok supported-500,ok supported-500|ok supported-500 supported-404|supported-500|ok supported-204|ok supported-reset|ok supported-html lookup-404 lookup-404|ok lookup-500|ok lookup-html|ok lookup-truncate|ok supported-403,direct ok|^ portal|ok bad-zip|ok refused|ok 404,direct",
    ).map((row): Row => ({ ...row, database: "proxies" }));
    for (const faulty of ["ok", "lookup-404", "lookup-500", "lookup-html"]) {
      rows.push({ chain: "ok|ok", database: { faults: faulty } });
    }
    expect(await wrong(rows, doctorDiffers)).toEqual([]);
  });
});

describe.skipIf(!go.ok)("why --probe", () => {
  test.for(["F,ok", "F|ok"])(
    "foretells the same for every fault in the chain %s",
    async (shape) => {
      const rows = faults.map((fault): Row => ({ chain: shape.replace("F", fault) }));
      expect(
        await wrong(rows, async (_row, { env, expected }) => {
          const seen = await tool<Why>(["why", "--probe", `${module}@${version}`], env);
          const { outcome, route: way } = seen.doc;
          const good =
            outcome?.ok === expected.ok &&
            isSame(outcome.error, expected.error) &&
            seen.exit === (expected.ok ? 0 : 1) &&
            way.every(({ kind, answer }) => kind === "off" || answer !== undefined);
          return good ? null : { outcome, expected };
        }),
      ).toEqual([]);
    },
  );

  test("sends nothing about a private module to a proxy", async () => {
    const row: Row = { chain: "ok|ok", direct: true, settings: { GOPRIVATE: "example.com" } };
    const { settings, tag } = stage.setUp(row);
    const env = { ...settings, ...stage.direct.env };
    const seen = await tool<Why>(["why", "--probe", `${module}@${version}`], env);
    expect(seen.doc.outcome).toEqual({ ok: true, servedBy: "direct", error: null });
    expect(stage.seenBy(tag)).toEqual([]);
  });

  test("looks no private module up in the checksum database, even where go would", async (context) => {
    need(context, stage.sumdb);
    const settings = { GOPRIVATE: "example.com", GONOSUMDB: "none" };
    const row: Row = { chain: "ok|ok", direct: true, database: "proxies", settings };
    const prepared = stage.setUp(row);
    const env = { ...prepared.settings, ...stage.direct.env };
    await tool<Why>(["why", "--probe", `${module}@${version}`], env);
    await tool<Doctor>(["doctor"], env);
    const seen = stage.seenBy(prepared.tag);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((url) => url.includes("example.com"))).toEqual([]);
  });
});

describe.skipIf(!go.ok)("doctor --module", () => {
  test("tells what the real download said", async () => {
    const at = `${module}@${version}`;
    const good = await tool<Doctor>(["doctor", "--module", at], settle({ chain: "500|ok" }).env);
    expect(good.doc.outcome).toEqual({ module: at, ok: true, reproduced: true, error: null });
    expect(errorsOf(good.doc)).toEqual([]);
    const bad = await tool<Doctor>(["doctor", "--module", at], settle({ chain: "500,ok" }).env);
    expect(bad.doc.outcome).toMatchObject({ module: at, ok: false, reproduced: true });
    expect(bad.doc.outcome?.error).toContain("500 Internal Server Error");
    expect(errorsOf(bad.doc).map(({ code }) => code)).toEqual(["net.status"]);
    expect([good.exit, bad.exit]).toEqual([0, 1]);
  });

  test("shows no password, whatever goes wrong", async () => {
    const { env } = settle({ chain: "500,ok" });
    const secret = { GOPROXY: env["GOPROXY"]!.replaceAll("://", "://user:s3cr3t@") };
    const proxy = "http://joe:s3cr3t@127.0.0.1:9";
    const more = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, GOPROXY: `${secret.GOPROXY}|direct` };
    for (const args of [
      ["doctor", "--debug"],
      ["doctor", "--debug", "--module", `${module}@${version}`],
      ["why", "--probe", "--debug", `${module}@${version}`],
    ]) {
      const seen = await tool(args, { ...env, ...secret });
      expect(seen.all).not.toContain("s3cr3t");
      expect((await tool(args, { ...env, ...more })).all).not.toContain("s3cr3t");
    }
  });
});

/** One mirror for each certificate; every chain of the row is on the valid one. */
async function tlsDiffers(row: Row, settled: Settled): Promise<unknown> {
  const { lab } = stage;
  const { env } = settled;
  const extra: unknown[] = [];
  if (row.chain === "ok") {
    for (const [kind, code] of [
      ["expired", "net.tls-expired"],
      ["wrong-name", "net.tls-name"],
      ["untrusted", "net.tls-untrusted"],
      ["self-signed", "net.tls-untrusted"],
      ["plain", "net.not-tls"],
    ] as const) {
      const bad = lab.tls(kind, "ok");
      const lists = [bad, `${bad},${lab.url("ok")}`, `${bad}|${lab.url("ok")}`, `${bad},direct`];
      for (const GOPROXY of lists) {
        const ok = GOPROXY.includes("|");
        const expected = { ok, error: ok ? null : code };
        extra.push(await doctorDiffers(row, { env: { ...env, GOPROXY }, expected }));
      }
    }
  }
  extra.push(await doctorDiffers(row, settled));
  return extra.find((one) => one !== null) ?? null;
}

function chains(text: string): Row[] {
  return text.split(" ").map((chain) => ({ chain }));
}

describe.skipIf(!go.ok)("toolchains, clocks and machines without fault", () => {
  test("a toolchain that nobody serves, and one that somebody does", async (context) => {
    const { key } = need(context, stage.sumdb);
    since(context, need(context, go), 21, "toolchains that it downloads");
    const row = (fault: string): Row => ({ chain: fault, settings: { GOSUMDB: key } });
    for (const fault of ["ok", "toolchain-404", "zip-500", "404", "zip-reset"]) {
      const { env } = settle(row(fault));
      const box = sandbox({ env: { ...nothingLeaves, ...env, GOTOOLCHAIN: "auto" } });
      box.write("go.mod", "module work.example\n\ngo 1.99.1\n");
      await run(box.ctx, ["doctor", "--only", "net.toolchain", "--json"]);
      const real = await runGo((go as { value: Go }).value, ["version"], {
        cwd: box.home,
        env: box.env,
      });
      const codes = errorsOf(JSON.parse(box.stdout()) as Doctor).map(({ code }) => code);
      // The lab's toolchain is downloaded and verified, and has no go in it.
      const [failed, came] = [/download go1\.99\.1/, /bin\/go: no such file/];
      const fails = failed.test(real.stderr) && !came.test(real.stderr);
      expect(codes, `${fault}: ${real.stderr}`).toEqual(fails ? ["toolchain.unavailable"] : []);
      expect(fails).toBe(fault !== "ok");
    }
  });

  test("a clock that is wrong", async () => {
    const { env } = settle({ chain: "ok" });
    for (const [hours, wanted] of [
      [0, []],
      [-3, ["net.clock"]],
      [3, ["net.clock"]],
    ] as const) {
      const now = () => new Date(Date.now() + hours * 3_600_000);
      const box = sandbox({ env: { ...nothingLeaves, ...env }, ctx: { now } });
      await run(box.ctx, ["doctor", "--only", "net", "--json"]);
      const { checks, ok } = JSON.parse(box.stdout()) as Doctor;
      expect(checks.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(wanted);
      expect(ok).toBe(true);
    }
  });

  test("no error, no crash, with each go that is here", async () => {
    const { env } = settle({ chain: "ok|ok" });
    for (const one of [(go as { value: Go }).value, ...otherGos()]) {
      const root = one.root === null ? {} : { GOROOT: one.root };
      const box = sandbox({ env: { ...nothingLeaves, ...root } });
      box.write(
        ".config/go/env",
        ["GOPROXY", "GOSUMDB"].map((name) => `${name}=${env[name as "GOPROXY"]}\n`).join(""),
      );
      const exit = await run(box.ctx, ["doctor", "--json", "--go", one.path]);
      const document = JSON.parse(box.stdout()) as Doctor;
      expect(errorsOf(document), `go ${one.version}`).toEqual([]);
      expect(document.summary.crashed).toBe(0);
      expect(document.outcome?.ok).toBe(true);
      expect(exit).toBe(0);
    }
  });

  test("a machine that is offline", async (context) => {
    const prefix = need(context, offlineMachine());
    const box = sandbox();
    const GOPROXY = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";
    const { code, stdout } = await bin(["doctor", "--only", "net", "--json"], {
      env: { ...box.env, GOPROXY },
      cwd: box.home,
      prefix,
    });
    const document = JSON.parse(stdout) as Doctor;
    expect(errorsOf(document).map((found) => found.code)).toEqual(["net.offline"]);
    expect(document.outcome?.ok).toBe(false);
    expect(code).toBe(1);
  });

  test("--log starts from what go said, and --module needs a go", async () => {
    const { env } = settle({ chain: "zip-404" });
    const box = sandbox({ env: { ...nothingLeaves, ...env } });
    const real = await goDownload(env, `${module}@${version}`);
    const log = box.write("build.log", `go: downloading x\n${real.stderr}\ngo: ${real.error}\n`);
    await run(box.ctx, ["doctor", "--only", "net", "log", "--log", log, "--json"]);
    const document = JSON.parse(box.stdout()) as Doctor;
    expect(document.outcome).toMatchObject({ module: `${module}@${version}`, ok: false });
    expect(errorsOf(document).map(({ code }) => code)).toEqual(["net.status"]);
    const none = await tool(["doctor", "--module", `${module}@${version}`], { PATH: "/nowhere" });
    expect(none.exit).toBe(3);
  });
});
