import { type AddressError, parseAddress } from "./ip.ts";
import { escape, type EscapeError, isValidEncoded, type Part, unescape } from "./percent.ts";
import { atLeast, type GoVersion } from "./version.ts";

/** net/url URL; every text is a byte string. */
export interface GoUrl {
  scheme: string;
  opaque: string;
  user: { name: string; password: string | null } | null;
  host: string;
  path: string;
  rawPath: string;
  omitHost: boolean;
  forceQuery: boolean;
  rawQuery: string;
  fragment: string;
  rawFragment: string;
}

/** What url.Parse refuses: the text that it names, and the reason in pieces, of which Go quotes some. */
export interface UrlError {
  url: string;
  reason: readonly (string | { quoted: string })[];
}

type Reason = UrlError["reason"];

/** Ends a parse; never leaves parseUrl. */
class Refused extends Error {
  readonly reason: Reason;

  constructor(...reason: Reason) {
    super();
    this.reason = reason;
  }
}

/** net/url Parse, of a byte string, as the given go does it. */
export function parseUrl(raw: string, version: GoVersion): GoUrl | UrlError {
  const hash = raw.indexOf("#");
  const main = hash === -1 ? raw : raw.slice(0, hash);
  let named = main;
  try {
    const url = parseMain(main, version);
    const fragment = hash === -1 ? "" : raw.slice(hash + 1);
    named = raw;
    [url.fragment, url.rawFragment] = decoded(fragment, "fragment");
    return url;
  } catch (error) {
    if (error instanceof Refused) return { url: named, reason: error.reason };
    throw error;
  }
}

function parseMain(raw: string, version: GoVersion): GoUrl {
  if (/[\x00-\x1f\x7f]/.test(raw)) throw new Refused("net/url: invalid control character in URL");
  const url: GoUrl = {
    scheme: "",
    opaque: "",
    user: null,
    host: "",
    path: "",
    rawPath: "",
    omitHost: false,
    forceQuery: false,
    rawQuery: "",
    fragment: "",
    rawFragment: "",
  };
  if (raw === "*") return { ...url, path: "*" };
  let rest = raw;
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.exec(raw)?.[0];
  if (scheme !== undefined) {
    url.scheme = scheme.slice(0, -1).toLowerCase();
    rest = raw.slice(scheme.length);
  } else if (raw.startsWith(":")) {
    throw new Refused("missing protocol scheme");
  }
  const question = rest.indexOf("?");
  if (question !== -1) {
    url.rawQuery = rest.slice(question + 1);
    url.forceQuery = url.rawQuery === "";
    rest = rest.slice(0, question);
  }
  if (!rest.startsWith("/")) {
    if (url.scheme !== "") return { ...url, opaque: rest };
    if (firstSegment(rest).includes(":")) {
      throw new Refused("first path segment in URL cannot contain colon");
    }
  }
  if (rest.startsWith("//") && (url.scheme !== "" || !rest.startsWith("///"))) {
    const authority = firstSegment(rest.slice(2));
    rest = rest.slice(2 + authority.length);
    readAuthority(url, authority, version);
  } else if (url.scheme !== "" && rest.startsWith("/")) {
    url.omitHost = atLeast(version, 19);
  }
  [url.path, url.rawPath] = decoded(rest, "path");
  return url;
}

function firstSegment(path: string): string {
  const slash = path.indexOf("/");
  return slash === -1 ? path : path.slice(0, slash);
}

/** net/url parseAuthority */
function readAuthority(url: GoUrl, authority: string, version: GoVersion): void {
  const at = authority.lastIndexOf("@");
  url.host = parseHost(url.scheme, authority.slice(at + 1), version);
  if (at === -1) return;
  const userinfo = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) {
    throw new Refused("net/url: invalid userinfo");
  }
  const colon = userinfo.indexOf(":");
  const name = unescaped(colon === -1 ? userinfo : userinfo.slice(0, colon), "userPassword");
  const password = colon === -1 ? null : unescaped(userinfo.slice(colon + 1), "userPassword");
  url.user = { name, password };
}

/** net/url parseHost. The rules changed in 1.24.8, 1.25.2, 1.25.8, 1.26.0, 1.26.1 and 1.26.2. */
function parseHost(scheme: string, host: string, version: GoVersion): string {
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

/** The decoded text, and the text as written where Go would write it otherwise. setPath, setFragment. */
function decoded(text: string, part: Part): [string, string] {
  const plain = unescaped(text, part);
  return [plain, escape(plain, part) === text ? "" : text];
}

function unescaped(text: string, part: Part): string {
  const plain = unescape(text, part);
  if (typeof plain === "string") return plain;
  throw new Refused(...escapeWords(plain));
}

function escapeWords({ problem, text }: EscapeError): Reason {
  return problem === "escape"
    ? ["invalid URL escape ", { quoted: text }]
    : ["invalid character ", { quoted: text }, " in host name"];
}

/** net/url URL.Redacted: the URL as go prints it, with `xxxxx` for a password. A byte string. */
export function redacted(url: GoUrl, version: GoVersion): string {
  const { scheme, host, user } = url;
  let text = scheme === "" ? "" : `${scheme}:`;
  if (url.opaque !== "") {
    text += url.opaque;
  } else {
    const noHost = url.omitHost && host === "" && user === null;
    if ((scheme !== "" || host !== "" || user !== null) && !noHost) {
      if (host !== "" || url.path !== "" || user !== null) text += "//";
      if (user !== null) text += `${userText(user, "xxxxx")}@`;
      text += escape(host, "host");
    }
    let path = encoded(url.path, url.rawPath, "path");
    if (noHost && path.startsWith("//") && atLeast(version, 27)) path = `%2F${path.slice(1)}`;
    if (path !== "" && !path.startsWith("/") && host !== "") text += "/";
    if (text === "" && firstSegment(path).includes(":")) text += "./";
    text += path;
  }
  if (url.forceQuery || url.rawQuery !== "") text += `?${url.rawQuery}`;
  if (url.fragment !== "") text += `#${encoded(url.fragment, url.rawFragment, "fragment")}`;
  return text;
}

/** net/url Userinfo.String, with another text for the password where one is given. */
export function userText(
  { name, password }: NonNullable<GoUrl["user"]>,
  hidden: string | null,
): string {
  const shown = hidden ?? escape(password ?? "", "userPassword");
  return escape(name, "userPassword") + (password === null ? "" : `:${shown}`);
}

/** EscapedPath, EscapedFragment: as written, where that is a valid encoding of the same text. */
function encoded(plain: string, raw: string, part: "path" | "fragment"): string {
  if (raw !== "" && isValidEncoded(raw, part) && unescape(raw, part) === plain) return raw;
  return part === "path" && plain === "*" ? "*" : escape(plain, part);
}
