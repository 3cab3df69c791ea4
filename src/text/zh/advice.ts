import type { OwnNetwork, NoCommand, NoSumdb } from "../../findings.ts";
import type { FindingsText } from "../shape.ts";

const networks: Record<OwnNetwork, string> = {
  "tencent-cloud": "腾讯云内网的机器",
  campus: "该校校园网",
  company: "其公司内网",
};

const noDatabase: Record<NoSumdb, string> = {
  switch: "不是数据库：GOSUMDB 的开关只有 `off`，不设置即为开启",
  proxy: "是模块代理，不是数据库：代理若提供校验和数据库，无需 GOSUMDB 就会向它查询",
  list: "是一个列表，而 GOSUMDB 只能写一个数据库",
  url: "是地址，go 只接受写在数据库名之后的地址",
  pattern: "是模块的模式，应写在 GONOSUMDB 中",
  "near-miss": "不是 go 认识的数据库名",
  other: "不是 go 认识的数据库名：其他数据库要写运营方公布的密钥 `name+hash+key`",
};

const noCommands: Record<NoCommand, string> = {
  separator: "命令之间用 `;` 分隔，`git` 后面要写目录路径",
  credential: "登录信息应写在 .netrc 中，或由命令输出",
  name: "它自己的词只有 `netrc`、`git` 和 `off`，须照此书写",
  file: "`netrc` 就会读取这个文件，其他位置用变量 NETRC 指定",
};

const parts: Readonly<Record<string, string>> = {
  GONOPROXY: "它们会绕过代理",
  GONOSUMDB: "它们不再由校验和数据库校验",
  GOINSECURE: "直接下载它们时不受保护，甚至可以走明文 http",
};

export const advice = {
  "go.unexpanded": ({ key, text, what }) =>
    what === "variable"
      ? `${key}：\`${text}\` 没有被展开，go 会原样使用；请写上它的值。`
      : `${key}：\`${text}\` 是占位符，请换成你自己的值。`,
  "go.not-a-switch": ({ key, word, meant }) =>
    key === "GOPROXY"
      ? `\`${word}\` 不是代理：GOPROXY 只认 \`direct\`（不用代理）和 \`off\`（不下载）两个词，不设置即用默认值。`
      : `${key} 是模式列表，不是开关：\`${word}\` 会被当作模式，匹配不到任何模块。` +
        (meant === null ? "" : `这个词的用法是 ${meant}。`),
  "go.unknown-setting": ({ key, instead }) =>
    `${key} 从来不是 go 的设置，go 不会读取它；正确的是 ${instead}。`,
  "go.flags-refused": ({ flag, instead }) =>
    `GOFLAGS 中有 go 已不再支持的 ${flag}：所有 \`go get\` 都会失败。请改用 ${instead}。`,
  "proxy.is-http-proxy": ({ url, variable }) =>
    `${url} 是上网用的代理，不提供模块：应写在 ${variable} 中，与 GOPROXY 并用。`,
  "proxy.restricted": ({ url, network, instead }) =>
    `${url} 只对${networks[network]}开放；其他地方请用 ${instead}。`,
  "proxy.public-first": ({ public: asked, private: own }) =>
    `${asked} 排在 ${own} 之前：它会得知私有模块的名称。请把 ${own} 放在最前面。`,
  "proxy.public-behind-private": ({ private: own, public: asked }) =>
    `${own} 后面是 \`|\`：它一旦出错，其模块的名称就会发给 ${asked}。用逗号时，只有模块不存在才会继续。`,
  "private.too-broad": ({ pattern, key = "GOPRIVATE" }) =>
    `\`${pattern}\` 涵盖的远不止你自己的模块：${parts[key] ?? "它们会绕过代理和校验和数据库"}。`,
  "private.is-mirror": ({ key, pattern }) =>
    `\`${pattern}\` 是模块代理的地址，没有模块叫这个名字：它应写在 GOPROXY 中，而不是 ${key}。`,
  "private.odd-pattern": ({ pattern, what, also, corrected }) =>
    ({
      subdomains: `\`${pattern}\` 匹配不到 ${also} 本身的模块，那里的模块名是 ${also}/所有者/名称。`,
      "doubled-host": `\`${pattern}\` 把主机名写了两遍，没有模块是这样命名的。`,
      "partial-host": `\`${pattern}\` 也会匹配 ${also}，那是别人的主机。`,
    })[what] + (corrected === null ? "" : `请写成 \`${corrected}\`。`),
  "sumdb.retired": ({ value }) =>
    `校验和数据库 ${value} 已无响应：所有新模块都无法校验。请取消设置 GOSUMDB。`,
  "sumdb.misplaced": ({ word, what }) => `\`${word}\` ${noDatabase[what]}。`,
  "govcs.ineffective": ({ pattern, system }) =>
    system === null
      ? `GOVCS：模式 \`${pattern}\` 匹配不到任何模块。`
      : `GOVCS：${pattern} 后的 \`${system}\` 不是 go 支持的版本控制系统（git、hg、svn、bzr、fossil、all、off）。`,
  "goauth.not-a-command": ({ word, reason }) =>
    `GOAUTH：go 会把 \`${word}\` 当作程序来运行：${noCommands[reason]}。`,
} satisfies Partial<FindingsText>;
