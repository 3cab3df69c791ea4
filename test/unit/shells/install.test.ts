import { findProgram } from "../../../src/programs.ts";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Context, ExecResult } from "../../../src/context.ts";
import {
  detectShells,
  namedShells,
  terminalShell,
  findShell,
  shellNames,
} from "../../../src/shells/detect.ts";
import { planInstall, planOverrule, planRefresh } from "../../../src/shells/install.ts";
import type { StoredSettings } from "../../../src/shells/managed/files.ts";
import { shellStatus } from "../../../src/shells/status.ts";
import { planUninstall } from "../../../src/shells/uninstall.ts";
import { applyPlan, tree } from "../../support/apply-plan.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";
import { startupFile } from "../../support/startup-files.ts";

const stored: StoredSettings = {
  set: [
    ["GOPROXY", "https://goproxy.cn,direct"],
    ["GOPRIVATE", "it's"],
  ],
  unset: ["GOSUMDB"],
};
const block = [
  "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers",
  'if [ -r "$HOME/.config/goproxy-cfg/env.sh" ]; then . "$HOME/.config/goproxy-cfg/env.sh"; fi',
  "# <<< goproxy-cfg <<<",
  "",
].join("\n");

const absent: ExecResult = {
  code: null,
  stdout: "",
  stderr: "",
  timedOut: false,
  failure: "ENOENT",
};

/** A home in which no shell can be asked anything. */
function home(change: Partial<Context> = {}): Sandbox {
  return sandbox({ ctx: { exec: () => Promise.resolve(absent), ...change } });
}

async function install(box: Sandbox, names: string[], what = stored) {
  const { plan, notes } = await planInstall(box.ctx, namedShells(names), what);
  applyPlan(plan);
  return { plan, refused: notes.map(({ args }) => args) };
}

async function uninstall(box: Sandbox, names: string[] | null = null) {
  const chosen = names === null ? null : names.map((name) => findShell(name)!);
  const { plan, notes } = await planUninstall(box.ctx, chosen);
  applyPlan(plan);
  return notes.map(({ args }) => args);
}

async function startupFiles(box: Sandbox, name: string, inUse = true): Promise<string[]> {
  const places = await findShell(name)!.places(box.ctx, inUse);
  return places.map(({ file }) => path.relative(box.home, file));
}

const zshFiles = async (env: Record<string, string>, files: Record<string, string> = {}) => {
  const box = home();
  for (const [name, text] of Object.entries(files)) box.write(name, text);
  const inside = (value: string) => value.replace("~", box.home);
  const values = Object.entries(env).map(([key, value]) => [key, inside(value)]);
  box.ctx.env = { ...box.env, ...Object.fromEntries(values) };
  return startupFiles(box, "zsh");
};

const found = async (box: Sandbox) =>
  (await detectShells(box.ctx)).map(({ shell, inUse }) => (inUse ? shell.name : `(${shell.name})`));

