import type {
  OwnNetwork,
  NoCommand,
  NoSumdb,
  PrivateLogin,
  FileRefusal,
  Silence,
} from "../../findings.ts";
import { chineseList } from "../format.ts";
import type { FindingsText, PrivateText, ShellText } from "../shape.ts";

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
  "proxy.near-miss": ({ url, instead }) => `${url} 不是已知的镜像，是不是想写 ${instead}？`,
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

export const privateText: PrivateText = {
  fold: (settings) => `${chineseList(settings)} 在其范围内覆盖了 GOPRIVATE。要并入 GOPRIVATE 吗？`,
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

const silence: Record<Silence, string> = {
  absent: "没有安装",
  "not-started": "无法启动",
  late: "没有在限定时间内读完启动文件",
  silent: "它没来得及回答就结束了：可能有启动文件改为启动 tmux 或别的 shell",
};

export const shell: ShellText = {
  state: {
    absent: "未安装",
    installed: "已安装",
    outdated: "内容已过时",
    damaged: "标记块已损坏",
    refused: "无法修改",
  },
  change: {
    created: "已写入 goproxy-cfg 配置块",
    updated: "已更新 goproxy-cfg 配置块",
    removed: "已移除 goproxy-cfg 配置块",
  },
  commentedOut: "已注释掉该行",
  broughtBack: "已恢复该行",
  overruledInNewTerminals: "新终端不再受它影响。",
  gui: "从桌面启动的程序",
  reason: (code) => reasons[code],
  active: "正在使用",
  none: "没有找到会读取启动文件的 shell。",
  conflict: (place, { key, value, shell: name, perhaps, rewrites }) => {
    const set = `${key}${value === "" ? "" : `=${value}`}`;
    if (rewrites) {
      const who = place ?? `${name} 的某个启动文件`;
      return value === ""
        ? `${who} 在每次打开终端时运行 \`go env -u ${key}\`，已保存的设置留不住。`
        : `${who} 在每次打开终端时运行 \`go env -w ${set}\`，已保存的设置留不住。`;
    }
    if (place === null) return `新的 ${name} 终端里是 ${set}，由它的启动文件以某种方式设置。`;
    if (perhaps) return `新的 ${name} 终端里是 ${set}，可能由 ${place} 设置。`;
    return `${place} 设置了 ${set}，会覆盖已保存的设置。`;
  },
  asking: "正在启动 shell，查看新终端里的设置 …",
  newTerminal: (login, told) => `${login ? "新的登录终端" : "新终端"}：${told}`,
  asStored: "与保存的一致",
  unset: (keys) => `没有变量 ${chineseList(keys)}，由 go 从自己的文件中读取`,
  silence,
  askToOverrule: (places) => `${places} 会覆盖已保存的设置。要把它注释掉吗？（undo 可恢复）`,
  completes: (shells) => `新终端可用 Tab 补全 goproxy-cfg：${shells.join("、")}。`,
  offPath: "补全会调用 goproxy-cfg，而它不在 PATH 中：npm install -g goproxy-cfg",
  thisTerminal: (command) => `要在当前终端中生效，请运行：${command}`,
};

export const reasons: Record<FileRefusal, string> = {
  damaged: "其中的 goproxy-cfg 标记不再是完整的一对；请手动删除残留的部分",
  "utf-16": "它是 UTF-16 编码，加入其他编码的内容会损坏它",
  binary: "其中有 NUL 字节，不是文本文件",
  folder: "它是一个目录",
  "not-a-folder": "它的上级目录中有一级是文件",
  special: "它不是普通文件",
  unreadable: "无法读取",
  "read-only": "它是只读的",
  sudo: "用 sudo 运行会使它归 root 所有；请不要使用 sudo",
  "link-loop": "它的符号链接形成了循环",
  foreign: "已有同名文件，且不是 goproxy-cfg 写入的",
  "no-line": "该行已不存在",
  "registry-kind": "无法确认它是文本类型的值，请自行修改",
  shared: "其他程序也会读取这个文件（.env），请自行修改",
  "not-alone": "该行不只是设置这个变量；请自行修改",
};

export const shells = {
  "shell.not-asked": ({ shell: name, why }) =>
    `无法得知新的 ${name} 终端里有什么：${silence[why]}。`,
  "shell.erased": ({ key, shell: name, by }) =>
    `在新的终端里，${by === null ? `${name} 的某个启动文件` : `${by.file}:${by.line}`} 又清除了 ${key}。go 会从自己的文件中读取该值，因此仍然有效。`,
  "shell.unreached": ({ shell: name, login }) =>
    `新的 ${name} ${login ? "登录" : ""}终端执行不到 goproxy-cfg 加入的内容：启动文件在此之前就结束了。go 会从自己的文件中读取这些设置，因此仍然有效。`,

  "shell.gui": ({ done, now }) =>
    (done === "written"
      ? "从桌面启动的程序在下次登录后生效。"
      : "从桌面启动的程序在下次登录前仍使用旧值。") +
    (now.length === 0 ? "" : `要让此后启动的程序立即生效：${now.join("; ")}`),
  "shell.refused": ({ file, reason, snippet }) =>
    `未改动 ${file}：${reasons[reason]}。${snippet === null ? "" : `\n  可手动加入：${snippet}`}`,
  "watch.timer": ({ done, now }) =>
    `定时任务已${done === "written" ? "写入" : "移除"}，但无法联系运行它的服务。请自行运行：${now}`,
} satisfies Partial<FindingsText>;
