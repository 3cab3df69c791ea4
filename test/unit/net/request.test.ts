import http from "node:http";
import https from "node:https";
import net, { type AddressInfo, type Server, type Socket } from "node:net";
import path from "node:path";
import type { TLSSocket } from "node:tls";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Client, openClient } from "../../../src/net/client.ts";
import type { RequestOptions } from "../../../src/net/exchange.ts";
import { makeCertificates, noCertificates } from "../../support/lab/certificates.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { sandbox } from "../../support/sandbox.ts";

const tls = noCertificates() === null;
/** For servers beside the lab. */
const own = tls ? makeCertificates() : null;
const closing: (() => void)[] = [];
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ tls });
});

afterAll(async () => {
  own?.remove();
  await lab.stop();
});

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server for one test; returns its port. */
async function listen(server: Server, host = "127.0.0.1", port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => {})));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed).listen(port, host, done);
  });
  return (server.address() as AddressInfo).port;
}

const serveTls = (handler: http.RequestListener) =>
  listen(https.createServer(own!.pairs.valid, handler));

const serve = (handler: http.RequestListener) => listen(http.createServer(handler));

function client(
  env: Record<string, string> = {},
  options: { keepAlive?: boolean; home?: Record<string, string>; hosts?: string } = {},
): Client {
  const trust = own ? { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: path.dirname(own.caFile) } : {};
  const box = sandbox({ env: { ...trust, ...env } });
  for (const [name, content] of Object.entries(options.home ?? {})) box.write(name, content);
  const { fs } = box.ctx;
  const readFileSync = ((file: string, ...rest: []) =>
    file === "/etc/hosts" && options.hosts !== undefined
      ? options.hosts
      : fs.readFileSync(file, ...rest)) as typeof fs.readFileSync;
  const ctx = { ...box.ctx, fs: { ...fs, readFileSync } };
  const opened = openClient(ctx, {
    keepAlive: options.keepAlive ?? false,
    notBefore: "2026-01-01",
  });
  closing.push(() => opened.close());
  return opened;
}

const get = (url: string, from = client(), more: Partial<RequestOptions> = {}) =>
  from.get(url, { timeoutMs: 30_000, ...more });

