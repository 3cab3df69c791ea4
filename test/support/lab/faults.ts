import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Asked, infoOf, zipOf } from "./modules.ts";

/** The right answer to a request, before a fault has its way with it. */
export interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
}

/** One request to a faulty mirror. */
export interface Exchange {
  asked: Asked;
  request: IncomingMessage;
  response: ServerResponse;
  /** What follows `=` in the fault's name. */
  param: string;
  /** How many requests this mirror (this combination of faults) has had, this one included. */
  count: number;
  /** The path below the mirror, with its leading slash. */
  rest: string;
  /** URL of the plain, healthy mirror of the same lab. */
  healthy: string;
  answer(): Promise<Answer>;
  /** Sends an answer, the right one by default. */
  send(answer?: Partial<Answer>, headers?: Record<string, string>): Promise<void>;
  /** Leaves the request to the next fault, or to the healthy mirror. */
  next(): Promise<void>;
}

export interface Fault {
  /** The requests that it touches; all of them where this is not given. */
  on?: keyof typeof scopes;
  act(exchange: Exchange): void | Promise<void>;
}

/** The part of a mirror that a fault is confined to: `zip-404` is the fault `404` in the scope `zip`. */
export const scopes = {
  info: (asked: Asked) => asked.kind === "info",
  mod: (asked: Asked) => asked.kind === "mod",
  zip: (asked: Asked) => asked.kind === "zip",
  list: (asked: Asked) => asked.kind === "list",
  latest: (asked: Asked) => asked.kind === "latest",
  json: (asked: Asked) => asked.kind === "info" || asked.kind === "latest",
  versions: (asked: Asked) => asked.kind === "list" || asked.kind === "latest",
  supported: (asked: Asked) => asked.kind === "supported",
  lookup: (asked: Asked) => asked.kind === "sumdb",
  sumdb: (asked: Asked) => asked.kind === "supported" || asked.kind === "sumdb",
  modules: (asked: Asked) => asked.kind !== "supported" && asked.kind !== "sumdb",
  toolchain: (asked: Asked) => asked.module === "golang.org/toolchain",
} as const;

const html = "text/html; charset=utf-8";
const text = "text/plain; charset=utf-8";
const loginPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method="post" action="/login">' +
  '<input name="user"><input name="password" type="password"></form></body></html>\n';
const webPage =
  "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Hello</body></html>\n";

function status(code: number, headers: Record<string, string> = {}): Fault {
  return { act: (x) => x.send({ status: code, type: text, body: `fault ${code}\n` }, headers) };
}

function redirect(to: (exchange: Exchange) => string): Fault {
  return {
    act: (x) => x.send({ status: 302, type: html, body: "" }, { Location: to(x) }),
  };
}

/**
 * Every way in which a mirror can be ill, by the name that stands in its URL. A new fault is one record
 * here; it can be confined to a scope and combined with others at once.
 */
