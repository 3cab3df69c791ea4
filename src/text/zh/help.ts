import type { HelpText } from "../shape.ts";

const pattern = "模式，例如 corp.com/*；也可以粘贴 URL 或 git 地址";
const places = {
  "--shell": "bash zsh sh dash ksh fish csh tcsh nu pwsh elvish xonsh cmd；可重复",
  "--gui": "也包括从桌面启动的程序（environment.d，在 macOS 上是 LaunchAgent）",
};
const environment = "团队配置中的环境（否则取 GOPROXY_CFG_ENVIRONMENT，再否则看谁有响应）";

export const help: HelpText = {
  description: "让 Go 模块正常下载：镜像、私有模块、校验和数据库。",
  usage: "用法：",
  operands: "参数：",
  options: "选项：",
  globalOptions: "通用选项：",
  commands: "命令：",
  examples: "示例：",
  learnMore: `查看某个命令的帮助：goproxy-cfg <命令> --help
主题：goproxy-cfg help fallback | patterns | sumdb | precedence | myths`,
  flags: {
    "--version": "显示版本",
    "--json": "输出一个 JSON 文档",
    "--dry-run": "只显示将要做的改动，不实际修改",
    "--yes": "同意需要确认的附加步骤",
    "--quiet": "只输出错误",
    "--debug": "输出执行过程和调用栈",
    "--no-color": "不使用颜色",
    "--lang": "语言：en 或 zh（也可用 GOPROXY_CFG_LANG）",
    "--go": "使用指定的 go，而不是 PATH 中的",
    "--help": "显示帮助",
  },
  verbs: {
    use: {
      about: "设置模块的下载来源（GOPROXY，必要时还有 GOSUMDB）",
      mirror:
        "镜像名、URL、`direct`、`off`、`auto`（按实测速度选择）、`-`（上一次的选择），或一个完整的 GOPROXY 值",
      "--fallback": "何时尝试下一项：any（任何错误）或 missing（仅当模块不存在）",
      "--no-direct": "不追加 `direct`",
      "--sumdb": "GOSUMDB：default | cn | off | 具体的值",
      "--verify": "即使本机离线，也必须得到镜像的响应",
      "--no-verify": "不检查镜像，直接写入",
      "--force": "即使没有镜像响应也写入",
      "--shell": "同时写入各 shell 的启动文件",
    },
    list: { about: "列出已知的镜像", "--long": "同时显示别名、日期和说明" },
    current: { about: "显示各项 Go 设置的值及其来源", "--all": "也显示值为 go 默认值的设置" },
    private: { about: "管理哪些模块是私有的（GOPRIVATE）" },
    "private add": {
      about: "把模块设为私有：不经过公共代理和校验和数据库",
      pattern,
      "--force": "允许范围过大的模式",
      "--git":
        "git 如何访问这些主机：ssh（写入 git 全局配置的 insteadOf）、https（检查登录信息）、none",
      "--netrc": "检查 go 能否在 .netrc 中找到这些主机的登录信息",
    },
    "private remove": {
      about: "从 GOPRIVATE 中移除模式",
      pattern,
    },
    "private list": { about: "列出私有模式及其匹配的范围" },
    why: {
      about: "显示一个模块的下载路径：依次访问哪些来源、由谁校验",
      module: "模块路径，可带 @版本；不写则为 go.mod 中的全部模块",
      "--probe": "实际访问途中的每一个来源，并说明 go 的最终结果",
    },
    shell: { about: "通过启动文件让设置在新终端中生效" },
    "shell install": {
      about: "写入检测到的或指定的 shell 的启动文件",
      ...places,
    },
    "shell uninstall": {
      about: "全部移除，逐字节还原启动文件",
      ...places,
    },
    "shell status": { about: "显示各处的状态，以及会覆盖设置的内容" },
    test: {
      about: "并行测量各镜像：延迟、失败、速度、提供的内容",
      mirror: "镜像名和 URL；不写则为自己的镜像和全部已知镜像",
      "--samples": "每个镜像的小请求数，其中四分之一使用新连接（默认 20）",
      "--module": "用于测试的模块版本（默认 golang.org/x/mod@v0.25.0）",
      "--timeout": "单个请求的时限，单位为秒（默认 5）",
      "--html": "另外写出一份报告：单个网页，无需联网",
      "--compare": "`go`：再用真正的 go 通过每个镜像下载一次",
      "--conformance": "逐项检查任意代理是否符合模块代理协议",
    },
    validate: {
      about: "按 go 的规则校验设置的值",
      "KEY=VALUE": "KEY=VALUE",
      "--strict": "有警告时退出码也为 1",
    },
    env: {
      about: "输出设置，供 shell、文件或 CI 使用",
      mirror: "改为输出这些镜像的设置",
      "--as":
        "bash zsh sh ksh fish csh nu pwsh cmd elvish xonsh github gitlab dotenv dockerfile devcontainer vscode envrc mise goenv g setup-go json",
      "--into": "配合 --as vscode：写入该设置文件，可用 undo 撤销",
    },
    doctor: {
      about: "找出问题所在及修复的命令",
      "--fix": "直接修复无害的问题，其余逐项询问（可用 undo 撤销）",
      "--offline": "跳过需要网络的检查",
      "--only": "只做这些检查：检查名、组或代码",
      "--skip": "跳过这些检查：检查名、组或代码",
      "--strict": "把警告当作错误",
      "--list": "列出各项检查及其能发现的问题",
      "--explain": "解释一个代码",
      "--module": "重现这个模块版本的下载",
      "--log": "从 go 的错误输出开始：文件，或用 - 表示标准输入",
      "--timeout": "单个请求的时限，单位为秒（默认 5）",
    },
    watch: {
      about: "逐轮检查镜像：正常、出现失败或不可用",
      mirror: "写法同 `use`；不写则检查当前生效的列表",
      "--once": "只做一轮，供定时任务使用；有镜像不可用时退出码为 1",
      "--deep": "同时校验 zip 的哈希、校验和数据库和工具链",
      "--textfile": "同时写出供 node_exporter 读取的指标",
      "--down": "M 轮中失败 N 次视为不可用（默认 3/5）",
      "--every": "两轮之间的秒数（默认 60）",
      "--timeout": "单个请求的时限，单位为秒（默认 5）",
      "--fail-over": "首个镜像无响应或不可用时移到下一个之后，恢复后移回",
      "--print":
        "改为打印配置：blackbox prometheus rules alertmanager grafana systemd launchd schtasks cron",
    },
    "watch install": {
      about: "由本机的定时任务逐轮检查；undo 可撤销",
      mirror: "写法同 `use`；不写则为当前生效的列表",
      "--every": "两轮之间的秒数（默认 60）",
      "--fail-over": "首个镜像无响应或不可用时移到下一个之后，恢复后移回",
      "--deep": "另外检查 zip 的哈希、校验和数据库和工具链",
      "--textfile": "另外写出供 node_exporter 读取的指标",
      "--down": "M 轮中失败 N 轮即视为不可用（默认 3/5）",
    },
    "watch uninstall": { about: "移除定时任务" },
    "watch status": { about: "显示定时任务是否已安装、是否在运行，以及上一轮的时间" },
    gateway: { about: "由 nginx 和镜像组成的团队模块代理" },
    "gateway init": {
      about: "写出网关的文件，不启动任何程序",
      engine: "nginx；或放在它后面、从 git 构建私有模块的 athens、goproxy",
      mirror: "网关背后的镜像，写法同 `use`；不写则使用当前生效的列表",
      "--listen": "监听地址（默认 127.0.0.1:8183）",
      "--private": "不经过任何镜像的模块（默认取 GOPRIVATE）",
      "--cap": "缓存上限（默认 10g）",
      "--tls": "证书和私钥",
      "--token": "存放用户 `go` 密码的文件，需要 --tls",
      "--dir": "网关所在的目录（默认在 goproxy-cfg 的状态目录中）",
      "--unit": "同时写出 systemd 单元文件",
      "--for": "athens 或 goproxy 的运行方式：systemd（默认）、compose、kubernetes",
    },
    "gateway up": { about: "启动", "--dir": "网关所在的目录（默认在 goproxy-cfg 的状态目录中）" },
    "gateway down": { about: "停止", "--dir": "网关所在的目录（默认在 goproxy-cfg 的状态目录中）" },
    "gateway reload": {
      about: "重新读取配置",
      "--dir": "网关所在的目录（默认在 goproxy-cfg 的状态目录中）",
    },
    "gateway status": {
      about: "是否运行、缓存内容、各镜像的情况",
      "--dir": "网关所在的目录（默认在 goproxy-cfg 的状态目录中）",
      "--textfile": "同时写出供 node_exporter 读取的指标",
    },
    "gateway purge": {
      about: "从缓存中删除一个模块",
      module: "模块路径，加 @版本 则只删除该版本",
      "--dir": "网关所在的目录（默认在 goproxy-cfg 的状态目录中）",
    },
    run: {
      about: "用可用的镜像执行一条命令，不写入任何设置",
      mirror: "写法同 `use`；不写则使用当前生效的列表",
      "--stall": "下载停滞多少秒后换镜像重试（默认 60）",
      "--no-retry": "只执行一次，不重试",
    },
    reset: { about: "恢复 go 的默认设置", "--all": "同时清除 GOPRIVATE、GONOPROXY 和 GONOSUMDB" },
    undo: {
      about: "撤销上一次或指定的改动",
      id: "改动的 id（见 history）",
      "--force": "即使该值之后又被修改过",
    },
    history: { about: "列出本工具做过的改动" },
    mirror: { about: "管理自建镜像" },
    "mirror add": {
      about: "添加一个自建镜像并命名",
      name: "供 `use` 使用的名字",
      url: "根 URL，与 GOPROXY 中的写法相同",
      "--serves": "提供哪些内容：modules,sumdb,toolchain",
      "--private": "提供私有模块",
      "--pinned": "`use auto` 优先选用",
      "--fallback": "go 何时从它转到下一项：any | missing",
      "--force": "替换同名镜像",
    },
    "mirror remove": { about: "删除自建镜像", name: "自建镜像的名字" },
    "mirror rename": {
      about: "给自建镜像换一个名字",
      name: "现在的名字",
      "new-name": "供 `use` 使用的新名字",
    },
    "mirror list": { about: "列出自建镜像", "--long": "同时显示别名和说明" },
    init: { about: "根据当前生效的设置写出团队配置（.goproxyrc.yaml）" },
    check: {
      about: "对照仓库里的团队配置（.goproxyrc）检查本机",
      "--environment": environment,
      "--trust": "把 SHA-256 与此一致的团队配置视为可信",
    },
    apply: {
      about: "确认内容后，按团队配置修改本机设置",
      "--environment": environment,
      "--trust": "确认 SHA-256 与此完全一致的团队配置",
    },
    completion: {
      about: "命令行补全：输出 shell 的补全脚本，或直接安装",
      shell: "bash、zsh、fish 或 pwsh；或 `install`，为新终端安装",
      more: "用于 `install`：要安装的 shell；不写则为本机找到的",
    },
    version: { about: "显示版本，以及读取和保存的所有文件的位置" },
    help: {
      about: "解释一个命令或主题",
      name: "命令，或主题：fallback、patterns、sumdb、precedence、myths",
    },
  },
  rules: `排序规则（\`use auto\` 相同）：
  1. 不采用：没有响应、zip 无法完整下载、半数以上请求失败的镜像；没有该模块的镜像（自己的私有镜像除外）；
     未被点名的 goproxy.io。
  2. 排在最前的是自己置顶的镜像（按配置文件的顺序），其次是自己的私有镜像。
  3. 其余按一个模块的开销排序：四个小请求（中位数）加上 zip。
  4. 相差 5% 以内视为相同：先看是否提供校验和数据库，再看工具链，再看版本是否更新。
  5. 失败不止一次且超过十分之一的镜像排在其他镜像之后。
  6. \`direct\` 排在最后。`,
};
