import type { ShellText } from "../shape.ts";
import { reasons } from "./shells.ts";

export const shell: ShellText = {
  state: {
    absent: "未安装",
    installed: "已安装",
    outdated: "内容已过时",
    damaged: "标记块已损坏",
    refused: "无法修改",
  },
  change: {
    created: "加入 goproxy-cfg 的内容",
    updated: "更新 goproxy-cfg 的内容",
    removed: "移除 goproxy-cfg 的内容",
  },
  commentedOut: "注释掉该行",
  broughtBack: "恢复该行",
  settled: "新终端不再受它影响。",
  gui: "从桌面启动的程序",
  reason: (code) => reasons[code],
  active: "正在使用",
  none: "没有找到会读取启动文件的 shell。",
  conflict: (place, key, value) =>
    `${place} 设置了 ${key}${value === "" ? "" : `=${value}`}，会覆盖已保存的设置。`,
  askToOverrule: (places) => `${places} 会覆盖已保存的设置。要把它注释掉吗？（undo 可恢复）`,
  thisTerminal: (command) => `要在当前终端中生效，请运行：${command}`,
};
