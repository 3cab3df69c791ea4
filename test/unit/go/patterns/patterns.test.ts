import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers } from "../../../../src/go/patterns/coverage.ts";
import { expandBraces } from "../../../../src/go/patterns/glob.ts";
import { isTooBroad, neverMatches } from "../../../../src/go/patterns/refused.ts";
import { correct } from "../../../../src/advice/correct.ts";
import { correctPatterns, doubled, meantBy } from "../../../../src/advice/pasted-patterns.ts";
import {
  matchPrefixPatterns,
  pathMatch,
  splitPatterns,
} from "../../../../src/go/patterns/patterns.ts";
import { parseGoVersion } from "../../../../src/go/version.ts";
import { modulePaths, patternList } from "../../../support/go-values.ts";

describe("matching", () => {
  it("names the pattern that matched, as it is written", () => {
    expect(matchPrefixPatterns("x.com,*.corp.com/,corp.com", "git.corp.com/a/b")).toBe(
      "*.corp.com/",
    );
    expect(matchPrefixPatterns("[,corp.com", "corp.com")).toBe("corp.com");
    expect(matchPrefixPatterns("corp.com/*/x", "corp.com/a")).toBeNull();
    expect(matchPrefixPatterns("", "corp.com")).toBeNull();
  });

  it("drops one slash at the end since go 1.18", () => {
    const at = (release: string) =>
      matchPrefixPatterns("corp.com/", "corp.com/x", parseGoVersion(`go${release}`)!);
    expect([at("1.17.13"), at("1.18")]).toEqual([null, "corp.com/"]);
    expect(matchPrefixPatterns("corp.com//", "corp.com/x")).toBeNull();
  });

  it("keeps spaces", () => {
    expect(splitPatterns("a.com, b.com,,c.com/,")).toEqual(["a.com", " b.com", "c.com/"]);
  });

  it.each([
    ["*??", "中", true],
    ["[a-z]", "中", false],
    ["[^a]", "中", true],
    ["a*b*c", "axbxbxc", true],
    ["a*/c", "ab/c", true],
    ["*", "a/b", false],
    ["[a-", "a", null],
    ["[a", "a", null],
    ["[ab]", "b", true],
    ["a[", "b", null],
    ["\\", "a", null],
  ])("path.Match %s %s", (pattern, name, expected) => {
    expect(pathMatch(pattern, name)).toBe(expected);
  });

  it("takes long lists and evil patterns", () => {
    const list = Array.from({ length: 10_000 }, (_, index) => `g${index}.corp.com/*`).join(",");
    for (let count = 0; count < 50; count++) {
      expect(matchPrefixPatterns(list, "g9999.corp.com/x")).toBe("g9999.corp.com/*");
    }
    const evil = "*a".repeat(5_000);
    expect(matchPrefixPatterns(`${evil}b`, "a".repeat(2_000))).toBeNull();
  });
});

