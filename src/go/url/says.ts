import { fromBytes, quote, toBytes } from "../text/bytes.ts";
import type { UrlError } from "./url-refused.ts";
import type { GoVersion } from "../version.ts";

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
