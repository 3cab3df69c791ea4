import { type FileRefusal, note, type Note } from "../../findings.ts";
import {
  type FileEdit,
  joined,
  type Plan,
  sameBytes,
  type Target,
  type PlannedChange,
} from "../../plan.ts";
import type { Context } from "../../context.ts";
import { readFile, writeRefusal } from "../place.ts";

/**
 * Our marked block in somebody's startup file. Files are bytes: whatever is not ours stays as it is, in any
 * encoding that keeps ASCII, and removing the block restores the file to the byte.
 */

/** A file may have one block of each kind. */
export type BlockKind = "settings" | "completion";

/** Whole lines, blanks around them aside. A marker that an earlier version wrote stays in its list for ever. */
const markers: Record<BlockKind, { begin: readonly [string]; end: readonly [string] }> = {
  settings: {
    begin: ["# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers"],
    end: ["# <<< goproxy-cfg <<<"],
  },
  completion: {
    begin: ["# >>> goproxy-cfg completion >>> managed by goproxy-cfg; do not edit between markers"],
    end: ["# <<< goproxy-cfg completion <<<"],
  },
};

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
export function findBlock(
  bytes: Buffer,
  kind: BlockKind = "settings",
): { block: Block | null } | { refused: BlockRefusal } {
  const mark = bytes.toString("latin1", 0, 2);
  if (mark === "\xff\xfe" || mark === "\xfe\xff") return { refused: "utf-16" };
  if (bytes.includes(0)) return { refused: "binary" };
  const [begin, ...begins] = markerLines(bytes, markers[kind].begin);
  const [end, ...ends] = markerLines(bytes, markers[kind].end);
  if (begin === undefined && end === undefined) return { block: null };
  const whole = begin && end && begins.length + ends.length === 0 && begin.end <= end.start;
  if (!whole) return { refused: "damaged" };
  const text = bytes.toString("utf8", begin.end, end.start);
  return { block: { start: begin.start, end: end.end, text } };
}

/** The line on which our block begins (counted from 1); null where there is no block that can be told. */
export function blockLine(bytes: Buffer): number | null {
  const found = findBlock(bytes);
  if ("refused" in found || found.block === null) return null;
  return bytes.toString("latin1", 0, found.block.start).split("\n").length;
}

/** What stands between our markers; null where there is no block that can be told. */
export function blockText(bytes: Buffer | null, kind?: BlockKind): string | null {
  const found = findBlock(bytes ?? Buffer.alloc(0), kind);
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
  { follow = false, kind = "settings" as BlockKind } = {},
): { bytes: Buffer } | { refused: BlockRefusal } {
  const old = bytes ?? Buffer.alloc(0);
  const found = findBlock(old, kind);
  if ("refused" in found) return found;
  const { block } = found;
  const [head, tail] = block === null ? [old, Buffer.alloc(0)] : around(old, block);
  const eol = follow && (head.includes("\r\n") || tail.includes("\r\n")) ? "\r\n" : "\n";
  const separated = block === null ? bytes !== null : head.length < block.start;
  const text = [markers[kind].begin[0], ...lines, markers[kind].end[0], ""].join(eol);
  return { bytes: Buffer.concat([head, Buffer.from((separated ? eol : "") + text), tail]) };
}

/**
 * The file as it was before the block was put in. null where nothing but the block was there from the start:
 * the file is ours and goes away. Without a block the bytes are handed back as they are.
 */
export function removeBlock(
  bytes: Buffer,
  kind?: BlockKind,
): { bytes: Buffer | null } | { refused: BlockRefusal } {
  const found = findBlock(bytes, kind);
  if ("refused" in found) return found;
  const { block } = found;
  if (block === null) return { bytes };
  const alone = block.start === 0 && block.end === bytes.length;
  return { bytes: alone ? null : Buffer.concat(around(bytes, block)) };
}

/**
 * What was there before the block was put in, on either side of it. The line end before it is ours when an
 * empty line stands there, or when nothing follows the block: then the last line had no end.
 */