describe("planInstall", () => {
  it("writes one env file for each family, the blocks that read it, and drop-ins", async () => {
    const box = home();
    box.write(".bashrc", "alias a=b");
    const { plan } = await install(
      box,
      shellNames.filter((name) => name !== "cmd"),
    );
    const files = (plan.edits ?? []).map(({ file, target, mode }) => [
      path.relative(box.home, file),
      target,
      mode,
    ]);
    expect(files).toEqual([
      [".config/goproxy-cfg/env.sh", "env-file", 0o600],
      [".config/goproxy-cfg/env.csh", "env-file", 0o600],
      [".config/goproxy-cfg/env.ps1", "env-file", 0o600],
      [".config/goproxy-cfg/env.elv", "env-file", 0o600],
      [".profile", "startup-file", undefined],
      [".bashrc", "startup-file", undefined],
      [".zshenv", "startup-file", undefined],
      [".kshrc", "startup-file", undefined],
      [".config/fish/conf.d/goproxy-cfg.fish", "startup-file", 0o600],
      [".cshrc", "startup-file", undefined],
      [".config/nushell/autoload/goproxy-cfg.nu", "startup-file", 0o600],
      [".config/powershell/profile.ps1", "startup-file", undefined],
      [".config/elvish/rc.elv", "startup-file", undefined],
      [".config/xonsh/rc.d/goproxy-cfg.xsh", "startup-file", 0o600],
    ]);
    expect(box.read(".bashrc")).toBe(`alias a=b\n${block}`);
    expect(box.read(".profile")).toBe(block);
    expect(box.read(".cshrc")).toContain(
      'if ( -r "$HOME/.config/goproxy-cfg/env.csh" ) source "$HOME/.config/goproxy-cfg/env.csh"\n',
    );
    expect(box.read(".config/powershell/profile.ps1")).toContain(
      'try { . "$HOME/.config/goproxy-cfg/env.ps1" } catch { }\n',
    );
    expect(box.read(".config/goproxy-cfg/env.sh")).toContain(
      String.raw`export GOPRIVATE='it'\''s'` + "\nexport GOPROXY_CFG_SET='GOPROXY GOPRIVATE'\n",
    );
    const nothing = await install(box, [...shellNames]);
    expect(nothing.plan).toEqual({ changes: [], edits: [] });
  });

  it("tells what each change is", async () => {
    const box = home();
    const { plan } = await install(box, ["zsh"]);
    const text = box.read(".config/goproxy-cfg/env.sh");
    expect(plan.changes).toEqual([
      {
        target: "env-file",
        file: path.join(box.home, ".config/goproxy-cfg/env.sh"),
        key: null,
        before: null,
        after: text,
      },
      {
        target: "startup-file",
        file: path.join(box.home, ".zshenv"),
        key: null,
        before: null,
        after: `${block.split("\n")[1]}\n`,
      },
    ]);
    fs.writeFileSync(path.join(box.home, ".zshenv"), block.replace("if [", "# if ["));
    const again = await install(box, ["zsh"]);
    expect(again.plan.changes.map(({ before }) => before)).toEqual([`# ${block.split("\n")[1]}\n`]);
  });

  it("refuses a value that no line can hold before it looks at any file", async () => {
    const box = home();
    const bad: StoredSettings = { set: [["GOPROXY", "a\nb"]], unset: [] };
    await expect(planInstall(box.ctx, namedShells(["bash"]), bad)).rejects.toMatchObject({
      code: "invalid-value",
    });
  });

  it("does nothing on Windows, and nothing without a home folder", async () => {
    for (const ctx of [home({ platform: "win32" }).ctx, home({ home: null }).ctx]) {
      const { plan } = await planInstall(ctx, namedShells(["bash", "fish"]), stored);
      expect(plan.edits).toEqual([]);
      expect(planRefresh(ctx, stored).plan.edits).toEqual([]);
      expect((await planUninstall(ctx)).plan.edits).toEqual([]);
    }
    expect(await shellStatus(home({ home: null }).ctx, stored)).toEqual([]);
  });

  it("two names of one file are one file", async () => {
    const box = home();
    box.write(".bashrc", "a\n");
    fs.symlinkSync(".bashrc", path.join(box.home, ".bash_profile"));
    const { plan } = await install(box, ["bash"]);
    expect(plan.edits).toHaveLength(2);
    expect(box.read(".bashrc")).toBe(`a\n\n${block}`);
    expect(await uninstall(box)).toEqual([]);
    expect(box.read(".bashrc")).toBe("a\n");
  });
});

