import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Doctor } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { noCertificates } from "../../support/lab/certificates.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import {
  type CompanyProxy,
  companyHost,
  startMitmproxy,
  startSquid,
} from "../../support/company.ts";
import type { Found } from "../../support/found.ts";
import { goDownload, realGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";

const go = realGo();
const tls = noCertificates() === null;
const password = "s3cr3t";
let lab: Lab;
let open: Found<CompanyProxy>;
let closed: Found<CompanyProxy>;
let interceptor: Found<CompanyProxy>;

beforeAll(async () => {
  lab = await startLab({ tls });
  [open, closed, interceptor] = await Promise.all([
    startSquid(null),
    startSquid(password),
    startMitmproxy(),
  ]);
});
afterAll(async () => {
  for (const part of [open, closed, interceptor]) if (part?.ok) await part.value.stop();
  await lab?.stop();
});

/** The lab's mirror under a name that is no loopback, so that go uses the proxy. */
function outside(url: string): string {
  return url.replace("127.0.0.1", companyHost);
}

/** Doctor's findings of severity error, beside what the real go ends with. */
async function both(env: Env) {
  const box = sandbox({ env });
  box.write("go.mod", "module work.example\n\ngo 1.20\n\nrequire example.com/hello v1.1.0\n");
  const [exit, real] = await Promise.all([
    run(box.ctx, ["doctor", "--only", "net", "--json", "--debug"]),
    goDownload({ GOSUMDB: "off", ...env }, "example.com/hello@v1.1.0"),
  ]);
  expect(box.stdout() + box.stderr()).not.toContain(password);
  const document = JSON.parse(box.stdout()) as Doctor;
  const errors = document.checks
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === "error");
  expect(document.outcome?.ok, `go: ${real.error}`).toBe(real.ok);
  expect(exit).toBe(real.ok ? 0 : 1);
  return { errors, real };
}

const through = (proxy: string, GOPROXY: string): Env => ({
  GOSUMDB: "off",
  HTTP_PROXY: proxy,
  HTTPS_PROXY: proxy,
  GOPROXY,
  ...(tls ? { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: "/nowhere" } : {}),
});

describe.skipIf(!go.ok)("squid as the company's proxy", () => {
  const mirrors = () => [outside(lab.url("ok")), ...(tls ? [outside(lab.tls("valid", "ok"))] : [])];

  test("without a password", async (context) => {
    const { at } = need(context, open);
    for (const mirror of mirrors()) {
      expect((await both(through(`http://${at}`, mirror))).errors).toEqual([]);
    }
  });

  test("that wants a password, and gets none, a wrong one, the right one", async (context) => {
    const { at } = need(context, closed);
    for (const mirror of mirrors()) {
      for (const login of ["", "joe:wrong@"]) {
        const { errors, real } = await both(through(`http://${login}${at}`, mirror));
        expect(real.error).toContain("Proxy Authentication Required");
        expect(errors).toMatchObject([
          { code: "net.http-proxy", args: { reason: "auth", status: 407 } },
        ]);
      }
      const { errors } = await both(through(`http://joe:${password}@${at}`, mirror));
      expect(errors).toEqual([]);
    }
  });

  test("that is gone", async () => {
    for (const mirror of mirrors()) {
      const { errors } = await both(through("http://127.0.0.1:9", mirror));
      expect(errors).toMatchObject([{ code: "net.http-proxy", args: { reason: "refused" } }]);
    }
  });

  test("behind which the mirror refuses connections", async (context) => {
    const { at } = need(context, open);
    const { errors } = await both(through(`http://${at}`, `http://${companyHost}:9/`));
    expect(errors).toMatchObject([{ code: "net.status", args: { status: 503 } }]);
  });
});

describe.skipIf(!go.ok || !tls)("mitmproxy as a TLS interceptor", () => {
  test("whose certificate is not trusted, and then is", async (context) => {
    const { at, folder } = need(context, interceptor);
    const mirror = outside(lab.tls("valid", "ok"));
    const { errors } = await both(through(`http://${at}`, mirror));
    expect(errors).toMatchObject([{ code: "net.tls-untrusted" }]);
    expect(errors[0]?.message).toContain("mitmproxy");
    const env = through(`http://${at}`, mirror);
    const ca = path.join(folder, "mitmproxy-ca-cert.pem");
    expect(fs.existsSync(ca)).toBe(true);
    expect((await both({ ...env, SSL_CERT_FILE: ca })).errors).toEqual([]);
  });
});
