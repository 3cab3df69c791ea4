import type {
  Correction,
  Literal,
  NeverMatches,
  NoToolchain,
  UnusableProxy,
} from "../../findings.ts";
import type { FindingsText } from "../shape.ts";
import { advice, privateFindings, shells } from "./settings.ts";
import { diagnoses, goElsewhere } from "./doctor.ts";
import { network } from "./network.ts";
import { about, chineseList, localTime } from "../format.ts";
import { leftOut } from "./measure.ts";

const literals: Record<Literal, (text: string) => string> = {
  quotes: (text) => `引号 ${text} 成了值的一部分`,
  comment: () => "注释成了值的一部分",
  space: () => "首尾的空格成了值的一部分",
  invisible: (text) => `含有不可见字符或特殊空格（${text}）`,
  wide: (text) => `含有全角字符（${text}）`,
  assignment: (text) => `值里面又写了 ${text}`,
  "carriage-return": () => "回车符（Windows 换行）成了值的一部分",
};

export const unusable: Record<UnusableProxy, string> = {
  "no-host": "没有写主机名",
  host: "go 接受它，但 go 当作主机名的部分不是主机名",
  port: "没有这样的端口",
  keyword: "末尾的关键字前面应该是逗号",
  variable: "其中有没展开的变量",
  placeholder: "其中有没填的占位符",
};

const unavailable: Record<NoToolchain, string> = {
  language: "它是语言版本；工具链版本有第三个数字，例如 go1.22.0",
  space: "没有这样的版本",
  "proxy-off": "GOPROXY=off 禁止下载",
  local: "GOTOOLCHAIN 不允许 go 切换到它",
  "not-served": "GOPROXY 中没有一项提供它",
  pinned: "GOTOOLCHAIN 或 go.work 的 toolchain 行指定了更旧的版本",
  path: "GOTOOLCHAIN 只允许从 PATH 中取得它，而那里没有",
  "old-go": "当时的 go 太旧，不支持模块的要求，也不会自己下载新版本",
};

export const values = {
  "go.env-literal": ({ key, what, text }) => `${key}：${literals[what](text)}。`,
  "go.env-empty-value": ({ key }) =>
    `${key} 存的是空值，这与未设置不同；用 \`go env -u ${key}\` 恢复默认值。`,
  "go.value-corrected": ({ key, corrected, joined }) =>
    `你想写的可能是：${key}=${corrected}${joined ? "（PowerShell 会把逗号变成空格，请给值加引号）" : ""}`,
  "go.value-read": ({ key, input, value, made }) =>
    `\`${input}\` 按 ${key}=${value} 处理${made.length === 0 ? "" : "："}${made.map((one) => corrections[one]).join("；")}。`,
  "env.not-exported": ({ key, value, file, line }) =>
    `${file}:${line} 设置的 ${key}=${value} 只在 shell 内有效：没有 \`export\`，go 看不到它。`,
  "proxy.unusable": ({ entry, reason }) => `${entry} 永远无法提供模块：${unusable[reason]}。`,
  "sumdb.unsupported-scheme": ({ url }) =>
    `go 接受地址 ${url} 但无法使用：必须以 https://、http:// 或 file:// 开头。`,
  "toolchain.unavailable": ({ toolchain, reason }) =>
    reason === "old-go"
      ? `当时的 go 太旧：模块（或它导入的包）需要${toolchain === "" ? "更新的版本" : ` ${toolchain}`}。`
      : `无法下载工具链 ${toolchain}：${unavailable[reason]}。${["local", "pinned"].includes(reason) ? "这个项目里的 go 命令会失败。" : "除非 PATH 中有同名程序，否则所有 go 命令都会失败。"}`,
} satisfies Partial<FindingsText>;

