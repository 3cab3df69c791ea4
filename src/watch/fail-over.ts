import { parseGoproxy, type At } from "../go/values/goproxy.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { guards, linksOf, valueOf } from "../retry/chain.ts";
import type { Switched, Watched } from "./health.ts";

export interface ChainNow extends At {
  /** GOPROXY as it is stored. */
  value: string;
  own: readonly OwnMirror[];
  /** GOPRIVATE and GONOPROXY in effect; "" where nothing is private. */
  privatePatterns: string;
}

/** What is to be written: another chain, or the one of before; null: nothing. */
export interface Decision {
  value: string;
  kind: "switch" | "back" | "forget";
  mirror: string;
}

/**
 * Moves the first mirror behind the next one that is up, where it is down by the rule, or hung or served a page in two
 * rounds in a row; and back when it is up again. A chain that somebody else changed since is left alone, and so is a
 * mirror whose place keeps what is private from a public one.
 */
export function decideSwitch(
  chain: ChainNow,
  watched: readonly Watched[],
  before: Switched | null,
): Decision | null {
  const seen = (id: string) => watched.find(({ probed }) => probed.id === id);
  if (before !== null) {
    const { mirror, from, to } = before;
    if (chain.value !== to) return { kind: "forget", value: chain.value, mirror };
    return seen(mirror)?.record.state === "up" ? { kind: "back", value: from, mirror } : null;
  }
  const links = linksOf(parseGoproxy(chain.value, chain), chain.own);
  const [first, ...rest] = links;
  if (first?.kind !== "url" || guards(first, links, chain.privatePatterns)) return null;
  const ill = seen(first.id);
  const place = rest.findIndex(({ kind, id }) => kind === "url" && seen(id)?.record.state === "up");
  if (ill === undefined || !isBad(ill) || place === -1) return null;
  const moved = [...rest.slice(0, place + 1), first, ...rest.slice(place + 1)];
  const value = valueOf(
    moved.map((link, at) => ({ ...link, separator: links[at]?.separator ?? "|" })),
  );
  return { kind: "switch", value, mirror: first.id };
}

/** What `|` does not survive counts at once, as soon as it is no slip. */
function isBad({ record, probed }: Watched): boolean {
  if (record.state === "down") return true;
  const code = probed.note?.code;
  const stops =
    code === "net.timeout" || code === "net.captive-portal" || code === "net.bad-response";
  return stops && record.rounds.length >= 2 && record.rounds.slice(-2).every((good) => !good);
}
