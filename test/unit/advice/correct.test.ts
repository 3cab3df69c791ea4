import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correct } from "../../../src/advice/correct.ts";
import { correctGoproxy } from "../../../src/advice/correct-goproxy.ts";
import { correctGosumdb } from "../../../src/advice/correct-gosumdb.ts";
import { parseGoproxy } from "../../../src/go/values/goproxy.ts";
import { parseGosumdb } from "../../../src/go/values/gosumdb.ts";
import { newest, oldest } from "../../../src/go/version.ts";
import type { JudgedKey } from "../../../src/go/values/judge.ts";
import { goproxyValue, gosumdbValue } from "../../support/go-values.ts";

describe("GOPROXY", () => {
  it.each([
    ["'off'", "off"],
    ["OFF", "off"],
    ["Direct", "direct"],
    ["goproxy.cn;direct", "goproxy.cn,direct"],
    ["https//goproxy.cn", "https://goproxy.cn"],
    ["https:goproxy.cn", "https://goproxy.cn"],
    ["https:/goproxy.cn", "https://goproxy.cn"],
    ["https;//goproxy.cn", "https://goproxy.cn"],
    ["https:\\\\goproxy.cn", "https://goproxy.cn"],
    ["htps://goproxy.cn|direct", "https://goproxy.cn|direct"],
    ["https://https://goproxy.cn", "https://goproxy.cn"],
    ["https://goproxy.cn direct", "https://goproxy.cn,direct"],
    ["https://goproxy.cn，direct", "https://goproxy.cn,direct"],
    ["https://goproxy.cn：443", "https://goproxy.cn:443"],
    ["“https://goproxy.cn,direct”", "https://goproxy.cn,direct"],
    ["https://goproxy.cn,direct # mirror", "https://goproxy.cn,direct"],
    ["export GOPROXY=https://goproxy.cn,direct;", "https://goproxy.cn,direct"],
    ["\ufeffoff", "off"],
    ["<https://goproxy.cn>", "https://goproxy.cn"],
    ["//goproxy.cn", "https://goproxy.cn"],
    ["ftp://h", "https://h"],
    ["file:/srv/x", "file:///srv/x"],
    ["/srv/x", "file:///srv/x"],
    ["C:\\proxy", "file:///C:/proxy"],
    ["https://u:p@goproxy.cn;off", "https://u:p@goproxy.cn,off"],
    ["https://goproxy.cn,dirct", "https://goproxy.cn,direct"],
    ["https://goproxy.cn,https://direct", "https://goproxy.cn,direct"],
    ["https://goproxy.cn:direct", "https://goproxy.cn,direct"],
    ["https://goproxy.cn&direct", "https://goproxy.cn,direct"],
    ["https://goproxy.cn%2Cdirect", "https://goproxy.cn,direct"],
    ["https://mirrors.aliyun.com/goproxy/.direct", "https://mirrors.aliyun.com/goproxy/,direct"],
    ["https://goproxy.cn\\,direct", "https://goproxy.cn,direct"],
    ['["https://goproxy.cn", "direct"]', "https://goproxy.cn,direct"],
    ["GOPROXY=https://goproxy.cn go mod tidy", "https://goproxy.cn"],
    ["https://u:p#w@corp.example/go,direct", "https://u:p%23w@corp.example/go,direct"],
    ["https://u:p/w@corp.example/go", "https://u:p%2Fw@corp.example/go"],
  ])("%s is meant as %s", (value, meant) => {
    expect(correctGoproxy(value)).toBe(meant);
  });

  it.each([
    "https://goproxy.cn,direct",
    "https://goproxy.cn, direct",
    "goproxy.cn",
    "off",
    "http://localhost:3000",
    "",
    "foo",
    "http://",
    "socks5://x.com",
    "${GOPROXY}",
    "https://h:99999",
    "~/proxy",
  ])("%s is well, or not obvious", (value) => {
    expect(correctGoproxy(value)).toBeNull();
  });

  it("becomes valid for every go", () => {
    fc.assert(
      fc.property(goproxyValue, fc.constantFrom(newest, oldest), (value, version) => {
        const corrected = correctGoproxy(value);
        const valid =
          corrected === null ||
          parseGoproxy(corrected, { version, platform: "linux" }).error === null;
        expect(valid).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(correctGoproxy("https://".repeat(10_000))).toBeNull();
  });
});

it.each<[JudgedKey, string, string | null]>([
  ["GOSUMDB", "sum.golang.com", "sum.golang.org"],
  ["GOSUMDB", "sum.golang.org.cn", "sum.golang.google.cn"],
  ["GOSUMDB", "aliyun", "sum.golang.org"],
  ["GOSUMDB", "disabled", null],
  ["GOTOOLCHAIN", "local,auto", "local+auto"],
  ["GOTOOLCHAIN", "go1.22.3|path", "go1.22.3+path"],
  ["GOTOOLCHAIN", "auto+local", "auto"],
  ["GOTOOLCHAIN", "latest+auto", "auto"],
  ["GOTOOLCHAIN", "go1.22.3+local", "go1.22.3"],
  ["GOTOOLCHAIN", "1.22.3+auto", "go1.22.3+auto"],
  ["GOTOOLCHAIN", "go1.22.3，", "go1.22.3"],
  ["GOTOOLCHAIN", "go1.24+auto", "go1.24.0+auto"],
  ["GOTOOLCHAIN", "go1.24+path", null],
  ["GOTOOLCHAIN", "go1.22.3.linux-amd64", "go1.22.3"],
  ["GOTOOLCHAIN", "go1.22.3 linux/amd64", "go1.22.3"],
  ["GOTOOLCHAIN", ">=1.22", "go1.22.0+auto"],
  ["GOTOOLCHAIN", "^1.22.1", "go1.22.1+auto"],
  ["GOTOOLCHAIN", "~1.22", "go1.22.0+auto"],
  ["GOTOOLCHAIN", "system", "local"],
  ["GOVCS", "*:*", "*:all"],
  ["GOVCS", "https://github.com:git", "github.com:git"],
  ["GOAUTH", "netrc git", "netrc"],
  ["GOAUTH", "netrc | git /srv", "netrc; git /srv"],
  ["GOSUMDB", "golang.google.cn", "sum.golang.google.cn"],
  ["GOSUMDB", "sum.google.golang.cn", "sum.golang.google.cn"],
  [
    "GOSUMDB",
    "sum.golang.org=https://goproxy.cn/sumdb/sum.golang.org",
    "sum.golang.org https://goproxy.cn/sumdb/sum.golang.org",
  ],
  ["GOPRIVATE", "git.{a,b}.acme.io", "git.a.acme.io,git.b.acme.io"],
  ["GOVCS", "*:git,hg", "*:git|hg"],
  ["GOVCS", "*:git;hg", "*:git|hg"],
  ["GOVCS", "git:*", "*:git"],
  ["GOVCS", "*=git", "*:git"],
  ["GOVCS", "*:none", "*:off"],
  ["GOVCS", "*:git,*:hg", "*:git|hg"],
  ["GOVCS", "public:off,public:git", null],
  ["GOVCS", "*:ssh", null],
  ["GOAUTH", "NETRC", "netrc"],
  ["GOAUTH", '"netrc"', "netrc"],
  ["GOAUTH", "~/.netrc", "netrc"],
  ["GOAUTH", "none", "off"],
  ["GOAUTH", "export GOAUTH=netrc", "netrc"],
  ["GOAUTH", "netrc；git /srv", "netrc; git /srv"],
  ["GOAUTH", "netrc;git /srv", null],
  ["GOAUTH", "my-helper --flag", null],
])("%s=%s is meant as %s", (key, value, meant) => {
  expect(correct(key, value)).toBe(meant);
});

describe("whole lists", () => {
  it.each([
    ["cn", "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct"],
    ["cn|aliyun", "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/"],
    ["aliyun,direct", "https://mirrors.aliyun.com/goproxy/,direct"],
    ["on", "https://proxy.golang.org,direct"],
    ["none", null],
    ["https://goproxy.cn/direct", "https://goproxy.cn,direct"],
    ["http://u:p@goproxy.corp.example,direct", "https://u:p@goproxy.corp.example,direct"],
    ["http://u:p@localhost:8081", null],
    ["https://corp.example/direct", null],
    ["https://goproxy,cn,direct", "https://goproxy.cn,direct"],
    ["goproxy,cn", "goproxy.cn"],
    ["https://goproxy.cn,direct ; 七牛", null],
    ["七牛云 https://goproxy.cn,direct", null],
    ["「https://goproxy.cn」,direct", "https://goproxy.cn,direct"],
    [
      "https://goproxy.io,cn",
      "https://goproxy.io,https://goproxy.cn|https://mirrors.aliyun.com/goproxy/",
    ],
  ])("%s is meant as %s", (value, meant) => {
    expect(correct("GOPROXY", value)).toBe(meant);
  });
});

describe("GOSUMDB", () => {
  it.each([
    [" off", "off"],
    ["OFF", "off"],
    ["'off'", "off"],
    [" sum.golang.google.cn", "sum.golang.google.cn"],
    ["https://sum.golang.org/", "sum.golang.org"],
    ["SUM.GOLANG.ORG", "sum.golang.org"],
    ["sum.golang.org # default", "sum.golang.org"],
    ["goproxy.cn/sumdb/sum.golang.org", "sum.golang.org https://goproxy.cn/sumdb/sum.golang.org"],
    [
      "sum.golang.google.cn https://sum.golang.google.cn",
      "sum.golang.org https://sum.golang.google.cn",
    ],
  ])("%s is meant as %s", (value, meant) => {
    expect(correctGosumdb(value)).toBe(meant);
  });

  it.each(["off", "sum.golang.org", "none", "", "sum.golang.org,off", "false"])(
    "%s is well, or not obvious",
    (value) => {
      expect(correctGosumdb(value)).toBeNull();
    },
  );

  it("becomes valid, and off only where it was off", () => {
    fc.assert(
      fc.property(gosumdbValue, fc.constantFrom(newest, oldest), (value, version) => {
        const corrected = correctGosumdb(value);
        if (corrected === null) return;
        const { error, makesGoPanic: panics } = parseGosumdb(corrected, version);
        expect([error, panics]).toEqual([null, false]);
        if (corrected === "off") expect(value.replace(/[^a-z]/gi, "")).toMatch(/^off$/i);
      }),
      { numRuns: 500 },
    );
  });
});
