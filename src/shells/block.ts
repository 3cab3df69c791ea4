import type { FileRefusal } from "../findings/shells.ts";

/**
 * Our marked block in somebody's startup file. Files are bytes: whatever is not ours stays as it is, in any
 * encoding that keeps ASCII, and removing the block restores the file to the byte.
 */

/** Whole lines, blanks around them aside. A marker that an earlier version wrote stays in its list for ever. */
const beginMarkers = [
  "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers",
] as const;
const endMarkers = ["# <<< goproxy-cfg <<<"] as const;

/**
 * damaged: not exactly one begin marker before exactly one end marker. utf-16: a shell would not read what we
 * add. binary: a NUL byte, so no text that a shell reads.
 */
export type BlockRefusal = Extract<FileRefusal, "damaged" | "utf-16" | "binary">;

export interface Block {
  /** Offsets of the begin marker's line and of what follows the end marker's line. */
  start: number;
  end: number;
  /** What stands between the markers. */
  text: string;
}

/** The block of a file, or null where there is none. Linear in the size of the file. */
export function findBlock(bytes: Buffer): { block: Block | null } | { refused: BlockRefusal } {
  if (isUtf16(bytes)) return { refused: "utf-16" };
  if (bytes.includes(0)) return { refused: "binary" };
  const begins = markerLines(bytes, beginMarkers);
  const ends = markerLines(bytes, endMarkers);
  if (begins.length === 0 && ends.length === 0) return { block: null };
  const [begin, end] = [begins[0], ends[0]];
  if (begins.length !== 1 || ends.length !== 1 || end!.start < begin!.end) {
    return { refused: "damaged" };
  }
  const text = bytes.subarray(begin!.end, end!.start).toString("utf8");
  return { block: { start: begin!.start, end: end!.end, text } };
}

/** What stands between our markers; null where there is no block that can be told. */
export function blockText(bytes: Buffer | null): string | null {
  const found = findBlock(bytes ?? Buffer.alloc(0));
  return "refused" in found ? null : (found.block?.text ?? null);
}

/**
 * The file with a block of these lines: in the place of the old one, else at the end, after an empty line that
 * belongs to us (or after the newline that the last line lacked). null stands for no file.
 * `follow`: where the file's lines end in CRLF, ours do too. That is for PowerShell; a POSIX shell or csh would
 * take the CR for a part of the value, so there our lines end in LF whatever the file does.
 */
export function putBlock(
  bytes: Buffer | null,
  lines: readonly string[],
  { follow = false } = {},
): { bytes: Buffer } | { refused: BlockRefusal } {
  const old = bytes ?? Buffer.alloc(0);
  const found = findBlock(old);
  if ("refused" in found) return found;
  const block = found.block ?? { start: old.length, end: old.length };
  const before = found.block === null ? old.length : separatorStart(old, found.block);
  const [head, tail] = [old.subarray(0, before), old.subarray(block.end)];
  const eol = follow && (head.includes("\r\n") || tail.includes("\r\n")) ? "\r\n" : "\n";
  const separated = found.block === null ? bytes !== null : before < block.start;
  const text = [beginMarkers[0], ...lines, endMarkers[0], ""].join(eol);
  return { bytes: Buffer.concat([head, Buffer.from((separated ? eol : "") + text), tail]) };
}

/**
 * The file as it was before the block was put in. null where nothing but the block was there from the start:
 * the file is ours and goes away. Without a block the bytes are handed back as they are.
 */
export function removeBlock(bytes: Buffer): { bytes: Buffer | null } | { refused: BlockRefusal } {
  const found = findBlock(bytes);
  if ("refused" in found) return found;
  if (found.block === null) return { bytes };
  const { start, end } = found.block;
  if (start === 0 && end === bytes.length) return { bytes: null };
  return {
    bytes: Buffer.concat([
      bytes.subarray(0, separatorStart(bytes, found.block)),
      bytes.subarray(end),
    ]),
  };
}

/**
 * Where the line end begins that was put in before the block; the block's own start where there is none. It is
 * ours when an empty line stands there, or when nothing follows the block: then the last line had no end.
 */
function separatorStart(bytes: Buffer, { start, end }: Block): number {
  if (start === 0) return start;
  const crlf = endsInCrlf(bytes, start) && bytes[start - 2] === cr;
  const before = start - (crlf ? 2 : 1);
  const emptyLine = before === 0 || bytes[before - 1] === lf;
  return emptyLine || end === bytes.length ? before : start;
}

const lf = 0x0a;
const cr = 0x0d;

/** Whether the line that begins here ends in CRLF. */
function endsInCrlf(bytes: Buffer, start: number): boolean {
  const newline = bytes.indexOf(lf, start);
  return newline > 0 && bytes[newline - 1] === cr;
}

/** The lines that hold one of these markers and blanks, from their first byte to the next line's. */
function markerLines(bytes: Buffer, markers: readonly string[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const marker of markers) {
    for (let at = bytes.indexOf(marker); at !== -1; at = bytes.indexOf(marker, at + 1)) {
      const start = overBlanks(bytes, at - 1, -1) + 1;
      const stop = overBlanks(bytes, at + marker.length, 1);
      const alone = (start === 0 || bytes[start - 1] === lf) && isLineEnd(bytes, stop);
      if (alone)
        found.push({
          start,
          end: Math.min(bytes.length, bytes.indexOf(lf, stop) + 1 || bytes.length),
        });
    }
  }
  return found;
}

function overBlanks(bytes: Buffer, from: number, step: 1 | -1): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += step;
  return at;
}

function isLineEnd(bytes: Buffer, at: number): boolean {
  return at >= bytes.length || bytes[at] === lf || (bytes[at] === cr && bytes[at + 1] === lf);
}

function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
