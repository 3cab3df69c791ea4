import type { IgnoredLine, ModuleMode, NoLogin } from "../../findings.ts";
import { chineseList } from "../format.ts";
import type { DoctorText, FindingsText } from "../shape.ts";

const byHand: DoctorText["byHand"] = {
  trust: "请信任签发它的 CA：安装 ca-certificates，或用 SSL_CERT_FILE 指定它的文件。",
  checksum: "到此为止，不要设置 GONOSUMDB 或 GOSUMDB=off：请询问模块的发布者。",
  server: "只能由这台服务器的管理员解决。",
  proxy: "请联系该代理的管理员，或把主机写进 NO_PROXY。",
  login: "请把登录信息写进 .netrc，主机名要完全一致，URL 带端口时连同端口。",
  network: "请检查本机的网络、VPN 和 DNS。",
  firewall: "请在防火墙或安全软件中放行 go。",
  clock: "请校准机器的时钟。",
  "install-go": "请安装新版 Go：https://golang.google.cn/dl/ 。",
  "install-git": "请安装 git。",
  disk: "请关闭占用该文件夹的程序，或让杀毒软件跳过它。",
  value: "请在设置它的地方改正。",
  report: "运行 `goproxy-cfg doctor --explain` 加上这个代码，可以看到说明。",
};

export const doctor: DoctorText = {
  remark: {
    modules: (named, more) =>
      `涉及 ${named.join("、")}${more === 0 ? "" : `，以及另外 ${more} 个模块`}。`,
    retired: (instead) => `这个地址已不是（或从来不是）模块代理；请改用 ${instead}。`,
    "mirror-behind": (host, mirror) =>
      `${host} 是镜像 ${mirror} 重定向到的主机，因此出问题的是这个镜像。`,
    private: (host) => `${host} 看起来是私有的：公共镜像不可能有它，也不该去问。`,
    editor: "GOPROXY=off 是编辑器为这次调用自己设的，不是你的设置：把模块下载下来即可。",
  },
  byHand,
  between: "",
  stop: "。",
  at: (place) => `位于：${place}`,
  environment: "当前终端的环境变量",
  fix: (command) => `修复：${command}`,
  does: (what) => `（${what}）`,
  passed: (ids) => `${ids.length} 项检查通过：${ids.join("、")}`,
  skipped: (ids) => `已跳过：${ids.join("、")}`,
  crashed: (problem) => `这项检查未能完成：${problem}`,
  verdict: (errors, warnings, crashed) => {
    if (errors === 0 && warnings === 0 && crashed === 0) return "没有发现问题。";
    const parts = [
      ...(errors > 0 ? [`${errors} 个错误`] : []),
      ...(warnings > 0 ? [`${warnings} 个警告`] : []),
      ...(crashed > 0 ? [`${crashed} 项检查未能完成`] : []),
    ];
    return `${parts.join("，")}。`;
  },
  outcome: ({ module, ok, reproduced, error }) =>
    `go mod download ${module} ` +
    (error === "net.timeout"
      ? `${reproduced ? "卡住了" : "会一直卡住"}：go 不设超时，会一直等下去。`
      : reproduced
        ? ok
          ? "已真实执行，一切正常。"
          : `失败：${error ?? ""}`
        : ok
          ? "会成功。"
          : `会失败（${error ?? ""}）。`),
  next: (command) => `下一步：${command}`,
  nothingToFix: "没有 goproxy-cfg 能修复的问题。",
  stillWrong: "修复之后仍存在的问题：",
  repair: {
    unset: (key) => `在 go 的 env 文件中取消设置 ${key}`,
    set: (key, value) => `设置 ${key}=${value}`,
    line: (line, text) => `把 go 的 env 文件第 ${line} 行改为 ${text}`,
    encoding: "把 go 的 env 文件保存为 UTF-8",
    refresh: "更新 goproxy-cfg 自己供 shell 读取的文件",
    carriageReturn: (place) => `去掉 ${place} 行尾的回车符`,
    comment: (place) => `注释掉 ${place}`,
    together: (steps) => steps.join("，并"),
  },
  list: { check: "检查项", codes: "可能报告的代码", network: "网络" },
  explain: {
    severity: (severity) =>
      ({ error: "级别：错误。", warning: "级别：警告。", info: "级别：提示。" })[severity],
    fixable: (yes) => (yes ? "`goproxy-cfg doctor --fix` 可以修复。" : "不能自动修复。"),
    source: (source) => `出处：${source}`,
  },
  consent: (steps) => steps.join("；"),
  ask: (step) => `要${step}吗？`,
  status: { ok: "正常", warn: "警告", fail: "失败", skipped: "跳过", crashed: "崩溃" },
};

