import { describe, expect, it, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Changed, Doctor, ErrorDocument, Finding } from "../../../src/contract.ts";
import { binFile } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { realGo, runGo, since } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { opened } from "../../support/opened.ts";
import { find } from "../../support/shells.ts";
import { terminal } from "../../support/tmux.ts";
import { type User, user } from "../../support/user.ts";

const line = ["doctor", "--offline", "--skip", "go.vulnerable"];
const mine = "https://goproxy.cn,direct";
const theirs = "https://mirror.corp.example,direct";

interface Situation {
  shell: "bash" | "zsh" | "fish" | "tcsh" | "ksh";
  code: string;
  /** Go's env file. */
  stored?: string;
  /** Startup files. */
  files?: Record<string, string>;
  /** What a new terminal's go has afterwards. */
  after: Record<string, string>;
  /** A line of a startup file as it is then. */
  becomes?: Record<string, string>;
}

const situations: Record<string, Situation> = {
  "a line of .bashrc over the stored value": {
    shell: "bash",
    code: "env.shadowed",
    stored: `GOPROXY=${mine}\n`,
    files: { ".bashrc": `# mine\nexport EDITOR=vi GOPROXY=${theirs}\n` },
    after: { GOPROXY: mine },
    becomes: { ".bashrc": "# mine\nexport EDITOR=vi " },
  },
  "two lines of .zshrc, one behind the other": {
    shell: "zsh",
    code: "env.shadowed",
    stored: `GOPROXY=${mine}\n`,
    files: { ".zshrc": `export GOPROXY=${theirs}\nexport GOPROXY=${theirs}\n` },
    after: { GOPROXY: mine },
  },
  "a GONOPROXY that leaves a pattern out": {
    shell: "bash",
    code: "private.shadowed",
    stored: "GOPRIVATE=a.corp.com,b.corp.com\nGONOPROXY=a.corp.com,c.corp.com\n",
    after: {
      GOPRIVATE: "a.corp.com,b.corp.com,c.corp.com",
      GONOPROXY: "a.corp.com,b.corp.com,c.corp.com",
    },
  },
  "a GONOSUMDB of .bashrc that leaves a pattern out": {
    shell: "bash",
    code: "private.shadowed",
    stored: "GOPRIVATE=a.corp.com,b.corp.com\n",
    files: { ".bashrc": "export GONOSUMDB=a.corp.com,c.corp.com\n" },
    after: { GONOSUMDB: "a.corp.com,b.corp.com,c.corp.com" },
  },
  "a value of .bashrc that go refuses": {
    shell: "bash",
    code: "proxy.unusable",
    files: { ".bashrc": "export GOPROXY=https//goproxy.cn,direct\n" },
    after: { GOPROXY: mine },
  },
  "quotes that .zshrc makes a part of the value": {
    shell: "zsh",
    code: "go.env-literal",
    files: { ".zshrc": `export GOPROXY='"${mine}"'\n` },
    after: { GOPROXY: mine },
  },
  "GOFLAGS of config.fish over the stored value": {
    shell: "fish",
    code: "env.shadowed",
    stored: "GOFLAGS=-v\n",
    files: { ".config/fish/config.fish": "set -gx GOFLAGS -mod=mod\n" },
    after: { GOFLAGS: "-v" },
  },
  "GOTOOLCHAIN of .tcshrc over the stored value": {
    shell: "tcsh",
    code: "env.shadowed",
    stored: "GOTOOLCHAIN=local\n",
    files: { ".tcshrc": "setenv GOTOOLCHAIN auto\n" },
    after: { GOTOOLCHAIN: "local" },
  },
  "modules switched off in .bashrc": {
    shell: "bash",
    code: "go.module-mode",
    files: { ".bashrc": "export GOPATH=$HOME/go GO111MODULE=off\n" },
    after: { GO111MODULE: "" },
    becomes: { ".bashrc": "export GOPATH=$HOME/go " },
  },
  "a flag in .kshrc that no go get takes": {
    shell: "ksh",
    code: "go.flags-refused",
    files: { ".kshrc": "export GOFLAGS=-insecure\n" },
    after: { GOFLAGS: "" },
  },
  "a retired mirror in .zshrc, and a damaged line of the env file": {
    shell: "zsh",
    code: "proxy.retired",
    stored: "export GOVCS=*:git\n",
    files: { ".zshrc": "export GOPROXY=https://goproxy.baidu.com,https://goproxy.cn,direct\n" },
    after: { GOPROXY: mine, GOVCS: "*:git" },
  },
};

/** A terminal that this shell opens has this environment. */
async function openedBy(someone: User, shell: string): Promise<Env> {
  return (await opened(someone, shell)) ?? {};
}

async function findings(someone: User, env: Env): Promise<Finding[]> {
  const { stdout } = await someone.cfg([...line, "--json"], { env });
  return expectDocument<Doctor>("Doctor", stdout).checks.flatMap((check) => check.findings);
}

