import type { Topic } from "../shape.ts";

export const topics: Record<Topic, string> = {
  fallback: `go 什么时候会尝试 GOPROXY 的下一项

逗号：只有模块不存在（404、410）时，go 才会尝试下一项。竖线：任何错误都会，例如拒绝连接、连接超时、403、500。
（go 1.15 起支持；更早的版本会把竖线当成 URL 的一部分。）
$ goproxy-cfg validate "GOPROXY=https://goproxy.cn,direct"
$ goproxy-cfg validate "GOPROXY=https://goproxy.cn|direct"

服务器接受了连接却不响应时，两种分隔符都没有用：go 会一直等下去。以 200 返回别的内容（例如登录页）时也一样：go
会把它当作响应。
$ goproxy-cfg doctor

direct 表示用 git 等工具直接从源仓库下载；off 表示到此为止。两者之后的内容都不会使用。
$ goproxy-cfg why github.com/google/uuid`,

  patterns: `GOPRIVATE 的模式匹配哪些模块

用逗号分隔的 glob 模式。模式有几段，就与模块路径开头的几段比较；匹配之后，其下的所有路径也都匹配。星号不跨越斜杠。
$ goproxy-cfg private list

  corp.com        匹配 corp.com 和 corp.com/x，不匹配 git.corp.com
  *.corp.com      匹配 git.corp.com 和 git.corp.com/x，不匹配 corp.com
  corp.com/*      匹配 corp.com/x 和 corp.com/x/y，不匹配 corp.com 本身

带有协议、端口、用户名、开头的斜杠或 /... 的模式匹配不到任何模块，而 go 不作提示。
$ goproxy-cfg validate "GOPRIVATE=https://git.corp.com/..."

GOPRIVATE 只是 GONOPROXY（向谁下载）和 GONOSUMDB（由谁校验）的默认值。其中一个单独设置后，就会在其职责内覆盖
GOPRIVATE。
$ goproxy-cfg why git.corp.com/team/app`,

  sumdb: `下载的内容由谁校验

对于 go.sum 中还没有的模块，go 会把它的哈希与校验和数据库比对。默认的 sum.golang.org 在代理提供转发时经由代理
访问，否则直接访问。goproxy.cn 和阿里云的镜像都提供转发，因此 GOSUMDB 不必修改。
$ goproxy-cfg list
$ goproxy-cfg test

sum.golang.google.cn 是同一个数据库的另一个名字，go 会绕过所有代理直接访问它。
GOSUMDB=off 时什么都不比对，镜像提供什么就是什么。自己的模块应当用 GOPRIVATE，它还能避免把模块名发给数据库。
$ goproxy-cfg validate GOSUMDB=off

go 自动下载的工具链总是要校验的：GOSUMDB=off 时会失败。
$ goproxy-cfg why golang.org/toolchain`,

  precedence: `同一个设置有多个值时，以哪个为准

对每个变量，go 取下面第一个有值的：
  1  环境变量，空值不算（启动文件里的 export、CI 变量、容器的 ENV）
  2  \`go env -w\` 写入的文件；go 1.21 起，这里的空值也算数
  3  GOROOT/go.env，go 1.21 起才有，发行版常在这里设置
  4  内置的默认值
$ goproxy-cfg current

所以只要变量被 export 了，\`go env -w\` 就不起作用；文件中同一个变量有多行时，只有最后一行算数。
$ goproxy-cfg doctor --only env

GOENV 可以指定另一个文件，设为 off 则不读任何文件：\`go env -w\` 写入的内容没有人读。
$ go env GOENV`,

  myths: `网上的说法与 go 的实际行为

“要先设置 GO111MODULE=on。” go 1.16 起它就是默认值：即使第一行为空，go 也处于模块模式（第二行有输出就说明是）。
$ go env GO111MODULE GOMOD

“goproxy.cn 是阿里云的。” 它由七牛云运营。阿里云的是 mirrors.aliyun.com/goproxy/。
$ goproxy-cfg list

“https://goproxy.cn,direct 会在镜像故障时回退。” 只有遇到 404 或 410 时才会；要用竖线。
$ goproxy-cfg validate "GOPROXY=https://goproxy.cn,direct"

“在国内必须设置 GOSUMDB=off。” 不必：goproxy.cn 和阿里云的镜像都转发校验和数据库。
$ goproxy-cfg test goproxy.cn aliyun

“*.corp.com 包含 corp.com。” 不包含；而 corp.com/... 什么都不匹配。
$ goproxy-cfg validate "GOPRIVATE=*.corp.com,corp.com/..."

“在 ~/.bashrc 里 export GOPROXY 最稳妥。” 此后 \`go env -w\` 就被它覆盖了，有些 IDE 也看不到它。
$ goproxy-cfg current

“GOFLAGS=-insecure 或 GOINSECURE 能让证书有问题的代理可用。” GOINSECURE 只对直接下载有效；代理的证书
必须被系统信任，在 Linux 上也可以由 SSL_CERT_FILE 指定。
$ goproxy-cfg validate "GOINSECURE=*"`,
};
