import type { LeftOut } from "../../findings.ts";
import { chineseList, milliseconds, rate } from "../format.ts";
import type { MeasureText, RunText } from "../shape.ts";

/** Why a mirror that was measured is not in the chain. */
export const leftOut: Record<LeftOut, string> = {
  failed: "无法提供模块",
  unreliable: "半数以上的请求失败",
  "lacks-module": "没有该模块",
  "opt-in": "仅在点名时使用",
  "not-measured": "未测量",
};

export const measure: MeasureText = {
  head: {
    mirror: "镜像",
    median: "中位数",
    p90: "p90",
    cold: "新建连接",
    speed: "zip",
    failed: "失败",
    serves: "其他",
    go: "go",
    latency: "延迟",
  },
  sumdb: "校验和数据库",
  toolchain: "工具链",
  ms: (value) => `${milliseconds(value)} ms`,
  rate,
  failures: (failures, samples) => `${failures}/${samples}`,
  behind: (latest) => `版本滞后：${latest}`,
  stage: { waiting: "等待响应", latency: "测量延迟", content: "下载模块", done: "完成" },
  progress: (finished, all, requests) => `已完成 ${finished}/${all} 个镜像，共 ${requests} 个请求`,
  why: {
    "net.offline": "未联网",
    "net.dns": "域名无法解析",
    "net.refused": "连接被拒绝",
    "net.timeout": "响应超时",
    "net.reset": "连接被断开",
    "net.tls-untrusted": "证书不受信任",
    "net.tls-expired": "证书已过期",
    "net.tls-name": "证书属于其他域名",
    "net.not-tls": "没有 TLS",
    "net.status": "状态码",
    "net.auth": "需要登录",
    "net.rate-limited": "请求过多",
    "net.captive-portal": "登录页",
    "net.bad-response": "不是模块代理",
    "net.wrong-version": "版本不符",
    "net.truncated": "内容不完整",
    "net.redirect": "重定向有误",
    "net.http-proxy": "HTTP 代理出错",
    "net.clock": "系统时间有误",
  },
  left: leftOut,
  leftOut: (mirrors) => `未采用：${mirrors.map(({ id, why }) => `${id}（${why}）`).join("、")}`,
  lacks: (module) => `没有 ${module}；请用 --module 指定它有的模块`,
  recommended: "推荐：",
  useIt: (command) => `采用这个结果：${command}`,
  nothing: "没有任何镜像可用。",
  partial: "已中断：以上是中断前的测量结果。",
  legend: (module) => [
    "中位数、p90：已有连接上的一个小请求",
    "新建连接：包含建立连接的耗时",
    `zip：${module}`,
  ],
  goFailed: "失败",
  saved: (file) => `报告：${file}`,
  report: {
    title: "Go 模块镜像测速",
    at: (when) => `测量时间：${when}`,
    distribution: "各镜像的延迟",
    distributionNote:
      "每个点是已有连接上的一个小请求；横条从最快延伸到第 90 百分位，竖线是中位数。",
    phases: "新建连接的各个阶段",
    phasesNote: "首个请求各阶段的中位数；go 建立的连接很少，并会一直复用。",
    failures: "失败",
    noFailures: "没有失败的请求。",
    numbers: "数据",
    numbersNote:
      "一个模块：四个小请求加上 zip 的耗时，排名以此为准。p50 到 p99：已有连接上的一个小请求；新建连接：包含建立连接的耗时。",
    speeds: "下载速度",
    speedsNote: "模块 zip 下载两次，取较快的一次。",
    cost: "一个模块",
    success: "成功率",
    logarithmic: "（对数刻度）",
    asked: (samples, seconds) => `每个镜像 ${samples} 个请求，单个请求最长 ${seconds} 秒`,
    faster: (best, times, other) => `获取一个模块，${best} 的速度是 ${other} 的 ${times} 倍。`,
    without: "不使用 goproxy-cfg 时：",
    phase: { dns: "DNS", connect: "连接", tls: "TLS", answer: "响应" },
    milliseconds: "毫秒",
    sample: (id, ms) => `${id}：${ms}`,
    percentiles: (id, p50, p90, p99) => `${id}：p50 ${p50}，p90 ${p90}，p99 ${p99}`,
  },
  watch: {
    state: {
      up: "正常",
      degraded: "出现失败",
      down: "不可用",
      unknown: "未知（本机未联网）",
    },
    switched: (to, undo) => `GOPROXY 已改为 ${to}。撤销：${undo}`,
    watching: (mirrors) => `正在监视 ${mirrors} 个镜像…`,
    timer: (manager, active) =>
      manager === null
        ? "本机既没有 systemd，也没有 cron。"
        : `${manager}：${active === null ? "没有响应" : active ? "定时任务正在运行" : "没有定时任务在运行"}`,
    lastRound: (at) => (at === null ? "尚未检查过。" : `上一轮：${at}`),
    startIt: (command) => `启动：${command}`,
    wrong: (what) => `不正确：${what.join("、")}`,
    busy: "另一轮检查正在进行，本次未执行。",
  },
  gateway: {
    running: (url, pid) => `网关正在 ${url} 上运行（进程 ${pid}）。`,
    stopped: (url) => `网关没有运行，监听地址为 ${url}；启动：goproxy-cfg gateway up`,
    files: (config) => `配置：${config}`,
    cache: (held, files, cap) => `缓存：${files} 个文件，共 ${held}，上限 ${cap}`,
    requests: ({ total, hits, misses, stale, failed }) =>
      `请求：${total} 次，命中缓存 ${hits} 次，取自镜像 ${misses} 次，使用过期内容 ${stale} 次，失败 ${failed} 次`,
    asked: (asked, failures) => `请求 ${asked} 次，失败 ${failures} 次`,
    unused: "go 尚未使用它：goproxy-cfg use gateway",
    purged: (module, files, dryRun) =>
      `${module}：${dryRun ? "将" : "已"}从缓存中删除 ${files} 个文件。`,
  },
};

/** Each is a line of its own on stderr, behind the name of the tool, between what the command writes. */
export const run: RunText = {
  environment: (value, used) =>
    used
      ? `沿用当前环境变量 GOPROXY=${value}。`
      : `已指定镜像，本次不使用环境变量 GOPROXY=${value}。`,
  leftOut: (mirror) => `${mirror} 没有响应，本次命令不使用它。`,
  kept: (mirror) =>
    `${mirror} 没有响应，但仍保留：去掉它会向公共镜像查询私有模块。请先用 goproxy-cfg private add 登记私有模块，或直接指定要用的镜像。`,
  fallback: (chain) => `尚未设置 GOPROXY，Go 默认的代理也没有响应，本次命令使用 ${chain}。`,
  wouldStart: (goproxy, command) =>
    `试运行：\`${command}\` 将以 GOPROXY=${goproxy} 开始，没有启动任何命令。`,
  failed: (mirrors, cause) => `${mirrors}：${cause}`,
  stalled: (mirrors, seconds) => `${seconds} 秒没有进展，正在等待 ${chineseList(mirrors)}。`,
  again: (mirrors) => `去掉 ${chineseList(mirrors)}，重新执行命令。`,
  last: (mirrors) => `除 ${chineseList(mirrors)} 以外没有其他镜像可用。`,
  guarded: (mirrors) => `不会去掉 ${chineseList(mirrors)} 重试：否则会向公共镜像查询私有模块。`,
  notStarted: (command, reason) =>
    reason === "ENOENT" ? `${command}：找不到该命令` : `无法启动 ${command}（${reason}）`,
};
