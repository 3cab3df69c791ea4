import type { Measurement } from "../mirrors/measure/measured.ts";
import { wantsColour } from "../term/paint.ts";
import { progressLines, showProgress } from "../term/progress.ts";
import type { App } from "../app.ts";

export type MeasurementWatcher = (live: readonly Measurement[]) => void;

/** Measures, and shows on stderr how far it is while that is a terminal. `samples`: requests for each mirror. */
export async function withProgress<T>(
  { ctx, flags, text }: App,
  samples: number,
  work: (watch: MeasurementWatcher) => Promise<T>,
): Promise<T> {
  if (flags.quiet) return work(() => {});
  const words = await text.measure();
  let live: readonly Measurement[] = [];
  const running = work((seen) => void (live = seen));
  const lines = () => progressLines(live, ctx.stderr, { samples, text: words });
  const hide = await showProgress(ctx, lines, wantsColour(ctx, ctx.stderr, flags.color));
  return running.finally(hide);
}
