import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test, type TestContext } from "vitest";
import { binFile, run } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { checkout, need } from "../../support/machine.ts";
import { pwsh, quietPwsh } from "../../support/powershell.ts";
import type { Changed } from "../../../src/contract.ts";
import { user } from "../../support/user.ts";

/** A user with the tool on PATH, whose lines the real pwsh runs without a profile. */
function someone(context: TestContext) {
  const shell = need(context, pwsh());
  const one = user();
  const bin = path.join(one.root, "bin");
  fs.mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${binFile()}' "$@"\n`;
  fs.writeFileSync(path.join(bin, "goproxy-cfg"), script, { mode: 0o755 });
  const env = { ...one.env, ...quietPwsh, PATH: `${bin}:${one.env["PATH"] ?? ""}` };
  const start = (...args: string[]) =>
    run([shell, "-NoLogo", "-NonInteractive", ...args], { env, cwd: one.home });
  const type = (...lines: string[]) => start("-NoProfile", "-Command", lines.join("\n"));
  return { ...one, start, type };
}

describe("in the real pwsh", () => {
  test("what `env --as pwsh` prints sets the stored value", async (context) => {
    const { cfg, type } = someone(context);
    expect((await cfg(["use", "cn", "--no-verify"])).code).toBe(0);
    const ended = await type(
      "goproxy-cfg env --as pwsh | Out-String | Invoke-Expression",
      "[Console]::Out.Write($env:GOPROXY)",
    );
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const { stdout } = await cfg(["env", "--as", "sh"]);
    expect(stdout).toContain(`GOPROXY='${ended.stdout}'`);
  });

  test("nothing stored is a line that Invoke-Expression takes", async (context) => {
    const { type } = someone(context);
    const ended = await type(
      "goproxy-cfg env --as pwsh | Out-String | Invoke-Expression",
      '[Console]::Out.Write("<$env:GOPROXY>")',
    );
    expect(ended).toMatchObject({ code: 0, stdout: "<>", stderr: "" });
  });

  test("a value that is not ASCII arrives whole, and is ASCII on the way", async (context) => {
    const { cfg, type } = someone(context);
    const value = "https://proxy.corp.example/中文/it's/库,off";
    expect((await cfg(["use", value, "--no-verify", "-q"])).code).toBe(0);
    const { stdout } = await cfg(["env", "--as", "pwsh"]);
    expect(stdout).toMatch(/^# [ -~]+\n[ -~\n]+$/);
    const ended = await type(
      "goproxy-cfg env --as pwsh | Out-String | Invoke-Expression",
      "[int[]][char[]]$env:GOPROXY -join ' '",
    );
    const codes = ended.stdout.trim().split(" ").map(Number);
    expect(String.fromCharCode(...codes)).toBe(value);
  });

  test("doctor speaks PowerShell in it, whatever $SHELL says", async (context) => {
    const { type } = someone(context);
    const ended = await type(
      "$env:SHELL = '/bin/bash'; $env:GO111MODULE = 'off'",
      "goproxy-cfg doctor --offline",
    );
    expect(ended.stdout).toContain("Remove-Item Env:GO111MODULE");
  });

  test("braces, which a program is not given as text, are told from a mistyped option", async (context) => {
    const { type } = someone(context);
    const ended = await type("goproxy-cfg use {https://goproxy.cn}");
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("PowerShell does not pass on what stands in { … }");
  });

  test("the completion script completes words, values and quoted values", async (context) => {
    const { cfg, type } = someone(context);
    await cfg(["mirror", "add", "athens", "https://athens.corp.example"]);
    await cfg(["private", "add", "*.corp.example/team"]);
    const lines = ["goproxy-cfg mirr", "goproxy-cfg use ath", "goproxy-cfg private remove *"];
    const ended = await type(
      "goproxy-cfg completion pwsh | Out-String | Invoke-Expression",
      ...lines.map(
        (line) =>
          `(TabExpansion2 -inputScript '${line}' -cursorColumn ${line.length}).CompletionMatches.CompletionText`,
      ),
    );
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout.split("\n")).toEqual(["mirror", "athens", "'*.corp.example/team'", ""]);
  });
});

