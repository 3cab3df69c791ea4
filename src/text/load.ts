import { type Context, variable } from "../context.ts";
import type { Text } from "./shape.ts";

export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

/** The language asked for, else the one of the locale variables (POSIX order), else of the system. */
export function pickLanguage(ctx: Context, asked: string | undefined): Language {
  const wanted = [asked, "GOPROXY_CFG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
    .map((name, at) => (at === 0 || name === undefined ? name : variable(ctx, name)))
    .find((value) => value !== undefined && value !== "");
  const locale =
    wanted ??
    (ctx.platform === "win32" || ctx.platform === "darwin"
      ? Intl.DateTimeFormat().resolvedOptions().locale
      : "en");
  return /^zh/i.test(locale) ? "zh" : "en";
}

export async function loadText(language: Language): Promise<Text> {
  return language === "zh"
    ? (await import("./zh/index.ts")).zh
    : (await import("./en/index.ts")).en;
}
