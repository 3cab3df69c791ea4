import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { parseDocument, stringify } from "yaml";
import { parseYaml } from "../../../src/config/yaml.ts";

const parse = (text: string) => parseYaml("/x/.goproxyrc.yaml", text);

/** The library's own reading. */
const load = (text: string): unknown => parseDocument(text).toJS();

/** What is refused, and where. */
function refusal(text: string): unknown[] {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "config-invalid") throw error;
    const { line, column, problem } = (error as Failure<"config-invalid">).args;
    return [problem.what, line, column];
  }
  return [];
}

describe("YAML is read as its library reads it", () => {
  it("any document", () => {
    const style = fc.record({
      collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
      indent: fc.integer({ min: 2, max: 4 }),
    });
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), style, (value, options) => {
        const text = stringify(value, { ...options, aliasDuplicateObjects: false });
        expect(parse(text).value).toEqual(load(text));
      }),
      { numRuns: 300 },
    );
  });

  it("any word without quotes", () => {
    const word = fc.oneof(
      fc.stringMatching(/^[-+]?[.\d]{1,4}(?:[eExo][-+]?[\da-fA-F]{0,2})?$/),
      fc.stringMatching(/^[-+]?\.(?:inf|Inf|iNF|INF|nan|NaN|NAN|NAn)$/),
      fc.constantFrom(
        ..."~ null Null nULL true True yes on FALSE fAlse off 0b11 1_000 0X1F".split(" "),
      ),
    );
    fc.assert(
      fc.property(word, (text) => {
        expect(parse(`- ${text}`).value).toEqual(load(`- ${text}`));
      }),
      { numRuns: 1000 },
    );
  });

  it("nothing, and an empty document", () => {
    expect(["", "# nothing\n", "---\n", "~"].map((text) => parse(text).value)).toEqual(
      Array(4).fill(null),
    );
  });
});

it.each([
  ["use: *x", "alias", 1, 6],
  ["use:\n  - &x cn", "alias", 2, 5],
  ["use: !!str cn", "tag", 1, 6],
  ["a: 1\nb: !own {}", "tag", 2, 4],
  ["use: cn\nuse: off", "twice", 2, 1],
  ["{use: cn, [private]: x}", "syntax", 1, 11],
  ["use: 'cn", "syntax", 1, 9],
  ["use: cn\n---\nuse: off", "syntax", 3, 1],
])("%j: %s, %i:%i", (text, ...expected) => {
  expect(refusal(text)).toEqual(expected);
});

it("a field of any name has a place", () => {
  const { value, at } = parse('"a]": 1\n"b[0].c": {"__proto__": x, toString: y}\n');
  expect(Object.keys(value as object)).toEqual(["a]", "b[0].c"]);
  expect(["a]", "b[0].c.__proto__", "b[0].c.toString", "z]"].map(at)).toEqual([
    { line: 1, column: 1 },
    { line: 2, column: 12 },
    { line: 2, column: 28 },
    { line: 1, column: 1 },
  ]);
});
