import { describe, expect, test } from "vitest";
import { type Answer, type WalkOptions, walk } from "../../../../src/go/route/walk.ts";
import { type RouteSettings, route } from "../../../../src/go/route/route.ts";
import { newest, parseGoVersion } from "../../../../src/go/version.ts";

const at = { version: newest, platform: "linux" } as const;
const defaults: RouteSettings = {
  GOPROXY: "https://a.example|https://b.example,direct",
  GOSUMDB: "sum.golang.org",
  GOPRIVATE: "",
  GONOPROXY: "",
  GONOSUMDB: "",
};

function routeOf(settings: Partial<RouteSettings>, module = "corp.com/team/lib", goAt = at) {
  return route({ module, settings: { ...defaults, ...settings }, at: goAt });
}

function walkOf(
  settings: Partial<RouteSettings>,
  answers: WalkOptions["answers"],
  more: Partial<WalkOptions> & { module?: string } = {},
) {
  const { module, ...rest } = more;
  return walk(routeOf(settings, module), { version: "v1.2.3", at, answers, ...rest });
}

describe("route", () => {
  test("a public module takes the chain, with what makes go move on", () => {
    const { route: entries, private: hidden, error } = routeOf({});
    expect(entries.map(({ kind, url, onFailure }) => [kind, url, onFailure])).toEqual([
      ["url", "https://a.example", "any"],
      ["url", "https://b.example", "missing"],
      ["direct", "", "stop"],
    ]);
    expect(hidden).toEqual({ matched: false, pattern: null, key: null });
    expect(error).toBeNull();
  });

  test.for([
    [{ GOPRIVATE: "x.com,corp.com" }, "corp.com", "GOPRIVATE"],
    [{ GOPRIVATE: "corp.com", GONOPROXY: "corp.com" }, "corp.com", "GOPRIVATE"],
    [{ GOPRIVATE: "x.com", GONOPROXY: "corp.com/*" }, "corp.com/*", "GONOPROXY"],
    [{ GOPRIVATE: "corp.com", GOPROXY: "off" }, "corp.com", "GOPRIVATE"],
  ] as const)("%o is private", ([settings, pattern, by]) => {
    const found = routeOf(settings);
    expect(found.private).toEqual({ matched: true, pattern, key: by });
    expect(found.route).toMatchObject([{ kind: "direct", onFailure: "stop" }]);
  });

  test("GONOPROXY=none undoes GOPRIVATE for the proxies and not for the database", () => {
    const found = routeOf({ GOPRIVATE: "corp.com", GONOPROXY: "none" });
    expect(found.private.matched).toBe(false);
    expect(found.checksum.reason).toEqual({
      code: "pattern",
      pattern: "corp.com",
      key: "GOPRIVATE",
    });
  });

  test("a trailing slash counts before go 1.18", () => {
    const old = { version: parseGoVersion("go1.17.13")!, platform: "linux" } as const;
    expect(routeOf({ GOPRIVATE: "corp.com/" }).private.matched).toBe(true);
    expect(routeOf({ GOPRIVATE: "corp.com/" }, undefined, old).private.matched).toBe(false);
  });

  test("a refused GOPROXY is told for a private module too", () => {
    const found = routeOf({ GOPROXY: "nonsense", GOPRIVATE: "corp.com" });
    expect(found).toMatchObject({ route: [], error: "invalid proxy URL missing scheme: nonsense" });
  });

  test("the database is reached over the proxies, or at its own URL past them", () => {
    expect(routeOf({}).checksum).toMatchObject({
      verified: true,
      by: "sum.golang.org",
      over: {
        kind: "proxies",
        proxies: ["https://a.example", "https://b.example"],
        url: "https://sum.golang.org",
      },
    });
    expect(routeOf({ GOSUMDB: "sum.golang.google.cn" }).checksum).toMatchObject({
      by: "sum.golang.org",
      over: { kind: "url", proxies: [], url: "https://sum.golang.google.cn" },
    });
  });

  test.for([
    [{ GOSUMDB: "off" }, { code: "off" }, null],
    [{ GONOSUMDB: "corp.com" }, { code: "pattern", pattern: "corp.com", key: "GONOSUMDB" }, null],
    [
      { GOSUMDB: "a b c" },
      { code: "invalid", message: "invalid GOSUMDB: too many fields" },
      "sumdb.invalid",
    ],
  ] as const)("%o is not verified", ([settings, reason, refused]) => {
    expect(routeOf(settings).checksum).toMatchObject({ verified: false, reason, refused });
  });

  describe("golang.org/toolchain", () => {
    const module = "golang.org/toolchain";
    test("is verified whatever the lists say", () => {
      const lists = { GOPRIVATE: "*", GONOSUMDB: "*" };
      expect(routeOf(lists, module).checksum.verified).toBe(true);
      expect(routeOf(lists, "toolchain")).toMatchObject({ module, private: { matched: true } });
    });
    test("fails with GOSUMDB=off, unless GOPROXY is a single file://", () => {
      const refused = "toolchain.sumdb-off";
      expect(routeOf({ GOSUMDB: "off" }, module).checksum).toMatchObject({ refused });
      const chain = { GOSUMDB: "off", GOPROXY: "file:///a,direct" };
      expect(routeOf(chain, module).checksum).toMatchObject({ refused });
      const single = { GOSUMDB: "off", GOPROXY: "file:///a" };
      expect(routeOf(single, module).checksum).toMatchObject({ refused: null, verified: false });
      const old = { version: parseGoVersion("go1.20.1")!, platform: "linux" } as const;
      expect(routeOf({ GOSUMDB: "off" }, module, old).checksum.refused).toBeNull();
    });
  });
});

