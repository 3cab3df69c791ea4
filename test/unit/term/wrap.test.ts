import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { displayWidth, loadWidths, wrap } from "../../../src/term/layout.ts";

beforeAll(loadWidths);

it("breaks at spaces, and leaves long words whole", () => {
  expect(wrap("go asks https://goproxy.cn/a/very/long/path first", 12)).toEqual([
    "go asks",
    "https://goproxy.cn/a/very/long/path",
    "first",
  ]);
});

it("breaks between Chinese characters, but not before punctuation", () => {
  expect(wrap("没有后备：这个代理一旦出错，下载就会失败。", 20)).toEqual([
    "没有后备：这个代理一",
    "旦出错，下载就会失",
    "败。",
  ]);
});

it("loses nothing, and is no wider than asked where words allow it", () => {
  const text = fc.array(fc.stringMatching(/^(?:[a-z]{1,8}|[模块代理]{1,6}[，。]?)$/), {
    minLength: 1,
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 60 }), (words, columns) => {
      const whole = words.join(" ");
      const lines = wrap(whole, columns);
      expect(lines.join("").replaceAll(" ", "")).toBe(whole.replaceAll(" ", ""));
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    }),
  );
});
