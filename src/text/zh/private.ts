import type { PrivateLogin } from "../../findings.ts";
import type { PrivateText, FindingsText } from "../shape.ts";

export const privateText: PrivateText = {
  fold: (settings) => `${settings} 在其范围内覆盖了 GOPRIVATE。要并入 GOPRIVATE 吗？`,
  removed: "已移除",
  privateModules: "私有模块",
  direct: "直接下载",
  unverified: "不发往校验和数据库",
  proxied: (key) => `会向代理请求：${key} 中没有它`,
  verified: (key) => `会发往校验和数据库：${key} 中没有它`,
  more: (count) => `……还有 ${count} 个`,
  matches: "匹配",
  matchesNothing: "不匹配任何模块",
  doesNotMatch: "不匹配",
};

const found: Record<NonNullable<PrivateLogin["by"]>, string> = {
  netrc: " .netrc 中的条目",
  helper: "凭据助手",
  header: "配置中针对这台主机的设置",
  command: " GOAUTH ",
};

const netrcLine = (host: string, file: string) =>
  `在 ${file} 中写一行 \`machine ${host} login USER password TOKEN\`（只允许自己读取；go 1.21 起，服务器不在默认端口时要写 \`machine ${host}:PORT\`）`;

export const privateFindings = {
  "git.rewrite-impossible": ({ pattern }) =>
    `\`${pattern}\` 中有通配符，而 git 和 .netrc 需要确切的主机名：没有为它写入或检查任何内容。请写出主机名，例如 \`private add git.corp.com --git ssh\`。`,
  "git.rewrite-exists": ({ url, base, file }) => `git 已经从 ${base} 获取 ${url}（${file}）。`,
  "git.rewrite-conflict": ({ url, base, file, command }) =>
    `git 配置让 ${url} 从 ${base} 获取（${file}）；这条规则优先，保持不变。要去掉它：${command}`,
  "git.rewrite-removed": ({ url, base }) =>
    `git 不再从 ${base} 获取 ${url}：那条规则是本工具写入的。`,
  "private.login": ({ host, for: who, by, file, goauth }) => {
    if (by !== null) {
      const place = who === "go" && by === "netrc" ? `（${file}）` : "";
      return `${who} 用${found[by]}登录 ${host}${place}。`;
    }
    if (who === "git") {
      return `git 没有 https://${host}/ 的登录信息，而在 go 运行时它无法询问。如果主机要求登录：${netrcLine(host, file)}；或使用凭据助手：\`git config --global credential.helper …\`，然后运行一次 \`git ls-remote https://${host}/…\`。`;
    }
    const ignored =
      goauth === null || /(?:^|;)\s*netrc\b/.test(goauth)
        ? ""
        : `GOAUTH=${goauth} 不读取 .netrc；\`go env -u GOAUTH\` 可恢复。`;
    const helper =
      goauth === null
        ? ""
        : "也可以设置 GOAUTH='netrc; git /home/you'，让 go 使用 git 的凭据助手。";
    return `go 自己访问 https://${host}/（\`?go-get=1\`、zip）时没有登录信息。如果主机要求登录：${netrcLine(host, file)}。${ignored}${helper}`;
  },
} satisfies Partial<FindingsText>;
