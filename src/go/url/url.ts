import {
  escape,
  isValidEncoded,
  type UrlPart,
  unescape,
  Refused,
  unescaped,
  type UrlError,
} from "./url-error.ts";
import { parseHost } from "./url-host.ts";
import { atLeast, type GoVersion } from "../version.ts";

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

/**
 * A URL as browsers and node read it (WHATWG), null for what is none. Not by URL.canParse: once node 20 or 22 has compiled
 * it, any URL with a letter such as é is none.
 */
export function webUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
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

/** The decoded text, and the text as written where Go would write it otherwise. setPath, setFragment. */
function decoded(text: string, part: UrlPart): [string, string] {
  const plain = unescaped(text, part);
  return [plain, escape(plain, part) === text ? "" : text];
}

/** net/url URL.Redacted: the URL as go prints it, with `xxxxx` for a password. A byte string. */
export function redactedUrl(url: GoUrl, version: GoVersion): string {
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