describe("an answer", () => {
  it("comes with status, headers, body and the time of each phase", async () => {
    const port = await serve((_, response) => response.setHeader("X-Y", "z").end("hello"));
    const outcome = await get(`http://127.0.0.1:${port}/p?q=1`);
    expect(outcome.trouble).toBeNull();
    expect(outcome.response).toMatchObject({ status: 200, headers: { "x-y": "z" }, bytes: 5 });
    expect(outcome.response?.body.toString()).toBe("hello");
    const { dns, connect, tls: handshake, firstByte, total } = outcome.phases;
    expect(dns).toBeNull();
    expect(connect).toBeGreaterThan(0);
    expect(handshake).toBeNull();
    expect(firstByte).toBeGreaterThan(connect ?? 0);
    expect(total).toBeGreaterThanOrEqual(firstByte ?? 0);
    expect(outcome).toMatchObject({ url: `http://127.0.0.1:${port}/p?q=1`, connected: true });
  });

  it("is asked for as go asks", async () => {
    let seen: http.IncomingMessage | undefined;
    const port = await serve((request, response) => {
      seen = request;
      response.end();
    });
    await get(`http://127.0.0.1:${port}/a%20b/%21c?x=1#fragment`);
    expect(seen?.url).toBe("/a%20b/%21c?x=1");
    expect(seen?.headers).toMatchObject({
      host: `127.0.0.1:${port}`,
      "accept-encoding": "gzip",
    });
    expect(seen?.headers["user-agent"]).toMatch(/^Go-http-client\/1\.1/);
    expect(seen?.headers.authorization).toBeUndefined();
  });

  it("is decompressed", async () => {
    const port = await serve((_, response) =>
      response.setHeader("Content-Encoding", "gzip").end(gzipSync("hello")),
    );
    expect((await get(`http://127.0.0.1:${port}/`)).response?.body.toString()).toBe("hello");
  });

  it.each([
    ["cut", gzipSync("hello").subarray(0, 15), "net.truncated"],
    ["rubbish", Buffer.from("rubbish"), "net.bad-response"],
  ])("with a compressed body that is %s is none", async (_, body, code) => {
    const port = await serve((__, response) =>
      response.setHeader("Content-Encoding", "gzip").end(body),
    );
    expect((await get(`http://127.0.0.1:${port}/`)).trouble?.code).toBe(code);
  });

  it("is kept up to a limit", async () => {
    const port = await serve((_, response) => response.end(Buffer.alloc(300_000)));
    const cut = await get(`http://127.0.0.1:${port}/`, client(), { maxBytes: 1000 });
    expect(cut.response?.body.length).toBeLessThanOrEqual(1000);
    let bytes = 0;
    const whole = await get(`http://127.0.0.1:${port}/`, client(), {
      maxBytes: 1000,
      onData: (chunk) => void (bytes += chunk.length),
    });
    expect([bytes, whole.response?.bytes]).toEqual([300_000, 300_000]);
  });

  it("that is no HTTP is net.bad-response", async () => {
    const port = await listen(net.createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")));
    expect((await get(`http://127.0.0.1:${port}/`)).trouble).toMatchObject({
      code: "net.bad-response",
      args: { body: "not-http" },
    });
  });

  it("with a broken chunk is net.bad-response", async () => {
    const answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n";
    const port = await listen(net.createServer((socket) => socket.end(answer)));
    expect((await get(`http://127.0.0.1:${port}/`)).trouble?.code).toBe("net.bad-response");
  });

  it.each([
    ["no headers at all", "", "net.reset"],
    ["half of the headers", "HTTP/1.1 200 OK\r\nContent-", "net.reset"],
    ["no end of the body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "net.truncated"],
  ])("that breaks off with %s is %s", async (_, answer, code) => {
    const port = await listen(net.createServer((socket) => socket.end(answer)));
    expect((await get(`http://127.0.0.1:${port}/`)).trouble?.code).toBe(code);
  });

  it("comes from a port that fetch refuses", async (test) => {
    const server = http.createServer((_, response) => response.end("hello"));
    const port = await listen(server, "127.0.0.1", 10080).catch(() => 0);
    if (port === 0) return test.skip("port 10080 is taken");
    expect((await get("http://127.0.0.1:10080/")).response?.status).toBe(200);
  });

  it("comes over IPv6", async (test) => {
    const server = http.createServer((request, response) => response.end(request.headers.host));
    const port = await listen(server, "::1").catch(() => 0);
    if (port === 0) return test.skip("no IPv6 loopback here");
    const outcome = await get(`http://[::1]:${port}/`);
    expect(outcome.response?.body.toString()).toBe(`[::1]:${port}`);
  });
});

describe("names", () => {
  it("are looked for in the hosts file first", async () => {
    const port = await serve((request, response) => response.end(request.headers.host));
    const hosts = "# comment\n127.0.0.1\tother Mirror.Test. # mine\n";
    const outcome = await get(`http://mirror.test:${port}/`, client({}, { hosts }));
    expect(outcome.response?.body.toString()).toBe(`mirror.test:${port}`);
  });

  it("with several addresses are tried one after the other", async () => {
    const port = await serve((_, response) => response.end("hello"));
    const hosts = "127.0.0.2 mirror.test\n127.0.0.1 mirror.test\n";
    expect((await get(`http://mirror.test:${port}/`, client({}, { hosts }))).response?.status).toBe(
      200,
    );
  });

  it.each(["", "# nothing\n", "127.0.0.1\n"])("that nobody knows are net.dns", async (hosts) => {
    const outcome = await get("http://no-such-name.invalid/", client({}, { hosts }));
    expect(outcome).toMatchObject({ trouble: { code: "net.dns" }, connected: false });
  });
});

describe.skipIf(!tls)("TLS", () => {
  it("names the host that it wants, if it is a name", async () => {
    const port = await serveTls((request, response) =>
      response.end(String((request.socket as TLSSocket).servername)),
    );
    const named = await get(`https://localhost:${port}/`);
    const numbered = await get(`https://127.0.0.1:${port}/`);
    expect([named, numbered].map(({ response }) => response?.body.toString())).toEqual([
      "localhost",
      "false",
    ]);
  });
});

it("a port that cannot be is net.refused", async () => {
  expect((await get("http://127.0.0.1:99999/")).trouble?.code).toBe("net.refused");
  expect((await get("http:///path")).trouble?.code).toBe("net.refused");
});

describe("redirects", () => {
  it("are followed nine times and no more, as go does", async () => {
    const port = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) return response.end("there");
      return response.writeHead(302, { Location: `/${left - 1}` }).end();
    });
    expect(await get(`http://127.0.0.1:${port}/9`)).toMatchObject({
      response: { status: 200 },
      redirects: 9,
      url: `http://127.0.0.1:${port}/0`,
    });
    expect((await get(`http://127.0.0.1:${port}/10`)).trouble).toMatchObject({
      code: "net.redirect",
      args: { reason: "too-many" },
    });
  });

  it.each([
    [300, "/x", 300],
    [302, "", 302],
    [304, "/x", 304],
    [301, "/x", 200],
    [303, "/x", 200],
    [307, "/x", 200],
    [308, "//127.0.0.1:PORT/x", 200],
  ])("%d to %j ends with %d", async (status, location, expected) => {
    const port = await serve((request, response) => {
      if (request.url === "/x") return response.end();
      return response.writeHead(status, { Location: location.replace("PORT", String(port)) }).end();
    });
    expect((await get(`http://127.0.0.1:${port}/`)).response?.status).toBe(expected);
  });

  it.each(["ftp://127.0.0.1/x", "http://[x/", "mailto:x"])("to %s is net.redirect", async (to) => {
    const port = await serve((_, response) => response.writeHead(302, { Location: to }).end());
    expect((await get(`http://127.0.0.1:${port}/`)).trouble).toMatchObject({
      code: "net.redirect",
      args: { reason: "invalid" },
    });
  });
});

