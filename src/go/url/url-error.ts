import { type EscapeError, type UrlPart, unescape } from "./percent.ts";
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
