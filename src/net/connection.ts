import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { isIPv4, type Socket, isIP } from "node:net";
import type { ProxyFault } from "../findings.ts";
import { basic, type Endpoint } from "./endpoint.ts";
import { type HttpProxy, isAddress } from "./environment-proxy.ts";
import { firstOf, dial, resolveHost } from "./dial.ts";
import { networkFaultError, NetworkFaultError, type NetworkFault } from "./fault.ts";
import type { Context } from "../context.ts";
import { secure } from "./secure.ts";
import { trustOf } from "./trust.ts";

export function proxyTrouble(
  proxy: HttpProxy,
  reason: ProxyFault,
  status: number | null = null,
): NetworkFaultError {
  return networkFaultError("net.http-proxy", { proxy: proxy.shown, reason, status });
}

/**
 * Asks an HTTP proxy for a tunnel to host:port, over a connection to the proxy. Only 200 opens it
 * (net/http Transport.dialConn). Throws TroubleError `net.http-proxy`, or what the signal was aborted with.
 */
export async function tunnel(
  socket: Socket,
  proxy: HttpProxy,
  target: string,
  signal: AbortSignal,
): Promise<Socket> {
  const { user, password } = proxy;
  const headers = {
    Host: target,
    "User-Agent": "Go-http-client/1.1",
    ...(user === null ? {} : { "Proxy-Authorization": basic(user, password) }),
  };
  const createConnection = () => socket;
  const sent = request({ createConnection, method: "CONNECT", path: target, headers, signal });
  sent.on("error", () => {});
  const answered = once(sent, "connect") as Promise<[IncomingMessage, Socket, Buffer]>;
  sent.end();
  const [{ statusCode: status = 0 }, opened, head] = await answered.catch(() => {
    socket.destroy();
    signal.throwIfAborted();
    throw proxyTrouble(proxy, "reset");
  });
  if (status === 200) {
    if (head.length > 0) opened.unshift(head);
    return opened;
  }
  opened.destroy();
  throw proxyTrouble(proxy, status === 407 ? "auth" : "status", status);
}

/** The SOCKS5 replies (RFC 1928 §6) that have a reason of their own. */
const socksReplies: Partial<Record<number, ProxyFault>> = { 4: "no-route", 5: "target-refused" };

/**
 * Asks a SOCKS5 proxy for a connection; the name is resolved there, for socks5 and socks5h alike
 * (net/http socks_bundle.go). Throws TroubleError `net.http-proxy`, or what the signal was aborted with.
 */
export async function socks(
  socket: Socket,
  proxy: HttpProxy,
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
): Promise<Socket> {
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

  /** Exactly so many bytes. */
  async function read(size: number): Promise<Buffer> {
    while (!socket.destroyed) {
      const bytes = socket.read(size) as Buffer | null;
      if (bytes?.length === size) return bytes;
      await firstOf(socket, ["readable", "close"], signal).catch(() => socket.destroy());
    }
    signal.throwIfAborted();
    throw proxyTrouble(proxy, "reset");
  }
}

function address(host: string): number[] {
  if (isIPv4(host)) return [1, ...host.split(".").map(Number)];
  if (isAddress(host)) return [4, ...ipv6Bytes(host)];
  const name = Buffer.from(host);
  return [3, name.length, ...name];
}

/** The sixteen bytes of an IPv6 address. */
function ipv6Bytes(host: string): number[] {
  // As URLs have it, with no IPv4 address at its end.
  const short = new URL(`http://[${host}]`).hostname.slice(1, -1);
  const known = short.split(":").filter(Boolean).length;
  const groups = short
    .replace("::", `:${"0:".repeat(8 - known)}`)
    .split(":")
    .filter(Boolean);
  return groups.flatMap((hex) => [...Buffer.from(hex.padStart(4, "0"), "hex")]);
}

export type ConnectionStep = "dns" | "connect" | "tls";

/** Runs one step of a connection and takes its time; what it throws goes through unchanged. */
export type Timed = <T>(step: ConnectionStep, work: () => Promise<T>) => Promise<T>;

/** How a connection is made: the way to it, who measures, who stops it. */
export interface Way {
  proxy: HttpProxy | null;
  timed: Timed;
  signal: AbortSignal;
  /** A clock (ISO) that is behind it is wrong. */
  notBefore: string;
}

/**
 * A connection on which a request to `to` can be written, through the proxy if there is one. Throws
 * TroubleError; whatever fails on the way to and through the proxy is trouble of the proxy.
 */
export async function open(ctx: Context, to: Endpoint, way: Way): Promise<Socket> {
  const { proxy, timed, signal, notBefore } = way;
  const socket =
    proxy === null ? await reach(ctx, to, way) : await throughProxy(ctx, to, proxy, way);
  if (to.scheme !== "https") return socket;
  const trust = await trustOf(ctx);
  const server = { host: to.host, name: to.authority, now: ctx.now(), notBefore };
  return timed("tls", () => secure(socket, server, trust, signal));
}

async function reach(
  ctx: Context,
  to: { host: string; port: number },
  { timed, signal }: Way,
): Promise<Socket> {
  const isNumeric = isIP(to.host.replace(/%.*$/, "")) !== 0;
  const look = () => resolveHost(ctx, to.host, signal);
  const addresses = isNumeric ? await look() : await timed("dns", look);
  return timed("connect", () => dial(addresses, to, signal));
}

async function throughProxy(
  ctx: Context,
  to: Endpoint,
  proxy: HttpProxy,
  way: Way,
): Promise<Socket> {
  const { timed, signal, notBefore } = way;
  try {
    // Go dials an empty host name as this machine.
    let socket = await reach(ctx, { ...proxy, host: proxy.host || "localhost" }, way);
    if (proxy.scheme === "https") {
      const trust = await trustOf(ctx);
      const server = { host: proxy.host, name: proxy.shown, now: ctx.now(), notBefore };
      const plain = socket;
      socket = await timed("connect", () => secure(plain, server, trust, signal));
    }
    const carrier = socket;
    if (proxy.scheme.startsWith("socks5")) {
      return await timed("connect", () => socks(carrier, proxy, to, signal));
    }
    if (to.scheme !== "https") return carrier;
    const target = `${to.host.includes(":") ? `[${to.host}]` : to.host}:${to.port}`;
    return await timed("connect", () => tunnel(carrier, proxy, target, signal));
  } catch (error) {
    throw error instanceof NetworkFaultError ? asProxyTrouble(error, proxy) : error;
  }
}

/** The same trouble, as one of the proxy. */
export function asProxyTrouble(error: NetworkFaultError, proxy: HttpProxy): NetworkFaultError {
  const { code } = error.trouble;
  return code === "net.http-proxy" ? error : proxyTrouble(proxy, proxyFaults[code] ?? "tls");
}

const proxyFaults: Partial<Record<NetworkFault["code"], ProxyFault>> = {
  "net.dns": "dns",
  "net.timeout": "timeout",
  "net.refused": "refused",
  "net.reset": "reset",
  "net.offline": "no-route",
};
