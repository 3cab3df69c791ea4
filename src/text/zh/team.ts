import type { TeamText } from "../shape.ts";

export const team: TeamText = {
  noMirrors: "还没有自建镜像：goproxy-cfg mirror add corp https://goproxy.corp.example",
  useMirror: (command) => `使用它：${command}`,
  stillUsed: (names) => `GOPROXY 中仍有 ${names.join("、")} 的地址。更换：goproxy-cfg use`,
  asItShould: (file) => `一切与 ${file} 一致。`,
  environment: (name) => `环境 ${name}`,
  hash: (sha256) => `sha256 ${sha256}`,
  trusted: "已信任",
  untrusted: "尚未信任",
  expected: (value) => `团队配置要求 ${value}`,
  notAsked: "尚未确定环境：确认内容之后才会访问 `answers`。可用 --environment 指定环境。",
  violation: {
    allowedProxies: ({ value, wanted }) => `${value} 不在允许的代理之列（${wanted}）`,
    allowSumdbOff: ({ value }) =>
      value.trim() === "off"
        ? "不允许关闭校验和数据库"
        : `${value} 会让公共模块也不再校验，而校验和数据库不允许关闭`,
    allowInsecureHttp: ({ value }) => `${value}：不允许使用明文 http`,
    requiredPrivate: ({ value }) => `${value} 必须是私有的，但现在不是`,
    minGo: ({ value, wanted }) => `${value} 低于允许的最低版本 go ${wanted}`,
  },
  applyWith: (flag) => `按团队配置设置本机：goproxy-cfg apply${flag}`,
  beside: (file, other) => `采用 ${file}；旁边的 ${other} 不会被读取。`,
  shown: (file) => `${file} 是第一次见到，或已被修改：`,
  consent: "应用团队配置",
  trustQuestion: (file) => `是否信任 ${file} 的这份内容？`,
  applyQuestion: "是否进行这些修改？",
  yes: "是",
  no: "否",
  unchanged: "没有做任何改动。",
  overwriting: (file) => `覆盖 ${file}`,
  overwriteQuestion: (file) => `覆盖 ${file}？`,
  head: "Go 模块从哪里获取：`goproxy-cfg apply` 按此设置本机，`goproxy-cfg check` 检查是否一致。",
  commit: "请提交到仓库。其他机器：goproxy-cfg apply；CI：goproxy-cfg check",
  pick: "从哪里获取模块？",
  keep: "保持不变",
  measure: "全部测一遍，最快的排在前面",
  asking: "…",
  keys: "↑/↓ · Enter · 输入文字可筛选",
  noMatch: "没有匹配的镜像",
};
