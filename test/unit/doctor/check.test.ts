import { describe, expect, it } from "vitest";
import { unsetCommand } from "../../../src/doctor/check.ts";
import { terminalShell, findShell } from "../../../src/shells/detect.ts";
import { typedPath, typedReload } from "../../../src/shells/formats.ts";
import { fakeWindows } from "../../support/registry.ts";

const terminal = (name: string | null) => (name === null ? null : findShell(name));

describe("unsetCommand speaks the language of the terminal's shell", () => {
  it.each([
    ["bash", "unset GOSUMDB"],
    ["zsh", "unset GOSUMDB"],
    ["fish", "set -eg GOSUMDB"],
    ["tcsh", "unsetenv GOSUMDB"],
    ["nu", "hide-env --ignore-errors GOSUMDB"],
    ["pwsh", "Remove-Item Env:GOSUMDB"],
    ["cmd", 'set "GOSUMDB="'],
    ["elvish", "unset-env GOSUMDB"],
    ["xonsh", "${...}.pop('GOSUMDB', None)"],
    [null, "unset GOSUMDB"],
  ])("%s: %s", (shell, command) => {
    expect(unsetCommand({ terminal: terminal(shell) }, "GOSUMDB")).toBe(command);
  });
});

describe("the terminal's shell on Windows", () => {
  const own = String.raw`C:\Users\me\Documents\PowerShell\Modules;C:\Program Files\PowerShell\Modules`;
  const system = String.raw`C:\Program Files\WindowsPowerShell\Modules;C:\WINDOWS\system32\WindowsPowerShell\v1.0\Modules`;
  const bash = { MSYSTEM: "MINGW64", SHELL: "/usr/bin/bash", PSModulePath: system };
  it.each([
    ["cmd", { PSModulePath: system }],
    ["pwsh", { PSModulePath: own }],
    ["bash", bash],
    ["zsh", { ...bash, SHELL: "/usr/bin/zsh.exe" }],
    ["bash", { ...bash, PSModulePath: own, _: "/c/nodejs/node" }],
    ["pwsh", { ...bash, PSModulePath: own, _: "/c/Program Files/PowerShell/7/pwsh.exe" }],
  ])("%s", async (name, env) => {
    expect((await terminalShell(fakeWindows(env).ctx))?.name).toBe(name);
  });
});

it("the reload and the way to a folder are in the same language", () => {
  expect(typedReload(null)).toBe('eval "$(goproxy-cfg env)"');
  expect(typedReload(terminal("pwsh"))).toContain("Invoke-Expression");
  expect(typedPath(null, "/usr/local/go/bin")).toBe('export PATH="$PATH:/usr/local/go/bin"');
  expect(typedPath(terminal("cmd"), String.raw`C:\Go\bin`)).toBe(
    String.raw`set "PATH=%PATH%;C:\Go\bin"`,
  );
  expect(typedPath(terminal("tcsh"), "/go/bin")).toBe(`setenv PATH "$PATH":'/go/bin'`);
});
