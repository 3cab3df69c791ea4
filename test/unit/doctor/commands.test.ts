import { describe, expect, it } from "vitest";
import { unsetCommand } from "../../../src/doctor/commands.ts";
import { newest } from "../../../src/go/version.ts";

const here = (platform: NodeJS.Platform, shell: string | null) => ({
  at: { version: newest, platform, goproxy: "", arch: "x64" },
  shell,
});

describe("unsetCommand speaks the language of the user's shell", () => {
  it.each([
    ["bash", "unset GOSUMDB"],
    ["zsh", "unset GOSUMDB"],
    ["fish", "set -eg GOSUMDB"],
    ["tcsh", "unsetenv GOSUMDB"],
    ["nu", "hide-env --ignore-errors GOSUMDB"],
    ["pwsh", "Remove-Item Env:GOSUMDB"],
    ["elvish", "unset-env GOSUMDB"],
    ["xonsh", "${...}.pop('GOSUMDB', None)"],
    [null, "unset GOSUMDB"],
  ])("%s: %s", (shell, command) => {
    expect(unsetCommand(here("linux", shell), "GOSUMDB")).toBe(command);
  });

  it("on Windows PowerShell's", () => {
    expect(unsetCommand(here("win32", null), "GOSUMDB")).toBe("Remove-Item Env:GOSUMDB");
  });
});
