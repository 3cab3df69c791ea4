import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Changed, ShellStatus } from "../../../src/contract.ts";
import { managedKeys } from "../../../src/settings/effective.ts";
import { binFile, run } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { realGo } from "../../support/go.ts";
import { hostile } from "../../support/hostile.ts";
import { need } from "../../support/machine.ts";
import { find } from "../../support/shells.ts";
import { by, open, terminals, there } from "../../support/terminals.ts";
import { terminal } from "../../support/tmux.ts";
import { type User, user } from "../../support/user.ts";

const cn = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";
const shells = ["bash", "zsh", "dash", "ksh", "fish", "tcsh", "nu", "elvish", "xonsh"];
const byName = shells.flatMap((shell) => ["--shell", shell]);

const isOurs = (name: string) =>
  /^\.(?:local|cache)(?:\/|$)|^\.config\/(?:go|fish\/fish_)/.test(name);

/** All of a home but our records, go's files and what shells write by themselves, with mode, owner and links. */
function snapshot(someone: Pick<User, "home">, below = ""): Record<string, string> {
  const { home } = someone;
  const seen: Record<string, string> = {};
  for (const entry of fs.readdirSync(path.join(home, below), { withFileTypes: true })) {
    const name = path.join(below, entry.name);
    const file = path.join(home, name);
    if (isOurs(name)) continue;
    const { mode, uid, gid, nlink } = fs.lstatSync(file);
    const about = `${mode.toString(8)} ${uid}:${gid}`;
    if (entry.isDirectory()) Object.assign(seen, { [name]: about }, snapshot(someone, name));
    else if (entry.isSymbolicLink()) seen[name] = `${about} -> ${fs.readlinkSync(file)}`;
    else seen[name] = `${about} ${nlink} ${fs.readFileSync(file, "latin1")}`;
  }
  return seen;
}

async function changed(someone: User, args: readonly string[], code = 0): Promise<Changed> {
  const ended = await someone.cfg([...args, "--json"]);
  expect(ended).toMatchObject({ code });
  return expectDocument<Changed>("Changed", ended.stdout);
}

/** A machine on which six shells and more are used, with files of all kinds. */
function manyShells(): User {
  const someone = user({ SHELL: "/bin/bash" });
  const { home, write } = someone;
  write(".bashrc", Buffer.from("# \xE9, and no end of the line", "latin1"));
  write(".profile", "# mine\r\n\r\n");
  write("dotfiles/zshenv", "export EDITOR=vi\n");
  fs.symlinkSync("dotfiles/zshenv", path.join(home, ".zshenv"));
  write(".zshrc", "export EDITOR=vi\nexport GOPROXY=https://corp.example\n");
  write(".config/fish/config.fish", "set -gx EDITOR vi\n");
  write(".tcshrc", "");
  write(".kshrc", "set -o vi\n");
  fs.linkSync(path.join(home, ".kshrc"), path.join(home, "kshrc"));
  write(".config/nushell/config.nu", "$env.EDITOR = 'vi'\n");
  fs.symlinkSync("gone/cshrc", path.join(home, ".cshrc"));
  fs.chmodSync(path.join(home, ".profile"), 0o600);
  fs.chmodSync(path.join(home, ".tcshrc"), 0o755);
  if (process.getuid?.() === 0) {
    for (const name of [".bashrc", ".kshrc", ".tcshrc"]) {
      fs.chownSync(path.join(home, name), 12_345, 54_321);
    }
  }
  return someone;
}