/** The real go's part is test/real/go/route.test.ts; here are the rules one by one. */
describe("walk", () => {
  const missing: Answer = { kind: "missing", status: 404 };
  const failed: Answer = { kind: "failed", status: 500 };
  const off = { GOSUMDB: "off" };
  const whole = (answer: Answer) => ({ info: answer, mod: answer, zip: answer });

  test("each file begins at the first entry again", () => {
    const { requests, ok, servedBy } = walkOf(off, { "https://a.example": whole(failed) });
    expect(requests.map(({ base, path }) => base + path)).toEqual([
      "https://a.example/corp.com/team/lib/@v/v1.2.3.info",
      "https://b.example/corp.com/team/lib/@v/v1.2.3.info",
      "https://a.example/corp.com/team/lib/@v/v1.2.3.mod",
      "https://b.example/corp.com/team/lib/@v/v1.2.3.mod",
      "https://a.example/corp.com/team/lib/@v/v1.2.3.zip",
      "https://b.example/corp.com/team/lib/@v/v1.2.3.zip",
    ]);
    expect({ ok, servedBy }).toEqual({ ok: true, servedBy: "https://b.example" });
  });

  test("https repeats what is answered with 4xx, since go 1.24", () => {
    const answers = { "https://a.example": whole(missing) };
    const times = (minor: number) =>
      walkOf(off, answers, {
        at: { ...at, version: parseGoVersion(`go1.${minor}.0`)! },
        files: ["info"],
      }).requests.map((request) => request.times);
    expect(times(24)).toEqual([2, 1]);
    expect(times(23)).toEqual([1, 1]);
  });

  test("capitals are escaped", () => {
    const options = { module: "corp.com/Azure/SDK", files: ["zip"] as const };
    const [request] = walkOf(off, {}, options).requests;
    expect(request?.path).toBe("/corp.com/%21azure/%21s%21d%21k/@v/v1.2.3.zip");
  });

  test("a password is not sent over plain http, and nothing is asked", () => {
    const GOPROXY = "http://u:p@a.example";
    expect(walkOf({ ...off, GOPROXY }, {})).toMatchObject({
      ok: false,
      error: "proxy.credentials-refused",
      requests: [],
    });
  });

  test("a refusal of GOSUMDB comes after .info and .mod, and | leads on from it", () => {
    const { error, requests } = walkOf(
      { GOSUMDB: "a b c", GOPROXY: "https://a.x|https://b.x" },
      {},
    );
    expect(error).toBe("sumdb.invalid");
    expect(requests.map(({ base, file }) => [base, file])).toEqual([
      ["https://a.x", "info"],
      ["https://a.x", "mod"],
      ["https://b.x", "mod"],
    ]);
  });

  test("the database by its own URL", () => {
    const GOSUMDB = "sum.golang.org https://sums.example";
    const { requests, ok } = walkOf({ GOSUMDB, GOPROXY: "https://a.x" }, {});
    expect(ok).toBe(true);
    expect(requests.map(({ base, path }) => base + path)).toContain(
      "https://sums.example/lookup/corp.com/team/lib@v1.2.3",
    );
  });

  test.for([
    ["https://a.x|https://b.x", false, "sumdb.unreachable"],
    ["https://a.x|https://b.x,direct", true, null],
    ["https://a.x|off", false, "sumdb.unreachable"],
    ["https://a.x,direct", false, "sumdb.unreachable"],
  ] as const)("500 and 404 for the database in %s", ([GOPROXY, ok, error]) => {
    const answers = { "https://a.x": { supported: failed }, "https://b.x": { supported: missing } };
    expect(walkOf({ GOPROXY }, answers)).toMatchObject({ ok, error });
  });

  test("a private module asks direct alone", () => {
    const settings = { ...off, GOPRIVATE: "corp.com" };
    expect(walkOf(settings, {})).toMatchObject({ ok: true, servedBy: "direct", requests: [] });
    const answers = { direct: whole({ kind: "missing", code: "net.dns" }) };
    expect(walkOf(settings, answers)).toMatchObject({ ok: false, error: "net.dns" });
  });
});
