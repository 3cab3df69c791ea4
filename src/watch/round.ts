import type { Context } from "../context.ts";
import { isOffline, probeAll, type ProbeTarget } from "../mirrors/probe.ts";
import { afterRound, type DownRule, type Watched } from "./health.ts";
import { recall, remember } from "./memory.ts";
import type { Watch } from "../contract.ts";
import { recordOf } from "../mirrors/ask/ask-file.ts";
import { hashOfZip } from "../mirrors/ask/archive.ts";
import { probeModule, probeToolchain, publishedSums } from "../catalog/catalog.ts";
import { askingOf, type ProxyAnswer } from "../mirrors/conformance/asking.ts";
import { lookupOf } from "../mirrors/conformance/sumdb-points.ts";

export interface RoundOptions {
  rule: DownRule;
  /** Also a zip, the checksum database and a toolchain. */
  deep: boolean;
  /** For one request, in milliseconds. */
  timeoutMs: number;
}

/** Mirrors that are remembered. */
const most = 200;

/**
 * One round over the mirrors, side by side; what came of it is remembered for the next one. Where this machine reached
 * nobody at all, that is no evidence against a mirror: each stays what it was.
 */
export async function watchRound(
  ctx: Context,
  targets: readonly ProbeTarget[],
  { rule, deep, timeoutMs }: RoundOptions,
): Promise<Watched[]> {
  const [probes, depths] = await Promise.all([
    probeAll(ctx, targets, { timeoutMs }),
    deep ? Promise.all(targets.map(({ url }) => lookDeep(ctx, url, timeoutMs))) : [],
  ]);
  const at = ctx.now().toISOString();
  const before = recall(ctx);
  const offline = isOffline(probes, targets);
  const watched = probes.map((probed, place): Watched => {
    const old = before.mirrors[probed.url] ?? null;
    const depth = depths[place];
    const isGood = probed.ok && depth?.zip !== false && depth?.sumdb !== false;
    const record = offline
      ? (old ?? { state: "unknown" as const, since: at, rounds: [] })
      : afterRound(old, isGood, at, rule);
    const changed = old !== null && old.state !== record.state;
    return { probed, record, changed, ...(depth === undefined ? {} : { deep: depth }) };
  });
  const now = Object.fromEntries(watched.map(({ probed, record }) => [probed.url, record]));
  // The last ones are kept; a URL that is never named again is not kept for ever.
  const kept = Object.entries({ ...before.mirrors, ...now }).slice(-most);
  remember(ctx, { ...before, mirrors: Object.fromEntries(kept) });
  return watched;
}

type Deep = NonNullable<Watch["mirrors"][number]["deep"]>;

/**
 * What a mirror really gives: the zip of the probe module by its published hash, the record of the checksum database, a
 * toolchain. null for what it does not serve (404, 410).
 */
export async function lookDeep(ctx: Context, url: string, timeoutMs: number): Promise<Deep> {
  const asking = askingOf(ctx, url, probeModule, timeoutMs);
  if (asking === null) return { zip: null, sumdb: null, toolchain: null };
  try {
    const [zip, lookup, tools] = await Promise.all([
      asking.file(probeModule, "zip"),
      asking.get(lookupOf(asking)),
      asking.file(probeToolchain, "info"),
    ]);
    return {
      zip: unlessAbsent(zip, ({ body }) => hashOfZip(body) === publishedSums.zip),
      sumdb: unlessAbsent(lookup, ({ body }) => recordOf(body) !== null),
      toolchain: unlessAbsent(tools, ({ seen }) => seen === "200"),
    };
  } finally {
    asking.close();
  }
}

function unlessAbsent(
  answer: ProxyAnswer,
  isRight: (answer: ProxyAnswer) => boolean,
): boolean | null {
  if (answer.status === 404 || answer.status === 410) return null;
  return answer.status === 200 && isRight(answer);
}
