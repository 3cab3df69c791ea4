import type { FindingsText, ShellText } from "../shape.ts";
import type { FileRefusal, Silence } from "../../findings.ts";

const silence: Record<Silence, string> = {
  absent: "没有安装",
  "not-started": "无法启动",
  late: "没有在限定时间内读完启动文件",
  silent: "它没来得及回答就结束了：可能有启动文件改为启动 tmux 或别的 shell",
};

export const shell: ShellText = {
  state: {
    absent: "未安装",
    installed: "已安装",
    outdated: "内容已过时",
    damaged: "标记块已损坏",
    refused: "无法修改",
  },
  change: {
    created: "已写入 goproxy-cfg 配置块",
    updated: "更新 goproxy-cfg 的内容",
    removed: "移除 goproxy-cfg 的内容",
  },
  commentedOut: "注释掉该行",
  broughtBack: "恢复该行",
  overruledInNewTerminals: "新终端不再受它影响。",
  gui: "从桌面启动的程序",
  reason: (code) => reasons[code],
  active: "正在使用",
  none: "没有找到会读取启动文件的 shell。",
  conflict: (place, { key, value, shell: name, perhaps, rewrites }) => {
    const set = `${key}${value === "" ? "" : `=${value}`}`;
    if (rewrites) {
      const who = place ?? `${name} 的某个启动文件`;
      return value === ""
        ? `${who} 在每次打开终端时运行 \`go env -u ${key}\`，已保存的设置留不住。`
        : `${who} 在每次打开终端时运行 \`go env -w ${set}\`，已保存的设置留不住。`;
    }
    if (place === null) return `新的 ${name} 终端里是 ${set}，由它的启动文件以某种方式设置。`;
    if (perhaps) return `新的 ${name} 终端里是 ${set}，可能由 ${place} 设置。`;
    return `${place} 设置了 ${set}，会覆盖已保存的设置。`;
  },
  asking: "正在启动 shell，查看新终端里的设置 …",
  newTerminal: (login, told) => `${login ? "新的登录终端" : "新终端"}：${told}`,
  asStored: "与保存的一致",
  unset: (keys) => `没有变量 ${keys}，由 go 从自己的文件中读取`,
  silence,
  askToOverrule: (places) => `${places} 会覆盖已保存的设置。要把它注释掉吗？（undo 可恢复）`,
  completes: (shells) => `新终端可用 Tab 补全 goproxy-cfg：${shells.join("、")}。`,
  offPath: "补全会调用 goproxy-cfg，而它不在 PATH 中：npm install -g goproxy-cfg",
  thisTerminal: (command) => `要在当前终端中生效，请运行：${command}`,
};

export const reasons: Record<FileRefusal, string> = {
  damaged: "其中的 goproxy-cfg 标记不再是完整的一对；请手动删除残留的部分",
  "utf-16": "它是 UTF-16 编码，加入其他编码的内容会损坏它",
  binary: "其中有 NUL 字节，不是文本文件",
  folder: "它是一个目录",
  "not-a-folder": "它的上级目录中有一级是文件",
  special: "它不是普通文件",
  unreadable: "无法读取",
  "read-only": "它是只读的",
  sudo: "用 sudo 运行会使它归 root 所有；请不要使用 sudo",
  "link-loop": "它的符号链接形成了循环",
  foreign: "已有同名文件，且不是 goproxy-cfg 写入的",
  "no-line": "该行已不存在",
  "registry-kind": "无法确认它是文本类型的值，请自行修改",
  shared: "其他程序也会读取这个文件（.env），请自行修改",
  "not-alone": "该行不只是设置这个变量；请自行修改",
};

export const shells = {
  "shell.not-asked": ({ shell: name, why }) =>
    `无法得知新的 ${name} 终端里有什么：${silence[why]}。`,
  "shell.erased": ({ key, shell: name, by }) =>
    `在新的终端里，${by === null ? `${name} 的某个启动文件` : `${by.file}:${by.line}`} 又清除了 ${key}。go 会从自己的文件中读取该值，因此仍然有效。`,
  "shell.unreached": ({ shell: name, login }) =>
    `新的 ${name} ${login ? "登录" : ""}终端执行不到 goproxy-cfg 加入的内容：启动文件在此之前就结束了。go 会从自己的文件中读取这些设置，因此仍然有效。`,

  "shell.gui": ({ done, now }) =>
    (done === "written"
      ? "从桌面启动的程序在下次登录后生效。"
      : "从桌面启动的程序在下次登录前仍使用旧值。") +
    (now.length === 0 ? "" : `要让此后启动的程序立即生效：${now.join("; ")}`),
  "shell.refused": ({ file, reason, snippet }) =>
    `未改动 ${file}：${reasons[reason]}。${snippet === null ? "" : `\n  可手动加入：${snippet}`}`,
  "watch.timer": ({ done, now }) =>
    `定时任务已${done === "written" ? "写入" : "移除"}，但无法联系运行它的服务。请自行运行：${now}`,
} satisfies Partial<FindingsText>;
