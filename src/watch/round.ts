import { parseGoproxy, type At } from "../go/values/goproxy.ts";
import { type OwnMirror, probeModule, probeToolchain, publishedSums } from "../catalog/catalog.ts";
import { guards, linksOf, valueOf } from "../retry/chain.ts";
import {
  type Switched,
  type Watched,
  afterRound,
  type DownRule,
  recall,
  remember,
} from "./health.ts";
import type { Context } from "../context.ts";
import { isOffline, probeAll, type ProbeTarget } from "../mirrors/probe.ts";
import type { Watch } from "../contract.ts";
import { recordOf, hashOfZip } from "../mirrors/ask/ask-file.ts";
import { askingOf, type ProxyAnswer } from "../mirrors/conformance/point.ts";
import { lookupOf } from "../mirrors/conformance/path-points.ts";

export interface ChainNow extends At {
  /** GOPROXY as it is stored. */
  value: string;
  own: readonly OwnMirror[];
  /** GOPRIVATE and GONOPROXY in effect; "" where nothing is private. */
  privatePatterns: string;
}

/**
 * What is to be done: write another chain (`switch`, `back`), leave alone what somebody else stored until its first
 * mirror is well (`leave`), or go on as if nothing had been (`forget`).
 */
export interface Decision {
  kind: "switch" | "back" | "leave" | "forget";
  value: string;
  mirror: string;
}

/**
 * Moves the first mirror behind the next one that is up, where it is down by the rule, or hung or served a page in two
 * rounds in a row; and back when it is up again. A chain that somebody else changed since, or brought back by undo
 * (`isUndone`), is left alone, and so is a mirror whose place keeps what is private from a public one. null: nothing.
 */
export function decideSwitch(
  chain: ChainNow,
  watched: readonly Watched[],
  before: Switched | null,
  isUndone: boolean,
): Decision | null {
  const { value } = chain;
  const seen = (id: string) => watched.find(({ probed }) => probed.id === id);
  const isUp = (id: string) => seen(id)?.record.state === "up";
  const links = linksOf(parseGoproxy(value, chain), chain.own);
  const [first, ...rest] = links;
  // Where the chain is as before the switch and nobody undid it, the round was killed before it wrote.
  if (before !== null && (value !== before.from || isUndone || isLeft(before))) {
    const { mirror, from } = before;
    if (value === before.to) {
      if (!isUp(mirror)) return null;
      return { kind: isLeft(before) ? "forget" : "back", value: from, mirror };
    }
    return { kind: "leave", value, mirror: first?.id ?? "" };
  }
  if (first?.kind !== "url" || guards(first, links, chain.privatePatterns)) return null;
  const ill = seen(first.id);
  const place = rest.findIndex(({ kind, id }) => kind === "url" && isUp(id));
  if (ill === undefined || !isBad(ill) || place === -1) return null;
  const moved = [...rest.slice(0, place + 1), first, ...rest.slice(place + 1)];
  const to = valueOf(
    moved.map((link, at) => ({ ...link, separator: links[at]?.separator ?? "|" })),
  );
  return { kind: "switch", value: to, mirror: first.id };
}

/** A chain of somebody else's: it is what it was to be. */
const isLeft = ({ from, to }: Switched): boolean => from === to;

/** What `|` does not survive counts at once, as soon as it is no slip. */
function isBad({ record, probed }: Watched): boolean {
  if (record.state === "down") return true;
  const code = probed.note?.code;
  const stops =
    code === "net.timeout" || code === "net.captive-portal" || code === "net.bad-response";
  return stops && record.rounds.length >= 2 && record.rounds.slice(-2).every((good) => !good);
}

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
