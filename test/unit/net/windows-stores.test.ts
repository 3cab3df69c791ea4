import { X509Certificate } from "node:crypto";
import fs from "node:fs";
import https from "node:https";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../../../src/context.ts";
import { openClient } from "../../../src/net/client.ts";
import { makeCertificates, noCertificates } from "../../support/lab/certificates.ts";
import { portOf } from "../../support/lab/lab.ts";
import { sandbox } from "../../support/sandbox.ts";

const canRun = noCertificates() === null;
let own: ReturnType<typeof makeCertificates>;
let server: https.Server;
let url = "";

beforeAll(async () => {
  if (!canRun) return;
  own = makeCertificates();
  server = https.createServer(own.pairs.valid, (_request, response) => response.end("{}"));
  url = `https://127.0.0.1:${await portOf(server)}/`;
});
afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  own?.remove();
});

/** A Windows whose PowerShell prints this; `key` keeps what is remembered of one machine from another. */
async function ask(key: string, stdout: string) {
  const started: string[] = [];
  const exec: Context["exec"] = (file) => {
    started.push(file);
    return Promise.resolve({ code: 0, stdout, stderr: "", timedOut: false, failure: null });
  };
  const box = sandbox({ env: { SSL_CERT_FILE: key }, ctx: { platform: "win32", exec } });
  const client = openClient(box.ctx, { keepAlive: false, notBefore: "2020-01-01T00:00:00Z" });
  const outcomes = [];
  for (let turn = 0; turn < 2; turn++)
    outcomes.push(await client.get(url, { timeoutMs: 20_000, maxBytes: 1000 }));
  client.close();
  return { outcomes, started };
}

describe.runIf(canRun)("a certificate on Windows that the public list does not explain", () => {
  test("is judged once more by the system's stores, which are read once", async () => {
    const { raw } = new X509Certificate(fs.readFileSync(own.caFile));
    const { outcomes, started } = await ask("known", `certificate ${[...raw].join(" ")}\r\n`);
    expect(outcomes.map(({ response }) => response?.status)).toEqual([200, 200]);
    expect(started).toHaveLength(1);
  });

  test("of which nothing is known where they cannot be read", async () => {
    const { outcomes } = await ask("unread", "");
    expect(outcomes[1]?.trouble).toMatchObject({
      code: "net.tls-untrusted",
      args: { reason: "store-unread" },
    });
  });

  test("stays untrusted where they do not have its authority", async () => {
    const { raw } = new X509Certificate(own.pairs.valid.cert);
    const { outcomes } = await ask("other", `certificate ${[...raw].join(" ")}\r\n`);
    expect(outcomes[0]?.trouble?.code).toBe("net.tls-untrusted");
    expect(outcomes[0]?.trouble?.args).not.toMatchObject({ reason: "store-unread" });
  });
});
