import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkName } from "../../../src/mirrors/own-check.ts";
import { checked } from "../../../src/config/document.ts";
import { teamSchema } from "../../../src/config/schema.ts";
import { parseTeamFile } from "../../../src/team/load.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const file = path.join(os.tmpdir(), `goproxyrc-${process.pid}.schema.json`);
execFileSync(process.execPath, [path.join(root, "scripts/schema.js"), file]);
const schema = JSON.parse(fs.readFileSync(file, "utf8")) as object;
fs.rmSync(file);
const conforms = new Ajv({ strict: false }).compile(schema);
const accepts = (document: unknown) => checked(teamSchema, document).mistake === null;

describe("the schema that editors are given says what the tool says", () => {
  it.each<[boolean, unknown]>([
    [true, {}],
    [true, { $schema: "https://x.example/s.json", use: "cn" }],
    [true, { use: ["corp", "cn"], fallback: "missing", private: ["corp.com"], sumdb: "cn" }],
    [
      true,
      { mirrors: [{ name: "corp", url: "https://c", serves: { sumdb: true }, pinned: true }] },
    ],
    [true, { environments: { ci: { use: "off", answers: "http://x" }, home: {} } }],
    [true, { policy: { allowedProxies: "cn", allowSumdbOff: false, minGo: "go1.21.3" } }],
    [false, []],
    [false, "cn"],
    [true, null],
    [true, { use: "off", private: [], policy: { allowedProxies: [] } }],
    [false, { use: "" }],
    [false, { use: [] }],
    [false, { use: "auto" }],
    [false, { use: ["cn", "auto"] }],
    [false, { environments: { ci: { use: [] } } }],
    [false, { policy: { allowedProxies: ["auto"] } }],
    [false, { use: "https://a.example,\n" }],
    [false, { mirrors: [{ name: "corp", url: "https://x\ny" }] }],
    [false, { use: [1] }],
    [false, { use: null }],
    [false, { uze: "cn" }],
    [false, { fallback: "all" }],
    [false, { mirrors: { corp: "https://x" } }],
    [false, { mirrors: [{ name: "corp" }] }],
    [false, { mirrors: [{ name: "corp", url: "corp.example" }] }],
    [false, { mirrors: [{ name: "corp", url: "https://c", serves: { zips: true } }] }],
    [false, { environments: ["ci"] }],
    [false, { environments: { ci: null } }],
    [false, { environments: { ci: { policy: {} } } }],
    [false, { policy: { minGo: "2.0" } }],
    [false, { policy: { minGo: 1.21 } }],
    [false, { policy: { allowSumdbOff: "no" } }],
  ])("%s: %j", (valid, document) => {
    expect({ ours: accepts(document), schema: conforms(document) }).toEqual({
      ours: valid,
      schema: valid,
    });
  });

  it("the name of a mirror; the schema knows no catalog", () => {
    const named = (name: string) => conforms({ mirrors: [{ name, url: "https://x" }] });
    for (const name of ["a b", "-a", "", "direct", "off", "auto", "https://x"]) {
      expect(() => checkName(name)).toThrow("mirror-name");
      expect(named(name)).toBe(false);
    }
    for (const name of ["corp", "镜像-1", "a.b_c+d"]) {
      checkName(name);
      expect(named(name)).toBe(true);
    }
  });

  it("for whatever else there is", () => {
    const keys = "use fallback private sumdb mirrors environments policy answers name url minGo x";
    const leaf = fc.constantFrom<unknown>("cn", "", "any", "https://x", "1.21", true, 1, null);
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.array(tie("tree"), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom(...keys.split(" ")), tie("tree"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys.split(" ")), tree), (document) => {
        // Names are not judged by their shape.
        fc.pre(!JSON.stringify(document).includes('"name":"https://x"'));
        expect(accepts(document)).toBe(conforms(document));
      }),
      { numRuns: 2000 },
    );
  });
});

it("JSON is read as itself, every place within the text", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(0, 2),
      async (value, indent) => {
        const text = JSON.stringify({ value }, null, indent);
        const { value: read, at } = await parseTeamFile("/x/.goproxyrc.json", text);
        expect(JSON.stringify(read)).toBe(JSON.stringify(JSON.parse(text)));
        const { line, column } = at("value");
        expect(text.split("\n")[line - 1]?.slice(column - 1)).toMatch(/^"value"/);
      },
    ),
    { numRuns: 200 },
  );
});

it("places in YAML of every style", async () => {
  const text = `# team
use:

  # first
  - corp
  - goproxy.cn
private: [a.com,
  b.com]
mirrors:
  - name: corp
    url: https://x
  -
    name: "two"
    serves: {modules: true, sumdb: false}
policy: {allowedProxies: [cn],
         minGo: "1.21"}
environments:
  ci:
    use:
    sumdb: off
`;
  const { at } = await parseTeamFile("/x/.goproxyrc.yaml", text);
  const places = [
    ["use", 2, 1],
    ["use[0]", 5, 5],
    ["use[1]", 6, 5],
    ["private[1]", 8, 3],
    ["mirrors[0].url", 11, 5],
    ["mirrors[1]", 13, 5],
    ["mirrors[1].serves.sumdb", 14, 29],
    ["mirrors[1].url", 13, 5],
    ["policy.allowedProxies[0]", 15, 27],
    ["policy.minGo", 16, 10],
    ["environments.ci.sumdb", 20, 5],
  ];
  expect(places.map(([field]) => [field, ...Object.values(at(String(field)))])).toEqual(places);
});
