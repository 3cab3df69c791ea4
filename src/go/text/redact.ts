import { namesSecrets, type Span } from "./named-secrets.ts";
import { secretSpans, spansByName, userinfoSpan } from "./secrets.ts";

const hidden = "xxxxx";

/** Hides the secrets of one URL, with or without a scheme, even where go would refuse the URL. */
export function redactUrl(url: string): string {
  if (!url.includes("@")) return redactValue(url);
  const start = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?\/\//.exec(url)?.[0].length ?? 0;
  const authority = /[/?#]/.exec(url.slice(start));
  const end = authority === null ? url.length : start + authority.index;
  const at = url.lastIndexOf("@", end - 1);
  if (at < start) return redactValue(url);
  const behind = secretSpans(url.slice(at), true).map(([from, to]): Span => [from + at, to + at]);
  return hide(url, [...userinfoSpan(url, start, at), ...behind]);
}

/** Hides the secrets in a value of GOPROXY, GOSUMDB or the like. Linear. */
export function redactValue(value: string): string {
  return hide(value, secretSpans(value, false));
}

/**
 * Hides the secrets of a file whose reader decides by what is shown: in URLs of the characters that go takes there
 * (net/url validUserinfo), none of which ends a value in JSON or YAML, and behind names that tell them.
 */
export function redactFile(text: string): string {
  const shown = text.replace(/(?<=:)\/\/[\w.~:!$&()*+;=%@-]+@/g, (found) => redactUrl(found));
  return hide(shown, spansByName(shown));
}

/** Hides the secrets in the value of this setting: of a command in GOAUTH all words but its name may be some. */
export function redactSetting(key: string, value: string): string {
  if (key !== "GOAUTH") return redactValue(value);
  const methods = value.split(";").map((method) => {
    const [, name = "", args = ""] = /^(\s*\S+)(\s.*)?$/s.exec(method) ?? [];
    const isPlain = args.trim() === "" || /^\s*(?:netrc|off|git)$/.test(name);
    return isPlain ? redactValue(method) : `${redactValue(name)} ${hidden}`;
  });
  return methods.join(";");
}

/**
 * Hides the secrets in anything else: output of programs, a command line, a rendered page. More careful than
 * redactValue with what only looks like a password. Linear.
 */
export function redactText(text: string): string {
  const shown = hide(text, secretSpans(text, true));
  // Go's parse errors repeat a part of the URL.
  return shown.replace(parseError, (whole, before: string, part: string) => {
    const colon = part.startsWith(":") ? ":" : "";
    return before.includes(`:${hidden}@`) ? `${before}"${colon}${hidden}"` : whole;
  });
}

/** A value of JSON with every text in it as redactText shows it. */
export function redactDocument<T>(document: T): T {
  if (typeof document === "string") return redactText(document) as T;
  if (Array.isArray(document)) return document.map(redactDocument) as T;
  if (typeof document !== "object" || document === null) return document;
  const entries = Object.entries(document).map(([key, value]) => [key, redactDocument(value)]);
  return Object.fromEntries(entries) as T;
}

/** Whether there may be anything to hide: a cheap look at a long document. */
export function mayHoldSecrets(text: string): boolean {
  return /[@?&;#]/.test(text) || namesSecrets(text);
}

/**
 * Hides the secrets in go's words about a value that is not known, or has an `@`: its parse errors name the URL
 * without what follows a `#` or a comma, so that what looks like a wrong port may be a password. Where anything is
 * hidden, the port that go complains of is, too: it may be the rest of that.
 */
export function redactGoWords(text: string): string {
  const shown = redactText(text).replace(parseError, (whole, before: string, part: string) => {
    const cut = /^(parse "[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^"/?#:.[\]@]*:)([^"/?#]+)/.exec(before);
    if (cut === null || part !== `:${cut[2]}`) return whole;
    return `${cut[1]}${hidden}${before.slice(cut[0].length)}":${hidden}"`;
  });
  return shown.includes(hidden) ? shown.replace(complaint, `$1"$2${hidden}"`) : shown;
}

/** The text between two places, with `xxxxx` for every stretch that is in the spans. */
export function hide(
  text: string,
  spans: readonly Span[],
  from: number = 0,
  to: number = text.length,
): string {
  let shown = "";
  let at = from;
  for (let index = firstEndingAt(spans, from); index < spans.length; index++) {
    const [start, end] = spans[index]!;
    if (start > to) break;
    if (start === end && (start === from || start === to)) continue;
    shown += text.slice(at, Math.max(at, start)) + hidden;
    at = Math.max(at, Math.min(end, to));
  }
  return shown + text.slice(at, to);
}

/** Binary search: a long list is shown entry by entry. */
function firstEndingAt(spans: readonly Span[], from: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]![1] < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

const parseError =
  /(parse "(?:[^"\\\n]|\\.)*": (?:invalid port |invalid URL escape |invalid character |invalid host: ParseAddr\())"((?:[^"\\\n]|\\.)*)"/g;

const complaint = /\b(invalid port )"(:?)(?!\d+")(?:[^"\\\n]|\\.)*"/g;
