import type { OwnNetwork } from "../findings.ts";

/** What is asked for as a mirror and is none (any more), and the catalog id to use in its place. */
export interface Retired {
  kind: "retired" | "page";
  /** Hosts, with a path where only that part of the host is meant. */
  at: readonly string[];
  /** Names by which `use` may be asked for it. */
  names: readonly string[];
  instead: string;
}

/** Services that ended, and addresses in circulation that never were one (facts: who lists what). */
const ended: readonly Retired[] = [
  // Sunset on 2021-05-01 (JFrog); golang/wiki removed it on 2021-05-21.
  { kind: "retired", at: ["gocenter.io"], names: ["gocenter"], instead: "official" },
  // Athens' README dropped it on 2023-12-08, golang/wiki on 2025-02-07: no valid certificate.
  {
    kind: "retired",
    at: ["athens.azurefd.net", "microsoftgoproxy.azurewebsites.net"],
    names: ["athens", "microsoft"],
    instead: "official",
  },
  // The first one answered in August 2026, with a 502 for a zip (matrixorigin/matrixone#26619); gosum.io: goproxyio#202.
  {
    kind: "retired",
    at: ["proxy.golang.com.cn", "goproxy.google.cn", "proxy.golang.google.cn", "gosum.io"],
    names: ["gosum"],
    instead: "goproxy.cn",
  },
  // A certificate that ended on 2021-12-09 (QiuSimons/openwrt-mos#92); nobody has seen the other name answer since.
  {
    kind: "retired",
    at: ["goproxy.baidu.com", "goproxy.bj.bcebos.com"],
    names: ["baidu"],
    instead: "goproxy.cn",
  },
  // The old path answers 418 or a login page; the other name never was one.
  {
    kind: "retired",
    at: ["mirrors.huaweicloud.com/goproxy", "goproxy.huaweicloud.com"],
    names: [],
    instead: "huawei",
  },
  // No such names: the last one was never Tencent's (go's logs: no such host).
  { kind: "retired", at: ["goproxy.tencent.com"], names: [], instead: "tencent" },
  // Names that lists have invented, or copied from each other; no operator ever named them.
  {
    kind: "retired",
    at: ["goproxy.qiniu.com", "goproxy.njuer.org", "ghproxy.cn"],
    names: [],
    instead: "goproxy.cn",
  },
  { kind: "retired", at: ["goproxy.golang.org", "gonexus.dev"], names: [], instead: "official" },
  // Never offered: tuna/issues#1726; sjtug/mirror-requests#276 is open.
  {
    kind: "retired",
    at: [
      "goproxy.ustc.edu.cn",
      "mirrors.tuna.tsinghua.edu.cn",
      "goproxy.tuna.tsinghua.edu.cn",
      "mirror.sjtu.edu.cn/go-proxy",
      "mirror.sjtu.edu.cn/goproxy",
    ],
    names: ["tuna", "tsinghua", "sjtu"],
    instead: "goproxy.cn",
  },
  // Mirrors of distributions and of other languages without one of Go modules (MirrorN's survey, 2026-09-28).
  {
    kind: "retired",
    at: [
      "mirrors.bfsu.edu.cn",
      "mirrors.zju.edu.cn",
      "mirrors.hit.edu.cn",
      "mirrors.pku.edu.cn",
      "mirrors.sustech.edu.cn",
      "mirrors.cernet.edu.cn",
      "mirror.iscas.ac.cn",
      "mirrors.163.com",
      "mirrors.volces.com",
    ],
    names: ["bfsu", "zju", "pku", "sustech", "netease", "volcengine"],
    instead: "goproxy.cn",
  },
];

/** Web pages about mirrors, and sites that serve Go but no modules. */
const pages: readonly Retired[] = [
  { kind: "page", at: ["github.com/goproxy"], names: [], instead: "goproxy.cn" },
  { kind: "page", at: ["developer.aliyun.com"], names: [], instead: "aliyun" },
  {
    kind: "page",
    at: ["mirrors.cloud.tencent.com/help", "mirrors.tencent.com/help"],
    names: [],
    instead: "tencent",
  },
  { kind: "page", at: ["mirrors.huaweicloud.com/mirrorDetail"], names: [], instead: "huawei" },
  { kind: "page", at: ["mirrors.nju.edu.cn/help"], names: [], instead: "nju" },
  { kind: "page", at: ["goproxy.io/docs", "goproxy.io/zh"], names: [], instead: "goproxy.io" },
  {
    kind: "page",
    at: ["status.goproxy.cn", "goproxy.cn/stats", "goproxy.cn/setup"],
    names: [],
    instead: "goproxy.cn",
  },
  {
    kind: "page",
    at: ["mirrors.ustc.edu.cn/help", "golang.google.cn", "sum.golang.google.cn"],
    names: [],
    instead: "goproxy.cn",
  },
  {
    kind: "page",
    at: ["pkg.go.dev", "go.dev", "golang.org", "sum.golang.org", "dl.google.com"],
    names: [],
    instead: "official",
  },
  // Tarballs of Go, and what forwards files of GitHub.
  {
    kind: "page",
    at: [
      "mirrors.aliyun.com/golang",
      "mirrors.nju.edu.cn/golang",
      "mirrors.hust.edu.cn/golang",
      "studygolang.com",
      "ghproxy.com",
      "mirror.ghproxy.com",
      "gh-proxy.com",
      "ghproxy.net",
    ],
    names: ["ghproxy"],
    instead: "goproxy.cn",
  },
  // Registries of other languages, and forges without a module proxy.
  {
    kind: "page",
    at: [
      "registry.npmmirror.com",
      "registry.npm.taobao.org",
      "pypi.tuna.tsinghua.edu.cn",
      "mirrors.aliyun.com/pypi",
      "mirrors.aliyun.com/npm",
      "gitee.com",
    ],
    names: ["npmmirror", "taobao"],
    instead: "goproxy.cn",
  },
  {
    kind: "page",
    at: [
      "registry.npmjs.org",
      "registry.yarnpkg.com",
      "pypi.org",
      "repo.maven.apache.org",
      "repo1.maven.org",
      "rubygems.org",
      "index.crates.io",
      "github.com",
      "bitbucket.org",
    ],
    names: [],
    instead: "official",
  },
];

/** Real ones that answer in the network of their operator alone (Tencent's help for its cloud; the README of GDUT's mirror). */
export const restricted: readonly {
  at: readonly string[];
  network: OwnNetwork;
  instead: string;
}[] = [
  { at: ["mirrors.tencentyun.com"], network: "tencent-cloud", instead: "tencent" },
  { at: ["mirrors.gdut.edu.cn"], network: "campus", instead: "goproxy.cn" },
  // ByteDance's own, which are in public files too.
  {
    at: ["goproxy.byted.org", "go-mod-proxy.byted.org", "goproxy.bytedance.com"],
    network: "company",
    instead: "goproxy.cn",
  },
];

export const retired: readonly Retired[] = [...ended, ...pages];
