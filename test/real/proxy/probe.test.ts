import fs from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probe, type Probed } from "../../../src/mirrors/probe.ts";
import { makeCertificates, noCertificates } from "../../support/lab/certificates.ts";
import { faults } from "../../support/lab/faults.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { goDownload, realGo } from "../../support/go.ts";
import { machineEnv } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";

const go = realGo();
const tls = noCertificates() === null;
const wanted = { module: "example.com/probe", version: "v1.2.0" };
const infoPath = `${wanted.module}/@v/${wanted.version}.info`;
const own = tls ? makeCertificates() : null;
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ tls });
});

afterAll(async () => {
  own?.remove();
  await lab.stop();
});

const trust = () => (tls ? { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: "/nowhere" } : {});

function ask(url: string): Promise<Probed> {
  const { ctx } = sandbox({ env: trust() });
  return probe(ctx, { id: "m", url, own: false }, { timeoutMs: 60_000, module: wanted });
}

const download = (url: string) =>
  goDownload({ GOPROXY: url, GOSUMDB: "off", ...trust() }, `${wanted.module}@${wanted.version}`);

/** Those that end, without a parameter, and the same for all who ask; those of other files do not touch the probe. */
const ending = Object.keys(faults).filter(
  (name) =>
    !["hang", "hang-after-headers", "drip", "status", "auth", "flaky", "loss"].includes(name),
);

describe.skipIf(!go.ok)("a probe says what the real go finds", () => {
  it.each(ending)("%s", async (fault) => {
    const url = lab.url(`info-${fault}`);
    const [seen, real] = await Promise.all([ask(url), download(url)]);
    expect(seen.ok, `${seen.note?.code}, and go: ${real.error}`).toBe(real.ok);
  });

  it.skipIf(!tls).each([
    ["valid", null, /^$/],
    ["expired", "net.tls-expired", /certificate has expired or is not yet valid/],
    ["not-yet", "net.tls-expired", /certificate has expired or is not yet valid/],
    [
      "wrong-name",
      "net.tls-name",
      /because it doesn't contain any IP SANs|certificate is valid for/,
    ],
    ["untrusted", "net.tls-untrusted", /signed by unknown authority/],
    ["self-signed", "net.tls-untrusted", /signed by unknown authority|not standards compliant/],
    ["all-wrong", "net.tls-expired", /certificate has expired or is not yet valid/],
    ["expired-wrong-name", "net.tls-expired", /certificate has expired or is not yet valid/],
    ["plain", "net.not-tls", /server gave HTTP response to HTTPS client/],
  ] as const)("the certificate %s is %s", async (certificate, code, words) => {
    const url = lab.tls(certificate);
    const [seen, real] = await Promise.all([ask(url), download(url)]);
    expect(seen.note?.code ?? null).toBe(code);
    expect(real.ok).toBe(seen.ok);
    expect(real.error ?? "").toMatch(words);
  });

  it.skipIf(!tls).each(["valid", "self-signed", "untrusted", "expired", "wrong-name"] as const)(
    "a machine that trusts nothing but the certificate %s itself",
    async (kind) => {
      const answer = (await (await fetch(`${lab.url("ok")}/${infoPath}`)).text()) + "\n";
      const server = https.createServer(own!.pairs[kind], (request, response) => {
        if (request.url?.endsWith(".info")) return response.end(answer);
        return response.writeHead(307, { Location: lab.tls("valid") + request.url }).end();
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const box = sandbox();
      const file = box.write(
        "trusted.pem",
        own!.pairs[kind].cert + fs.readFileSync(lab.caFile, "utf8"),
      );
      const env = { SSL_CERT_FILE: file, SSL_CERT_DIR: "/nowhere" };
      const ctx = { ...box.ctx, env: { ...box.env, ...env } };
      const [seen, real] = await Promise.all([
        probe(ctx, { id: "m", url, own: false }, { timeoutMs: 60_000, module: wanted }),
        goDownload({ GOPROXY: url, GOSUMDB: "off", ...env }, `${wanted.module}@${wanted.version}`),
      ]);
      server.closeAllConnections();
      server.close();
      expect(seen.ok, `${seen.note?.code}, and go: ${real.error}`).toBe(real.ok);
      expect(seen.ok).toBe(kind === "valid" || kind === "self-signed" || kind === "untrusted");
    },
  );

  it("credentials over http", async () => {
    const url = lab.url("ok").replace("http://", "http://user:secret@");
    const [seen, real] = await Promise.all([ask(url), download(url)]);
    expect(seen.note?.code).toBe("proxy.credentials-refused");
    expect(real.error).toContain("refusing to pass credentials to insecure URL");
  });
});

describe("the module proxy that this machine is configured for", () => {
  it("answers a probe, for the catalog's module", async (test) => {
    const env = machineEnv();
    const url = (env["GOPROXY"] ?? "https://proxy.golang.org").split(/[,|]/)[0] ?? "";
    if (!/^https?:/.test(url)) return test.skip(`GOPROXY is ${url}`);
    const { ctx } = sandbox({ env: { ...env, ...systemTrust } });
    const seen = await probe(ctx, { id: "m", url, own: false }, { timeoutMs: 20_000 });
    if (!seen.attempt.connected) return test.skip(`no network: ${seen.note?.code}`);
    expect(seen).toMatchObject({ ok: true, serves: { modules: true } });
  });
});

/** Where the machine says whom it trusts. */
const systemTrust = Object.fromEntries(
  ["SSL_CERT_FILE", "SSL_CERT_DIR"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);
