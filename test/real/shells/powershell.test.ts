import fs from "node:fs";
import path from "node:path";
import { describe, expect, test, type TestContext } from "vitest";
import { binFile, run } from "../../support/bin.ts";
import { need } from "../../support/machine.ts";
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
      const forced = await one.cfg([...use, "--yes"]);
      if (line?.endsWith("?") !== true && forced.code !== 1) expect(forced.code).toBe(0);
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