describe("doctor --fix with consent: mended for a new terminal, gone, undone", () => {
  for (const [
    name,
    { shell, code, stored = "", files = {}, after, becomes = {} },
  ] of Object.entries(situations)) {
    it(name, async (context) => {
      const go = need(context, realGo());
      if ("GOTOOLCHAIN" in after) since(context, go, 21, "GOTOOLCHAIN");
      context.skip(find(shell) === null || find("script") === null, `${shell} is not installed`);
      const someone = user({ SHELL: find(shell)!, GOPROXY: undefined, GOSUMDB: undefined });
      for (const [file, text] of Object.entries(files)) someone.write(file, text);
      if (stored !== "") someone.write(".config/go/env", stored);
      const env = await openedBy(someone, shell);

      const found = (await findings(someone, env)).find((one) => one.code === code);
      expect(found?.fix).toMatchObject({ command: "goproxy-cfg doctor --fix", safe: false });

      const fixed = await someone.cfg([...line, "--fix", "--yes", "--json"], { env });
      const { undo } = expectDocument<Changed & Doctor>("Changed", fixed.stdout);
      for (const [file, begin] of Object.entries(becomes)) {
        expect(someone.read(file).startsWith(begin)).toBe(true);
      }
      const anew = await openedBy(someone, shell);
      expect((await findings(someone, anew)).filter((one) => one.code === code)).toEqual([]);
      for (const [key, value] of Object.entries(after)) {
        const { stdout } = await runGo(go, ["env", key], { env: anew, cwd: someone.home });
        expect(`${key}=${stdout.trim()}`).toBe(`${key}=${value}`);
      }

      expect(undo).toMatch(/^goproxy-cfg undo \S+$/);
      await someone.cfg(["undo"]);
      for (const [file, text] of Object.entries(files)) expect(someone.read(file)).toBe(text);
      expect(someone.stored() ?? "").toBe(stored);
    });
  }
});

test("a line that gives new terminals another value is not what this terminal suffers from", async () => {
  const someone = user({ SHELL: find("bash")!, GOPROXY: undefined, GOSUMDB: undefined });
  someone.write(".bashrc", "export GO111MODULE=on\n");
  const found = await findings(someone, { GO111MODULE: "off" });
  const { fix } = found.find(({ code }) => code === "go.module-mode")!;
  expect(fix?.command).toBe("unset GO111MODULE");
});

test("what a log says of a variable is mended where a startup file sets it", async () => {
  const someone = user({ SHELL: find("bash")!, GOPROXY: undefined, GOSUMDB: undefined });
  someone.write(".bashrc", "export GOFLAGS=-mod=mod\n");
  someone.write(
    "build.log",
    "warning: go env -w GOFLAGS=... does not override conflicting OS environment variable\n",
  );
  const env = { GOFLAGS: "-mod=mod" };
  const log = ["--log", `${someone.home}/build.log`, "--json"];
  const { stdout } = await someone.cfg([...line, ...log], { env });
  const all = expectDocument<Doctor>("Doctor", stdout).checks.flatMap((check) => check.findings);
  const { fix } = all.find(({ code }) => code === "env.shadowed")!;
  expect(fix?.command).toBe("goproxy-cfg doctor --fix");
});

test("without a terminal and without consent nothing is done, and the steps are named", async (context) => {
  need(context, realGo());
  const someone = user({ SHELL: find("bash")!, GOPROXY: undefined, GOSUMDB: undefined });
  const bashrc = `export GOPROXY=${theirs}\n`;
  someone.write(".bashrc", bashrc);
  someone.write(".config/go/env", `GOPROXY="${mine}"\n`);
  const refused = await someone.cfg([...line, "--fix", "--json"]);
  const { error } = expectDocument<ErrorDocument>("ErrorDocument", refused.stderr);
  expect([refused.code, error.code]).toEqual([2, "consent-required"]);
  expect(error.message).toContain(
    `rewrite line 1 of go's env file as GOPROXY=${mine}; comment out`,
  );
  expect([someone.read(".bashrc"), someone.stored()]).toEqual([bashrc, `GOPROXY="${mine}"\n`]);
});

test("on a terminal what is safe is done, and the rest is asked for one by one", async (context) => {
  need(context, realGo());
  context.skip(find("tmux") === null || find("bash") === null, "tmux is not installed");
  const someone = user({ SHELL: find("bash")!, GOPROXY: undefined, GOSUMDB: undefined });
  const bashrc = `export GOPROXY=${theirs}\n`;
  someone.write(".bashrc", bashrc);
  someone.write(
    ".config/go/env",
    `export GOVCS=*:git\nGOPROXY=${mine}\nGOPRIVATE=a.corp.com,b.corp.com\nGONOPROXY=a.corp.com\n`,
  );
  const command = [process.execPath, binFile(), ...line, "--fix"].map((word) => `'${word}'`);
  const screen = await terminal(["sh", "-c", `${command.join(" ")}; echo ended: $?; cat`], {
    env: someone.env,
    cwd: someone.home,
    root: someone.root,
  });
  await screen.shows(/comment out \S*\.bashrc:1\?[^]*No/);
  await screen.keys("n");
  await screen.shows(/unset GONOPROXY[^]*\?[^]*Yes/);
  await screen.keys("y");
  const end = await screen.shows(/What is left[^]*env\.shadowed[^]*Next: [^]*ended: 0/);
  expect(end).not.toContain("private.shadowed");
  expect(someone.read(".bashrc")).toBe(bashrc);
  const left = { GOVCS: "*:git", GOPROXY: mine, GOPRIVATE: "a.corp.com,b.corp.com" };
  const lines = Object.entries(left).map(([key, value]) => `${key}=${value}`);
  expect(someone.stored()?.trimEnd().split("\n").toSorted()).toEqual(lines.toSorted());
});
