import { setMaxListeners } from "node:events";
import type { Context } from "../../context.ts";
import { Failure } from "../../failure.ts";
import pLimit, { type LimitFunction } from "p-limit";
import { countFailure, type Measurement, newMeasurement } from "./measured.ts";
import { probe } from "../probe.ts";
import type { ModuleVersion, ProbeTarget, Probed } from "../probe-result.ts";
import { type Sampler, sampler, type SampleOptions } from "./sample.ts";
import { redactValue } from "../../go/text/redact.ts";
import { catalog } from "../../catalog/catalog.ts";
import { type ChainOptions, resolveOperands } from "../chain.ts";
import { ownAt } from "../../catalog/lookup.ts";
import { percentiles, rank, type Ranking } from "./rank.ts";

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

/** Milliseconds for which those that have answered wait for the others. */
const patience = 1000;

/**
 * Measures mirrors side by side: who answers, then fresh connections, then warm ones, then `@v/list`, then the
 * zip. Each stage ends before the next begins; those that answer late are measured after the others. A mirror that
 * does not answer costs one deadline, which nobody waits for, and is left alone; so is one that fails three times
 * in a row. Ctrl-C ends it with what there is.
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
  const turn = pLimit(atOnce.probe);
  const asked = new Set(measurements.map((seen) => turn(() => reach(ctx, seen, shared))));
  for (const one of asked) one.finally(() => asked.delete(one)).catch(() => {});
  const everybody = Promise.all(asked);
  let late: NodeJS.Timeout | undefined;
  try {
    const soon = new Promise((resolve) => (late = setTimeout(resolve, patience)));
    await Promise.race([everybody, soon]);
    for (;;) {
      const here = measurements.filter((seen) => seen.stage === "latency" && !samplers.has(seen));
      if (here.length === 0 && asked.size === 0) break;
      if (here.length === 0) await Promise.race(asked);
      const wave = here.map((seen) => [seen, sampler(ctx, seen, shared)] as const);
      for (const [seen, one] of wave) samplers.set(seen, one);
      await sampleAll(wave, options.samples, timeoutMs, ctx);
    }
    await everybody;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "interrupted") throw error;
    // Who has only said that it is there has not been measured.
    for (const seen of measurements) if (seen.samples === 0) seen.probed = null;
    return { measurements, stopped: "interrupted" };
  } finally {
    clearTimeout(timer);
    clearTimeout(late);
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
  all: readonly (readonly [Measurement, Sampler])[],
  samples: number,
  timeoutMs: number,
  ctx: Context,
): Promise<void> {
  const cold = Math.ceil(samples / 4);
  const spent = new Map<Measurement, number>();
  /** One request of a mirror after the other, each in its turn among those of all mirrors. */
  const repeat = async (
    [seen]: readonly [Measurement, Sampler],
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

/**
 * What `test` measures: the operands of `use`, or without any the own mirrors and the whole catalog.
 * Throws what resolveOperands throws.
 */
export function targetsOf(operands: readonly string[], options: ChainOptions): ProbeTarget[] {
  if (operands.length > 0) return resolveOperands(operands, options).targets;
  // Those of one country are for those who name them.
  const known = catalog.flatMap(({ id, url, serves, region }) =>
    url === null || region === "ru" || region === "ir" ? [] : [{ id, url, own: false, serves }],
  );
  const own = options.own.map(({ name, url, serves }) => ({ id: name, url, own: true, serves }));
  return [...own, ...known.filter(({ url }) => ownAt(url, options.own) === undefined)];
}

/** What `use auto` measures: the operands, or the own mirrors and what the catalog recommends. */
export function autoTargets(operands: readonly string[], options: ChainOptions): ProbeTarget[] {
  if (operands.length > 0) return targetsOf(operands, options);
  const recommended = catalog.filter((known) => known.status === "active" && !known.optIn);
  const ids = new Set(recommended.map(({ id }) => id));
  return targetsOf([], options).filter(({ id, own }) => own || ids.has(id));
}

/** Ids of the catalog that are chosen only by name, without those named here. */
export function optIn(targets: readonly ProbeTarget[]): string[] {
  const ids = catalog.filter((known) => known.optIn).map(({ id }) => id);
  return ids.filter((id) => !targets.some((target) => target.id === id));
}

export interface Chosen {
  /** For `use`: the URLs in their order, then what the user gave that ends the list. */
  operands: string[];
  /** In the order of the operands' URLs. */
  probed: Probed[];
  ranking: Ranking;
  /** Every mirror that was asked, as it answered. */
  asked: Probed[];
}

/** All of it, in milliseconds: what `use auto` may take, and each probe. */
const [budgetMs, probeMs] = [8000, 4000];

/**
 * `use auto`: measures and puts in order, by the rules of `rank`. Nothing is chosen where nobody serves.
 * Throws Failure `list-alone` for a GOPROXY value beside `auto`, `interrupted`, and what resolveOperands throws.
 */
export async function chooseAuto(
  ctx: Context,
  operands: readonly string[],
  options: ChainOptions,
  watch?: (live: readonly Measurement[]) => void,
): Promise<Chosen> {
  const rest = operands.filter((operand) => operand !== "auto");
  const list = rest.find((operand) => /[,|]/.test(operand));
  if (list !== undefined)
    throw new Failure("list-alone", { list: redactValue(list), beside: "auto" });
  const ends = rest.filter((operand) => operand === "direct" || operand === "off");
  const named = rest.filter((operand) => operand !== "direct" && operand !== "off");
  const targets = autoTargets(named, options);
  const seen = await measure(ctx, targets, {
    samples: autoSamples,
    timeoutMs: probeMs,
    budgetMs,
    ...(watch === undefined ? {} : { watch }),
  });
  if (seen.stopped === "interrupted") throw new Failure("interrupted", {});
  const ranking = rank(seen.measurements, { own: options.own, optIn: [] });
  return {
    operands: [...ranking.order.map(({ seen: one }) => one.target.url), ...ends],
    probed: ranking.order.flatMap(({ seen: one }) => timed(one)),
    ranking,
    asked: seen.measurements.flatMap(timed),
  };
}

/** `.info` requests for each mirror; enough for a median. */
export const autoSamples = 12;

/** The probe with the median that was measured since, and with what turned out to be wrong. */
function timed(seen: Measurement): Probed[] {
  const { probed, error } = seen;
  if (probed === null) return [];
  const { total, cold } = seen.times;
  const ms = Math.round((percentiles(total) ?? percentiles(cold))?.p50 ?? probed.ms);
  return [error === null ? { ...probed, ms } : { ...probed, ms, ok: false, note: error }];
}