export const faults: Record<string, Fault> = {
  ok: { act: (x) => x.next() },
  /** Healthy as well; the checksum database reads from here, which keeps it apart in the log. */
  origin: { act: (x) => x.next() },

  // An answer with another status. proxy.go TryProxies: 404 and 410 alone mean "not here".
  ...Object.fromEntries(
    [204, 400, 403, 404, 410, 418, 426, 451, 500, 501, 502, 503, 504].map((code) => [
      String(code),
      status(code),
    ]),
  ),
  "401": status(401, { "WWW-Authenticate": 'Basic realm="modules"' }),
  "403-login": status(403, { "WWW-Authenticate": 'Basic realm="modules"' }),
  "407": status(407, { "Proxy-Authenticate": 'Basic realm="company"' }),
  "429": status(429, { "Retry-After": "30" }),
  status: { act: (x) => x.send({ status: Number(x.param), type: text, body: "fault\n" }) },
  /** Wants `user:password`, given as `auth=user:password`. */
  auth: {
    act(x) {
      const wanted = `Basic ${btoa(decodeURIComponent(x.param || "user:secret"))}`;
      return x.request.headers.authorization === wanted
        ? x.next()
        : x.send(
            { status: 401, type: text, body: "who are you?\n" },
            { "WWW-Authenticate": "Basic" },
          );
    },
  },
  /** Every n-th request fails with 500. */
  flaky: {
    act: (x) =>
      x.count % Number(x.param || 2) === 0 ? x.send({ status: 500, body: "fault\n" }) : x.next(),
  },

  /** Answers so many requests, and breaks every connection from then on. */
  dies: {
    act: (x) =>
      x.count > Number(x.param || 10) ? void x.response.socket?.resetAndDestroy() : x.next(),
  },

  // Time.
  hang: { act: () => {} },
  /** For URLs with these words in them: `hang-at=Hello`. */
  "hang-at": { act: (x) => (x.rest.includes(x.param) ? undefined : x.next()) },
  "hang-after-headers": {
    async act(x) {
      const { type, body } = await x.answer();
      x.response.writeHead(200, {
        "Content-Type": type,
        "Content-Length": Buffer.byteLength(body),
      });
      x.response.flushHeaders();
    },
  },
  /** One byte each 200 ms, or each so many milliseconds as the parameter says. */
  drip: {
    async act(x) {
      const { type, body, status: code } = await x.answer();
      x.response.writeHead(code, { "Content-Type": type });
      x.response.flushHeaders();
      for (const byte of Buffer.from(body)) {
        await pause(Number(x.param || 200), x);
        if (x.response.destroyed) return;
        x.response.write(Buffer.of(byte));
      }
      x.response.end();
    },
  },
  /** Answers rightly after so many milliseconds. */
  delay: {
    async act(x) {
      await pause(Number(x.param || 100), x);
      if (!x.response.destroyed) await x.next();
    },
  },
  /** Answers rightly after a time between these milliseconds (`latency=20-40`), evenly spread, never the same. */
  latency: {
    async act(x) {
      const [from = 0, to = from] = x.param.split("-").map(Number);
      await pause(from + spread(x.count) * (to - from), x);
      if (!x.response.destroyed) await x.next();
    },
  },
  /** Breaks the connection of so many in a hundred requests, evenly spread. */
  loss: {
    act: (x) =>
      spread(x.count) * 100 < Number(x.param || 10)
        ? void x.response.socket?.resetAndDestroy()
        : x.next(),
  },
  /** Keeps no connection open. */
  "one-shot": { act: (x) => x.send({}, { Connection: "close" }) },
  /** Sends at most so many bytes in a second. */
  throttle: {
    async act(x) {
      const { type, body, status: code } = await x.answer();
      const bytes = Buffer.from(body);
      const slice = Math.max(1, Math.round(Number(x.param || 100_000) / 20));
      x.response.writeHead(code, { "Content-Type": type, "Content-Length": bytes.length });
      for (let at = 0; at < bytes.length && !x.response.destroyed; at += slice) {
        x.response.write(bytes.subarray(at, at + slice));
        if (at + slice < bytes.length) await pause(50, x);
      }
      x.response.end();
    },
  },

  // The connection.
  close: { act: (x) => void x.response.socket?.end() },
  reset: { act: (x) => void x.response.socket?.resetAndDestroy() },
  truncate: {
    async act(x) {
      const { type, body } = await x.answer();
      const bytes = Buffer.from(body);
      x.response.writeHead(200, { "Content-Type": type, "Content-Length": bytes.length });
      x.response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
        x.response.socket?.end();
      });
    },
  },
  /** As HTTP/1.0 has it: nobody can tell that half of it is missing. */
  "truncate-bare": {
    async act(x) {
      const { status: code, type, body } = await x.answer();
      const bytes = Buffer.from(body);
      x.response.useChunkedEncodingByDefault = false;
      x.response.writeHead(code, { "Content-Type": type, Connection: "close" });
      x.response.end(bytes.subarray(0, bytes.length >> 1));
    },
  },
  "truncate-chunked": {
    async act(x) {
      const { type, body } = await x.answer();
      const bytes = Buffer.from(body);
      x.response.writeHead(200, { "Content-Type": type, "Transfer-Encoding": "chunked" });
      x.response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
        x.response.socket?.end();
      });
    },
  },

  // Answers that are none.
  portal: { act: (x) => x.send({ type: html, body: loginPage }) },
  "portal-redirect": redirect(() => "/login"),
  html: { act: (x) => x.send({ type: html, body: webPage }) },
  /** HTML with a status that is an error. */
  "html-404": { act: (x) => x.send({ status: 404, type: html, body: webPage }) },
  empty: { act: (x) => x.send({ body: "" }) },
  garbage: {
    act: (x) => x.send({ type: "application/octet-stream", body: "\u0000\u0001\u0002oops" }),
  },
  "bad-json": { on: "json", act: (x) => x.send({ body: '{"Version":' }) },
  "no-version": { on: "json", act: (x) => x.send({ body: "{}" }) },
  "wrong-version": { on: "json", act: (x) => x.send({ body: infoOf("v9.9.9") }) },
  "bad-zip": { on: "zip", act: (x) => x.send({ body: "<html>this is no zip</html>" }) },
  "wrong-hash": {
    on: "zip",
    act: (x) => x.send({ body: zipOf(x.asked.module, x.asked.version, { mark: "tampered with" }) }),
  },
  "wrong-mod": {
    on: "mod",
    act: (x) => x.send({ body: `module ${x.asked.module}\n\ngo 1.12\n\n// tampered with\n` }),
  },
  /** A mirror that lags behind: the newest version is missing. */
  stale: {
    on: "versions",
    async act(x) {
      const { body } = await x.answer();
      if (x.asked.kind === "latest") {
        const { Version } = JSON.parse(String(body)) as { Version: string };
        return x.send({ body: infoOf(Version.replace(/\.2\.0$/, ".1.0")) });
      }
      return x.send({ body: String(body).split("\n").slice(0, -2).join("\n") + "\n" });
    },
  },
  /** Zips carry a file of so many bytes, for measuring throughput. */
  big: {
    on: "zip",
    act: (x) =>
      x.send({
        body: zipOf(x.asked.module, x.asked.version, { size: Number(x.param || 1_000_000) }),
      }),
  },

  // What breaks the protocol in one point.
  "list-pseudo": {
    on: "list",
    async act(x) {
      const { body } = await x.answer();
      return x.send({ body: `${String(body)}v1.0.1-0.20240102030405-0123456789ab\n` });
    },
  },
  "no-time": {
    on: "json",
    act: (x) => x.send({ body: JSON.stringify({ Version: x.asked.version }) }),
  },
  "mod-crlf": {
    on: "mod",
    async act(x) {
      return x.send({ body: String((await x.answer()).body).replaceAll("\n", "\r\n") });
    },
  },
  "other-mod": { on: "mod", act: (x) => x.send({ body: "module example.com/other\n" }) },
  /** Half a zip that claims to be whole. */
  "cut-zip": {
    on: "zip",
    async act(x) {
      const bytes = Buffer.from((await x.answer()).body);
      return x.send({ body: bytes.subarray(0, bytes.length / 2) });
    },
  },
  "other-zip": {
    on: "zip",
    act: (x) => x.send({ body: zipOf("example.com/other", x.asked.version) }),
  },
  "zip-gzip": {
    on: "zip",
    async act(x) {
      return x.send(
        { body: gzipSync(Buffer.from((await x.answer()).body)) },
        { "Content-Encoding": "gzip" },
      );
    },
  },
  "zip-chunked": {
    on: "zip",
    async act(x) {
      const { type, body } = await x.answer();
      x.response.writeHead(200, { "Content-Type": type });
      x.response.end(body);
    },
  },
  /** Answers every range with the end of the zip. */
  "zip-wrong-range": {
    on: "zip",
    async act(x) {
      if (x.request.headers.range === undefined) return x.next();
      return x.send({ status: 206, body: Buffer.from((await x.answer()).body).subarray(-10) });
    },
  },
  "head-405": {
    act: (x) => (x.request.method === "HEAD" ? x.send({ status: 405, body: "" }) : x.next()),
  },
  /** Knows no `%21`. */
  "no-escapes": {
    act: (x) => (x.rest.includes("%21") ? x.send({ status: 404, body: "" }) : x.next()),
  },
  "lookup-other": {
    on: "lookup",
    async act(x) {
      const { body } = await x.answer();
      return x.send({ body: String(body).replaceAll(" v1.1.0", " v1.2.0") });
    },
  },
  "tile-short": {
    on: "lookup",
    async act(x) {
      if (!x.rest.includes("/tile/")) return x.next();
      return x.send({ body: Buffer.from((await x.answer()).body).subarray(0, 16) });
    },
  },

  // Redirects.
  redirect: redirect((x) => x.healthy + x.rest),
  /** To the plain mirror of the lab: refused by go where the request was https. */
  "redirect-http": redirect((x) => x.healthy + x.rest),
  /** Anywhere: `redirect-to=` and an escaped base URL. */
  "redirect-to": redirect((x) => decodeURIComponent(x.param) + x.rest),
  "redirect-loop": redirect((x) => x.request.url ?? "/"),
  "redirect-nowhere": {
    act: (x) => x.send({ status: 302, type: html, body: "" }),
  },
};

/** The page where a captive portal's redirect ends. */
export const portalPage: Answer = { status: 200, type: html, body: loginPage };

/** The n-th of a row of numbers from 0 to 1 that lie evenly at every length (golden ratio). */
const spread = (n: number): number => (n * 0.618_033_988_749_895) % 1;

/** Waits, but not longer than the client does. */
function pause(ms: number, { response }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
