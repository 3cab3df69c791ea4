import { setMaxListeners } from "node:events";
import type { Socket } from "node:net";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { TimePhase } from "../findings.ts";
import { webUrl } from "../go/url/url.ts";
import { open, asProxyTrouble, type ConnectionStep } from "./connection.ts";
import { basic, type Endpoint, parseEndpoint, netrcHeader } from "./endpoint.ts";
import { cgiRefused, type HttpProxy, proxyFor } from "./environment-proxy.ts";
import {
  exchange,
  type RequestOptions,
  type Response,
  isWithin,
  locationOf,
  whyNotFollowed,
  readAsServed,
} from "./exchange.ts";
import { shorten, type NetworkFault, networkFaultError, NetworkFaultError } from "./fault.ts";
import { trustOf, widenTrust, isOfTrust, storeUnread } from "./trust.ts";

/** Milliseconds; null for what did not take place (dns to an address, tls to http, all three when reused). */
export interface Phases {
  dns: number | null;
  connect: number | null;
  tls: number | null;
  /** From the start to the headers of the last answer. */
  firstByte: number | null;
  total: number;
}

/** How a request ended: with an answer of whatever status, or with a trouble. */
export interface HttpOutcome {
  response: Response | null;
  trouble: NetworkFault | null;
  /** Where it ended after redirects, without a password, for messages: a long one is cut. */
  url: string;
  redirects: number;
  phases: Phases;
  /** The HTTP proxy that was used, without its password. */
  proxy: string | null;
  /** There was a connection, to the server or a proxy. */
  connected: boolean;
  /** An earlier request's connection was used. */
  reused: boolean;
}

export interface Client {
  get(url: string, options: RequestOptions): Promise<HttpOutcome>;
  close(): void;
}

/**
 * Requests as the go command makes them (cmd/go/internal/web, net/http): its trust, its proxies, its redirects,
 * its credentials; a file is read. Without `keepAlive` each has a connection of its own. Throws Failure `interrupted` alone.
 * `notBefore` (ISO): a certificate out of date by a clock that is behind it is the fault of the clock.
 */
export function openClient(
  ctx: Context,
  { keepAlive, notBefore }: { keepAlive: boolean; notBefore: string },
): Client {
  const idle = new Map<string, Socket[]>();
  // Every request under way listens to it; node warns of more than ten.
  setMaxListeners(0, ctx.signal);
  return {
    get: (url, options) => run(ctx, { url, options, notBefore, idle: keepAlive ? idle : null }),
    close() {
      for (const socket of [...idle.values()].flat()) socket.destroy();
      idle.clear();
    },
  };
}

interface Run {
  url: string;
  options: RequestOptions;
  notBefore: string;
  idle: Map<string, Socket[]> | null;
}

/** On Windows a certificate that the public list does not explain is judged once more, by the system's stores too. */
async function run(ctx: Context, wanted: Run): Promise<HttpOutcome> {
  const outcome = await runOnce(ctx, wanted);
  const { trouble } = outcome;
  if (ctx.platform !== "win32" || trouble === null || !isOfTrust(trouble)) return outcome;
  if (await widenTrust(ctx)) return runOnce(ctx, wanted);
  if (trouble.code !== "net.tls-untrusted") return outcome;
  return { ...outcome, trouble: { ...trouble, args: { ...trouble.args, reason: storeUnread } } };
}

