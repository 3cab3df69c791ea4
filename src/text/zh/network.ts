import type { OddSum, ProxyFault, TimePhase, Unrecognised, WrongBody } from "../../findings.ts";
import { chineseList } from "../format.ts";
import type { FindingsText } from "../shape.ts";

/** Who has another checksum than the rest; `unknown`: two differ, and nobody else was there to ask. */
const oddSum: Record<OddSum | "unknown", (module: string, url: string) => string> = {
  "go.sum": (module) => `不一致的是 go.sum：其中 ${module} 那一行与其他各方不同。`,
  mirror: (module, url) =>
    `不一致的是 ${url}：它提供的 ${module} 与其他各方不同。请换一个镜像，然后运行 \`go clean -modcache\`。`,
  database: (module) =>
    `不一致的是校验和数据库：它记录的 ${module} 与 go.sum 和镜像都不同，说明这个版本被重新打过标签，或被人替换过。`,
  all: (module) => `go.sum、镜像和校验和数据库中的 ${module} 各不相同。`,
  unknown: (module, url) =>
    `go.sum 与 ${url} 中的 ${module} 不同，没有第三方能说明哪一个正确：请再问另一个镜像。`,
};

const phases: Record<TimePhase, string> = {
  dns: "未能解析域名",
  connect: "未能建立连接",
  tls: "未能完成 TLS 握手",
  answer: "接受了请求，但没有响应",
  body: "响应只开了个头，没有传完",
};

/** Whole seconds from one second on: nobody counts the milliseconds of a deadline. */
const within = (ms: number | null) => {
  if (ms === null) return "规定时间内";
  return ms < 1000 ? ` ${ms} 毫秒内` : ` ${Math.round(ms / 1000)} 秒内`;
};

const bodies: Record<WrongBody, string> = {
  html: "一个网页",
  empty: "空内容",
  "not-json": "不是 JSON 的内容",
  "not-http": "不是 HTTP 的内容",
  "not-zip": "不是 zip 的内容",
  "not-go-mod": "不是 go.mod 的内容",
  damaged: "无法解压的内容",
  "repo-root": " go 拒绝使用的代码仓库地址",
};

const proxyFaults: Record<ProxyFault, string> = {
  dns: "域名无法解析",
  "no-route": "网络不可达",
  refused: "拒绝连接",
  timeout: "没有响应",
  reset: "关闭了连接",
  tls: "无法与它建立 TLS 连接",
  auth: "需要用户名和密码，或者所给的不对",
  status: "拒绝转发连接",
  "not-tls": "它只接受明文 http，因此即使写在 HTTPS_PROXY 里，地址也要以 http:// 开头",
  "no-connection": "未能与它建立连接",
  "not-socks": "它不是 SOCKS5 代理",
  "target-refused": "镜像拒绝了它的连接",
  cgi: "设置了 REQUEST_METHOD，此时 go 拒绝使用 HTTP_PROXY",
};

const unrecognised: Record<Unrecognised, (said: string) => string> = {
  nothing: () => "日志中没有 go 无法下载模块的原因。",
  empty: () => "日志是空的。go 把错误写到 stderr：`go build 2>&1 | goproxy-cfg doctor --log -`。",
  "powershell-exit": () =>
    "这里只有 PowerShell 的话，没有 go 的：go 的输出去了别处。请用 `go build 2>&1 > log.txt` 重新记录。",
  "powershell-stopped": () =>
    'PowerShell 在 go 的第一行输出处就停止了，还没有出现错误：设置 `$ErrorActionPreference = "Continue"` 后重新记录。',
  "execution-policy": () =>
    "PowerShell 的执行策略禁止运行脚本，go 没有被调用。请运行同名的 `.cmd`，或 `Set-ExecutionPolicy -Scope CurrentUser RemoteSigned`。",
  goflags: (said) => `GOFLAGS 写错了，所有 go 命令都会失败：${said}`,
  "blank-after-comma": (said) =>
    `go 把值的一部分当成了另一个参数（${said}）：列表的逗号后面不能有空格。`,
  other: (said) => `日志里没有下载失败；go 说的是别的事：${said}`,
};

const faultWords: Readonly<Record<string, string>> = {
  "net.dns": "域名无法解析",
  "net.refused": "拒绝连接",
  "net.timeout": "没有及时响应",
  "net.reset": "连接中断",
  "net.tls-untrusted": "证书不受信任",
  "net.tls-expired": "证书已过期",
  "net.tls-name": "证书属于其他域名",
  "net.bad-response": "响应不是它的记录",
  "net.offline": "网络不可达",
};

const faults = (cause: string | null): string =>
  cause === null ? "无响应" : (faultWords[cause] ?? cause);

