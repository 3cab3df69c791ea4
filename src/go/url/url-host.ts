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

/** Why an address is no address, in Go's words, with the parts that Go quotes. */
export interface AddressError {
  message: string;
  at: string | null;
}

/** net/netip ParseAddr: "4" or "6" for an address, else what is wrong with it. */
export function parseAddress(text: string): "4" | "4in6" | "6" | AddressError {
  const first = /[.:%]/.exec(text)?.[0];
  if (first === "%") return wrong("missing IPv6 address");
  if (first === undefined) return wrong("unable to parse IP");
  if (first === ":") return parseIPv6(text);
  const octets = parseIPv4(text);
  return Array.isArray(octets) ? "4" : octets;
}

/** netip parseIPv4Fields: the four octets. */
function parseIPv4(text: string): number[] | AddressError {
  const octets: number[] = [];
  let value = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char >= "0" && char <= "9") {
      if (digits === 1 && value === 0) return wrong("IPv4 field has octet with leading zero");
      value = value * 10 + Number(char);
      digits++;
      if (value > 255) return wrong("IPv4 field has value >255");
    } else if (char === ".") {
      if (i === 0 || i === text.length - 1 || text[i - 1] === ".") {
        return wrong("IPv4 field must have at least one digit", text.slice(i));
      }
      if (octets.length === 3) return wrong("IPv4 address too long");
      octets.push(value);
      value = 0;
      digits = 0;
    } else {
      return wrong("unexpected character", text.slice(i));
    }
  }
  if (octets.length < 3) return wrong("IPv4 address too short");
  return [...octets, value];
}

/** netip parseIPv6 */
function parseIPv6(text: string): "4in6" | "6" | AddressError {
  const percent = text.indexOf("%");
  if (percent === text.length - 1) return wrong("zone must be a non-empty string");
  let rest = percent === -1 ? text : text.slice(0, percent);
  const bytes: number[] = [];
  let ellipsis = -1;
  if (rest.startsWith("::")) {
    ellipsis = 0;
    rest = rest.slice(2);
    if (rest === "") return "6";
  }
  while (bytes.length < 16) {
    const digits = /^[0-9a-fA-F]*/.exec(rest)![0];
    if (digits.length > 4) return wrong("each group must have 4 or less digits", rest);
    if (digits === "") {
      return wrong("each colon-separated field must have at least one digit", rest);
    }
    if (rest[digits.length] === ".") {
      if (ellipsis < 0 && bytes.length !== 12) {
        return wrong("embedded IPv4 address must replace the final 2 fields of the address", rest);
      }
      if (bytes.length > 12) {
        return wrong("too many hex fields to fit an embedded IPv4 at the end of the address", rest);
      }
      const octets = parseIPv4(rest);
      if (!Array.isArray(octets)) return octets;
      bytes.push(...octets);
      rest = "";
      break;
    }
    const group = Number.parseInt(digits, 16);
    bytes.push(group >> 8, group & 0xff);
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (rest[0] !== ":") return wrong("unexpected character, want colon", rest);
    if (rest.length === 1) return wrong("colon must be followed by more characters", rest);
    rest = rest.slice(1);
    if (rest[0] === ":") {
      if (ellipsis >= 0) return wrong("multiple :: in address", rest);
      ellipsis = bytes.length;
      rest = rest.slice(1);
      if (rest === "") break;
    }
  }
  if (rest !== "") return wrong("trailing garbage after address", rest);
  if (bytes.length < 16) {
    if (ellipsis < 0) return wrong("address string too short");
    bytes.splice(ellipsis, 0, ...Array.from({ length: 16 - bytes.length }, () => 0));
  } else if (ellipsis >= 0) {
    return wrong("the :: must expand to at least one field of zeros");
  }
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0);
  return mapped && bytes[10] === 0xff && bytes[11] === 0xff ? "4in6" : "6";
}

function wrong(message: string, at: string | null = null): AddressError {
  return { message, at };
}
