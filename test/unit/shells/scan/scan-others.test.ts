import { describe, expect, it } from "vitest";
import { brief, scan, scanText } from "../../../support/scan.ts";
import { sandbox } from "../../../support/sandbox.ts";

type Case = readonly [title: string, content: string, expected: string[]];

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
    expect(scanText(file, content)).toEqual(expected);
  });

  it("reads a PowerShell profile in UTF-16", () => {
    const box = sandbox();
    const text = Buffer.from("\ufeff$env:GOPROXY = '代理'", "utf16le");
    box.write(".config/powershell/profile.ps1", text);
    expect(brief(scan(box))).toEqual(["1 GOPROXY=代理"]);
  });
});