const reasons: Record<NeverMatches, string> = {
  malformed: "模式的写法有误，go 会悄悄忽略它",
  space: "空格会成为模式的一部分",
  scheme: "模块路径里没有协议前缀",
  port: "模块路径里没有端口",
  ellipsis: "`...` 在这里不是通配符；模式本身就匹配其下的所有路径",
  credentials: "模块路径里没有用户名",
  "empty-element": "模块路径里没有空的路径段",
  braces: "不支持 `{a,b}`，逗号会把模式截断",
  negation: "`!` 不表示取反；方括号内请写 `[^…]`",
  version: "模式只匹配模块路径，从不匹配版本",
  separator: "模式之间用逗号分隔",
  relative: "这是文件或目录的路径，不是模块路径",
  quotes: "引号会成为模式的一部分",
  case: "模块路径的主机名没有大写字母，而模式区分大小写",
  dot: "模块路径的任何一段都不以点开头或结尾",
  character: "含有模块路径中不可能出现的字符",
  variable: "go 不会展开变量",
  placeholder: "含有没有替换的占位符",
  regexp: "这是正则表达式；模式里用 `*` 匹配一段之内的任意字符",
  "no-dot": "模块路径的第一段必须含有点，例如 `corp.example/team`",
};

const corrections: Record<Correction, string> = {
  link: "取链接的地址",
  comment: "去掉注释",
  escapes: "去掉反斜杠",
  separator: "条目之间用逗号",
  blank: "空格当作逗号（PowerShell 会把逗号变成空格，请给值加引号）",
  case: "改为小写",
  "scheme-form": "改正协议的写法",
  dot: "最后一个词前面用逗号",
  guess: "按可能的原意",
  typing: "去掉了不可见字符，全角字符改为半角",
  quotes: "去掉了引号",
  assignment: "去掉了变量名",
  scheme: "去掉了协议和用户名",
  scp: "把 `host:path` 写成 `host/path`",
  port: "去掉了端口",
  version: "去掉了版本",
  braces: "每个候选项各成一个模式",
  backslash: "改用斜杠",
  "negated-class": "用 `[^…]` 代替 `[!…]`",
  "double-star": "用 `*` 代替 `**`",
  ellipsis: "去掉了 `...`：模式本身就匹配其下的所有路径",
  "doubled-host": "主机名只写一次",
  "trailing-slash": "去掉了末尾的斜杠",
  "git-suffix": "去掉了仓库地址末尾的 `.git`",
  "git-module": "模块路径可以以 `.git` 结尾，仓库地址也是如此，因此两者都设为私有",
  "host-case": "主机名改为小写，与模块路径一致",
};

