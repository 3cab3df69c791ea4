import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, parseLooseJson } from "../../../src/config/json.ts";
import { Failure } from "../../../src/failure.ts";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The line on which a text stops being JSON; null where it is JSON. */
function errorLine(text: string): number | null {
  try {
    parseJson("x.json", text);
    return null;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "config-invalid") throw error;
    const { line, problem } = (error as Failure<"config-invalid">).args;
    // A name given twice is no mistake of JSON.
    return problem.what === "twice" ? null : line;
  }
}

describe("parseJson", () => {
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
    expect(errorLine(text)).toBe(line);
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
        expect(errorLine(text) === null).toBe(parses(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe("parseLooseJson", () => {
  it.each([
    ['{"a": [1, 2 , ], } // ,]', { a: [1, 2] }],
    ['[{"a": "b",} /* , */ , // c\n]', [{ a: "b" }]],
    ['[",]", true,]', [",]", true]],
    ["[[],{},null,]", [[], {}, null]],
    ['{"a": 1, "a": 2, "__proto__": 3}', JSON.parse('{"a": 2, "__proto__": 3}')],
  ])("%j", (text, value) => {
    expect(parseLooseJson("x.json", text).value).toEqual(value);
  });

  it.each(["[,]", "{,}", "[1,,]", '{"a":,}', "[1],", '{"a",}', "[,1]", "[".repeat(100_000)])(
    "%j is no JSON",
    (text) => {
      expect(() => parseLooseJson("x.json", text)).toThrow("config-invalid");
    },
  );

  it("a field has the place of its name", () => {
    const { at } = parseLooseJson("x.json", '{ // mine\n  "a": [1,\n {"b": 2}]\n}');
    expect([at("a[1].b"), at("a[1].c"), at("x")]).toEqual([
      { line: 3, column: 3 },
      { line: 3, column: 2 },
      { line: 1, column: 1 },
    ]);
  });
});