describe("values reach terminals that are opened afterwards", () => {
  test("use --shell, with values that every shell would take apart", async (ctx) => {
    const fresh = terminals.filter(there);
    need(ctx, realGo());
    const someone = user({ SHELL: "/bin/bash" });
    const proxy = "https://a:p$w'%25!@goproxy.example|direct";
    await someone.cfg(["private", "add", "--force", "*.corp.com"]);
    await changed(someone, ["use", proxy, "--no-verify", "--shell"]);
    await changed(someone, ["shell", "install", ...byName]);
    for (const one of fresh) {
      expect([one.label, open(someone, one)]).toEqual([
        one.label,
        { GOPROXY: proxy, GOPRIVATE: "*.corp.com" },
      ]);
    }
    // What later verbs store is in the next terminal, without another install.
    await changed(someone, ["use", "cn", "--no-verify"]);
    await changed(someone, ["private", "remove", "*.corp.com"]);
    for (const one of fresh) {
      expect([one.label, open(someone, one)]).toEqual([one.label, { GOPROXY: cn }]);
    }
    await changed(someone, ["reset", "--all"]);
    for (const one of fresh) expect([one.label, open(someone, one)]).toEqual([one.label, {}]);
    await changed(someone, ["undo"]);
    for (const label of ["bash -ic", "fish -c", "tcsh -c"]) {
      if (there(by(label))) expect(open(someone, by(label))).toEqual({ GOPROXY: cn });
    }
  });

  test("every hostile value, exactly", async () => {
    const labels = ["bash -ic", "zsh -c", "dash -euc -l", "ksh -ic", "fish -c", "tcsh -c", "nu"];
    const chosen = [...labels, "elvish"].map(by).filter(there);
    const someone = user({ SHELL: "/bin/bash" });
    const values = hostile.filter((value) => value !== "");
    for (let at = 0; at < values.length; at += managedKeys.length) {
      const set = managedKeys.flatMap((key, nth) => {
        const value = values[at + nth];
        return value === undefined ? [] : [[key, value] as const];
      });
      fs.mkdirSync(path.dirname(someone.envFile), { recursive: true });
      fs.writeFileSync(someone.envFile, set.map(([key, value]) => `${key}=${value}\n`).join(""));
      // What go makes of the values is not asked here.
      const ended = await someone.cfg(["shell", "install", ...byName]);
      expect([0, 4]).toContain(ended.code);
      for (const one of chosen) {
        expect([one.label, open(someone, one)]).toEqual([one.label, Object.fromEntries(set)]);
      }
    }
  });
});

describe("back to the byte", () => {
  test("undo of an install on a machine with six shells", async () => {
    const someone = manyShells();
    await changed(someone, ["use", "cn", "--no-verify"]);
    const before = snapshot(someone);
    const install = await changed(someone, ["shell", "install", "--gui", "--yes"]);
    const files = new Set(install.changes.map(({ file }) => path.relative(someone.home, file!)));
    for (const name of [".bashrc", ".profile", ".zshenv", ".zshrc", ".kshrc", ".tcshrc"]) {
      expect(files).toContain(name);
    }
    expect(snapshot(someone)).not.toEqual(before);
    const { mode, uid } = fs.statSync(path.join(someone.home, ".tcshrc"));
    expect([mode & 0o777, uid]).toEqual([0o755, process.getuid?.() === 0 ? 12_345 : uid]);
    await changed(someone, ["undo"]);
    expect(snapshot(someone)).toEqual(before);
  });

  test("uninstall after changes; undo of the uninstall, and of all that was before it", async () => {
    const someone = manyShells();
    const empty = snapshot(someone);
    await changed(someone, ["use", "cn", "--no-verify"]);
    await changed(someone, ["shell", "install", "--gui", "--yes", ...byName]);
    const first = snapshot(someone);
    await changed(someone, ["use", "aliyun", "--no-verify"]);
    const second = snapshot(someone);
    expect(second).not.toEqual(first);
    const { changes } = await changed(someone, ["shell", "uninstall"]);
    expect(snapshot(someone)).toEqual(empty);
    // The line that was commented out is told from a block.
    const line = "export GOPROXY=https://corp.example";
    const rc = path.join(someone.home, ".zshrc");
    expect(changes).toContainEqual({
      target: "startup-file",
      file: rc,
      key: "GOPROXY",
      before: null,
      after: line,
    });
    await changed(someone, ["undo"]);
    expect(snapshot(someone)).toEqual(second);
    await changed(someone, ["undo"]);
    expect(snapshot(someone)).toEqual(first);
    await changed(someone, ["undo"]);
    expect(snapshot(someone)).toEqual(empty);
  });

  test("a dangling link is written through, and dangles again", async () => {
    const someone = user({ SHELL: "/usr/bin/zsh" });
    const link = path.join(someone.home, ".zshenv");
    fs.symlinkSync("dotfiles/zsh/env", link);
    await someone.cfg(["use", "cn", "--no-verify"]);
    const before = snapshot(someone);
    await changed(someone, ["shell", "install"]);
    expect(fs.readFileSync(link, "utf8")).toContain(">>> goproxy-cfg >>>");
    if (find("zsh") !== null) expect(open(someone, by("zsh -c"))).toEqual({ GOPROXY: cn });
    await changed(someone, ["shell", "uninstall"]);
    expect(snapshot(someone)).toEqual(before);
  });
});

