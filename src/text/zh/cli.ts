import type { CliText } from "../en/cli.ts";

export const cli: CliText = {
  description: "让 Go 模块正常下载：镜像、私有模块、校验和数据库。",
  usage: "用法：",
  arguments: "参数：",
  options: "选项：",
  globalOptions: "通用选项：",
  commands: "命令：",
  examples: "示例：",
  learnMore: "查看某个命令的帮助：goproxy-cfg <命令> --help",
  flags: {
    json: "输出一个 JSON 文档",
    dryRun: "只显示将要做的改动，不实际修改",
    yes: "同意需要确认的附加步骤",
    quiet: "只输出错误",
    debug: "输出执行过程和调用栈",
    noColor: "不使用颜色",
    lang: "语言：en 或 zh",
    go: "使用指定的 go，而不是 PATH 中的",
    help: "显示帮助",
    version: "显示版本",
  },
  verbs: {
    use: "设置模块的下载来源（GOPROXY，必要时还有 GOSUMDB）",
    list: "列出已知的镜像",
    current: "显示各项 Go 设置的值及其来源",
    private: "管理哪些模块是私有的（GOPRIVATE）",
    privateAdd: "把模块设为私有：不经过公共代理和校验和数据库",
    privateRemove: "从 GOPRIVATE 中移除模式",
    privateList: "列出私有模式及其匹配的范围",
    why: "显示一个模块的下载路径：依次询问谁、由谁校验",
    shell: "通过启动文件让设置在新终端中生效",
    shellInstall: "写入检测到的或指定的 shell 的启动文件",
    shellUninstall: "全部移除，逐字节还原启动文件",
    shellStatus: "显示各处的状态，以及会覆盖设置的内容",
    test: "并行测量各镜像：延迟、失败、速度、提供的内容",
    validate: "按 go 的规则校验设置的值",
    env: "输出设置，供 shell、文件或 CI 使用",
    reset: "恢复 go 的默认设置",
    undo: "撤销上一次或指定的改动",
    history: "列出本工具做过的改动",
    doctor: "找出问题所在及修复的命令",
  },
  operands: {
    mirror: "镜像名、URL、`direct`、`off`，或一个完整的 GOPROXY 值",
    assignment: "KEY=VALUE",
    envMirror: "改为输出这些镜像的设置",
    pattern: "模式，例如 corp.com/*；也可以粘贴 URL 或 git 地址",
    module: "模块路径，可带 @版本；不写则为 go.mod 中的全部模块",
    undoId: "改动的 id（见 history）",
  },
  use: {
    fallback: "何时尝试下一项：any（任何错误）或 missing（仅当模块不存在）",
    noDirect: "不追加 `direct`",
    sumdb: "GOSUMDB：default | cn | off | 具体的值",
    verify: "即使本机离线，也必须得到镜像的应答",
    noVerify: "不检查镜像，直接写入",
    force: "即使没有镜像应答也写入",
    shell: "同时写入各 shell 的启动文件",
  },
  private: { force: "允许范围过大的模式" },
  shell: { shell: "bash zsh sh dash ksh fish csh tcsh nu pwsh elvish xonsh cmd；可重复" },
  why: { probe: "实际询问每一项" },
  env: {
    as: "bash zsh sh ksh fish csh nu pwsh cmd elvish xonsh github gitlab dotenv dockerfile devcontainer json",
  },
  test: {
    samples: "每个镜像的小请求数，其中四分之一使用新连接（默认 20）",
    module: "用来询问和下载的模块版本（默认 golang.org/x/mod@v0.25.0）",
    timeout: "单个请求的时限，单位为秒（默认 5）",
    html: "另外写出一份报告：单个网页，无需联网",
    compare: "`go`：再用真正的 go 通过每个镜像下载一次",
    rules: `排序规则（\`use auto\` 相同）：
  1. 不采用：没有应答、zip 无法完整下载、半数以上请求失败的镜像；没有该模块的镜像（自己的私有镜像除外）；
     未被点名的 goproxy.io。
  2. 排在最前的是自己置顶的镜像（按配置文件的顺序），其次是自己的私有镜像。
  3. 其余按一个模块的开销排序：两个小请求（中位数）加上 zip。
  4. 相差 5% 以内视为相同：先看是否提供校验和数据库，再看工具链，再看版本是否更新。
  5. 失败不止一次且超过十分之一的镜像排在其他镜像之后。
  6. \`direct\` 排在最后。`,
  },
  reset: { all: "同时清除 GOPRIVATE、GONOPROXY 和 GONOSUMDB" },
  undo: { force: "即使该值之后又被修改过" },
  doctor: {
    fix: "修复可以安全修复的问题（需要 --yes；可用 undo 撤销）",
    offline: "跳过需要网络的检查",
    only: "只做这些检查：检查名、组或代码",
    skip: "跳过这些检查：检查名、组或代码",
    strict: "把警告当作错误",
    list: "列出各项检查及其能发现的问题",
    explain: "解释一个代码",
  },
};
