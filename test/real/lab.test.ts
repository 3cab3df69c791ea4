import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lab, startLab } from "../lab/lab.ts";
import { goDownload, realGo, realProxy } from "../support/go.ts";
import { need } from "../support/machine.ts";

const hello = "example.com/hello@v1.0.0";
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ tls: true });
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
    ["valid", null],
    ["expired", /certificate has expired/],
    ["not-yet", /not yet valid/],
    ["wrong-name", /doesn't contain any IP SANs|valid for/],
    ["untrusted", /unknown authority/],
    ["self-signed", /unknown authority|not trusted/],
    ["plain", /does not look like a TLS handshake|server gave HTTP response/],
  ] as const)("TLS: %s", async ([kind, words]) => {
    const run = await goDownload(
      { GOPROXY: lab.tls(kind), GOSUMDB: "off", SSL_CERT_FILE: lab.caFile },
      hello,
    );
    if (words === null) expect(run.error).toBeNull();
    else expect(run.error).toMatch(words);
  });

  test("https to http is refused, a closed port refuses", async () => {
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

test("real modules and the real checksum database through nginx", async (ctx) => {
  need(ctx, realGo());
  const proxy = need(ctx, realProxy());
  const run = await goDownload({ GOPROXY: proxy }, "rsc.io/quote@v1.5.2", { timeout: 60_000 });
  expect(run).toMatchObject({
    error: null,
    sum: "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=",
  });
});
