import { beforeAll, describe, expect, it } from "vitest";
import type { Measured, Test } from "../../../../src/contract.ts";
import { measure as en } from "../../../../src/text/en/measure.ts";
import { measure as zh } from "../../../../src/text/zh/measure.ts";
import { loadText } from "../../../../src/text/load.ts";
import { bar, clip, displayWidth, loadWidths } from "../../../../src/term/layout.ts";
import { noPaint } from "../../../../src/term/paint.ts";
import { renderTest } from "../../../../src/verbs/test/view.ts";

beforeAll(loadWidths);

const times = (p50: number) => ({ p50, p90: 2 * p50, p99: 3 * p50 });

function measured(id: string, p50: number, change: Partial<Measured> = {}): Measured {
  const step = times(p50 / 4);
  return {
    id,
    url: `https://${id}`,
    ok: true,
    samples: 20,
    failures: 0,
    failuresByCode: {},
    ms: {
      dns: step,
      connect: step,
      tls: step,
      cold: times(2 * p50),
      firstByte: step,
      total: times(p50),
    },
    throughput: 1_234_567,
    serves: { modules: true, sumdb: true, toolchain: null },
    freshness: { latest: "v1.2.0", behind: false },
    ...change,
  };
}

const document: Test = {
  schemaVersion: 1,
  module: "golang.org/x/mod@v0.25.0",
  mirrors: [
    measured("goproxy.cn", 20),
    measured("镜像一号", 80, { failures: 2, freshness: { latest: "v1.1.0", behind: true } }),
    measured("aliyun", 40, { go: { ok: true, ms: 900 } }),
    measured("dead", 0, { ok: false, error: { code: "net.dns", message: "no such name" } }),
  ],
  best: "goproxy.cn",
  recommended: "https://goproxy.cn|https://aliyun|direct",
  partial: false,
};

async function shown(columns: number, change: Partial<Test> = {}, lang: "en" | "zh" = "en") {
  const view = { text: await loadText(lang), paint: noPaint, columns, home: null };
  const words = lang === "en" ? en : zh;
  const seen = { left: [{ id: "nju", why: "unreliable" as const }], report: null, words };
  return renderTest(
    { document: { ...document, ...change }, command: "goproxy-cfg use goproxy.cn aliyun", ...seen },
    view,
  ).split("\n");
}

const rows = (lines: string[]) => lines.slice(0, lines.indexOf(""));

describe("the table", () => {
  it("has the fastest first, bars in proportion, what failed below, the chain at the end", async () => {
    const lines = await shown(160);
    const [, first = "", second = "", third = ""] = rows(lines);
    expect([first, second, third].map((line) => line.split(/\s+/)[1])).toEqual([
      "goproxy.cn",
      "aliyun",
      "镜像一号",
    ]);
    const bars = [first, second, third].map((line) => /█.*$/.exec(line)?.[0].length ?? 0);
    expect(bars[1]).toBeGreaterThan(1.5 * bars[0]!);
    expect(bars[2]).toBeGreaterThan(1.5 * bars[1]!);
    expect(lines.join("\n")).toContain("✖  dead  no such name");
    expect(lines.join("\n")).toContain("nju (fails half of the time or more)");
    expect(lines.join("\n")).toContain("goproxy-cfg use goproxy.cn aliyun");
    expect(third).toContain("2 of 20");
    expect(third).toContain("behind: v1.1.0");
    expect(second).toContain("900 ms");
  });

  it.each([40, 50, 60, 80, 100, 120, 200])(
    "fits into %i columns, Chinese or English",
    async (columns) => {
      for (const lang of ["en", "zh"] as const) {
        for (const line of rows(await shown(columns, {}, lang))) {
          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        }
      }
    },
  );

  it("keeps the columns in line, whatever the width of the characters", async () => {
    const lines = rows(await shown(160, {}, "zh"));
    const at = lines.slice(1).map((line) => displayWidth(/^.*?(?=\d+ ms)/.exec(line)?.[0] ?? ""));
    expect(new Set(at).size).toBe(1);
  });

  it("says when nobody served, and when it was interrupted", async () => {
    const none = { mirrors: [document.mirrors[3]!], best: null, recommended: null };
    expect((await shown(80, none)).join("\n")).toContain("No mirror served.");
    const cut = { ...none, partial: true };
    const text = (await shown(80, cut)).join("\n");
    expect(text).toContain("Interrupted");
    // Nobody has looked at all of them.
    expect(text).not.toMatch(/No mirror served|Recommended/);
    expect((await shown(80, cut, "zh")).join("\n")).toContain("已中断");
  });
});

it.each([
  [0, 10, 5, ""],
  [10, 10, 4, "████"],
  [5, 10, 4, "██"],
  [0.001, 10, 4, "▏"],
  [20, 10, 4, "████"],
  [1, 0, 4, ""],
  [1, 1, 0, ""],
])("a bar of %f of %f in %i columns is %j", (part, whole, columns, expected) => {
  expect(bar(part, whole, columns)).toBe(expected);
});

it.each([
  ["镜像镜像", 5, "镜像…"],
  ["镜像镜像", 8, "镜像镜像"],
  ["abc", 2, "a…"],
  ["abc", 0, ""],
])("%j in %i columns is %j", (text, columns, expected) => {
  expect(clip(text, columns)).toBe(expected);
});
