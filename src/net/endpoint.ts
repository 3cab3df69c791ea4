import { posix } from "node:path";
import { domainToASCII } from "node:url";
import { fromBytes, toBytes } from "../go/text/strings.ts";
import { escape } from "../go/url/url-error.ts";
import { redactUrl } from "../go/text/redact.ts";
import { parseUrl, redactedUrl } from "../go/url/url.ts";
import { newest } from "../go/version.ts";

/** A URL in the parts that a request needs. */
export interface Endpoint {
  /** Lower case. */
  scheme: string;
  /** As it is looked up: in ASCII, without the brackets of IPv6. "" where the URL names none. */
  host: string;
  /** There is nothing at all where the host should be, not even a colon. */
  hostless: boolean;
  port: number;
  /** For the Host header: with the port only where the URL names one. */
  authority: string;
  user: string | null;
  password: string;
  /** Escaped, as it is sent. */
  path: string;
  /** With its question mark, or "". */
  query: string;
  /** Scheme, credentials, host and port as they were written. */
  origin: string;
  /** The URL as go prints it: no password in it. */
  shown: string;
}

const defaultPorts: Record<string, number> = { http: 80, https: 443, socks5: 1080, socks5h: 1080 };

/** Reads a URL as go does; null for what go cannot parse. */
export function parseEndpoint(url: string): Endpoint | null {
  const parsed = parseUrl(toBytes(url), newest);
  if ("reason" in parsed) return null;
  const { scheme, user, path, rawPath, rawQuery, forceQuery } = parsed;
  const [name, port] = splitHost(fromBytes(parsed.host));
  const host = toAscii(name);
  const bracketed = host.includes(":") ? `[${host.replace(/%.*/, "")}]` : host;
  return {
    scheme,
    host,
    hostless: parsed.host === "",
    port: Number(port || defaultPorts[scheme] || 0),
    authority: port === "" ? bracketed : `${bracketed}:${port}`,
    user: user === null ? null : fromBytes(user.name),
    password: user?.password ? fromBytes(user.password) : "",
    path: /^[\x21-\x7e]+$/.test(rawPath) ? rawPath : escape(path, "path"),
    query: forceQuery || rawQuery !== "" ? `?${rawQuery.replace(/[^\x21-\x7e]/g, percent)}` : "",
    origin: /^[^:]*:\/\/[^/?#]*/.exec(url)?.[0] ?? "",
    shown: redactUrl(fromBytes(redactedUrl(parsed, newest))),
  };
}

/** net/url splitHostPort: the port is what follows the last colon, if it is a number or nothing. */
function splitHost(host: string): [name: string, port: string] {
  const [, name = host, port = ""] = /^(.*):(\d*)$/s.exec(host) ?? [];
  return /^\[.*\]$/s.test(name) ? [name.slice(1, -1), port] : [name, port];
}

/** A name beyond ASCII as DNS knows it (httpproxy idnaASCII); as it is where it cannot be converted. */
export function toAscii(name: string): string {
  if (/^[\0-\x7f]*$/.test(name)) return name;
  const dot = name.startsWith(".") ? "." : "";
  return (dot + domainToASCII(name.slice(dot.length))).replace(/^\.?$/, name);
}

const percent = (byte: string): string =>
  `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/**
 * The URL of something below this one. Module files are joined with path.Join, which takes out `//` and `..`
 * (modfetch/proxy.go getBody); the checksum database's are not (modfetch/sumdb.go, web.Join).
 */
export function below(base: Endpoint, rest: string, how: "cleaned" | "plain"): string {
  const joined = `${base.path.replace(/\/$/, "")}/${rest}`;
  return `${base.origin}${how === "cleaned" ? posix.normalize(joined) : joined}${base.query}`;
}

/** The value of Proxy-Authorization or Authorization for a user and a password. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
