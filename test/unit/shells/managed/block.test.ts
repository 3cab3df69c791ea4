import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findBlock, putBlock, removeBlock } from "../../../../src/shells/managed/block.ts";
import { startupFile } from "../../../support/startup-files.ts";

const begin = "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers";
const end = "# <<< goproxy-cfg <<<";
const lines = ['if [ -r "$HOME/env.sh" ]; then . "$HOME/env.sh"; fi'];
const block = `${begin}\n${lines[0]}\n${end}\n`;

function put(bytes: Buffer | null, what: readonly string[] = lines, follow = false): Buffer {
  const done = putBlock(bytes, what, { follow });
  if ("refused" in done) throw new Error(done.refused);
  return done.bytes;
}

function remove(bytes: Buffer): Buffer | null {
  const done = removeBlock(bytes);
  if ("refused" in done) throw new Error(done.refused);
  return done.bytes;
}

const put8 = (text: string, ...more: [(readonly string[])?, boolean?]) =>
  put(Buffer.from(text), ...more).toString();

describe("putBlock", () => {
  it.each([
    ["a new file", null, block],
    ["an empty file", "", `\n${block}`],
    ["a file", "a\n", `a\n\n${block}`],
    ["a last line without an end", "a", `a\n${block}`],
    ["CRLF lines, which do not spread to ours", "a\r\n", `a\r\n\n${block}`],
    ["a block already there", `a\n\n${block}b\n`, `a\n\n${block}b\n`],
    ["a block with other lines", `a\n\n${begin}\nold\nolder\n${end}\nb`, `a\n\n${block}b`],
    ["an empty block at the end", `${begin}\n${end}`, block],
    ["a block in CRLF", `a\r\n\r\n${begin}\r\nold\r\n${end}\r\nb\r\n`, `a\r\n\n${block}b\r\n`],
    ["indented markers", `  ${begin}\n  old\n\t${end} \nb\n`, `${block}b\n`],
  ])("%s", (_, before, after) => {
    expect(put(before === null ? null : Buffer.from(before)).toString()).toBe(after);
  });

  it("follows the lines of a PowerShell profile", () => {
    const crlf = block.replaceAll("\n", "\r\n");
    expect(put8("a\r\n", lines, true)).toBe(`a\r\n\r\n${crlf}`);
    expect(put8("a\n", lines, true)).toBe(`a\n\n${block}`);
    expect(put8(`a\r\n\r\n${crlf}b`, ["new"], true)).toBe(
      `a\r\n\r\n${begin}\r\nnew\r\n${end}\r\nb`,
    );
  });

  it("never interprets the lines that it puts in", () => {
    const nasty = ["$& $' $` $1 \\n", "'镜像'"];
    expect(put8(block, nasty)).toBe(`${begin}\n${nasty.join("\n")}\n${end}\n`);
  });
});

describe("what is refused", () => {
  it.each([
    ["no end", `a\n${begin}\nb\n`],
    ["no begin", `a\n${end}\nb\n`],
    ["the wrong order", `${end}\n${begin}\n`],
    ["two blocks", block + block],
    ["two begins", `${begin}\n${block}`],
    ["two ends", `${block}${end}\n`],
  ])("%s", (_, text) => {
    const bytes = Buffer.from(text);
    expect(findBlock(bytes)).toEqual({ refused: "damaged" });
    expect(putBlock(bytes, lines)).toEqual({ refused: "damaged" });
    expect(removeBlock(bytes)).toEqual({ refused: "damaged" });
  });

  it("UTF-16 and binary files", () => {
    const text = Buffer.from("export A=b\n", "utf16le");
    expect(putBlock(Buffer.concat([Buffer.from([0xff, 0xfe]), text]), lines)).toEqual({
      refused: "utf-16",
    });
    expect(putBlock(Buffer.concat([Buffer.from([0xfe, 0xff]), text.swap16()]), lines)).toEqual({
      refused: "utf-16",
    });
    expect(putBlock(Buffer.from("a\0b"), lines)).toEqual({ refused: "binary" });
  });

  it.each([`echo '${begin}'\n`, `${begin} x\n`, `x${end}\n`, "# >>> goproxy-cfg >>>\n"])(
    "but a marker that is not alone on its line is none: %s",
    (text) => {
      expect(findBlock(Buffer.from(text))).toEqual({ block: null });
    },
  );
});

describe("removeBlock", () => {
  it.each([
    ["our own file", block, null],
    ["a file that was empty", `\n${block}`, ""],
    ["what was added behind it", `${block}b\n`, "b\n"],
    ["what was added behind a line that had no end", `a\n${block}b\n`, "a\nb\n"],
    ["the empty line that we put before it", `a\n\n${block}b\n`, "a\nb\n"],
    ["nothing where there is no block", "a\n\n", "a\n\n"],
  ])("%s", (_, before, after) => {
    expect(remove(Buffer.from(before))?.toString() ?? null).toBe(after);
  });
});

describe("any startup file", () => {
  it("is back to the byte after install, install again, change, uninstall", () => {
    fc.assert(
      fc.property(startupFile, fc.boolean(), (file, follow) => {
        const once = put(file, lines, follow);
        expect(once.subarray(0, file.length).equals(file)).toBe(true);
        expect(put(once, lines, follow).equals(once)).toBe(true);
        const changed = put(once, ["other", "lines"], follow);
        expect(put(changed, lines, follow).equals(once)).toBe(true);
        expect(remove(changed)!.equals(file)).toBe(true);
        expect(remove(once)!.equals(file)).toBe(true);
        expect(remove(file)!.equals(file)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps what its owner adds around the block", () => {
    fc.assert(
      fc.property(startupFile, startupFile, (head, tail) => {
        const edited = Buffer.concat([put(head), tail]);
        const kept = remove(edited)!;
        const ended = head.length === 0 || head.at(-1) === 0x0a || tail.length === 0;
        const between = Buffer.from(ended ? "" : "\n");
        expect(kept.equals(Buffer.concat([head, between, tail]))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("is read in one pass, however large and however full of half markers", () => {
    const filler = `${begin} ${" ".repeat(50)} x`;
    const file = Buffer.from(filler.repeat(Math.ceil(4e6 / filler.length)));
    expect(remove(put(file))!.equals(file)).toBe(true);
  });
});
