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
