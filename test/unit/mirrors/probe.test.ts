import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  isOffline,
  probe,
  probeAll,
  type Probed,
  type ProbeTarget,
} from "../../../src/mirrors/probe.ts";
import { noCertificates } from "../../support/lab/certificates.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { sandbox } from "../../support/sandbox.ts";

const tls = noCertificates() === null;
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ tls });
});

afterAll(() => lab.stop());

function machine() {
  const trust = tls ? { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: "/nowhere" } : {};
  return sandbox({ env: trust }).ctx;
}

function ask(
  url: string,
  change: Partial<ProbeTarget> & { timeoutMs?: number } = {},
): Promise<Probed> {
  const { timeoutMs = 30_000, ...target } = change;
  return probe(machine(), { id: "m", url, own: false, ...target }, { timeoutMs });
}

describe("an answer", () => {
  it("is the right .info, and says what else is served", async () => {
    const seen = await ask(lab.url("ok"));
    expect(seen).toMatchObject({
      id: "m",
      ok: true,
      serves: { modules: true, sumdb: true, toolchain: true },
      attempt: { connected: true, proxied: false },
    });
    expect(seen.note).toBeUndefined();
  });

  it.each([
    ["supported-404", { modules: true, sumdb: false, toolchain: true }],
    ["supported-403", { modules: true, sumdb: false, toolchain: true }],
    ["supported-204", { modules: true, sumdb: false, toolchain: true }],
    ["supported-close", { modules: true, sumdb: null, toolchain: true }],
    ["toolchain-404", { modules: true, sumdb: true, toolchain: false }],
    ["toolchain-html", { modules: true, sumdb: true, toolchain: false }],
    ["toolchain-reset", { modules: true, sumdb: true, toolchain: null }],
  ])("%s", async (fault, serves) => {
    expect(await ask(lab.url(fault))).toMatchObject({ ok: true, serves });
  });

  it("does not wait for what is served besides", async () => {
    const seen = await ask(lab.url("supported-hang"), { timeoutMs: 60_000 });
    expect(seen).toMatchObject({ ok: true, serves: { sumdb: null, toolchain: true } });
  });

  it("may come after a redirect", async () => {
    expect(await ask(lab.url("redirect"))).toMatchObject({ ok: true });
  });

  it.each(["404", "410"])("is a %s of an own mirror too, with a note", async (fault) => {
    const url = lab.url(fault);
    const seen = await ask(url, { own: true });
    expect(seen).toMatchObject({ ok: true, serves: { modules: null } });
    expect(seen.note).toEqual({
      code: "mirror.lacks-probe-module",
      severity: "warning",
      args: { mirror: "m", url, module: "golang.org/x/sync@v0.20.0" },
    });
  });

  it("asks with the paths that go asks with", async () => {
    lab.takeRequests();
    await probe(
      machine(),
      { id: "m", url: `${lab.url("ok")}//x/../`, own: true },
      {
        timeoutMs: 30_000,
        module: { module: "github.com/BurntSushi/toml", version: "v1.3.2-RC1" },
      },
    );
    expect(lab.takeRequests().map(({ url }) => url)).toContain(
      "/ok/github.com/%21burnt%21sushi/toml/@v/v1.3.2-%21r%21c1.info",
    );
  });
});

