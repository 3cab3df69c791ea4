import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noCertificates } from "../../support/lab/certificates.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { type Sumdb, startSumdb } from "../../support/lab/sumdb.ts";
import type { Found } from "../../support/found.ts";
import { startCacheProxy } from "../../support/cache-proxy.ts";
import { goDownload, realGo, realProxy } from "../../support/go.ts";
import { need } from "../../support/machine.ts";

const hello = "example.com/hello@v1.0.0";
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ tls: noCertificates() === null });
});
afterAll(() => lab?.stop());

/** What the real go makes of each fault when nothing comes after the mirror (facts: TryProxies, web/api.go). */
const alone: [string, RegExp][] = [
  ["404", /404 Not Found/],
  ["410", /410 Gone/],
  ["403", /403 Forbidden/],
  ["500", /500 Internal Server Error/],
  ["204", /204 No Content/],
  ["hang", /timed out/],
  ["hang-after-headers", /timed out/],
  ["close", /EOF/],
  ["reset", /connection reset by peer/],
  ["truncate", /unexpected EOF/],
  ["truncate-chunked", /unexpected EOF/],
  ["portal", /invalid character '<'/],
  ["portal-redirect", /invalid character '<'/],
  ["empty", /unexpected end of JSON input/],
  ["bad-json", /unexpected end of JSON input|unexpected EOF/],
  ["wrong-version", /proxy returned info for version v9\.9\.9/],
  ["bad-zip", /zip: not a valid zip file/],
  ["redirect-loop", /stopped after 10 redirects/],
  ["zip-404", /\.zip: 404 Not Found/],
  ["mod-500", /\.mod: 500 Internal Server Error/],
  ["auth", /401 Unauthorized/],
];

