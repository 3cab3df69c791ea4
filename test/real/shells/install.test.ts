import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { managedKeys } from "../../../src/settings/effective.ts";
import { namedShells } from "../../../src/shells/detect.ts";
import { planInstall, planOverrule, planRefresh } from "../../../src/shells/install.ts";
import type { StoredSettings } from "../../../src/shells/managed/files.ts";
import { planUninstall } from "../../../src/shells/uninstall.ts";
import { applyPlan, tree } from "../../support/apply-plan.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";
import { find } from "../../support/shells.ts";
import { by, command, open, terminals, there } from "../../support/terminals.ts";

const stored: StoredSettings = {
  set: [
    ["GOPROXY", "https://a:p$w'%25!@goproxy.example|https://镜像.example/|direct"],
    ["GOSUMDB", String.raw`sum.example+01+A\x= https://s.example/"q"?{a,b}*~#`],
    ["GOPRIVATE", "*.corp.com,`id`,$(id),!!,‘x’"],
  ],
  unset: ["GONOPROXY", "GONOSUMDB"],
};
const values = Object.fromEntries(stored.set);
const keys = managedKeys;

async function install(box: Sandbox, shell: string, what = stored): Promise<void> {
  const { plan, notes } = await planInstall(box.ctx, namedShells([shell]), what);
  expect(notes).toEqual([]);
  applyPlan(plan);
}

const has = (label: string) => find(by(label).program) !== null;

describe("a terminal opened after install", () => {
  for (const one of terminals) {
    it(`${one.shell}: ${one.label} in an empty home`, async (test) => {
      test.skip(!there(one), `${one.program} is not installed`);
      const box = sandbox();
      expect(open(box, one)).toEqual({});
      await install(box, one.shell);
      expect(open(box, one)).toEqual(values);

      // Less is stored now: neither this terminal nor one started from an old one has what is gone.
      const old = { ...values, GONOPROXY: "mine", GOPROXY_CFG_SET: "GOPROXY GOSUMDB GOPRIVATE" };
      const less: StoredSettings = {
        set: [["GOPROXY", "direct"]],
        unset: ["GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"],
      };
      applyPlan(planRefresh(box.ctx, less).plan);
      expect(open(box, one)).toEqual({ GOPROXY: "direct" });
      expect(open(box, one, old)).toEqual({ GOPROXY: "direct", GONOPROXY: "mine" });
      applyPlan(planRefresh(box.ctx, { set: [], unset: keys }).plan);
      expect(open(box, one)).toEqual({});
      expect(open(box, one, { ...old, GOPROXY: "stale" })).toEqual({ GONOPROXY: "mine" });

      const { plan, notes } = await planUninstall(box.ctx);
      expect(notes).toEqual([]);
      applyPlan(plan);
      expect(open(box, one)).toEqual({});
      const ours = /(?:^|\/)(?:goproxy-cfg(?:\.\w+)?|env\.(?:sh|csh|ps1|elv))$/;
      expect(Object.keys(tree(box.home)).filter((name) => ours.test(name))).toEqual([]);
    });
  }

  for (const one of terminals) {
    it(`${one.shell}: ${one.label} with a config folder of any name`, async (test) => {
      test.skip(!there(one), `${one.program} is not installed`);
      const box = sandbox({ env: { XDG_CONFIG_HOME: "" } });
      const folder = path.join(box.root, "o'brien  $x `id` [y] {z} !镜像 #%\\");
      fs.mkdirSync(folder);
      box.ctx.env = { ...box.env, XDG_CONFIG_HOME: folder };
      await install(box, one.shell);
      expect(open(box, one, { XDG_CONFIG_HOME: folder })).toEqual(values);
    });
  }
});

describe("the file that a fresh shell reads", () => {
  it.skipIf(!has("bash -lc"))("bash: the first login file, and no new one", async () => {
    for (const name of [".bash_profile", ".bash_login", ".profile"]) {
      const box = sandbox();
      box.write(".profile", "PROFILE=read\n");
      box.write(name, "# mine");
      await install(box, "bash");
      expect(open(box, by("bash -lc"))).toEqual(values);
      expect(open(box, by("bash -ic"))).toEqual(values);
      expect(box.read(name)).toMatch(/^# mine\n# >>> goproxy-cfg >>>/);
      const made = fs.readdirSync(box.home).toSorted();
      expect(made).toEqual([...new Set([".bashrc", ".config", ".profile", name])].toSorted());
    }
  });

  it.skipIf(!has("zsh -c"))("zsh: where ~/.zshenv sets ZDOTDIR", async () => {
    const box = sandbox();
    box.write(".zshenv", "export ZDOTDIR=$HOME/.config/zsh\n");
    box.write(".config/zsh/.zshrc", "");
    box.ctx.env = { ...box.env, ZDOTDIR: path.join(box.home, ".config/zsh") };
    await install(box, "zsh");
    for (const label of ["zsh -c", "zsh -lc", "zsh -ic"]) {
      expect(open(box, by(label))).toEqual(values);
    }
    expect(fs.existsSync(path.join(box.home, ".config/zsh/.zshenv"))).toBe(false);
  });

  it.skipIf(!has("zsh -c"))("zsh: an inherited ZDOTDIR", async () => {
    const ZDOTDIR = "zsh folder";
    const box = sandbox();
    const folder = path.join(box.home, ZDOTDIR);
    fs.mkdirSync(folder);
    box.ctx.env = { ...box.env, ZDOTDIR: folder };
    await install(box, "zsh");
    expect(open(box, by("zsh -ic"), { ZDOTDIR: folder })).toEqual(values);
    expect(fs.readdirSync(box.home).toSorted()).toEqual([".config", ZDOTDIR]);
  });

  it.skipIf(!has("tcsh -c"))("tcsh: .tcshrc where there is one", async () => {
    const box = sandbox();
    box.write(".tcshrc", "set mine");
    box.write(".cshrc", "set mine");
    await install(box, "tcsh");
    expect(open(box, by("tcsh -c"))).toEqual(values);
    expect(box.read(".cshrc")).toBe("set mine");
  });

  it.skipIf(!has("ksh -lc") || find("mksh") === null)("mksh: its own file", async () => {
    const box = sandbox();
    box.write(".mkshrc", "set -o nounset\n");
    await install(box, "ksh");
    expect(open(box, { ...by("mksh -lc"), args: (n, a) => ["-ic", command(n, a)] })).toEqual(
      values,
    );
  });

  it.skipIf(!has("bash -lc"))(
    "a line behind our block wins until it is commented out",
    async () => {
      const box = sandbox();
      const rc = box.write(".bashrc", "");
      await install(box, "bash");
      fs.appendFileSync(rc, "if true; then\n  export GOPROXY=mine\nfi\n");
      const before = fs.readFileSync(rc);
      const mine = { ...values, GOPROXY: "mine" };
      expect(open(box, by("bash -ic"))).toEqual(mine);
      const line = before.toString().split("\n").indexOf("  export GOPROXY=mine") + 1;
      const overriding = [{ file: rc, line, key: "GOPROXY", value: "mine" }];
      applyPlan(planOverrule(box.ctx, overriding).plan);
      expect(open(box, by("bash -ic"))).toEqual(values);
      applyPlan((await planUninstall(box.ctx)).plan);
      expect(fs.readFileSync(rc, "utf8")).toBe("if true; then\n  export GOPROXY=mine\nfi\n");
    },
  );
});
