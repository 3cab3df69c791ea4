import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { scan } from "../../support/scan.ts";
import { sandbox } from "../../support/sandbox.ts";

/**
 * What a file is made of, again and again: whatever takes more than linear time with one of these does not
 * end within the time that a test has.
 */
const units: Record<string, string[]> = {
  ".bashrc":
    "'a' |\"$A${B:-c}\" |cat <<E\n|$(|${A:-|`|(|((|{ |{\n|case x in |if |f() { |\\|x|\n|eval 'x' ; |A=(b) |~|a=~:|for i in *; do |&& |#|builtin |$'a' |function f |export A=b;".split(
      "|",
    ),
  ".config/fish/config.fish": "'a' |\"$A\" |(|if |begin\n|\\|x|{$|and |$a[".split("|"),
  ".cshrc": "'a' |\"$A\" |(|`|cat <<E\n|\\|x|$a:|if (a) |set a = b;".split("|"),
  ".config/nushell/config.nu": "'a' |$\"a\" |(|{|{x|r#'|load-env {|x|\"\\\\|$env.A = {".split("|"),
  ".config/powershell/profile.ps1": "'a' |\"$A\" |(|{|@'\n|<#|`|x|$a|${|function f {".split("|"),
  ".config/elvish/rc.elv": "'a' |\"\\\\|(|{|x|fn f {|eval (slurp <".split("|"),
  ".xonshrc": "'''|'a' |x|r'|def f():\n|$A = ".split("|"),
  ".config/environment.d/a.conf": 'A=b\n|A="b" |x|$|"|A="|A=\'|${A'.split("|"),
  ".pam_environment": 'A DEFAULT=b |A DEFAULT="| |x|OVERRIDE='.split("|"),
  "Library/LaunchAgents/a.plist":
    "<string>|<string>launchctl setenv A b;</string>|&amp;|x|launchctl ".split("|"),
  ".config/fish/fish_variables": "SETUVAR|\\x41| --a|SETUVAR --export A:b\n".split("|"),
};

describe("the time that a file takes grows with its size, whatever is in it", () => {
  for (const [file, parts] of Object.entries(units)) {
    it(file, () => {
      for (const unit of parts) {
        const box = sandbox();
        box.write(file, unit.repeat(Math.ceil(1_000_000 / unit.length)));
        expect(Array.isArray(scan(box))).toBe(true);
      }
    });
  }

  it("20 MB of ordinary lines", () => {
    const box = sandbox();
    const lines = 'export PATH="$HOME/bin:$PATH" # comment\nif [ -x /x ]; then\n  alias l=ls\nfi\n';
    const file = box.write(".bashrc", `${lines.repeat(290_000)}export GOPROXY=end\n`);
    expect(fs.statSync(path.resolve(file)).size).toBeGreaterThan(20_000_000);
    expect(scan(box).map(({ line, value }) => [line, value])).toEqual([[1_160_001, "end"]]);
  });
});
