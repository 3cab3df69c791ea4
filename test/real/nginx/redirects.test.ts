import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Upstream } from "../../../src/gateway/settings.ts";
import { bin } from "../../support/bin.ts";
import { noCertificates } from "../../support/lab/certificates.ts";
import { download, gateway, why } from "../../support/gateway.ts";
import { nothingLeaves } from "../../support/go.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { sandbox } from "../../support/sandbox.ts";

const noTls = noCertificates();
let mirror: Lab;
/** The host that the mirror may redirect to, and one that it may not. */
let named: Lab;
let other: Lab;
beforeAll(async () => {
  [mirror, named, other] = await Promise.all([
    startLab({ tls: noTls === null }),
    startLab(),
    startLab(),
  ]);
});
afterAll(() => Promise.all([mirror, named, other].map((lab) => lab?.stop())));
beforeEach(() => [mirror, named, other].forEach((lab) => lab.takeRequests()));

const originOf = (lab: Lab) => new URL(lab.url()).origin;
const to = (url: string) => `redirect-to=${encodeURIComponent(url)}`;
const following = (from: readonly Upstream[]) =>
  from.map((one) => ({ ...one, redirectsTo: [originOf(named)] }));
const seen = (lab: Lab) => lab.takeRequests().map(({ mirror: name, url }) => `${name} ${url}`);

const part = "gateway: redirects of a mirror";
describe.skipIf(why !== null)(why === null ? part : `${part}: ${why}`, () => {
  it("are followed to the host that the catalog names, and what comes is kept", async () => {
    const login = mirror.url(to(named.url())).replace("//", "//user:secret@");
    const { url, status } = await gateway([login], [], following);
    expect(await download(url)).toMatchObject({ ok: true });
    expect((await status()).mirrors[0]).toMatchObject({ failures: 0, down: false });
    expect(mirror.requests[0]?.headers.authorization).toMatch(/^Basic /);
    expect(named.requests.map(({ kind }) => kind)).toContain("zip");
    expect(named.requests.map(({ headers }) => headers.authorization)).not.toContain(
      mirror.requests[0]?.headers.authorization,
    );
    expect(named.requests[0]?.headers.host).toBe(new URL(originOf(named)).host);
    mirror.takeRequests();
    named.takeRequests();
    expect(await download(url)).toMatchObject({ ok: true });
    expect([...seen(mirror), ...seen(named)].filter((line) => /zip|info|mod/.test(line))).toEqual(
      [],
    );
  });

  it.skipIf(noTls !== null)(
    "go over TLS where the named host has it, and only to its own certificate",
    async () => {
      const env = { SSL_CERT_FILE: mirror.caFile };
      const over = (kind: "valid" | "wrong-name") =>
        mirror.tls(kind, "ok").replace("127.0.0.1", "localhost");
      for (const [kind, code] of [
        ["valid", 200],
        ["wrong-name", 502],
      ] as const) {
        const from = named.url(to(over(kind)));
        const redirectsTo = [new URL(over(kind)).origin];
        const { url } = await gateway([from], [], (all) => [{ ...all[0]!, redirectsTo }], env);
        expect((await fetch(`${url}/example.com/hello/@v/v1.1.0.zip`)).status).toBe(code);
      }
    },
  );

  it("records of the checksum database come over them as well, and a 404 stays one", async () => {
    const { url } = await gateway([mirror.url(to(named.url("404")))], [], following);
    expect((await fetch(`${url}/example.com/hello/@v/list`)).status).toBe(404);
    expect((await fetch(`${url}/sumdb/sum.golang.org/lookup/a.com/b@v1.0.0`)).status).toBe(404);
    expect(seen(named)).toHaveLength(2);
  });

  it.each([
    ["another host", () => other.url()],
    ["a private address", () => `http://127.0.0.2:${new URL(other.url()).port}/ok`],
    [
      "the other host behind a login that looks like the named one",
      () => `${originOf(named)}@${new URL(other.url()).host}/ok`,
    ],
    ["another port of the named host", () => `${originOf(named)}9/ok`],
    ["the named host over https", () => originOf(named).replace("http", "https")],
    ["no host", () => "/ok"],
    ["a newline", () => `${named.url()}/%0d%0aX:1`],
  ])("not to %s: the next mirror is asked", async (_name, target) => {
    const bad = mirror.url(to(target()));
    const { url, status } = await gateway([bad, mirror.url()], [], (from) => [
      ...following(from.slice(0, 1)),
      ...from.slice(1),
    ]);
    expect(await download(url)).toMatchObject({ ok: true });
    expect([...seen(named), ...seen(other)]).toEqual([]);
    expect((await status()).mirrors[0]).toMatchObject({ down: true });
  });

  it("that go round end after the third, and nothing of them is kept", async () => {
    const round = named.url(to(mirror.url("redirect-loop")));
    const { url } = await gateway([mirror.url(to(round))], [], following);
    const answer = await fetch(`${url}/example.com/hello/@v/v1.1.0.zip`);
    expect([answer.status, await answer.text()]).toEqual([
      502,
      "gateway: no mirror could answer\n",
    ]);
    expect([...seen(mirror), ...seen(named)].length).toBeLessThanOrEqual(4);
  });

  it("a body that ends without a length over a redirect is not kept either", async () => {
    const cut = mirror.url(to(named.url("zip-truncate-bare")));
    const { url } = await gateway([cut, mirror.url()], [], (from) => [
      ...following(from.slice(0, 1)),
      ...from.slice(1),
    ]);
    expect(await download(url)).toMatchObject({ ok: true });
  });

  it("a mirror that is not of the catalog is not followed; the catalog's hosts stand in the file", async () => {
    const { url } = await gateway([mirror.url(to(named.url())), mirror.url()]);
    expect(await download(url)).toMatchObject({ ok: true });
    expect(seen(named)).toEqual([]);
    const box = sandbox({ env: nothingLeaves });
    const options = { env: box.env, cwd: box.home };
    expect(await bin(["gateway", "init", "nginx", "tencent"], options)).toMatchObject({ code: 0 });
    const file = path.join(box.home, ".local/state/goproxy-cfg/gateway/nginx.conf");
    const conf = fs.readFileSync(file, "utf8");
    expect(conf).toContain(String.raw`"~*^https://goproxy\.woa\.com(:443)?(?<rest0>/`);
  });
});