describe("patterns that never match", () => {
  it.each([
    ["[", "malformed", null],
    [" corp.com", "space", "corp.com"],
    ["corp.com # mine", "space", "corp.com"],
    ["https://corp.com/x.git", "scheme", "corp.com/x"],
    ["corp.com:8443/x", "port", "corp.com/x"],
    ["corp.com:team/x", "port", "corp.com/team/x"],
    ["corp.com/...", "ellipsis", "corp.com"],
    ["corp.com/team...", "ellipsis", "corp.com/team*"],
    ["git@corp.com:team/x.git", "credentials", "corp.com/team/x"],
    ["corp.com//x", "empty-element", "corp.com/x"],
    ["/corp.com", "empty-element", "corp.com"],
    ["/", "empty-element", null],
    ["{a,b}.com", "braces", "a.com,b.com"],
    ["!corp.com", "negation", null],
    ["corp.com/x@v1.2.3", "version", "corp.com/x"],
    ["corp.com@v1", "version", "corp.com"],
    ["a.com;b.com", "separator", "a.com,b.com"],
    ["a.com，b.com", "separator", "a.com,b.com"],
    ["./corp.com", "relative", "corp.com"],
    ["../x", "relative", null],
    ['"corp.com"', "quotes", "corp.com"],
    ["Corp.com/X", "case", "corp.com/X"],
    [".corp.com", "dot", "corp.com,*.corp.com"],
    ["\ufeffcorp.com", "character", "corp.com"],
    ["ünï.com", "character", null],
    ["my_company.com/x", "character", null],
    ["~/go/src", "character", null],
    ["corp", "no-dot", null],
    ["localhost/team", "no-dot", null],
    ["^corp\\.com$", "regexp", "corp.com"],
    ["corp.com/.*", "regexp", "corp.com/*"],
    [".*\\.corp\\.com", "regexp", "*.corp.com"],
    ["^(a|b)\\.corp\\.com/.*", "regexp", "a.corp.com/*,b.corp.com/*"],
    ["github.com/$ORG/*", "variable", null],
    ["%HOST%/team", "variable", null],
    ["{{ .Host }}/team", "placeholder", null],
    ["<your-company>.com/*", "placeholder", null],
    ["github.com/YOUR_ORG/*", "placeholder", null],
    ["[git.corp.com](https://git.corp.com)", "port", "git.corp.com"],
    ["<https://git.corp.com/team>", "port", "git.corp.com/team"],
  ])("%s: %s", (pattern, reason, corrected) => {
    expect(neverMatches(pattern)).toBe(reason);
    expect(meantBy(pattern)).toBe(corrected);
  });

  it.each([
    "corp.com",
    "corp.com/",
    "*",
    "git.*",
    "192.168.*",
    "cor*",
    "[a-z]*.corp.com",
    "corp.com/X",
    "a.b/[!c]",
    "a.b/c+d",
    "[!$a].com",
    "[a(|)].com",
    "[a<b>].com",
    "",
  ])("%s can match", (pattern) => {
    expect(neverMatches(pattern)).toBeNull();
  });

  it("of a slash at the end, before go 1.18", () => {
    expect(neverMatches("corp.com/", parseGoVersion("go1.17")!)).toBe("empty-element");
    expect(meantBy("corp.com/")).toBe("corp.com");
  });

  it("is never said of a pattern that matches", () => {
    fc.assert(
      fc.property(patternList, fc.constantFrom(...modulePaths), (list, path) => {
        const matched = matchPrefixPatterns(list, path);
        expect(matched === null ? null : neverMatches(matched)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it("corrects to something that can match", () => {
    fc.assert(
      fc.property(patternList, (list) => {
        for (const pattern of splitPatterns(list)) {
          const corrected = meantBy(pattern) ?? "";
          for (const part of splitPatterns(corrected)) expect(neverMatches(part)).toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it.each([
  ["*", true],
  ["*.*", true],
  ["*/*", true],
  ["*.org", true],
  ["*.com.cn/*", true],
  ["github.com", true],
  ["github.com/", true],
  ["github.com/*", true],
  ["gith*.com", true],
  ["github.com/corp*", false],
  ["*.corp.com", false],
  ["*.local", false],
  ["*corp.com", false],
  ["*.com/team", false],
  ["corp.com", false],
])("%s is too broad: %s", (pattern, expected) => {
  expect(isTooBroad(pattern)).toBe(expected);
});

describe("braces, which a shell would have made patterns of", () => {
  it("are as many patterns as they have choices, in their order", () => {
    expect(expandBraces("{a, b}.{c,d}/x")).toEqual(["a.c/x", "a.d/x", "b.c/x", "b.d/x"]);
    expect(expandBraces("a.{b}")).toEqual(["a.{b}"]);
  });

  it("are left alone where they would be too many, and nobody waits for them", () => {
    for (const text of ["{a,b}".repeat(40), `{${"a,".repeat(64)}b}`, "{a,b}".repeat(20_000)])
      expect(expandBraces(text)).toEqual([text]);
    for (const text of ["a.".repeat(50_000), ".".repeat(100_000), `a${" ".repeat(50_000)}b`])
      expect(correctPatterns(text).length).toBeGreaterThan(0);
    expect(correct("GOAUTH", `a${" ".repeat(50_000)}b`)).toBeNull();
    expect(doubled("a.b/a.b/a.b/c")).toBe("a.b/c");
    expect(covers("*".repeat(50_000), "a.b")).toBe(false);
  });
});
