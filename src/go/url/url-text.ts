import { escape, isValidEncoded, unescape } from "./percent.ts";
import type { GoUrl } from "./url.ts";
import { atLeast, type GoVersion } from "../version.ts";

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

function firstSegment(path: string): string {
  return path.split("/", 1)[0]!;
}
