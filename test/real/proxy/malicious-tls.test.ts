import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import type { Server } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Why } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import {
  type Certificate,
  makeCertificates,
  noCertificates,
} from "../../support/lab/certificates.ts";
import { portOf } from "../../support/lab/lab.ts";
import { infoOf, modOf, zipOf } from "../../support/lab/modules.ts";
import { goDownload, realGo, since } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";

const canRun = realGo().ok && noCertificates() === null;
const [module, version] = ["rsc.io/quote", "v1.5.2"];
let certificates: ReturnType<typeof makeCertificates>;
const servers: Server[] = [];

/** What the servers were asked for: host, path and login. */
let asked: { host: string; login: string | null }[] = [];
/** Where a server sends every request; null: it answers. */
let redirect: string | null = null;

const answer: http.RequestListener = ({ headers, url = "" }, response) => {
  asked.push({ host: headers.host ?? "", login: headers.authorization ?? null });
  if (redirect !== null && url.startsWith("/from/")) {
    return response.writeHead(302, { Location: redirect + url.slice("/from".length) }).end();
  }
  const file = url.split(".").at(-1);
  if (file === "info") return response.end(infoOf(version));
  if (file === "mod") return response.end(modOf(module));
  if (file === "zip") return response.end(zipOf(module, version));
  return response.writeHead(404).end();
};

function listen(server: Server): Promise<number> {
  servers.push(server);
  return portOf(server);
}

beforeAll(() => {
  if (canRun) certificates = makeCertificates();
});
afterAll(() => {
  for (const server of servers) {
    if (server instanceof http.Server || server instanceof https.Server) {
      server.closeAllConnections();
    }
    server.close();
  }
  certificates?.remove();
});

const tls = (kind: Certificate, options: https.ServerOptions = {}) =>
  listen(https.createServer({ ...certificates.pairs[kind], ...options }, answer));

/** What becomes of a download over this mirror, foretold and in truth, each with what the servers saw. */
async function both(GOPROXY: string, more: Env = {}, netrc = "") {
  const env: Env = { GOPROXY, GOSUMDB: "off", SSL_CERT_FILE: certificates.caFile, ...more };
  const box = sandbox({ env });
  const NETRC = box.write("login", netrc);
  const all = { ...env, NETRC };
  asked = [];
  await run({ ...box.ctx, env: { ...box.env, NETRC } }, [
    "why",
    `${module}@${version}`,
    "--probe",
    "--json",
  ]);
  const ours = asked;
  asked = [];
  const real = await goDownload(all, `${module}@${version}`);
  const { outcome } = JSON.parse(box.stdout()) as Why;
  return { ours, theirs: asked, ok: outcome?.ok, error: outcome?.error, real, out: box.stdout() };
}

describe.skipIf(!canRun)("a mirror whose TLS is not right is refused as go refuses it", () => {
  const kinds = [
    "valid",
    "untrusted",
    "self-signed",
    "expired",
    "wrong-name",
    "all-wrong",
  ] as const;

  test.for(kinds)("certificate: %s, and node's own variables change nothing", async (kind) => {
    const port = await tls(kind);
    const own = {
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      NODE_EXTRA_CA_CERTS: certificates.caFile,
    };
    for (const env of [{}, own, { ...own, SSL_CERT_FILE: "/dev/null" }]) {
      const seen = await both(`https://127.0.0.1:${port}`, env);
      expect(seen.ok, `go: ${seen.real.error}`).toBe(seen.real.ok);
      if (!seen.real.ok) expect(seen.ours).toEqual([]);
    }
  });

  test("HTTP/2 alone, an old TLS, no TLS", async () => {
    const options = { ...certificates.pairs.valid, allowHTTP1: false };
    const h2 = http2.createSecureServer(options, (_request, response) => {
      response.writeHead(500);
      response.end();
    });
    h2.on("secureConnection", (socket: TLSSocket) => socket.on("error", () => {}));
    const ports = [
      await listen(h2),
      await tls("valid", { maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "ALL@SECLEVEL=0" }),
      await listen(http.createServer(answer)),
    ];
    for (const port of ports) {
      const seen = await both(`https://127.0.0.1:${port}`);
      expect([seen.ok, seen.ours], `go: ${seen.real.error}`).toEqual([seen.real.ok, []]);
    }
  });

  test.for(["http", "file", "password"])("a redirect from https to %s", async (kind) => {
    const plain = await listen(http.createServer(answer));
    const port = await tls("valid");
    redirect =
      kind === "http"
        ? `http://127.0.0.1:${plain}`
        : kind === "file"
          ? "file:///etc"
          : `https://joe:SECRET@localhost:${port}`;
    const seen = await both(`https://127.0.0.1:${port}/from`);
    redirect = null;
    expect(seen.ok, `go: ${seen.real.error}`).toBe(seen.real.ok);
    expect(seen.ours.filter(({ host }) => host.endsWith(`:${plain}`))).toEqual([]);
    expect(seen.out).not.toContain("SECRET");
  });
});

describe.skipIf(!canRun)("a login goes where go sends it", () => {
  test.for([
    ["the URL", "localhost"],
    ["the URL", "127.0.0.1"],
    ["netrc", "localhost"],
    ["netrc", "127.0.0.1"],
  ] as const)("%s, redirected to %s", async ([from, host], context) => {
    if (from === "netrc")
      since(context, need(context, realGo()), 21, "machine with a port in .netrc");
    const port = await tls("valid");
    const user = from === "the URL" ? "joe:SECRET@" : "";
    redirect = `https://${host}:${port}`;
    const seen = await both(
      `https://${user}127.0.0.1:${port}/from`,
      {},
      from === "netrc" ? `machine 127.0.0.1:${port} login joe password SECRET\n` : "",
    );
    redirect = null;
    const logins = (all: typeof asked) => [
      ...new Set(all.map((one) => `${one.host} ${one.login ?? "nobody"}`)),
    ];
    expect(logins(seen.ours).toSorted()).toEqual(logins(seen.theirs).toSorted());
    expect(seen.ours.filter((one) => one.login !== null).length).toBeGreaterThan(0);
    const strangers = seen.ours.filter((one) => one.host.startsWith("localhost"));
    expect(strangers.every(({ login }) => login === null)).toBe(true);
    expect(seen.ok, `go: ${seen.real.error}`).toBe(seen.real.ok);
    expect(seen.out).not.toContain("SECRET");
  });
});
