import { type Context, variable } from "../context.ts";
import { parseEndpoint, toAscii } from "./endpoint.ts";
import { BlockList, isIP, isIPv4 } from "node:net";

/** A company proxy, from HTTP_PROXY or HTTPS_PROXY. */
export interface HttpProxy {
  /** http, https, socks5 or socks5h; to any other go speaks http. */
  scheme: string;
  host: string;
  port: number;
  user: string | null;
  password: string;
  /** For messages: without the password. */
  shown: string;
}

/** Where a request goes, as far as a proxy is chosen by it. */
export interface Destination {
  scheme: string;
  /** In ASCII, without brackets. */
  host: string;
  port: number;
}

/** HTTP_PROXY is refused because a web server's client could have set it (golang.org/s/cgihttpproxy). */
export const cgiRefused = "cgi";

type World = Pick<Context, "env" | "platform">;

/**
 * The proxy that go would use for this destination, null for none. golang.org/x/net/http/httpproxy:
 * FromEnvironment, proxyForURL, useProxy; a value that cannot be parsed counts as none.
 */
export function proxyFor(
  ctx: World,
  { scheme, host, port }: Destination,
): HttpProxy | typeof cgiRefused | null {
  if (scheme !== "http" && scheme !== "https") return null;
  const proxy = parseProxy(eitherCase(ctx, scheme === "https" ? "HTTPS_PROXY" : "HTTP_PROXY"));
  if (proxy === null) return null;
  if (scheme === "http" && variable(ctx, "REQUEST_METHOD")) return cgiRefused;
  return goesDirectly(eitherCase(ctx, "NO_PROXY"), host, String(port)) ? null : proxy;
}

/** httpproxy.getEnvAny: the first of both spellings that is not empty. */
const eitherCase = (ctx: World, name: string): string =>
  variable(ctx, name) || variable(ctx, name.toLowerCase()) || "";

/** httpproxy.parseProxy: a URL, or host:port, to which http:// belongs. */
function parseProxy(value: string): HttpProxy | null {
  if (value === "") return null;
  const asIs = parseEndpoint(value);
  if (asIs !== null && asIs.scheme !== "" && !asIs.hostless) return asIs;
  return parseEndpoint(`http://${value}`) ?? asIs;
}

/** httpproxy.useProxy and config.init, turned round. */
function goesDirectly(noProxy: string, host: string, port: string): boolean {
  if (host === "localhost") return true;
  const plain = host.replace(/%.+$/, "");
  const ip = isAddress(plain) ? plain : null;
  if (ip !== null && isLoopback(ip)) return true;
  const name = host.trim().toLowerCase();
  const rules = noProxy.split(",").map((entry) => entry.trim().toLowerCase());
  return rules.includes("*") || rules.some((rule) => covers(rule, { name, port, ip }));
}

function covers(
  rule: string,
  { name, port, ip }: { name: string; port: string; ip: string | null },
): boolean {
  const [, network = "", bits] = /^([^/]*)\/(\d+)$/.exec(rule) ?? [];
  if (isAddress(network) && Number(bits) <= widthOf(network)) {
    return ip !== null && isInNetwork(ip, network, Number(bits));
  }
  const [host, only] = splitPort(rule);
  if (host === "" || (only !== "" && only !== port)) return false;
  if (isAddress(host)) return ip !== null && isInNetwork(ip, host);
  if (ip !== null) return false;
  const suffix = toAscii(host.startsWith("*.") ? host.slice(1) : host);
  if (suffix.startsWith(".")) return name.endsWith(suffix);
  return name === suffix || name.endsWith(`.${suffix}`);
}

/** net.SplitHostPort; where that fails, the whole is the host. */
function splitPort(text: string): [host: string, port: string] {
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text);
  return match === null ? [text, ""] : [match[1] ?? match[2] ?? "", match[3] ?? ""];
}

/** Source: golang.org/x/net/http/httpproxy FromEnvironment; curl, which git uses, reads ALL_PROXY too. */
const proxyVariables = [
  "HTTPS_PROXY",
  "https_proxy",
  "HTTP_PROXY",
  "http_proxy",
  "ALL_PROXY",
  "all_proxy",
];

/** The variable of the environment that names the HTTP proxy of go's requests; null where none does. */
export function proxyVariable(ctx: Context): string | null {
  return proxyVariables.find((name) => variable(ctx, name)) ?? null;
}

/** What net.ParseIP takes: an address without a zone. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes("%");
}

/** How many bits the addresses of its family have. */
export function widthOf(address: string): number {
  return isIPv4(address) ? 32 : 128;
}

/**
 * net.IPNet.Contains: whether an address lies in the network that has the first bits of another one. An IPv4
 * address mapped into IPv6 is one of IPv4, and no wider network of IPv6 holds it.
 */
export function isInNetwork(
  address: string,
  network: string,
  bits: number = widthOf(network),
): boolean {
  const list = new BlockList();
  list.addSubnet(network, bits, familyOf(network));
  const isWide = !isIPv4(network) && bits < 96;
  return list.check(address, familyOf(address)) && !(isWide && isMapped(address));
}

export function isLoopback(address: string): boolean {
  return isInNetwork(address, "127.0.0.0", 8) || isInNetwork(address, "::1");
}

const isMapped = (address: string): boolean => isInNetwork(address, "::ffff:0:0", 96);

const familyOf = (address: string) => (isIPv4(address) ? "ipv4" : "ipv6");
