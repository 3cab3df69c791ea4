import type { Measurement } from "../mirrors/measure/measured.ts";
import { wantsColour } from "../term/paint.ts";
import { progressLines, showProgress } from "../term/progress.ts";
import { type App, wording } from "../app.ts";
import type { Probe } from "../contract.ts";
import type { Probed } from "../mirrors/probe-result.ts";
import type { Note } from "../findings.ts";
import type { MeasureText, Text } from "../text/shape.ts";

export type MeasurementWatcher = (live: readonly Measurement[]) => void;

/** Measures, and shows on stderr how far it is while that is a terminal. `samples`: requests for each mirror. */
export async function withProgress<T>(
  app: App,
  samples: number,
  work: (watch: MeasurementWatcher) => Promise<T>,
): Promise<T> {
  const words = await app.text.measure();
  let live: readonly Measurement[] = [];
  const running = work((seen) => void (live = seen));
  const lines = () => progressLines(live, app.ctx.stderr, { samples, text: words });
  return whileShown(app, lines, running);
}

/** Shows lines on stderr, drawn anew, until something under way has ended; nothing with --quiet. */
export async function whileShown<T>(
  { ctx, flags }: App,
  lines: () => string[],
  running: Promise<T>,
): Promise<T> {
  if (flags.quiet) return running;
  // What fails meanwhile is told where it is awaited.
  running.catch(() => {});
  const hide = await showProgress(ctx, lines, wantsColour(ctx, ctx.stderr, flags.color));
  return running.finally(hide);
}

/** Milliseconds after which a person should see that something is under way. */
const patience = 300;

/** Works, and says on stderr what takes so long where it does, while that is a terminal. */
export async function withSignOfLife<T>(
  { ctx, flags }: Pick<App, "ctx" | "flags">,
  words: string,
  work: () => Promise<T>,
): Promise<T> {
  const running = work();
  if (flags.quiet) return running;
  let hide: Promise<() => void> | null = null;
  const timer = setTimeout(() => {
    hide = showProgress(ctx, () => [words], wantsColour(ctx, ctx.stderr, flags.color));
  }, patience);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    (await (hide as Promise<() => void> | null))?.();
  }
}

/** What was seen of mirrors, as documents have it: with words where there is something to say. */
export async function wordedProbes(text: Text, probed: readonly Probed[]): Promise<Probe[]> {
  const say = probed.some(({ note }) => note !== undefined) ? await wording(text) : null;
  return probed.map(({ id, url, ok, ms, serves, note }) => {
    const probe: Probe = { id, url, ok, ms };
    if (serves !== undefined) probe.serves = serves;
    if (note === undefined || say === null) return probe;
    const { code, message } = say(note);
    return { ...probe, code, message };
  });
}

/** Why a mirror was of no use, in a word or two. */
export function inBrief(why: MeasureText["why"], found: Note | undefined): string {
  if (found === undefined) return "";
  const words = (why as Partial<Record<string, string>>)[found.code] ?? found.code;
  return found.code === "net.status" ? `${words} ${found.args.status}` : words;
}
