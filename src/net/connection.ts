import { isIP, type Socket } from "node:net";
import type { ProxyFault } from "../findings.ts";
import type { Context } from "../context.ts";
import { dial } from "./dial.ts";
import type { Endpoint } from "./endpoint.ts";
import type { HttpProxy } from "./environment-proxy.ts";
import { resolveHost } from "./resolve.ts";
import { secure } from "./secure.ts";
import { type NetworkFault, NetworkFaultError } from "./fault.ts";
import { trustOf } from "./trust.ts";
import { proxyTrouble, socks, tunnel } from "./tunnel.ts";

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
  const isAddress = isIP(to.host.replace(/%.*$/, "")) !== 0;
  const look = () => resolveHost(ctx, to.host, signal);
  const addresses = isAddress ? await look() : await timed("dns", look);
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
