import type { ProxyFault, TimePhase, WrongBody } from "../../findings.ts";
import type { FindingsText } from "../shape.ts";

const phases: Record<TimePhase, string> = {
  dns: "未能解析域名",
  connect: "未能建立连接",
  tls: "未能完成 TLS 握手",
  answer: "收到了请求，但没有应答",
  body: "应答只开了个头，没有传完",
};

const bodies: Record<WrongBody, string> = {
  html: "一个网页",
  empty: "空内容",
  "not-json": "不是 JSON 的内容",
  "not-http": "不是 HTTP 的内容",
  "not-zip": "不是 zip 的内容",
  "repo-root": " go 拒绝使用的代码仓库地址",
};

const proxyFaults: Record<ProxyFault, string> = {
  dns: "域名无法解析",
  "no-route": "网络不可达",
  refused: "拒绝连接",
  timeout: "没有应答",
  reset: "关闭了连接",
  tls: "无法与它建立 TLS 连接",
  auth: "需要用户名和密码，或者所给的不对",
  status: "拒绝转发连接",
  "not-socks": "它不是 SOCKS5 代理",
  "target-refused": "镜像拒绝了它的连接",
  cgi: "设置了 REQUEST_METHOD，此时 go 拒绝使用 HTTP_PROXY",
};

export const network = {
  "net.dns": ({ host, reason }) =>
    reason === "not-found"
      ? `域名 ${host} 不存在。请检查拼写，或确认是否需要 VPN。`
      : `域名 ${host} 无法解析：没有 DNS 服务器应答。`,
  "net.refused": ({ host }) => `${host} 拒绝连接：没有服务在监听，或被防火墙拦截。`,
  "net.timeout": ({ host, phase, ms }) => `${host}：${ms} 毫秒内${phases[phase]}。`,
  "net.reset": ({ host }) => `${host} 未作应答就关闭了连接。`,
  "net.tls-untrusted": ({ host, issuer, reason }) =>
    `本机不信任 ${host} 的证书` +
    (issuer === "" ? `（${reason}）。` : `：签发者是 ${issuer}（${reason}）。`),
  "net.tls-expired": ({ host, from, to, now }) =>
    `${host} 的证书${now < from ? `在 ${from} 之前无效` : `已于 ${to} 过期`}；本机时钟为 ${now}。`,
  "net.tls-name": ({ host, names }) =>
    `${host} 的证书属于其他域名：${names === "" ? "（无）" : names}。`,
  "net.not-tls": ({ host }) => `地址写的是 https，但 ${host} 使用的是明文 http。`,
  "net.status": ({ url, status }) => `${url} 返回了状态码 ${status}。`,
  "net.auth": ({ url, status }) =>
    `${url} 需要用户名和密码，或者所给的不对（状态码 ${status}）；go 从 .netrc 或 URL 中读取。`,
  "net.rate-limited": ({ url, retryAfter }) =>
    `${url}：请求过于频繁（状态码 429）。` +
    (retryAfter === null ? "" : `服务器要求等待：${retryAfter}。`),
  "net.captive-portal": ({ url }) => `${url} 是登录页：请先在浏览器中登录当前网络。`,
  "net.bad-response": ({ url, body }) => `${url} 的应答不像模块代理：收到的是${bodies[body]}。`,
  "net.wrong-version": ({ url, got, wanted }) =>
    `${url} 返回的版本是 ${got === "" ? "“”" : got}，而不是 ${wanted}。`,
  "net.truncated": ({ url, bytes }) => `${url}：应答在 ${bytes} 字节后中断。`,
  "net.redirect": ({ url, to, reason }) =>
    reason === "insecure"
      ? `${url} 从 https 重定向到 http 地址 ${to}，go 会拒绝。`
      : reason === "too-many"
        ? `${url} 不停地重定向；go 在十次后放弃。`
        : `${url} 重定向到了 go 不会访问的地址。`,
  "net.http-proxy": ({ proxy, reason, status }) =>
    `代理 ${proxy}：${proxyFaults[reason]}${status === null ? "" : `（状态码 ${status}）`}。请检查 HTTP_PROXY、HTTPS_PROXY 和 NO_PROXY。`,
  "net.clock": ({ now, actual }) =>
    `本机时钟为 ${now}，` +
    (now < actual ? `而实际时间已晚于 ${actual}` : `而其他机器的时钟为 ${actual}`) +
    "；时钟不准就无法检查证书。",
  "sumdb.unreachable": ({ database, url, cause, status }) =>
    `无法校验模块：${url} 没有为校验和数据库 ${database} 给出正确应答（${status === null ? (cause ?? "无应答") : `状态码 ${status}`}）。`,
  "sumdb.mismatch": ({ database, url, module }) =>
    `${url} 提供的 ${module} 与 ${database} 记录的内容不一致，go 会拒绝它（checksum mismatch）。不要关闭校验：换一个镜像，然后运行 \`go clean -modcache\`。`,
  "download.failed": ({ module, said }) => `go 无法下载 ${module}：${said}`,
  "log.unrecognised": () => "日志中没有 go 无法下载模块的原因。",
  "net.offline": ({ mirrors, written }) =>
    `本机处于离线状态，无法检查镜像（${mirrors}）。` +
    (written === false ? "" : "设置已写好，联网后即可生效。"),
} satisfies Partial<FindingsText>;
