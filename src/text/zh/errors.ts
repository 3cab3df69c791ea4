import type { ConfigProblem, Failure, Uncarried } from "../../failure.ts";
import { verbNamed } from "../../verb-table.ts";
import { registryScope } from "../../registry-keys.ts";
import type { ErrorsText, ErrorText } from "../shape.ts";
import { chineseList, isNoRoom } from "../format.ts";
import { goElsewhere, unusableGo } from "./doctor.ts";
import { findings, unusable } from "./findings.ts";

const didYouMean = (suggestion: string | null) =>
  suggestion === null ? null : `你是不是想输入 \`${suggestion}\`？`;

const correctedForm = (corrected: string | null) =>
  corrected === null ? null : `正确写法：${corrected}`;

/** Where a setting that is no list of mirrors belongs. */
function otherKey(key: string, value: string): string {
  if (key === "GOSUMDB") return `在镜像之后加上 --sumdb "${value}"。`;
  if (key === "GOPRIVATE") return `goproxy-cfg private add "${value}"`;
  return `go env -w "${key}=${value}"`;
}

const neverWorks = {
  ...unusable,
  retired: "这个服务已经停止，或从未存在",
  page: "这是网页或其他服务",
  login: "go 不会通过明文 http 发送用户名和密码",
  "web-proxy": "它是转发网络流量的代理，应写在 HTTPS_PROXY 或 ALL_PROXY 中",
};

const programHelp = "用法见 `goproxy-cfg --help`。";

const uncarried: Record<Uncarried, string> = {
  nul: "其中有 NUL 字符",
  "line-break": "其中有换行",
  "not-unicode": "它不是有效的 Unicode 文本",
  control: "其中有控制字符",
  "edge-space": "首尾有空白，会被去掉",
  substitution: "其中的 ${…} 会被替换",
  "too-long": "它超过了那里一行的长度上限",
};

const expectations = {
  list: "列表",
  object: "对象",
  text: "单行的非空文本",
  url: "URL（https://…）",
  flag: "true 或 false",
  name: "由字母、数字和 . _ + - 组成的名称（direct、off、auto 除外）",
  fallback: "any 或 missing",
  texts: "文本或文本列表",
  mirrors: "一个或多个镜像（不能是 `auto`：它在每台机器上结果不同）",
  version: "go 版本，如 1.21",
};

const flaws = {
  link: "这是一个链接，团队配置必须是仓库里的文件",
  "no-file": "这不是普通文件",
  empty: "文件是空的",
  encoding: "不是 UTF-8 文本",
  alias: "不允许使用锚点和别名（`&name`、`*name`）",
  tag: "不允许使用标签（`!name`）",
  twice: "这个键重复了",
};

function configProblem(problem: ConfigProblem): string {
  switch (problem.what) {
    case "syntax":
      return `不是合法的 ${problem.format}${problem.reason ? `：${problem.reason}` : ""}`;
    case "unreadable":
      return `无法读取（${problem.reason}）`;
    case "field":
      return `\`${problem.field}\` 必须是${expectations[problem.expected]}`;
    case "unknown-field":
      return `此处没有 \`${problem.field}\` 这一项。${
        didYouMean(problem.suggestion) ?? `可用的有：${problem.known.join("、")}。`
      }`;
    case "value":
      return `\`${problem.field}\`：${said(problem.failure)}`;
    case "policy":
      return `\`${problem.field}\` 违反了文件自身的策略 \`${problem.policy}\``;
    case "too-large":
      return `超过了团队配置的大小上限（${problem.limit} 字节）`;
    default:
      return flaws[problem.what];
  }
}

/** The words for a failure that is the reason of another one. */
function said(failure: Failure): string {
  const say = errors[failure.kind] as (args: unknown) => ErrorText;
  const { message, hint: advice } = say(failure.args);
  const { corrected = null } = failure.args as { corrected?: string | null };
  // A file has no flags.
  const hint = advice?.includes("--force") ? correctedForm(corrected) : advice;
  return hint === null ? message : `${message} ${hint}`;
}

function homeSays(home: string | null): string {
  if (home === null) return "HOME 未设置";
  return home === "" ? "HOME 为空" : `HOME 不是绝对路径（${JSON.stringify(home)}）`;
}

