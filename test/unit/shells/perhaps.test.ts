import path from "node:path";
import { describe, expect, it } from "vitest";
import { likelyLine, mayRewrite } from "../../../src/shells/ask/perhaps.ts";
import { terminalOnlyLines } from "../../../src/shells/ask/perhaps.ts";
import { findShell } from "../../../src/shells/detect.ts";
import { sandbox } from "../../support/sandbox.ts";

const X = "https://goproxy.cn,direct";

/** What the simple patterns say of a home: `file:line`, with a question mark where it is not certain. */
function likely(shell: string, files: Record<string, string>, value = X): string | null {
  const box = sandbox();
  for (const [name, text] of Object.entries(files)) box.write(name, text);
  const found = likelyLine(box.ctx, findShell(shell), "GOPROXY", value);
  if (found === null) return null;
  const marks = `${found.perhaps ? "?" : ""}${found.login ? " login" : ""}`;
  return `${path.relative(box.home, found.file)}:${found.line}${marks}`;
}

describe("the line that gave a variable its value, by simple patterns", () => {
  it.each([
    ["one line", "bash", { ".bashrc": `# mine\nexport GOPROXY=${X}\n` }, ".bashrc:2"],
    [
      "a file that is read by its path",
      "zsh",
      { ".zshrc": ". ~/.env.sh\n", ".env.sh": `export GOPROXY='${X}'` },
      ".env.sh:1",
    ],
    [
      "fish",
      "fish",
      { ".config/fish/config.fish": `set -gx GOPROXY ${X}\n` },
      ".config/fish/config.fish:1",
    ],
    [
      "a universal variable of fish",
      "fish",
      {
        ".config/fish/fish_variables":
          "SETUVAR --export GOPROXY:https\\x3a//goproxy\\x2ecn\\x2cdirect\n",
      },
      ".config/fish/fish_variables:1",
    ],
    ["csh", "tcsh", { ".tcshrc": `setenv GOPROXY ${X}\n` }, ".tcshrc:1"],
    [
      "nushell",
      "nu",
      { ".config/nushell/config.nu": `$env.GOPROXY = "${X}"\n` },
      ".config/nushell/config.nu:1",
    ],
    [
      "elvish",
      "elvish",
      { ".config/elvish/rc.elv": `set E:GOPROXY = ${X}\n` },
      ".config/elvish/rc.elv:1",
    ],
    ["xonsh", "xonsh", { ".xonshrc": `$GOPROXY = "${X}"\n` }, ".xonshrc:1"],
    [
      "PowerShell",
      "pwsh",
      { ".config/powershell/profile.ps1": `$env:GOPROXY = '${X}'\n` },
      ".config/powershell/profile.ps1:1",
    ],
    ["a function", "bash", { ".bashrc": `on() { export GOPROXY=${X}; }\n` }, ".bashrc:1?"],
    [
      "a branch",
      "bash",
      { ".bashrc": `if false; then\n  export GOPROXY=${X}\nfi\n` },
      ".bashrc:2?",
    ],
    ["a condition", "bash", { ".bashrc": `[ -n x ] && export GOPROXY=${X}\n` }, ".bashrc:1?"],
    [
      "two lines",
      "bash",
      { ".bashrc": `export GOPROXY=${X}\n`, ".profile": `export GOPROXY=${X}\n` },
      ".bashrc:1?",
    ],
    [
      "another line that may set it",
      "zsh",
      { ".zshrc": `export GOPROXY=${X}\nexport GOPROXY=$OTHER\n` },
      ".zshrc:1?",
    ],
    ["what cannot be told", "zsh", { ".zshrc": "export GOPROXY=$(cat ~/x)\n" }, ".zshrc:1?"],
    ["another value", "zsh", { ".zshrc": "export GOPROXY=direct\n" }, null],
    ["a file that this shell does not read", "zsh", { ".bashrc": `export GOPROXY=${X}\n` }, null],
    ["a comment", "zsh", { ".zshrc": `# export GOPROXY=${X}\n` }, null],
    ["another variable", "zsh", { ".zshrc": `export MYGOPROXY=${X}\n` }, null],
    [
      "the session",
      "zsh",
      { ".config/environment.d/go.conf": `GOPROXY=${X}\n` },
      ".config/environment.d/go.conf:1 login",
    ],
    [
      "the desktop's own script",
      "zsh",
      { ".xprofile": `export GOPROXY=${X}\n` },
      ".xprofile:1 login",
    ],
    [
      "Plasma",
      "bash",
      { ".config/plasma-workspace/env/go.sh": `export GOPROXY=${X}\n` },
      ".config/plasma-workspace/env/go.sh:1 login",
    ],
    ["tmux", "bash", { ".tmux.conf": `set-environment -g GOPROXY ${X}\n` }, ".tmux.conf:1 login"],
    [
      "mise",
      "zsh",
      { ".config/mise/config.toml": `[env]\nGOPROXY = "${X}"\n` },
      ".config/mise/config.toml:2?",
    ],
    ["direnv", "zsh", { ".envrc": `export GOPROXY=${X}\n` }, ".envrc:1?"],
  ] as const)("%s", (_, shell, files, expected) => {
    expect(likely(shell, files)).toBe(expected);
  });
});

describe("a startup file that may run go env -w", () => {
  it.each([
    ["go env -w GOPROXY=direct", true],
    ["command go env -u GOPROXY", true],
    ["/usr/local/go/bin/go env -w GOFLAGS=-v GOPROXY=direct", true],
    ["# go env -w GOPROXY=direct", false],
    ["go env GOPROXY", false],
    ["go env -w GOSUMDB=off", false],
    ["echo GOPROXY; cargo env -w", false],
  ])("%s", (line, expected) => {
    const box = sandbox();
    box.write(".zshrc", `${line}\n`);
    expect(mayRewrite(box.ctx, findShell("zsh")!, ["GOPROXY"])).toBe(expected);
  });
});

describe("a line behind a look for a terminal", () => {
  const set = `$env:GOPROXY = '${X}'\n`;
  it.each([
    ["steps aside", "pwsh", `if ($env:GOPROXY_CFG_ASKING) { return }\n${set}`, "2"],
    ["leaves", "pwsh", `if ([Console]::IsInputRedirected) { return }\n${set}`, "2"],
    [
      "fails",
      "pwsh",
      `if ([Console]::KeyAvailable) { $null = [Console]::ReadKey($true) }\n${set}`,
      "2",
    ],
    ["leaves, in zsh", "zsh", `[ -t 0 ] || return\nexport GOPROXY=${X}\n`, "2"],
    [
      "asks a person",
      "pwsh",
      `$a = Read-Host 'y/n'\nif ($a -eq 'y') { ${set.trim()} }\n`,
      "2 perhaps",
    ],
    ["waits for a person, whatever is said", "pwsh", `$a = Read-Host 'y/n'\n${set}`, "2 perhaps"],
    [
      "leaves, and computes the value",
      "zsh",
      "[ -t 0 ] || return\nexport GOPROXY=$MINE\n",
      "2 perhaps",
    ],
    ["leaves, behind the line", "zsh", `export GOPROXY=${X}\n[ -t 0 ] || return\n`, null],
  ])("that %s", (_, shell, text, expected) => {
    const box = sandbox();
    const profile = ".config/powershell/Microsoft.PowerShell_profile.ps1";
    box.write(shell === "zsh" ? ".zshrc" : profile, text);
    const [found] = terminalOnlyLines(box.ctx, findShell(shell)!, "GOPROXY");
    expect(found ? `${found.line}${found.certain ? "" : " perhaps"}` : null).toBe(expected);
  });
});
