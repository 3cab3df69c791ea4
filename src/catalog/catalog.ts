import type { Serves } from "../contract.ts";

type Words = Readonly<Record<"en" | "zh", string>>;

/** A public mirror, or a chain that stands for several. Network answers decide, these notes advise. */
export interface CatalogMirror {
  id: string;
  /** Other names by which it can be asked for; never the name of another one. */
  aliases: readonly string[];
  name: Words;
  operator: string;
  /** Base URL for GOPROXY; null for a chain. */
  url: string | null;
  /** Other addresses of the same service. */
  alsoAt: readonly string[];
  /** Where its answers redirect to, of the same service: go names that address in its errors. */
  redirectsTo?: readonly string[];
  /** A whole GOPROXY value; null for a single mirror. */
  chain: string | null;
  /** Where it is meant to be used: mainland China, Russia, Iran or everywhere. */
  region: "cn" | "ru" | "ir" | "global";
  serves: Serves;
  status: "active" | "unverified";
  /** The day (ISO) of the newest evidence for the status; null where there is none. */
  verifiedOn: string | null;
  notes: Words;
  help: string | null;
  /** For an unverified one: the id of what is known to work in its place; in Iran nothing is. */
  instead?: string;
  /** Never chosen by measurement, only by name. */
  optIn?: true;
}

/** A mirror of the user's own, from the file of the tool. */
export interface OwnMirror {
  name: string;
  url: string;
  serves: Serves;
  /** It serves private modules: what is public is not asked for there. */
  private: boolean;
  /** `use auto` takes it first, however fast others are. */
  pinned: boolean;
  /** What lets go move on from it where `--fallback` is not given; undefined: any failure. */
  fallback?: "any" | "missing";
}

/** What a mirror serves before it was asked. */
export const nothingKnown: Readonly<Serves> = { modules: null, sumdb: null, toolchain: null };

/** The module that mirrors are asked for: small, public, kept for good by every public mirror. */
export const probeModule = { module: "golang.org/x/sync", version: "v0.20.0" } as const;

/** A toolchain that every mirror of toolchains has had since it came out. */
export const probeToolchain = {
  module: "golang.org/toolchain",
  version: "v0.0.1-go1.24.0.linux-amd64",
} as const;

/** The sums of the probe module, as the checksum database has them. */
export const publishedSums = {
  mod: "h1:9xrNwdLfx4jkKbNva9FpL6vEN7evnE43NNNJQ2LF3+0=",
  zip: "h1:e0PTpb7pjO8GAtTs2dQ6jYa5BWYlMuX047Dco/pItO4=",
} as const;

/** A module whose path has capital letters, which stand escaped in every request. */
export const capitalModule = { module: "github.com/BurntSushi/toml", version: "v1.6.0" } as const;

/** What is known of a mirror by its operator's word or a list alone. */
const notProbed = {
  aliases: [],
  alsoAt: [],
  chain: null,
  serves: nothingKnown,
  status: "unverified",
  verifiedOn: null,
  optIn: true,
} as const;

