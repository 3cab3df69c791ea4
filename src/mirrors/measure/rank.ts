import type { Percentiles } from "../../contract.ts";
import type { LeftOut } from "../../findings.ts";
import { type Measurement, served, compareVersions } from "./measured.ts";
import type { OwnMirror } from "../../catalog/catalog.ts";

type Because = "pinned" | "private" | "measured" | "unsteady";

export interface Ranking {
  /** First to be asked first. */
  order: { seen: Measurement; because: Because }[];
  left: { seen: Measurement; why: LeftOut }[];
}

export interface RankOptions {
  own: readonly OwnMirror[];
  /** Ids of mirrors that are taken only by those who ask for them by name. */
  optIn: readonly string[];
}

/** Costs nearer to each other than this share are a tie. */
const tie = 0.05;

/**
 * From measurements to the order of a chain. The rules:
 * 1. A mirror is left out that does not answer, whose zip cannot be had, or that fails in half of the requests
 *    or more; one that lacks the module, unless it is the user's own and private; one that is opt-in.
 * 2. First come the user's own that are pinned, in the order of the file; then the own private ones that
 *    answered, because what is private must not be asked for elsewhere first.
 * 3. Then the others by what one module costs on a warm connection: four small requests (median each:
 *    `.info`, `.mod`, what the checksum database answers) and the zip.
 * 4. Those within 5 % of the first of them are a tie: the one that serves the checksum database comes first, then
 *    the one that serves toolchains, then the one whose version list is not behind, then the cheaper one.
 * 5. A mirror that failed more than once and in more than a tenth of its requests comes after all steady ones.
 * `direct`, which closes the chain, is not a matter of measurement.
 */
export function rank(measurements: readonly Measurement[], options: RankOptions): Ranking {
  const newest = newestOf(measurements);
  const place = ({ target }: Measurement) =>
    options.own.findIndex(({ name }) => name === target.id);
  const left: Ranking["left"] = [];
  const groups: Record<Because, Measurement[]> = {
    pinned: [],
    private: [],
    measured: [],
    unsteady: [],
  };
  for (const seen of measurements) {
    const mine = options.own[place(seen)];
    const why = leftOut(seen, mine, options);
    if (why === null) groups[becauseOf(seen, mine)].push(seen);
    else left.push({ seen, why });
  }
  const order = (Object.keys(groups) as Because[]).flatMap((because) => {
    const members = groups[because];
    const sorted =
      because === "pinned"
        ? members.toSorted((a, b) => place(a) - place(b))
        : byCost(members, newest);
    return sorted.map((seen) => ({ seen, because }));
  });
  return { order, left };
}

function becauseOf(seen: Measurement, mine: OwnMirror | undefined): Because {
  if (mine?.pinned) return "pinned";
  if (mine?.private) return "private";
  return isUnsteady(seen) ? "unsteady" : "measured";
}

/** What one module costs on a warm connection, in milliseconds. Infinity where nothing was timed. */
export function cost({ times, zip, probed }: Measurement): number {
  const median = percentiles(times.total)?.p50 ?? percentiles(times.cold)?.p50 ?? probed?.ms;
  return median === undefined ? Infinity : 4 * median + (zip?.ms ?? median);
}

/** The newest of the versions that the mirrors list; a mirror with an older one is behind. */
export function newestOf(measurements: readonly Measurement[]): string | null {
  const versions = measurements.flatMap(({ latest }) => (latest === null ? [] : [latest]));
  return versions.length === 0
    ? null
    : versions.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a));
}

export function isBehind({ latest }: Measurement, newest: string | null): boolean {
  return latest !== null && newest !== null && compareVersions(latest, newest) < 0;
}

function leftOut(
  seen: Measurement,
  mine: OwnMirror | undefined,
  { optIn }: RankOptions,
): LeftOut | null {
  if (seen.probed === null) return "not-measured";
  if (!served(seen)) return "failed";
  if (seen.samples > 1 && seen.failures * 2 >= seen.samples) return "unreliable";
  if (seen.lacksModule && !mine?.private && !mine?.pinned) return "lacks-module";
  return optIn.includes(seen.target.id) ? "opt-in" : null;
}

function isUnsteady({ samples, failures }: Measurement): boolean {
  return failures > 1 && failures * 10 > samples;
}

function byCost(members: readonly Measurement[], newest: string | null): Measurement[] {
  const rest = members.toSorted((a, b) => cost(a) - cost(b));
  const done: Measurement[] = [];
  while (rest.length > 0) {
    const limit = cost(rest[0]!) * (1 + tie);
    const apart = rest.findIndex((seen) => cost(seen) > limit);
    const tied = rest.splice(0, apart < 0 ? rest.length : apart);
    // Sorting keeps the cheaper one first among equals.
    done.push(...tied.toSorted((a, b) => worth(b, newest) - worth(a, newest)));
  }
  return done;
}

function worth(seen: Measurement, newest: string | null): number {
  const { sumdb, toolchain } = seen.serves;
  return (sumdb === true ? 4 : 0) + (toolchain === true ? 2 : 0) + (isBehind(seen, newest) ? 0 : 1);
}

/** The value that at least this share (0 to 1) of the values does not exceed: nearest rank, so one of them. */
export function quantile(ascending: readonly number[], share: number): number | null {
  // 0.9 × 10 is a hair above 9 for the machine.
  const nth = Math.ceil(share * ascending.length - 1e-9);
  return ascending[Math.max(0, nth - 1)] ?? null;
}

/** p50, p90 and p99 with two decimals; null where nothing was measured. */
export function percentiles(values: readonly number[]): Percentiles | null {
  const ascending = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((quantile(ascending, share) ?? 0) * 100) / 100;
  return ascending.length === 0 ? null : { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
