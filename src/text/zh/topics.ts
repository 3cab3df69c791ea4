import type { Topic } from "../en/topics.ts";

export const topics: Record<Topic, string> = {
  fallback: `go 什么情况下会转到 GOPROXY 的下一项

逗号：只有当某一项回答没有这个模块（404 或 410）时，go 才转到下一项。竖线：任何失败都会转到下一项，例如连接被
拒绝、系统超时、403、500。（go 1.15 起支持；更早的版本会把竖线当成 URL 的一部分。）
$ goproxy-cfg validate 'GOPROXY=https://goproxy.cn,direct'
$ goproxy-cfg validate 'GOPROXY=https://goproxy.cn|direct'

如果服务器接受了连接却一直不作答，用哪个分隔符都没有用：go 会一直等下去。如果它以 200 返回别的内容，例如登录
页面，也没有用：go 会把它当作答复。
$ goproxy-cfg doctor

direct 表示用 git 等工具直接从源仓库获取；off 表示到此为止。两者之后的内容都不会被使用。
$ goproxy-cfg why github.com/google/uuid`,

  patterns: `GOPRIVATE 的模式匹配哪些模块

用逗号分隔的 glob 模式。模式有几段，就与模块路径开头的几段比较；匹配之后，其下的所有路径也都匹配。
$ goproxy-cfg private list

  corp.com        匹配 corp.com 和 corp.com/x，不匹配 git.corp.com
  *.corp.com      匹配 git.corp.com 和 git.corp.com/x，不匹配 corp.com
  corp.com/*      匹配 corp.com/x 和 corp.com/x/y，不匹配 corp.com 本身

要写的是模块路径而不是 URL：带有协议、端口、用户名、开头的斜杠或 /... 的模式什么都匹配不到，而 go 不会提示。星号
不跨越斜杠。
$ goproxy-cfg validate 'GOPRIVATE=https://git.corp.com/...'

GOPRIVATE 只是 GONOPROXY（向谁获取）和 GONOSUMDB（由谁校验）的默认值。其中任何一个单独设置后，就会在自己那部分
取代 GOPRIVATE。
$ goproxy-cfg why git.corp.com/team/app`,

  sumdb: `下载的内容由谁校验

对于 go.sum 中还没有的模块，go 会把它的哈希与校验和数据库比对。默认的 sum.golang.org 在代理提供转发时经由代理
访问，否则直接访问。goproxy.cn 和阿里云的镜像都提供转发，因此 GOSUMDB 不必修改。
$ goproxy-cfg list
$ goproxy-cfg test

sum.golang.google.cn 是同一个数据库的另一个名字，go 会绕过所有代理直接访问它。
GOSUMDB=off 会永久关闭对一切模块的比对，镜像提供什么就是什么。自己的模块应当用 GOPRIVATE，它还能避免把模块名
发送给数据库。
$ goproxy-cfg validate GOSUMDB=off

go 自动下载的工具链总是要校验的：GOSUMDB=off 时会失败。
$ goproxy-cfg why golang.org/toolchain`,

  precedence: `同一个设置有多个值时，以哪个为准

对每个变量，go 取下面第一个有值的：
  1  环境变量，空值不算（启动文件里的 export、CI 变量、容器的 ENV）
  2  \`go env -w\` 写入的文件；这里的空值也算数
  3  GOROOT/go.env，go 1.21 起才有，发行版常在这里设置
  4  内置的默认值
$ goproxy-cfg current

所以只要变量被 export 了，\`go env -w\` 就不起作用；文件中同一个变量有多行时，只有最后一行算数。
$ goproxy-cfg doctor --only env

GOENV 可以指定另一个文件，设为 off 则不读任何文件。这时 \`go env -w\` 不会提示写入的内容没有人读。
$ go env GOENV`,

  myths: `文章怎么说，go 怎么做

“要先设置 GO111MODULE=on。” go 1.16 起它就是默认值，使用代理并不需要它。
$ goproxy-cfg current

“goproxy.cn 是阿里云的。” 它由七牛云运营。阿里云的是 mirrors.aliyun.com/goproxy/。
$ goproxy-cfg list

“https://goproxy.cn,direct 会在镜像故障时回退。” 只有在它回答 404 或 410 时才会；竖线才会在故障时回退。
$ goproxy-cfg help fallback

“在国内必须设置 GOSUMDB=off。” 不必：goproxy.cn 和阿里云的镜像都转发校验和数据库。
$ goproxy-cfg help sumdb

“*.corp.com 包含 corp.com。” 不包含；而 corp.com/... 什么都不匹配。
$ goproxy-cfg help patterns

“在 ~/.bashrc 里 export GOPROXY 最稳妥。” 此后 \`go env -w\` 就被它遮住了，IDE 也看不到它。
$ goproxy-cfg help precedence

“GOFLAGS=-insecure 或 GOINSECURE 能让证书有问题的代理可用。” GOINSECURE 只对直接获取的仓库有效；代理的证书
必须被系统信任，在 Linux 上也可以由 SSL_CERT_FILE 指定。
$ goproxy-cfg doctor`,
};
