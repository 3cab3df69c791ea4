import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgedKeys, type JudgedKey } from "../../../src/go/values/judge.ts";
import { sturdy } from "../../../src/advice/proxy-remarks.ts";
import { advise, type Known } from "../../../src/advice/advise.ts";
import { readGoproxy } from "../../../src/go/values/goproxy.ts";
import { newest, parseGoVersion } from "../../../src/go/version.ts";
import * as values from "../../support/go-values.ts";

const at: Known = { version: newest, platform: "linux", goproxy: "https://goproxy.cn,direct" };
const go = (release: string): Known => ({ ...at, version: parseGoVersion(`go${release}`)! });

/** The codes of the warnings, with their arguments. */
function warnings(key: JudgedKey, value: string, how: Known = at): [string, unknown][] {
  return advise(key, value, how).warnings.map(({ code, args }) => [code, args]);
}

const noFallback = ["proxy.no-fallback", {}];

describe("what go accepts silently in GOPROXY", () => {
  it.each<[string, unknown[]]>([
    ["https://goproxy.cn|direct", []],
    ["https://proxy.golang.org,direct", []],
    ["off", [["proxy.off", {}]]],
    [
      "a.cn|direct|b.cn,off",
      [["proxy.ignored-entries", { after: "direct", entries: "b.cn, off" }]],
    ],
    ["direct,", []],
    ["https://goproxy.cn", [noFallback]],
    ["file:///srv/proxy", []],
    ["https://a.cn,https://b.cn|direct", [["proxy.comma-fragile", { entry: "https://a.cn" }]]],
    ["https://a.cn,off", []],
    ["file:///x,direct", []],
    ["http://a.cn|direct", [["proxy.insecure-http", { url: "http://a.cn" }]]],
    ["http://127.0.0.1:3000|direct", []],
    ["http://localhost|direct", []],
    [
      "http://u:p@localhost|direct",
      [["proxy.credentials-refused", { url: "http://u:xxxxx@localhost" }]],
    ],
    ["http://|direct", [["proxy.unusable", { entry: "http://", reason: "no-host" }]]],
    ["https://h:0|direct", [["proxy.unusable", { entry: "https://h:0", reason: "port" }]]],
    [
      "https//a.cn|direct",
      [
        ["proxy.unusable", { entry: "https//a.cn", reason: "host" }],
        ["go.value-corrected", { key: "GOPROXY", corrected: "https://a.cn|direct" }],
      ],
    ],
    [
      "https://a.cn，direct",
      [
        ["go.env-literal", { key: "GOPROXY", what: "wide", text: "，" }],
        ["proxy.unusable", { entry: "https://a.cn，direct", reason: "host" }],
        noFallback,
        ["go.value-corrected", { key: "GOPROXY", corrected: "https://a.cn,direct" }],
      ],
    ],
  ])("%s", (value, expected) => {
    expect(advise("GOPROXY", value, at).valid).toBe(true);
    expect(warnings("GOPROXY", value)).toEqual(expected);
  });
});

describe("what explains a refusal", () => {
  it.each<[JudgedKey, string, unknown[]]>([
    [
      "GOPROXY",
      "'off'",
      [
        ["go.env-literal", { key: "GOPROXY", what: "quotes", text: "'" }],
        ["go.value-corrected", { key: "GOPROXY", corrected: "off" }],
      ],
    ],
    [
      "GOPROXY",
      "\ufeffoff # none",
      [
        ["go.env-literal", { key: "GOPROXY", what: "invisible", text: "U+FEFF" }],
        ["go.env-literal", { key: "GOPROXY", what: "comment", text: "" }],
        ["go.value-corrected", { key: "GOPROXY", corrected: "off" }],
      ],
    ],
    [
      "GOSUMDB",
      " off",
      [
        ["go.env-literal", { key: "GOSUMDB", what: "space", text: "" }],
        ["go.value-corrected", { key: "GOSUMDB", corrected: "off" }],
      ],
    ],
    [
      "GOSUMDB",
      "GOSUMDB=off",
      [
        ["go.env-literal", { key: "GOSUMDB", what: "assignment", text: "GOSUMDB=" }],
        ["go.value-corrected", { key: "GOSUMDB", corrected: "off" }],
      ],
    ],
    [
      "GOTOOLCHAIN",
      "local ",
      [
        ["go.env-literal", { key: "GOTOOLCHAIN", what: "space", text: "" }],
        ["go.value-corrected", { key: "GOTOOLCHAIN", corrected: "local" }],
      ],
    ],
    ["GOAUTH", "'a b';", []],
  ])("%s=%s", (key, value, expected) => {
    expect(advise(key, value, at).valid).toBe(false);
    expect(warnings(key, value)).toEqual(expected);
  });
});

