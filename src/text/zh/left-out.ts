import type { LeftOut } from "../../findings.ts";

/** Why a mirror that was measured is not in the chain. */
export const leftOut: Record<LeftOut, string> = {
  failed: "无法提供模块",
  unreliable: "半数以上的请求失败",
  "lacks-module": "没有该模块",
  "opt-in": "仅在点名时使用",
  "not-measured": "未测量",
};
