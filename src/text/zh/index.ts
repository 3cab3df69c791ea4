import { chineseList } from "../format.ts";
import type { OutputText, WhyText, TeamText, Text } from "../shape.ts";
import { privateText, shell } from "./settings.ts";

export const output: OutputText = {
  fixWith: (command) => `运行 ${command}`,
  origin: {
    os: "环境变量",
    file: "go env 文件",
    goroot: "GOROOT/go.env",
    default: "默认值",
  },
  was: (before) => `原为 ${before}`,
  wasUnset: "原先未设置",
  nowUnset: "已清除（使用 go 的默认值）",
  written: (file) => `已写入 ${file}`,
  wouldWrite: (file) => `将写入 ${file}`,
  ahead: (done) => `将${done.replace(/^已/, "")}`,
  comma: "，",
  between: "",
  nothingToChange: "无需改动：当前已经是这样设置的。",
  undoWith: (command) => `撤销：${command}`,
  dryRun: "试运行：没有做任何改动。",
  overridden: (key, value) => `${key} 没有生效：被环境变量 ${key}=${value} 覆盖了。`,
  overriddenBy: (place, perhaps) =>
    perhaps ? `它可能在 ${place} 中设置。` : `它在 ${place} 中设置。`,
  overriddenUnknown: "它是在当前终端，或由启动终端的程序设置的。",
  removeLine: (place, key, login) =>
    place.includes("/fish_variables:")
      ? `这是 fish 的全局（universal）变量，可在 fish 中用 \`set -Ue ${key}\` 删除。`
      : `请删除 ${place} 中设置 ${key} 的那一行，然后${login ? "注销并重新登录" : "打开新的终端"}。`,
  inRegistry: (place, machine) =>
    `它在 ${place} 中设置，即${machine ? "所有用户的" : "你自己的用户"}环境变量。`,
  mendRegistry: (command, asAdministrator) =>
    `${asAdministrator ? "以管理员身份运行" : "长期生效的做法"}：${command}，然后打开新的终端。`,
  goenvOff: "GOENV=off：go 不读取 env 文件，设置不会生效。",
  answers: (ms) => `响应正常（${ms} ms）`,
  list: {
    mirror: "名称",
    address: "地址",
    modules: "模块",
    sumdb: "校验",
    toolchain: "工具链",
    private: "私有",
    pinned: "置顶",
    next: "切换：goproxy-cfg use <名称> · 测速：goproxy-cfg test · 详情：goproxy-cfg list --long",
    long: { modules: "模块", sumdb: "校验和数据库", toolchain: "工具链" },
    verified: (day) => `核实于 ${day}`,
    alsoCalled: (names) => `也可写作 ${chineseList(names)}`,
  },
  status: { active: "可用", unverified: "未证实", retired: "已停用", own: "自建" },
  listLegend: "* 当前生效 · 模块、校验和数据库、工具链：✔ 提供 ✖ 不提供 ? 未知",
  setBy: (place, perhaps) => (perhaps ? `可能设置于 ${place}` : `设置于 ${place}`),
  shadows: (value, origin) => `覆盖了 ${value}（${origin}）`,
  movesOn: { any: "任何错误都换下一个", missing: "仅在模块不存在时换下一个" },
  defaultsLeft: (count) => `其余 ${count} 项为 go 的默认值：goproxy-cfg current --all`,
  empty: "（空）",
  isMirror: (name) => `镜像：${name}`,
  valid: "有效",
  invalid: (why) => `无效：${why}`,
  walk: "go 的查询顺序：",
  onFailure: {
    missing: "仅当模块不存在（404、410）时尝试下一项",
    any: "任何错误都会尝试下一项",
    stop: "最后一项",
  },
  goPanics: "go 遇到这个值会崩溃（空指针）",
  undone: "已撤销",
  noPatterns: '还没有私有模块的模式：goproxy-cfg private add "corp.com/*"',
  asking: (names) => `正在检查 ${names.join("、")} …`,
  checking: "正在检查本机和网络 …",
  noHistory: "还没有任何改动。",
  noGo: "未找到 go",
  place: {
    go: "go",
    goEnv: "go 的 env 文件",
    gorootEnv: "go 自带的设置",
    config: "自建镜像",
    history: "改动历史",
    state: "备份和锁",
    teamFile: "团队配置",
    netrc: "登录信息",
    installed: "已安装",
  },
  joined: (words) =>
    `${words.map((word) => `\`${word}\``).join("、")}：空格当作逗号（PowerShell 会把逗号变成空格，请给列表加引号）。`,
  codePage:
    "Windows 控制台的代码页不是 UTF-8 时，非 ASCII 字符会变成别的字符：请先运行 `chcp 65001`。",
  secretsShown: "注意：值中含有密码，并且会完整输出。",
};

export const why: WhyText = {
  checksum: (reason) => {
    switch (reason.code) {
      case "verified":
        return "没有被任何模式排除";
      case "off":
        return "GOSUMDB=off";
      case "pattern":
        return `已被 ${reason.key} 的 \`${reason.pattern}\` 排除`;
      case "toolchain-needs-database":
        return "GOSUMDB=off：没有校验和数据库时 go 不会下载工具链";
      case "invalid":
        return `GOSUMDB 无效：${reason.message ?? "go 遇到这个值会崩溃"}`;
    }
  },
  privateBy: (pattern, key) => `私有：匹配 ${key} 的 \`${pattern}\`，不经过任何代理`,
  notPrivate: "非私有：GOPRIVATE 和 GONOPROXY 中没有匹配的模式",
  invalid: "GOPROXY 无效，所有下载都会失败；goproxy-cfg doctor 会说明原因",
  verifiedBy: (database, reason) => `由 ${database} 校验（${reason}）`,
  notVerified: (reason) => `不校验（${reason}）`,
  looksPrivate: "看起来是私有的",
  notPublished: "它提供的内容与校验和数据库的记录不一致",
  answered: (ms) => `可以提供（${ms} 毫秒）`,
  served: (by) => `go 会从 ${by} 下载`,
  next: (command) => `下一步：${command}`,
  failed: (code) => `下载会失败（${code}）`,
  hangs: "下载会一直卡住：go 不设超时，会一直等下去",
  group: { direct: "直接下载", proxies: "经由代理", off: "不下载" },
};

