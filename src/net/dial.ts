import { type EventEmitter, once } from "node:events";
import { connect, isIPv6, type Socket } from "node:net";
import { errorCode, networkFaultError, type NetworkFaultError } from "./fault.ts";

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
