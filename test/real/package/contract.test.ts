import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { expectDocument } from "../../support/contract.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const published = path.resolve(root, "../shared/contract.d.ts");

test("src/contract.ts only adds to the published contract", (ctx) => {
  ctx.skip(!fs.existsSync(published), "the published contract is not beside this checkout");
  const text = fs.readFileSync(published, "utf8");
  const names = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(30);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "contract-"));
  try {
    fs.writeFileSync(path.join(folder, "published.ts"), text);
    fs.copyFileSync(path.join(root, "src/contract.ts"), path.join(folder, "ours.ts"));
    const programs = names.map((name) => `(ours: ours.${name}): published.${name} => ours,`);
    const imports = ["published", "ours"].map((of) => `import type * as ${of} from "./${of}.ts";`);
    fs.writeFileSync(
      path.join(folder, "taken.ts"),
      [...imports, "export const taken = [", ...programs, "];"].join("\n"),
    );
    const { stdout } = spawnSync(
      path.join(root, "node_modules/.bin/tsc"),
      ["--noEmit", "--strict", "--allowImportingTsExtensions", "--types", "", "taken.ts"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(stdout).toBe("");
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test("a document that lacks a field is refused, one that has more is not", () => {
  const good = { schemaVersion: 1, settings: [], mirror: null };
  expectDocument("Current", JSON.stringify({ ...good, extra: true }));
  expect(() => expectDocument("Current", '{"schemaVersion":1,"settings":[]}')).toThrow(/mirror/);
  expect(() => expectDocument("Current", JSON.stringify({ ...good, schemaVersion: 2 }))).toThrow(
    /schemaVersion/,
  );
  expect(() => expectDocument("Current", `${JSON.stringify(good)}\n{}`)).toThrow(SyntaxError);
});
