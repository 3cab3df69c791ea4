import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { expectDocument } from "../../support/contract.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const published = path.resolve(root, "../shared/contract.d.ts");

test("src/contract.ts is the published contract, but for its layout", (ctx) => {
  ctx.skip(!fs.existsSync(published), "the published contract is not beside this checkout");
  const oxfmt = path.join(root, "node_modules/.bin/oxfmt");
  const formatted = execFileSync(oxfmt, ["--stdin-filepath=contract.ts"], {
    cwd: root,
    input: fs.readFileSync(published),
    encoding: "utf8",
  });
  expect(fs.readFileSync(path.join(root, "src/contract.ts"), "utf8")).toBe(formatted);
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
