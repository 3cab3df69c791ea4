import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { measure as en } from "../../src/text/en/measure.ts";
import { measure as zh } from "../../src/text/zh/measure.ts";
import { noPaint, paintFor } from "../../src/term/paint.ts";
import { progressLines, type Running, showProgress } from "../../src/term/progress.ts";
import { displayWidth } from "../../src/term/table.ts";
import { sandbox } from "../support/sandbox.ts";

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

const up = (rows: number) => "\r\u001B[2K" + "\u001B[A\r\u001B[2K".repeat(rows);

describe("progress on a terminal", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    { isTTY: false, columns: 80, TERM: "xterm" },
    { isTTY: true, columns: 0, TERM: "xterm" },
    { isTTY: true, columns: 80, TERM: "dumb" },
  ])("is nothing for %j", async (change) => {
    const { ctx, shown } = screen(change);
    await showProgress(ctx, () => ["line"], noPaint)();
    expect(shown).toEqual([]);
  });

  it("is drawn over itself, and leaves the terminal as it was", async () => {
    const { ctx, shown, atEnd } = screen();
    let lines = ["one", "two"];
    const hide = showProgress(ctx, () => lines, noPaint);
    lines = ["three"];
    vi.advanceTimersByTime(250);
    await hide();
    expect(shown).toEqual([
      `\u001B[?25l${up(0)}⠋ one\ntwo\n`,
      `\u001B[?25l${up(2)}⠙ three\n`,
      `${up(1)}\u001B[?25h`,
    ]);
    expect(atEnd.size).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(shown).toHaveLength(3);
  });

  it("goes up by the rows that a narrower terminal has made of its lines", () => {
    const { ctx, stderr, shown } = screen();
    showProgress(ctx, () => ["x".repeat(68), "镜".repeat(15), ""], noPaint);
    stderr.columns = 20;
    vi.advanceTimersByTime(250);
    expect(shown[1]).toContain(`\u001B[?25l${up(7)}⠙`);
  });

  it("gives the cursor back where the process ends", () => {
    const { ctx, shown, atEnd } = screen();
    showProgress(ctx, () => ["one"], noPaint);
    for (const run of atEnd) run();
    expect(shown.at(-1)).toBe(`${up(1)}\u001B[?25h`);
  });

  it("has colour where that is wanted", () => {
    const { ctx, stderr, shown } = screen();
    showProgress(ctx, () => ["one"], paintFor(ctx, stderr));
    expect(shown[0]).toContain("\u001B[36m⠋\u001B[39m one");
  });
});
