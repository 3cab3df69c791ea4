import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Note } from "../../../src/findings.ts";
import { tooBroad } from "../../../src/go/patterns/refused.ts";
import { correctPatterns } from "../../../src/advice/pasted-patterns.ts";
import { covers } from "../../../src/go/patterns/coverage.ts";
import { example } from "../../../src/go/patterns/example.ts";
import { foldPlan } from "../../../src/go/patterns/fold.ts";
import { looksPrivate } from "../../../src/go/patterns/hosts.ts";
import { matchPrefixPatterns, reduceList } from "../../../src/go/patterns/patterns.ts";
import { addPatterns, removePatterns } from "../../../src/advice/private-list.ts";
import { modulePath, pattern } from "../../support/patterns.ts";

const isMatch = (patterns: string, path: string) => matchPrefixPatterns(patterns, path) !== null;
const codes = (notes: readonly Note[]) => notes.map(({ code }) => code);

/** The code of each note, and what it is about. */
const said = (notes: readonly Note[]) =>
  notes.map(({ code, args }) => {
    const { input, pattern: about = input, by } = args as Partial<Record<string, string>>;
    return [code, about, ...(by === undefined ? [] : [by])];
  });

test.for(["off", "NONE", "direct"])("%s is told of as a switch", (word) => {
  expect(codes(addPatterns("", [word]).refused)).toEqual(["go.not-a-switch"]);
});

describe("what people paste", () => {
  test.for([
    ["https://git.corp.com/team", "git.corp.com/team", "scheme"],
    ["https://user:secret@git.corp.com/team?tab=1#x", "git.corp.com/team", "scheme"],
    ["https://git.corp.com:443/team", "git.corp.com/team", "scheme,port"],
    ["ssh://git@host.com:7999/x", "host.com/x", "scheme,port"],
    ["ssh://git@host.com:team/x.git", "host.com/team/x", "scheme,git-suffix"],
    ["git@git.corp.com:team/x.git", "git.corp.com/team/x", "scp,git-suffix"],
    ["git.corp.com:team/x", "git.corp.com/team/x", "scp"],
    ["git@git.corp.com/team", "git.corp.com/team", "scheme"],
    ["me:secret@git.corp.com", "git.corp.com", "scheme"],
    ["me:secret@git.corp.com/team.git", "git.corp.com/team", "scheme,git-suffix"],
    ["git.corp.com:team@v1.2.3", "git.corp.com/team", "scp,version"],
    ["corp.com/", "corp.com", "trailing-slash"],
    ["corp.com/...", "corp.com", "ellipsis"],
    ["corp.com/foo...", "corp.com/foo*", "ellipsis"],
    // Go calls such a module by that name; what the browser shows is the repository's.
    ["corp.com/team/x.git", "corp.com/team/x.git,corp.com/team/x", "git-module"],
    [
      "gitern.com/urandom/errors.git",
      "gitern.com/urandom/errors.git,gitern.com/urandom/errors",
      "git-module",
    ],
    ["github.com/github.com/acme/*", "github.com/acme/*", "doubled-host"],
    ["github.com/github.com/github.com/acme", "github.com/acme", "doubled-host"],
    ["GitHub.com/github.com/acme", "github.com/acme", "host-case,doubled-host"],
    ["[git.corp.com](https://git.corp.com/x)", "git.corp.com/x", "link,scheme"],
    ["*.corp.com # ours", "*.corp.com", "comment"],
    ['["*.corp.com", "b.com"]', "*.corp.com,b.com", "quotes"],
    ["github.com/acme/x.git", "github.com/acme/x", "git-suffix"],
    ["https://corp.com/team/x.git", "corp.com/team/x", "scheme,git-suffix"],
    ["Git.Corp.com/Team", "git.corp.com/Team", "host-case"],
    ["corp.com/x@v1.2.3", "corp.com/x", "version"],
    ["corp.com/**", "corp.com/*", "double-star"],
    ["[!a]b.corp.com", "[^a]b.corp.com", "negated-class"],
    ["corp.com\\team", "corp.com/team", "backslash"],
    ["{a,b}.corp.com", "a.corp.com,b.corp.com", "braces"],
    ["'corp.com'", "corp.com", "quotes"],
    ["export GOPRIVATE=a.com,b.com", "a.com,b.com", "assignment"],
    ["corp.com，b.com", "corp.com,b.com", "typing"],
    ["corp.com\u200b", "corp.com", "typing"],
  ])("%s is taken as %s", ([input, patterns, made]) => {
    expect(correctPatterns(input!)).toMatchObject([
      { patterns: patterns!.split(","), made: made!.split(","), refused: null },
    ]);
  });

  test.for([
    "corp.com/x.git/sub",
    "corp.com",
    "*.corp.com",
    "*.corp.com/*",
    "corp.com/team-*",
    "*",
    "example\\.com",
  ])("%s is left as it is", (input) => {
    expect(correctPatterns(input)).toMatchObject([{ patterns: [input], made: [] }]);
  });

  test.for([
    ["*. corp.com", "space", "*.corp.com"],
    ["github.com/$org/*", "variable", null],
    ["a.com;b.com", "separator", "a.com,b.com"],
    ["git.corp.com:8443/x", "port", "git.corp.com/x"],
    ["https://git.corp.com:8443/x", "port", "git.corp.com/x"],
    ["git@git.corp.com:2222/x", "port", "git.corp.com/x"],
    ["[a.com", "malformed", null],
    ["!a.com", "negation", null],
    ["corp.com//x", "empty-element", "corp.com/x"],
    ["/corp.com/x", "relative", "corp.com/x"],
    ["a.com/.../b", "ellipsis", null],
    ["bücher.example", "character", null],
    [".corp.com", "dot", "corp.com,*.corp.com"],
    ["a.corp.com; b.corp.com", "separator", "a.corp.com,b.corp.com"],
    [".gitlab.com", "dot", "*.gitlab.com"],
    ["http://u:a/secret@h.cn", "version", null],
    ["u:secret@team", "version", null],
    ["file:///srv/x", "scheme", null],
    ["", "empty-element", null],
    [" , ", "empty-element", null],
  ] as const)("%s is refused: %s", ([input, reason, corrected]) => {
    expect(correctPatterns(input)).toMatchObject([
      { patterns: [], refused: { reason, corrected } },
    ]);
  });

  test("what comes out can match, and comes out the same again", () => {
    fc.assert(
      fc.property(fc.oneof(pattern, fc.string({ maxLength: 12 })), (input) => {
        for (const { patterns, refused } of correctPatterns(input)) {
          const again = [...patterns, ...(refused?.corrected?.split(",") ?? [])];
          for (const one of again) {
            expect(correctPatterns(one)).toMatchObject([{ patterns: [one], made: [] }]);
          }
        }
      }),
    );
  });
});

