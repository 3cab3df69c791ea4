import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Changed, Place } from "../../../src/contract.ts";
import { constructs, theirs } from "../../support/constructs.ts";
import { opened } from "../../support/opened.ts";
import { find } from "../../support/shells.ts";
import { type User, user } from "../../support/user.ts";

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
      else if (shadowedBy.some(({ perhaps }) => perhaps)) expect(forced.code).toBe(4);
      else expect(forced.stdout + forced.stderr).toMatch(/not-alone/);

      expect((await one.cfg(["shell", "uninstall"])).code).toBe(0);
      expect(filesOf(one.home)).toEqual(before);
      expect((await one.cfg(["undo"])).code).toBe(0);
    });
  }
});

/** Homes in which a rehearsal is harder than a copy of a file. */
const rehearsed: readonly [
  name: string,
  shell: string,
  make: (one: User) => Record<string, string> | void,
  line: string | null,
][] = [
  ...constructs
    .filter((_, at) => at % 7 === 0)
    .map(({ name, shell, files, line }): (typeof rehearsed)[number] => [
      name,
      shell,
      (one) => {
        for (const [file, text] of Object.entries(files)) one.write(file, text);
      },
      line,
    ]),
  [
    "startup files that are links into a folder of the home folder",
    "zsh",
    (one) => {
      one.write("dotfiles/zshenv", 'source "${${(%):-%x}:A:h}/go.zsh"\n');
      one.write("dotfiles/go.zsh", "go_proxy=https://goproxy.cn,direct\n");
      one.write(".zshrc", "export GOPROXY=$go_proxy\n");
      fs.symlinkSync("dotfiles/zshenv", path.join(one.home, ".zshenv"));
    },
    ".zshrc:1",
  ],
  [
    "two names of one file",
    "bash",
    (one) => {
      one.write(".bashrc", "export GOPROXY=https://goproxy.cn,direct\n");
      fs.symlinkSync(path.join(one.home, ".bashrc"), path.join(one.home, ".bash_profile"));
    },
    null,
  ],
  [
    "a folder of settings elsewhere",
    "fish",
    (one) => {
      const config = path.join(one.root, "settings");
      fs.mkdirSync(path.join(config, "fish"), { recursive: true });
      const text = "\nset -gx GOPROXY https://goproxy.cn,direct\n";
      fs.writeFileSync(path.join(config, "fish", "config.fish"), text);
      return { XDG_CONFIG_HOME: config };
    },
    "../settings/fish/config.fish:2",
  ],
  [
    "a startup file that writes what is stored already",
    "bash",
    (one) => {
      one.write(".config/go/env", "GOPROXY=https://goproxy.cn,direct\n");
      one.write(".bashrc", "go env -w GOPROXY=https://goproxy.cn,direct\n");
    },
    ".bashrc:1",
  ],
];

describe("a dry run tells what the run then tells", () => {
  for (const [name, shell, make, line] of rehearsed) {
    it(`${shell}: ${name}`, async (test) => {
      test.skip(find(shell) === null, `${shell} is not installed`);
      const one = user({ SHELL: find(shell)! });
      const env = make(one) ?? {};
      const before = filesOf(one.home);
      const use = async (...more: string[]) => {
        const words = ["use", stored, "--no-verify", "--shell", "--json", ...more];
        const { code, stdout } = await one.cfg(words, { env });
        const { changes, shadowedBy, notes } = JSON.parse(stdout) as Changed;
        return { code, changes, shadowedBy, notes };
      };
      const foretold = await use("--dry-run");
      expect(filesOf(one.home)).toEqual(before);
      expect(await use()).toEqual(foretold);
      const told = foretold.notes.flatMap(({ args }) => (args["by"] as Place | undefined) ?? []);
      const named = [...foretold.shadowedBy, ...told].map(
        ({ file = "", line: at }) => `${path.relative(one.home, file)}:${at}`,
      );
      expect([...new Set(named)]).toEqual(line === null ? [] : [line]);
    });
  }

  it("bash: with consent it names the line that would be commented out, and the end is good", async () => {
    const one = user({ SHELL: find("bash")! });
    await one.cfg(["use", stored, "--no-verify", "--shell"]);
    fs.appendFileSync(path.join(one.home, ".bashrc"), "export GOPROXY=https://goproxy.cn,direct\n");
    const before = filesOf(one.home);
    const install = ["shell", "install", "--dry-run", "--json"];
    const without = await one.cfg(install);
    expect(without.code).toBe(4);
    expect(without.stdout).toContain("consent-required");
    const consenting = await one.cfg([...install, "--yes"]);
    const { changes, shadowedBy } = JSON.parse(consenting.stdout) as Changed;
    expect({ code: consenting.code, shadowedBy }).toEqual({ code: 0, shadowedBy: [] });
    expect(changes).toMatchObject([
      { target: "startup-file", file: path.join(one.home, ".bashrc"), key: "GOPROXY", after: null },
    ]);
    expect(filesOf(one.home)).toEqual(before);
  });
});

describe("a line that takes our value away again is told, and go has it all the same", () => {
  const lines: readonly [shell: string, file: string, text: string, line: number][] = [
    ["zsh", ".zshrc", "true\nunset GOPROXY\n", 2],
    ["zsh", ".zshrc", "f() { export GOPROXY=; }\nf\n", 1],
    ["fish", ".config/fish/config.fish", "true\nset -e GOPROXY\n", 2],
    ["fish", ".config/fish/config.fish", "set -q GOPROXY; and set -gx GOPROXY ''\n", 1],
  ];
  for (const [shell, file, text, line] of lines) {
    it(`${shell}: ${text.split("\n")[line - 1]}`, async (test) => {
      test.skip(find(shell) === null, `${shell} is not installed`);
      const one = user({ SHELL: find(shell)! });
      one.write(file, text);
      const ended = await one.cfg(["use", stored, "--no-verify", "--shell", "--json"]);
      const { notes, shadowedBy } = JSON.parse(ended.stdout) as Changed;
      expect({ exit: ended.code, shadowedBy }).toEqual({ exit: 0, shadowedBy: [] });
      const by = { file: path.join(one.home, file), line };
      expect(notes.filter(({ code }) => code === "shell.erased")).toMatchObject([
        { severity: "info", args: { key: "GOPROXY", shell, by } },
      ]);
    });
  }
});
