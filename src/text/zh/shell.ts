import type { ShellText } from "../en/shell.ts";
import { reasons } from "./shells.ts";

export const shell: ShellText = {
  state: {
    absent: "未安装",
    installed: "已安装",
    outdated: "内容已过期",
    damaged: "标记块已损坏",
    refused: "无法修改",
  },
  change: { created: "已加入我们的内容", updated: "已更新我们的内容", removed: "已移除我们的内容" },
  commentedOut: "该行已注释掉",
  broughtBack: "该行已恢复",
  settled: "新终端不再受它影响。",
  gui: "桌面程序",
  reason: (code) => reasons[code],
  active: "正在使用",
  none: "没有找到会读取启动文件的 shell。",
  conflict: (place, key, value) =>
    `${place} 设置了 ${key}${value === "" ? "" : `=${value}`}，会覆盖已存储的设置。`,
  thisTerminal: (command) => `在当前终端中运行：${command}`,
};
