import { type AddressError, parseAddress } from "./ip.ts";
import { type Reason, Refused, unescaped } from "./url-error.ts";
import { atLeast, type GoVersion } from "../version.ts";

/** net/url parseHost. The rules changed in 1.24.8, 1.25.2, 1.25.8, 1.26.0, 1.26.1 and 1.26.2. */
export function parseHost(scheme: string, host: string, version: GoVersion): string {
  const strict = strictBrackets(version);
  const open = strict ? host.lastIndexOf("[") : host.startsWith("[") ? 0 : -1;
  if (open > 0 && !bracketsAnywhere(version)) throw new Refused("invalid IP-literal");
  if (open >= 0) {
    const close = host.lastIndexOf("]");
    if (close < 0) throw new Refused("missing ']' in host");
    const port = host.slice(close + 1);
    checkPort(port);
    return strict ? ipLiteral(host.slice(open + 1, close), port, version) : unescapedHost(host);
  }
  const first = host.indexOf(":");
  if (first !== -1) {
    checkPort(host.slice(strictColons(scheme, version) ? first : host.lastIndexOf(":")));
  }
  return unescaped(host, "host");
}

/** Before brackets were checked: only what is behind %25 has rules of its own, up to the last bracket. */
function unescapedHost(host: string): string {
  const close = host.lastIndexOf("]");
  const zone = host.slice(0, close).indexOf("%25");
  if (zone === -1) return unescaped(host, "host");
  return (
    unescaped(host.slice(0, zone), "host") +
    unescaped(host.slice(zone, close), "zone") +
    unescaped(host.slice(close), "host")
  );
}

function ipLiteral(hostname: string, port: string, version: GoVersion): string {
  const zone = hostname.indexOf("%25");
  const address =
    zone === -1
      ? unescaped(hostname, "host")
      : unescaped(hostname.slice(0, zone), "host") + unescaped(hostname.slice(zone), "zone");
  const kind = parseAddress(address);
  if (typeof kind === "object") throw new Refused("invalid host: ", ...addressWords(address, kind));
  const refusesMapped =
    (version.minor === 24 || version.minor === 25) &&
    !atLeast(version, version.minor, version.minor === 24 ? 10 : 4);
  if (refusesMapped && kind !== "6") throw new Refused("invalid IPv6 host");
  if (kind === "4") throw new Refused("invalid IP-literal");
  return `[${address}]${port}`;
}

function addressWords(address: string, { message, at }: AddressError): Reason {
  const words: Reason = ["ParseAddr(", { quoted: address }, `): ${message}`];
  return at === null ? words : [...words, " (at ", { quoted: at }, ")"];
}

/** CVE-2025-47912: what is in brackets must be an IPv6 address. */
function strictBrackets(version: GoVersion): boolean {
  if (version.minor === 24) return version.patch >= 8;
  if (version.minor === 25) return version.patch >= 2;
  return version.minor > 25;
}

/** Until CVE-2026-25679 was fixed, text before the bracket was dropped. */
function bracketsAnywhere(version: GoVersion): boolean {
  if (version.minor === 25) return version.patch < 8;
  if (version.minor === 26) return version.patch < 1;
  return version.minor < 26;
}

/** go.dev/issue/75223, and 78077 which narrowed it to http and https. */
function strictColons(scheme: string, version: GoVersion): boolean {
  if (atLeast(version, 26, 2)) return scheme === "http" || scheme === "https";
  return version.minor >= 26 && scheme !== "postgres" && scheme !== "postgresql";
}

function checkPort(port: string): void {
  if (!/^(?::\d*)?$/.test(port)) {
    throw new Refused("invalid port ", { quoted: port }, " after host");
  }
}
