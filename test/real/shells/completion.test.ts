import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { binFile, run } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { afterFirstFish } from "../../support/shells.ts";
import { type Terminal, terminal } from "../../support/tmux.ts";
import { type User, user } from "../../support/user.ts";

/** A user whose PATH has `goproxy-cfg`, with a mirror and patterns of their own. */
async function someone(): Promise<User> {
  const one = user();
  const bin = path.join(one.root, "bin");
  fs.mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${binFile()}' "$@"\n`;
  fs.writeFileSync(path.join(bin, "goproxy-cfg"), script, { mode: 0o755 });
  const env = { ...one.env, PATH: `${bin}:${one.env["PATH"] ?? ""}` };
  await one.cfg(["mirror", "add", "athens", "https://athens.corp.example"]);
  await one.cfg(["mirror", "add", "公司", "https://gs.corp.example"]);
  await one.cfg(["private", "add", "*.corp.example/team", "git.example.org"]);
  // A file that `*.corp.example/team` would match if a shell expanded it.
  fs.mkdirSync(path.join(one.home, "x.corp.example/team"), { recursive: true });
  one.write("readme.txt", "");
  one.write("folder/file", "");
  return { ...one, env };
}

/** How a shell is made to complete; the rest of its line, after Tab. */
const shells = [
  {
    name: "bash",
    line: ["bash", "--norc", "--noprofile", "-i"],
    setup: 'eval "$(goproxy-cfg completion bash)"',
  },
  {
    name: "zsh",
    line: ["zsh", "-f", "-i"],
    setup: 'autoload -U compinit; compinit -u -D; eval "$(goproxy-cfg completion zsh)"',
  },
  {
    name: "fish",
    line: ["fish", "--no-config", "-i"],
    setup: "goproxy-cfg completion fish | source",
  },
] as const;

/** The shell in a terminal, with the completion loaded. */
async function ready(one: User, { name, line, setup }: (typeof shells)[number]) {
  const env = { ...one.env, PS1: "ready> ", PROMPT: "ready> ", fish_greeting: "" };
  const shell = await terminal(line, { env, cwd: one.home, root: one.root, columns: 200 });
  if (name === "fish") await shell.type("function fish_prompt; echo -n 'ready> '; end\n");
  await shell.shows(/ready>\s*$/);
  await cleared(shell, `${setup}; `);
  return shell;
}

let clearings = 0;

/**
 * A screen with nothing but the prompt, which waits for the next line. It has to be told from one like it that was there
 * before: what is typed while a command runs is shown by the terminal itself, and a Tab then moves the prompt.
 */
async function cleared(shell: Terminal, before = ""): Promise<void> {
  const mark = `cleared-${++clearings}`;
  await shell.type(`${before}clear; echo ${mark}\n`);
  await shell.shows(new RegExp(`^\\s*${mark}\\s+ready>\\s*$`));
}

/** What is typed before Tab, and what then stands on the line. */
const cases: [typed: string, completed: string][] = [
  ["mirr", "mirror "],
  ["use ath", "use athens "],
  ["use goproxy.c", "use goproxy.cn "],
  ["use cn --fallb", "use cn --fallback "],
  ["use cn --fallback mi", "use cn --fallback missing "],
  ["env --as dev", "env --as devcontainer "],
  ["private rem", "private remove "],
  ["private remove git", "private remove git.example.org "],
  ["mirror remove a", "mirror remove athens "],
  ["list --la", "list --lang "],
  ["use cn --fallback=mi", "use cn --fallback=missing "],
  ["doctor --log ./read", "doctor --log ./readme.txt "],
  ["private remove 'git", "private remove 'git.example.org' "],
  ["validate GOPRO", "validate GOPROXY="],
  ["use 公", "use 公司 "],
  ["list --go ./fold", "list --go ./folder/"],
];

describe.each(shells)("$name completes", ({ name, line, setup }) => {
  test.skipIf(onPath(name) === null || onPath("tmux") === null)("in a real terminal", async () => {
    const one = await someone();
    const shell = await ready(one, { name, line, setup } as (typeof shells)[number]);
    for (const [typed, completed] of cases) {
      await shell.type(`goproxy-cfg ${typed}`);
      await shell.keys("Tab");
      await shell.type("@");
      const wanted = `ready> goproxy-cfg ${completed}@`;
      await shell.shows(new RegExp(`^${wanted.replace(/[.]/g, "\\$&")}`, "m"));
      await shell.keys("C-u");
      await cleared(shell);
    }
    if (name === "fish") return;
    // A pattern has to reach the command as it is, whatever lies in the folder.
    await shell.type("goproxy-cfg private remove \\*");
    await shell.keys("Tab");
    await shell.type("--json >out; echo done=$?\n");
    await shell.shows(/done=0/);
    expect(one.stored()).toBe("GOPRIVATE=git.example.org\n");
  });
});

/** As a person opens a new terminal on a machine whose startup files say little: a stock zsh runs no compinit. */
const stock = { bash: ["bash", "-i"], zsh: ["zsh", "-i"], fish: ["fish", "-i"] };

describe.each(Object.entries(stock))("%s", (name, line) => {
  test.skipIf(onPath(name) === null || onPath("tmux") === null)(
    "completes in a new terminal after `completion install`",
    async () => {
      const one = await someone();
      one.write(".bashrc", "PS1='ready> '\n");
      one.write(".zshrc", "PROMPT='ready> '\n");
      one.write(".config/fish/config.fish", "function fish_prompt; echo -n 'ready> '; end\n");
      afterFirstFish(one.home);
      const installed = await one.cfg(["completion", "install", name], { env: one.env });
      expect(installed).toMatchObject({ code: 0, stderr: "" });
      const env = { ...one.env, fish_greeting: "" };
      const shell = await terminal(line, { env, cwd: one.home, root: one.root, columns: 200 });
      await shell.shows(/ready>\s*$/);
      await shell.type("goproxy-cfg use ath");
      await shell.keys("Tab");
      await shell.type("@");
      await shell.shows(/^ready> goproxy-cfg use athens @/m);
      expect(await shell.screen()).not.toMatch(/not found|compdef/);
    },
  );
});

