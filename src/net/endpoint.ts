import { posix } from "node:path";
import { domainToASCII } from "node:url";
import { fromBytes, toBytes, fields } from "../go/text/strings.ts";
import { escape } from "../go/url/url-error.ts";
import { redactUrl } from "../go/text/redact.ts";
import { parseUrl, redactedUrl } from "../go/url/url.ts";
import { newest } from "../go/version.ts";
import type { Context } from "../context.ts";
import { netrcCandidates } from "../folders.ts";
import { readTextIfRegular } from "../regular-file.ts";

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

interface Login {
  user: string;
  password: string;
}

/** The Authorization header that go takes from .netrc for an https URL without credentials, or null. */
export function netrcHeader(ctx: Context, to: Endpoint): string | null {
  if (to.scheme !== "https" || to.user !== null) return null;
  const login = netrcLogin(ctx, `${to.authority}${to.path}${to.query}`);
  return login === null ? null : basic(login.user, login.password);
}

/**
 * The login that go finds in .netrc for an https URL: of the machine, or of a path on it, that the URL begins
 * with. cmd/go/internal/auth: netrc.go parseNetrc, netrcPath; auth.go loadCredential. `place` is the URL's host,
 * port and path.
 */
export function netrcLogin(ctx: Context, place: string): Login | null {
  const logins = parseNetrc(readNetrc(ctx));
  for (let prefix = place.replace(/\/$/, ""); ;) {
    const found = logins.get(prefix);
    if (found !== undefined) return found;
    const slash = prefix.lastIndexOf("/");
    if (slash < 0) return null;
    prefix = prefix.slice(0, slash);
  }
}

function readNetrc(ctx: Context): string {
  for (const file of netrcCandidates(ctx)) {
    const text = readTextIfRegular(ctx, file);
    if (text !== null) return text;
  }
  return "";
}

/** The first line of a machine wins. */
function parseNetrc(text: string): Map<string, Login> {
  const logins = new Map<string, Login>();
  let machine = "";
  let user = "";
  let password = "";
  let inMacro = false;
  for (const line of text.split("\n")) {
    if (inMacro) {
      inMacro = line !== "";
      continue;
    }
    const words = fields(line);
    let at = 0;
    for (; at < words.length - 1; at += 2) {
      const value = words[at + 1] ?? "";
      if (words[at] === "machine") [machine, user, password] = [value, "", ""];
      else if (words[at] === "login") user = value;
      else if (words[at] === "password") password = value;
      else if (words[at] === "macdef") inMacro = true;
      if (machine !== "" && user !== "" && password !== "") {
        const name = machine.replace(/\/$/, "");
        if (!logins.has(name)) logins.set(name, { user, password });
        [machine, user, password] = ["", "", ""];
      }
    }
    if (words[at] === "default") break;
  }
  return logins;
}
