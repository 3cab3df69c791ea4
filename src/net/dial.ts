import { lookup, Resolver } from "node:dns/promises";
import { isIP, connect, isIPv6, type Socket } from "node:net";
import { type Context, variable } from "../context.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { errorCode, networkFaultError, NetworkFaultError } from "./fault.ts";
import { type EventEmitter, once } from "node:events";

/** How long an answer for IPv4 waits for the one for IPv6 (RFC 8305, resolution delay), in milliseconds. */
const resolutionDelay = 50;

/**
 * The addresses of a host: the hosts file, then DNS, then whatever else the system knows (search domains, mDNS,
 * a VPN's own resolver). The system's getaddrinfo comes last, and only where DNS did answer, because it cannot
 * be stopped: while it waits for a dead name server, node cannot exit and other look-ups stand in a queue.
 * Throws TroubleError `net.dns`.
 */
export async function resolveHost(
  ctx: Context,
  host: string,
  signal: AbortSignal,
): Promise<string[]> {
  if (isIP(host.replace(/%.*$/, "")) !== 0) return [host];
  const listed = inHostsFile(ctx, host);
  if (listed.length > 0) return listed;
  const found = host === "localhost" ? [] : await askDns(host, signal);
  return found.length > 0 ? found : askSystem(host, signal);
}

function notResolved(host: string, reason: "not-found" | "no-answer", cause?: unknown) {
  return networkFaultError("net.dns", { host, reason }, cause);
}

/** net.lookupStaticHost: every address of the lines that name this host. */
function inHostsFile(ctx: Context, host: string): string[] {
  const file =
    ctx.platform === "win32"
      ? `${variable(ctx, "SystemRoot") ?? "C:\\Windows"}\\System32\\drivers\\etc\\hosts`
      : "/etc/hosts";
  const text = readTextIfRegular(ctx, file) ?? "";
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, "");
  return text.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    const named = names.some((name) => plain(name) === plain(host));
    return named && isIP(address) !== 0 ? [address] : [];
  });
}

/** Addresses, IPv6 first; none where the answer knows no such name. Throws where there is no answer at all. */
async function askDns(host: string, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver();
  const stop = () => resolver.cancel();
  signal.addEventListener("abort", stop);
  const failures: string[] = [];
  const ask = (question: Promise<string[]>) =>
    question.catch((error: unknown) => {
      failures.push(errorCode(error));
      return [];
    });
  try {
    const six = ask(resolver.resolve6(host));
    const four = await ask(resolver.resolve4(host));
    const found = [...(four.length > 0 ? await soon(six) : await six), ...four];
    const isSilent = signal.aborted || failures.some((code) => silence.has(code));
    if (found.length === 0 && isSilent) throw notResolved(host, "no-answer");
    return found;
  } finally {
    signal.removeEventListener("abort", stop);
    resolver.cancel();
  }
}

const silence = new Set(["ETIMEOUT", "ECANCELLED"]);

async function soon(question: Promise<string[]>): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve([]), resolutionDelay);
  });
  const answer = await Promise.race([question, late]);
  clearTimeout(timer);
  return answer;
}

const running = new Map<string, Promise<string[]>>();

/** getaddrinfo, once for all requests that wait for the same name. */
async function askSystem(host: string, signal: AbortSignal): Promise<string[]> {
  let question = running.get(host);
  if (question === undefined) {
    question = lookup(host, { all: true })
      .then((found) => found.map(({ address }) => address))
      .finally(() => running.delete(host));
    running.set(host, question);
  }
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(notResolved(host, "no-answer"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([question, stopped]);
  } catch (error) {
    if (error instanceof NetworkFaultError) throw error;
    const reason = errorCode(error) === "EAI_AGAIN" ? "no-answer" : "not-found";
    throw notResolved(host, reason, error);
  }
}

/** How long one address may take before the next is tried beside it: Go's net.Dialer FallbackDelay. */
const fallbackDelay = 300;

/**
 * Connects to the first of these addresses that answers. Each gets all the time there is: node's own
 * autoSelectFamily gives up an address after 250 ms, which a distant mirror needs.
 * Throws TroubleError; when the signal is aborted, what it was aborted with.
 */
export function dial(
  addresses: readonly string[],
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const name = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  if (port < 1 || port > 65535) {
    return Promise.reject(networkFaultError("net.refused", { host: name }));
  }
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    const failures: string[] = [];
    let next = 0;
    let timer: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      for (const socket of open) socket.destroy();
    };
    const stop = () => {
      end();
      reject(signal.reason as Error);
    };
    const attempt = () => {
      clearTimeout(timer);
      const address = addresses[next++];
      if (address === undefined) return;
      const socket = connect({ host: address, port, noDelay: true, autoSelectFamily: false });
      open.add(socket);
      socket.once("connect", () => {
        open.delete(socket);
        end();
        socket.removeAllListeners("error").on("error", () => {});
        resolve(socket);
      });
      socket.once("error", (error) => {
        open.delete(socket);
        failures.push(errorCode(error));
        if (next < addresses.length) return attempt();
        if (open.size > 0) return;
        end();
        reject(whyNot(name, failures, error));
      });
      if (next < addresses.length) timer = setTimeout(attempt, fallbackDelay);
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop);
    attempt();
  });
}

/** No way to an address says less than an answer from another one. */
function whyNot(host: string, failures: readonly string[], cause: Error): NetworkFaultError {
  if (failures.every((code) => noWay.has(code))) {
    return networkFaultError("net.offline", { mirrors: host, written: false }, cause);
  }
  const closed = failures.includes("ECONNRESET");
  return networkFaultError(closed ? "net.reset" : "net.refused", { host }, cause);
}

const noWay = new Set(["ENETUNREACH", "EHOSTUNREACH", "ENETDOWN", "EHOSTDOWN", "EADDRNOTAVAIL"]);

/** Waits for the first of these events; throws on `error` and when the signal is aborted. Leaves no listener. */
export async function firstOf(
  emitter: EventEmitter,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const options = { signal: AbortSignal.any([signal, over.signal]) };
  try {
    await Promise.race(names.map((name) => once(emitter, name, options)));
  } finally {
    over.abort();
  }
}
