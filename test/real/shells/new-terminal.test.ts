import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { constructs, theirs } from "../../support/constructs.ts";
import { opened } from "../../support/opened.ts";
import { find } from "../../support/shells.ts";
import { user } from "../../support/user.ts";

const stored = "https://stored.example,direct";

/** Bytes, modes and links of a home folder, but for our records and what shells keep for themselves. */
function filesOf(home: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of fs.readdirSync(home, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(home, file);
    if (
      entry.isDirectory() ||
      /^\.local|^\.config\/go\/|history|fish_variables|^\.cache/.test(name)
    )
      continue;
    found[name] = `${fs.lstatSync(file).mode} ${fs.readFileSync(file, "latin1")}`;
  }
  return found;
}

interface Document {
  shadowedBy: { kind: string; key: string; file?: string; line?: number; perhaps?: true }[];
}

describe("after `use --shell`", () => {
  for (const { shell, name, files, line } of constructs) {
    it(`${shell}: ${name}`, async (test) => {
      test.skip(find(shell) === null || find("script") === null, `${shell} is not installed`);
      const one = user({ SHELL: find(shell)! });
      for (const [file, text] of Object.entries(files)) one.write(file, text);
      const before = filesOf(one.home);
      const use = ["use", stored, "--no-verify", "--shell", "--json"];
      const ended = await one.cfg(use);
      const { shadowedBy } = JSON.parse(ended.stdout) as Document;
      const truth = async () => (await opened(one, shell))?.["GOPROXY"] || stored;

      const named = shadowedBy.map((by) => `${path.relative(one.home, by.file ?? "")}:${by.line}`);
      const login = shell === "tcsh" && name === "login" ? { args: ["-l"] } : {};
      const has = (await opened(one, shell, login))?.["GOPROXY"] || stored;
      expect({ has, exit: ended.code, named }).toEqual({
        has: line === null ? stored : theirs,
        exit: line === null ? 0 : 4,
        named: line === null ? [] : [line],
      });

      const forced = await one.cfg([...use, "--yes"]);
      if (forced.code === 0) expect(await truth()).toBe(stored);
      else expect(forced.stdout + forced.stderr).toMatch(/not-alone/);

      expect((await one.cfg(["shell", "uninstall"])).code).toBe(0);
      expect(filesOf(one.home)).toEqual(before);
      expect((await one.cfg(["undo"])).code).toBe(0);
    });
  }
});
