import type { RunText } from "../shape.ts";

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
  stalled: (mirrors, seconds) => `${seconds} 秒没有进展，正在等待 ${mirrors}。`,
  again: (mirrors) => `去掉 ${mirrors}，重新执行命令。`,
  last: (mirrors) => `除 ${mirrors} 以外没有其他镜像可用。`,
  guarded: (mirrors) => `不会去掉 ${mirrors} 重试：否则会向公共镜像查询私有模块。`,
  notStarted: (command, reason) =>
    reason === "ENOENT" ? `${command}：找不到该命令` : `无法启动 ${command}（${reason}）`,
};
