import type { Context } from "../context.ts";
import { isOffline, probeAll, type ProbeTarget } from "../mirrors/probe.ts";
import { lookDeep } from "./deep.ts";
import { afterRound, type DownRule, type Watched } from "./health.ts";
import { recall, remember } from "./memory.ts";

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