/** Every mirror that `use` knows by name, in the order in which `list` shows them. */
export const catalog: readonly CatalogMirror[] = [
  {
    id: "cn",
    aliases: ["china"],
    name: { en: "Recommended in China", zh: "中国大陆推荐" },
    operator: "Qiniu Cloud, then Alibaba Cloud",
    url: null,
    alsoAt: [],
    chain: "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct",
    region: "cn",
    serves: { modules: true, sumdb: true, toolchain: true },
    status: "active",
    verifiedOn: "2026-09-28",
    notes: {
      en: "Two independent operators; both serve the checksum database, so GOSUMDB needs no change.",
      zh: "两家互相独立的运营方，都提供校验和数据库，因此无需修改 GOSUMDB。",
    },
    help: "https://goproxy.cn",
  },
  {
    id: "goproxy.cn",
    aliases: ["七牛", "七牛云", "goproxy-cn", "goproxycn", "qiniu"],
    name: { en: "Goproxy China (Qiniu)", zh: "Goproxy 中国（七牛云）" },
    operator: "Qiniu Cloud",
    url: "https://goproxy.cn",
    alsoAt: [],
    chain: null,
    region: "cn",
    serves: { modules: true, sumdb: true, toolchain: true },
    status: "active",
    verifiedOn: "2026-09-28",
    notes: {
      en: "Run by Qiniu Cloud, not by Alibaba. A version that was just published may take minutes to appear.",
      zh: "由七牛云运营，并非阿里云。刚发布的版本可能要等几分钟才能看到。",
    },
    help: "https://goproxy.cn",
  },
  {
    id: "aliyun",
    aliases: ["ali", "alibaba"],
    name: { en: "Alibaba Cloud", zh: "阿里云" },
    operator: "Alibaba Cloud",
    url: "https://mirrors.aliyun.com/goproxy/",
    alsoAt: [],
    chain: null,
    region: "cn",
    serves: { modules: true, sumdb: true, toolchain: null },
    status: "active",
    verifiedOn: "2026-09-28",
    notes: {
      en: "Its root page answers 404 by design. It serves the checksum database now; older articles say otherwise.",
      zh: "根路径返回 404 属正常现象。现已提供校验和数据库，旧文章的说法已经过时。",
    },
    help: "https://developer.aliyun.com/mirror/goproxy",
  },
  {
    id: "tencent",
    aliases: ["qcloud", "tencentcloud"],
    name: { en: "Tencent Cloud", zh: "腾讯云" },
    operator: "Tencent Cloud",
    url: "https://mirrors.tencent.com/go/",
    alsoAt: ["https://mirrors.cloud.tencent.com/go/"],
    redirectsTo: ["https://goproxy.woa.com"],
    chain: null,
    region: "cn",
    serves: { modules: true, sumdb: null, toolchain: null },
    status: "active",
    verifiedOn: "2026-09-28",
    notes: {
      en: "Redirects to goproxy.woa.com, which go names in its errors. One witness saw it serve the checksum database in 2026; the probe decides.",
      zh: "会重定向到 goproxy.woa.com，go 的报错中出现的是这个地址。2026 年有人确认其提供校验和数据库，以探测结果为准。",
    },
    help: "https://mirrors.cloud.tencent.com/help/go.html",
  },
  {
    id: "huawei",
    aliases: ["huaweicloud"],
    name: { en: "Huawei Cloud", zh: "华为云" },
    operator: "Huawei Cloud",
    url: "https://repo.huaweicloud.com/repository/goproxy/",
    alsoAt: ["https://mirrors.huaweicloud.com/repository/goproxy/"],
    chain: null,
    region: "cn",
    serves: { modules: true, sumdb: false, toolchain: null },
    status: "active",
    verifiedOn: "2026-09-28",
    notes: {
      en: "Does not serve the checksum database: alone it needs GOSUMDB=sum.golang.google.cn in mainland China.",
      zh: "不提供校验和数据库：在中国大陆单独使用时需要 GOSUMDB=sum.golang.google.cn。",
    },
    help: "https://mirrors.huaweicloud.com/mirrorDetail/5ea14cef67f857057b0869d6?mirrorName=goproxy&catalog=language",
  },
  {
    id: "nju",
    aliases: ["nanjing"],
    name: { en: "Nanjing University", zh: "南京大学" },
    operator: "Nanjing University",
    url: "https://repo.nju.edu.cn/repository/go/",
    alsoAt: ["https://repo.nju.edu.cn/go/"],
    chain: null,
    region: "cn",
    serves: { modules: true, sumdb: false, toolchain: null },
    status: "active",
    verifiedOn: "2026-09-01",
    notes: {
      en: "For the education network; passes requests on to Alibaba, Qiniu and the official proxy.",
      zh: "面向教育网，后端混合使用阿里云、七牛云和官方源。",
    },
    help: "https://mirrors.nju.edu.cn",
  },
  {
    id: "ustc",
    aliases: [],
    name: { en: "USTC", zh: "中国科学技术大学" },
    operator: "University of Science and Technology of China",
    url: "https://mirrors.ustc.edu.cn/goproxy/",
    alsoAt: [],
    chain: null,
    region: "cn",
    serves: nothingKnown,
    status: "unverified",
    verifiedOn: null,
    notes: {
      en: "The address that circulates; no sign was found that this service exists. It works the day it answers.",
      zh: "这是网上流传的地址，未找到该服务存在的证据；哪天有响应，哪天即可使用。",
    },
    help: null,
    instead: "goproxy.cn",
  },
  {
    id: "goproxy.io",
    aliases: ["goproxy-io", "goproxyio"],
    name: { en: "GOPROXY.IO", zh: "GOPROXY.IO" },
    operator: "China Golang Contributor Club",
    url: "https://goproxy.io",
    alsoAt: [],
    chain: null,
    region: "global",
    serves: { modules: true, sumdb: true, toolchain: null },
    status: "active",
    verifiedOn: "2026-09-28",
    notes: {
      en: "Serves re-tagged versions that disagree with the checksum database: a download can end in a checksum mismatch.",
      zh: "会提供被重新打标签的版本，与校验和数据库不一致，下载可能因校验失败而中止。",
    },
    help: "https://goproxy.io/docs/introduction.html",
    optIn: true,
  },
  {
    id: "official",
    aliases: ["google", "golang"],
    name: { en: "Official (Google)", zh: "官方（Google）" },
    operator: "Google",
    url: "https://proxy.golang.org",
    alsoAt: [],
    chain: null,
    region: "global",
    serves: { modules: true, sumdb: false, toolchain: true },
    status: "active",
    verifiedOn: "2026-09-28",
    notes: {
      en: "Go's default; blocked in mainland China. go asks sum.golang.org directly beside it.",
      zh: "Go 的默认代理，中国大陆无法访问。go 会直接访问 sum.golang.org 进行校验。",
    },
    help: "https://proxy.golang.org",
  },
  {
    ...notProbed,
    id: "gitverse",
    name: { en: "GitVerse (Sber)", zh: "GitVerse（Sber）" },
    operator: "Sber",
    url: "https://go-mirror.gitverse.ru",
    region: "ru",
    notes: {
      en: "For Russia; a mirror of proxy.golang.org, after its operator's documentation. Not probed by us.",
      zh: "面向俄罗斯；据运营方文档，是 proxy.golang.org 的镜像。我们未做探测。",
    },
    help: "https://gitverse.ru/docs/artifactory/registry-mirrors/go-mirror",
    instead: "official",
  },
  {
    ...notProbed,
    id: "devneeds",
    name: { en: "DevNeeds", zh: "DevNeeds" },
    operator: "DevNeeds",
    url: "https://go.devneeds.ir",
    region: "ir",
    notes: {
      en: "For Iran, where proxy.golang.org answers 403; 429 under load. Not probed by us.",
      zh: "面向伊朗（proxy.golang.org 在当地返回 403）；负载高时返回 429。我们未做探测。",
    },
    help: null,
  },
  {
    ...notProbed,
    id: "runflare",
    name: { en: "Runflare", zh: "Runflare" },
    operator: "Runflare",
    url: "https://mirror-go.runflare.com",
    region: "ir",
    notes: {
      en: "For Iran, after the list of Mirava. Not probed by us.",
      zh: "面向伊朗，出自 Mirava 的列表。我们未做探测。",
    },
    help: null,
  },
  {
    ...notProbed,
    id: "liara",
    name: { en: "Liara", zh: "Liara" },
    operator: "Liara",
    url: "https://package-mirror.liara.ir/repository/go",
    region: "ir",
    notes: {
      en: "For Iran, after its operator's page. Not probed by us.",
      zh: "面向伊朗，出自运营方页面。我们未做探测。",
    },
    help: "https://liara.ir/mirrors",
  },
  {
    ...notProbed,
    id: "abrha",
    name: { en: "Abrha", zh: "Abrha" },
    operator: "Abrha",
    url: "https://mirror.abrha.net/repository/go",
    region: "ir",
    notes: {
      en: "For Iran, after the list of Mirava. Not probed by us.",
      zh: "面向伊朗，出自 Mirava 的列表。我们未做探测。",
    },
    help: null,
  },
];

/** The newest day (ISO) in the catalog: a clock that is behind it is wrong. */
export function newestEvidence(): string {
  return catalog.map(({ verifiedOn }) => verifiedOn ?? "").reduce((a, b) => (a > b ? a : b));
}