export const findings: FindingsText = {
  ...advice,
  ...diagnoses,
  ...network,
  ...privateFindings,
  ...shells,
  ...values,
  "go.absent-written": ({ file, hint }) =>
    `PATH 中没有找到 go。已按 go 自己的格式写入 ${file}，以后安装的 go 会读取它。` +
    (hint === null ? "" : `${goElsewhere(hint)}。`),
  "go.value-by-version": ({ key, versions }) =>
    `${key}：其他 go 版本对这个值的理解不同（${versions}）。`,
  "proxy.empty": () =>
    "GOPROXY 中一个代理也没有，所有下载都会失败。如果是保存的值，请用 `go env -u GOPROXY` 恢复默认值。",
  "proxy.off": () => "GOPROXY=off：go 不会下载任何模块，只有缓存中的模块可用。",
  "proxy.ignored-entries": ({ after, entries }) =>
    `\`${after}\` 之后的内容会被 go 忽略：${chineseList(entries)}`,
  "proxy.no-fallback": () => "没有后备：这个代理一旦出错，下载就会失败。",
  "proxy.comma-fragile": ({ entry }) =>
    `${entry} 后面是逗号：只有模块不存在（404、410）时 go 才会尝试下一项；改用 \`|\` 则任何错误都会继续。`,
  "proxy.insecure-http": ({ url, instead }) =>
    `${url} 是明文 http：途中任何人都能查看和篡改下载的内容。` +
    (instead === undefined ? "" : `请改用 ${instead}。`),
  "proxy.credentials-refused": ({ url }) =>
    `${url}：go 不会通过明文 http 发送用户名和密码，所有请求都会失败。`,
  "proxy.retired": ({ url, instead }) =>
    `${url} 不是（或已不再是）可用的模块代理，请改用 ${instead}。`,
  "proxy.not-a-proxy": ({ url, instead }) =>
    `${url} 是网页或其他服务，不是模块代理，请改用 ${instead}。`,
  "private.never-matches": ({ pattern, reason, corrected }) =>
    `\`${pattern}\` 匹配不到任何模块：${reasons[reason]}。` +
    (corrected === null ? "" : `请写成 \`${corrected}\`。`),
  "private.catches-toolchain": ({ pattern }) =>
    `\`${pattern}\` 也会匹配 golang.org/toolchain，go 工具链将不再经由代理下载。`,
  "private.corrected": ({ input, patterns, made }) =>
    `\`${input}\` 按 \`${patterns}\` 处理：${made.map((one) => corrections[one]).join("；")}。`,
  "private.duplicate": ({ pattern }) => `\`${pattern}\` 已在列表中。`,
  "private.subsumed": ({ pattern, by }) => `不需要 \`${pattern}\`：\`${by}\` 已包含它。`,
  "private.apex-not-covered": ({ pattern, apex }) =>
    `\`${pattern}\` 不匹配 \`${apex}\` 本身；如果有这样的模块，请再添加 \`${apex}\`。`,
  "private.folded": ({ key, value, into, direct, unverified }) =>
    `${key}=${value} 曾覆盖 GOPRIVATE；其中的模式已并入 ${into}，${key} 已取消设置。` +
    (direct.length === 0 ? "" : `不再向代理请求：${direct.join("、")}。`) +
    (unverified.length === 0 ? "" : `不再校验：${unverified.join("、")}。`),
  "private.shadowed": ({ key, value }) =>
    `${key}=${value} 在其职责内覆盖了 GOPRIVATE；GOPRIVATE 中它没有的模式在此不起作用。`,
  "private.not-listed": ({ pattern }) => `列表里没有 \`${pattern}\`，无需移除。`,
  "team.differs": ({ file, keys }) =>
    `团队配置 ${file} 对 ${chineseList(keys)} 的要求与此不同：goproxy-cfg check 可查看差异。`,
  "consent-required": ({ what, subject, command }) =>
    what === "fold"
      ? `${subject} 会覆盖 GOPRIVATE 在这方面的作用，因此改动在那里没有生效。要把它并入 GOPRIVATE：${command}`
      : what === "registry"
        ? `${subject} 是你自己设置的值，新终端会使用它，而不是已保存的设置。要替换它（可用 undo 恢复）：${command}`
        : `${subject} 覆盖了设置。要把那一行注释掉：${command}`,
  "sumdb.off": () => "GOSUMDB=off：新模块不再校验，工具链也无法下载。",
  "sumdb.bypasses-proxy": ({ value }) => `GOSUMDB=${value} 会绕过所有代理，直接访问校验和数据库。`,
  "sumdb.kept": ({ value }) =>
    `GOSUMDB=${value} 是你自己的设置，已保留；\`use … --sumdb default\` 可恢复 go 的默认值。`,
  "sumdb.chosen": ({ value }) =>
    `所选镜像均未确认提供校验和数据库，因此设置 GOSUMDB=${value}：它在中国大陆可以访问。`,
  "goinsecure.ineffective": ({ pattern }) =>
    `GOINSECURE 的 \`${pattern}\` 只影响直接下载，对代理和校验和数据库没有作用。`,
  "mirror.unverified": ({ mirror, instead }) =>
    instead === null
      ? `镜像 ${mirror} 尚未核实是否可用：goproxy-cfg test ${mirror}`
      : `未能确认 ${mirror} 在该地址提供服务，建议改用 ${instead}。`,
  "mirror.measured": ({ at, order, left: out, before }) =>
    `测量时间：${localTime(at)}，顺序为：${order
      .map(
        ({ id, ms, pinned }) =>
          id + about([pinned ? "置顶" : null, ms === null ? null : `${ms} ms`], "，", "（", "）"),
      )
      .join("、")}。` +
    (out.length === 0
      ? ""
      : `未采用：${out.map(({ id, why }) => `${id}（${leftOut[why]}）`).join("、")}。`) +
    (before === null ? "" : `上次测量：${localTime(before)}。`),
  "mirror.lacks-probe-module": ({ mirror, module }) =>
    `${mirror} 有响应，但没有 ${module}；对于私有模块代理来说这很正常。`,
};