it.each([
  // Before a public mirror the comma of a proxy that is none keeps the names of its modules from it.
  ["https://go.corp.example,https://goproxy.cn,direct", "https://goproxy.cn"],
  ["https://go.corp.example,direct", "https://go.corp.example"],
  ["https://go.corp.example,https://goproxy.cn|direct", null],
])("%s: the comma that breaks is behind %s", (value, entry) => {
  const found = advise("GOPROXY", value, at).warnings.find(
    ({ code }) => code === "proxy.comma-fragile",
  );
  expect(found?.args ?? null).toEqual(entry === null ? null : { entry });
  expect(sturdy(value, at)).toBe(value.replace(/,direct$/, "|direct"));
});

describe("the other variables", () => {
  const never = (pattern: string, reason: string, corrected: string | null) => [
    "private.never-matches",
    { pattern, reason, corrected },
  ];

  it.each<[JudgedKey, string, unknown[]]>([
    ["GOSUMDB", "off", [["sumdb.off", {}]]],
    ["GOSUMDB", "sum.golang.org", []],
    [
      "GOSUMDB",
      "sum.golang.google.cn",
      [["sumdb.bypasses-proxy", { value: "sum.golang.google.cn" }]],
    ],
    ["GOSUMDB", "sum.golang.org ftp://x", [["sumdb.unsupported-scheme", { url: "ftp://x" }]]],
    ["GOPRIVATE", "", []],
    ["GOPRIVATE", "git.corp.com,*.corp.com/team", []],
    [
      "GOPRIVATE",
      "*.org",
      [
        ["private.too-broad", { pattern: "*.org", key: "GOPRIVATE" }],
        ["private.catches-toolchain", { pattern: "*.org" }],
      ],
    ],
    ["GONOPROXY", "golang.org", [["private.catches-toolchain", { pattern: "golang.org" }]]],
    ["GONOSUMDB", "golang.org", []],
    [
      "GONOSUMDB",
      "github.com",
      [["private.too-broad", { pattern: "github.com", key: "GONOSUMDB" }]],
    ],
    [
      "GOPRIVATE",
      "https://u:p@corp.com/x",
      [
        never("https://u:xxxxx@corp.com/x", "scheme", "corp.com/x"),
        ["go.value-corrected", { key: "GOPRIVATE", corrected: "corp.com/x" }],
      ],
    ],
    ["GOINSECURE", "git.corp.com", []],
    ["GOINSECURE", "goproxy.cn", [["goinsecure.ineffective", { pattern: "goproxy.cn" }]]],
    ["GOINSECURE", "sum.golang.org", [["goinsecure.ineffective", { pattern: "sum.golang.org" }]]],
    [
      "GOINSECURE",
      "goproxy.cn:443",
      [
        never("goproxy.cn:443", "port", "goproxy.cn"),
        ["go.value-corrected", { key: "GOINSECURE", corrected: "goproxy.cn" }],
      ],
    ],
    ["GOTOOLCHAIN", "local", []],
    ["GOTOOLCHAIN", "", [["go.env-empty-value", { key: "GOTOOLCHAIN" }]]],
    [
      "GOTOOLCHAIN",
      "go1.99",
      [
        ["toolchain.unavailable", { toolchain: "go1.99", reason: "language" }],
        ["go.value-corrected", { key: "GOTOOLCHAIN", corrected: "go1.99.0" }],
      ],
    ],
    [
      "GOTOOLCHAIN",
      "go1.99 x",
      [["toolchain.unavailable", { toolchain: "go1.99 x", reason: "space" }]],
    ],
    ["GOTOOLCHAIN", "go1.99.1", []],
    ["GOTOOLCHAIN", "go1.99+path", []],
    ["GOVCS", "public:git", []],
    ["GOAUTH", "", []],
  ])("%s=%s", (key, value, expected) => {
    expect(warnings(key, value)).toEqual(expected);
    expect(advise(key, value, at).valid).toBe(true);
  });

  it("are judged beside the effective GOPROXY", () => {
    const beside = (goproxy: string) => ({ ...at, goproxy });
    expect(warnings("GOSUMDB", "sum.golang.google.cn", beside("direct"))).toEqual([]);
    expect(warnings("GOTOOLCHAIN", "go1.99.1", beside("off"))).toEqual([
      ["toolchain.unavailable", { toolchain: "go1.99.1", reason: "proxy-off" }],
    ]);
    expect(warnings("GOINSECURE", "b.cn", beside("https://a.cn"))).toEqual([]);
  });

  it("a database name that go panics on", () => {
    expect(advise("GOSUMDB", values.verifierKey("a:x"), at)).toMatchObject({
      valid: false,
      message: null,
      panics: true,
      warnings: [],
    });
  });
});

