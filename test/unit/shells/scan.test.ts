import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  family,
  type Found,
  loginShell,
  scanStartupFiles,
  whoSets,
} from "../../../src/shells/scan.ts";
import { putBlock } from "../../../src/shells/managed/block.ts";
import { envFiles } from "../../../src/shells/managed/files.ts";
import { snippet } from "../../../src/shells/managed/text.ts";
import { findFormat, printEnv } from "../../../src/shells/formats.ts";
import { brief, scan, scanText, scannedKeys as keys } from "../../support/scan.ts";
import { sandbox } from "../../support/sandbox.ts";

function place(file: string, value: string | null, order: Record<string, number>): Found {
  return { file, line: 1, key: "GOPROXY", value, shell: Object.keys(order)[0]!, order };
}

describe("which files, in which order", () => {
  it("knows the places of every shell below a system folder and the home folder", () => {
    const box = sandbox({ env: { ENV: "" } });
    const files: Record<string, string[]> = {
      session: [
        "etc/environment",
        "home/.pam_environment",
        "etc/environment.d/a.conf",
        "home/.config/environment.d/b.conf",
      ],
      bash: [
        "etc/profile",
        "etc/profile.d/go.sh",
        "home/.bash_profile",
        "etc/bash.bashrc",
        "home/.bashrc",
      ],
      zsh: [
        "etc/zsh/zshenv",
        "home/.zshenv",
        "etc/zsh/zprofile",
        "home/.zprofile",
        "etc/zsh/zshrc",
        "home/.zshrc",
        "home/.zlogin",
      ],
      sh: ["etc/profile", "etc/profile.d/go.sh", "home/.profile", "home/.kshrc"],
      fish: [
        "home/.config/fish/conf.d/a.fish",
        "etc/fish/conf.d/b.fish",
        "etc/fish/config.fish",
        "home/.config/fish/config.fish",
      ],
      csh: ["etc/csh.cshrc", "home/.tcshrc", "home/.login"],
      nu: [
        "home/.config/nushell/env.nu",
        "home/.config/nushell/config.nu",
        "home/.config/nushell/autoload/a.nu",
      ],
      pwsh: [
        "home/.config/powershell/profile.ps1",
        "home/.config/powershell/Microsoft.PowerShell_profile.ps1",
      ],
      elvish: ["home/.config/elvish/rc.elv"],
      xonsh: [
        "etc/xonsh/xonshrc",
        "home/.xonshrc",
        "home/.config/xonsh/rc.xsh",
        "home/.config/xonsh/rc.d/a.xsh",
      ],
      direnv: ["home/.envrc"],
    };
    const line: Record<string, string> = {
      session: "GOPROXY=a",
      fish: "set -gx GOPROXY a",
      csh: "setenv GOPROXY a",
      nu: "$env.GOPROXY = 'a'",
      pwsh: "$env:GOPROXY = 'a'",
      elvish: "set E:GOPROXY = a",
      xonsh: "$GOPROXY = 'a'",
    };
    for (const [shell, names] of Object.entries(files)) {
      for (const name of names) {
        const file = path.join(box.root, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, line[shell] ?? "export GOPROXY=a");
      }
    }
    const found = scan(box, box.root);
    for (const [shell, names] of Object.entries(files)) {
      const seen = found
        .filter((one) => one.order[shell] !== undefined)
        .toSorted((a, b) => a.order[shell]! - b.order[shell]!)
        .map((one) => path.relative(box.root, one.file));
      expect([shell, ...seen]).toEqual([shell, ...names]);
    }
  });

  it("takes the first login file of bash alone", () => {
    const box = sandbox();
    box.write(".bash_profile", "");
    box.write(".profile", "export GOPROXY=a");
    expect(scan(box).map((one) => Object.keys(one.order))).toEqual([["sh"]]);
  });

  it("puts the login file of bash last on macOS", () => {
    const box = sandbox({ ctx: { platform: "darwin" } });
    box.write(".bash_profile", "export GOPROXY=login");
    box.write(".bashrc", "export GOPROXY=rc");
    const found = scan(box);
    expect(found.toSorted((a, b) => a.order["bash"]! - b.order["bash"]!).at(-1)?.value).toBe(
      "login",
    );
  });

  it("finds zsh's files where ~/.zshenv says that they are", () => {
    const box = sandbox();
    box.write(".zshenv", 'export ZDOTDIR="$HOME/.config/zsh"');
    box.write(".config/zsh/.zshrc", "export GOPROXY=a");
    box.write(".zshrc", "export GOPROXY=b");
    expect(brief(scan(box))).toEqual(["1 GOPROXY=a"]);
  });

  it("finds zsh's files in an inherited ZDOTDIR", () => {
    const box = sandbox();
    box.write(".zshenv", "export GOPROXY=a");
    box.write("z/.zshenv", "export GOPROXY=b");
    const ctx = { ...box.ctx, env: { ...box.env, ZDOTDIR: path.join(box.home, "z") } };
    expect(brief(scanStartupFiles(ctx, keys, { systemRoot: null }))).toEqual(["1 GOPROXY=b"]);
  });

  it("follows sourced files, globs of a loop too, in the order of execution", () => {
    const box = sandbox();
    box.write(
      ".bashrc",
      '[ -r ~/.aliases ] && . ~/.aliases\nfor f in ~/.bashrc.d/*.sh; do\n  [ -f "$f" ] && source "$f"\ndone\nexport GOPROXY=last',
    );
    box.write(".aliases", '. "${XDG_CONFIG_HOME:-$HOME/.config}/more"');
    box.write(".config/more", "export GOPROXY=more");
    box.write(".bashrc.d/b.sh", "export GOPROXY=b");
    box.write(".bashrc.d/a.sh", "export GOPROXY=a");
    box.write(".bashrc.d/c.txt", "export GOPROXY=c");
    expect(scan(box).map((one) => one.value)).toEqual(["more", "a", "b", "last"]);
  });

  it("takes a file that a function sources for one that may not be read", () => {
    const box = sandbox();
    box.write(".bashrc", "f() {\n. ~/a\n}\n. ~/b\n");
    box.write("a", "export GOPROXY=a");
    box.write("b", "export GOPROXY=b");
    expect(brief(scan(box))).toEqual(["1 GOPROXY=a maybe", "1 GOPROXY=b"]);
  });

  it("finds our env files through the lines that read them, in every language", () => {
    const box = sandbox({ env: { GOPROXY: "https://a|direct" } });
    const block = (of: string) => putBlock(null, snippet(box.ctx, of)) as { bytes: Buffer };
    for (const [of, file] of [
      ["sh", ".zshenv"],
      ["csh", ".cshrc"],
      ["pwsh", ".config/powershell/profile.ps1"],
      ["elvish", ".config/elvish/rc.elv"],
    ] as const) {
      box.write(file, block(of).bytes);
      const text = printEnv(findFormat(of)!, [["GOPROXY", "https://a|direct"]], []);
      const { file: read } = envFiles(box.ctx).find(({ format }) => format === of)!;
      box.write(path.relative(box.home, read), text);
    }
    const found = scan(box).map((one) => `${one.shell} ${one.value} ${String(one.ours)}`);
    expect(found).toEqual(
      ["zsh", "csh", "pwsh", "elvish"].map((shell) => `${shell} https://a|direct true`),
    );
  });

  it("ends with files that source themselves or each other", () => {
    const box = sandbox();
    box.write(".bashrc", ". ~/.bashrc\n. ~/a\nexport GOPROXY=a");
    box.write("a", ". ~/a\n. ~/.bashrc\nexport GOPROXY=b");
    expect(scan(box).map((one) => one.value)).toEqual(["b", "a"]);
  });

  it("reports a line once, with every shell that reads it", () => {
    const box = sandbox();
    box.write(".profile", "export GOPROXY=a");
    expect(scan(box)).toMatchObject([{ shell: "bash", order: { bash: 1, sh: 1 } }]);
  });

  it("takes the nearest .envrc above the working folder, more with source_up", () => {
    const box = sandbox();
    const cwd = path.join(box.home, "a/b");
    box.write("a/b/x", "");
    box.write(".envrc", "export GOPROXY=top");
    box.write("a/.envrc", "export GOPROXY=near");
    const at = { ...box.ctx, cwd };
    expect(scanStartupFiles(at, keys, { systemRoot: null }).map((one) => one.value)).toEqual([
      "near",
    ]);
    box.write("a/.envrc", "source_up\nexport GOPROXY=near");
    expect(scanStartupFiles(at, keys, { systemRoot: null }).map((one) => one.value)).toEqual([
      "top",
      "near",
    ]);
  });

  it("recognises our block and our files", () => {
    const box = sandbox();
    const begin = "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers";
    const block = `${begin}\nif [ -r "$HOME/.config/goproxy-cfg/env.sh" ]; then . "$HOME/.config/goproxy-cfg/env.sh"; fi\n# <<< goproxy-cfg <<<\n`;
    box.write(".bashrc", `export GOPROXY=a\n${block}export GOPROXY=b\n`);
    box.write(".config/goproxy-cfg/env.sh", "export GOPROXY=c");
    box.write(".config/fish/conf.d/goproxy-cfg.fish", "set -gx GOPROXY d");
    box.write(".zshenv", `${begin}\nexport GOPROXY=e\n# <<< goproxy-cfg <<<\nexport GOPROXY=f`);
    box.write(".cshrc", `${begin}\nsetenv GOPROXY g\n`);
    expect(brief(scan(box))).toEqual([
      "1 GOPROXY=a",
      "1 GOPROXY=c ours",
      "5 GOPROXY=b",
      "2 GOPROXY=e ours",
      "4 GOPROXY=f",
      "1 GOPROXY=d ours",
      "2 GOPROXY=g",
    ]);
  });

  it("works with Windows paths", () => {
    const box = sandbox();
    const files: Record<string, string> = {
      "C:\\Users\\me\\Documents\\PowerShell\\profile.ps1":
        ". \"$HOME\\more.ps1\"\n$env:GOPROXY = 'a'",
      "C:\\Users\\me\\more.ps1": "$env:GOPROXY = 'b'",
      "C:\\Users\\me\\.bashrc": ". /c/Users/me/sub/x.sh",
      "C:\\Users\\me\\sub\\x.sh": "export GOPROXY=c",
    };
    const ctx = {
      ...box.ctx,
      platform: "win32" as const,
      home: "C:\\Users\\me",
      cwd: "C:\\Users\\me",
      env: { Path: "", AppData: "C:\\Users\\me\\AppData\\Roaming" },
      fs: {
        ...box.ctx.fs,
        statSync: ((file: string) => {
          if (files[file] === undefined) throw new Error("ENOENT");
          return { isFile: () => true, size: 10 };
        }) as typeof fs.statSync,
        readFileSync: ((file: string) =>
          Buffer.from(files[file]!)) as unknown as typeof fs.readFileSync,
      },
    };
    const found = scanStartupFiles(ctx, keys);
    expect(found.map((one) => [one.shell, one.file, one.value])).toEqual([
      ["bash", "C:\\Users\\me\\sub\\x.sh", "c"],
      ["pwsh", "C:\\Users\\me\\more.ps1", "b"],
      ["pwsh", "C:\\Users\\me\\Documents\\PowerShell\\profile.ps1", "a"],
    ]);
  });
});

