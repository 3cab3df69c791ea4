/**
 * The text of a log, whatever wrote it: UTF-8, UTF-16 or UTF-32 with or without a mark, one of them appended to
 * another (`>>` of Windows PowerShell), or bytes of a legacy code page, which are read as GB 18030 where they are
 * that and as Latin-1 elsewhere. NUL bytes are left out. Never throws; linear in the size.
 */
export function decodeLog(bytes: Buffer): string {
  const parts: string[] = [];
  let at = 0;
  let before: Encoding = "bytes";
  while (at < bytes.length) {
    const mark = markAt(bytes, at);
    const encoding: Encoding = mark?.encoding ?? encodingAt(bytes, at, before);
    const from = at + (mark?.length ?? 0);
    const to = endOfPart(bytes, from, encoding);
    parts.push(decoded(bytes.subarray(from, to), encoding));
    before = encoding;
    at = Math.max(to, at + 1);
  }
  return parts.join("");
}

/** Where the part of one encoding ends: behind a line from which on the bytes are of another one. */
function endOfPart(bytes: Buffer, from: number, encoding: Encoding): number {
  if (encoding === "bytes" && bytes.indexOf(0, from) === -1) return bytes.length;
  const [unit, low] = units[encoding];
  for (let at = from; ;) {
    const line = bytes.indexOf(10, at);
    if (line === -1) return bytes.length;
    at = line + 1;
    if ((line - from) % unit !== low) continue;
    const next = line - low + unit;
    const isOther =
      next < bytes.length &&
      (markAt(bytes, next) !== null || encodingAt(bytes, next, encoding) !== encoding);
    if (isOther) return next;
    at = Math.max(at, next);
  }
}

/** Bytes for a character of ASCII, and which of them it stands in. */
const units: Record<Encoding, readonly [unit: number, low: number]> = {
  bytes: [1, 0],
  "utf-16le": [2, 0],
  "utf-16be": [2, 1],
  "utf-32le": [4, 0],
  "utf-32be": [4, 3],
};

function decoded(bytes: Buffer, encoding: Encoding): string {
  switch (encoding) {
    case "bytes":
      return withoutNul(utf8Of(bytes) ?? legacy(bytes));
    case "utf-16le":
      return withoutNul(bytes.toString("utf16le"));
    case "utf-16be":
      return withoutNul(
        Buffer.from(bytes.subarray(0, bytes.length & ~1))
          .swap16()
          .toString("utf16le"),
      );
    default:
      return withoutNul(narrowed(bytes, encoding));
  }
}

function withoutNul(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}

/** UTF-32, for which node has no decoder: what lies beyond the basic plane is none of go's words. */
function narrowed(bytes: Buffer, encoding: Encoding): string {
  const narrow = Buffer.alloc((bytes.length >> 2) * 2);
  const low = encoding === "utf-32le" ? 0 : 3;
  const high = encoding === "utf-32le" ? 1 : 2;
  for (let at = 0; at + 3 < bytes.length; at += 4) {
    narrow[at >> 1] = bytes[at + low]!;
    narrow[(at >> 1) + 1] = bytes[at + high]!;
  }
  return narrow.toString("utf16le");
}

/** Line by line: one of another code page does not spoil the rest. */
function legacy(bytes: Buffer): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const next = end === -1 ? bytes.length : end + 1;
    const line = bytes.subarray(at, next);
    parts.push(utf8Of(line) ?? oneLegacy(line));
    at = next;
  }
  return parts.join("");
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** null where it is something else. */
function utf8Of(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

const gb18030 = new TextDecoder("gb18030", { fatal: true });

/** Latin-1 keeps each byte as a character of the same number: `legacyReadings` makes other code pages of it. */
function oneLegacy(line: Buffer): string {
  try {
    return gb18030.decode(line);
  } catch {
    return line.toString("latin1");
  }
}

/** `bytes`: UTF-8 or a legacy code page. */
export type Encoding = "bytes" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/** The longer ones first: the mark of UTF-32 LE begins like that of UTF-16 LE. */
const marks: readonly (readonly [Encoding, ...number[]])[] = [
  ["utf-32le", 0xff, 0xfe, 0, 0],
  ["utf-32be", 0, 0, 0xfe, 0xff],
  ["utf-16le", 0xff, 0xfe],
  ["utf-16be", 0xfe, 0xff],
  ["bytes", 0xef, 0xbb, 0xbf],
];

/** The byte order mark that stands here; null where none does. */
export function markAt(bytes: Buffer, at: number): { encoding: Encoding; length: number } | null {
  const found = marks.find(([, ...mark]) =>
    mark.every((byte, index) => bytes[at + index] === byte),
  );
  return found === undefined ? null : { encoding: found[0], length: found.length - 1 };
}

/**
 * What the next line is written in. In go's words most characters are of ASCII, so that a wide encoding has its NULs
 * in the same places; a line without any is of the encoding of the line before (`before`) unless it is plain ASCII.
 */
export function encodingAt(bytes: Buffer, at: number, before: Encoding): Encoding {
  const line = lineAt(bytes, at);
  const nul = [0, 0, 0, 0] as [number, number, number, number];
  let plain = 0;
  for (let index = 0; index < line.length; index++) {
    const byte = line[index]!;
    if (byte === 0) nul[(index & 3) as 0 | 1 | 2 | 3] += 1;
    else if (byte < 0x80) plain += 1;
  }
  const [a, b, c, d] = nul;
  const share = (a + b + c + d) / line.length;
  if (share > 0.6 && a === 0 && b > 0 && c > 0 && d > 0) return "utf-32le";
  if (share > 0.6 && d === 0 && a > 0 && b > 0 && c > 0) return "utf-32be";
  if (share >= 0.25 && a + c === 0) return "utf-16le";
  if (share >= 0.25 && b + d === 0) return "utf-16be";
  return plain < line.length * 0.9 ? before : "bytes";
}

/** At most 64 bytes, to the end of the line; NULs behind that are of its last character. */
function lineAt(bytes: Buffer, at: number): Buffer {
  const seen = bytes.subarray(at, at + 64);
  const end = seen.indexOf(10);
  if (end === -1) return seen;
  let to = end + 1;
  while (to < end + 4 && seen[to] === 0) to += 1;
  return seen.subarray(0, to);
}
