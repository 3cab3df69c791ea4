import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  family,
  type Found,
  loginShell,
  scanStartupFiles,
  whoSets,
} from "../../src/shells/scan.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";

const keys = ["GOPROXY", "GOSUMDB", "GOPRIVATE"];

function scan(box: Sandbox, systemRoot: string | null = null): Found[] {
  return scanStartupFiles(box.ctx, keys, { systemRoot });
}

/** `line KEY=value` of each finding, in the order found; `?` where the value cannot be told. */
function brief(found: readonly Found[]): string[] {
  return found.map((one) => {
    const flags = [one.append && "append", one.conditional && "maybe", one.ours && "ours"];
    const marks = flags.filter(Boolean).map((flag) => ` ${String(flag)}`);
    return `${one.line} ${one.key}=${one.value ?? "?"}${marks.join("")}`;
  });
}

function scanText(file: string, content: string): string[] {
  const box = sandbox();
  box.write(file, content);
  return brief(scan(box));
}

type Case = readonly [title: string, content: string, expected: string[]];

describe("POSIX shells", () => {
  const cases: Case[] = [
    ["export", "export GOPROXY=https://a,direct", ["1 GOPROXY=https://a,direct"]],
    ["single quotes", "export GOPROXY='https://a|direct'", ["1 GOPROXY=https://a|direct"]],
    ["double quotes", 'export GOPROXY="https://a|$HOME"', ["1 GOPROXY=https://a|HOME"]],
    ["escapes", String.raw`export GOPROXY=a\|b\ c"\"\$\x"`, [String.raw`1 GOPROXY=a|b c"$\x`]],
    ["ANSI-C quotes", String.raw`export GOPROXY=$'a\x41\u00e9\'\101'`, ["1 GOPROXY=aAé'A"]],
    ["quotes glued together", `export GOPROXY='a'"b"c\\'d`, ["1 GOPROXY=abc'd"]],
    ["several on one line", "export GOPROXY=a GOSUMDB=off", ["1 GOPROXY=a", "1 GOSUMDB=off"]],
    ["after other commands", "true; export GOPROXY=a", ["1 GOPROXY=a"]],
    ["trailing comment", "export GOPROXY=a#b # export GOPROXY=c", ["1 GOPROXY=a#b"]],
    ["comment", "# export GOPROXY=a\n  #export GOPROXY=b", []],
    ["assignment, then export", "GOPROXY=a\nexport GOPROXY", ["1 GOPROXY=a"]],
    ["export, then assignment", "export GOPROXY\nGOPROXY=a", ["2 GOPROXY=a"]],
    ["assignment that is never exported", "GOPROXY=a", []],
    ["set -a", "set -a\nGOPROXY=a\nset +a\nGOSUMDB=b", ["2 GOPROXY=a"]],
    ["set -o allexport", "set -o allexport; GOPROXY=a", ["1 GOPROXY=a"]],
    [
      "declare and typeset",
      "declare -x GOPROXY=a\ntypeset -gx GOSUMDB=b",
      ["1 GOPROXY=a", "2 GOSUMDB=b"],
    ],
    ["declare without -x", "declare GOPROXY=a", []],
    [
      "builtin",
      "builtin export GOPROXY=a; command export GOSUMDB=b",
      ["1 GOPROXY=a", "1 GOSUMDB=b"],
    ],
    ["for one command only", "GOPROXY=a go build", []],
    ["env for one command only", "env GOPROXY=a go build", []],
    ["an argument that looks like it", "echo export GOPROXY=a\nalias g='export GOPROXY=b'", []],
    ["in a pipeline nothing is kept", "export GOPROXY=https://a|direct", []],
    ["in the background nothing is kept", "export GOPROXY=a &", []],
    ["append", "export GOPROXY=a\nGOPROXY+=,direct", ["1 GOPROXY=a", "2 GOPROXY=a,direct append"]],
    [
      "if",
      "if [ -n x ]; then\nexport GOPROXY=a\nelse\nexport GOPROXY=b; fi",
      ["2 GOPROXY=a maybe", "4 GOPROXY=b maybe"],
    ],
    ["after fi", "if true; then :; fi\nexport GOPROXY=a", ["2 GOPROXY=a"]],
    ["&&", "[ -d /x ] && export GOPROXY=a\nexport GOSUMDB=b", ["1 GOPROXY=a maybe", "2 GOSUMDB=b"]],
    [
      "case",
      "case $OS in\n a|b) export GOPROXY=a ;;\n (c) export GOPROXY=c;;\nesac\nexport GOSUMDB=d",
      ["2 GOPROXY=a maybe", "3 GOPROXY=c maybe", "5 GOSUMDB=d"],
    ],
    [
      "function",
      "cn() {\n  export GOPROXY=a\n}\nexport GOSUMDB=$GOPROXY",
      ["2 GOPROXY=a maybe", "4 GOSUMDB=?"],
    ],
    [
      "function keyword",
      "function cn {\n  export GOPROXY=a\n}\nexport GOSUMDB=b",
      ["2 GOPROXY=a maybe", "4 GOSUMDB=b"],
    ],
    [
      "function in a subshell",
      "f() ( export GOPROXY=a )\nexport GOSUMDB=b",
      ["1 GOPROXY=a maybe", "2 GOSUMDB=b"],
    ],
    ["group", "{ export GOPROXY=a; }", ["1 GOPROXY=a"]],
    ["loop", "for i in 1 2; do export GOPROXY=$i; done", ["1 GOPROXY=? maybe"]],
    [
      "command substitution",
      "export GOPROXY=$(cat x) GOSUMDB=`cat y`",
      ["1 GOPROXY=?", "1 GOSUMDB=?"],
    ],
    [
      "substitution with all in it",
      `A=$(echo ")" '(' \`x\` "$(y)" # )\n)\nexport GOPROXY=a`,
      ["3 GOPROXY=a"],
    ],
    ["unknown variable", "export GOPROXY=$CORP_PROXY", ["1 GOPROXY=?"]],
    [
      "known variable",
      "P=https://a\nexport GOPROXY=$P,${P}/b",
      ["2 GOPROXY=https://a,https://a/b"],
    ],
    ["variable set in two ways", "P=a\nif x; then P=b; fi\nexport GOPROXY=$P", ["3 GOPROXY=?"]],
    ["default, not set before", 'export GOPROXY="${GOPROXY:-https://a}"', ["1 GOPROXY=https://a"]],
    [
      "default, set before",
      "export GOPROXY=a\nexport GOPROXY=${GOPROXY:-b}",
      ["1 GOPROXY=a", "2 GOPROXY=a"],
    ],
    ["quoted default", "export GOPROXY=${GOPROXY:-'a|b'}", ["1 GOPROXY=a|b"]],
    ["alternative", "export GOPROXY=a${GOPROXY:+,$GOPROXY}", ["1 GOPROXY=a"]],
    ["other expansions", "export GOPROXY=${P%%x} GOSUMDB=${#P}", ["1 GOPROXY=?", "1 GOSUMDB=?"]],
    [
      "tilde",
      "export GOPROXY=file://~/x GOSUMDB=~/x",
      ["1 GOPROXY=file://~/x", "1 GOSUMDB=HOME/x"],
    ],
    [
      "continued line",
      "export \\\n  GOPROXY=a\\\nb\nexport GOSUMDB=c",
      ["2 GOPROXY=ab", "4 GOSUMDB=c"],
    ],
    ["value over two lines", "X='\n'\nexport GOPROXY='a\nb'", ["3 GOPROXY=a\nb"]],
    ["here-document", "cat <<EOF\nexport GOPROXY=a\nEOF\nexport GOPROXY=b", ["4 GOPROXY=b"]],
    [
      "two here-documents",
      "cat <<'A' <<-B\nexport GOPROXY=a\nA\n\tB\nexport GOPROXY=b",
      ["5 GOPROXY=b"],
    ],
    ["here-string", "cat <<<EOF\nexport GOPROXY=a", ["2 GOPROXY=a"]],
    ["shift operator", "((x = 1 << 2))\nexport GOPROXY=a", ["2 GOPROXY=a"]],
    ["test with a pattern", "[[ $x =~ ^(a|b)$ ]] || true\nexport GOPROXY=a", ["2 GOPROXY=a"]],
    ["array", "A=(a 'b )' c)\nexport GOPROXY=a", ["2 GOPROXY=a"]],
    ["redirections", "exec 2>&1 >/dev/null &>x\nexport GOPROXY=a 2>/dev/null", ["2 GOPROXY=a"]],
    ["eval", `eval 'export GOPROXY="a b"'`, ["1 GOPROXY=a b"]],
    [
      "eval of what cannot be told",
      'eval "$(direnv hook bash)"\nexport GOPROXY=a',
      ["2 GOPROXY=a"],
    ],
    ["CRLF is part of the value", "export GOPROXY=a\r\n", ["1 GOPROXY=a\r"]],
    ["BOM hides the first line", "\ufeffexport GOPROXY=a\nexport GOPROXY=b", ["2 GOPROXY=b"]],
    ["CJK", "export GOPROXY=https://代理/", ["1 GOPROXY=https://代理/"]],
    ["empty value", "export GOPROXY=", ["1 GOPROXY="]],
    ["a longer name", "export GOPROXYX=a XGOPROXY=b MY_GOPROXY=c", []],
    [
      "unset forgets",
      "export GOPROXY=a; unset GOPROXY\nexport GOSUMDB=x${GOPROXY:-b}",
      ["1 GOPROXY=a", "2 GOSUMDB=xb"],
    ],
    ["export -n", "export -n GOPROXY=a", []],
    [
      "unclosed quote",
      "export GOSUMDB=a\nexport GOPROXY='x\nexport GOPROXY=b",
      ["1 GOSUMDB=a", "2 GOPROXY=?"],
    ],
  ];
  it.each(cases)("%s", (_, content, expected) => {
    const box = sandbox();
    box.write(".bashrc", content);
    const wanted = expected.map((line) => line.replace("HOME", box.home));
    expect(brief(scan(box))).toEqual(wanted);
  });

  it("takes a plain assignment for exported where the environment has the variable", () => {
    const box = sandbox({ env: { GOPROXY: "b" } });
    box.write(".bashrc", "GOPROXY=a");
    expect(brief(scan(box))).toEqual(["1 GOPROXY=a"]);
  });

  it("uses the environment for variables that no file sets", () => {
    const box = sandbox({ env: { CORP: "https://corp" } });
    box.write(".bashrc", "export GOPROXY=$CORP/p\nCORP=$(x)\nexport GOSUMDB=$CORP");
    expect(brief(scan(box))).toEqual(["1 GOPROXY=https://corp/p", "3 GOSUMDB=?"]);
  });
});