describe("which files", () => {
  it("bash: the login file that bash would read, .bashrc where it is of use", async () => {
    const box = home();
    expect(await startupFiles(box, "bash")).toEqual([".profile", ".bashrc"]);
    expect(await startupFiles(box, "bash", false)).toEqual([".profile"]);
    box.ctx.platform = "darwin";
    expect(await startupFiles(box, "bash")).toEqual([".profile"]);
    box.write(".bashrc", "");
    expect(await startupFiles(box, "bash", false)).toEqual([".profile", ".bashrc"]);
    fs.symlinkSync("nowhere", path.join(box.home, ".bash_profile"));
    expect(await startupFiles(box, "bash")).toEqual([".profile", ".bashrc"]);
    box.write(".bash_login", "");
    expect(await startupFiles(box, "bash")).toEqual([".bash_login", ".bashrc"]);
  });

  it("zsh: where a new terminal looks", async () => {
    expect(await zshFiles({})).toEqual([".zshenv"]);
    expect(await zshFiles({ ZDOTDIR: "" })).toEqual([".zshenv"]);
    expect(await zshFiles({ ZDOTDIR: "relative" })).toEqual([".zshenv"]);
    expect(await zshFiles({ ZDOTDIR: "~/z" })).toEqual(["z/.zshenv"]);
    expect(await zshFiles({ ZDOTDIR: "~/z" }, { ".zshenv": "export ZDOTDIR=~/z\n" })).toEqual([
      ".zshenv",
    ]);
    expect(await zshFiles({ ZDOTDIR: "~/z" }, { ".zshenv": ": ${ZDOTDIR:=~/z}\n" })).toEqual([
      ".zshenv",
    ]);
    expect(await zshFiles({ ZDOTDIR: "~/z" }, { ".zshenv": "# ZDOTDIR=~/z\n" })).toEqual([
      "z/.zshenv",
    ]);
    const editor = { TERM_PROGRAM: "vscode", ZDOTDIR: "~/code" };
    expect(await zshFiles({ ...editor, USER_ZDOTDIR: "~/z" })).toEqual(["z/.zshenv"]);
    expect(await zshFiles({ ...editor, USER_ZDOTDIR: "~" })).toEqual([".zshenv"]);
  });

  it("zsh: never in an editor's temporary folder", async () => {
    const { ctx } = home();
    const zsh = findShell("zsh")!;
    for (const ZDOTDIR of ["/var/folders/x/vscode-zsh", "/tmp/vscode-zsh", "/own/tmp/x"]) {
      const env = { ...ctx.env, ZDOTDIR, TMPDIR: "/own/tmp" };
      const places = await zsh.places({ ...ctx, env, home: "/home/me" }, true);
      expect(places[0]!.file).toBe("/home/me/.zshenv");
    }
    const env = { ...ctx.env, ZDOTDIR: "/etc/z", TMPDIR: "/own/tmp" };
    const places = await zsh.places({ ...ctx, env, home: "/home/me" }, true);
    expect(places[0]!.file).toBe("/etc/z/.zshenv");
  });

  it("zsh is asked where nothing tells", async (test) => {
    const asked: unknown[] = [];
    const box = home({
      exec(file, { args }) {
        asked.push([file, ...args]);
        return Promise.resolve({ ...absent, code: 0, stdout: "/etc/z\n", failure: null });
      },
    });
    test.skip(findProgram(box.ctx, "zsh") === null, "no zsh here");
    const places = await findShell("zsh")!.places(box.ctx, true);
    expect(places[0]!.file).toBe("/etc/z/.zshenv");
    expect(asked).toEqual([[findProgram(box.ctx, "zsh"), "-f", "-c", 'print -r -- "$ZDOTDIR"']]);
  });

  it("csh and tcsh", async () => {
    const box = home();
    expect(await startupFiles(box, "tcsh")).toEqual([".cshrc"]);
    expect(await startupFiles(box, "csh")).toEqual([".cshrc"]);
    box.write(".tcshrc", "");
    expect(await startupFiles(box, "tcsh")).toEqual([".tcshrc"]);
    expect(await startupFiles(box, "csh")).toEqual([".tcshrc"]);
    box.write(".cshrc", "");
    expect(await startupFiles(box, "csh")).toEqual([".cshrc", ".tcshrc"]);
  });

  it("nushell: as it says, else by the rule of the system", async () => {
    const box = home();
    expect(await startupFiles(box, "nu")).toEqual([".config/nushell/autoload/goproxy-cfg.nu"]);
    box.ctx.env = { ...box.env, XDG_CONFIG_HOME: "" };
    box.ctx.platform = "darwin";
    expect(await startupFiles(box, "nushell")).toEqual([
      "Library/Application Support/nushell/autoload/goproxy-cfg.nu",
    ]);
    // This machine need not have it.
    fs.chmodSync(box.write("bin/nu", ""), 0o755);
    box.ctx.env = { ...box.ctx.env, PATH: path.join(box.home, "bin") };
    const stdout = path.join(box.home, "told\n");
    box.ctx.exec = () => Promise.resolve({ ...absent, code: 0, stdout, failure: null });
    expect(await startupFiles(box, "nu")).toEqual(["told/autoload/goproxy-cfg.nu"]);
  });

  it("elvish: the old file too, where it is there", async () => {
    const box = home();
    expect(await startupFiles(box, "elvish")).toEqual([".config/elvish/rc.elv"]);
    box.write(".elvish/rc.elv", "");
    expect(await startupFiles(box, "elvish")).toEqual([".config/elvish/rc.elv", ".elvish/rc.elv"]);
  });
});