describe(`one fault, one code${tls ? "" : ` (TLS skipped: ${noCertificates()})`}`, () => {
  it.each([
    ["204", "net.status"],
    ["400", "net.status"],
    ["401", "net.auth"],
    ["403", "net.status"],
    ["403-login", "net.auth"],
    ["404", "net.status"],
    ["407", "net.http-proxy"],
    ["410", "net.status"],
    ["418", "net.status"],
    ["429", "net.rate-limited"],
    ["500", "net.status"],
    ["503", "net.status"],
    ["html-404", "net.status"],
    ["close", "net.reset"],
    ["reset", "net.reset"],
    ["truncate", "net.truncated"],
    ["truncate-chunked", "net.truncated"],
    ["portal", "net.captive-portal"],
    ["portal-redirect", "net.captive-portal"],
    ["html", "net.bad-response"],
    ["empty", "net.bad-response"],
    ["garbage", "net.bad-response"],
    ["bad-json", "net.bad-response"],
    ["no-version", "net.wrong-version"],
    ["wrong-version", "net.wrong-version"],
    ["redirect-loop", "net.redirect"],
    ["redirect-nowhere", "net.status"],
  ])("%s is %s", async (fault, code) => {
    const seen = await ask(lab.url(fault));
    expect(seen).toMatchObject({ ok: false, note: { code, severity: "warning" } });
    expect(seen.serves).toBeUndefined();
  });

  // So long that even on a busy machine the headers are there before.
  it.concurrent.each([
    ["hang", "answer"],
    ["hang-after-headers", "body"],
    ["drip=1000", "body"],
  ])("%s is net.timeout", async (fault, phase) => {
    const seen = await ask(lab.url(fault), { timeoutMs: 1500 });
    expect(seen).toMatchObject({ ok: false, note: { code: "net.timeout", args: { phase } } });
  });

  it("refused is net.refused", async () => {
    expect(await ask(lab.refused)).toMatchObject({
      ok: false,
      note: { code: "net.refused", args: { host: "127.0.0.1:9" } },
      attempt: { connected: false },
    });
  });

  it("a name that does not exist is net.dns", async () => {
    expect(await ask("https://no-such-name.invalid/p")).toMatchObject({
      ok: false,
      note: { code: "net.dns", args: { host: "no-such-name.invalid" } },
      attempt: { connected: false },
    });
  });

  it("credentials over http are refused, as go does", async () => {
    const seen = await ask(lab.url("ok").replace("http://", "http://user:secret@"));
    expect(seen).toMatchObject({ ok: false, note: { code: "proxy.credentials-refused" } });
    expect(JSON.stringify(seen)).not.toContain("secret");
  });

  it.skipIf(!tls).each([
    ["expired", "net.tls-expired"],
    ["not-yet", "net.tls-expired"],
    ["wrong-name", "net.tls-name"],
    ["untrusted", "net.tls-untrusted"],
    ["self-signed", "net.tls-untrusted"],
    ["all-wrong", "net.tls-expired"],
    ["expired-wrong-name", "net.tls-expired"],
    ["plain", "net.not-tls"],
  ] as const)("the certificate %s is %s", async (certificate, code) => {
    const seen = await ask(lab.tls(certificate));
    expect(seen).toMatchObject({ ok: false, note: { code } });
  });

  it.skipIf(!tls)("a trusted certificate is none", async () => {
    expect(await ask(lab.tls("valid"))).toMatchObject({ ok: true });
  });

  it.skipIf(!tls)(
    "an expired certificate is net.clock where the clock is older than the catalog",
    async () => {
      const ctx = { ...machine(), now: () => new Date("2019-01-01T00:00:00Z") };
      const target = { id: "m", url: lab.tls("valid"), own: false };
      expect(await probe(ctx, target, { timeoutMs: 30_000 })).toMatchObject({
        note: { code: "net.clock", args: { now: "2019-01-01T00:00:00.000Z" } },
      });
    },
  );

  it.skipIf(!tls)("https to http is net.redirect", async () => {
    expect(await ask(lab.tls("valid", "redirect-http"))).toMatchObject({
      note: { code: "net.redirect", args: { reason: "insecure" } },
    });
  });

  it.skipIf(!tls)("a login works over TLS, and a wrong one is net.auth", async () => {
    const url = lab.tls("valid", "auth=user:secret");
    const withLogin = (login: string) => url.replace("https://", `https://${login}@`);
    expect(await ask(withLogin("user:secret"), { own: true })).toMatchObject({ ok: true });
    const wrong = await ask(withLogin("user:wrong"), { own: true });
    expect(wrong).toMatchObject({ ok: false, note: { code: "net.auth" } });
    expect(JSON.stringify(wrong)).not.toContain('wrong"');
    expect(wrong.url).toContain("user:xxxxx@");
  });
});