describe("a warm connection", () => {
  it("is used again", async () => {
    let connections = 0;
    const server = http.createServer((_, response) => response.end("hello"));
    server.on("connection", () => connections++);
    const port = await listen(server);
    const warm = client({}, { keepAlive: true });
    const first = await get(`http://127.0.0.1:${port}/1`, warm);
    const second = await get(`http://127.0.0.1:${port}/2`, warm);
    const third = await get(`http://127.0.0.1:${port}/3`, warm);
    expect([first, second, third].map(({ reused }) => reused)).toEqual([false, true, true]);
    expect(third.phases).toMatchObject({ dns: null, connect: null, tls: null });
    expect(connections).toBe(1);
  });

  it("that the server closed in the meantime is replaced", async () => {
    const server = http.createServer((_, response) => response.end("hello"));
    const sockets: Socket[] = [];
    server.on("connection", (socket) => sockets.push(socket));
    const port = await listen(server);
    const warm = client({}, { keepAlive: true });
    await get(`http://127.0.0.1:${port}/`, warm);
    sockets[0]?.destroy();
    expect(await get(`http://127.0.0.1:${port}/`, warm)).toMatchObject({
      response: { status: 200 },
      reused: false,
    });
  });

  it("is none where the server says so, or nobody wants it", async () => {
    const port = await serve((_, response) => response.setHeader("Connection", "close").end("x"));
    const warm = client({}, { keepAlive: true });
    await get(`http://127.0.0.1:${port}/`, warm);
    expect((await get(`http://127.0.0.1:${port}/`, warm)).reused).toBe(false);
    const cold = client();
    await get(lab.url("ok"), cold);
    expect((await get(lab.url("ok"), cold)).reused).toBe(false);
  });

  it.skipIf(!tls)("is used again over TLS", async () => {
    const warm = client({}, { keepAlive: true });
    const url = `${lab.tls("valid")}/x/@v/v1.0.0.info`;
    const first = await get(url, warm);
    expect(first.phases.tls).toBeGreaterThan(0);
    expect(await get(url, warm)).toMatchObject({ reused: true, phases: { tls: null } });
  });
});

