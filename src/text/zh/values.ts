import type { Literal, NoToolchain, UnusableProxy } from "../../findings.ts";
import type { FindingsText } from "../shape.ts";

const literals: Record<Literal, (text: string) => string> = {
  quotes: (text) => `引号 ${text} 成了值的一部分`,
  comment: () => "注释成了值的一部分",
  space: () => "首尾的空格成了值的一部分",
  invisible: (text) => `含有不可见字符或特殊空格（${text}）`,
  wide: (text) => `含有全角字符（${text}）`,
  assignment: (text) => `值里面又写了 ${text}`,
  "carriage-return": () => "回车符（Windows 换行）成了值的一部分",
};

const unusable: Record<UnusableProxy, string> = {
  "no-host": "没有写主机名",
  host: "go 接受它，但 go 当作主机名的部分不是主机名",
  port: "没有这样的端口",
};

const unavailable: Record<NoToolchain, string> = {
  language: "它是语言版本；工具链版本有第三个数字，例如 go1.22.0",
  space: "没有这样的版本",
  "proxy-off": "GOPROXY=off 禁止下载",
  local: "GOTOOLCHAIN 不允许 go 切换到它",
  "not-served": "GOPROXY 中没有一项提供它",
};

export const values = {
  "go.env-literal": ({ key, what, text }) => `${key}：${literals[what](text)}。`,
  "go.env-empty-value": ({ key }) =>
    `${key} 存的是空值，这与未设置不同；用 \`go env -u ${key}\` 恢复默认值。`,
  "go.value-corrected": ({ key, corrected }) => `你想写的可能是：${key}=${corrected}`,
  "proxy.unusable": ({ entry, reason }) => `${entry} 永远无法提供模块：${unusable[reason]}。`,
  "sumdb.unsupported-scheme": ({ url }) =>
    `go 接受地址 ${url} 但无法使用：必须以 https://、http:// 或 file:// 开头。`,
  "toolchain.unavailable": ({ toolchain, reason }) =>
    `无法下载工具链 ${toolchain}：${unavailable[reason]}。${reason === "local" ? "这个项目里的 go 命令会失败。" : "除非 PATH 中有同名程序，否则所有 go 命令都会失败。"}`,
} satisfies Partial<FindingsText>;