test("a file that cannot be changed is named, with what to add; the others are done", async () => {
  const someone = user({ SHELL: "/bin/bash" });
  fs.mkdirSync(path.join(someone.home, ".bashrc"));
  someone.write(".tcshrc", Buffer.from("\uFEFFset x\n", "utf16le"));
  await someone.cfg(["use", "cn", "--no-verify"]);
  const ended = await someone.cfg(["shell", "install"]);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("~/.bashrc was left as it is: it is a folder");
  expect(ended.stderr).toContain("~/.tcshrc was left as it is: it is UTF-16");
  expect(ended.stderr).toContain('if [ -r "$HOME/.config/goproxy-cfg/env.sh" ]');
  expect(someone.read(".profile")).toContain(">>> goproxy-cfg >>>");
  const { notes } = await changed(someone, ["shell", "install"], 1);
  expect(notes.map(({ code, args }) => [code, args["reason"]])).toEqual([
    ["shell.refused", "folder"],
    ["shell.refused", "utf-16"],
  ]);
  await changed(someone, ["use", "aliyun", "--no-verify", "--shell"], 1);
  await changed(someone, ["use", "cn", "--no-verify"]);
});

describe.skipIf(find("bash") === null)("a line of the user's own that overrides", () => {
  /** Types lines into a bash that was opened just now; the exit code of each. */
  async function typed(someone: User, ...lines: string[]) {
    const tool = `goproxy-cfg() { "${process.execPath}" "${binFile()}" "$@"; }`;
    const script = [tool, ...lines.map((line) => `${line}\necho "[exit $?]"`)].join("\n");
    const ended = await run(["bash", "-ic", script], { env: someone.env, cwd: someone.home });
    const codes = [...ended.stdout.matchAll(/\[exit (\d+)\]/g)].map(([, code]) => Number(code));
    return { ...ended, codes };
  }
  const use = "goproxy-cfg use cn --no-verify";

  test("before our block: named by status, 4 before and 0 after; the terminal is mended", async () => {
    const someone = user({ SHELL: "/bin/bash" });
    const rc = someone.write(".bashrc", "export GOPROXY=https://corp.example\n");
    const first = await typed(someone, use);
    expect(first.codes).toEqual([4]);
    expect(first.stdout).toContain("~/.bashrc:1");
    const status = await someone.cfg(["shell", "status", "--json"]);
    expect(expectDocument<ShellStatus>("ShellStatus", status.stdout).conflicts).toEqual([
      { file: rc, line: 1, key: "GOPROXY", value: "https://corp.example", shell: "bash" },
    ]);

    const mend = 'eval "$(goproxy-cfg env --as bash)"';
    const fixed = await typed(someone, "goproxy-cfg shell install", use, mend, use);
    expect(fixed.codes).toEqual([4, 4, 0, 0]);
    expect(fixed.stdout).toContain(mend);
    expect((await typed(someone, use)).codes).toEqual([0]);
    const after = await someone.cfg(["shell", "status", "--json"]);
    expect(expectDocument<ShellStatus>("ShellStatus", after.stdout).conflicts).toEqual([]);
  });

  test("behind our block: left without consent, commented out with it", async () => {
    const someone = user({ SHELL: "/bin/bash" });
    const rc = path.join(someone.home, ".bashrc");
    const line = "export GOPROXY=https://corp.example # ours";
    await changed(someone, ["use", "cn", "--no-verify", "--shell"]);
    fs.appendFileSync(rc, `${line}\n`);
    const before = fs.readFileSync(rc, "utf8");

    const declined = await changed(someone, ["shell", "install"], 4);
    expect(declined.shadowedBy).toMatchObject([
      { key: "GOPROXY", kind: "block-loses", file: rc, line: 4, value: "https://corp.example" },
    ]);
    expect(declined.notes).toMatchObject([
      { code: "consent-required", args: { command: "goproxy-cfg shell install --yes" } },
    ]);
    expect(fs.readFileSync(rc, "utf8")).toBe(before);
    const dry = await someone.cfg(["shell", "install", "--yes", "--dry-run"]);
    expect(dry).toMatchObject({ code: 0 });
    expect(fs.readFileSync(rc, "utf8")).toBe(before);
    expect((await typed(someone, use)).codes).toEqual([4]);

    await changed(someone, ["shell", "install", "--yes"]);
    expect(fs.readFileSync(rc, "utf8")).toContain(`# commented out by goproxy-cfg: ${line}\n`);
    expect((await typed(someone, use)).codes).toEqual([0]);
    expect(open(someone, by("bash -ic"))).toEqual({ GOPROXY: cn });
    const gone = await someone.cfg(["shell", "uninstall"]);
    expect(gone.stdout).toMatch(new RegExp(`line brought back\\n\\s+${line}`));
    expect(fs.readFileSync(rc, "utf8")).toBe(`${line}\n`);
  });

  test.skipIf(find("tmux") === null)("at a terminal it is asked about", async () => {
    const someone = user({ SHELL: "/bin/bash" });
    const rc = path.join(someone.home, ".bashrc");
    const line = "export GOPROXY=https://corp.example";
    await changed(someone, ["use", "cn", "--no-verify", "--shell"]);
    fs.appendFileSync(rc, `${line}\n`);
    const { env, home: cwd, root } = someone;
    const command = `"${process.execPath}" "${binFile()}" shell install; echo "[exit $?]"; exec sh`;
    const screen = await terminal(["sh", "-c", command], { env, cwd, root });
    await screen.shows(/~\/\.bashrc:4 would win/);
    await screen.keys("n");
    await screen.shows(/\[exit 4\]/);
    expect(fs.readFileSync(rc, "utf8")).toContain(`\n${line}\n`);

    // The first question may stand there until the screen has been cleared.
    await screen.type(`clear; echo again; ${command}`);
    await screen.keys("Enter");
    await screen.shows(/again[^]*~\/\.bashrc:4 would win/);
    await screen.keys("y");
    await screen.shows(/\[exit 0\]/);
    expect(fs.readFileSync(rc, "utf8")).toContain(`# commented out by goproxy-cfg: ${line}\n`);
  });

  test("our own old value: the verb is 4 and says what mends the terminal", async () => {
    const someone = user({ SHELL: "/bin/bash" });
    await changed(someone, ["use", "cn", "--no-verify", "--shell"]);
    const mend = 'eval "$(goproxy-cfg env --as bash)"';
    const other = "goproxy-cfg use aliyun --no-verify";
    const { codes, stdout } = await typed(someone, use, other, mend, other);
    expect(codes).toEqual([0, 4, 0, 0]);
    expect(stdout).toContain(mend);
    // reset, uninstall and undo likewise.
    const back = ["goproxy-cfg reset", "unset GOPROXY", "goproxy-cfg reset", "goproxy-cfg undo"];
    const reset = await typed(someone, ...back);
    expect(reset.codes).toEqual([4, 0, 0, 0]);
    expect(reset.stdout).toContain("unset GOPROXY");
    const leaving = [use, "goproxy-cfg shell uninstall", mend, "goproxy-cfg shell uninstall"];
    expect((await typed(someone, ...leaving)).codes).toEqual([4, 4, 0, 0]);
  });
});

