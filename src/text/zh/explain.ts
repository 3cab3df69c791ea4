import type { FindingCode } from "../../findings.ts";

export const explanations: Record<FindingCode, string> = {
  "go.missing":
    "PATH 中没有能启动的 go 命令。设置仍可保存：会写入 go 安装后读取的文件。请安装 Go，或把它的 bin 目录加入 PATH。",
  "go.bricked":
    "go 首先检查 GOTOOLCHAIN、GOROOT 等设置，其中有错误的值时，所有命令都会失败，包括 `go env -u`。`doctor --fix` 会从 go 的 env 文件中去掉它；环境变量要在设置它的地方取消。",
  "go.env-off":
    "环境变量 GOENV=off 时，go 不读取 env 文件，`go env -w` 仍悄悄写入没人读取的默认文件。请取消设置 GOENV，或直接设置各个环境变量。",
  "go.env-unwritable":
    "`go env -w` 写入的 env 文件或其目录不可写：所有者不对（例如用过 `sudo go env -w`）、磁盘只读，或同名位置是目录。请把它改回归你所有，或用 GOENV 指定别的文件。",
  "go.env-line-ignored":
    "env 文件的行要从第一列以大写字母开头、变量名后紧跟 `=`，go 才读取。字节顺序标记（BOM）、缩进、`export` 都会使它悄悄失效，HTTP_PROXY、NO_PROXY 之类则从不读取。请用 `go env -w KEY=value`，不要手工编辑。",
  "go.env-literal":
    "`=` 之后直到行尾都是值，包括引号、空格、`# 注释`、Windows 换行和不可见字符。请用 `go env -w KEY=value`，不要手工编辑。",
  "go.env-empty-value":
    "从 go 1.21 起，env 文件中 `GOSUMDB=` 这样的空行会覆盖 GOROOT/go.env 的默认值，go 就没有值可用。`go env -u KEY` 可恢复默认值，`go env -w KEY=` 不行。",
  "go.module-mode":
    "GO111MODULE=off 时，go 按没有模块的旧方式工作，不下载模块；`auto` 时仅在没有 go.mod 的目录中如此。使用 -mod=vendor 时（来自 GOFLAGS 或项目的 vendor 目录），模块只来自该目录。GO111MODULE 只能是 on、off 或 auto。",
  "go.vulnerable":
    "这个 go 版本有已知漏洞，恶意代理可以绕过校验和数据库篡改模块。使用他人的代理时这很重要。请升级 go；`rm go.sum && go mod tidy && go mod verify` 可检查已下载的内容。",
  "go.value-by-version":
    "各版本 go 对这个值的规则不同，而同事、CI 或 go.mod 可能使用另一个版本。请使用各版本理解一致的值。",
  "go.value-corrected": "这个值会被拒绝或永远不起作用，但原意很清楚。改正后的值各版本 go 都接受。",
  "go.value-read": "粘贴的内容不是 go 能接受的写法，但原意没有疑问。这里说明按什么处理，供您核对。",
  "go.unexpanded":
    "go 不会展开设置中的任何内容：`$NAME`、`%NAME%`、`<name>` 都会逐字使用。shell 只在单引号之外展开 `$NAME`，go 的 env 文件中从不展开。",
  "go.not-a-switch":
    "GOPRIVATE、GONOPROXY、GONOSUMDB、GOINSECURE 是模块路径的模式列表；不含点的单词匹配不到模块。开关是 GOSUMDB=off 和 GOPROXY=direct 或 off。有自建代理时，GONOPROXY=none 是正确的写法。",
  "go.unknown-setting":
    "go 会悄悄忽略它不认识的变量。一些文章和自动生成的脚本里写了从未存在过的变量。",
  "go.flags-refused":
    "`go get -insecure` 自 go 1.17 起已取消：GOFLAGS 中有它时，所有 `go get` 都会以 `-insecure flag is no longer supported` 结束。请改用 GOINSECURE 列出主机。",
  "proxy.is-http-proxy":
    "GOPROXY 写的是支持模块代理协议的服务器。上网用的代理（http 或 socks）由 HTTPS_PROXY 设置，可以与任何 GOPROXY 并用。",
  "proxy.restricted": "这个地址真实存在，但只对运营方自己的网络开放。",
  "proxy.near-miss":
    "这个地址与某个已知镜像只差一个字母、后缀或路径。如果是你自己的，请用 `mirror add` 添加。",
  "proxy.public-first":
    "go 按顺序访问 GOPROXY 中的各项，私有模块也不例外，除非 GOPRIVATE 或 GONOPROXY 中有它。排在最前面的公共代理会得知私有模块的名称，甚至替它响应。",
  "proxy.public-behind-private":
    "使用 `|` 时，任何错误都会让 go 继续尝试下一项：公司代理一旦停机或拒绝（401、403、500），其模块的名称就会绕过它的规则发给下一项。使用逗号时，只有 404 和 410 才会继续。",
  "private.is-mirror":
    "模式列表写的是模块路径的开头。模块代理的主机名不在其中：从那里下载的模块仍用自己的名字。",
  "private.odd-pattern":
    "模式按完整的路径段比较：`*.gitlab.com` 匹配 gitlab.com 的子域名，`*github.com` 匹配一切以此结尾的主机。",
  "sumdb.retired":
    "gosum.io 自 2022 年起返回 404，2023 年已从运营方的文档中删除。go 用 GOSUMDB 指定的数据库校验新模块，数据库没有响应就会失败。",
  "sumdb.misplaced":
    "GOSUMDB 可以是 `off`、名称 sum.golang.org 或 sum.golang.google.cn，或其他数据库的密钥（`name+hash+key`）；若数据库在别处，可在空格后写上地址。",
  "govcs.ineffective":
    "GOVCS 是由 模式:系统|系统 组成的列表。go 支持 git、hg、svn、bzr、fossil（以及 mod）、`all` 和 `off`；写成其他名称的永远不会被启动，go 也不会提示。",
  "goauth.not-a-command":
    "GOAUTH 是以 `;` 分隔的列表，各项为 `off`、`netrc`、`git 目录` 或带参数的命令。go 会运行写在那里的内容，运行不了时也不会提示。",
  "go.absent-written": "没有 go 命令，因此按 go 的格式写入了文件。以后安装的 go 会读取它。",
  "env.shadowed":
    "环境变量优先于 `go env -w` 保存的值。请删除启动文件中设置它的行并打开新的终端，或取消设置该变量。",
  "env.rc-conflict":
    "同一个 shell 的两个启动文件给同一个变量设置了不同的值。后读取的生效，顺序取决于是否为登录 shell。请只留一行。",
  "env.stale-terminal":
    '这个终端在修改设置之前打开，一直使用当时的环境变量。请打开新的终端，或更新当前终端：`eval "$(goproxy-cfg env)"`。',
  "env.editor":
    "VS Code 的 Go 扩展会把 `go.toolsEnvVars` 中的变量交给 go 和 gopls，优先于 go 的配置文件和终端中的环境变量。请删除该项，或用 `goproxy-cfg env --as vscode` 让两处一致。",
  "env.not-exported":
    "shell 只把导出的变量交给它启动的程序。请在该行前面加上 `export`，或用 `go env -w` 直接存给 go。",
  "env.rewritten":
    "有启动文件运行 `go env -w` 或 `go env -u`，每次打开终端都会改掉已保存的设置，因此本工具写入的内容留不住。请删除那一行。",
  "shell.not-asked":
    "新终端里有什么，要问 shell 自己：按终端的方式启动它，并给它 5 秒（PowerShell 为 15 秒）读取启动文件。启动文件可以在设置了 GOPROXY_CFG_ASKING 时让开。",
  "shell.erased":
    "在 goproxy-cfg 加入的内容之后，有一行取消了这个变量，或把它设为空。go 视之为未设置，会读取自己的 env 文件，因此只有自行读取这个变量的程序会缺少它。",
  "shell.unreached":
    "启动文件如果在末尾之前返回、退出或改为启动别的程序，就执行不到加在后面的内容。go 读取自己的 env 文件，因此只有自行读取这些变量的程序会缺少它们。",
  "shell.block-damaged":
    "启动文件中 goproxy-cfg 区块的标记已不是正好一对，因此不改动该文件。请手工删除残留部分，再运行 `goproxy-cfg shell install`。",
  "shell.crlf":
    "bash、zsh 等 POSIX shell 会把 Windows 换行中的回车符当作值的一部分，使模式或关键字不再匹配。`doctor --fix` 会从设置 go 变量的行中去掉它。",
  "watch.timer":
    "systemd、launchd 或任务计划程序没有响应或拒绝了请求。没有用户会话的 ssh 登录中没有该用户的 systemd：`loginctl enable-linger` 会在开机时启动它。",
  "shell.gui":
    "`shell install --gui` 写入的内容在桌面会话启动时读取，其中的程序下次登录才会看到改动（在 Windows 上，仅当无法通知正在运行的程序时）。go 只读取自己的 env 文件。",
  "shell.refused":
    "不改动启动文件，因为可能有害：它只读、不是文本、是 UTF-16，或者其中我们的区块被修改过。",
  "proxy.invalid":
    "go 对所有模块都拒绝这个列表，包括私有模块。各项用 `,` 或 `|` 分隔，每一项是以 https://、http:// 或 file:/// 开头的 URL，或者 direct、off。",
  "proxy.empty":
    "GOPROXY 中没有代理，go 也不使用默认值：所有下载都会失败，报错 `GOPROXY list is not the empty string, but contains no entries`。原因是 `go env -w GOPROXY=` 或只有一个逗号。`go env -u GOPROXY` 可恢复默认值。",
  "proxy.off":
    "GOPROXY=off 禁止所有下载，缓存中的模块仍可使用。GONOPROXY 或 GOPRIVATE 匹配的模块仍会直接下载。`go env -u GOPROXY` 可恢复默认值。",
  "proxy.ignored-entries":
    "go 读到 `direct` 或 `off` 就停止，之后的内容不起后备作用。请把 `direct` 或 `off` 放在最后。",
  "proxy.no-fallback":
    "只有一项时，代理一停，所有下载都会失败。请在后面加上另一个镜像或 `|direct`。",
  "proxy.comma-fragile":
    "逗号之后，只有 404 和 410 会让 go 尝试下一项；超时、拒绝连接、403、502 都会使下载失败。`|` 之后任何错误都会让 go 尝试下一项；`goproxy-cfg use` 写入 `|`。",
  "proxy.insecure-http":
    "模块经由明文 http 下载，途中任何人都能查看和篡改。校验和数据库没有关闭时，能发现篡改。服务器支持 https 时请使用 https。",
  "proxy.credentials-refused":
    "go 不会通过明文 http 发送用户名和密码：对这个代理的所有请求都会失败，报错 `refusing to pass credentials to insecure URL`。请使用 https。",
  "proxy.unusable":
    "go 接受这一项，但它永远无法提供模块：没有主机名，或者主机名或端口无效。多半是 `https` 或冒号写错了。",
  "proxy.retired":
    "这个地址已停止服务，或者从来不是模块代理，虽然广为流传。它会慢慢地失败，域名放弃后还可能归他人所有。请改用提示中的那个。",
  "proxy.not-a-proxy":
    "这是介绍镜像的网页或没有模块的网站的地址，go 得到的是网页而不是模块。请使用镜像本身的地址。",
  "private.shadowed":
    "GONOPROXY 和 GONOSUMDB 一旦设置，就覆盖默认值 GOPRIVATE，其中它们没有的模式在那方面不起作用。`goproxy-cfg private add … --yes` 可把它们合成一个列表。",
  "private.never-matches":
    "模式与模块路径（例如 corp.com/team/app）的开头比较：没有协议、端口、用户名、空格和 `...`，主机名为小写。匹配不到内容时 go 不提示，模块会被发往公共代理。",
  "private.too-broad":
    "这个模式匹配了他人的模块：整个代码托管站或顶级域名，甚至全部。它们会直接下载（很慢，或在墙内下载不了），不经校验。请只写你自己的模块。",
  "private.catches-toolchain":
    "这个模式也匹配 golang.org/toolchain，go 会直接下载新的工具链，不经过代理。无法访问 golang.org 时，切换到新版 go 会失败。请只写你自己的模块。",
  "private.leaks":
    "模块名看起来属于公司，却没有模式阻止它被发往公共代理或校验和数据库：它的路径会在那里公开，下载也会失败。`goproxy-cfg private add` 可使它保持私有。",
  "private.no-credentials":
    "私有模块用 git 或 https 直接下载。没有找到登录这台主机的方式：.netrc、GOAUTH、凭据助手、指向 ssh 的 insteadOf。go 从不询问密码。`goproxy-cfg private add … --git ssh` 可配置 ssh。",
  "git.rewrite-impossible":
    "git 的 insteadOf 逐字比较 URL 的开头，它和 .netrc 都不支持通配符。像 *.corp.com 这样的模式，每台主机都需要自己的规则或登录信息。",
  "git.rewrite-exists": "git 已有规则把这台主机的 URL 指向 ssh，无需添加。",
  "git.rewrite-conflict":
    "对一个 URL，git 采用匹配最长的 insteadOf 规则，长度相同时采用第一条。你自己的一条规则挡住了新规则；只指出它，不改动它。",
  "git.rewrite-removed":
    "这条 insteadOf 规则由 `private add --git ssh` 写入，而这台主机的最后一个模式已移除，或现在要用 https。你自己的规则从不移除。",
  "private.login":
    "通过 https 时，git 用凭据助手或 ~/.netrc 登录，go 自己用 .netrc（1.24 起由 GOAUTH 决定）。go 运行时两者都不询问密码。goproxy-cfg 从不写入密码：.netrc 要由你自己写。",
  "private.corrected": "输入的（例如仓库地址）不是 go 的模式，已按原意理解。",
  "private.duplicate": "这个模式已在列表中，可能写法不同。",
  "private.subsumed": "列表中另一个模式已匹配它的全部内容。",
  "private.apex-not-covered":
    "`corp.com/*` 还需要一段路径，`*.corp.com` 的域名前还需要一个名字：都不匹配模块 corp.com 本身。如有该模块，请添加。",
  "private.folded":
    "GONOPROXY 或 GONOSUMDB 曾覆盖 GOPRIVATE。它们的模式已并入 GOPRIVATE，它们已取消设置，又是一个列表。",
  "private.not-listed": "保存的列表中没有这个模式，无需移除。",
  "sumdb.off":
    "GOSUMDB=off 时，第一次下载到什么 go 就相信什么，并写入 go.sum。工具链总要校验，所以新的工具链无法下载。私有模块只需设置 GOPRIVATE。`go env -u GOSUMDB` 可恢复默认值 sum.golang.org。",
  "sumdb.invalid":
    "只要有模块尚不在 go.sum 中，go 就会拒绝这个值。它可以是 `off`、sum.golang.org、sum.golang.google.cn，或另一个数据库的密钥，后面可带 URL；不能是列表，空格也算数。",
  "log.not-understood":
    "go 的这一行说有东西没能得到，但与已知的说法都不符。这里照原样显示（去掉密码）；`doctor --module M@V` 可在本机重试。欢迎报告这一行。",
  "log.unrecognised":
    "--log 的日志里没有 go 1.11 到 1.27无法下载模块或工具链时的信息。请给出完整输出：`go build 2>&1 | goproxy-cfg doctor --log -`。",
  "sumdb.unreachable":
    "go 会在校验和数据库中查询每个新模块：始终经由 GOPROXY 中第一个提供该数据库的代理（`/sumdb/NAME/supported` 响应 200），没有就直接访问。得不到它的响应就无法校验，下载会失败。请使用提供该数据库的镜像，或 `goproxy-cfg use cn --sumdb cn`。`GOSUMDB=off` 等于放弃校验。",
  "sumdb.mismatch":
    "下载到的内容与他人在同一版本下得到的不同：版本被重新打标签、镜像内容不同，或途中有人篡改。请换一个镜像，执行 `go clean -modcache`，不要关闭校验。",
  "download.failed": "真实下载失败了，没有其他检查结果能解释。这是 go 的原话。",
  "sumdb.bypasses-proxy":
    "自带地址的数据库（例如 sum.golang.google.cn）会直接访问，不经过 GOPROXY。没有代理提供该数据库时这样正好，否则多了一台必须能访问的主机。",
  "sumdb.unsupported-scheme":
    "go 接受这个值，但无法访问这个地址：必须以 https://、http:// 或 file:// 开头。",
  "sumdb.skipped-widely":
    "GONOSUMDB 匹配了他人的模块。它们不经校验，代理可以随意提供内容。请只写你自己的模块。",
  "sumdb.kept": "GOSUMDB 是你自己设置的，不改动它。",
  "sumdb.chosen":
    "所选镜像都不提供校验和数据库，而中国大陆无法访问 sum.golang.org。sum.golang.google.cn 是那里的同一个数据库。",
  "net.offline": "所有镜像都无法解析或连接：这台机器似乎没有网络。",
  "net.dns": "找不到主机，或域名服务器没有响应。请检查拼写、DNS 设置和是否需要 VPN。",
  "net.refused": "主机存在，但该端口没有服务，或被防火墙拒绝。请检查端口和服务是否在运行。",
  "net.timeout":
    "没有及时得到响应。go 不设超时，会一直等下去：接受连接却不响应的服务器会使它卡住，`|` 之后也一样。",
  "net.reset": "响应之前连接就被关闭了：被防火墙、过载的服务器或途中的代理。",
  "net.tls-untrusted":
    "签发证书的机构不受这台机器信任：公司的 TLS 拦截设备（证书没有安装）、自签名的服务器，或攻击。go 使用系统证书库，在 Linux 上还有 SSL_CERT_FILE。",
  "net.tls-expired": "证书现在无效：证书过期了，或这台机器的时钟不准。",
  "net.tls-name": "证书属于另一个名字：网络的登录页、错误的 DNS 记录，或服务器配置有误。",
  "net.not-tls": "服务器用明文 http 响应 https：协议或端口不对。",
  "net.status": "代理返回了错误。逗号之后，只有 404 和 410 会让 go 尝试下一项。",
  "net.auth": "代理要求登录。go 从 .netrc、GOAUTH（1.24 起）或 URL 中取得登录信息，只用于 https。",
  "net.rate-limited": "短时间内请求太多，被服务器拒绝。请稍候，或换一个镜像。",
  "net.captive-portal": "go 得到的是登录页而不是模块：网络（酒店、公司）要求先登录。请打开浏览器。",
  "net.bad-response": "响应不是模块，而是网页、空内容或损坏的内容。这个地址多半不是代理的地址。",
  "net.wrong-version": "代理返回的版本与请求的不同。",
  "net.truncated": "响应没有传完就结束了。go 不会重试。",
  "net.redirect": "go 拒绝服务器的重定向：从 https 到 http、循环，或没有地址。",
  "net.http-proxy":
    "HTTP_PROXY 或 HTTPS_PROXY 指定的网络代理没有放行这个请求。NO_PROXY 列出不经过它的主机。",
  "net.clock": "这台机器的时钟偏差太大，证书看起来已过期或尚未生效。请校准时钟。",
  "govcs.invalid":
    "go 一旦直接下载模块就会拒绝 GOVCS，或者 GOVCS 不允许该模块所用的版本控制工具：默认情况下，公开模块只能通过 git 和 hg 获取。它由逗号分隔的 模式:工具 组成，例如 `github.com:git,*:off`。",
  "goauth.invalid":
    "go（1.24 起）在第一个 https 请求时就会拒绝 GOAUTH。它可以是 `off`、`netrc`、`git /绝对路径` 或命令，用分号分隔，末尾不能有空的一项。",
  "goinsecure.ineffective":
    "GOINSECURE 只用于直接下载的模块：不会使 go 接受代理的证书，也不会关闭校验和数据库。",
  "toolchain.unavailable":
    "无法得到 go.mod 或 GOTOOLCHAIN 要求的 go 版本：禁止切换、没有这个版本，或禁止下载。`go 1.22` 是语言版本，发行版是 1.22.0。",
  "toolchain.sumdb-off":
    "新版 go 以模块的形式下载，无论 GONOSUMDB 怎么设置，总要校验：GOSUMDB=off 时切换会失败。`go env -u GOSUMDB` 可恢复默认值。",
  "git.missing": "不来自代理的模块用 git（或其他版本控制工具）下载。请安装 git。",
  "cache.unwritable":
    'go 无法写入模块缓存（GOMODCACHE）或编译缓存（GOCACHE），常因用过 `sudo go …`。请把它改回归你所有：`sudo chown -R "$USER" "$(go env GOMODCACHE)"`。',
  "cache.full": "模块缓存所在的磁盘已满。`go clean -modcache` 可清空缓存，需要时会重新下载。",
  "gateway.down": "go 要访问的本机网关没有运行。用 `gateway up` 启动，或用 `use` 换成别的镜像。",
  "gateway.config":
    "网关的配置被改动，或证书已不存在；正在运行的网关继续工作，但无法重新加载。`gateway up` 会重新写出配置。",
  "gateway.mirror-down":
    "网关背后有一个镜像失败。下载由其他镜像继续；用 `gateway init` 换一组镜像可去掉它。",
  "mirror.unverified":
    "很多地方提到这个镜像，但没有证据表明它在该地址提供服务。它一旦响应就能使用。",
  "mirror.measured": "`use auto` 的测量结果和选定的顺序。`test` 显示数据，`test --help` 显示规则。",
  "mirror.lacks-probe-module":
    "镜像有响应，但没有用来测试镜像的公共模块。对私有模块代理来说这很正常。",
  "team.differs": "本机与仓库的团队配置不一致。`check` 显示差异，`apply` 经你确认后修改本机设置。",
  "consent-required": "有一步会改动你自己的东西，因此没有执行。可用提示中的命令执行。",
};
