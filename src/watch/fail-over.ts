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