describe("a file that must be left alone", () => {
  const damaged = `${block}${block}`;

  it("is named with the reason, and the others are done", async () => {
    const box = home();
    box.write(".profile", damaged);
    box.write(".bashrc", Buffer.from("\uFEFFexport A=b\n", "utf16le"));
    box.write(".config/fish/conf.d/goproxy-cfg.fish", "set -gx MINE 1\n");
    box.write(".config/nushell", "a file");
    fs.mkdirSync(path.join(box.home, ".zshenv"));
    fs.symlinkSync(".kshrc", path.join(box.home, ".kshrc"));
    execFileSync("mkfifo", [path.join(box.home, ".cshrc")]);
    const before = tree(box.home);
    const names = ["bash", "zsh", "ksh", "fish", "csh", "nu", "elvish"];
    const { refused } = await install(box, names);
    const line = block.split("\n")[1]!;
    const at = (name: string, reason: string, snippet: string | null = line) => ({
      file: path.join(box.home, name),
      reason,
      snippet,
    });
    const csh = line
      .replace("[ -r", "( -r")
      .replace("]; then .", ") source")
      .replace("; fi", "")
      .replaceAll("env.sh", "env.csh");
    expect(refused).toEqual([
      at(".profile", "damaged"),
      at(".bashrc", "utf-16"),
      at(".zshenv", "folder"),
      at(".kshrc", "link-loop"),
      at(".config/fish/conf.d/goproxy-cfg.fish", "foreign", null),
      at(".cshrc", "special", csh),
      at(".config/nushell/autoload/goproxy-cfg.nu", "not-a-folder", null),
    ]);
    const after = tree(box.home);
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual([
      ".config/elvish",
      ".config/elvish/rc.elv",
      ".config/goproxy-cfg",
      ".config/goproxy-cfg/env.elv",
    ]);
    expect(await uninstall(box)).toEqual([
      { file: path.join(box.home, ".profile"), reason: "damaged", snippet: null },
    ]);
    expect(tree(box.home)).toEqual(before);
  });

  it("because it is read-only, with what can be added by hand", async () => {
    const box = home();
    box.write(".zshenv", "mine\n");
    const { fs: real } = box.ctx;
    box.ctx.fs = {
      ...fs,
      accessSync(file, mode) {
        if (String(file).endsWith(".zshenv")) throw Object.assign(new Error(), { code: "EACCES" });
        real.accessSync(file, mode);
      },
    };
    const { refused, plan } = await install(box, ["zsh"]);
    expect(refused).toEqual([
      { file: path.join(box.home, ".zshenv"), reason: "read-only", snippet: block.split("\n")[1] },
    ]);
    expect(plan.edits).toEqual([]);
  });

  it("because under sudo root would own it", async () => {
    const box = home();
    const { uid } = fs.statSync(box.home);
    box.ctx.env = { ...box.env, SUDO_UID: "1234" };
    box.ctx.fs = {
      ...fs,
      statSync: ((file: string) => ({ ...fs.statSync(file), uid: 1234 })) as typeof fs.statSync,
    };
    expect((await install(box, ["zsh", "fish"])).refused).toEqual([
      { file: path.join(box.home, ".zshenv"), reason: "sudo", snippet: null },
      {
        file: path.join(box.home, ".config/fish/conf.d/goproxy-cfg.fish"),
        reason: "sudo",
        snippet: null,
      },
    ]);
    box.ctx.env = { ...box.env, SUDO_UID: String(uid + 1) };
    box.ctx.fs = fs;
    expect((await install(box, ["zsh"])).refused).toEqual([]);
  });

  it("a dangling link is written through, and dangles again", async () => {
    const box = home();
    fs.symlinkSync("dotfiles/zshenv", path.join(box.home, ".zshenv"));
    fs.mkdirSync(path.join(box.home, "dotfiles"));
    fs.mkdirSync(path.join(box.home, ".config"));
    const before = tree(box.home);
    await install(box, ["zsh"]);
    expect(box.read("dotfiles/zshenv")).toBe(block);
    expect(await uninstall(box)).toEqual([]);
    expect(tree(box.home)).toEqual(before);
  });
});

