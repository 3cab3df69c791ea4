/** A stretch of a text that must not be shown: from, to (exclusive). */
export type Span = readonly [number, number];

/** The same stretches, in order, those that overlap as one. */
export function merged(spans: readonly Span[]): Span[] {
  const apart: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = apart.at(-1);
    if (last !== undefined && from < last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
