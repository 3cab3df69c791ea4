import { Buffer } from "node:buffer";
import { request, type IncomingMessage } from "node:http";
import { isIPv4, isIPv6, type Socket } from "node:net";
import type { ProxyFault } from "../../findings/network.ts";
import { basic } from "./endpoint.ts";
import type { HttpProxy } from "./environment-proxy.ts";
import { ipBytes } from "./ip.ts";
import { TroubleError } from "./trouble.ts";

export function proxyTrouble(
  proxy: HttpProxy,
  reason: ProxyFault,
  status: number | null = null,
): TroubleError {
  return new TroubleError({
    code: "net.http-proxy",
    args: { proxy: proxy.shown, reason, status },
  });
}

/**
 * Asks an HTTP proxy for a tunnel to host:port, over a connection to the proxy. Only 200 opens it
 * (net/http Transport.dialConn). Throws TroubleError `net.http-proxy`.
 */
export function tunnel(
  socket: Socket,
  proxy: HttpProxy,
  target: string,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const connect = request({
      createConnection: () => socket,
      method: "CONNECT",
      path: target,
      signal,
      headers: {
        Host: target,
        "User-Agent": "Go-http-client/1.1",
        ...(proxy.user === null
          ? {}
          : { "Proxy-Authorization": basic(proxy.user, proxy.password) }),
      },
    });
    connect.once("connect", ({ statusCode = 0 }: IncomingMessage, open: Socket, head: Buffer) => {
      if (statusCode === 200) {
        if (head.length > 0) open.unshift(head);
        return resolve(open);
      }
      open.destroy();
      reject(proxyTrouble(proxy, statusCode === 407 ? "auth" : "status", statusCode));
    });
    connect.once("error", () => {
      socket.destroy();
      reject(signal.aborted ? (signal.reason as Error) : proxyTrouble(proxy, "reset"));
    });
    connect.end();
  });
}

/** The SOCKS5 replies (RFC 1928 §6) that have a reason of their own. */
const socksReplies: Partial<Record<number, ProxyFault>> = { 4: "no-route", 5: "target-refused" };

/**
 * Asks a SOCKS5 proxy for a connection; the name is resolved there, for socks5 and socks5h alike
 * (net/http socks_bundle.go). Throws TroubleError `net.http-proxy`.
 */
export async function socks(
  socket: Socket,
  proxy: HttpProxy,
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const read = reader(socket, proxy, signal);
  const methods = proxy.user === null ? [0] : [0, 2];
  socket.write(Buffer.from([5, methods.length, ...methods]));
  const [version, method] = await read(2);
  if (version !== 5) throw proxyTrouble(proxy, "not-socks");
  if (method === 255) throw proxyTrouble(proxy, "auth");
  if (method === 2) {
    const parts = [proxy.user ?? "", proxy.password].map((part) => Buffer.from(part));
    socket.write(Buffer.concat([Buffer.of(1), ...parts.flatMap((p) => [Buffer.of(p.length), p])]));
    if ((await read(2))[1] !== 0) throw proxyTrouble(proxy, "auth");
  }
  socket.write(Buffer.from([5, 1, 0, ...address(host), port >> 8, port & 255]));
  const [, reply = 0, , kind] = await read(4);
  if (reply !== 0) throw proxyTrouble(proxy, socksReplies[reply] ?? "status", reply);
  const length = kind === 1 ? 4 : kind === 4 ? 16 : ((await read(1))[0] ?? 0);
  await read(length + 2);
  return socket;
}

function address(host: string): number[] {
  const bytes = ipBytes(host) ?? [];
  if (isIPv4(host)) return [1, ...bytes.slice(12)];
  if (isIPv6(host)) return [4, ...bytes];
  const name = Buffer.from(host);
  return [3, name.length, ...name];
}

/** Reads exactly so many bytes at a time. */
function reader(socket: Socket, proxy: HttpProxy, signal: AbortSignal) {
  return (size: number): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const done = () => {
        socket.off("readable", take).off("close", gone);
        signal.removeEventListener("abort", stop);
      };
      const gone = () => {
        done();
        reject(proxyTrouble(proxy, "reset"));
      };
      const stop = () => {
        done();
        socket.destroy();
        reject(signal.reason as Error);
      };
      const take = () => {
        const bytes = socket.read(size) as Buffer | null;
        if (bytes === null || bytes.length < size) return socket.readableEnded ? gone() : undefined;
        done();
        resolve(bytes);
      };
      socket.on("readable", take).on("close", gone);
      signal.addEventListener("abort", stop);
      take();
    });
}
