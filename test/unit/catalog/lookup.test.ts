import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { webUrl } from "../../../src/go/url/url.ts";
import { parseGoproxy } from "../../../src/go/values/goproxy.ts";
import { newest } from "../../../src/go/version.ts";
import { catalog, newestEvidence } from "../../../src/catalog/catalog.ts";
import {
  canonicalUrl,
  findMirror,
  findRetired,
  inEffect,
  mirrorAt,
  mirrorInEffect,
  suggestMirror,
} from "../../../src/catalog/lookup.ts";
import type { OwnMirror } from "../../../src/catalog/catalog.ts";
import { cleanValue } from "../../../src/doctor/values.ts";
import { retired } from "../../../src/catalog/retired.ts";

const entries = (value: string) =>
  parseGoproxy(value, { version: newest, platform: "linux" }).entries;

const own = (name: string, url: string): OwnMirror => ({
  name,
  url,
  serves: { modules: null, sumdb: null, toolchain: null },
  private: false,
  pinned: false,
});

describe("catalog", () => {
  it("has no name twice", () => {
    const names = catalog.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it("has valid lists only, and dates of the past where it claims a status", () => {
    for (const mirror of catalog) {
      const value = mirror.chain ?? mirror.url ?? "";
      expect(parseGoproxy(value, { version: newest, platform: "linux" }).error).toBeNull();
      if (mirror.status === "active") expect(mirror.verifiedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
    expect(Date.parse(newestEvidence())).toBeLessThan(Date.now());
  });

  it("has chains of its own mirrors, and replacements that are active", () => {
    const active = catalog.filter(({ status }) => status === "active").map(({ id }) => id);
    for (const { chain } of catalog) {
      for (const { kind, url } of chain === null ? [] : entries(chain)) {
        if (kind === "url") expect(mirrorAt(url)?.status).toBe("active");
      }
    }
    for (const { instead } of retired) expect(active).toContain(instead);
    for (const { status, instead, region } of catalog) {
      // proxy.golang.org answers 403 to Iran.
      if (region === "ir") expect(instead).toBeUndefined();
      else if (status === "unverified") expect(active).toContain(instead);
    }
  });
});

describe("findMirror", () => {
  it.each([
    ["cn", "cn"],
    ["CN", "cn"],
    ["goproxy.cn", "goproxy.cn"],
    ["https://goproxy.cn", "goproxy.cn"],
    ["https://goproxy.cn/", "goproxy.cn"],
    ["HTTPS://GOPROXY.CN:443", "goproxy.cn"],
    ["https://user:pass@goproxy.cn", "goproxy.cn"],
    ["aliyun", "aliyun"],
    ["ali", "aliyun"],
    ["mirrors.aliyun.com/goproxy", "aliyun"],
    ["mirrors.aliyun.com", "aliyun"],
    ["https://mirrors.cloud.tencent.com/go", "tencent"],
    ["https://mirrors.tencent.com/go/", "tencent"],
    ["mirrors.huaweicloud.com/repository/goproxy", "huawei"],
    ["proxy.golang.org", "official"],
    ["https://repo.nju.edu.cn/go", "nju"],
    ["ustc", "ustc"],
  ])("%s is %s", (name, id) => {
    expect(findMirror(name)?.id).toBe(id);
  });

  it.each([
    "aliyn",
    "https://goproxi.cn",
    "http://goproxy.cn",
    "https://goproxy.cn:8443",
    "https://mirrors.aliyun.com/other",
    "",
    "direct",
    "https://",
  ])("%s is none", (name) => {
    expect(findMirror(name)).toBeNull();
  });
});

describe("suggestMirror", () => {
  it.each([
    ["aliyn", "aliyun"],
    ["alyiun", "aliyun"],
    ["goproxi.cn", "goproxy.cn"],
    ["goproxy.com", "goproxy.cn"],
    ["tencnet", "tencent"],
    ["huawie", "huawei"],
    ["offical", "official"],
    ["mirrors.alyun.com", "aliyun"],
    ["goproxy", "goproxy.cn"],
    ["gocenter.io", "official"],
    ["tuna", "goproxy.cn"],
    ["developer.aliyun.com/mirror/goproxy", "aliyun"],
  ])("%s means %s", (name, meant) => {
    expect(suggestMirror(name)).toBe(meant);
  });

  it.each([
    "goproxy.corp.com",
    "athens.example.org:3000",
    "mirror.lan",
    "goproxy.corp",
    "goproxy.dev",
    "localhost:8080",
    "xyz",
  ])("%s is close to none", (name) => {
    expect(suggestMirror(name)).toBeNull();
  });

  it("knows other names", () => {
    expect(suggestMirror("ofice", ["office"])).toBe("office");
  });

  it("always suggests something that is known", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (name) => {
        const meant = suggestMirror(name, ["mine"]);
        return meant === null || meant === "mine" || findMirror(meant) !== null;
      }),
    );
  });
});

describe("findRetired", () => {
  it.each([
    ["https://gocenter.io", "retired", "official"],
    ["https://athens.azurefd.net", "retired", "official"],
    ["https://proxy.golang.com.cn/", "retired", "goproxy.cn"],
    ["http://goproxy.baidu.com/", "retired", "goproxy.cn"],
    ["https://mirrors.huaweicloud.com/goproxy/", "retired", "huawei"],
    ["https://gosum.io", "retired", "goproxy.cn"],
    ["https://developer.aliyun.com/mirror/goproxy", "page", "aliyun"],
    ["https://goproxy.io/zh/docs/getting-started.html", "page", "goproxy.io"],
    ["https://mirrors.cloud.tencent.com/help/go.html", "page", "tencent"],
    [
      "https://mirrors.huaweicloud.com/mirrorDetail/5ea14cef67f857057b0869d6?mirrorName=goproxy",
      "page",
      "huawei",
    ],
  ])("%s is a %s", (url, kind, instead) => {
    expect(findRetired(url)).toMatchObject({ kind, instead });
  });

  it.each([
    "https://goproxy.io",
    "https://goproxy.cn",
    "https://mirrors.huaweicloud.com/repository/goproxy/",
    "https://mirrors.huaweicloud.com/goproxy2/",
    "https://notgocenter.io",
    "https://corp.example",
    "plainword",
  ])("%s is alive or unknown", (url) => {
    expect(findRetired(url)).toBeNull();
  });
});

describe("canonicalUrl", () => {
  it("slashes within are not gone through again at each of them", () => {
    const path = `${"/".repeat(400_000)}b`;
    expect(canonicalUrl(`https://a.example${path}///`)).toBe(`https://a.example${path}`);
    expect(cleanValue("GOTOOLCHAIN", `a${"\r".repeat(400_000)}b\r\r`)).toHaveLength(400_002);
  });

  it("compares what differs in writing only", () => {
    const same = ["https://h/p", "HTTPS://H/p/", "https://u:p@h:443/p//", " h/p "];
    expect(new Set(same.map(canonicalUrl))).toEqual(new Set(["https://h/p"]));
  });

  it("tells apart what differs", () => {
    const urls = ["https://h/p", "http://h/p", "https://h/P", "https://h:1/p", "https://h/p?x"];
    expect(new Set(urls.map(canonicalUrl)).size).toBe(urls.length);
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void canonicalUrl(text)));
  });

  it("is what the URL parser makes of it", () => {
    const piece = fc.constantFrom(
      "a",
      "B",
      "xn--",
      "-",
      "0x7f",
      "1",
      ".",
      "..",
      "/",
      "~",
      "_",
      "é",
    );
    const some = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(some, some, fc.constantFrom("", ":443", ":81"), (host, path, port) => {
        const text = `https://${host}.com${port}/${path}`;
        const url = webUrl(text);
        const expected = url && `https://${url.host}${url.pathname.replace(/\/+$/, "")}`;
        expect(canonicalUrl(text)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("in effect", () => {
  const chain = findMirror("cn")?.chain ?? "";

  it.each([
    ["https://goproxy.cn", "https://goproxy.cn/,direct", true],
    ["https://goproxy.cn", "goproxy.cn,direct", true],
    ["https://goproxy.cn", "https://goproxy.cn:8443,direct", false],
    ["https://goproxy.cn", "direct", false],
    ["https://goproxy.cn", "direct,https://goproxy.cn", false],
    [chain, chain, true],
    [chain, "https://goproxy.cn,https://mirrors.aliyun.com/goproxy,direct", true],
    [chain, "https://a.example|https://goproxy.cn|https://mirrors.aliyun.com/goproxy/", true],
    [chain, "https://goproxy.cn,direct", false],
    [chain, "https://mirrors.aliyun.com/goproxy/|https://goproxy.cn|direct", false],
    ["https://u:p@corp.example/go", "https://corp.example/go,direct", true],
    ["", "https://goproxy.cn", false],
  ])("%s in %s: %s", (wanted, value, expected) => {
    expect(inEffect(entries(value))(wanted)).toBe(expected);
  });

  it.each([
    [chain, "cn"],
    [chain.replace("|direct", ""), "cn"],
    ["https://goproxy.cn,direct", "goproxy.cn"],
    ["https://mirrors.cloud.tencent.com/go,direct", "tencent"],
    ["https://proxy.golang.org,direct", "official"],
    ["https://corp.example/go,https://goproxy.cn,direct", "corp"],
    ["https://unknown.example,https://goproxy.cn", null],
    ["direct", null],
    ["off", null],
  ])("%s is %s", (value, id) => {
    expect(mirrorInEffect(entries(value), [own("corp", "https://corp.example/go/")])).toBe(id);
  });
});