test.skipIf(onPath("fish") === null)(
  "fish: patterns are offered; it quotes them itself",
  async () => {
    const one = await someone();
    const script =
      'goproxy-cfg completion fish | source; complete -C "goproxy-cfg private remove "';
    const ended = await run(["fish", "--no-config", "-c", script], { env: one.env, cwd: one.home });
    expect(ended.stdout.trim().split("\n")).toEqual(["*.corp.example/team", "git.example.org"]);
  },
);

describe.each(shells)("$name: nothing that a value holds is run", ({ name, line, setup }) => {
  test.skipIf(onPath(name) === null || onPath("tmux") === null)(
    "in whichever quote it is completed",
    async () => {
      const one = await someone();
      const mark = path.join(one.home, "ran");
      one.write(
        ".goproxyrc.yaml",
        `environments: { "prod$(touch ${mark})": { use: cn }, "prod;touch ${mark}": { use: cn }, "plain": { use: cn } }\n`,
      );
      // A pattern is the user's own, and may be anything.
      const patterns = [
        `git.corp.com/$(touch ${mark})`,
        `b\`touch ${mark}\``,
        `c';touch ${mark};'`,
        `d";touch ${mark};"`,
        `e(touch ${mark})`,
        `f\\';touch ${mark};'`,
      ];
      one.write(".config/go/env", `GOPRIVATE=${patterns.join(",")}\n`);
      const shell = await ready(one, { name, line, setup } as (typeof shells)[number]);
      for (const typed of [
        'check --environment "p',
        "check --environment 'p",
        "check --environment p",
        ...["git", "c", "d"].flatMap((start) =>
          ['"', "'", ""].map((quote) => `private remove ${quote}${start}`),
        ),
        'private remove "b',
        "private remove e",
        "private remove 'f",
      ]) {
        await shell.type(`goproxy-cfg ${typed}`);
        await shell.keys("Tab");
        await shell.type(" -n >out 2>&1; echo done\n");
        await shell.shows(/^done$/m);
        await cleared(shell);
        expect([typed, fs.existsSync(mark)]).toEqual([typed, false]);
      }
    },
  );
});

test.skipIf(onPath("bash") === null)(
  "bash: a word with a colon is completed behind it",
  async () => {
    const one = await someone();
    const script = `eval "$(goproxy-cfg completion bash)"
goproxy-cfg() { printf 'https://a.example/x\\thelp\\nhttp://b\\n'; }
COMP_LINE='goproxy-cfg use https://a.'; COMP_POINT=\${#COMP_LINE}
__goproxy_cfg_complete
printf '<%s>' "\${COMPREPLY[@]}"`;
    const ended = await run(["bash", "--norc", "-c", script], { env: one.env, cwd: one.home });
    expect(ended.stdout).toBe("<//a.example/x>");
  },
);

describe("completion", () => {
  test("of an unknown shell: 2, and the known ones", async () => {
    const refused = await user().cfg(["completion", "tcsh"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("bash, zsh, fish, pwsh");
  });

  test("pwsh by both of its names", async () => {
    const one = user();
    const scripts = [
      await one.cfg(["completion", "pwsh"]),
      await one.cfg(["completion", "powershell"]),
    ];
    expect(scripts[0]?.stdout).toContain("Register-ArgumentCompleter");
    expect(scripts[1]).toEqual(scripts[0]);
  });

  test("a thousand own mirrors, and a broken file of them", async () => {
    const one = user();
    const file = ".config/goproxy-cfg/config.json";
    const mirrors = Array.from({ length: 1000 }, (_, at) => ({
      name: `m${at}`,
      url: `https://m${at}.example`,
    }));
    one.write(file, JSON.stringify({ mirrors }));
    const { stdout } = await one.cfg(["complete", "--", "use", "m"]);
    expect(stdout.split("\n").filter((line) => line.startsWith("m"))).toHaveLength(1000);
    one.write(file, "{broken");
    const without = await one.cfg(["complete", "--", "use", "g"]);
    expect(without).toMatchObject({ code: 0, stderr: "" });
    expect(without.stdout).toMatch(/^goproxy\.cn\t/);
  });

  test("flags of every command, and values of flags", async () => {
    const one = user();
    const lines = async (...words: string[]) =>
      (await one.cfg(["complete", "--", ...words])).stdout
        .split("\n")
        .map((line) => line.split("\t")[0]);
    expect(await lines("use", "--")).toEqual(
      expect.arrayContaining(["--json", "--lang", "--sumdb", "--no-direct"]),
    );
    expect(await lines("list", "--lang", "")).toEqual(["en", "zh", ""]);
    expect(await lines("validate", "GOP")).toEqual(["GOPROXY=", "GOPRIVATE=", ""]);
    expect(await lines("")).not.toContain("complete");
    expect(await lines("help", "mirror", "a")).toEqual(["add", ""]);
    expect(await lines("help", "use", "")).toEqual([""]);
    expect(await lines("help", "fall")).toEqual(["fallback", ""]);
    // As the script for PowerShell asks; the command of npm there swallows the first `--`.
    const asked = await one.cfg(["complete", "list", "--lang"], {
      env: { GOPROXY_CFG_WORD: "=" },
    });
    expect(asked.stdout).toBe("en\t\nzh\t\n");
  });
});