describe.skipIf(!realGo().ok)("the real go and the lab", () => {
  test.for(alone)("%s", async ([fault, words]) => {
    const timeout = fault.startsWith("hang") ? 1500 : 20_000;
    const run = await goDownload({ GOPROXY: lab.url(fault), GOSUMDB: "off" }, hello, { timeout });
    expect(run.error).toMatch(words);
  });

  test.for(["ok", "delay=20", "redirect", "wrong-hash", "big=300000", "throttle=50000", "stale"])(
    "%s is survived",
    async (fault) => {
      const run = await goDownload({ GOPROXY: lab.url(fault), GOSUMDB: "off" }, hello);
      expect(run).toMatchObject({ ok: true, error: null });
    },
  );

  test("the right answer is .info, .mod, .zip, in this order, with capitals escaped", async () => {
    lab.takeRequests();
    const run = await goDownload(
      { GOPROXY: lab.url("ok"), GOSUMDB: "off" },
      "example.com/Azure/SDK/v2@v2.1.0",
    );
    expect(run.error).toBeNull();
    expect(lab.takeRequests().map(({ url, module, kind }) => [url, module, kind])).toEqual(
      ["info", "mod", "zip"].map((kind) => [
        `/ok/example.com/%21azure/%21s%21d%21k/v2/@v/v2.1.0.${kind}`,
        "example.com/Azure/SDK/v2",
        kind,
      ]),
    );
  });

  test.for([
    ["valid", /^fine$/],
    ["expired", /certificate has expired/],
    ["not-yet", /not yet valid/],
    ["wrong-name", /doesn't contain any IP SANs|valid for/],
    ["untrusted", /unknown authority/],
    ["self-signed", /unknown authority|not trusted/],
    ["plain", /does not look like a TLS handshake|server gave HTTP response/],
  ] as const)("TLS: %s", async ([kind, words], ctx) => {
    ctx.skip(noCertificates() !== null, noCertificates() ?? "");
    const run = await goDownload(
      { GOPROXY: lab.tls(kind), GOSUMDB: "off", SSL_CERT_FILE: lab.caFile },
      hello,
    );
    expect(run.error ?? "fine").toMatch(words);
  });

  test("https to http is refused, a closed port refuses", async (ctx) => {
    ctx.skip(noCertificates() !== null, noCertificates() ?? "");
    const env = { GOSUMDB: "off", SSL_CERT_FILE: lab.caFile };
    const insecure = await goDownload(
      { ...env, GOPROXY: lab.tls("valid", "redirect-http") },
      hello,
    );
    expect(insecure.error).toMatch(/redirected from secure URL/);
    const refused = await goDownload({ ...env, GOPROXY: lab.refused }, hello);
    expect(refused.error).toMatch(/connection refused/);
  });

  test("the database's answers can be ill as well", async () => {
    const key = "sum.golang.org";
    const run = await goDownload({ GOPROXY: lab.url("sumdb-403"), GOSUMDB: key }, hello);
    expect(run.error).toMatch(/sumdb\/sum\.golang\.org\/supported: 403 Forbidden/);
  });
});

describe("a signed checksum database", () => {
  let sumdb: Found<Sumdb>;
  beforeAll(async () => {
    sumdb = await startSumdb(lab);
  });
  afterAll(() => (sumdb.ok ? sumdb.value.stop() : undefined));

  test("verifies the lab's modules, through a mirror and directly", async (ctx) => {
    const { key, url, name } = need(ctx, sumdb);
    lab.takeRequests();
    const proxied = await goDownload({ GOPROXY: lab.url("ok"), GOSUMDB: key }, hello);
    expect(proxied.error).toBeNull();
    expect(lab.takeRequests().map((request) => request.url)).toEqual(
      expect.arrayContaining([
        `/ok/sumdb/${name}/supported`,
        `/ok/sumdb/${name}/lookup/example.com/hello@v1.0.0`,
      ]),
    );
    const GOSUMDB = `${key} ${url}`;
    const direct = await goDownload({ GOPROXY: lab.url("sumdb-404"), GOSUMDB }, hello);
    expect(direct.error).toBeNull();
    expect(
      lab.takeRequests().filter(({ mirror, kind }) => mirror !== "origin" && kind === "sumdb"),
    ).toEqual([]);
  });

  test("tells what was tampered with", async (ctx) => {
    const { key } = need(ctx, sumdb);
    const zip = await goDownload({ GOPROXY: lab.url("wrong-hash"), GOSUMDB: key }, hello);
    expect(zip.error).toMatch(/verifying module: checksum mismatch/);
    const mod = await goDownload({ GOPROXY: lab.url("wrong-mod"), GOSUMDB: key }, hello);
    expect(mod.error).toMatch(/verifying go.mod: checksum mismatch/);
  });

  test.for([
    ["sumdb-500", /supported: 500 Internal Server Error/],
    ["sumdb-portal", /malformed record data|no verifiable signatures|malformed note/],
    ["lookup-404", /lookup.*404 Not Found/],
    ["sumdb-hang", /timed out/],
  ] as const)("%s stops the download", async ([fault, words], ctx) => {
    const { key } = need(ctx, sumdb);
    const timeout = fault === "sumdb-hang" ? 1500 : 20_000;
    const run = await goDownload({ GOPROXY: lab.url(fault), GOSUMDB: key }, hello, { timeout });
    expect(run.error).toMatch(words);
  });
});

test("a black hole", async (ctx) => {
  const own = await startLab({ blackHole: true });
  ctx.onTestFinished(() => own.stop());
  await expect(fetch(own.blackHole, { signal: AbortSignal.timeout(700) })).rejects.toThrow(
    /timeout/,
  );
});

test("real modules and the real checksum database through nginx", async (ctx) => {
  need(ctx, realGo());
  const proxy = need(ctx, realProxy());
  const run = await goDownload({ GOPROXY: proxy }, "rsc.io/quote@v1.5.2", { timeout: 60_000 });
  expect(run).toMatchObject({
    error: null,
    sum: "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=",
  });
});

test("real modules out of a served module cache", async (ctx) => {
  const served = need(ctx, await startCacheProxy());
  ctx.onTestFinished(() => served.stop());
  for (const GOPROXY of [served.url, served.fileUrl]) {
    const run = await goDownload({ GOPROXY, GOSUMDB: "off" }, "github.com/BurntSushi/toml@v1.3.2");
    expect(run.error).toBeNull();
  }
});
