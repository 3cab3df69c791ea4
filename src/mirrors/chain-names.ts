import { redactUrl } from "../go/text/redact.ts";
import { mirrorAt, ownAt } from "../catalog/lookup.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import type { Changed } from "../contract.ts";

/** An entry of a GOPROXY list, by the name that a person knows it by. */
export interface NamedEntry {
  /** The user's own name for it, the catalog's id, else the URL without credentials; `direct`, `off`. */
  name: string;
  /** null: `direct` and `off`. */
  url: string | null;
}

/** The entries of a GOPROXY value by their names, in the order in which go asks them. */
export function namedEntries(value: string, own: readonly OwnMirror[] = []): NamedEntry[] {
  return value
    .split(/[,|]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) =>
      entry === "direct" || entry === "off"
        ? { name: entry, url: null }
        : { name: ownAt(entry, own)?.name ?? mirrorAt(entry)?.id ?? redactUrl(entry), url: entry },
    );
}

/** The same on one line: `goproxy.cn → aliyun → direct`. */
export const namedChain = (value: string, own: readonly OwnMirror[] = []): string =>
  namedEntries(value, own)
    .map(({ name }) => name)
    .join(" → ");

/** What makes go move on from entry to entry; null where there is one alone, or the list says now this, now that. */
export function movesOn(value: string): "any" | "missing" | null {
  const separators = new Set(value.match(/[,|]/g) ?? []);
  if (separators.size !== 1) return null;
  return separators.has("|") ? "any" : "missing";
}

/** What words a GOPROXY value by the names in it. */
type ChainWords = (value: string) => string;

/**
 * The chain by the names in it, each with the time of its answer, where it was asked:
 * `goproxy.cn (35 ms) → aliyun ✖ → direct`. Where no name could be looked up, no mirror is at fault.
 */
export function timedChain(
  { probes, notes }: Pick<Changed, "probes" | "notes">,
  own: readonly OwnMirror[],
): ChainWords {
  const isChecked = !notes.some(({ code }) => code === "net.offline");
  const asked = new Map(isChecked ? probes.map((probe) => [probe.url, probe]) : []);
  return (value) =>
    namedEntries(value, own)
      .map(({ name, url }) => {
        const probe = url === null ? undefined : asked.get(redactUrl(url));
        if (probe === undefined) return name;
        return `${probe.id} ${probe.ok ? `(${probe.ms} ms)` : "✖"}`;
      })
      .join(" → ");
}
