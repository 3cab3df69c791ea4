import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseGosumdb } from "../../../../src/go/values/gosumdb.ts";
import { newest, oldest, parseGoVersion } from "../../../../src/go/version.ts";
import { gosumdbValue, verifierKey } from "../../../support/go-values.ts";

describe("a value of GOSUMDB", () => {
  const accepted = { off: false, url: null, error: null, makesGoPanic: false };
  const key = verifierKey("db.corp.com/x");

  it.each([
    ["off", { ...accepted, off: true, name: null }],
    ["sum.golang.org", { ...accepted, name: "sum.golang.org" }],
    [
      "sum.golang.google.cn",
      { ...accepted, name: "sum.golang.org", url: "https://sum.golang.google.cn" },
    ],
    [`\u3000${key} `, { ...accepted, name: "db.corp.com/x" }],
    [
      `${key}\thttps://goproxy.cn/x`,
      { ...accepted, name: "db.corp.com/x", url: "https://goproxy.cn/x" },
    ],
  ])("%s", (value, expected) => {
    expect(parseGosumdb(value, newest)).toEqual(expected);
  });

  it.each([
    [verifierKey("x", 2), "invalid GOSUMDB: unknown verifier algorithm"],
    [verifierKey("x", 1, 31), "invalid GOSUMDB: malformed verifier id"],
    [verifierKey("x").replace(/=*$/, ""), null],
    [verifierKey("x", 1, 32).replace("BwcH", "BwcI"), "invalid GOSUMDB: invalid verifier hash"],
    [
      `${key} https://h:x`,
      'invalid GOSUMDB URL: parse "https://h:x": invalid port ":x" after host',
    ],
  ])("%s is refused", (value, error) => {
    expect(parseGosumdb(value, newest).error).toBe(error);
  });

  it("panics where the name is no host", () => {
    expect(parseGosumdb(verifierKey("a:x"), newest)).toMatchObject({
      makesGoPanic: true,
      error: null,
    });
  });

  it("is the default where stored as empty before go 1.21", () => {
    expect(parseGosumdb("", parseGoVersion("go1.20")!).name).toBe("sum.golang.org");
    expect(parseGosumdb("", parseGoVersion("go1.21.0")!).error).toBe("missing GOSUMDB");
  });
});

it("prints a name that is no host as the given go does", () => {
  const says = (release: string) =>
    parseGosumdb(verifierKey("x?y"), parseGoVersion(`go${release}`)!).error?.replace(/^.*\{/, "{");
  const old = "{Scheme:https Opaque: User: Host:x Path: RawPath: ";
  expect(says("1.18.10")).toBe(`${old}ForceQuery:false RawQuery:y Fragment: RawFragment:}`);
  const middle = `${old}OmitHost:false ForceQuery:false RawQuery:y Fragment: RawFragment:}`;
  expect([says("1.19.13"), says("1.25.12")]).toEqual([middle, middle]);
  expect(says("1.26.0")).toBe(
    "{Scheme:https Opaque: User: Host:x Path: Fragment: RawQuery:y RawPath: RawFragment: " +
      "ForceQuery:false OmitHost:false}",
  );
});

it("shows no password", () => {
  expect(parseGosumdb(verifierKey("u:secret@x.invalid"), newest).error).toBe(
    "invalid sumdb name (must be host[/path]): u:xxxxx@x.invalid {Scheme:https Opaque: User:u:xxxxx " +
      "Host:x.invalid Path: Fragment: RawQuery: RawPath: RawFragment: ForceQuery:false OmitHost:false}",
  );
  expect(parseGosumdb("sum.golang.org https://u:sec<ret@h", newest).error).toBe(
    'invalid GOSUMDB URL: parse "https://u:xxxxx@h": net/url: invalid userinfo',
  );
});

it("never throws", () => {
  fc.assert(
    fc.property(
      fc.oneof(gosumdbValue, fc.string()),
      fc.constantFrom(newest, oldest),
      (value, version) => {
        parseGosumdb(value, version);
      },
    ),
  );
});
