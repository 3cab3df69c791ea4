import { describe, expect, it } from "vitest";
import { brief, scan, scanText } from "../../../support/scan.ts";
import { sandbox } from "../../../support/sandbox.ts";

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
    expect(scanText(".bashrc", content)).toEqual(expected);
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