function around(bytes: Buffer, { start, end }: Block): [head: Buffer, tail: Buffer] {
  const tail = bytes.subarray(end);
  const follows = bytes.subarray(start, bytes.indexOf("\n", start)).at(-1) === cr;
  const eol = follows && bytes[start - 2] === cr ? 2 : 1;
  const before = Math.max(0, start - eol);
  const ours = before === 0 || bytes[before - 1] === lf || tail.length === 0;
  return [bytes.subarray(0, ours ? before : start), tail];
}

const lf = 0x0a;
const cr = 0x0d;

/** The file with the block that stands in the other one, where both have one; else as it is. */
export function withBlockOf(bytes: Buffer, other: Buffer): Buffer {
  const [here, there] = [findBlock(bytes), findBlock(other)];
  const block = "refused" in here ? null : here.block;
  const wanted = "refused" in there ? null : there.block;
  if (block === null || wanted === null) return bytes;
  const text = other.subarray(wanted.start, wanted.end);
  return Buffer.concat([bytes.subarray(0, block.start), text, bytes.subarray(block.end)]);
}

/** The lines that hold one of these markers and blanks, from their first byte to the next line's. */
function markerLines(bytes: Buffer, known: readonly string[]): { start: number; end: number }[] {
  return known
    .filter((marker) => bytes.includes(marker))
    .flatMap((marker) => {
      const line = new RegExp(`(?<![^\\n])[ \\t]*${marker}[ \\t]*(?:\\r?\\n|$)`, "g");
      return [...bytes.toString("latin1").matchAll(line)];
    })
    .map(({ 0: line, index }) => ({ start: index, end: index + line.length }));
}

/** A plan and what the user should be told about it. */
export interface ShellPlan {
  plan: Plan;
  notes: Note[];
}

/** What one step makes of a file: its new bytes (null: gone) and how the changes read. */
export interface DraftStep {
  bytes: Buffer | null;
  reads: readonly { key: string | null; before: string | null; after: string | null }[];
}

/** Files that are about to change. Two names of one file share its bytes, so that steps add up. */
export interface Draft {
  /** Takes a step in a file; false where it was refused, of which there is a note then. */
  edit(
    file: string,
    target: Target,
    step: (bytes: Buffer | null) => DraftStep | { refused: FileRefusal } | null,
    more?: { mode?: number; folders?: readonly string[]; snippet?: string | null },
  ): boolean;
  /** The bytes of a file as they would be then; null for none, or none that can be read. */
  read(file: string): Buffer | null;
  done(): ShellPlan;
}

export function newDraft(ctx: Context): Draft {
  const edits = new Map<string, FileEdit>();
  const changes: PlannedChange[] = [];
  /** Shells share files: each is refused once. */
  const refusals = new Map<string, Note>();
  return {
    edit(file, target, step, { snippet = null, ...more } = {}) {
      const refuse = (reason: FileRefusal) => {
        const args = { file, reason, snippet };
        refusals.set(`${reason} ${file}`, note("shell.refused", "error", args));
        return false;
      };
      const present = readFile(ctx, file);
      if ("refused" in present) return refuse(present.refused);
      const known = edits.get(present.real);
      const bytes = known ? known.after : present.bytes;
      const made = step(bytes);
      if (made === null) return true;
      if ("refused" in made) return refuse(made.refused);
      if (sameBytes(bytes, made.bytes)) return true;
      const refusal = writeRefusal(ctx, file);
      if (refusal !== null) return refuse(refusal);
      for (const read of made.reads) changes.push({ target, file: known?.file ?? file, ...read });
      edits.set(present.real, {
        ...(known ?? { target, file, before: present.bytes, ...more }),
        after: made.bytes,
      });
      return true;
    },
    read(file) {
      const present = readFile(ctx, file);
      if ("refused" in present) return null;
      const known = edits.get(present.real);
      return known ? known.after : present.bytes;
    },
    done: () => ({ plan: { changes, edits: [...edits.values()] }, notes: [...refusals.values()] }),
  };
}

/** One after the other. */
export function together(...plans: readonly ShellPlan[]): ShellPlan {
  return {
    plan: joined(...plans.map(({ plan }) => plan)),
    notes: plans.flatMap(({ notes }) => notes),
  };
}