const isLoopback = (host: string): boolean => /^(?:127\.|localhost|\[?::1)/.test(host);

const someone = (host: string): string => (host === "" ? "某个服务器（go 没有说是哪个）" : host);

export const network = {
  "net.dns": ({ host, reason }) =>
    reason === "not-found"
      ? `无法解析域名 ${host}（DNS）。自己的地址请检查拼写，内网地址请先连接公司 VPN。`
      : `无法解析域名 ${host}（DNS）：没有 DNS 服务器响应。`,
  "net.refused": ({ host, by }) =>
    by === "firewall"
      ? `系统不允许连接 ${someone(host)}：被防火墙或安全软件拦截。`
      : by === "unknown"
        ? `未能与 ${someone(host)} 建立连接；从这句话看不出原因。`
        : `${someone(host)} 拒绝连接：没有服务在监听，或被防火墙拦截。`,
  "net.timeout": ({ host, phase, ms }) =>
    phase === "answer"
      ? `${someone(host)} 接受了请求，但${within(ms)}没有响应。`
      : `${someone(host)}：${within(ms)}${phases[phase]}。`,
  "net.reset": ({ host, said }) =>
    said === undefined
      ? `${someone(host)} 没有响应就关闭了连接。`
      : `${someone(host)} 中断了 TLS 握手（${said}）。`,
  "net.tls-untrusted": ({ host, issuer, reason }) =>
    reason === "store-unread"
      ? `无法判断 ${someone(host)} 的证书是否受信任：读取不了 Windows 的证书存储。go 会直接由 Windows 判断，可能信任它${issuer === "" ? "" : `（签发者是 ${issuer}）`}。`
      : `本机不信任 ${someone(host)} 的证书` +
        (issuer === "" ? `（${reason}）。` : `：签发者是 ${issuer}（${reason}）。`),
  "net.tls-expired": ({ host, from, to, now }) =>
    from === "" && to === ""
      ? `${someone(host)} 的证书已过期或尚未生效，也可能是机器的时钟不准。`
      : `${someone(host)} 的证书${to === "" || now < from ? `在 ${from} 之前无效` : `已于 ${to} 过期`}；机器时钟为 ${now}。`,
  "net.tls-name": ({ host, names, reason }) =>
    reason === "no-san"
      ? `${someone(host)} 的证书没有域名（SAN），只有 Common Name：需要重新签发，信任它没有用。`
      : `${someone(host)} 的证书属于其他域名${names === "" ? "" : `：${names}`}。`,
  "net.not-tls": ({ host }) => `地址写的是 https，但 ${someone(host)} 使用的是明文 http。`,
  "net.status": ({ url, status }) =>
    status === null ? `${url} 不存在。` : `${url} 返回了状态码 ${status}。`,
  "net.auth": ({ url, status }) =>
    `${url} 需要用户名和密码，或者所给的不对（状态码 ${status}）；go 从 .netrc 或 URL 中读取。`,
  "net.rate-limited": ({ url, retryAfter }) =>
    `${url}：请求过于频繁（状态码 429）。` +
    (retryAfter === null ? "" : `服务器要求等待：${retryAfter}。`),
  "net.captive-portal": ({ url }) => `${url} 是登录页：请先在浏览器中登录当前网络。`,
  "net.bad-response": ({ url, body }) =>
    `${url === "" ? "某个服务器（go 没有说是哪个）" : url} 的响应不像模块代理：收到的是${bodies[body]}。`,
  "net.wrong-version": ({ url, got, wanted }) =>
    `${url === "" ? "代理" : url} ${got === "" ? "的响应里没有版本" : `返回的版本是 ${got}`}${wanted === "" ? "" : `，而不是 ${wanted}`}。`,
  "net.truncated": ({ url, bytes }) =>
    `${url}：响应${bytes === null ? "中途" : `在 ${bytes} 字节后`}中断。`,
  "net.redirect": ({ url, to, reason }) =>
    reason === "insecure"
      ? `${url} 从 https 重定向到 http 地址 ${to}，go 会拒绝。`
      : reason === "too-many"
        ? `${url} 不停地重定向；go 在十次后放弃。`
        : `${url} 重定向到了 go 不会访问的地址。`,
  "net.http-proxy": ({ proxy, reason, status }) =>
    `HTTP 代理${proxy === "" ? "" : ` ${proxy} `}：${proxyFaults[reason]}${status === null ? "" : `（状态码 ${status}）`}。${isLoopback(proxy) ? "在容器里，这个地址指的是容器自己。" : ""}请检查 HTTP_PROXY、HTTPS_PROXY 和 NO_PROXY。`,
  "net.clock": ({ now, actual }) =>
    `本机时钟为 ${now}，` +
    (now < actual ? `而实际时间已晚于 ${actual}` : `而其他机器的时钟为 ${actual}`) +
    "；时钟不准就无法检查证书。",
  "sumdb.unreachable": ({ database, url, cause, status }) =>
    (status === 404 || status === 410) && !url.includes("/tile/")
      ? `校验和数据库 ${database} 拿不到这个模块（状态码 ${status}），因此无法校验：它是私有的，或者没有公开发布。`
      : `无法校验模块：${url === "" ? "没有服务器" : `${url} 没有`}为校验和数据库${database === "" ? "" : ` ${database} `}给出正确响应（${status === null ? faults(cause) : `状态码 ${status}`}）。`,
  "sumdb.mismatch": ({ database, url, module, odd = null, sums }) =>
    sums !== undefined
      ? `${oddSum[odd ?? "unknown"](module, url)}不要关闭校验。（${Object.entries(sums)
          .map(([who, hash]) => `${who}：${hash}`)
          .join("，")}）`
      : database === "go.sum"
        ? `${module} 与 go.sum 的记录不一致：要么 go.sum 记的是别的内容，要么现在提供的内容变了（checksum mismatch）。不要关闭校验。`
        : `${url === "" ? "下载到的" : `${url} 提供的`} ${module} 与 ${database === "" ? "校验和数据库" : database} 记录的内容不一致，go 会拒绝它（checksum mismatch）。不要关闭校验：换一个镜像，然后运行 \`go clean -modcache\`。`,
  "download.failed": ({ module, said }) => `go 无法下载 ${module}：${said}`,
  "log.unrecognised": ({ why, said }) => unrecognised[why](said),
  "log.not-understood": ({ said }) => `go 失败了，但它的话没有读懂：${said}`,
  "net.offline": ({ mirrors, written, route }) =>
    route === true
      ? `没有通往 ${someone(mirrors)} 的网络：没有联网，或不支持这类地址（IPv6）。`
      : `域名都无法解析（可能没有联网），未检查镜像（${chineseList(mirrors)}）。` +
        (written === false ? "" : "设置已写入，联网后即可使用。"),
} satisfies Partial<FindingsText>;