describe("covers", () => {
  const covering = fc.tuple(pattern, pattern).filter(([a, b]) => covers(a, b));

  test.for([
    ["corp.com", "corp.com/*"],
    ["corp.com", "corp.com/team"],
    ["corp.com/", "corp.com/team"],
    ["*", "a.b/c"],
    ["*", "?.com"],
    ["*.corp.com", "git.corp.com/x"],
    ["*.com", "*.corp.com"],
    ["a*", "a*b*"],
    ["*b*", "a*b"],
    ["[a-z]*.com", "[b-d]x.com"],
    ["?*", "*"],
    ["*a*", "[a]*"],
    ["*/*", "corp.com/team/x"],
    ["git[hl]*.com", "github.com"],
  ] as const)("%s covers %s", ([outer, inner]) => {
    expect(covers(outer, inner)).toBe(true);
  });

  test.for([
    ["corp.com/*", "corp.com"],
    ["*.corp.com", "corp.com"],
    ["corp.com", "corp.com.cn"],
    ["corp", "corp.com"],
    ["*/*", "*"],
    ["a*b", "a*"],
    ["[a-c].com", "?.com"],
    ["*.corp.com", "*corp.com"],
    ["[a", "[a"],
    ["Corp.com", "corp.com"],
    ["*", "a:b"],
    ["a*a", "a"],
    ["ab*ba", "aba"],
  ] as const)("%s does not cover %s", ([outer, inner]) => {
    expect(covers(outer, inner)).toBe(false);
  });

  test("is never said of patterns of which one matches what the other does not", () => {
    fc.assert(
      fc.property(covering, fc.array(modulePath, { maxLength: 30 }), ([a, b], paths) => {
        for (const path of paths)
          if (isMatch(b, path)) expect([a, b, isMatch(a, path)]).toEqual([a, b, true]);
      }),
      { numRuns: 200 },
    );
  });

  test("is said wherever it is so, for all names of a few characters", () => {
    const glob = fc.array(fc.constantFrom("a", "b", "*", "?", "[ab]"), {
      maxLength: 4,
      minLength: 1,
    });
    const one = glob.map((parts) => parts.join(""));
    // `~` stands for all characters that neither pattern names.
    const names = (length: number): string[] =>
      length === 0
        ? [""]
        : names(length - 1).flatMap((rest) => ["a", "b", "~"].map((c) => c + rest));
    const all = [1, 2, 3, 4, 5, 6, 7].flatMap(names);
    fc.assert(
      fc.property(one, one, (a, b) => {
        const truth = all.every((name) => !isMatch(b, name) || isMatch(a, name));
        expect([a, b, covers(a, b)]).toEqual([a, b, truth]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("reduced lists", () => {
  test("match what the whole list matches", () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 12 }),
        fc.array(modulePath, { minLength: 5, maxLength: 30 }),
        (list, paths) => {
          const { kept, duplicates, subsumed } = reduceList(list);
          const left = kept.map((index) => list[index]!).join(",");
          for (const path of paths) expect(isMatch(left, path)).toBe(isMatch(list.join(","), path));
          expect(kept.length + duplicates.size + subsumed.size).toBe(list.length);
          for (const by of subsumed.values()) expect(kept).toContain(by);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of patterns that mean the same one stays", () => {
    for (const list of [
      ["?*", "*?"],
      ["a?*", "a*?", "b"],
      ["**", "*"],
    ]) {
      const { kept } = reduceList(list);
      expect(kept).toContain(0);
      expect(kept).not.toContain(1);
    }
  });

  test.for([
    ["hosts", (i: number) => `p${i}.corp.com`],
    ["teams", (i: number) => `corp.com/team${i}`],
    ["domains", (i: number) => `*.team${i}.corp.com`],
    ["prefixes", (i: number) => `corp.com/team${i}-*`],
    ["infixes", (i: number) => `*-${i}-*.corp.com`],
  ] as const)("10,000 %s are dealt with", ([, make]) => {
    const list = Array.from({ length: 10_000 }, (_, index) => make(index));
    const { value } = addPatterns(list.join(","), ["team.example"]);
    expect(value.split(",")).toHaveLength(10_001);
  });
});

describe("tooBroad", () => {
  test.for([
    ["*", "private.too-broad,private.catches-toolchain"],
    ["*.org", "private.too-broad,private.catches-toolchain"],
    ["*.com", "private.too-broad"],
    ["*.com.cn", "private.too-broad"],
    ["github.com", "private.too-broad"],
    ["github.com/*", "private.too-broad"],
    ["git*.com", "private.too-broad"],
    ["gitee.com", "private.too-broad"],
    ["golang.org", "private.catches-toolchain"],
    ["golang.org/*", "private.catches-toolchain"],
    ["*.corp.com", ""],
    ["*.corp", ""],
    ["github.com/corp", ""],
    ["github.com/corp-*", ""],
    ["corp-*.com", ""],
    ["golang.org/x/corp", ""],
  ])("%s: %s", ([input, expected]) => {
    expect(codes(tooBroad(input!)).join(",")).toBe(expected);
  });
});

describe("addPatterns", () => {
  test("offers the corrected form of all of a list", () => {
    const { refused } = addPatterns("", ["isi.nc/,.isi.nc/*"]);
    expect(refused).toMatchObject([{ args: { corrected: "isi.nc,*.isi.nc/*" } }]);
  });

  test("keeps order, and drops duplicates and what is covered, saying so", () => {
    const result = addPatterns("b.com,corp.com/team,a.com", ["corp.com", "a.com/", "b.com/x"]);
    expect(result).toMatchObject({
      value: "b.com,a.com,corp.com",
      added: ["corp.com"],
      refused: [],
    });
    expect(said(result.notes)).toEqual([
      ["private.corrected", "a.com/"],
      ["private.duplicate", "a.com"],
      ["private.subsumed", "corp.com/team", "corp.com"],
      ["private.subsumed", "b.com/x", "b.com"],
    ]);
  });

  test("a list with nothing to add stays byte for byte", () => {
    expect(addPatterns("a.com/,, b.com", ["a.com"]).value).toBe("a.com/,, b.com");
    expect(addPatterns("a.com,,[", ["[", "x y"]).value).toBe("a.com,,[");
  });

  test("what go drops silently is kept", () => {
    expect(addPatterns("[a, b.com,x:1", ["c.com"]).value).toBe("[a, b.com,x:1,c.com");
  });

  test("refuses what is too broad, unless forced", () => {
    const refused = addPatterns("a.com", ["*.org", "b.com"]);
    expect(refused.value).toBe("a.com,b.com");
    expect(codes(refused.refused)).toEqual(["private.too-broad", "private.catches-toolchain"]);
    const forced = addPatterns("a.com", ["*.org"], { force: true });
    expect(forced).toMatchObject({ value: "a.com,*.org", refused: [] });
    expect(codes(forced.notes)).toContain("private.too-broad");
  });

  test("tells what a wildcard leaves out, where nothing else has it", () => {
    const apexes = (stored: string, input: string) =>
      addPatterns(stored, [input]).notes.flatMap((found) =>
        found.code === "private.apex-not-covered" ? [found.args.apex] : [],
      );
    expect(apexes("", "corp.com/*")).toEqual(["corp.com"]);
    expect(apexes("", "*.corp.com")).toEqual(["corp.com"]);
    expect(apexes("corp.com", "*.corp.com")).toEqual([]);
    expect(apexes("", "corp.com")).toEqual([]);
    expect(apexes("", "*.corp")).toEqual([]);
  });

  test("passwords are not repeated", () => {
    const { notes, refused } = addPatterns("", [
      "https://u:secret@a.com:99/x",
      "https://u:secret@a.com",
    ]);
    expect(refused).toHaveLength(1);
    expect(JSON.stringify({ notes, refused })).not.toContain("secret");
  });

  test("nothing that was private is public afterwards", () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 6 }),
        fc.array(pattern, { maxLength: 3 }),
        fc.array(modulePath, { maxLength: 20 }),
        (stored, inputs, paths) => {
          const { value, added } = addPatterns(stored.join(","), inputs, { force: true });
          for (const path of paths) {
            const before = isMatch([...stored, ...added].join(","), path);
            expect(isMatch(value, path)).toBe(before);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("removePatterns", () => {
  test("takes what is written so, or means the same", () => {
    expect(removePatterns("a.com,[x,b.com/", ["[x", "https://b.com"])).toMatchObject({
      value: "a.com",
      removed: ["[x", "b.com/"],
    });
  });

  test("says what is not there, and what stays private all the same", () => {
    const result = removePatterns("corp.com,corp.com/x", [
      "corp.com/x",
      "corp.com/y",
      "z.com",
      "a b",
    ]);
    expect(result).toMatchObject({
      value: "corp.com",
      removed: ["corp.com/x"],
    });
    expect(said(result.notes)).toEqual([
      ["private.not-listed", "corp.com/y"],
      ["private.not-listed", "z.com"],
      ["private.not-listed", "a"],
      ["private.not-listed", "b"],
      ["private.subsumed", "corp.com/x", "corp.com"],
      ["private.subsumed", "corp.com/y", "corp.com"],
    ]);
  });
});

describe("example", () => {
  test.for([
    ["corp.com", "corp.com/lib", "git.corp.com/lib"],
    ["corp.com/*", "corp.com/lib", "corp.com"],
    ["*.corp.com", "git.corp.com/lib", "corp.com/lib"],
    ["corp.com/team", "corp.com/team", "corp.com/other"],
    ["github.com/corp-*", "github.com/corp-x", "github.com/other"],
    ["*", "example.com/lib", ""],
    ["[bad", "", "git.example.com/lib"],
  ] as const)("%s", ([input, matches, doesNotMatch]) => {
    expect(example(input)).toEqual({ matches, doesNotMatch });
  });

  test("agrees with the matcher", () => {
    fc.assert(
      fc.property(pattern, (input) => {
        const { matches, doesNotMatch } = example(input);
        if (matches !== "") expect(isMatch(input, matches)).toBe(true);
        if (doesNotMatch !== "") expect(isMatch(input, doesNotMatch)).toBe(false);
      }),
    );
  });
});

describe("foldPlan", () => {
  const lists = (GOPRIVATE: string, GONOPROXY = "", GONOSUMDB = "") => ({
    GOPRIVATE,
    GONOPROXY,
    GONOSUMDB,
  });

  test("nothing to fold", () => {
    expect(foldPlan(lists("a.com"), { added: ["b.com"] })).toMatchObject({
      value: "a.com,b.com",
      shadowing: [],
      notes: [],
    });
  });

  test("the three lists that old articles set become one", () => {
    const plan = foldPlan(lists("a.com", "a.com", "a.com"), { added: ["b.com"] });
    expect(plan).toMatchObject({
      value: "a.com,b.com",
      direct: [],
      unverified: [],
      shadowing: [
        { key: "GONOPROXY", action: "fold", after: null },
        { key: "GONOSUMDB", action: "fold", after: null },
      ],
    });
    expect(codes(plan.notes)).toEqual(["private.folded", "private.folded"]);
  });

  test("says what is fetched directly or no longer verified afterwards", () => {
    expect(foldPlan(lists("a.com", "b.com"))).toMatchObject({
      value: "a.com,b.com",
      direct: ["a.com"],
      unverified: ["b.com"],
    });
  });

  test("GONOPROXY=none is left alone unless it is known to be a mistake", () => {
    expect(foldPlan(lists("a.com", "none"))).toMatchObject({
      value: "a.com",
      shadowing: [{ action: "keep", after: "none" }],
      direct: [],
    });
    expect(foldPlan(lists("a.com", "none"), { ownProxy: false })).toMatchObject({
      value: "a.com",
      shadowing: [{ action: "fold", after: null }],
      direct: ["a.com"],
    });
  });

  test("a narrower GONOPROXY beside a proxy of one's own gets the new patterns alone", () => {
    const options = { added: ["b.com"], ownProxy: true };
    expect(foldPlan(lists("a.com", "a.com/secret"), options)).toMatchObject({
      value: "a.com,b.com",
      shadowing: [{ action: "extend", after: "a.com/secret,b.com" }],
      direct: [],
    });
  });

  test("nothing that was private becomes public, and what is told is true", () => {
    const list = fc.array(pattern, { maxLength: 4 }).map((all) => all.join(","));
    const maybe = fc.option(fc.boolean(), { nil: undefined });
    fc.assert(
      fc.property(
        fc.tuple(list, list, list),
        maybe,
        maybe,
        fc.array(modulePath, { minLength: 5, maxLength: 25 }),
        ([GOPRIVATE, GONOPROXY, GONOSUMDB], ownProxy, ownSumdb, paths) => {
          const stored = { GOPRIVATE, GONOPROXY, GONOSUMDB };
          const own = {
            ...(ownProxy === undefined ? {} : { ownProxy }),
            ...(ownSumdb === undefined ? {} : { ownSumdb }),
          };
          const plan = foldPlan(stored, { added: ["new.example"], ...own });
          for (const key of ["GONOPROXY", "GONOSUMDB"] as const) {
            const before = stored[key] || GOPRIVATE;
            const kept = plan.shadowing.find((one) => one.key === key)?.after;
            const after = kept ?? plan.value;
            const told = (key === "GONOPROXY" ? plan.direct : plan.unverified).join(",");
            for (const path of paths) {
              if (isMatch(before, path)) expect(isMatch(after, path)).toBe(true);
              else if (isMatch(after, path)) expect(isMatch(told, path)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("looksPrivate", () => {
  test.for([
    ["git.corp.com/team/lib", "code-host"],
    ["gitlab.acme.io/x", "code-host"],
    ["build.corp/lib", "internal-name"],
    ["api.svc.internal/x", "internal-name"],
    ["nas.home.arpa/x", "internal-name"],
    ["192.168.1.7/x", "private-address"],
    ["172.20.0.1/x", "private-address"],
    ["172.40.0.1/x", null],
    ["github.com/corp/lib", null],
    ["gitlab.com/corp/lib", null],
    ["git.sr.ht/~me/lib", null],
    ["gitlab.gnome.org/x", null],
    ["go.uber.org/zap", null],
    ["corp.com/lib", null],
    ["golang.org/x/mod", null],
    ["fmt", null],
  ] as const)("%s: %s", ([path, expected]) => {
    expect(looksPrivate(path)).toBe(expected);
  });
});