describe("hostile files", () => {
  it("passes folders, pipes, dangling links, bytes and files without rights", () => {
    const box = sandbox();
    fs.mkdirSync(path.join(box.home, ".bashrc"));
    fs.symlinkSync("nowhere", path.join(box.home, ".zshrc"));
    fs.symlinkSync(".zprofile", path.join(box.home, ".zprofile"));
    fs.symlinkSync("/dev/zero", path.join(box.home, ".zlogin"));
    if (process.platform !== "win32") execFileSync("mkfifo", [path.join(box.home, ".profile")]);
    box.write(".cshrc", "setenv GOPROXY secret");
    const closed = {
      ...box.ctx,
      fs: {
        ...fs,
        readFileSync: ((file: string) => {
          if (file.endsWith(".cshrc")) throw new Error("EACCES");
          return fs.readFileSync(file);
        }) as typeof fs.readFileSync,
      },
    };
    box.write(
      ".zshenv",
      Buffer.from("\xff\xfe\x00\x80\nexport GOPROXY=\xff\nexport GOSUMDB=a", "latin1").subarray(2),
    );
    expect(brief(scanStartupFiles(closed, keys, { systemRoot: null }))).toEqual([
      "2 GOPROXY=\ufffd",
      "3 GOSUMDB=a",
    ]);
  });

  it("does without a home folder", () => {
    const box = sandbox({ ctx: { home: null } });
    expect(scanStartupFiles({ ...box.ctx, env: {} }, keys, { systemRoot: null })).toEqual([]);
  });

  it("never throws, whatever a file holds", () => {
    const box = sandbox();
    const names = [
      ".bashrc",
      ".zshrc",
      ".config/fish/config.fish",
      ".config/fish/fish_variables",
      ".cshrc",
      ".config/nushell/config.nu",
      ".config/powershell/profile.ps1",
      ".config/elvish/rc.elv",
      ".xonshrc",
      ".config/environment.d/a.conf",
      ".pam_environment",
      "Library/LaunchAgents/a.plist",
    ];
    const piece = constantFrom(
      "export ",
      "GOPROXY",
      "=",
      "'",
      '"',
      "`",
      "$(",
      "${",
      "$",
      ")",
      "}",
      "{",
      "(",
      "\\",
      "\n",
      " ",
      ";",
      "|",
      "&",
      "<<E",
      "#",
      "$env:",
      "$env.",
      "set -gx ",
      "setenv ",
      "if ",
      "case x in ",
      "fi",
      "esac",
      "r#'",
      "@'",
      "<#",
      "'''",
      "\ufeff",
      "$'\\x",
      ":-",
      "~",
      "a",
      "E",
      "eval ",
      ". ",
      "<string>",
      "load-env {",
      "$GOPROXY",
    );
    assert(
      property(array(piece, { maxLength: 40 }), (pieces) => {
        for (const name of names) box.write(name, pieces.join(""));
        for (const one of scan(box)) {
          expect(one.line).toBeGreaterThan(0);
          expect(one.line).toBeLessThanOrEqual(pieces.join("").split("\n").length);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("whoSets", () => {
  it("prefers the last equal line of the user's shell", () => {
    const found = [
      place("a", "x", { bash: 1 }),
      place("b", "x", { bash: 2 }),
      place("c", "x", { zsh: 3 }),
      place("d", "y", { bash: 3 }),
    ];
    expect(whoSets(found, "GOPROXY", "x", "/bin/bash")?.file).toBe("b");
    expect(whoSets(found, "GOPROXY", "x", "zsh")?.file).toBe("c");
    expect(whoSets(found, "GOPROXY", "x", "fish")?.file).toBe("c");
    expect(whoSets(found, "GOPROXY", "x")?.file).toBe("c");
  });

  it("falls back to the session, then to what cannot be told", () => {
    const found = [
      place("a", "x", { session: 1 }),
      place("b", null, { bash: 1 }),
      place("c", null, { bash: 2 }),
      place("d", "x", { fish: 1 }),
    ];
    expect(whoSets(found, "GOPROXY", "x", "bash")?.file).toBe("a");
    expect(whoSets(found, "GOPROXY", "other", "bash")?.file).toBe("c");
    expect(whoSets(found, "GOPROXY", "other", "fish")).toBeNull();
    expect(whoSets(found, "GOSUMDB", "x", "bash")).toBeNull();
  });

  it("knows the families of shells", () => {
    const names = [
      "/bin/dash",
      "ksh93",
      "tcsh",
      "/usr/bin/nushell",
      "powershell.exe",
      "C:\\x\\pwsh.exe",
      "/opt/zsh",
    ];
    expect(names.map(family)).toEqual(["sh", "sh", "csh", "nu", "pwsh", "pwsh", "zsh"]);
    expect(loginShell(sandbox({ env: { SHELL: "/usr/bin/fish" } }).ctx)).toBe("fish");
    expect(loginShell(sandbox().ctx)).toBeUndefined();
  });
});

describe("large files", () => {
  it("keeps what was found within bounds", () => {
    const found = scanText(".bashrc", "export GOPROXY=a\n".repeat(5000) + "export GOPROXY=b\n");
    expect(found.length).toBeLessThanOrEqual(2001);
    expect(found.at(-1)).toBe("5001 GOPROXY=b");
  });

  it("passes deep nesting and long lines", () => {
    const deep = `A=${"$(".repeat(100_000)}\n`;
    expect(scanText(".bashrc", `export GOPROXY=a\n${deep}`)).toEqual(["1 GOPROXY=a"]);
    const braces = `A="${"${B:-".repeat(100_000)}"\n`;
    expect(scanText(".bashrc", `export GOPROXY=a\n${braces}`)).toEqual(["1 GOPROXY=a"]);
    const long = `export GOPROXY='${"x".repeat(1_000_000)}'\n`;
    expect(scanText(".bashrc", long)[0]).toHaveLength("1 GOPROXY=".length + 1_000_000);
  });
});
