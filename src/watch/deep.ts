import type { Context } from "../context.ts";
import type { Watch } from "../contract.ts";
import { recordOf } from "../mirrors/ask/ask-file.ts";
import { hashOfZip } from "../mirrors/ask/archive.ts";
import { probeModule, probeToolchain, publishedSums } from "../catalog/catalog.ts";
import { askingOf, type ProxyAnswer } from "../mirrors/conformance/asking.ts";
import { lookupOf } from "../mirrors/conformance/sumdb-points.ts";

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
