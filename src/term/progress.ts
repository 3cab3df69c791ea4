import { type Context, type Output, variable } from "../context.ts";
import type { MeasureText } from "../text/shape.ts";
import { bar, clip, padEnd, loadWidths } from "./layout.ts";
import { visible } from "./paint.ts";

/** What is shown of a mirror while it is measured. */
export interface Running {
  target: { id: string };
  stage: "waiting" | "latency" | "content" | "done";
  samples: number;
  failures: number;
  error: unknown;
}

/** Milliseconds between two pictures: drawing takes a few, with which a mirror would be charged. */
const interval = 250;

/** Above so many mirrors one line stands for all. */
const most = 16;

/** The lines of the progress within a terminal of this size: one for each mirror, or a summary of too many. */
export function progressLines(
  live: readonly Running[],
  { columns, rows: height }: Pick<Output, "columns" | "rows">,
  { samples, text }: { samples: number; text: MeasureText },
): string[] {
  const finished = live.filter(({ stage }) => stage === "done").length;
  const requests = live.reduce((sum, one) => sum + one.samples, 0);
  const summary = text.progress(finished, live.length, requests);
  const width = Math.max(...live.map(({ target }) => Math.min(target.id.length, 24)));
  const rows = live.map(({ target, stage, samples: done, failures, error }) => {
    const sign = error !== null ? "✖" : stage === "done" ? "✔" : "·";
    const gauge = padEnd(bar(done, samples, 10), 10);
    const failed = failures > 0 ? `  ✖ ${failures}` : "";
    return `${sign} ${padEnd(clip(target.id, 24), width)}  ${gauge}  ${text.stage[stage]}${failed}`;
  });
  // Beside them stand the summary and, below, the cursor: what scrolls away cannot be drawn over.
  const room = Math.min(most, (height || Infinity) - 2);
  return [summary, ...(live.length > room ? [] : rows)].map((line) => clip(line, columns - 3));
}

/**
 * Shows progress on stderr, where that is a terminal with a width, until the returned function is called, which
 * takes it away again; the terminal gets its cursor back however the process ends.
 */
export async function showProgress(
  ctx: Context,
  lines: () => string[],
  colour: boolean,
): Promise<() => void> {
  const { stderr } = ctx;
  if (!stderr.isTTY || stderr.columns <= 0 || variable(ctx, "TERM") === "dumb") return () => {};
  const [{ default: ora, spinners }] = await Promise.all([import("ora"), loadWidths()]);
  const text = () => visible(lines().join("\n"));
  const spinner = ora({
    text: text(),
    // ora takes the place of its `write`, which the context's own stream would not outlive.
    stream: ctx.terminal.output,
    // Keys that are typed meanwhile are the shell's.
    discardStdin: false,
    isEnabled: true,
    spinner: { frames: spinners.dots.frames, interval },
    color: colour ? "cyan" : false,
  }).start();
  const timer = setInterval(() => (spinner.text = text()), interval);
  const hide = () => {
    clearInterval(timer);
    forget();
    spinner.stop();
  };
  const forget = ctx.atExit(hide);
  return hide;
}
