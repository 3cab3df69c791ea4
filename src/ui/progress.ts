import { type Context, variable } from "../context.ts";
import type { MeasureText } from "../text/en/measure.ts";
import { bar, clip } from "./bar.ts";
import { padEnd } from "./table.ts";

/** What is shown of a mirror while it is measured. */
export interface Running {
  target: { id: string };
  stage: "waiting" | "latency" | "content" | "done";
  samples: number;
  failures: number;
  error: unknown;
}

/** Milliseconds between two pictures. */
const interval = 250;

/** Above so many mirrors one line stands for all. */
const most = 16;

/** The lines of the progress: one for each mirror, or a summary of very many, within these columns. */
export function progressLines(
  live: readonly Running[],
  { samples, columns, text }: { samples: number; columns: number; text: MeasureText },
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
  return [summary, ...(live.length > most ? [] : rows)].map((line) => clip(line, columns - 3));
}

/**
 * Shows progress on stderr, where that is a terminal with a width, until the returned function is called, which
 * takes it away again. Without a width ora never ends.
 */
export async function showProgress(
  ctx: Context,
  lines: () => string[],
  colour: boolean,
): Promise<() => void> {
  const { stderr } = ctx;
  if (!stderr.isTTY || stderr.columns <= 0 || variable(ctx, "TERM") === "dumb") return () => {};
  const { default: ora } = await import("ora");
  const write = (text: string) => {
    stderr.write(text);
    return true;
  };
  // What ora uses of a stream; the context has no other.
  const stream = {
    isTTY: true,
    get columns() {
      return stderr.columns;
    },
    write,
    cursorTo: (column: number) => write(`\u001B[${column + 1}G`),
    moveCursor: (_columns: number, rows: number) => write(`\u001B[${-rows}A`),
    clearLine: () => write("\u001B[K"),
  };
  const spinner = ora({
    stream: stream as unknown as NodeJS.WriteStream,
    isEnabled: true,
    discardStdin: false,
    // Seldom: drawing takes milliseconds, with which a mirror would be charged.
    interval,
    text: lines().join("\n"),
    ...(colour ? {} : { color: false as never }),
  }).start();
  const timer = setInterval(() => (spinner.text = lines().join("\n")), interval);
  return () => {
    clearInterval(timer);
    spinner.stop();
  };
}