export const errors: ErrorsText = {
  usage: ({ problem }) => ({ message: problem, hint: programHelp }),
  "unknown-verb": ({ verb, suggestion }) => ({
    message: `没有 \`${verb}\` 这个命令。`,
    hint: didYouMean(suggestion) ?? programHelp,
  }),
  "unknown-option": ({ option, suggestion }) => ({
    message: `没有 \`${option}\` 这个选项。`,
    hint: didYouMean(suggestion) ?? programHelp,
  }),
  "unknown-key": ({ key, suggestion, known, instead = null }) => ({
    message:
      key === "-insecure"
        ? "go 已经没有 -insecure 参数：GOFLAGS 里有它时，`go get` 都会失败。"
        : instead !== null
          ? `${key} 从来不是 go 的设置，go 不会读取它。`
          : `\`${key}\` 不是本工具能校验的 go 设置（可用：${known}）。`,
    hint: instead === null ? didYouMean(suggestion) : `正确的是 ${instead}。`,
  }),
  "missing-operand": ({ what, verb, shell }) => ({
    message: `缺少参数：${what}。`,
    hint:
      shell === "pwsh"
        ? "PowerShell 不会传递以 @ 开头的词和未设置的变量：请加引号。"
        : `例如：goproxy-cfg ${verbNamed(verb).examples?.[0]}；全部用法：\`goproxy-cfg ${verb} --help\``,
  }),
  "script-block": () => ({
    message: "PowerShell 不会把 { … } 中的内容当作文本传递。",
    hint: "请去掉花括号，并给值加双引号。",
  }),
  "into-what": ({ syntax }) => ({
    message: `--into 只用于写入 VS Code 的设置文件；--as ${syntax} 的结果只打印。`,
    hint: "goproxy-cfg env --as vscode --into .vscode/settings.json",
  }),
  "nothing-set": ({ into }) => ({
    message:
      into === null
        ? "没有可写入的内容：所有设置都是 go 的默认值。"
        : "没有可写入的内容：本机没有保存任何设置。",
    hint:
      into === null
        ? "请先设置，例如：goproxy-cfg use cn"
        : `请先设置，例如：goproxy-cfg use cn；或直接指定镜像：goproxy-cfg env cn --as vscode --into "${into}"`,
  }),
  "login-for-all": ({ key, value }) => ({
    message: `${key} 中含有登录信息（${value}），而团队配置人人可读。`,
    hint: "请把登录信息写入 .netrc，并改用不带登录信息的地址。",
  }),
  "no-timer": () => ({
    message: "本机没有定时启动程序的工具：既没有 systemd，也没有 cron。",
    hint: "请安装 cron，或用现有的工具定时运行 `goproxy-cfg watch --once`。",
  }),
  "not-our-timer": ({ file }) => ({
    message: `${file} 已存在，且不是 goproxy-cfg 写入的。`,
    hint: "请移走该文件后重试。",
  }),
  "passing-tool": ({ script }) => ({
    message: `定时任务需要长期存在的 goproxy-cfg，而 ${script} 只是为一次运行下载的。`,
    hint: "npm install --global goproxy-cfg && goproxy-cfg watch install",
  }),
  "no-nginx": () => ({
    message: "本机没有 nginx，网关需要由它运行。",
    hint: "安装：`apt install nginx`、`dnf install nginx`、`apk add nginx` 或 `brew install nginx`。",
  }),
  "nginx-refuses": ({ file, reason }) => ({
    message: `nginx 不接受 ${file}：${reason}`,
    hint: null,
  }),
  "no-gateway": ({ folder }) => ({
    message: `${folder} 中没有网关。`,
    hint: "goproxy-cfg gateway init nginx",
  }),
  "not-our-folder": ({ folder }) => ({
    message: `${folder} 里有别的文件，或不属于当前用户。`,
    hint: "请指定一个新建的或空的文件夹：--dir FOLDER",
  }),
  "no-command": ({ mirrors, command }) => ({
    message: "没有要执行的命令：请把命令写在 -- 之后。",
    hint: [
      "goproxy-cfg run",
      ...mirrors,
      "--",
      ...(command.length > 0 ? command : ["go mod download"]),
    ].join(" "),
  }),
  "excess-operand": ({ verb }) => ({
    message: `\`${verb}\` 的参数过多。`,
    hint: `用法见 \`goproxy-cfg ${verb} --help\`。`,
  }),
  "missing-flag-value": ({ flag }) => ({ message: `\`${flag}\` 需要一个值。`, hint: null }),
  "not-an-assignment": ({ operand }) => ({
    message: `\`${operand}\` 不是 KEY=VALUE 的形式。`,
    hint: `例如：goproxy-cfg validate "${/^https?:/.test(operand) ? `GOPROXY=${operand}` : "GOPROXY=https://goproxy.cn,direct"}"`,
  }),
  "bad-flag-value": ({ flag, value, allowed }) => ({
    message: `${flag} 不接受 \`${value}\`。`,
    hint: allowed === "" ? "没有可用的值。" : `可用的值：${chineseList(allowed)}。`,
  }),
  "flags-exclude": ({ flags }) => ({ message: `${flags} 不能同时使用。`, hint: null }),
  "flag-needs": ({ flag, needs }) => ({
    message: `\`${flag}\` 要与 \`${needs}\` 一起使用。`,
    hint: null,
  }),
  "windows-only": ({ shell }) => ({
    message: `只有在 Windows 上 ${shell} 才有自己的设置，保存在注册表中。`,
    hint: null,
  }),
  "list-alone": ({ list, beside }) => ({
    message: `\`${list}\` 是完整的 GOPROXY 值，会原样写入，不能与 \`${beside}\` 一起使用。`,
    hint: "请把各个镜像分开写：goproxy-cfg use aliyun goproxy.cn",
  }),
  "after-end": ({ after }) => ({
    message: `go 会忽略 \`${after}\` 之后的所有内容：它必须放在最后。`,
    hint: null,
  }),
  "unknown-mirror": ({ name, suggestion, isSwitch = false }) => ({
    message: `没有名为 \`${name}\` 的镜像。`,
    hint: isSwitch
      ? "`direct` 不使用镜像，`off` 不下载任何模块；`goproxy-cfg reset` 恢复 go 的默认值。"
      : ((name === "auto"
          ? "`auto` 用于测速，只用于 `goproxy-cfg use auto`。"
          : didYouMean(suggestion)) ??
        "`goproxy-cfg list` 列出已知的镜像；自建镜像请写完整的 URL（https://…）。"),
  }),
  "mirror-name": ({ name, reason }) => ({
    message: {
      characters: `\`${name}\` 不能用作镜像名：只能包含字母、数字和 . _ - +，并以字母或数字开头。`,
      known: `\`${name}\` 是内置名称，不能用作自建镜像名。`,
      taken: `已有名为 \`${name}\` 的镜像。`,
      exists: `已有名为 \`${name}\` 的镜像，其 URL 或属性不同。`,
    }[reason],
    hint: reason === "exists" ? "如需替换：--force。" : "请换一个名字。",
  }),
  "mirror-url": ({ url, reason, corrected }) => ({
    message: `\`${url}\` 不能用作镜像的 URL：${reason ?? "必须是一个 URL，如 https://…"}`,
    hint: correctedForm(corrected) ?? (reason === null ? "多个镜像或列表请用 `use`。" : null),
  }),
  "no-team-file": ({ folder, almost }) => ({
    message: `${folder} 及其所在仓库的上级目录中没有团队配置（.goproxyrc、.goproxyrc.json、.goproxyrc.yaml）。`,
    hint:
      almost === null
        ? "根据当前生效的设置写一个：goproxy-cfg init"
        : `${almost} 不在其中，请改名为 .goproxyrc.yaml。`,
  }),
  "content-not-trusted": ({ file, sha256 }) => ({
    message: `${file} 的这份内容需要你确认。`,
    hint: `阅读之后运行：goproxy-cfg apply --trust ${sha256}`,
  }),
  "bad-module": ({ operand, reason, corrected }) => ({
    message: `\`${operand}\` 不是模块路径（可带 @版本）：\`${reason}\`。`,
    hint:
      corrected === null && reason.startsWith("missing dot")
        ? "不带点的名字（fmt、net/http）属于标准库，随 go 一起安装，无需下载。"
        : correctedForm(corrected),
  }),
  "no-module": ({ folder }) => ({
    message: `${folder} 及其上级目录中没有 go.mod。`,
    hint: "请指定模块：goproxy-cfg why github.com/google/uuid",
  }),
  "bad-module-file": ({ file, reason }) => ({
    message: `go 无法读取 ${file}：${reason}`,
    hint: null,
  }),
  "unreadable-log": ({ file, reason }) => ({
    message: `无法读取日志 ${file}（${reason}）。`,
    hint: "请给出文件，或用 - 表示标准输入：go build 2>&1 | goproxy-cfg doctor --log -",
  }),
  "invalid-value": ({ key, value, reason, corrected, webProxy = null, unfilled = null }) => ({
    message: `go 会拒绝 ${key}=${value}：${reason}`,
    hint:
      correctedForm(corrected) ??
      (unfilled === null ? null : `请把 ${unfilled} 换成实际的值。`) ??
      (webProxy === null ? null : `转发网络流量的代理应写在 ${webProxy} 中，而不是 GOPROXY。`),
  }),
  "never-works": ({ entry, reason, corrected }) => ({
    message: `${entry} 永远无法提供模块：${neverWorks[reason]}。`,
    hint:
      correctedForm(corrected) ??
      (/^(?:variable|placeholder)$/.test(reason)
        ? "请换成实际的值。"
        : reason === "login"
          ? "请改用 https 地址，或去掉用户名和密码（如果确实需要原样写入，请加 --force）。"
          : "仍要写入时加 --force。"),
  }),
  "other-key": ({ key, value }) => ({
    message: `这一行设置的是 ${key}，这里需要的是 GOPROXY 的镜像。`,
    hint: otherKey(key, value),
  }),
  misplaced: ({ remark, corrected }) => ({
    message: (findings[remark.code] as (args: object) => string)(remark.args),
    hint:
      corrected === null
        ? "如果确实需要，请加 --force。"
        : `${correctedForm(corrected)}（如果确实需要原样写入，请加 --force）`,
  }),
  "never-matches": (args) => ({
    message: findings["private.never-matches"]({ ...args, corrected: null }),
    hint:
      correctedForm(args.corrected) ??
      (/^(?:variable|placeholder)$/.test(args.reason) ? "请换成实际的值。" : null),
  }),
  "too-broad": ({ pattern, toolchain }) => ({
    message: findings[toolchain ? "private.catches-toolchain" : "private.too-broad"]({ pattern }),
    hint: "如果确实需要，请加 --force。",
  }),
  "value-too-long": ({ key, bytes, limit }) => ({
    message: `${key} 的值有 ${bytes} 字节；超过 ${limit} 字节时 go 连自己的工具都无法启动。`,
    hint: "请缩短它，例如改用范围更大的模式。",
  }),
  "uncarried-value": ({ key, syntax, reason }) => ({
    message: `${key} 的值无法写成 ${syntax} 格式：${uncarried[reason]}。`,
    hint: "请用 `go env -w` 修正该值，或用 `--as` 换一种格式。",
  }),
  "consent-required": ({ what, flag }) => ({
    message: `需要你确认：${what}。`,
    hint: `请加上 ${flag} 再运行一次。`,
  }),
  "config-invalid": ({ file, line, column, problem }) => ({
    message: `${file}${line === null ? "" : `:${line}${column ? `:${column}` : ""}`}：${configProblem(problem)}`,
    hint: "请先修正该文件；没有做任何改动。",
  }),
  "go-unusable": ({ path, problem }) => ({
    message: unusableGo(path, problem),
    hint: "请用 --go 指定 go 的路径，或去掉 --go 以使用 PATH 中的 go。",
  }),
  "go-not-found": ({ hint }) => ({
    message: "这一步需要 go 命令，但 PATH 中没有找到。",
    hint:
      hint === null
        ? "请安装 Go，或用 --go PATH 指定。"
        : `${goElsewhere(hint)}，或使用 --go ${hint}`,
  }),
  "no-mirror-answers": ({ count, auto, starts }) => ({
    message: `${count === 1 ? "该地址" : "这些地址都"}不是可用的模块代理，${starts ? "命令没有执行" : "未写入任何设置"}。`,
    hint: starts
      ? "可用 `goproxy-cfg run auto -- 命令` 自动选用有响应的镜像，或用 `goproxy-cfg doctor` 查找原因。"
      : auto
        ? "请用 `goproxy-cfg doctor` 查找原因，或用 `goproxy-cfg use cn --no-verify` 跳过检查直接写入。"
        : "请换一个镜像（`goproxy-cfg list`），或用 --no-verify 跳过检查直接写入。",
  }),
  "changed-since": ({ key, file, later, unclear }) => ({
    message: later
      ? `${file === null ? "" : `${file} 中的 `}${key} 又被之后的改动 \`${later}\` 修改过，已保持原样。`
      : `${file === null ? "" : `${file} 中的 `}${key} 之后又被别处修改过，已保持原样。`,
    hint: later
      ? `请先撤销那次改动：\`goproxy-cfg undo ${later}\`。`
      : unclear
        ? "无法分辨其中哪些是本工具写入的，请手动删除。`goproxy-cfg history` 会列出写入过的内容。"
        : "如果仍要撤销本工具写入的部分，请加 --force。",
  }),
  "no-previous": () => ({
    message: "之前没有用 `use` 设置过，无法切换回上一次的选择。",
    hint: "`goproxy-cfg list` 列出可选的镜像。",
  }),
  "nothing-to-undo": ({ id }) => ({
    message: id === null ? "没有可以撤销的改动。" : `没有可以撤销的改动 \`${id}\`。`,
    hint: "`goproxy-cfg history` 列出所有改动。",
  }),
  "write-failed": ({ file, reason, open = false }) => ({
    message: `无法写入 ${file}：${reason}`,
    hint: open
      ? "可能已写入一部分，且暂时无法撤回；下一次写入命令会自动处理。"
      : isNoRoom(reason)
        ? "没有做任何改动。磁盘已满：请腾出空间后再试。"
        : registryScope(file) !== null
          ? "没有做任何改动。这台机器上 PowerShell 和 reg.exe 都无法修改注册表：请联系管理员，或在 Windows 设置中修改环境变量。"
          : "没有做任何改动。请检查该文件及其目录的属主和权限。",
  }),
  "file-busy": ({ file }) => ({
    message: `另一个程序一直在修改 ${file}；没有写入任何内容。`,
    hint: "请等那个程序结束后再试。",
  }),
  locked: ({ file }) => ({
    message: `另一个 goproxy-cfg 长时间占用着设置（锁：${file}）。`,
    hint: "请等它结束后再试。",
  }),
  "no-home": ({ home }) => ({
    message: `没有可存放历史记录的主目录：${homeSays(home)}。没有做任何改动。`,
    hint: "请给出绝对路径：HOME=/home/you goproxy-cfg …（或设置 XDG_STATE_HOME 和 XDG_CONFIG_HOME）。",
  }),
  "foreign-home": ({ home, owner }) => ({
    message: `${home} 是 ${owner} 的主目录，而当前以 root 运行：在其中创建的文件将属于 root。没有做任何改动。`,
    hint: `请不用 sudo、以 ${owner} 的身份运行（sudo -u ${owner} goproxy-cfg …）；若要改 root 自己的设置：sudo -H goproxy-cfg …`,
  }),
  "read-failed": ({ file, reason }) => ({
    message: `无法读取 ${file}：${reason}`,
    hint: "没有做任何改动。请查看该位置的内容；如果不是 goproxy-cfg 的文件，请将其移走。",
  }),
  "not-our-report": ({ file }) => ({
    message: `${file} 已存在，且不是本工具生成的报告，因此不会覆盖。`,
    hint: "请换一个文件名，例如：goproxy-cfg test --html goproxy-report.html",
  }),
  "no-shell-found": ({ known, command }) => ({
    message: "没有找到你使用的 shell，什么都没有安装。",
    hint: `请指定（${known}），例如：goproxy-cfg ${command} bash`,
  }),
  "output-failed": ({ stream, reason }) => ({
    message: `输出无法写入 ${stream}：${reason}`,
    hint: "已完成的改动仍然有效：用 `goproxy-cfg history` 查看。",
  }),
  interrupted: () => ({ message: "已中断。", hint: null }),
  internal: ({ problem, version, node, system, go }) => ({
    message: `goproxy-cfg 内部出错：${problem}`,
    hint: `请到 https://www.npmjs.com/package/goproxy-cfg 所列的问题跟踪页反馈，并附上：goproxy-cfg ${version}、Node ${node}、${system}、${go ?? "没有可用的 go"}，以及同一命令加上 --debug 后的输出。`,
  }),
};