test("killed at any moment, each file is the old one or the new one, and the next run works", async () => {
  const someone = manyShells();
  const drop = ".config/fish/conf.d/goproxy-cfg.fish";
  const own = [".config/goproxy-cfg/env.sh", ".config/goproxy-cfg/env.csh", drop];
  const names = [".bashrc", ".profile", ".zshenv", ".zshrc", ".kshrc", ".tcshrc", ...own];
  const read = () =>
    names.map((name) => {
      const file = path.join(someone.home, name);
      return fs.existsSync(file) ? fs.readFileSync(file, "latin1") : null;
    });
  const lock = path.join(someone.home, ".local/state/goproxy-cfg/lock.d");
  const isHeld = () => fs.existsSync(lock) && fs.readdirSync(lock).length > 0;

  /** Starts an install; resolves to the milliseconds for which it held the lock, or was left to hold it. */
  async function install(patience: number): Promise<number> {
    const child = spawn(process.execPath, [binFile(), "shell", "install", "--yes"], {
      env: someone.env as NodeJS.ProcessEnv,
      cwd: someone.home,
      stdio: "ignore",
    });
    const ended = once(child, "close");
    const running = () => child.exitCode === null && child.signalCode === null;
    while (running() && !isHeld()) await pause(1);
    const start = performance.now();
    while (running() && isHeld() && performance.now() - start < patience) await pause(1);
    const held = performance.now() - start;
    if (patience < Infinity) child.kill("SIGKILL");
    await ended;
    return held;
  }

  await someone.cfg(["use", "cn", "--no-verify"]);
  const [empty, before] = [snapshot(someone), read()];
  let window = await install(Infinity);
  const after = read();
  expect(after.every((bytes, at) => bytes !== before[at])).toBe(true);
  await changed(someone, ["shell", "uninstall"]);

  const kills = 40;
  for (let kill = 0; kill < kills; kill++) {
    window = Math.max(window, await install((window * kill) / kills));
    const now = read();
    for (const [at, bytes] of now.entries()) {
      if (bytes !== after[at]) expect([names[at], bytes]).toEqual([names[at], before[at]]);
    }
    const next = await someone.cfg(["shell", "uninstall"]);
    expect(next).toMatchObject({ code: 0, stderr: "" });
    expect(snapshot(someone)).toEqual(empty);
  }
});