describe("probeAll", () => {
  it("keeps the order, and takes as long as one deadline", async () => {
    const urls = ["hang", "ok", "hang", "404", "hang"].map((fault) => lab.url(fault));
    const targets = urls.map((url, at) => ({ id: String(at), url, own: false }));
    const seen = await probeAll(machine(), targets, { timeoutMs: 1500 });
    expect(seen.map(({ id, ok }) => [id, ok])).toEqual([
      ["0", false],
      ["1", true],
      ["2", false],
      ["3", false],
      ["4", false],
    ]);
  });

  it("ends at once when it is told to", async () => {
    const controller = new AbortController();
    const targets = [{ id: "m", url: lab.url("hang"), own: false }];
    const asked = probeAll(machine(), targets, { timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    expect(await asked).toMatchObject([{ ok: false, note: { code: "net.timeout" } }]);
  });

  it("ends in Failure interrupted on Ctrl-C", async () => {
    const controller = new AbortController();
    const ctx = { ...machine(), signal: controller.signal };
    const asked = probeAll(ctx, [{ id: "m", url: lab.url("hang"), own: false }], {
      timeoutMs: 60_000,
    });
    setTimeout(() => controller.abort(), 20);
    await expect(asked).rejects.toMatchObject({ kind: "interrupted", exit: 130 });
  });
});

describe("a folder", () => {
  const path = "golang.org/x/sync/@v/v0.20.0.info";

  async function look(write: (box: ReturnType<typeof sandbox>) => void, at = "mirror") {
    const box = sandbox();
    write(box);
    const target = { id: "disk", url: `file://${box.home}/${at}`, own: true };
    return probe(box.ctx, target, { timeoutMs: 20_000 });
  }

  it("serves what is in it", async () => {
    const seen = await look((box) => {
      box.write(`mirror/${path}`, '{"Version":"v0.20.0"}');
      box.write("mirror/sumdb/sum.golang.org/supported", "");
    });
    expect(seen).toMatchObject({
      ok: true,
      serves: { modules: true, sumdb: true, toolchain: false },
    });
  });

  it("serves toolchains where it has any", async () => {
    const seen = await look((box) => {
      box.write(`mirror/${path}`, '{"Version":"v0.20.0"}');
      box.write("mirror/golang.org/toolchain/@v/v0.0.1-go1.26.0.linux-amd64.zip", "");
    });
    expect(seen.serves).toEqual({ modules: true, sumdb: false, toolchain: true });
  });

  it("may be written with spaces and percent signs", async () => {
    const write = (box: ReturnType<typeof sandbox>) =>
      void box.write(`my mirror%/${path}`, '{"Version":"v0.20.0"}');
    expect(await look(write, "my%20mirror%25/")).toMatchObject({ ok: true });
  });

  it("that lacks the module answers with a note", async () => {
    expect(await look((box) => void box.write("mirror/other", ""))).toMatchObject({
      ok: true,
      note: { code: "mirror.lacks-probe-module" },
      serves: { modules: null },
    });
  });

  it.each([
    ["not there", "elsewhere/x", "x", { code: "net.status", args: { status: 404 } }],
    [
      "with another version",
      `mirror/${path}`,
      '{"Version":"v1.0.0"}',
      { code: "net.wrong-version" },
    ],
    ["with rubbish", `mirror/${path}`, "<html>", { code: "net.bad-response" }],
  ])("%s does not answer", async (_, file, content, note) => {
    expect(await look((box) => void box.write(file, content))).toMatchObject({ ok: false, note });
  });

  it("that may not be read does not answer", async () => {
    const box = sandbox();
    const refuse = () => {
      throw Object.assign(new Error("EACCES"), { code: "EACCES" });
    };
    const ctx = { ...box.ctx, fs: { ...box.ctx.fs, statSync: refuse as never } };
    const target = { id: "disk", url: `file://${box.home}`, own: true };
    const seen = await probe(ctx, target, { timeoutMs: 20_000 });
    expect(seen).toMatchObject({ ok: false, note: { code: "net.status", args: { status: 403 } } });
  });
});

describe("isOffline", () => {
  const dns = (connected = false, proxied = false): Probed => ({
    id: "m",
    url: "https://m.example",
    ok: false,
    ms: 1,
    note: { code: "net.dns", severity: "warning", args: { host: "m", reason: "not-found" } },
    attempt: { connected, proxied },
  });
  const refused: Probed = {
    ...dns(),
    note: { code: "net.refused", severity: "warning", args: { host: "m" } },
  };
  const noRoute: Probed = {
    ...dns(),
    note: { code: "net.offline", severity: "warning", args: { mirrors: "m" } },
  };
  const answered: Probed = { ...dns(true), ok: true };
  const known = { id: "m", url: "https://m.example", own: false };
  const own = { ...known, own: true };

  it.each<[string, Probed[], ProbeTarget[], boolean]>([
    ["names not found", [dns(), dns()], [known, known], true],
    ["no route", [noRoute], [known], true],
    ["one of the catalog is enough", [dns(), dns()], [own, known], true],
    ["own mirrors alone tell nothing", [dns()], [own], false],
    ["a refusal is evidence", [dns(), refused], [known, known], false],
    ["an answer is evidence", [dns(), answered], [known, known], false],
    ["behind a proxy names are not looked up", [dns(false, true)], [known], false],
    ["a connection is evidence", [dns(true)], [known], false],
    ["nothing was asked", [], [], false],
  ])("%s", (_, probes, targets, expected) => {
    expect(isOffline(probes, targets)).toBe(expected);
  });
});
