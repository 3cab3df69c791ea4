import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { type Context, variable } from "../context.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { errorCode, networkFaultError, NetworkFaultError } from "./fault.ts";

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
