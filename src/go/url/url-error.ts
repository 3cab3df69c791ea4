import { fromBytes, quote, toBytes } from "../text/strings.ts";
import type { GoVersion } from "../version.ts";

/** What url.Parse refuses: the text that it names, and the reason in pieces, of which Go quotes some. */
export interface UrlError {
  url: string;
  reason: readonly (string | { quoted: string })[];
}

export type Reason = UrlError["reason"];

/** Ends a parse; never leaves parseUrl. */
export class Refused extends Error {
  readonly reason: Reason;

  constructor(...reason: Reason) {
    super();
    this.reason = reason;
  }
}

/** The byte string unescaped; a Refused is thrown where it cannot be. */
export function unescaped(text: string, part: UrlPart): string {
  const plain = unescape(text, part);
  if (typeof plain === "string") return plain;
  throw new Refused(...escapeWords(plain));
}

function escapeWords({ problem, text }: EscapeError): Reason {
  return problem === "escape"
    ? ["invalid URL escape ", { quoted: text }]
    : ["invalid character ", { quoted: text }, " in host name"];
}

/** What go says about a value: exactly, and as it may be shown. Go's parse errors contain passwords. */
export interface Says {
  exact: string;
  shown: string;
}

export function says(exact: string, shown: string = exact): Says {
  return { exact, shown };
}

/**
 * The text of a url.Error, from byte strings. `hidden` is the URL with its password hidden, or null where it
 * has none; the parts that Go quotes in its reason may then hold a piece of the password.
 */
export function urlErrorSays(error: UrlError, version: GoVersion, hidden: string | null): Says {
  const words = (parts: (text: string) => string) =>
    error.reason.map((part) =>
      typeof part === "string" ? part : quote(parts(part.quoted), version),
    );
  const text = (url: string, reason: string[]) =>
    fromBytes(`parse ${quote(url, version)}: ${reason.join("")}`);
  const exact = text(
    error.url,
    words((part) => part),
  );
  if (hidden === null) return says(exact);
  const veiled = words((part) => (part.startsWith(":") ? ":xxxxx" : "xxxxx"));
  return says(exact, text(toBytes(hidden), veiled));
}

/** The parts of a URL that Go escapes by different rules. */
export type UrlPart = "path" | "host" | "zone" | "userPassword" | "fragment";

/** net/url shouldEscape: the bytes that cannot stand as they are, in each part. */
const unsafe: Record<UrlPart, RegExp> = {
  path: /[^\w\-.~$&+,/:;=@]/g,
  host: /[^\w\-.~!$&'()*+,;=:[\]<>"]/g,
  zone: /[^\w\-.~!$&'()*+,;=:[\]<>"]/g,
  userPassword: /[^\w\-.~$&+,;=]/g,
  fragment: /[^\w\-.~$&+,/:;=?@!()*]/g,
};

/** Besides those, the sub-delimiters and brackets that may stay in a path or fragment as it was written. */
const unsafeAsWritten = {
  path: /[^\w\-.~$&+,/:;=@!'()*[\]%]/,
  fragment: /[^\w\-.~$&+,/:;=?@!()*'[\]%]/,
};

/** net/url escape, of a byte string. */
export function escape(bytes: string, part: UrlPart): string {
  return bytes.replace(
    unsafe[part],
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** What cannot be unescaped, as Go quotes it. */
export interface EscapeError {
  problem: "escape" | "character";
  text: string;
}

/** net/url unescape: the byte string, or what is wrong in it. */
export function unescape(bytes: string, part: UrlPart): string | EscapeError {
  const inHost = part === "host" || part === "zone";
  // The first fault counts, be it an escape or, in a host, a character below U+0080.
  const fault = inHost ? firstUnsafe(bytes, part) : -1;
  let error: EscapeError | null =
    fault === -1 ? null : { problem: "character", text: bytes[fault]! };
  const plain = bytes.replace(/%.{0,2}/gs, (triple, at: number) => {
    const hex = /^%[0-9a-fA-F]{2}$/.test(triple);
    const byte = hex ? String.fromCharCode(Number.parseInt(triple.slice(1), 16)) : "";
    const refused =
      !hex ||
      (triple !== "%25" &&
        ((part === "host" && byte < "\x80") ||
          (part === "zone" && byte !== " " && escape(byte, "host") !== byte)));
    if (refused && (error === null || (error.problem === "character" && at < fault))) {
      error = { problem: "escape", text: triple };
    }
    return byte;
  });
  return error ?? plain;
}

function firstUnsafe(bytes: string, part: UrlPart): number {
  for (const { 0: byte, index } of bytes.matchAll(unsafe[part])) {
    if (byte !== "%" && byte < "\x80") return index;
  }
  return -1;
}

/** net/url validEncoded: an escaped form that may be printed as it was written. */
export function isValidEncoded(bytes: string, part: "path" | "fragment"): boolean {
  return !unsafeAsWritten[part].test(bytes);
}