describe("by version", () => {
  const versions = (key: JudgedKey, value: string, release: string) =>
    Object.fromEntries(warnings(key, value, go(release)))["go.value-by-version"] ?? null;

  it.each<[JudgedKey, string, string, string]>([
    ["GOPROXY", "", "1.26.8", "≤ go1.20"],
    ["GOPROXY", "", "1.19.13", "≥ go1.21"],
    ["GOSUMDB", "", "1.21.0", "≤ go1.20"],
    ["GOPROXY", "file:/x", "1.26.8", "≤ go1.18"],
    ["GOPROXY", "https://[foo]|direct", "1.26.8", "≤ go1.24.7, go1.25–go1.25.1"],
    ["GOPROXY", "https://[foo]|direct", "1.25.0", "go1.24.8–go1.24.x, ≥ go1.25.2"],
    ["GOPROXY", "https://h:1:2|direct", "1.25.12", "≥ go1.26"],
    [
      "GOPROXY",
      "https://[::ffff:1.2.3.4]|direct",
      "1.27.4",
      "go1.24.8–go1.24.9, go1.25.2–go1.25.3",
    ],
    [
      "GOPROXY",
      "https://a[::1]|direct",
      "1.27.4",
      "go1.24.8–go1.24.x, go1.25.2–go1.25.7, go1.26.0",
    ],
    ["GOPRIVATE", "corp.com/", "1.27.4", "≤ go1.17"],
    ["GOPRIVATE", "corp.com/", "1.17.13", "≥ go1.18"],
    ["GOTOOLCHAIN", "bad", "1.19.13", "≥ go1.21"],
    ["GOTOOLCHAIN", "go1.99.1-a/b", "1.27.4", "go1.21.0"],
    ["GOVCS", "bad", "1.15.15", "≥ go1.16"],
    ["GOAUTH", "off;", "1.20.14", "≥ go1.24"],
  ])("%s=%s differs from go %s in %s", (key, value, release, expected) => {
    expect(versions(key, value, release)).toEqual({ key, versions: expected });
  });

  it.each<[JudgedKey, string]>([
    ["GOPROXY", "https://goproxy.cn,direct"],
    ["GOPROXY", "foo"],
    ["GOTOOLCHAIN", "bad"],
    ["GOVCS", "bad"],
    ["GOAUTH", "off;"],
    ["GOPRIVATE", "corp.com"],
  ])("%s=%s is the same for all that know it", (key, value) => {
    expect(versions(key, value, "1.27.4")).toBeNull();
  });
});

describe("what `go env -w` refuses for every key", () => {
  it.each([
    ["a\nb", "newline"],
    ["a\rb", "newline"],
    ["a\vb", "newline"],
    ["a\0b", "NUL"],
    ["a\ud800b", "UTF-8"],
  ])("%j", (value, what) => {
    for (const key of judgedKeys) {
      const message = `invalid ${what} in ${key}=... value`;
      expect(advise(key, value, at)).toMatchObject({ valid: false, message, warnings: [] });
    }
  });
});

describe("for any value", () => {
  const value = fc.oneof(
    values.goproxyValue,
    values.gosumdbValue,
    values.gotoolchainValue,
    values.govcsValue,
    values.goauthValue,
    values.patternList,
    fc.string({ unit: "binary" }),
  );

  it("never throws, and has a message exactly where it is invalid", () => {
    fc.assert(
      fc.property(fc.constantFrom(...judgedKeys), value, (key, text) => {
        const { valid, message, panics } = advise(key, text, at);
        expect(message === null).toBe(valid || panics === true);
      }),
      { numRuns: 500 },
    );
  });

  it("says of GOPROXY what the parser says", () => {
    fc.assert(
      fc.property(values.goproxyValue, (text) => {
        fc.pre(!/[\v\r\n@]/.test(text));
        const { entries, error } = readGoproxy(text, at);
        const judged = advise("GOPROXY", text, at);
        expect(judged.message).toBe(error?.exact ?? null);
        expect(judged.entries).toEqual(error === null ? entries : undefined);
      }),
    );
  });

  it("shows no password", () => {
    const url = fc.constantFrom(
      "https://u:Kq7z@h.cn",
      "u:Kq7z@h.cn",
      "http://u:a/Kq7z@h.cn",
      "c:u:Kq7z@h.cn",
    );
    const around = fc.constantFrom(
      "",
      " ",
      ",",
      ";",
      "|",
      "'",
      "+",
      "git ",
      "off;",
      "sum.golang.org ",
      ":",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...judgedKeys),
        around,
        url,
        around,
        (key, before, text, after) => {
          const judged = { ...advise(key, before + text + after, at), entries: [] };
          expect(JSON.stringify(judged)).not.toContain("Kq7z");
        },
      ),
      { numRuns: 400 },
    );
  });

  it("takes 10,000 patterns", () => {
    const list = Array.from({ length: 10_000 }, (_, index) => `g${index}.corp.com/*`).join(",");
    expect(advise("GOPRIVATE", list, at)).toMatchObject({
      valid: true,
      message: null,
      warnings: [],
    });
  });
});
