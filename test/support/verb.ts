import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { ErrorDocument } from "../../src/contract.ts";
import { run } from "../../src/main.ts";
import { expectDocument } from "./contract.ts";
import { type Sandbox, sandbox } from "./sandbox.ts";

/** One command line of a verb on a machine without go, network or terminal, and what has to come of it. */
export interface VerbCase {
  line: readonly string[];
  /** Text by path below the home folder, before. */
  files?: Readonly<Record<string, string>>;
  /** Command lines that are run before. */
  after?: readonly (readonly string[])[];
  /** Where it runs, below the home folder. */
  cwd?: string;
  exit: number;
  /** The type of src/contract.ts that --json prints; null where the verb prints no JSON. */
  document?: string | null;
  /** Instead of a document: the code of the error. */
  error?: string;
  /** What the document has to hold. */
  holds?: object;
  /** Whether a file of the home folder may change, our own state apart. */
  writes?: true;
}

/**
 * One test for each case: the exit code, the document (checked by the schema of the contract) or the error, what was
 * written, and that both languages say something of their own, without a word of the other one.
 */
export function describeVerb(name: string, cases: Readonly<Record<string, VerbCase>>): void {
  describe(name, () => {
    it.each(Object.entries(cases))("%s", async (_title, wanted) => {
      const json = await ran(wanted, ["--json"]);
      expect(json).toMatchObject({ exit: wanted.exit });
      if (wanted.error !== undefined) {
        const { error } = expectDocument<ErrorDocument>("ErrorDocument", json.stderr);
        expect(error).toMatchObject({ code: wanted.error });
        expect(json.stdout).toBe("");
      } else if (wanted.document !== null) {
        const document = expectDocument(wanted.document ?? "Changed", json.stdout);
        if (wanted.holds !== undefined) expect(document).toMatchObject(wanted.holds);
      }
      for (const one of [json, await inEnglish(wanted), await inChinese(wanted)]) {
        expect(one).toMatchObject({ exit: wanted.exit });
        expect(one.changed).toBe(wanted.writes === true);
      }
    });
  });
}

async function inEnglish(wanted: VerbCase) {
  const shown = await ran(wanted, ["--lang", "en"]);
  const text = shown.stdout + shown.stderr;
  expect(text.trim()).not.toBe("");
  expect(text).not.toMatch(/undefined|\[object |\bNaN\b/);
  expect(text).not.toMatch(/\p{Script=Han}|[，。：；（）]/u);
  return shown;
}

async function inChinese(wanted: VerbCase) {
  const shown = await ran(wanted, ["--lang", "zh"]);
  const text = shown.stdout + shown.stderr;
  expect(text.trim()).not.toBe("");
  expect(text).not.toMatch(/undefined|\[object |\bNaN\b/);
  // Code, commands, values and the lines of a file's difference are the same in every language; a sentence is not.
  const prose = text
    .replaceAll(/`[^`]*`/g, "")
    .replaceAll(/.*(goproxy-cfg|[=:]\/\/|^\s*[-+#] ).*/gm, "");
  expect(prose).not.toMatch(/\b[a-z]{2,}(?: [a-z]{2,}){3,}\b/);
  return shown;
}

/** Runs the command line on a machine of its own; `changed`: whether it wrote to the home folder. */
async function ran(wanted: VerbCase, flags: readonly string[]) {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  for (const [file, text] of Object.entries(wanted.files ?? {})) box.write(file, text);
  if (wanted.cwd !== undefined) box.ctx.cwd = path.join(box.home, wanted.cwd);
  for (const line of wanted.after ?? [])
    expect({ line, exit: await run(box.ctx, line) }).toEqual({ line, exit: 0 });
  const before = { files: filesOf(box), out: box.stdout().length, err: box.stderr().length };
  const exit = await run(box.ctx, [...wanted.line, ...flags]);
  return {
    exit,
    stdout: box.stdout().slice(before.out),
    stderr: box.stderr().slice(before.err),
    changed: filesOf(box) !== before.files,
  };
}

/** Every file of the home folder with its content, as one text; our own state and caches are left out. */
function filesOf({ home }: Sandbox): string {
  const files = fs
    .readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/^\.(?:local|cache)\//.test(path.relative(home, file)));
  return files
    .toSorted()
    .map((file) => `${file}\n${fs.readFileSync(file, "latin1")}`)
    .join("\n");
}