describe("other shells", () => {
  const cases: (readonly [file: string, ...Case])[] = [
    [
      ".config/fish/config.fish",
      "flags",
      "set -gx GOPROXY a\nset -x GOSUMDB 'b c'\nset --export --global GOPRIVATE d",
      ["1 GOPROXY=a", "2 GOSUMDB=b c", "3 GOPRIVATE=d"],
    ],
    [
      ".config/fish/config.fish",
      "universal, list, no value",
      "set -Ux GOPROXY a b\nset -gx GOSUMDB",
      ["1 GOPROXY=a b", "2 GOSUMDB="],
    ],
    [
      ".config/fish/config.fish",
      "not exported, local, query, erase",
      "set -g GOPROXY a\nset -lx GOSUMDB b\nset -q GOPRIVATE\nset -e GOPRIVATE",
      [],
    ],
    [".config/fish/config.fish", "export function", "export GOPROXY='a|b'", ["1 GOPROXY=a|b"]],
    [
      ".config/fish/config.fish",
      "quotes",
      String.raw`set -gx GOPROXY 'a\'\\\n'"b\"\$\n"c\ d\x`,
      [String.raw`1 GOPROXY=a'\\nb"$\nc dx`],
    ],
    [
      ".config/fish/config.fish",
      "blocks",
      "if status is-login\n  set -gx GOPROXY a\nend\nset -q GOSUMDB; or set -gx GOSUMDB b\nset -gx GOPRIVATE c",
      ["2 GOPROXY=a maybe", "4 GOSUMDB=b maybe", "5 GOPRIVATE=c"],
    ],
    [
      ".config/fish/config.fish",
      "function",
      "function cn\n  set -gx GOPROXY a\nend\nset -gx GOSUMDB b",
      ["2 GOPROXY=a maybe", "4 GOSUMDB=b"],
    ],
    [
      ".config/fish/config.fish",
      "cannot be told",
      'set -gx GOPROXY (cat x)\nset -gx GOSUMDB $NO\nset -gx GOPRIVATE "$(x)"',
      ["1 GOPROXY=?", "2 GOSUMDB=?", "3 GOPRIVATE=?"],
    ],
    [
      ".config/fish/config.fish",
      "variables and append",
      "set p x\nset -gx GOPROXY $p,{$p}\nset -a GOPROXY y",
      ["2 GOPROXY=x,x", "3 GOPROXY=x,x y append"],
    ],
    [
      ".config/fish/config.fish",
      "comment, CRLF",
      "# set -gx GOPROXY a\nset -gx GOPROXY a#b # c\r\nset -gx GOSUMDB c\r\n",
      ["2 GOPROXY=a#b", "3 GOSUMDB=c"],
    ],
    [
      ".config/fish/fish_variables",
      "universal variables",
      "# VERSION: 3.0\nSETUVAR --export GOPROXY:https\\x3a//goproxy\\x2ecn\\x7cdirect\nSETUVAR GOSUMDB:off\nSETUVAR --export GOPRIVATE:a\\x1eb",
      ["2 GOPROXY=https://goproxy.cn|direct", "4 GOPRIVATE=a b"],
    ],
    [
      ".tcshrc",
      "setenv",
      "setenv GOPROXY a\nsetenv GOSUMDB 'b c'; setenv GOPRIVATE \"d|e\"",
      ["1 GOPROXY=a", "2 GOSUMDB=b c", "2 GOPRIVATE=d|e"],
    ],
    [
      ".cshrc",
      "quotes and variables",
      "set p = x\nsetenv GOPROXY $p,'a'\\''\\!'\nsetenv GOSUMDB \"$p\"a=b#c",
      ["2 GOPROXY=x,a'!", "3 GOSUMDB=xa=b"],
    ],
    [
      ".cshrc",
      "conditions",
      "if ( $?x ) setenv GOPROXY a\nif ($x == y) then\n  setenv GOSUMDB b\nendif\nsetenv GOPRIVATE c",
      ["1 GOPROXY=a maybe", "3 GOSUMDB=b maybe", "5 GOPRIVATE=c"],
    ],
    [
      ".cshrc",
      "no value, here-document, comment",
      "setenv GOPROXY\ncat <<EOF\nsetenv GOSUMDB a\nEOF\n# setenv GOSUMDB b",
      ["1 GOPROXY="],
    ],
    [".cshrc", "cannot be told", "setenv GOPROXY `cat x`\nset GOSUMDB = a", ["1 GOPROXY=?"]],
    [
      ".config/nushell/config.nu",
      "strings",
      `$env.GOPROXY = "a\\"b\\\\"\n$env.GOSUMDB='c|d'\n$env.GOPRIVATE = r#'e'f'#`,
      ['1 GOPROXY=a"b\\', "2 GOSUMDB=c|d", "3 GOPRIVATE=e'f"],
    ],
    [
      ".config/nushell/env.nu",
      "load-env and let-env",
      "load-env { GOPROXY: 'a', GOSUMDB: \"b\"\n GOPRIVATE: c }\nlet-env GOPROXY = 'd'",
      ["1 GOPROXY=a", "1 GOSUMDB=b", "2 GOPRIVATE=c", "3 GOPROXY=d"],
    ],
    [
      ".config/nushell/config.nu",
      "expressions",
      "$env.GOPROXY = (open x)\n$env.GOSUMDB = $\"a(b)\"\n$env.GOPRIVATE = 'a' | str upcase",
      ["1 GOPROXY=?", "2 GOSUMDB=?", "3 GOPRIVATE=?"],
    ],
    [
      ".config/nushell/config.nu",
      "blocks",
      "if true {\n $env.GOPROXY = 'a'\n}\nexport-env { $env.GOSUMDB = 'b' }\ndef --env cn [] { $env.GOPRIVATE = 'c' }",
      ["2 GOPROXY=a maybe", "4 GOSUMDB=b", "5 GOPRIVATE=c maybe"],
    ],
    [
      ".config/nushell/config.nu",
      "append, comment",
      "$env.GOPROXY = 'a'\n$env.GOPROXY ++= ',b'\n# $env.GOPROXY = 'c'",
      ["1 GOPROXY=a", "2 GOPROXY=a,b append"],
    ],
    [
      ".config/powershell/profile.ps1",
      "$env:",
      "$env:GOPROXY = 'a''b|c'\r\n$Env:GOSUMDB=\"d`\"e\"\n${env:GOPRIVATE} = \u2018f\u2019",
      ["1 GOPROXY=a'b|c", '2 GOSUMDB=d"e', "3 GOPRIVATE=f"],
    ],
    [
      ".config/powershell/profile.ps1",
      "cmdlets and .NET",
      "Set-Item -Path Env:\\GOPROXY -Value 'a'\nsi env:GOSUMDB b\n[Environment]::SetEnvironmentVariable('GOPRIVATE', \"c\")\n[System.Environment]::SetEnvironmentVariable('GOPRIVATE', 'd', 'User')",
      ["1 GOPROXY=a", "2 GOSUMDB=b", "3 GOPRIVATE=c"],
    ],
    [
      ".config/powershell/profile.ps1",
      "expressions",
      '$env:GOPROXY = Get-Content x\n$env:GOSUMDB = (x)\n$p = \'y\'\n$env:GOPRIVATE = "$p,$($p)"\n$env:GOPRIVATE = "$p,z"',
      ["1 GOPROXY=?", "2 GOSUMDB=?", "4 GOPRIVATE=?", "5 GOPRIVATE=y,z"],
    ],
    [
      ".config/powershell/profile.ps1",
      "blocks",
      "if (Test-Path x) { $env:GOPROXY = 'a' }\nfunction cn {\n $env:GOSUMDB = 'b'\n}\n$env:GOPRIVATE += 'c'",
      ["1 GOPROXY=a maybe", "3 GOSUMDB=b maybe", "5 GOPRIVATE=? append"],
    ],
    [
      ".config/powershell/profile.ps1",
      "comments, here-string",
      "# $env:GOPROXY = 'a'\n<# $env:GOPROXY = 'b'\n#>\n$x = @'\n$env:GOPROXY = 'c'\n'@\n$env:GOPROXY = 'd'",
      ["7 GOPROXY=d"],
    ],
    [
      ".config/elvish/rc.elv",
      "set and set-env",
      "set-env GOPROXY 'a''b'\nset E:GOSUMDB = \"c\\\"\"\nif $true { set E:GOPRIVATE = d }",
      ["1 GOPROXY=a'b", '2 GOSUMDB=c"', "3 GOPRIVATE=d maybe"],
    ],
    [
      ".config/elvish/rc.elv",
      "expressions, comments",
      "set E:GOPROXY = (cat x)\n# set E:GOPROXY = a\nset E:GOSUMDB = $E:HOME/x",
      ["1 GOPROXY=?", "3 GOSUMDB=HOME/x"],
    ],
    [
      ".config/xonsh/rc.xsh",
      "assignments",
      "$GOPROXY = 'a\\'b'\n$GOSUMDB=r\"c\\d\"\nos.environ['GOPRIVATE'] = 'e'",
      ["1 GOPROXY=a'b", "2 GOSUMDB=c\\d", "3 GOPRIVATE=e"],
    ],
    [
      ".xonshrc",
      "blocks and expressions",
      "if True:\n    $GOPROXY = 'a'\n$GOSUMDB = f'{x}'\n$GOPRIVATE = 'a' + b\n${'GOPROXY'} = 'c' # d",
      ["2 GOPROXY=a maybe", "3 GOSUMDB=?", "4 GOPRIVATE=?", "5 GOPROXY=c"],
    ],
    [".xonshrc", "docstring", "'''\n$GOPROXY = 'a'\n'''\n$GOPROXY = 'b'", ["4 GOPROXY=b"]],
    [
      ".config/environment.d/50-go.conf",
      "environment.d",
      '# GOPROXY=x\nGOPROXY="a\\"$$b"\nGOSUMDB=$GOPROXY,\'c\'\nGOPRIVATE=',
      ['2 GOPROXY=a"$b', '3 GOSUMDB=a"$b,c'],
    ],
    [
      ".pam_environment",
      "pam",
      'GOPROXY DEFAULT=a\nGOSUMDB DEFAULT=a OVERRIDE="b c"\nGOPRIVATE=${HOME}x',
      ["1 GOPROXY=a", "2 GOSUMDB=b c", "3 GOPRIVATE=?"],
    ],
    [
      "Library/LaunchAgents/go.plist",
      "launchctl setenv",
      "<array>\n<string>/bin/launchctl</string>\n<string>setenv</string>\n<string>GOPROXY</string>\n<string>a&amp;b</string></array>\n<string>launchctl setenv GOSUMDB 'off'; launchctl setenv GOPRIVATE x</string>",
      ["4 GOPROXY=a&b", "6 GOSUMDB=off", "6 GOPRIVATE=x"],
    ],
  ];
  it.each(cases)("%s: %s", (file, _, content, expected) => {
    const box = sandbox();
    box.write(file, content);
    expect(brief(scan(box))).toEqual(expected.map((line) => line.replace("HOME", box.home)));
  });

  it("reads a PowerShell profile in UTF-16", () => {
    const box = sandbox();
    const text = Buffer.from("\ufeff$env:GOPROXY = '代理'", "utf16le");
    box.write(".config/powershell/profile.ps1", text);
    expect(brief(scan(box))).toEqual(["1 GOPROXY=代理"]);
  });
});

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
    const ours = (one: Found) => `${one.value}${one.ours ? " ours" : ""}`;
    expect(scan(box).map(ours)).toEqual(["a", "c ours", "b", "e ours", "f", "d ours", "g"]);
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
    const piece = fc.constantFrom(
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
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
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
  const place = (file: string, value: string | null, order: Record<string, number>): Found => ({
    ...{ file, line: 1, key: "GOPROXY", value, shell: Object.keys(order)[0]!, order },
  });

  it("prefers the last equal line of the user's shell", () => {
    const found = [
      place("a", "x", { bash: 1 }),
      place("b", "x", { bash: 2 }),
      place("c", "x", { zsh: 3 }),
      place("d", "y", { bash: 3 }),
    ];
    expect(whoSets(found, "GOPROXY", "x", { shell: "/bin/bash" })?.file).toBe("b");
    expect(whoSets(found, "GOPROXY", "x", { shell: "zsh" })?.file).toBe("c");
    expect(whoSets(found, "GOPROXY", "x", { shell: "fish" })?.file).toBe("c");
    expect(whoSets(found, "GOPROXY", "x")?.file).toBe("c");
  });

  it("falls back to the session, then to what cannot be told", () => {
    const found = [
      place("a", "x", { session: 1 }),
      place("b", null, { bash: 1 }),
      place("c", null, { bash: 2 }),
      place("d", "x", { fish: 1 }),
    ];
    expect(whoSets(found, "GOPROXY", "x", { shell: "bash" })?.file).toBe("a");
    expect(whoSets(found, "GOPROXY", "other", { shell: "bash" })?.file).toBe("c");
    expect(whoSets(found, "GOPROXY", "other", { shell: "fish" })).toBeNull();
    expect(whoSets(found, "GOSUMDB", "x", { shell: "bash" })).toBeNull();
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
