import type { OwnMirror } from "../../catalog/catalog.ts";
import type { Changed } from "../../contract.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { namedEntries } from "../../mirrors/chain-names.ts";

/** What words a GOPROXY value by the names in it. */
export type ChainWords = (value: string) => string;

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
