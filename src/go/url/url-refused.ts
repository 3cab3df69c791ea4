import { type EscapeError, type Part, unescape } from "./percent.ts";

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
export function unescaped(text: string, part: Part): string {
  const plain = unescape(text, part);
  if (typeof plain === "string") return plain;
  throw new Refused(...escapeWords(plain));
}

function escapeWords({ problem, text }: EscapeError): Reason {
  return problem === "escape"
    ? ["invalid URL escape ", { quoted: text }]
    : ["invalid character ", { quoted: text }, " in host name"];
}
