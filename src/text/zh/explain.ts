import type { Code } from "../../findings/findings.ts";

export const explanations: Record<Code, string> = {
  "go.missing":
    "PATH 中没有 go 命令，或者名为 go 的程序无法启动。设置仍然可以保存：会写入 go 安装后将要读取的文件。请安装 Go，或把它的 bin 目录加入 PATH。",
  "go.bricked":
    "go 在做任何事之前会先检查 GOTOOLCHAIN、GOROOT 等几个设置。其中有错误的值时，所有命令都会失败，包括 `go env -u`。`doctor --fix` 会把该值从 go 的 env 文件中去掉；如果来自环境变量，则要在设置它的地方取消。",
  "go.env-off":
    "环境变量 GOENV=off 时，go 不读取 env 文件。`go env -w` 对此不作提示，照样写入默认文件，却没有人读取。请取消设置 GOENV，或直接设置各个环境变量。",
  "go.env-unwritable":
    "`go env -w` 保存设置的文件或其目录不可写：所有者不对（例如用过 `sudo go env -w`）、磁盘只读、或同名位置是一个目录。请把它改回归你所有，或用 GOENV 指定别的文件。",
  "go.env-line-ignored":
    "只有从第一列开始、以大写字母开头、变量名后紧跟 `=` 的行，go 才当作设置。字节顺序标记（BOM）、缩进、`export`、小写字母、`=` 前的空格都会使这一行悄悄失效。HTTP_PROXY、NO_PROXY 之类从不从这个文件读取。",
  "go.env-literal":
    "`=` 之后直到行尾都是值：引号、空格、`# 注释`、Windows 换行和不可见字符都会成为值的一部分。请用 `go env -w KEY=value`，不要手工编辑。",
  "go.env-empty-value":
    "从 go 1.21 起，env 文件中 `GOSUMDB=` 这样的空行会遮住 GOROOT/go.env 中的默认值，使 go 没有值可用。恢复默认值要用 `go env -u KEY`，而不是 `go env -w KEY=`。",
  "go.module-mode":
    "GO111MODULE=off 时，go 按模块出现之前的方式工作，不下载任何模块；`auto` 时在没有 go.mod 的目录中也是如此。使用 -mod=vendor 时（来自 GOFLAGS，或因为项目有 vendor 目录），模块只来自该目录。GO111MODULE 的其他值都是错误。",
  "go.vulnerable":
    "校验和数据库可以防止代理篡改模块。这个 go 版本有已知漏洞，恶意代理可以绕过校验；使用他人的代理时这一点很重要。请升级 go；用 `rm go.sum && go mod tidy && go mod verify` 可以检查已下载的内容。",
  "go.value-by-version":
    "不同版本的 go 对这个值的规则不同：同事、CI 或 go.mod 切换到的另一个 go 会有不同的理解。请选用各版本理解一致的值。",
  "go.value-corrected":
    "这个值会被拒绝或永远不起作用，而原意很清楚。改正后的值所有 go 版本都接受。",
  "go.absent-written": "没有找到 go，因此按 go 自己的格式写入了文件，以后安装的 go 会读取它。",
  "env.shadowed":
    "环境变量优先于 `go env -w` 保存的值，所以保存的值在当前终端不起作用。能找到时会指出是启动文件的哪一行设置了它。请删除那一行并打开新的终端，或取消设置该变量。",
  "env.rc-conflict":
    "同一个 shell 启动时读取的两个文件给同一个变量设置了不同的值。后读取的生效，而顺序取决于是否为登录 shell。两行请只留一行。",
  "env.stale-terminal":
    '终端一直使用启动时的环境变量，而这个终端是在修改设置之前打开的。新的终端会有新的值；`eval "$(goproxy-cfg env)"` 可以更新当前终端。',
  "shell.block-damaged":
    "goproxy-cfg 用前后各一行标记它在启动文件中的区块。现在标记不再正好是一对，因此不会改动该文件。请手工删除残留的部分，再运行 `goproxy-cfg shell install`。",
  "shell.crlf":
    "bash、zsh 等 POSIX shell 会把 Windows 换行中的回车符当作值的一部分，变量末尾便多了一个看不见的字符，模式或关键字不再匹配。`doctor --fix` 会从设置 go 变量的行中去掉它。",
  "shell.gui":
    "`shell install --gui` 写入的内容在桌面会话启动时读取，所以从桌面启动的程序要到下次登录才会看到改动；在 Windows 上，只有无法通知正在运行的程序时才会这样。go 本身不需要它：go 直接读取自己的 env 文件。",
  "shell.refused":
    "启动文件没有改动，因为改动可能有害：它是只读的、不是文本、是 UTF-16，或者其中我们的区块被修改过。",
  "proxy.invalid":
    "go 拒绝这个列表，而且对所有模块都如此，包括私有模块。各项用 `,` 或 `|` 分隔；每一项是以 https://、http:// 或 file:/// 开头的 URL，或者 direct、off。",
  "proxy.empty":
    "GOPROXY 中一个代理也没有，go 并不把它当作默认值：所有下载都会失败，报错 `GOPROXY list is not the empty string, but contains no entries`。原因可能是 `go env -w GOPROXY=`、只有一个逗号，或缺少 GOROOT/go.env。`go env -u GOPROXY` 可恢复默认值。",
  "proxy.off":
    "GOPROXY=off 禁止一切下载，缓存中的模块仍可使用。GONOPROXY 或 GOPRIVATE 匹配的模块仍会直接下载。",
  "proxy.ignored-entries":
    "go 读到 `direct` 或 `off` 就停止，之后的内容根本不看，所以起不到后备作用。请把 `direct` 或 `off` 放在最后。",
  "proxy.no-fallback":
    "只有一项就没有第二次机会：代理一停，下载也就停了。请在后面加上另一个镜像或 `|direct`。",
  "proxy.comma-fragile":
    "逗号之后，只有应答是 404 或 410 时 go 才尝试下一项；超时、拒绝连接、403、502 都会使下载结束，不管下一项有多好。`|` 之后任何错误都会继续。`goproxy-cfg use` 写入的是 `|`。",
  "proxy.insecure-http":
    "模块经由明文 http 下载，途中任何人都能查看和篡改。除非关闭了校验和数据库，被篡改的模块仍会被发现。服务器支持 https 时请使用 https。",
  "proxy.credentials-refused":
    "go 不会通过明文 http 发送用户名和密码：对这个代理的每个请求都会失败，报错 `refusing to pass credentials to insecure URL`。请使用 https。",
  "proxy.unusable":
    "go 接受这一项，但它永远无法提供模块：没有主机名、go 当作主机名的部分不是主机名，或没有这样的端口。多半是 `https` 或冒号写错了。",
  "proxy.retired":
    "已知这个地址已停止服务，或者虽然广为流传却从来不是模块代理。它会慢慢地失败；域名放弃之后还可能归他人所有。请改用提示中的那个。",
  "proxy.not-a-proxy":
    "这是介绍镜像的网页，或不提供模块的网站的地址，go 得到的是网页而不是模块。请使用镜像本身的地址。",
  "private.shadowed":
    "GONOPROXY 和 GONOSUMDB 默认取 GOPRIVATE 的值；一旦设置，就会取代它，而不是与它合并。GOPRIVATE 中它们没有的模式在那方面不起作用。`goproxy-cfg private add … --yes` 可以把它们合成一个列表。",
  "private.never-matches":
    "模式与模块路径（例如 corp.com/team/app）的开头比较：没有协议、端口、用户名、空格和 `...`，主机名为小写。go 对匹配不到任何东西的模式不作提示，这些模块会被发往公共代理。",
  "private.too-broad":
    "这个模式把不属于你的模块也当作私有：整个代码托管站、整个顶级域名，甚至全部。它们会被直接下载（很慢，或在墙内根本下载不了），而且不经校验。",
  "private.catches-toolchain":
    "这个模式也匹配 golang.org/toolchain，go 会直接下载新的工具链而不经过代理。无法访问 golang.org 时，每次切换到新版 go 都会失败。",
  "private.leaks":
    "模块名看起来属于公司内部，却没有模式阻止它被发往公共代理或公共校验和数据库：它的路径和版本会在那里公开，而下载会失败，因为那里没有它。`goproxy-cfg private add` 可以使它保持私有。",
  "private.no-credentials":
    "私有模块用 git 或 https 直接下载。没有找到能登录这台主机的东西：.netrc、GOAUTH、凭据助手、指向 ssh 的 insteadOf 都没有。go 自己从不询问密码。`goproxy-cfg private add … --git ssh` 可以配置 ssh。",
  "git.rewrite-impossible":
    "git 的 insteadOf 逐字比较 URL 的开头，不支持通配符，.netrc 也一样。像 *.corp.com 这样的模式，每台主机都需要自己的规则或登录信息。",
  "git.rewrite-exists": "git 配置中已有规则把这台主机的 URL 指向 ssh，无需再添加。",
  "git.rewrite-conflict":
    "对一个 URL，git 采用匹配最长的 insteadOf 规则，长度相同时采用第一条。用户自己的一条规则挡住了想要的规则；只指出它，不改动它。",
  "git.rewrite-removed":
    "这条 insteadOf 规则由 `private add --git ssh` 写入，而这台主机的最后一个模式已移除，或现在要用 https。用户自己的规则从不移除。",
  "private.login":
    "通过 https 时，git 用凭据助手或 ~/.netrc 登录，go 自己的请求用 .netrc 登录（1.24 起由 GOAUTH 决定）。go 运行时两者都不会询问密码。本工具从不写入密码：.netrc 中的条目由你自己写。",
  "private.corrected": "输入的不是 go 所要的模式（例如仓库地址），已按其原意理解。",
  "private.duplicate": "这个模式已在列表中，可能写法不同。",
  "private.subsumed": "列表中另一个模式已经覆盖了它匹配的全部内容。",
  "private.apex-not-covered":
    "`corp.com/*` 还需要一段路径，`*.corp.com` 的域名前还需要一个名字：两者都不匹配模块 corp.com 本身。如果有这样的模块，请添加它。",
  "private.folded":
    "GONOPROXY 或 GONOSUMDB 曾取代 GOPRIVATE。它们的模式已并入 GOPRIVATE，它们自己已取消设置，现在又是一个列表。",
  "private.not-listed": "保存的列表中没有这个模式，无需移除。",
  "sumdb.off":
    "GOSUMDB=off 时，第一次下载到什么 go 就相信什么，并写入 go.sum。工具链总是要校验，所以新的工具链根本无法下载。对私有模块，设置 GOPRIVATE 就够了。`go env -u GOSUMDB` 可恢复为 sum.golang.org。",
  "sumdb.invalid":
    "只要有模块尚不在 go.sum 中，go 就会拒绝这个值。它可以是 `off`、sum.golang.org、sum.golang.google.cn，或另一个数据库的密钥，后面可带 URL；不能写成列表，空格也算数。",
  "log.unrecognised":
    "用 --log 给出的日志里，没有 go 最近十个版本表示无法下载模块或工具链的信息。请给出完整输出：`go build 2>&1 | goproxy-cfg doctor --log -`。",
  "sumdb.unreachable":
    "go 会在校验和数据库中查询每个新模块：经由 GOPROXY 中第一个表示提供该数据库的代理（`/sumdb/NAME/supported` 应答 200），此后一直用它；没有这样的代理就直接访问。所走的这条路没有给出可用的应答，因此无法校验，下载失败。请使用提供该数据库的镜像，或 `goproxy-cfg use cn --sumdb cn`。`GOSUMDB=off` 等于放弃校验。",
  "sumdb.mismatch":
    "下载到的内容与其他人在同一版本下得到的不同：版本被重新打标签、镜像提供了不同的内容，或途中有人篡改。请换一个镜像，清理模块缓存，不要关闭校验。",
  "download.failed": "真实执行了下载，失败的原因没有其他检查结果能解释。这是 go 的原话。",
  "sumdb.bypasses-proxy":
    "自带地址的数据库（例如 sum.golang.google.cn）会被直接访问，不经过 GOPROXY。没有代理提供该数据库时这样正好，否则就多了一台必须能访问的主机。",
  "sumdb.unsupported-scheme":
    "go 接受这个值，但无法访问这个地址：必须以 https://、http:// 或 file:// 开头。",
  "sumdb.skipped-widely":
    "GONOSUMDB 匹配了他人的模块，它们不会被校验：代理可以随意提供内容。请只写你自己的模块。",
  "sumdb.kept": "GOSUMDB 是你自己设置的，保持不变。",
  "sumdb.chosen":
    "所选镜像都不提供校验和数据库，而中国大陆无法访问 sum.golang.org。sum.golang.google.cn 是同一个数据库，在那里可以访问。",
  "net.offline": "所有镜像都无法解析或连接：这台机器似乎没有网络。",
  "net.dns": "找不到主机名，或域名服务器没有应答。请检查拼写、DNS 设置，以及是否需要 VPN。",
  "net.refused": "主机存在，但该端口没有服务，或被防火墙拒绝。请检查端口以及服务是否在运行。",
  "net.timeout":
    "没有及时得到应答。go 自己等待应答没有时限：接受连接却不应答的地址会使它一直卡住，在 `|` 后面也一样。",
  "net.reset": "应答到来之前连接就被关闭了。防火墙、过载的服务器或中间的代理都会这样。",
  "net.tls-untrusted":
    "证书不是由这台机器信任的机构签发的：可能是公司的 TLS 拦截设备而其证书没有安装，可能是自签名的服务器，也可能是攻击。go 使用系统的证书库，在 Linux 上还有 SSL_CERT_FILE。",
  "net.tls-expired": "按这台机器的时间，证书不在有效期内：证书过期了，或者时钟不准。",
  "net.tls-name": "证书属于另一个名字：网络的登录页、错误的 DNS 记录，或服务器配置有误。",
  "net.not-tls": "请求的是 https，服务器却以明文 http 应答：协议或端口不对。",
  "net.status": "代理返回了错误。逗号之后，只有 404 和 410 会让 go 尝试下一项。",
  "net.auth":
    "代理要求登录。go 从 .netrc、GOAUTH（1.24 起）或 URL 中取得登录信息，而且只用于 https。",
  "net.rate-limited": "短时间内请求太多，被服务器拒绝。请稍候，或换一个镜像。",
  "net.captive-portal":
    "得到的是登录页而不是模块：所在网络（酒店、公司）要求先登录。请打开浏览器。",
  "net.bad-response": "应答不是模块：是网页、空内容或损坏的内容。这个地址多半不是代理的地址。",
  "net.wrong-version": "代理返回的版本与请求的不同。",
  "net.truncated": "应答没有传完就结束了。go 不会重试。",
  "net.redirect": "服务器的重定向方式为 go 所拒绝：从 https 到 http、循环，或没有地址。",
  "net.http-proxy":
    "HTTP_PROXY 或 HTTPS_PROXY 指定了所在网络的代理，而它没有放行这个请求。NO_PROXY 列出不经过它的主机。",
  "net.clock": "这台机器的时钟偏差太大，证书看起来已过期或尚未生效。请校准时钟。",
  "govcs.invalid":
    "go 一旦直接下载模块就会拒绝 GOVCS。它由逗号分隔的 模式:工具 组成，例如 `github.com:git,*:off`。",
  "goauth.invalid":
    "go（1.24 起）在第一个 https 请求时会拒绝 GOAUTH。它可以是 `off`、`netrc`、`git /绝对路径` 或命令，用分号分隔，末尾不能有空的一项。",
  "goinsecure.ineffective":
    "GOINSECURE 只影响直接下载的模块：既不会使 go 接受代理的证书，也不会关闭校验和数据库。",
  "toolchain.unavailable":
    "go.mod 或 GOTOOLCHAIN 要求的 go 版本无法得到：不允许切换、没有这个版本，或禁止下载。单独的 `go 1.22` 是语言版本，发行版是 1.22.0。",
  "toolchain.sumdb-off":
    "新版 go 以模块的形式下载，无论 GONOSUMDB 怎么设置，总是要经校验和数据库校验。GOSUMDB=off 时无法校验，切换就会失败。",
  "git.missing": "不来自代理的模块用 git（或其他版本控制工具）下载。请安装 git。",
  "cache.unwritable":
    'go 无法写入存放模块（GOMODCACHE）或编译结果（GOCACHE）的目录，常见原因是用过一次 `sudo go …`。请把目录改回归你所有：`sudo chown -R "$USER" "$(go env GOMODCACHE)"`。',
  "cache.full":
    "模块缓存所在的磁盘没有空间了。`go clean -modcache` 可以清空缓存，需要时会重新下载。",
  "mirror.unverified":
    "很多地方都提到这个镜像，但没有找到它在该地址提供服务的证据。它一旦应答就能使用。",
  "mirror.measured":
    "`use auto` 的测量结果以及据此选定的顺序。`test` 会显示具体数据，规则见 `test --help`。",
  "mirror.lacks-probe-module":
    "镜像有应答，但没有用来测试镜像的那个公共模块。对私有模块代理来说这很正常。",
  "team.differs":
    "仓库里有团队配置，而本机与它不一致。`check` 显示差异；`apply` 在你认可该文件后按它设置本机。",
  "consent-required": "有一步因为会改动你自己的东西而没有执行，提示中的命令可以执行它。",
};
