import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { find } from "../../support/shells.ts";
import { user } from "../../support/user.ts";

const stored = "https://stored.example,direct";

/** What /proc tells of each process: its arguments, or its environment. */
function processes(what: "cmdline" | "environ"): string[][] {
  return fs.readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      return [fs.readFileSync(`/proc/${pid}/${what}`, "utf8").split("\0")];
    } catch {
      return [];
    }
  });
}

/** Processes whose command line has this word. */
const running = (word: string) => processes("cmdline").filter((words) => words.includes(word));

/** None of them goes on: a busy machine takes a moment to end what was killed, and would be at it for days otherwise. */
const none = (look: () => string[][]) => expect.poll(look, { timeout: 30_000 }).toEqual([]);

interface Document {
  notes: { code: string; args: { shell: string; why: string } }[];
}

/** What a startup file does, and what the shell then says: an answer, or why there is none. */
const startups: readonly [name: string, text: (word: string) => string, why: string | null][] = [
  ["hangs", (word) => `sleep ${word}`, "late"],
  [
    "hangs whatever is sent to it",
    (word) => `trap '' TERM HUP INT; while :; do sleep ${word}; done`,
    "late",
  ],
  ["waits for a word", () => `read answer; export GOPROXY_TEST=$answer`, null],
  ["waits for the terminal", () => `read answer < /dev/tty`, null],
  ["leaves a process behind", (word) => `sleep ${word} &`, null],
  ["leaves a daemon behind", (word) => `( setsid sleep ${word} > /dev/null 2>&1 & )`, null],
  ["becomes tmux", () => "exec tmux", "silent"],
  ["becomes another shell", () => "exec dash", "silent"],
  ["steps aside for tmux", () => `[ -n "$GOPROXY_CFG_ASKING" ] || exec tmux`, null],
  ["prints escapes", () => String.raw`printf '\033[2J\033]0;title\007\033P+q\033\\'`, null],
  [
    "prints what an answer looks like",
    () => `env | grep GOPROXY_CFG; echo "$GOPROXY_CFG_RUN GOPROXY=no $GOPROXY_CFG_RUN."`,
    null,
  ],
  ["sends its output away", () => "exec > /dev/null 2>&1", null],
  ["prints without end", () => "yes", null],
  ["ends", () => "exit 3", "silent"],
];

describe.each(["bash", "zsh"])("%s: a startup file that", (shell) => {
  for (const [name, text, why] of startups) {
    it(name, async (test) => {
      test.skip(find(shell) === null || find("setsid") === null, `${shell} is not installed`);
      test.skip(name.includes("tmux") && find("tmux") === null, "tmux is not installed");
      const someone = user({ SHELL: find(shell)! });
      const word = `9${process.pid}${Date.now() % 1e6}`;
      someone.write(shell === "bash" ? ".bashrc" : ".zshrc", `${text(word)}\n`);
      const ended = await someone.cfg(["use", stored, "--no-verify", "--shell", "--json"]);
      const { notes } = JSON.parse(ended.stdout) as Document;
      const silence = notes.filter(({ code }) => code === "shell.not-asked");
      expect(silence.map(({ args }) => args)).toEqual(why === null ? [] : [{ shell, why }]);
      expect(ended.code).toBe(why === null ? 0 : 4);
      expect(ended.stderr).not.toMatch(/\u001B|GOPROXY=no/);
      await none(() => running(word));
    });
  }

  it("is 20 MB long", async (test) => {
    test.skip(find(shell) === null, `${shell} is not installed`);
    const someone = user({ SHELL: find(shell)! });
    const line = `# ${"x".repeat(97)}\n`;
    const rc = shell === "bash" ? ".bashrc" : ".zshrc";
    someone.write(rc, `${line.repeat(200_000)}export GOPROXY=https://theirs.example\n`);
    const ended = await someone.cfg(["use", stored, "--no-verify", "--shell", "--json"]);
    // zsh reads our part first; bash reads it last, in the same file.
    expect([0, 4]).toContain(ended.code);
    if (shell === "zsh") expect(ended.stdout).toContain('"line": 200001');
  });
});

/** fish makes completions from manual pages in the background, once a home folder sees its first prompt. */
describe.skipIf(find("fish") === null)("fish, which is asked: nothing is left running", () => {
  const startup: readonly [name: string, text: (word: string) => string][] = [
    ["in its first home folder", () => ""],
    ["by a startup file that starts a job", (word) => `sleep ${word} &\n`],
    ["by one that gives a job away", (word) => `sleep ${word} &\ndisown\n`],
    ["by one that starts a daemon", (word) => `sh -c '(setsid sleep ${word} &)' >/dev/null 2>&1\n`],
  ];
  for (const [name, text] of startup) {
    it(name, async () => {
      const one = user({ SHELL: find("fish")! });
      const word = `9${process.pid}${Date.now() % 1e6}`;
      if (text(word) !== "") one.write(".config/fish/config.fish", text(word));
      for (const verb of [
        ["use", stored, "--no-verify", "--shell"],
        ["shell", "status"],
        ["doctor"],
      ])
        await one.cfg(verb);
      await none(() => running(word));
      await none(() => processes("environ").filter((lines) => lines.includes(`HOME=${one.home}`)));
      expect(fs.existsSync(`${one.home}/.local/share/fish`)).toBe(false);
    });
  }
});
