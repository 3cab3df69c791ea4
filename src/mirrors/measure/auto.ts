import type { Context } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { redactValue } from "../../go/text/redact.ts";
import { catalog } from "../../catalog/catalog.ts";
import { type ChainOptions, resolveOperands } from "../chain.ts";
import { ownAt } from "../../catalog/lookup.ts";
import { measure } from "./measure.ts";
import type { Measurement } from "./measured.ts";
import type { Probed, ProbeTarget } from "../probe-result.ts";
import { percentiles, rank, type Ranking } from "./rank.ts";

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

/** All of it, in milliseconds: what `use auto` may take. */
const budgetMs = 8000;
const probeMs = 4000;

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
  if (list !== undefined) {
    throw new Failure("list-alone", { list: redactValue(list), beside: "auto" });
  }
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
