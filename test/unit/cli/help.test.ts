import { beforeAll, describe, expect, it } from "vitest";
import { displayWidth, loadWidths } from "../../../src/term/layout.ts";
import { run } from "../../../src/main.ts";
import { verbs } from "../../../src/verb-table.ts";
import { sandbox } from "../../support/sandbox.ts";

beforeAll(loadWidths);

/** What a verb's `--help` prints on a terminal of that many columns. */
async function page(line: string, columns: number, lang: "en" | "zh"): Promise<string> {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  const ctx = { ...box.ctx, stdout: { ...box.ctx.stdout, columns } };
  expect(await run(ctx, [...line.split(" "), "--help", "--lang", lang])).toBe(0);
  return box.stdout();
}

describe.each(["en", "zh"] as const)("help in %s", (lang) => {
  it.each([60, 80, 100])("fits into %i columns, Chinese characters taking two", async (columns) => {
    for (const verb of ["use", "private add", "doctor", "shell install"]) {
      const text = await page(verb, columns, lang);
      const [, described = ""] = text.split(/\n\n(?=Usage|用法)/);
      const long = described.split("\n").filter((line) => displayWidth(line) > columns);
      // What has no place to break stays whole: a list joined by bars, a file's name.
      expect(long.filter((line) => /\S \S/.test(line.trim()))).toEqual([]);
    }
  });

  it("says of each term in a narrow terminal below it", async () => {
    const text = await page("use", 40, lang);
    expect(text).toMatch(/\n {2}--no-verify\n {6}\S/);
  });

  it("describes every verb, operand and option", async () => {
    for (const [name, verb] of Object.entries(verbs)) {
      if ("hidden" in verb) continue;
      const text = await page(name, 100, lang);
      for (const row of text.match(/^ {2}-.*$/gm) ?? []) expect(row).toMatch(/\S {2,}\S/);
      expect(text).not.toContain("undefined");
    }
  });
});

it("has no heading of commander's in Chinese", async () => {
  for (const name of ["use", "private", "help"]) {
    expect(await page(name, 80, "zh")).not.toMatch(/Usage|Options|Arguments|Commands/);
  }
});