const ignored: Record<IgnoredLine, string> = {
  bom: "行首有字节顺序标记（BOM）",
  indent: "没有从第一列开始",
  export: "go 不认识这里的 `export` 或 `set`",
  "lower-case": "变量名必须是大写",
  space: "`=` 前面有空格",
  "no-equals": "变量名后面没有 `=`",
  "utf-16": "文件是 UTF-16 编码，go 读不了",
  "environment-only": "go 只从环境变量读取它",
  unknown: "任何 go 版本都没有这个设置",
};

const modes: Record<ModuleMode, (key: string, value: string) => string> = {
  off: (key, value) => `${key}=${value} 关闭了模块功能：无论 GOPROXY 怎么设置，go 都不会下载模块。`,
  auto: (key, value) => `${key}=${value}：在没有 go.mod 的目录中，go 仍按模块出现之前的方式工作。`,
  invalid: (key, value) => `${key}=${value} 不是 go 认识的值，go 命令会失败。`,
  vendor: (key, value) => `${key}=${value}：模块来自 vendor 目录，不会下载任何东西。`,
};

const needed = {
  always: "GOPROXY=direct 时，go 下载任何模块都需要它",
  private: "go 下载你的私有模块时需要它",
  fallback: "go 退回到 `direct` 时需要它",
};

/** A program that is not started, whatever it is. */
const inWorkingFolder =
  "它在当前目录中，或者 PATH 以相对路径写了它所在的目录，而本工具不会从那里启动任何程序；请把它所在目录的完整路径写入 PATH";

const notGo: Record<string, string> = {
  "not-found": "没有这个文件",
  "not-executable": "它不是可执行文件",
  hangs: "它一直不结束",
  "not-go": "它的响应不像 go",
  "working-folder": inWorkingFolder,
};

export const unusableGo = (path: string, problem: string) =>
  `\`${path}\` 不能当作 go 使用：${notGo[problem] ?? problem}。`;

export const goElsewhere = (path: string) => `${path} 处有一个 go：请把它所在目录加入 PATH`;

const more = (hosts = 0): string => (hosts === 0 ? "" : `另有 ${hosts} 个主机也是如此。`);

const refused =
  (key: string) =>
  ({ value, said }: { value: string; said: string }) =>
    // A log need not say what the value is.
    `go 拒绝 ${key}${value === "" && !said.startsWith("missing") ? "" : `=${value}`}：${said}`;

const logins: Record<NoLogin, (host: string) => string> = {
  missing: (host) => `git 需要登录 ${host}，但没有找到登录信息：仓库是私有的，或者不存在。`,
  refused: (host) =>
    `已向 ${host} 发送登录信息，但被拒绝：密码或令牌不对、已过期，或无权读取这个仓库。`,
  "ssh-key": (host) => `${host} 不接受本机的任何 ssh 密钥（git 被设置为走 ssh，.netrc 不起作用）。`,
  "host-key": (host) => `ssh 不认识 ${host} 的主机密钥，又没有人可以确认。`,
  "not-found": (host) => `${host} 上没有这个仓库，或者当前登录无权查看。`,
  "no-tags": (host) =>
    `${host} 没有说明仓库在哪里（no go-import meta tags）：路径不对，或者该页面需要登录。`,
  protocol: (host) => `用 https 和 ssh 都没能在 ${host} 找到仓库。`,
};

