import { atLeast, type GoVersion } from "../version.ts";

/** The first release of every stretch in which go judges values alike. */
const starts =
  "1.15 1.16 1.18 1.19 1.21 1.21.1 1.24 1.24.8 1.24.10 1.25 1.25.2 1.25.4 1.25.8 1.26 1.26.1 1.26.2 1.27".split(
    " ",
  );

const epochs: GoVersion[] = starts.map((start) => {
  const [, minor, patch = "0"] = start.split(".");
  return { minor: Number(minor), patch: Number(patch), text: `go${start}` };
});

/**
 * The go versions, from `since` on, for which a judgement is another one than for the version at hand: null, or
 * a list such as `≤ go1.20, go1.24.8–go1.25.1`.
 */
export function otherVersions<T>(
  at: GoVersion,
  since: number,
  judged: (version: GoVersion) => T,
): string | null {
  const here = judged(at);
  const differs = epochs.map((epoch) => atLeast(epoch, since) && judged(epoch) !== here);
  const ranges: string[] = [];
  for (let first = differs.indexOf(true); first !== -1; first = differs.indexOf(true, first)) {
    const behind = differs.indexOf(false, first);
    const next = behind === -1 ? differs.length : behind;
    ranges.push(range(first, next, since));
    first = next;
  }
  return ranges.length === 0 ? null : ranges.join(", ");
}

/** The stretches from one to the one before another, in words. */
function range(first: number, next: number, since: number): string {
  const from = epochs[first]!;
  const after = epochs[next];
  if (after === undefined) return `≥ ${from.text}`;
  const inMinor = after.patch > 0;
  const minor = inMinor ? after.minor : after.minor - 1;
  const to = inMinor
    ? `go1.${minor}.${after.patch - 1}`
    : `go1.${minor}${from.minor === minor && from.patch > 0 ? ".x" : ""}`;
  if (first === 0 && since <= from.minor) return `≤ ${to}`;
  return from.text === to || to === `${from.text}.0` ? to : `${from.text}–${to}`;
}
