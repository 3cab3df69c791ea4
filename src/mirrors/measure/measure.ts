import { setMaxListeners } from "node:events";
import type { Context } from "../../context.ts";
import { Failure } from "../../failure.ts";
import pLimit, { type LimitFunction } from "p-limit";
import { countFailure, type Measurement, newMeasurement } from "./measured.ts";
import { probe } from "../probe.ts";
import type { ModuleVersion, ProbeTarget } from "../probe-result.ts";
import { type Sampler, sampler, type SampleOptions } from "./sample.ts";

export interface MeasureOptions {
  /** `.info` requests for each mirror; a fourth of them on fresh connections. */
  samples: number;
  /** For one request, in milliseconds. */
  timeoutMs: number;
  module?: ModuleVersion;
  /** For everything, in milliseconds; what is not known by then stays unknown. */
  budgetMs?: number;
  /** Called with all that is measured, in the order of the targets, once at the start; it fills up later. */
  watch?: (live: readonly Measurement[]) => void;
}

export interface MeasureResult {
  measurements: Measurement[];
  /** The user stopped it, or the budget did. */
  stopped: "interrupted" | "budget" | null;
}

/** Small, public, kept for good by every public mirror; its zip has 170 kB. */
export const measureModule: ModuleVersion = { module: "golang.org/x/mod", version: "v0.25.0" };

/**
 * How much happens at the same time. Asking whether somebody is there may be done to all at once. What is
 * timed may not: a handshake keeps the processor busy for milliseconds, which the others would be charged
 * with, and two zips share one line: one after the other, up to a crowd of mirrors.
 */
const atOnce = { probe: 64, fresh: 3, warm: 6, list: 6, crowd: 16 };

/**
 * Measures mirrors side by side: who answers, then fresh connections, then warm ones, then `@v/list`, then the
 * zip. Each stage ends before the next begins. A mirror that does not answer costs one deadline and is left
 * alone; so is one that fails three times in a row. Ctrl-C ends it with what there is.
 */
export async function measure(
  ctx: Context,
  targets: readonly ProbeTarget[],
  options: MeasureOptions,
): Promise<MeasureResult> {
  const { module = measureModule, timeoutMs } = options;
  const measurements = targets.map(newMeasurement);
  options.watch?.(measurements);
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const timer =
    options.budgetMs === undefined ? undefined : setTimeout(() => over.abort(), options.budgetMs);
  const shared = { module, timeoutMs, signal: over.signal };
  const samplers = new Map<Measurement, Sampler>();
  try {
    await each(measurements, pLimit(atOnce.probe), (seen) => reach(ctx, seen, shared));
    for (const seen of measurements) {
      if (seen.stage === "latency") samplers.set(seen, sampler(ctx, seen, shared));
    }
    await sampleAll(samplers, options.samples, timeoutMs, ctx);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "interrupted") throw error;
    // Who has only said that it is there has not been measured.
    for (const seen of measurements) if (seen.samples === 0) seen.probed = null;
    return { measurements, stopped: "interrupted" };
  } finally {
    clearTimeout(timer);
    for (const one of samplers.values()) one.close();
  }
  return { measurements, stopped: over.signal.aborted ? "budget" : null };
}

/** Whether it answers, and what it serves. */
async function reach(ctx: Context, seen: Measurement, options: SampleOptions): Promise<void> {
  const { target } = seen;
  if (options.signal.aborted) return;
  const probed = await probe(ctx, target, options);
  if (options.signal.aborted && !probed.ok) return;
  seen.probed = probed;
  if (probed.serves !== undefined) seen.serves = probed.serves;
  seen.lacksModule = probed.ok && probed.note !== undefined;
  seen.stage = probed.ok && !/^file:/i.test(target.url) ? "latency" : "done";
  if (seen.stage === "latency") return;
  seen.samples = 1;
  if (probed.ok) {
    // A folder: there is no connection to measure.
    seen.times.total.push(probed.ms);
    return;
  }
  seen.failures = 1;
  seen.error = probed.note ?? null;
  if (seen.error !== null) countFailure(seen, seen.error);
}

async function sampleAll(
  samplers: Map<Measurement, Sampler>,
  samples: number,
  timeoutMs: number,
  ctx: Context,
): Promise<void> {
  const all = [...samplers];
  const cold = Math.ceil(samples / 4);
  const spent = new Map<Measurement, number>();
  /** One request of a mirror after the other, each in its turn among those of all mirrors. */
  const repeat = async (
    [seen]: [Measurement, Sampler],
    turn: LimitFunction,
    upTo: number,
    ask: () => Promise<boolean>,
  ) => {
    while (seen.samples < upTo) {
      const goOn = await turn(async () => {
        const start = ctx.elapsed();
        const more = await ask();
        spent.set(seen, (spent.get(seen) ?? 0) + ctx.elapsed() - start);
        return more;
      });
      // So that one very slow mirror does not keep all the others waiting.
      if (!goOn || (spent.get(seen) ?? 0) > 3 * timeoutMs) return;
    }
  };
  const fresh = pLimit(atOnce.fresh);
  await Promise.all(
    all.map((one) => repeat(one, fresh, cold, () => one[1].fresh(one[0].samples === cold - 1))),
  );
  const warm = pLimit(atOnce.warm);
  await Promise.all(all.map((one) => repeat(one, warm, samples, () => one[1].warm())));
  const content = all.filter(([seen]) => seen.error === null && !seen.lacksModule);
  for (const [seen] of content) seen.stage = "content";
  await each(content, pLimit(atOnce.list), ([, one]) => one.list());
  const zips = pLimit(content.length > atOnce.crowd ? 4 : 1);
  await each(content, zips, ([, one]) => one.zip());
  for (const [seen] of all) seen.stage = "done";
}

async function each<T>(
  items: readonly T[],
  turn: LimitFunction,
  work: (item: T) => Promise<void>,
): Promise<void> {
  await Promise.all(items.map((item) => turn(() => work(item))));
}
