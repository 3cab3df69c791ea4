import net, { type AddressInfo, type Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** A mirror that wishes harm: each behaviour is a path below its URL. */
export interface Malice {
  url(behaviour: string): string;
  stop(): Promise<void>;
}

type Act = (socket: Socket, target: string) => void;

const head = (status: string, ...lines: string[]) =>
  `HTTP/1.1 ${status}\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;

const json = "Content-Type: application/json";

/** All of an answer at once, and then the end. */
const whole =
  (status: string, body: string | Buffer, ...lines: string[]): Act =>
  (socket) => {
    const bytes = Buffer.from(body as string);
    socket.write(head(status, `Content-Length: ${bytes.length}`, "Connection: close", ...lines));
    socket.end(bytes);
  };

const raw =
  (text: string | Buffer): Act =>
  (socket) =>
    void socket.end(text);

/** The same bytes again and again, as fast as they are taken. */
const endless =
  (first: string, again: Buffer): Act =>
  (socket) => {
    socket.write(first);
    const more = () => {
      while (!socket.destroyed && socket.write(again));
    };
    socket.on("drain", more);
    more();
  };

const slowly =
  (first: string, again: string): Act =>
  (socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(again), 100);
    socket.once("close", () => clearInterval(timer));
  };

const to = (location: string): Act => whole("302 Found", "", `Location: ${location}`);

const info = '{"Version":"v1.5.2","Time":"2018-02-14T15:44:20Z"}';
const escapes = "\u001B]0;owned\u0007\u001B[2J\u001B[31m\u009B31m\r\b";
const block = Buffer.alloc(64 * 1024, "A");

/** What a mirror may do, with an answer that none of it makes right. */
export const malicious: Readonly<Record<string, Act>> = {
  upgrade: raw(head("101 X", "Upgrade: x", "Connection: upgrade")),
  "upgrade-websocket": raw(
    head("101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"),
  ),
  "upgrade-silent": (socket) =>
    void socket.write(head("101 X", "Upgrade: x", "Connection: upgrade")),
  "status-101-plain": raw(head("101 X")),
  silent: () => {},
  "silent-headers": (socket) => void socket.write(head("200 OK", json, "Content-Length: 50")),
  drip: slowly(head("200 OK", json, "Content-Length: 9999"), "x"),
  "drip-headers": slowly("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
  huge: endless(head("200 OK", json), block),
  "huge-chunked": endless(
    head("200 OK", json, "Transfer-Encoding: chunked"),
    Buffer.from(`10000\r\n${block.toString("latin1")}\r\n`),
  ),
  "huge-json": whole("200 OK", `{"Version":"${"v".repeat(60_000)}"}`, json),
  "huge-retry-after": whole("429 Slow", "", `Retry-After: ${"9".repeat(14_000)}`),
  "huge-location": to(`/${"a".repeat(14_000)}`),
  "redirect-loop": (socket, target) => to(target)(socket, target),
  "redirect-growing": (socket, target) => to(`${target}/a`)(socket, target),
  "redirect-file": to("file:///etc/passwd"),
  "redirect-ftp": to("ftp://127.0.0.1/x"),
  "redirect-javascript": to("javascript:alert(1)"),
  "redirect-invalid": to("http://[::1"),
  "redirect-option": to("--upload-pack=touch x"),
  "gzip-bomb": whole("200 OK", gzipSync(Buffer.alloc(20_000_000)), "Content-Encoding: gzip"),
  "gzip-garbage": whole("200 OK", "no gzip", "Content-Encoding: gzip"),
  "header-large": whole("200 OK", info, `X: ${"y".repeat(1_000_000)}`),
  "headers-many": whole("200 OK", "<html>", ...Array.from({ length: 5000 }, (_, n) => `X${n}: y`)),
  "headers-endless": endless(
    "HTTP/1.1 200 OK\r\n",
    Buffer.from("X: yyyyyyyyyyyyyyyy\r\n".repeat(500)),
  ),
  html: whole("200 OK", `<html><title>${escapes}</title>`, "Content-Type: text/html"),
  "html-inputs": whole("200 OK", "<input".repeat(150_000), "Content-Type: text/html"),
  escapes: whole("200 OK", `{"Version":${JSON.stringify(escapes)}}`, json),
  "escapes-raw": whole("200 OK", escapes),
  "escapes-retry": whole("429 Slow", "", "Retry-After: \u009B31mred"),
  "escapes-reason": whole(`500 \u009B31mred`, escapes),
  "bad-utf8": whole("200 OK", Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d]), json),
  "length-short": raw(`${head("200 OK", json, "Content-Length: 5")}${info}`),
  "length-long": raw(`${head("200 OK", json, "Content-Length: 500")}${info}`),
  "length-negative": raw(`${head("200 OK", json, "Content-Length: -1")}${info}`),
  "length-double": raw(`${head("200 OK", "Content-Length: 1", "Content-Length: 2")}${info}`),
  "length-and-chunked": raw(
    `${head("200 OK", "Content-Length: 1", "Transfer-Encoding: chunked")}0\r\n\r\n`,
  ),
  "json-deep": whole("200 OK", "[".repeat(300_000), json),
  "json-proto": whole("200 OK", '{"__proto__":{"Version":"v1.5.2"},"constructor":1}', json),
  "status-0": whole("0 X", info),
  "status-999": whole("999 X", info),
  "status-429": whole("429 X", "", "Retry-After: 5"),
  "continue-endless": endless("", Buffer.from(head("100 Continue").repeat(200))),
  "http-2": raw(Buffer.from("\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64", "latin1")),
  "http-0.9": raw(info),
  reset: (socket) => void socket.resetAndDestroy(),
  close: (socket) => void socket.end(),
  garbage: raw(Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 89) % 256))),
  trailers: raw(
    `${head("200 OK", "Transfer-Encoding: chunked", "Trailer: X")}2\r\n{}\r\n0\r\nX: ${escapes}\r\n\r\n`,
  ),
  pipelined: raw(
    `${head("404 Not Found", "Content-Length: 0")}${head("200 OK", `Content-Length: ${info.length}`)}${info}`,
  ),
};

/** Starts it, over plain http on loopback. */
export async function startMalice(): Promise<Malice> {
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    let asked = "";
    socket.on("data", (bytes: Buffer) => {
      const known = asked.includes("\r\n\r\n");
      if (known) return;
      asked += bytes.toString("latin1");
      if (!asked.includes("\r\n\r\n")) return;
      const target = /^\S+ (\S+)/.exec(asked)?.[1] ?? "/";
      const act = malicious[target.split("/")[1] ?? ""];
      (act ?? whole("404 Not Found", ""))(socket, target);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: (behaviour) => `http://127.0.0.1:${port}/${behaviour}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