export const team: TeamText = {
  noMirrors: "还没有自建镜像：goproxy-cfg mirror add corp https://goproxy.corp.example",
  useMirror: (command) => `使用它：${command}`,
  stillUsed: (names) => `GOPROXY 中仍有 ${names.join("、")} 的地址。更换：goproxy-cfg use`,
  asItShould: (file) => `一切与 ${file} 一致。`,
  environment: (name) => `环境 ${name}`,
  hash: (sha256) => `sha256 ${sha256}`,
  trusted: "已信任",
  untrusted: "尚未信任",
  expected: (value) => `团队配置要求 ${value}`,
  notAsked: "尚未确定环境：确认内容之后才会访问 `answers`。可用 --environment 指定环境。",
  violation: {
    allowedProxies: ({ value, wanted }) => `${value} 不在允许的代理之列（${chineseList(wanted)}）`,
    allowSumdbOff: ({ value }) =>
      value.trim() === "off"
        ? "不允许关闭校验和数据库"
        : `${value} 会让公共模块也不再校验，而校验和数据库不允许关闭`,
    allowInsecureHttp: ({ value }) => `${value}：不允许使用明文 http`,
    requiredPrivate: ({ value }) => `${value} 必须是私有的，但现在不是`,
    minGo: ({ value, wanted }) => `${value} 低于允许的最低版本 go ${wanted}`,
  },
  applyWith: (flag) => `按团队配置设置本机：goproxy-cfg apply${flag}`,
  beside: (file, other) => `采用 ${file}；旁边的 ${other} 不会被读取。`,
  shown: (file) => `${file} 是第一次见到，或已被修改：`,
  consent: "应用团队配置",
  trustQuestion: (file) => `是否信任 ${file} 的这份内容？`,
  applyQuestion: "是否进行这些修改？",
  yes: "是",
  no: "否",
  unchanged: "没有做任何改动。",
  overwriting: (file) => `覆盖 ${file}`,
  overwriteQuestion: (file) => `覆盖 ${file}？`,
  head: "Go 模块从哪里获取：`goproxy-cfg apply` 按此设置本机，`goproxy-cfg check` 检查是否一致。",
  commit: "请提交到仓库。其他机器：goproxy-cfg apply；CI：goproxy-cfg check",
  pick: "从哪里获取模块？",
  keep: "保持不变",
  measure: "全部测一遍，最快的排在前面",
  asking: "…",
  keys: "↑/↓ · Enter · 输入文字可筛选",
  noMatch: "没有匹配的镜像",
};

export const zh: Text = {
  lang: "zh",
  doctor: async () => (await import("./doctor.ts")).doctor,
  errors: async () => (await import("./errors.ts")).errors,
  help: async () => (await import("./help.ts")).help,
  topics: async () => (await import("./topics.ts")).topics,
  explanations: async () => (await import("./explain.ts")).explanations,
  findings: async () => (await import("./findings.ts")).findings,
  measure: async () => (await import("./measure.ts")).measure,
  output,
  private: privateText,
  conformance: async () => (await import("./conformance.ts")).conformance,
  run: async () => (await import("./measure.ts")).run,
  team,
  why,
  shell,
  severity: { error: "错误", warning: "警告", info: "提示" },
};