describe.skipIf(!tls)("credentials", () => {
  const url = () => `${lab.tls("valid", "auth=user:secret")}/x/@v/v1.0.0.info`;
  const port = () => new URL(lab.tls("valid")).port;

  it("come from the URL", async () => {
    const outcome = await get(url().replace("https://", "https://user:se%63ret@"));
    expect(outcome.response?.status).toBe(200);
    expect(outcome.url).toContain("https://user:xxxxx@");
  });

  it.each([
    ["the machine", () => `machine 127.0.0.1:${port()} login user password secret`],
    [
      "a path on it",
      () => `machine 127.0.0.1:${port()}/auth=user:secret login user password secret`,
    ],
    ["several lines", () => `machine 127.0.0.1:${port()}\n login user\n password secret\n`],
    [
      "the first of two",
      () =>
        `machine 127.0.0.1:${port()} login user password secret\nmachine 127.0.0.1:${port()} login x password y`,
    ],
    [
      "behind a macro",
      () =>
        `macdef x\nput file\nmachine 127.0.0.1:${port()} login no password no\n\nmachine 127.0.0.1:${port()} login user password secret`,
    ],
  ])("come from .netrc, for %s", async (_, content) => {
    const home = { ".netrc": content() };
    expect((await get(url(), client({}, { home }))).response?.status).toBe(200);
  });

  it.each([
    ["no port", () => "machine 127.0.0.1 login user password secret"],
    ["default", () => "default login user password secret"],
    ["another machine", () => `machine 127.0.0.2:${port()} login user password secret`],
  ])("do not come from .netrc with %s", async (_, content) => {
    const home = { ".netrc": content() };
    expect((await get(url(), client({}, { home }))).response?.status).toBe(401);
  });

  it("come from the file that NETRC names", async () => {
    const box = sandbox();
    const NETRC = box.write("elsewhere", `machine 127.0.0.1:${port()} login user password secret`);
    expect((await get(url(), client({ NETRC }))).response?.status).toBe(200);
  });

  it("of the URL win over .netrc", async () => {
    const home = { ".netrc": `machine 127.0.0.1:${port()} login x password y` };
    const outcome = await get(
      url().replace("https://", "https://user:secret@"),
      client({}, { home }),
    );
    expect(outcome.response?.status).toBe(200);
  });

  it("do not follow a redirect to another host", async () => {
    lab.takeRequests();
    let seen: string | undefined;
    const here = await serveTls((request, response) => {
      seen = request.headers.authorization;
      const Location = `${lab.tls("valid").replace("127.0.0.1", "localhost")}/x/@v/v1.0.0.info`;
      response.writeHead(302, { Location }).end();
    });
    const netrc = `machine 127.0.0.1:${here} login user password secret`;
    const outcome = await get(
      `https://127.0.0.1:${here}/`,
      client({}, { home: { ".netrc": netrc } }),
    );
    expect(outcome.response?.status).toBe(200);
    expect(seen).toBe(`Basic ${btoa("user:secret")}`);
    expect(lab.takeRequests().map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it("follow a redirect on the same host", async () => {
    const seen: (string | undefined)[] = [];
    const here = await serveTls((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === "/x") return response.end();
      return response.writeHead(302, { Location: "/x" }).end();
    });
    await get(`https://user:secret@127.0.0.1:${here}/`);
    const netrc = `machine 127.0.0.1:${here} login user password secret`;
    await get(`https://127.0.0.1:${here}/`, client({}, { home: { ".netrc": netrc } }));
    expect(seen).toEqual(Array(4).fill(`Basic ${btoa("user:secret")}`));
  });
});

/** An HTTP proxy that passes everything on to `port`, whatever was asked for; or refuses with a status. */
async function httpProxy(options: { port?: number; status?: number; tls?: boolean }) {
  const seen: { method?: string; url?: string; auth?: string | undefined }[] = [];
  const note = ({ method, url, headers }: http.IncomingMessage) =>
    seen.push({ method: method ?? "", url: url ?? "", auth: headers["proxy-authorization"] });
  const handler: http.RequestListener = (request, response) => {
    note(request);
    response.writeHead(options.status ?? 200).end("from the proxy");
  };
  const server = options.tls
    ? https.createServer(own!.pairs.valid, handler)
    : http.createServer(handler);
  server.on("connect", (request: http.IncomingMessage, socket: Socket) => {
    note(request);
    if (options.status !== undefined) return socket.end(`HTTP/1.1 ${options.status} No\r\n\r\n`);
    const onward = net.connect(options.port ?? 0, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    return closing.push(() => onward.destroy());
  });
  return { port: await listen(server), seen };
}

describe("an HTTP proxy", () => {
  it("is asked for the whole URL, with its own login", async () => {
    const { port, seen } = await httpProxy({});
    const from = client({ HTTP_PROXY: `http://me:my%20secret@127.0.0.1:${port}` });
    const outcome = await get("http://mirror.test/p/?x", from);
    expect(outcome.response?.body.toString()).toBe("from the proxy");
    expect(outcome.proxy).toBe(`http://me:xxxxx@127.0.0.1:${port}`);
    expect(seen).toEqual([
      { method: "GET", url: "http://mirror.test/p/?x", auth: `Basic ${btoa("me:my secret")}` },
    ]);
  });

  it.skipIf(!tls)("is asked for a tunnel, in which TLS ends at the mirror", async () => {
    const target = Number(new URL(lab.tls("valid")).port);
    const { port, seen } = await httpProxy({ port: target });
    const from = client({ HTTPS_PROXY: `me:secret@127.0.0.1:${port}` });
    // Go never proxies localhost, but only as it is written.
    const outcome = await get("https://LOCALHOST/ok/x/@v/v1.0.0.info", from);
    expect(outcome.trouble).toBeNull();
    expect(outcome.response?.status).toBe(200);
    expect(outcome.phases.tls).toBeGreaterThan(0);
    expect(seen).toEqual([
      { method: "CONNECT", url: "LOCALHOST:443", auth: `Basic ${btoa("me:secret")}` },
    ]);
  });

  it.skipIf(!tls)("may be reached over TLS itself", async () => {
    const target = Number(new URL(lab.tls("valid")).port);
    const { port } = await httpProxy({ port: target, tls: true });
    const from = client({ HTTPS_PROXY: `https://127.0.0.1:${port}` });
    const outcome = await get("https://LOCALHOST/ok/x/@v/v1.0.0.info", from);
    expect(outcome.response?.status).toBe(200);
  });

  it("keeps away from loopback and from what NO_PROXY names", async () => {
    const port = await serve((_, response) => response.end("hello"));
    const hosts = "127.0.0.1 mirror.test";
    const env = { HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: ".test" };
    for (const host of ["127.0.0.1", "localhost", "mirror.test"]) {
      const outcome = await get(`http://${host}:${port}/`, client(env, { hosts }));
      expect(outcome).toMatchObject({ response: { status: 200 }, proxy: null });
    }
  });

  it.each([
    [407, "auth"],
    [403, "status"],
    [502, "status"],
    [302, "status"],
  ])("that answers CONNECT with %d is at fault", async (status, reason) => {
    const { port } = await httpProxy({ status });
    const outcome = await get("https://mirror.test/", client({ HTTPS_PROXY: `127.0.0.1:${port}` }));
    expect(outcome.trouble).toEqual({
      code: "net.http-proxy",
      args: { proxy: `http://127.0.0.1:${port}`, reason, status },
    });
  });

  it.each([
    ["http://127.0.0.1:9", "refused"],
    ["http://no-such-name.invalid:1", "dns"],
    ["ftp://127.0.0.1", "refused"],
    ["socks5://127.0.0.1:9", "refused"],
  ])("%s is at fault itself: %s", async (proxy, reason) => {
    const outcome = await get("https://mirror.test/", client({ HTTPS_PROXY: proxy }));
    expect(outcome.trouble).toMatchObject({ code: "net.http-proxy", args: { reason } });
  });

  it.each([
    ["closes", (socket: Socket) => void socket.end(), "reset"],
    ["says nothing", () => {}, "timeout"],
    ["talks something else", (socket: Socket) => void socket.end("SSH-2.0\r\n"), "reset"],
  ])("that %s is at fault", async (_, handler, reason) => {
    const port = await listen(net.createServer(handler));
    const from = client({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
    const timeoutMs = reason === "timeout" ? 300 : 20_000;
    const outcome = await get("https://mirror.test/", from, { timeoutMs });
    expect(outcome.trouble).toMatchObject({ code: "net.http-proxy", args: { reason } });
  });

  it.skipIf(!tls)("that nobody trusts is at fault", async () => {
    const port = new URL(lab.tls("untrusted")).port;
    const from = client({ HTTPS_PROXY: `https://127.0.0.1:${port}` });
    expect((await get("https://mirror.test/", from)).trouble).toMatchObject({
      code: "net.http-proxy",
      args: { reason: "tls" },
    });
  });

  it("is refused in a CGI program", async () => {
    const from = client({ HTTP_PROXY: "http://127.0.0.1:9", REQUEST_METHOD: "GET" });
    expect((await get("http://mirror.test/", from)).trouble).toMatchObject({
      code: "net.http-proxy",
      args: { reason: "cgi" },
    });
  });
});

/** A SOCKS5 proxy that connects everything to `port`; the requests that it saw, in hex. */
async function socksProxy(options: {
  port?: number;
  method?: number;
  reply?: number;
  login?: boolean;
}) {
  const seen: string[] = [];
  const server = net.createServer((socket) => {
    const talk = async () => {
      const take = () => new Promise<Buffer>((resolve) => socket.once("data", resolve));
      const note = async () => seen.push((await take()).toString("hex"));
      await note();
      socket.write(Buffer.of(5, options.method ?? 0));
      if (options.method === 2) {
        await note();
        socket.write(Buffer.of(1, options.login === false ? 1 : 0));
      }
      await note();
      const { reply = 0 } = options;
      socket.write(Buffer.of(5, reply, 0, 1, 127, 0, 0, 1, 0, 80));
      if (reply !== 0) return socket.end();
      const onward = net.connect(options.port ?? 0, "127.0.0.1");
      closing.push(() => onward.destroy());
      return socket.pipe(onward).pipe(socket);
    };
    void talk();
  });
  return { port: await listen(server), seen };
}

describe("a SOCKS5 proxy", () => {
  const name = Buffer.from("mirror.test").toString("hex");

  it("gets the name, and carries http and https", async () => {
    const target = await serve((request, response) => response.end(request.url));
    const { port, seen } = await socksProxy({ port: target });
    const from = client({ HTTP_PROXY: `socks5://127.0.0.1:${port}` });
    const outcome = await get("http://mirror.test:81/p", from);
    expect(outcome.response?.body.toString()).toBe("/p");
    expect(seen).toEqual(["050100", `050100030b${name}0051`]);
  });

  it.skipIf(!tls)("carries TLS", async () => {
    const { port } = await socksProxy({ port: Number(new URL(lab.tls("valid")).port) });
    const from = client({ HTTPS_PROXY: `socks5h://127.0.0.1:${port}` });
    expect((await get("https://LOCALHOST/ok/x/@v/v1.0.0.info", from)).response?.status).toBe(200);
  });

  it("gets addresses as such", async () => {
    const { port, seen } = await socksProxy({ reply: 5 });
    const from = client({ HTTP_PROXY: `socks5://127.0.0.1:${port}` });
    await get("http://10.1.2.3/", from);
    await get("http://[2001:db8::1]/", from);
    expect(seen.filter((request) => request.length > 6)).toEqual([
      "050100010a0102030050",
      "0501000420010db80000000000000000000000010050",
    ]);
  });

  it("gets the login when it asks for one", async () => {
    const target = await serve((_, response) => response.end("hello"));
    const { port, seen } = await socksProxy({ port: target, method: 2 });
    const from = client({ HTTP_PROXY: `socks5://me:secret@127.0.0.1:${port}` });
    expect((await get("http://mirror.test/", from)).response?.status).toBe(200);
    expect(seen.slice(0, 2)).toEqual(["05020002", "01026d6506736563726574"]);
  });

  it.each([
    ["no method", { method: 255 }, "auth"],
    ["a wrong login", { method: 2, login: false }, "auth"],
    ["a refusal", { reply: 5 }, "target-refused"],
    ["no route", { reply: 4 }, "no-route"],
    ["not allowed", { reply: 2 }, "status"],
  ])("says %s", async (_, options, reason) => {
    const { port } = await socksProxy(options);
    const from = client({ HTTP_PROXY: `socks5://me:secret@127.0.0.1:${port}` });
    expect((await get("http://mirror.test/", from)).trouble).toMatchObject({
      code: "net.http-proxy",
      args: { reason },
    });
  });

  it("that is none is at fault", async () => {
    const port = await listen(net.createServer((socket) => socket.end("HTTP/1.1 400 Bad\r\n\r\n")));
    const from = client({ HTTP_PROXY: `socks5://127.0.0.1:${port}` });
    expect((await get("http://mirror.test/", from)).trouble).toMatchObject({
      code: "net.http-proxy",
      args: { reason: "not-socks" },
    });
  });
});