export const diagnoses = {
  "go.missing": ({ hint, unusable }) =>
    (unusable === null
      ? "PATH 中没有找到 go 命令。"
      : unusableGo(unusable.path, unusable.problem)) +
    (hint === null
      ? "请安装 Go：https://golang.google.cn/dl/（或 https://go.dev/dl/）。"
      : `${goElsewhere(hint)}。`),
  "go.bricked": ({ said, key, value }) =>
    `所有 go 命令都会失败：${said}` +
    (key === null || said.includes(key) || said.includes(value ?? key)
      ? ""
      : `（${key}=${value ?? ""}）`),
  "go.env-off": ({ file }) =>
    "GOENV=off：go 不读取 env 文件，`go env -w` 保存的设置不起作用。" +
    (file === null ? "" : `它仍会写入 ${file}。`),
  "go.env-unwritable": ({ file, reason }) => `${file} 不可写（${reason}）：无法保存设置。`,
  "go.env-line-ignored": ({ key, reason }) =>
    `${key === null ? "go 的 env 文件" : `go 的 env 文件中 ${key} 那一行`}被忽略：${ignored[reason]}。`,
  "go.module-mode": ({ key, value, mode }) => modes[mode](key, value),
  "go.vulnerable": ({ version, fixed, proxy, cves }) =>
    `${version} 存在漏洞，恶意代理可以绕过校验和数据库（${chineseList(cves)}），而模块正来自 ${proxy}。请升级到 ${fixed} 或更新版本。`,
  "env.shadowed": ({ key, value, stored, by, outdated, login, here }) =>
    `${here ? `环境变量 ${key}${value === "" ? "" : `=${value}`} ` : `新终端里会有 ${key}=${value}，它`}覆盖了${value === "" && stored === null ? " `go env -w` 所保存的值" : stored === null ? " go 的默认值" : `已保存的 ${key}=${stored}`}。` +
    (outdated && by !== null
      ? `它来自 goproxy-cfg 自己的 ${by.file}:${by.line}，该文件已过时。`
      : by === null
        ? "它是在当前终端，或由启动终端的程序设置的。"
        : by.line === 0
          ? `它在 Windows 注册表的 ${by.file} 中设置，每个新终端都会有它。`
          : by.perhaps
            ? `可能由 ${by.file}:${by.line} 设置${login ? "（该文件在登录时读取）" : ""}。`
            : login
              ? `它在 ${by.file}:${by.line} 中设置，该文件在登录时读取；请删除那一行，然后重新登录。`
              : `它在 ${by.file}:${by.line} 中设置；请删除那一行，然后打开新的终端。`),
  "env.rewritten": ({ key, value, shell, by }) =>
    `${by === null ? `${shell} 的某个启动文件` : `${by.file}:${by.line}`} 在每次打开终端时运行 \`go env ${value === null ? `-u ${key}` : `-w ${key}=${value}`}\`，已保存的设置留不住。`,
  "env.rc-conflict": ({ key, shell, first, second }) =>
    `${shell} 读取的两个文件中，${first.file}:${first.line} 设置 ${key}=${first.value}，${second.file}:${second.line} 设置 ${key}=${second.value}，后者生效。`,
  "env.stale-terminal": ({ key, value, stored }) =>
    `当前终端里仍是以前的 ${key}=${value}；新的终端会使用 ${stored ?? "go 的默认值"}。`,
  "env.editor": ({ key, value, effective, file, line }) =>
    `在 VS Code 中 go 使用 ${key}=${value}，来自 ${file}:${line}（go.toolsEnvVars）；在其他地方则${effective === "" ? "未设置" : `是 ${effective}`}。`,
  "shell.block-damaged": ({ file }) =>
    `${file} 中的 goproxy-cfg 区块已损坏：两行标记不再成对。请删除残留的部分，再运行 \`goproxy-cfg shell install\`。`,
  "shell.crlf": ({ file, line, key }) =>
    `${file}:${line} 设置了 ${key}：回车符（Windows 换行）成了值的一部分。`,
  "proxy.invalid": refused("GOPROXY"),
  "private.leaks": ({ module, host, count, via, to, others }) =>
    `${module} 看起来是私有模块` +
    (count > 1 ? `（${host} 上还有 ${count - 1} 个）` : "") +
    (via === "proxy"
      ? `，但 go 会向 ${to} 请求它。`
      : `，但 go 会在 ${to} 中查询它，模块名会因此公开。`) +
    more(others),
  "private.no-credentials": ({ host, others, reason }) =>
    reason === undefined
      ? `没有找到 ${host} 的登录信息（.netrc、GOAUTH、git 凭据助手、insteadOf）：如果它要求登录，其中的模块将无法下载。` +
        more(others)
      : logins[reason](host),
  "sumdb.invalid": ({ value, said }) =>
    said === null ? `GOSUMDB=${value} 会使 go 崩溃。` : refused("GOSUMDB")({ value, said }),
  "sumdb.skipped-widely": ({ key, pattern }) =>
    `${key} 中的 \`${pattern}\` 使他人的模块也不再校验。`,
  "govcs.invalid": ({ value, said }) =>
    said.startsWith("GOVCS disallows")
      ? `go 不会访问该模块的代码仓库：${said}`
      : refused("GOVCS")({ value, said }),
  "goauth.invalid": refused("GOAUTH"),
  "toolchain.sumdb-off": ({ toolchain }) =>
    `无法下载${toolchain === null ? "新版 go" : `这个项目需要的 ${toolchain}`}：工具链总是要校验，而 GOSUMDB=off 不允许。`,
  "git.missing": ({ needed: why, path }) =>
    path === null
      ? `PATH 中没有找到 git；${needed[why]}。`
      : `\`${path}\` 不能用作 git：${inWorkingFolder}；${needed[why]}。`,
  "gateway.down": ({ url }) => `GOPROXY 指向网关 ${url}，但网关没有运行：下载会失败，或绕过网关。`,
  "gateway.config": ({ file, reason }) =>
    reason === null
      ? `${file} 不是 \`gateway init\` 写出的内容。`
      : `nginx 不接受 ${file}：${reason}`,
  "gateway.mirror-down": ({ mirror }) =>
    `网关最近三次都没有从 ${mirror} 取到内容，正在改用其他镜像。`,
  "cache.unwritable": ({ key, folder, reason }) =>
    `${folder}（${key}）不可写（${reason}）：下载会失败。`,
  "cache.full": ({ folder, free }) =>
    `模块缓存所在的磁盘${free === null || free === 0 ? "已满" : `快满了（还剩 ${Math.round(free / 1024 / 1024)} MB）`}${folder === "" ? "。" : `：${folder}`}`,
} satisfies Partial<FindingsText>;
