import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonErrorLine, plainJson } from "../src/json.ts";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("jsonErrorLine", () => {
  it.each([
    ["", 1],
    ["{\n", 2],
    ['{\n  "mirrors": [\n    { "name": "a" },\n  ]\n}\n', 4],
    ['{\n  "a": 1\n  "b": 2\n}', 3],
    ["{\n  // why\n}", 2],
    ["{\n  'a': 1\n}", 2],
    ['{"a": tru}', 1],
    ['["a\nb"]', 1],
    ["[1,\n2]\n]", 3],
    ["[01]", 1],
  ])("%j breaks on line %d", (text, line) => {
    expect(jsonErrorLine(text)).toBe(line);
  });

  it("is null for what JSON.parse takes, and a line for all else", () => {
    const nearlyJson = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom("", ",", "}", "]", "\n", '"', "0", "\\"),
      )
      .map(([text, at, extra]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + extra + text.slice(cut);
      });
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string()), (text) => {
        expect(jsonErrorLine(text) === null).toBe(parses(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe("plainJson", () => {
  it.each([
    ['{"a": [1, 2 , ], } // ,]', { a: [1, 2] }],
    ['[{"a": "b",} /* , */ , // c\n]', [{ a: "b" }]],
    ['[",]", true,]', [",]", true]],
    ["[[],{},null,]", [[], {}, null]],
  ])("%j", (text, value) => {
    expect(JSON.parse(plainJson(text))).toEqual(value);
    expect(plainJson(text)).toHaveLength(text.length);
  });

  it.each(["[,]", "{,}", "[1,,]", '{"a":,}', "[1],", '{"a",}', "[,1]"])(
    "%j stays what it is: no JSON",
    (text) => {
      expect(parses(plainJson(text))).toBe(false);
    },
  );
});
