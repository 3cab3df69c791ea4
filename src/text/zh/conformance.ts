import type { ConformanceText } from "../shape.ts";

export const conformance: ConformanceText = {
  expected: (what) => `应为：${what}`,
  seen: (what) => `实际：${what}`,
  verdict: ({ error, warning, info }) =>
    error > 0
      ? `${error} 个错误：go 会失败，或得到错误的内容。`
      : `没有错误${warning > 0 ? `，${warning} 个警告` : ""}${info > 0 ? `，${info} 条提示` : ""}。`,
  passed: (count) => `${count} 项符合协议。`,
  skipped: (ids) => `未检查：${ids.join("、")}`,
  progress: (done, all) => `已检查 ${done}/${all} 项`,
  points: {
    "list.content": {
      expected: "每行一个版本，或空列表",
      goDoes: "`go get 模块@latest` 找不到匹配的版本，或报错",
    },
    "list.pseudo": { expected: "只含正式版本", goDoes: "go 会忽略列表中的伪版本" },
    "latest.info": {
      expected: "最新版本的 .info",
      goDoes: "只有列表为空时 go 才会请求它，届时报错",
    },
    "info.content": {
      expected: "写明该版本的 JSON 文档",
      goDoes: "go 报错：proxy returned info for version …，或 invalid character",
    },
    "info.time": {
      expected: "其中有版本时间",
      goDoes: "go 可以工作；`go list -m -json` 不显示时间",
    },
    "mod.content": {
      expected: "该模块的 go.mod",
      goDoes: "go 报错：parsing go.mod，或 module declares its path as …",
    },
    "mod.hash": {
      expected: "与发布时一致的 go.mod",
      goDoes: "go 报错：verifying go.mod: checksum mismatch",
    },
    "zip.format": { expected: "完整的 zip", goDoes: "go 报错：zip: not a valid zip file" },
    "zip.prefix": {
      expected: "所有文件都在 模块@版本/ 之下",
      goDoes: "go 报错：zip for 模块@版本 has unexpected file",
    },
    "zip.hash": {
      expected: "与发布时一致的 zip",
      goDoes: "go 报错：verifying module: checksum mismatch（SECURITY ERROR）",
    },
    "zip.encoding": {
      expected: "不带 Content-Encoding 的 zip",
      goDoes: "go 可以工作；传输中失去 zip 的长度",
    },
    "zip.length": {
      expected: "带有 Content-Length",
      goDoes: "go 可以工作，但分辨不出中途断开的 zip",
    },
    "zip.range": {
      expected: "所请求的字节，或整个文件",
      goDoes: "go 1.27 及以前不使用范围请求；前置缓存会用",
    },
    "zip.head": { expected: "HEAD 返回 200", goDoes: "go 不发 HEAD；监控检查会发" },
    "escape.capitals": {
      expected: "大写字母写作 %21 加小写字母",
      goDoes: "路径中有大写字母的模块都找不到",
    },
    "escape.case": {
      expected: "路径中直接使用大写字母时返回 404",
      goDoes: "go 可以工作；仅大小写不同的两个模块会是同一个文件",
    },
    "escape.plus": { expected: "+ 与 %2B 的响应相同", goDoes: "go 发送 +；中间的代理可能改成 %2B" },
    "absent.module": {
      expected: "不存在的模块返回 404 或 410",
      goDoes: "`go get` 子目录中的包会失败：go 会先访问更长的路径",
    },
    "absent.latest": {
      expected: "不存在的模块的 @latest 返回 404 或 410",
      goDoes: "`go get` 子目录中的包会失败",
    },
    "absent.path": {
      expected: "不是模块的包路径返回 404 或 410",
      goDoes: "`go get` 子目录中的包会失败",
    },
    "absent.version": {
      expected: "不存在的版本返回 404 或 410",
      goDoes: "在逗号之后，go 不会继续尝试下一个代理",
    },
    "absent.mod": {
      expected: "不存在的版本的 go.mod 返回 404 或 410",
      goDoes: "在逗号之后，go 不会继续尝试下一个代理",
    },
    "absent.zip": {
      expected: "不存在的版本的 zip 返回 404 或 410",
      goDoes: "在逗号之后，go 不会继续尝试下一个代理",
    },
    "sumdb.supported": {
      expected: "提供校验和数据库时返回 200，否则返回 404 或 410",
      goDoes: "404、410 时 go 直接访问数据库，其他情况一律失败",
    },
    "sumdb.unknown": {
      expected: "对不提供的数据库不返回 200",
      goDoes: "go 会把它当作 GOSUMDB 指定的数据库，在第一次查询时失败",
    },
    "sumdb.lookup": {
      expected: "该模块的记录",
      goDoes: "go 报错且不再访问别处：SECURITY ERROR，或 reading …/lookup/…",
    },
    "sumdb.latest": { expected: "校验和数据库签名的树", goDoes: "go 无法检查数据库是否一致" },
    "sumdb.tile": {
      expected: "完整的 tile：每个哈希 32 字节",
      goDoes: "go 报错：TileReader returned bad result slice",
    },
    "toolchain.list": {
      expected: "所提供的工具链",
      goDoes: "工具链要从下一个代理获取，或无法获取",
    },
    "toolchain.info": {
      expected: "工具链的 .info",
      goDoes: "工具链要从下一个代理获取，或无法获取",
    },
    "toolchain.zip": { expected: "工具链的 zip", goDoes: "工具链要从下一个代理获取，或无法获取" },
    "path.dots": { expected: "拒绝含 .. 的路径", goDoes: "go 不会发送这样的路径" },
    "method.post": { expected: "拒绝 GET、HEAD 以外的方法", goDoes: "go 不会发送 POST" },
    "time.first-byte": { expected: "5 秒内返回首字节", goDoes: "go 会一直等待" },
  },
};
