import { describe, expect, it } from "vitest";
import { nearMirror } from "../../../src/advice/words.ts";
import { nothingKnown, type OwnMirror } from "../../../src/catalog/catalog.ts";

const ours: OwnMirror = {
  name: "ours",
  url: "https://goproxy.com",
  serves: nothingKnown,
  private: false,
  pinned: false,
};

describe("an address that is nearly one of the catalog", () => {
  it.each([
    ["https://goproxy.com.cn", "https://goproxy.cn"],
    ["https://goprxy.cn", "https://goproxy.cn"],
    ["https://gorpoxy.cn", "https://goproxy.cn"],
    ["https://goproxi.cn/", "https://goproxy.cn"],
    ["http://goproxt.cn", "https://goproxy.cn"],
    ["https://goproxy.ch", "https://goproxy.cn"],
    ["https://goproxy.com", "https://goproxy.cn"],
    ["https://www.goproxy.cn", "https://goproxy.cn"],
    ["https://proxy.goproxy.io", "https://goproxy.io"],
    ["https://proxy.golang.com", "https://proxy.golang.org"],
    ["https://proxy.golamg.org", "https://proxy.golang.org"],
    ["https://mirrors.aliyum.com/goproxy/", "https://mirrors.aliyun.com/goproxy/"],
    ["https://mirror.aliyun.com/goproxy", "https://mirrors.aliyun.com/goproxy/"],
    ["https://mirrors.aliyun.cn/goproxy", "https://mirrors.aliyun.com/goproxy/"],
    ["https://mirrors.aliyun.com/gopoxy/", "https://mirrors.aliyun.com/goproxy/"],
    ["https://mirrors.aliyun.com/go", "https://mirrors.aliyun.com/goproxy/"],
    ["https://mirrors.tencent.com/goproxy/", "https://mirrors.tencent.com/go/"],
    ["https://repo.huaweicloud.com/goproxy", "https://repo.huaweicloud.com/repository/goproxy/"],
    ["https://repo.nju.edu.cn/goproxy", "https://repo.nju.edu.cn/repository/go/"],
  ])("%s: %s", (url, instead) => {
    expect(nearMirror(url, [])).toBe(instead);
  });

  it.each([
    "https://goproxy.cn",
    "https://goproxy.cn/",
    "https://goproxy.cn/cached",
    "https://proxy.golang.org/cached-only",
    "https://mirrors.aliyun.com/goproxy",
    "https://mirrors.aliyun.com",
    "https://gocenter.io",
    "https://goproxy.acme.cn",
    "https://goproxy.a.cn",
    "https://goproxy.acme.com.cn",
    "https://goproxy.corp.example",
    "https://goproxy.example",
    "https://goproxy.local",
    "https://goproxy.infra",
    "http://goproxy:3000",
    "http://goproxy.dev:8080",
    "https://goproxy.cn:8443",
    "https://go.acme.io/goproxy",
    "https://proxy.acme.org",
    "https://myproxy.cn",
    "https://repo.hnu.edu.cn/repository/go/",
    "https://mirrors.ustb.edu.cn/goproxy/",
    "https://mirrors.acme.com/goproxy/",
    "https://nexus.acme.com/repository/go/",
    "https://acme.jfrog.io/artifactory/api/go/go",
    "file:///srv/goproxy.cn",
    "direct",
  ])("%s is none", (url) => {
    expect(nearMirror(url, [])).toBeNull();
  });

  it("an own mirror is none", () => {
    expect(nearMirror("https://goproxy.com/", [ours])).toBeNull();
  });
});
