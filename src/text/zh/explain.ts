import type { Code } from "../../findings/findings.ts";

export const explanations: Record<Code, string> = {
  "go.missing": "没有 go 也能保存设置：会写入 go 安装后将要读取的文件。",
  "go.bricked":
    "go 在做任何事之前会先检查 GOTOOLCHAIN、GOROOT 等几个设置，值有误时连 `go env -u` 也会失败。`doctor --fix` 会把该值从 go 的 env 文件中去掉；如果来自环境变量，则要在设置它的地方取消。",
  "go.env-off":
    "GOENV=off 时，`go env -w` 不作提示，照样写入默认文件，却没有人读取。请取消设置 GOENV，或直接设置各个环境变量。",
  "go.env-unwritable":
    "所有者不对（例如用过 `sudo go env -w`）、磁盘只读，或同名位置是一个目录。请把文件及其目录改回归你所有，或用 GOENV 指定别的文件。",
  "go.env-line-ignored":
    "只有从第一列开始、以大写字母开头、变量名后紧跟 `=` 的行，go 才当作设置，其他的行会悄悄忽略。HTTP_PROXY、NO_PROXY 之类从不从这个文件读取。",
  "go.env-literal": "`=` 之后直到行尾都是值。请用 `go env -w KEY=value`，不要手工编辑。",
  "go.env-empty-value":
    "从 go 1.21 起，`GOSUMDB=` 这样的空行（`go env -w GOSUMDB=` 就会写入）会遮住 GOROOT/go.env 中的默认值，使 go 没有值可用。",
  "go.module-mode":
    "GO111MODULE=on 时处处使用模块，go 1.16 起这是默认值。-mod=vendor 来自 GOFLAGS；项目有 vendor 目录时，go 也会自行采用。",
  "go.vulnerable":
    "防止代理篡改模块靠的是校验和数据库。升级之后请检查已下载的内容：`rm go.sum && go mod tidy && go mod verify`。",
  "go.value-by-version":
    "go 的规则变过，而同事、CI 或 go.mod 切换到的 go 可能正是那些版本。请选用各版本理解一致的值。",
  "go.value-corrected": "原来的值会被拒绝或永远不起作用；改正后的值所有 go 版本都接受。",
  "go.absent-written": "没有 go 时，goproxy-cfg 会写入 `go env -w` 所要写的内容。",
  "env.shadowed":
    "环境变量优先于 `go env -w` 保存的值。没有找到设置它的那一行时，请取消设置该变量。",
  "env.rc-conflict": "后读取的文件生效，而顺序取决于是否为登录 shell。两行请只留一行。",
  "env.stale-terminal":
    '终端一直使用启动时的环境变量。`eval "$(goproxy-cfg env)"` 可以更新当前终端。',
  "shell.block-damaged": "我们的区块前后的标记不是正好一对时，不会改动启动文件。",
  "shell.crlf":
    "bash、zsh 等 POSIX shell 会保留回车符。它看不见，却会使模式或关键字不再匹配。`doctor --fix` 会从设置 go 变量的行中去掉它。",
  "shell.gui":
    "`shell install --gui` 写入的内容在桌面会话启动时读取；在 Windows 上，只有无法通知正在运行的程序时才会这样。go 本身不需要它：go 直接读取自己的 env 文件。",
  "shell.refused": "只有在不会造成损害时，才会改动启动文件。",
  "proxy.invalid":
    "go 对所有模块都会拒绝这个列表，包括私有模块。各项用 `,` 或 `|` 分隔；每一项是以 https://、http:// 或 file:/// 开头的 URL，或者 direct、off。",
  "proxy.empty":
    "go 不会把空列表当作默认值，而是报错 `GOPROXY list is not the empty string, but contains no entries`。原因可能是 `go env -w GOPROXY=`、只有一个逗号，或缺少 GOROOT/go.env。",
  "proxy.off": "GONOPROXY 或 GOPRIVATE 匹配的模块仍会直接下载。",
  "proxy.ignored-entries":
    "go 根本不看 `direct` 或 `off` 之后的内容，所以起不到后备作用。请把 `direct` 或 `off` 放在最后。",
  "proxy.no-fallback": "请在唯一的这一项后面加上另一个镜像或 `|direct`。",
  "proxy.comma-fragile":
    "遇到逗号时，超时、拒绝连接、403、502 都会使下载结束，不管下一项有多好。`goproxy-cfg use` 写入的是 `|`。",
  "proxy.insecure-http":
    "除非关闭了校验和数据库，被篡改的模块仍会被发现。服务器支持 https 时请使用 https。",
  "proxy.credentials-refused":
    "go 会报错 `refusing to pass credentials to insecure URL`。请使用 https。",
  "proxy.unusable": "go 仍会接受这一项。多半是 `https` 或冒号写错了。",
  "proxy.retired":
    "这个地址已停止服务，或者虽然广为流传却从来不是模块代理。它会慢慢地失败；域名放弃之后还可能归他人所有。",
  "proxy.not-a-proxy": "这个网页介绍镜像，或属于不提供模块的网站。",
  "private.shadowed":
    "GOPRIVATE 只是 GONOPROXY 和 GONOSUMDB 的默认值，它们一旦设置就不再与它合并。`goproxy-cfg private add … --yes` 可以把它们合成一个列表。",
  "private.never-matches":
    "模式与模块路径（例如 corp.com/team/app）的开头比较。go 对匹配不到任何东西的模式不作提示，相应的模块会被发往公共代理。",
  "private.too-broad":
    "它包括整个代码托管站、整个顶级域名，甚至全部。这些模块会直接下载：很慢，或在墙内根本下载不了。",
  "private.catches-toolchain":
    "go 会直接下载工具链。无法访问 golang.org 时，每次切换到新版 go 都会失败。",
  "private.leaks":
    "没有模式覆盖它，所以它的路径和版本会公开，而下载会失败，因为别处没有它。`goproxy-cfg private add` 可以使它保持私有。",
  "private.no-credentials":
    "私有模块用 git 或 https 直接下载，go 自己从不询问密码。`goproxy-cfg private add … --git ssh` 可以配置 ssh。",
  "git.rewrite-impossible":
    "git 的 insteadOf 逐字比较 URL 的开头。像 *.corp.com 这样的模式，每台主机都需要自己的规则或登录信息。",
  "git.rewrite-exists": "git 配置中已有规则把这台主机指向 ssh，无需再添加。",
  "git.rewrite-conflict": "对一个 URL，git 采用匹配最长的 insteadOf 规则，长度相同时采用第一条。",
  "git.rewrite-removed":
    "这条 insteadOf 规则由 `private add --git ssh` 写入，而这台主机的最后一个模式已移除，或现在要用 https。你自己的规则从不移除。",
  "private.login":
    "通过 https 时，git 用凭据助手或 .netrc 登录，go 自己用 .netrc 登录（go 1.24 起由 GOAUTH 决定）。goproxy-cfg 从不写入密码：.netrc 中的条目由你自己写。",
  "private.corrected": "输入的内容（例如仓库地址）不是 go 所要的模式。",
  "private.duplicate": "没有添加：列表中已有，可能写法不同。",
  "private.subsumed": "没有这个模式，它匹配的模块也都是私有的。",
  "private.apex-not-covered": "`corp.com/*` 还需要一段路径，`*.corp.com` 的域名前还需要一个名字。",
  "private.folded": "GONOPROXY 和 GONOSUMDB 设置后会取代 GOPRIVATE。现在又是一个列表。",
  "private.not-listed": "`goproxy-cfg private list` 列出保存的模式。",
  "sumdb.off":
    "第一次下载到什么 go 就相信什么，并写入 go.sum。对私有模块，设置 GOPRIVATE 就够了。`go env -u GOSUMDB` 可恢复为 sum.golang.org。",
  "sumdb.invalid":
    "只要有模块尚不在 go.sum 中，go 就会发现。值可以是 `off`、sum.golang.org、sum.golang.google.cn，或另一个数据库的密钥，后面可带 URL；不能写成列表，空格也算数。",
  "log.unrecognised":
    "可以识别 go 最近十个版本的错误信息。请给出完整输出：`go build 2>&1 | goproxy-cfg doctor --log -`。",
  "sumdb.unreachable":
    "go 会在校验和数据库中查询每个新模块：经由 GOPROXY 中第一个表示提供该数据库的代理（`/sumdb/NAME/supported` 应答 200），此后一直用它；没有这样的代理就直接访问。请使用提供该数据库的镜像，或 `goproxy-cfg use cn --sumdb cn`。`GOSUMDB=off` 等于放弃校验。",
  "sumdb.mismatch":
    "其他人在同一版本下得到的内容不同：版本被重新打标签、镜像提供了别的内容，或途中有人篡改。",
  "download.failed": "真实执行了下载，没有其他检查结果能解释 go 的原话。",
  "sumdb.bypasses-proxy":
    "自带地址的数据库（例如 sum.golang.google.cn）是又一台必须能访问的主机。没有代理提供该数据库时这样正好。",
  "sumdb.unsupported-scheme": "go 第一次在那里查询模块时就会发现。",
  "sumdb.skipped-widely": "代理可以随意提供内容。请只写你自己的模块。",
  "sumdb.kept": "只有加上 --sumdb，`use` 才会修改你设置的 GOSUMDB。",
  "sumdb.chosen": "中国大陆无法访问 sum.golang.org；sum.golang.google.cn 是同一个数据库。",
  "net.offline": "所有镜像都无法解析或连接。",
  "net.dns": "请检查拼写、DNS 设置，以及是否需要 VPN。",
  "net.refused": "主机存在。请检查端口以及服务是否在运行。",
  "net.timeout":
    "go 自己等待应答没有时限：接受连接却不应答的服务器会使它一直卡住，在 `|` 后面也一样。",
  "net.reset": "防火墙、过载的服务器或中间的代理都会这样。",
  "net.tls-untrusted":
    "可能是公司的 TLS 拦截设备而其证书没有安装，可能是自签名的服务器，也可能是攻击。go 使用系统的证书库，在 Linux 上还有 SSL_CERT_FILE。",
  "net.tls-expired": "如果时钟准确，服务器就需要换新证书。",
  "net.tls-name": "可能是网络的登录页、错误的 DNS 记录，或服务器配置有误。",
  "net.not-tls": "URL 的协议或端口不对。",
  "net.status": "逗号之后，只有 404 和 410 会让 go 尝试下一项。",
  "net.auth": "go 只通过 https 发送登录信息；go 1.24 起也可以来自 GOAUTH。",
  "net.rate-limited": "请稍候，或换一个镜像。",
  "net.captive-portal": "酒店、公司的网络常常这样。",
  "net.bad-response": "这个地址多半不是代理的地址。",
  "net.wrong-version": "go 会拒绝这样的应答。请换一个镜像。",
  "net.truncated": "go 不会重试。",
  "net.redirect": "go 最多跟随十次重定向，而且不会从 https 转到 http。",
  "net.http-proxy": "HTTP_PROXY 或 HTTPS_PROXY 指定了所在网络的代理；NO_PROXY 列出不经过它的主机。",
  "net.clock": "证书看起来会像已过期或尚未生效。请校准时钟。",
  "govcs.invalid":
    "go 一旦直接下载模块就会发现。值由逗号分隔的 模式:工具 组成，例如 `github.com:git,*:off`。",
  "goauth.invalid":
    "go（1.24 起）在第一个 https 请求时就会发现。值可以是 `off`、`netrc`、`git /绝对路径` 或命令，用分号分隔，末尾不能有空的一项。",
  "goinsecure.ineffective": "代理的证书必须被系统信任，在 Linux 上也可以由 SSL_CERT_FILE 指定。",
  "toolchain.unavailable":
    "go.mod 或 GOTOOLCHAIN 要求这个 go 版本。单独的 `go 1.22` 是语言版本，发行版是 1.22.0。",
  "toolchain.sumdb-off":
    "新版 go 作为模块 golang.org/toolchain 下载，GONOSUMDB 也不能使它免于校验。",
  "git.missing": "不来自代理的模块用 git（或其他版本控制工具）下载。请安装 git。",
  "cache.unwritable":
    '常见原因是用过一次 `sudo go …`。请把目录改回归你所有：`sudo chown -R "$USER" "$(go env GOMODCACHE)"`，或存放编译结果的 GOCACHE。',
  "cache.full": "`go clean -modcache` 可以清空缓存，需要时会重新下载。",
  "mirror.unverified": "很多地方都提到它。它一旦应答就能使用。",
  "mirror.measured": "`test` 会显示具体数据，规则见 `test --help`。",
  "mirror.lacks-probe-module": "这是用来测试镜像的公共模块。",
  "team.differs": "`apply` 在你认可团队配置后按它设置本机。",
  "consent-required": "这一步会改动你自己的东西，因此没有执行。",
};