describe("planRefresh", () => {
  const changed: StoredSettings = { set: [["GOPROXY", "direct"]], unset: ["GOPRIVATE", "GOSUMDB"] };

  it("rewrites what is installed and nothing else", async () => {
    const box = home();
    expect(planRefresh(box.ctx, changed).plan).toEqual({ changes: [], edits: [] });
    await install(box, ["zsh", "fish"]);
    box.write(".config/goproxy-cfg/env.csh", "# mine\n");
    const before = tree(box.home);
    const { plan, notes } = planRefresh(box.ctx, changed);
    applyPlan(plan);
    const after = tree(box.home);
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual([
      ".config/fish/conf.d/goproxy-cfg.fish",
      ".config/goproxy-cfg/env.sh",
    ]);
    expect(notes.map(({ args }) => args)).toEqual([
      {
        file: path.join(box.home, ".config/goproxy-cfg/env.csh"),
        reason: "foreign",
        snippet: null,
      },
    ]);
    expect(after[".config/fish/conf.d/goproxy-cfg.fish"]).toContain("set -gx GOPROXY 'direct'\n");
  });
});

describe("planUninstall", () => {
  const names = [".profile", ".bash_profile", ".bashrc", ".zshenv", ".kshrc", ".tcshrc", ".cshrc"];

  it("leaves every byte of any startup files as it was", async () => {
    const some = fc.dictionary(fc.constantFrom(...names), startupFile);
    const chosen = fc.subarray([...shellNames], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, chosen, fc.boolean(), async (files, wanted, all) => {
        const box = home();
        fs.mkdirSync(path.join(box.home, ".config"));
        for (const [name, bytes] of Object.entries(files)) box.write(name, bytes);
        const before = tree(box.home);
        expect((await install(box, wanted)).refused).toEqual([]);
        await install(box, wanted, { set: [], unset: ["GOPROXY"] });
        expect(await uninstall(box, all ? null : wanted)).toEqual([]);
        expect(tree(box.home)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps what a shell that stays needs", async () => {
    const box = home();
    await install(box, ["ksh", "fish"]);
    const bare = tree(box.home);
    await install(box, ["bash"]);
    const both = tree(box.home);
    await uninstall(box, ["ksh"]);
    expect(Object.keys(tree(box.home))).toEqual(
      Object.keys(both).filter((name) => name !== ".kshrc"),
    );
    await install(box, ["ksh"]);
    await uninstall(box, ["bash"]);
    expect(tree(box.home)).toEqual(bare);
    await uninstall(box, ["ksh"]);
    expect(Object.keys(tree(box.home))).toEqual([
      ".config",
      ".config/fish",
      ".config/fish/conf.d",
      ".config/fish/conf.d/goproxy-cfg.fish",
    ]);
  });

  it("finds a block in a file that would not be chosen any more", async () => {
    const box = home();
    await install(box, ["bash"]);
    box.write(".bash_profile", "mine\n");
    await uninstall(box);
    expect(Object.keys(tree(box.home))).toEqual([".bash_profile", ".config"]);
  });

  it.each([
    [".env", "shared"],
    ["work/.env.local", "shared"],
    ["go.env", "shared"],
    [".env.ps1", null],
    [".env.zsh", null],
    [".envrc.sh", null],
  ])("a line of %s, which other programs may read: %s", (name, reason) => {
    const box = home();
    const file = box.write(name, name.endsWith("ps1") ? "$env:GOPROXY = 'x'\n" : "GOPROXY=x\n");
    const { notes } = planOverrule(box.ctx, [{ file, line: 1, key: "GOPROXY", value: "x" }]);
    expect(notes).toMatchObject(reason === null ? [] : [{ args: { reason } }]);
  });

  it("brings back lines that were commented out, wherever they are", async () => {
    const box = home();
    const line = "export GOPROXY=https://mine.example";
    const files = [".bashrc", ".zshrc", ".aliases"].map((name) => box.write(name, `${line}\n`));
    const overriding = files.map((file) => ({ file, line: 1, key: "GOPROXY", value: null }));
    const wanted = namedShells(["bash"]);
    applyPlan((await planInstall(box.ctx, wanted, stored)).plan);
    const { plan, notes } = planOverrule(box.ctx, [
      ...overriding,
      { file: files[0]!, line: 9, key: "GOPROXY", value: "x" },
    ]);
    expect(notes.map(({ args }) => args)).toEqual([
      { file: files[0], reason: "no-line", snippet: null },
    ]);
    expect(plan.changes.filter(({ key }) => key !== null)).toEqual(
      files.map((file) => ({
        target: "startup-file",
        file,
        key: "GOPROXY",
        before: line,
        after: null,
      })),
    );
    applyPlan(plan);
    for (const file of files) {
      expect(fs.readFileSync(file, "utf8")).toMatch(/^# commented out by goproxy-cfg: export/);
    }
    applyPlan((await planUninstall(box.ctx, null, { commented: [files[2]!] })).plan);
    for (const file of files) expect(fs.readFileSync(file, "utf8")).toBe(`${line}\n`);
  });
});

describe("detectShells", () => {
  it("what a shell gives, $SHELL, then traces", async () => {
    const box = home();
    box.write(".zshrc", "");
    box.write(".config/fish/config.fish", "");
    box.write(".bash_login", "");
    box.ctx.env = { ...box.env, SHELL: "/usr/bin/zsh", NU_VERSION: "0.108.0" };
    expect(await found(box)).toEqual(["nu", "zsh", "(bash)", "(fish)"]);
    box.ctx.platform = "win32";
    expect(await found(box)).toEqual([]);
  });

  it("else the shell above us, on Linux from /proc", async () => {
    const box = home();
    const processes: Record<string, [string[], number]> = {
      100: [["node", "/usr/bin/goproxy-cfg"], 99],
      99: [["sh", "-c", "goproxy-cfg use cn"], 98],
      98: [["npm exec goproxy-cfg"], 97],
      97: [["/bin/bash", "./script.sh"], 96],
      96: [["-zsh"], 95],
      95: [["/usr/bin/fish"], 1],
    };
    box.ctx.pid = 100;
    box.ctx.fs = {
      ...fs,
      readFileSync: ((file: string) => {
        const [, pid, name] = /^\/proc\/(\d+)\/(\w+)$/.exec(file) ?? [];
        const [args, parent] = processes[pid ?? ""] ?? [];
        if (args === undefined) throw new Error("no such process");
        return name === "stat" ? `${pid} (a) b)) S ${parent} 1` : `${args.join("\0")}\0`;
      }) as typeof fs.readFileSync,
    };
    expect(await found(box)).toEqual(["zsh"]);
    processes[96] = [["zsh", "-lc", "x"], 95];
    expect(await found(box)).toEqual(["fish"]);
    processes[95] = [["bash", "--init-file", "/code/shellIntegration-bash.sh"], 1];
    expect(await found(box)).toEqual(["bash"]);
    delete processes[95];
    expect(await found(box)).toEqual([]);
  });

  it("else the shell above us, on macOS from ps", async () => {
    const answers: Record<string, string> = {
      100: "   99 node /usr/bin/goproxy-cfg\n",
      99: "  98 npm exec\n",
      98: "1 -bash\n",
    };
    const box = home({
      platform: "darwin",
      pid: 100,
      exec: (_, { args }) =>
        Promise.resolve({ ...absent, code: 0, failure: null, stdout: answers[args.at(-1)!] ?? "" }),
    });
    expect(await found(box)).toEqual(["bash"]);
    // In the terminal the shell at hand counts, whatever the login shell is.
    box.ctx.env = { ...box.env, SHELL: "/bin/zsh" };
    expect(await found(box)).toEqual(["zsh"]);
    expect((await terminalShell(box.ctx))!.name).toBe("bash");
    answers[98] = "1 launchd\n";
    expect((await terminalShell(box.ctx))!.name).toBe("zsh");
  });

  it("on Windows PowerShell is told from cmd by the module path that it makes longer", async () => {
    const { ctx } = home({ platform: "win32" });
    const system = String.raw`C:\Program Files\WindowsPowerShell\Modules;C:\Windows\system32\WindowsPowerShell\v1.0\Modules`;
    const own = String.raw`D:\OneDrive\Documents\PowerShell\Modules`;
    ctx.env = { ...ctx.env, PSModulePath: system };
    expect((await terminalShell(ctx))!.name).toBe("cmd");
    ctx.env = { ...ctx.env, PSModulePath: `${own};${system}` };
    expect((await terminalShell(ctx))!.name).toBe("pwsh");
  });
});

describe("shellStatus", () => {
  it("tells the state of every place", async () => {
    const box = home();
    box.ctx.env = { ...box.env, SHELL: "/bin/bash" };
    const of = async (name: string) => {
      const states = await shellStatus(box.ctx, stored);
      const { active, files } = states.find(({ shell }) => shell === name)!;
      return {
        active,
        files: files.map(({ path: file, state, reason }) =>
          [path.relative(box.home, file), state, reason].filter(Boolean).join(" "),
        ),
      };
    };
    expect(await of("bash")).toEqual({
      active: true,
      files: [".profile absent", ".bashrc absent", ".config/goproxy-cfg/env.sh absent"],
    });
    await install(box, ["bash", "fish"]);
    expect(await of("bash")).toEqual({
      active: true,
      files: [".profile installed", ".bashrc installed", ".config/goproxy-cfg/env.sh installed"],
    });
    expect(await of("fish")).toEqual({
      active: false,
      files: [".config/fish/conf.d/goproxy-cfg.fish installed"],
    });
    await install(box, ["fish"], { set: [], unset: [] });
    expect((await of("fish")).files).toEqual([".config/fish/conf.d/goproxy-cfg.fish outdated"]);
    box.write(".bash_profile", "mine");
    box.write(".bashrc", block.replace("env.sh", "other.sh"));
    box.write(".zshenv", block + block);
    box.write(".kshrc", "\0");
    box.write(".config/goproxy-cfg/env.sh", "mine");
    expect((await of("bash")).files).toEqual([
      ".bash_profile absent",
      ".bashrc outdated",
      ".profile installed",
      ".config/goproxy-cfg/env.sh refused foreign",
    ]);
    expect((await of("zsh")).files[0]).toBe(".zshenv damaged");
    expect((await of("ksh")).files[1]).toBe(".kshrc refused binary");
  });
});
