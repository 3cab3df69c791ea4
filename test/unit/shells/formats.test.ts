import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { findFormat, printEnv, quoteFor, formatNames } from "../../../src/shells/formats.ts";
import type { Assignment } from "../../../src/shells/language.ts";
import { hostile } from "../../support/hostile.ts";
import { readers } from "../../support/readers.ts";

const chain = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";

/** One-line values, rich in what is special somewhere. */
const value = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."'\"`$\\!%^&|<>(){}[]*?~#;=, \t-@‘’‚‛“中é"),
      fc.constantFrom("${HOME}", "%PATH%", "$(id)", "''", "\\'", "goproxy_cfg_end"),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join("").replaceAll(/[\0\r\n]/g, ""));

const print = (name: string, set: readonly Assignment[], unset: readonly string[] = []) =>
  printEnv(findFormat(name)!, set, unset);
const quote = (name: string, text: string) => quoteFor(findFormat(name)!, text);

function refused(name: string, text: string): string | null {
  try {
    print(name, [["K", text]]);
    return null;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "invalid-value") throw error;
    return (error as Failure<"uncarried-value">).args.reason;
  }
}

describe("printEnv", () => {
  it.each([
    ["bash", `unset GONE\nexport GOPROXY='${chain}'\n`],
    ["zsh", `unset GONE\nexport GOPROXY='${chain}'\n`],
    ["sh", `unset GONE\nexport GOPROXY='${chain}'\n`],
    ["dash", `unset GONE\nexport GOPROXY='${chain}'\n`],
    ["ksh", `unset GONE\nexport GOPROXY='${chain}'\n`],
    ["fish", `set -eg GONE\nset -gx GOPROXY '${chain}'\n`],
    ["tcsh", `unsetenv GONE;\nsetenv GOPROXY '${chain}';\n`],
    ["nushell", `hide-env --ignore-errors GONE\n$env.GOPROXY = "${chain}"\n`],
    ["powershell", `$env:GONE = $null\n$env:GOPROXY = '${chain}'\n`],
    ["cmd", `@set "GONE="\n@set "GOPROXY=${chain}"\n`],
    ["elvish", `unset-env GONE\nset E:GOPROXY = '${chain}'\n`],
    ["xonsh", `\${...}.pop('GONE', None)\n$GOPROXY = '${chain}'\n`],
    ["github", `GOPROXY<<goproxy_cfg_end\n${chain}\ngoproxy_cfg_end\n`],
    ["gitlab", `GOPROXY=${chain}\n`],
    ["dotenv", `GOPROXY='${chain}'\n`],
    ["dockerfile", `ENV GOPROXY="${chain}"\n`],
    ["json", `{\n  "GOPROXY": "${chain}"\n}\n`],
  ])("%s", (syntax, text) => {
    expect(print(syntax, [["GOPROXY", chain]], ["GONE"])).toBe(text);
  });

  it("gives a devcontainer both kinds of environment", () => {
    expect(JSON.parse(print("devcontainer", [["GOPROXY", chain]], ["GONE"]))).toEqual({
      containerEnv: { GOPROXY: chain },
      remoteEnv: { GOPROXY: chain },
    });
  });

  it("tells managers of toolchains where to take Go from", () => {
    const mirror = "https://mirrors.aliyun.com/golang";
    expect(
      print(
        "mise",
        [
          ["GOPROXY", chain],
          ["MISE_GO_DOWNLOAD_MIRROR", mirror],
        ],
        [],
      ),
    ).toBe(`[env]\nGOPROXY = "${chain}"\n\n[settings]\ngo.download_mirror = "${mirror}"\n`);
    expect(refused("mise", "a{{ exec(command='id') }}")).toBe("substitution");
    expect(refused("vscode", "a${env:HOME}")).toBe("substitution");
  });

  it("knows every syntax of the design", () => {
    expect(formatNames.join(" ")).toBe(
      "bash zsh sh ksh fish csh nu pwsh cmd elvish xonsh github gitlab dotenv dockerfile devcontainer vscode envrc mise goenv g setup-go json",
    );
    expect(findFormat("basj")).toBe(null);
  });

  it.each(Object.keys(readers))("%s: what is printed is what is read", (syntax) => {
    fc.assert(
      fc.property(fc.uniqueArray(value, { maxLength: 4 }), (values) => {
        const set = values
          .filter((one) => refused(syntax, one) === null)
          .map((one, i) => [`K${i}`, one] as const);
        fc.pre(set.length > 0);
        expect(readers[syntax]!(print(syntax, set))).toEqual(Object.fromEntries(set));
      }),
      { numRuns: 300 },
    );
  });

  it.each(Object.keys(readers))("%s: carries the hostile values", (syntax) => {
    const set = hostile
      .filter((one) => refused(syntax, one) === null)
      .map((one, i) => [`K${i}`, one] as const);
    expect(readers[syntax]!(print(syntax, set))).toEqual(Object.fromEntries(set));
    const lost = hostile.filter((one) => refused(syntax, one) !== null);
    const expected: Record<string, string[]> = {
      cmd: ["\u001B[31mred\u0007"],
      gitlab: [" ", "  at both ends  "],
    };
    expect(lost).toEqual(expected[syntax] ?? []);
  });
});

describe("what no line can hold", () => {
  it.each(formatNames)("%s refuses NUL, line ends and half characters", (one) => {
    expect(refused(one, "a\0b")).toBe("nul");
    expect(refused(one, "a\nb")).toBe("line-break");
    expect(refused(one, "a\rb")).toBe("line-break");
    expect(refused(one, "a\uD83D")).toBe("not-unicode");
    expect(() => quote(one, "a\nb")).toThrow(Failure);
  });

  it("refuses what one syntax would change", () => {
    expect(refused("gitlab", " a")).toBe("edge-space");
    expect(refused("gitlab", "a\t")).toBe("edge-space");
    expect(refused("cmd", "a\u001Ab")).toBe("control");
    expect(refused("cmd", "x".repeat(8191))).toBe("too-long");
    expect(refused("devcontainer", "a${localEnv:HOME}")).toBe("substitution");
    expect(refused("devcontainer", "a${containerWorkspaceFolder}")).toBe("substitution");
    expect(refused("devcontainer", "a${HOME}")).toBe(null);
  });
});

describe("quoteFor", () => {
  it("gives one word without the assignment", () => {
    expect(quote("bash", "it's")).toBe(String.raw`'it'\''s'`);
    expect(quote("csh", "a!b{c}")).toBe(
      String.raw`'a'\!'b'` + "\"`printf '\\173'`\"'c'\"`printf '\\175'`\"''",
    );
    expect(quote("pwsh", "‘a’")).toBe("'‘‘a’’'");
    expect(quote("cmd", 'a"|%b')).toBe('a^"^|%%b');
    expect(quote("dockerfile", "$a\\")).toBe(String.raw`"\$a\\"`);
  });
});