/** The `.ps1` that `npm i -g` makes, by the program that npm has for it, on PATH in the place of `someone`'s script. */
async function withNpmsScript(context: TestContext) {
  const npm = onPath("npm");
  const own = npm === null ? null : createRequire(fs.realpathSync(npm));
  const paths = own?.resolve.paths("cmd-shim") ?? [];
  const found = paths.some((folder) => fs.existsSync(path.join(folder, "cmd-shim")));
  context.skip(own === null || !found, "npm's cmd-shim is not here");
  const one = someone(context);
  const bin = path.join(one.root, "bin");
  fs.rmSync(path.join(bin, "goproxy-cfg"));
  const cmdShim = own!("cmd-shim") as (from: string, to: string) => Promise<void>;
  await cmdShim(binFile(), path.join(bin, "goproxy-cfg"));
  for (const name of ["goproxy-cfg", "goproxy-cfg.cmd"]) fs.rmSync(path.join(bin, name));
  return one;
}

describe("through npm's script for PowerShell", () => {
  test("a comma without quotes, a dash that is none, and names of PowerShell's own are understood", async (context) => {
    const { type, home } = await withNpmsScript(context);
    const lines: [typed: string, shows: RegExp][] = [
      [
        "use https://goproxy.cn,direct --no-verify",
        /^(?=[^]*GOPROXY +goproxy\.cn → direct)(?=[^]*taken for a comma)/,
      ],
      ["use aliyun,goproxy.cn --no-verify", /aliyun → goproxy\.cn → direct/],
      ["env cn,aliyun --as PowerShell", /env:GOPROXY = 'https:\/\/goproxy\.cn\|/],
      ["validate GOPROXY=https://goproxy.cn,direct", /invalid[^]*PowerShell makes a blank/],
      ["private add a.example,b.example/x", /GOPRIVATE +a\.example,b\.example\/x/],
      ["private remove a.example,b.example/x", /GOPRIVATE +unset/],
      ["doctor --offline --only proxy,env", /2 checks passed: env, proxy/],
      ["run direct go version", /^go version go/m],
      ["list \u2013\u2013json", /"schemaVersion": 1/],
      ["use cn -WhatIf", /Did you mean `--dry-run`/],
      ["private add @acme", /PowerShell passes on no word that begins with @/],
    ];
    const ended = await type(
      "[Console]::OutputEncoding = [Text.Encoding]::UTF8",
      ...lines.map(([typed]) => `"<$(goproxy-cfg ${typed} 2>&1 | Out-String -Width 500)>"`),
    );
    const shown = [...ended.stdout.matchAll(/^<([^]*?)>$/gm)].map(([, text]) => text);
    expect(shown).toHaveLength(lines.length);
    lines.forEach(([typed, shows], at) => expect(shown[at], `${typed}`).toMatch(shows));
    const file = path.join(home, ".config/go/env");
    expect(fs.readFileSync(file, "utf8")).toBe(
      "GOPROXY=https://mirrors.aliyun.com/goproxy/|https://goproxy.cn|direct\n",
    );
  });
});

const stored = "https://stored.example,direct";
const theirs = "https://theirs.example,direct";
const profile = ".config/powershell/profile.ps1";
const host = ".config/powershell/Microsoft.PowerShell_profile.ps1";
const set = `$env:GOPROXY = '${theirs}'\n`;

/** What stands in the profiles, and the line that gives a new terminal its value; null: it has what is stored. */
const profiles: readonly [name: string, files: Record<string, string>, line: string | null][] = [
  ["sets it above our block", { [profile]: set }, null],
  ["sets it in the console's profile", { [host]: `# mine\n${set}` }, `${host}:2`],
  [
    "reads a file beside it",
    { [host]: '. "$PSScriptRoot/go.ps1"\n', ".config/powershell/go.ps1": set },
    ".config/powershell/go.ps1:1",
  ],
  [
    "sets it over several lines",
    {
      [host]: `[Environment]::SetEnvironmentVariable(\n  'GOPROXY',\n  '${theirs}')\nSet-Alias ll ls\n`,
    },
    `${host}:1`,
  ],
  ["has a function that is never called", { [host]: `function on {\n  ${set}}\n` }, null],
  [
    "loops over a table",
    {
      [host]: `@{ GOPROXY = '${theirs}' }.GetEnumerator() | ForEach-Object { Set-Item "Env:$($_.Key)" $_.Value }\n`,
    },
    `${host}:1`,
  ],
  [
    "is signed",
    {
      [profile]:
        "Set-Alias ll ls\n# SIG # Begin signature block\n# MIIF\n# SIG # End signature block\n",
    },
    null,
  ],
  ["steps aside", { [host]: `if ($env:GOPROXY_CFG_ASKING) { return }\n${set}` }, `${host}:2`],
];

describe("a new terminal with PowerShell, whose profile", () => {
  for (const [name, files, line] of profiles) {
    test(name, async (context) => {
      const shell = need(context, pwsh());
      const one = user({ ...quietPwsh, SHELL: shell });
      for (const [file, text] of Object.entries(files)) one.write(file, text);
      const read = () => Object.keys(files).map((file) => one.read(file));
      const before = read();
      const use = ["use", stored, "--no-verify", "--shell", "--json"];
      const first = await one.cfg(use);
      const { shadowedBy } = JSON.parse(first.stdout) as Changed;
      const named = shadowedBy.map(
        (by) => `${path.relative(one.home, by.file ?? "")}:${by.line}${by.perhaps ? "?" : ""}`,
      );
      expect(named).toEqual(line === null ? [] : [line]);
      expect(first.code).toBe(line === null ? 0 : 4);
      // Only what the shell itself has named is put out of effect.
      if (line !== null) {
        const forced = await one.cfg([...use, "--yes"]);
        if (!line.endsWith("?") && forced.code !== 1) expect(forced.code).toBe(0);
      }
      expect((await one.cfg(["shell", "uninstall"])).code).toBe(0);
      expect(read()).toEqual(before);
    });
  }
});

describe("docs/windows.md", () => {
  const blocks = (name: string) => {
    const text = fs.readFileSync(path.resolve(import.meta.dirname, "../../../docs", name), "utf8");
    return [...text.matchAll(/```powershell\n([^]*?)```/g)].map(([, lines = ""]) => lines);
  };
  const english = blocks("windows.md");

  test("gives the same lines in both languages", () => {
    expect(english.length).toBeGreaterThan(3);
    expect(blocks("windows.zh-CN.md")).toEqual(english);
  });

  test("has a line for PowerShell and one for Git Bash that bring this terminal up to date", async (context) => {
    const { cfg, type, env, home, root } = someone(context);
    const page = fs.readFileSync(path.join(checkout(), "docs/windows.md"), "utf8");
    const lineOf = (shell: string) =>
      new RegExp(`^\\| ${shell} \\| \`(.+)\` \\|$`, "m").exec(page)![1]!.replaceAll("\\|", "|");
    await cfg(["use", "cn", "--no-verify"]);
    const value = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";
    const inPwsh = await type(lineOf("PowerShell"), "[Console]::Out.Write($env:GOPROXY)");
    const bash = ["bash", "-c", `${lineOf("Git Bash")}; printf %s "$GOPROXY"`];
    const inBash = await run(bash, {
      env: { ...env, PATH: `${root}/bin:${env["PATH"]}`, MSYSTEM: "MINGW64" },
      cwd: home,
    });
    for (const ended of [inPwsh, inBash]) expect(ended).toMatchObject({ code: 0, stdout: value });
  });

  test("quotes as PowerShell reads them, and makes a profile that loads the settings", async (context) => {
    const { cfg, type, start } = someone(context);
    const quoted = english.find((lines) => lines.includes("goproxy.cn,direct"))!;
    const makes = english.find((lines) => lines.includes("$PROFILE"))!;
    const ended = await type(quoted.replace(',direct"', ',direct" --no-verify'), makes);
    expect(ended.code).toBe(0);
    const { stdout } = await cfg(["env", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      GOPROXY: "https://goproxy.cn,direct",
      GOPRIVATE: "*.corp.com",
    });
    const opened = await start("-Command", "[Console]::Out.Write($env:GOPROXY)");
    expect(opened).toMatchObject({ code: 0, stdout: "https://goproxy.cn,direct" });
  });
});

test("what the README has users of PowerShell type makes a profile that completes", async (context) => {
  const { type, start, cfg } = someone(context);
  const sections = ["README.md", "README.zh-CN.md"].map((name) => {
    const text = fs.readFileSync(path.join(checkout(), name), "utf8");
    const [, section = ""] = /^## Windows\n([^]*?)^## /m.exec(text) ?? [];
    return [...section.matchAll(/^ {4}(.+)$/gm)].map(([, line = ""]) => line.replace(/ +#.*/, ""));
  });
  const [lines = [], chinese] = sections;
  expect(chinese).toEqual(lines);
  await cfg(["use", "cn", "--no-verify"]);
  const ended = await type(...lines, "[Console]::Out.Write($env:GOPROXY)");
  expect(ended.stderr).toBe("");
  expect(ended.stdout).toMatch(/https:\/\/goproxy\.cn\|\S+\n?$/);
  const line = "goproxy-cfg mirr";
  const ask = `(TabExpansion2 -inputScript '${line}' -cursorColumn ${line.length}).CompletionMatches.CompletionText`;
  expect(await start("-Command", ask)).toMatchObject({ code: 0, stdout: "mirror\n", stderr: "" });
});
