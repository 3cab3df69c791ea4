import { secretSpans, type Span, userinfoSpan } from "./secrets.ts";

const hidden = "xxxxx";

/** Hides the password of one URL, with or without a scheme, even where go would refuse the URL. */
export function redactUrl(url: string): string {
  if (!url.includes("@")) return url;
  const start = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?\/\//.exec(url)?.[0].length ?? 0;
  const authority = /[/?#]/.exec(url.slice(start));
  const end = authority === null ? url.length : start + authority.index;
  const at = url.lastIndexOf("@", end - 1);
  return at < start ? redactValue(url) : hide(url, userinfoSpan(url, start, at));
}

/** Hides the passwords in a value of GOPROXY, GOSUMDB, GOAUTH or the like. Linear. */
export function redactValue(value: string): string {
  return hide(value, secretSpans(value, false));
}

/**
 * Hides the passwords in anything else: go's output (its parse errors quote URLs whole), a command line, a
 * rendered page. More careful than redactValue with what only looks like a password. Linear.
 */
export function redactText(text: string): string {
  return text.includes("@") || text.includes('parse "')
    ? redactParseErrors(hide(text, secretSpans(text, true)))
    : text;
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

/** Go's parse errors repeat a part of the URL, and name the URL without what follows a `#` or a comma. */
function redactParseErrors(text: string): string {
  return text.replace(parseError, (whole, before: string, part: string) => {
    const colon = part.startsWith(":") ? ":" : "";
    if (before.includes(`:${hidden}@`)) return `${before}"${colon}${hidden}"`;
    const cut = /^(parse "[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^"/?#:.[\]@]*:)([^"/?#]+)/.exec(before);
    if (cut === null || colon === "" || part !== `:${cut[2]}`) return whole;
    return `${cut[1]}${hidden}${before.slice(cut[0].length)}"${colon}${hidden}"`;
  });
}
