import type { WhyText } from "../shape.ts";

export const why: WhyText = {
  checksum: (reason) => {
    switch (reason.code) {
      case "verified":
        return "没有模式将它排除，校验和数据库处于开启状态";
      case "off":
        return "GOSUMDB=off";
      case "pattern":
        return `${reason.key} 的 \`${reason.pattern}\` 将它排除`;
      case "toolchain-needs-database":
        return "GOSUMDB=off：没有校验和数据库时 go 不会下载工具链";
      case "invalid":
        return `GOSUMDB 无效：${reason.message ?? "go 遇到这个值会崩溃"}`;
    }
  },
  privateBy: (pattern, key) => `私有：匹配 ${key} 的 \`${pattern}\`，不询问任何代理`,
  notPrivate: "非私有：GOPRIVATE 和 GONOPROXY 中没有匹配的模式",
  invalid: "GOPROXY 无效，所有下载都会失败；goproxy-cfg doctor 会说明原因",
  verifiedBy: (database) => `由 ${database} 校验`,
  notVerified: "不校验",
  looksPrivate: "看起来是私有的",
  notPublished: "它提供的内容与校验和数据库的记录不一致",
  answered: (ms) => `可以提供（${ms} 毫秒）`,
  served: (by) => `go 会从 ${by} 下载`,
  failed: (code) => `下载会失败（${code}）`,
  hangs: "下载会一直卡住：go 等待应答没有时限",
  group: { direct: "直接下载", proxies: "经由代理", off: "不下载" },
};
