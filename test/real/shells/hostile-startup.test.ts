import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { find } from "../../support/shells.ts";
import { user } from "../../support/user.ts";

const stored = "https://stored.example,direct";

/** Processes whose command line has this word. */
function running(word: string): string[] {
  return fs.readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(word);
    } catch {
      return false;
    }
  });
}

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
      expect(running(word)).toEqual([]);
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
