import { atLeast, type GoVersion } from "../version.ts";

/**
 * Go's strings are bytes, and its rules cut, compare and escape bytes. A "byte string" here is a string with one
 * character (U+0000 to U+00FF) for each byte of the UTF-8 text; plain ASCII is its own byte string.
 */
export function toBytes(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

export function fromBytes(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** What stands for an invalid byte; also a character that may be encoded validly, with a width of 3. */
export const runeError = 0xfffd;

/** The rune at a place of a byte string. unicode/utf8 DecodeRuneInString. */
export function runeAt(bytes: string, at: number): { rune: number; width: number } {
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return { rune: first, width: 1 };
  const width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const invalid = { rune: runeError, width: 1 };
  if (first < 0xc2 || first > 0xf4 || at + width > bytes.length) return invalid;
  let rune = first & (0xff >> (width + 1));
  for (let next = at + 1; next < at + width; next++) {
    const byte = bytes.charCodeAt(next);
    if ((byte & 0xc0) !== 0x80) return invalid;
    rune = (rune << 6) | (byte & 0x3f);
  }
  const overlong = (width === 3 && rune < 0x800) || (width === 4 && rune < 0x10000);
  const outside = rune > 0x10ffff || (rune >= 0xd800 && rune <= 0xdfff);
  return overlong || outside ? invalid : { rune, width };
}

const named: Record<number, string> = {
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

/** A byte string in Go's quotes, as `%q` prints it. strconv.Quote; DEL was written as \u007f before go 1.19. */
export function quote(bytes: string, version: GoVersion): string {
  if (/^[ !#-[\]-~]*$/.test(bytes)) return `"${bytes}"`;
  let quoted = '"';
  for (let at = 0; at < bytes.length;) {
    const { rune, width } = runeAt(bytes, at);
    const raw = bytes.slice(at, at + width);
    at += width;
    const name = named[rune];
    if (name !== undefined) quoted += name;
    else if (rune === runeError && width === 1) quoted += `\\x${hex(raw.charCodeAt(0), 2)}`;
    else if (isPrint(rune)) quoted += raw;
    else if (rune < 0x20 || (rune === 0x7f && atLeast(version, 19))) quoted += `\\x${hex(rune, 2)}`;
    else quoted += rune < 0x10000 ? `\\u${hex(rune, 4)}` : `\\U${hex(rune, 8)}`;
  }
  return `${quoted}"`;
}

/** strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
function isPrint(rune: number): boolean {
  if (rune < 0x7f) return rune >= 0x20;
  return /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(String.fromCodePoint(rune));
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}

/**
 * White space as Go sees it (unicode.IsSpace). JavaScript's trim() takes U+FEFF too, which go keeps, and leaves
 * U+0085, which go takes.
 */
const space =
  "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const one = new RegExp(`[${space}]`);
const run = new RegExp(`[${space}]+`);

export function isSpace(char: string | undefined): boolean {
  return char !== undefined && one.test(char);
}

/** strings.TrimSpace */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return text.slice(start, end);
}

/** strings.Fields */
export function fields(text: string): string[] {
  const trimmed = trimSpace(text);
  return trimmed === "" ? [] : trimmed.split(run);
}

/** A module path or version as it stands in file names: capitals are `!a` for `A` (x/mod/module EscapePath). */
export function escapeName(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** The same as it stands in the URL that go sends: its net/url writes `!` as `%21`. */
export function escapePath(text: string): string {
  return escapeName(text).replaceAll("!", "%21");
}

/** Why go calls a module path malformed, in go's words, or null. Source: golang.org/x/mod/module CheckPath. */
export function malformedPath(path: string): string | null {
  if (path.startsWith("-")) return "leading dash";
  if (path.includes("//")) return "double slash";
  if (path.endsWith("/")) return "trailing slash";
  const elements = path.split("/");
  for (const element of elements) {
    if (element === "") return "empty path element";
    if (/^\.+$/.test(element)) return `invalid path element "${element}"`;
    if (element.startsWith(".")) return "leading dot in path element";
    if (element.endsWith(".")) return "trailing dot in path element";
    const bad = /[^-.~\w]/u.exec(element);
    if (bad !== null) return `invalid char '${bad[0]}'`;
    const device = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)/i.exec(element);
    if (device !== null) return `"${device[0]}" disallowed as path element component on Windows`;
    if (/^[^.]*~\d+(?:\.|$)/.test(element)) return "trailing tilde and digits in path element";
  }
  const [first = ""] = elements;
  if (!first.includes(".")) return "missing dot in first path element";
  const bad = /[^-.a-z\d]/.exec(first);
  if (bad !== null) return `invalid char '${bad[0]}' in first path element`;
  const isVersioned = path.startsWith("gopkg.in/")
    ? /\.v(?:0|[1-9]\d*(?:-unstable)?)$/.test(path)
    : !/\/v(?:0[\d.]*|1|\d*\.[\d.]*)$/.test(path);
  return isVersioned ? null : "invalid version";
}