async function runOnce(ctx: Context, { url, options, notBefore, idle }: Run): Promise<HttpOutcome> {
  const first = parseEndpoint(url);
  if (first?.scheme === "https") await trustOf(ctx);
  const started = ctx.elapsed();
  const since = (from: number) => ctx.elapsed() - from;
  const phases: Phases = { dns: null, connect: null, tls: null, firstByte: null, total: 0 };
  const outcome: HttpOutcome = {
    response: null,
    trouble: null,
    url: first?.shown ?? "",
    redirects: 0,
    phases,
    proxy: null,
    connected: false,
    reused: false,
  };
  if (first?.scheme === "file") {
    outcome.response = readAsServed(ctx, url, options);
    outcome.connected = true;
    phases.total = since(started);
    return outcome;
  }
  const state: { to: Endpoint; proxy: HttpProxy | null; phase: TimePhase } = {
    // What cannot be parsed names no host.
    to: first ?? { ...parseEndpoint("http:")!, shown: "" },
    proxy: null,
    phase: "dns",
  };
  const controller = new AbortController();
  const expire = () => {
    const { to, proxy, phase } = state;
    const ms = Math.round(since(started));
    const late = networkFaultError("net.timeout", { host: to.authority, phase, ms });
    const onTheWay = proxy !== null && (phase === "dns" || phase === "connect");
    controller.abort(onTheWay ? asProxyTrouble(late, proxy) : late);
  };
  const timer = setTimeout(expire, options.timeoutMs);
  const stops = [ctx.signal, ...(options.signal ? [options.signal] : [])];
  for (const stop of stops) stop.addEventListener("abort", expire);
  if (stops.some(({ aborted }) => aborted)) expire();
  try {
    outcome.response = await follow();
  } catch (error) {
    if (!(error instanceof NetworkFaultError)) throw error;
    outcome.trouble = error.trouble;
  } finally {
    clearTimeout(timer);
    for (const stop of stops) stop.removeEventListener("abort", expire);
    phases.total ||= since(started);
    outcome.url = shorten(state.to.shown);
  }
  if (ctx.signal.aborted) throw new Failure("interrupted", {});
  return outcome;

  /** cmd/go/internal/web get and net/http Client.do: an answer that is no redirect, or a reason for none. */
  async function follow(): Promise<Response> {
    let href = url;
    if (state.to.user !== null && state.to.scheme === "http") {
      throw networkFaultError("proxy.credentials-refused", { url: state.to.shown });
    }
    let login = netrcHeader(ctx, state.to);
    for (;;) {
      const response = await ask(login);
      const location = locationOf(response);
      if (location === null) return response;
      const target = webUrl(location, href)?.href ?? null;
      const to = target === null ? null : parseEndpoint(target);
      const why = whyNotFollowed(first, to, outcome.redirects);
      if (target === null || to === null || why !== null) {
        throw networkFaultError("net.redirect", {
          url: state.to.shown,
          to: to?.shown ?? "",
          reason: why ?? "invalid",
        });
      }
      if (!isWithin(to.host, first?.host ?? "")) login = null;
      outcome.redirects++;
      href = target;
      state.to = to;
    }
  }

  async function ask(login: string | null): Promise<Response> {
    const { to } = state;
    if (to.host === "" && to.scheme !== "") {
      throw networkFaultError("net.refused", { host: to.shown });
    }
    const proxy = proxyFor(ctx, to);
    if (proxy === cgiRefused) {
      throw networkFaultError("net.http-proxy", {
        proxy: "HTTP_PROXY",
        reason: "cgi",
        status: null,
      });
    }
    state.proxy = proxy;
    outcome.proxy = proxy?.shown ?? outcome.proxy;
    const key = `${to.scheme}//${to.host}:${to.port} ${proxy?.shown}`;
    const warm = idle?.get(key)?.pop();
    outcome.reused = warm !== undefined && !warm.destroyed;
    if (warm !== undefined && outcome.reused) {
      try {
        return await send(warm, key, login);
      } catch (error) {
        // The server had closed it in the meantime; net/http asks again too.
        const closed = error instanceof NetworkFaultError && error.trouble.code === "net.reset";
        if (!closed) throw error;
        outcome.reused = false;
      }
    }
    const { signal } = controller;
    const socket = await open(ctx, to, { proxy, timed, notBefore, signal });
    return send(socket, key, login);
  }

  async function send(socket: Socket, key: string, login: string | null): Promise<Response> {
    const { to, proxy } = state;
    outcome.connected = true;
    state.phase = "answer";
    const throughHttp = proxy !== null && to.scheme === "http" && !proxy.scheme.startsWith("socks");
    const headers: Record<string, string> = {
      Host: to.authority,
      "User-Agent": "Go-http-client/1.1 goproxy-cfg",
      "Accept-Encoding": "gzip",
      ...options.headers,
    };
    if (to.user !== null) headers["Authorization"] = basic(to.user, to.password);
    else if (login !== null) headers["Authorization"] = login;
    if (throughHttp && proxy.user !== null) {
      headers["Proxy-Authorization"] = basic(proxy.user, proxy.password);
    }
    const path = `${to.path || "/"}${to.query}`;
    return exchange(socket, {
      method: options.method ?? "GET",
      path: throughHttp ? `http://${to.authority}${path}` : path,
      headers,
      maxBytes: options.maxBytes ?? 1024 * 1024,
      host: to.authority,
      shown: to.shown,
      signal: controller.signal,
      onData: options.onData,
      onHeaders() {
        phases.firstByte = since(started);
        state.phase = "body";
      },
      onEnd: () => void (phases.total = since(started)),
      onFree: idle === null ? undefined : () => idle.set(key, [...(idle.get(key) ?? []), socket]),
    });
  }

  async function timed<T>(step: ConnectionStep, work: () => Promise<T>): Promise<T> {
    state.phase = step;
    const from = ctx.elapsed();
    const done = await work();
    phases[step] = (phases[step] ?? 0) + since(from);
    if (step === "connect") outcome.connected = true;
    return done;
  }
}
