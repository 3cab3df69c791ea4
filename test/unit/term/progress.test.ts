import { beforeAll, describe, expect, it } from "vitest";
import { measure as en } from "../../../src/text/en/measure.ts";
import { measure as zh } from "../../../src/text/zh/measure.ts";
import { progressLines, type Running, showProgress } from "../../../src/term/progress.ts";
import { displayWidth, loadWidths } from "../../../src/term/layout.ts";
import { sandbox } from "../../support/sandbox.ts";

beforeAll(loadWidths);

const running = (count: number): Running[] =>
  Array.from({ length: count }, (_, at) => ({
    target: { id: `镜像-${"x".repeat(at)}` },
    stage: (["waiting", "latency", "content", "done"] as const)[at % 4]!,
    samples: at,
    failures: at % 3,
    error: at % 5 === 0 ? {} : null,
  }));

describe("the lines of the progress", () => {
  it.each([20, 40, 80])("fit into %i columns", (columns) => {
    for (const text of [en, zh]) {
      const lines = progressLines(running(8), { columns, rows: 0 }, { samples: 20, text });
      expect(lines).toHaveLength(9);
      for (const line of lines) expect(displayWidth(line)).toBeLessThan(columns);
    }
  });

  it.each([
    [200, 0, 1],
    [200, 1000, 1],
    [8, 9, 1],
    [8, 10, 9],
  ])("of %i mirrors in %i rows are %i", (count, rows, expected) => {
    const lines = progressLines(running(count), { columns: 80, rows }, { samples: 20, text: en });
    expect(lines).toHaveLength(expected);
  });
});

/** A terminal as wide as one wishes, that keeps what is written. */
function screen(change: { isTTY?: boolean; columns?: number; TERM?: string } = {}) {
  const { isTTY = true, columns = 80, TERM = "xterm" } = change;
  const stderr = { isTTY, columns, rows: 24, write: (text: string) => void shown.push(text) };
  const shown: string[] = [];
  const atEnd = new Set<() => void>();
  const atExit = (run: () => void) => {
    atEnd.add(run);
    return () => void atEnd.delete(run);
  };
  const { ctx } = sandbox({ env: { TERM }, ctx: { stderr, atExit } });
  return { ctx, stderr, shown, atEnd };
}

describe("progress on a terminal", () => {
  // What is drawn on a real one: test/real/terminal/progress.test.ts.
  it.each([
    { isTTY: false, columns: 80, TERM: "xterm" },
    { isTTY: true, columns: 0, TERM: "xterm" },
    { isTTY: true, columns: 80, TERM: "dumb" },
  ])("is nothing for %j", async (change) => {
    const { ctx, shown, atEnd } = screen(change);
    (await showProgress(ctx, () => ["line"], true))();
    expect([shown, atEnd.size]).toEqual([[], 0]);
  });
});
