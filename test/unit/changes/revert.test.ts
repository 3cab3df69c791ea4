import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { revertLines } from "../../../src/changes/revert.ts";

const bytes = (text: string | null) => (text === null ? null : Buffer.from(text, "latin1"));
const revert = (now: string, before: string | null, after: string | null) =>
  revertLines(bytes(now)!, bytes(before), bytes(after))?.toString("latin1") ?? null;

describe("revertLines", () => {
  it("takes lines out where others were added around them", () => {
    expect(revert("new\na\nOURS\nOURS2\nb\nlast", "a\nb\n", "a\nOURS\nOURS2\nb\n")).toBe(
      "new\na\nb\nlast",
    );
  });

  it("gives a line back its old text", () => {
    expect(revert("x\nP='new'\ny\n", "P='old'\n", "P='new'\n")).toBe("x\nP='old'\ny\n");
  });

  it("puts lines back between the neighbours that they had", () => {
    expect(revert("x\na\nb\ny\n", "a\nOURS\nb\n", "a\nb\n")).toBe("x\na\nOURS\nb\ny\n");
    expect(revert("x\na\n", "a\nOURS\n", "a\n")).toBe("x\na\nOURS\n");
    expect(revert("x\nchanged\nb\n", "a\nOURS\nb\n", "a\nb\n")).toBeNull();
    expect(revert("x\n", "OURS\n", "")).toBeNull();
  });

  it("does not glue lines together", () => {
    expect(revert("last\nOURS\nadded\n", "last", "last\nOURS\n")).toBe("last\nadded\n");
    expect(revert("x\nlast\nOURS\n", "last", "last\nOURS\n")).toBe("x\nlast");
  });

  it("has nothing to do where none of our lines is left", () => {
    expect(revert("a\nb\n", "a\n", "a\n\nOURS\n")).toBe("a\nb\n");
  });

  it("cannot tell where our lines were changed, or stand twice", () => {
    expect(revert("a\nOURS\nchanged\n", "a\n", "a\nOURS\nOURS2\n")).toBeNull();
    expect(revert("a\nOURS\nx\na\nOURS\n", "a\n", "a\nOURS\n")).toBeNull();
    expect(revert("P='other'\n", "P='old'\n", "P='new'\n")).toBeNull();
  });

  it("takes back several changes apart from each other", () => {
    const before = "a\nexport P=1\nb\nc\nd\n";
    const after = "a\n# export P=1\nb\nc\nd\n# >>>\n# <<<\n";
    expect(revert("a\n# export P=1\nb\nnew\nc\nd\n# >>>\n# <<<\nlast\n", before, after)).toBe(
      "a\nexport P=1\nb\nnew\nc\nd\nlast\n",
    );
    expect(revert("a\nexport P=1\nb\nnew\nc\nd\n# >>>\n# <<<\n", before, after)).toBeNull();
  });

  it("finds the right one of two by its neighbours", () => {
    expect(revert("x\nfi\ny\nfi\nlast\n", "x\ny\nfi\n", "x\nfi\ny\nfi\n")).toBe("x\ny\nfi\nlast\n");
  });

  it("keeps every byte of others, whatever they are", () => {
    const line = fc
      .string({ unit: "binary-ascii", maxLength: 6 })
      .map((text) => `${text.replaceAll("\n", "")}\r\xff\n`);
    const lines = fc.array(line, { maxLength: 8 });
    const run = fc.property(lines, lines, lines, lines, (above, old, below, more) => {
      const block = "# >>> ours\nvalue\n# <<< ours\n";
      const [head, tail, rest] = [above, below, more].map((list) => list.join(""));
      const [before, after] = [head! + old.join("") + tail!, head! + block + tail!];
      expect(revert(rest! + after + rest!, before, after)).toBe(rest! + before + rest!);
    });
    fc.assert(run, { numRuns: 200 });
  });
});
