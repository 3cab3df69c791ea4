import type { Check } from "../contract.ts";
import { coverage } from "../go/patterns/coverage.ts";
import { defaultGosumdb } from "../go/values/gosumdb.ts";
import type { Layers, Machine } from "../go/machine/layers.ts";
import { splitPatterns } from "../go/patterns/patterns.ts";
import { addPatterns } from "../advice/private-list.ts";
import { type Wish, wishOf } from "./wish.ts";
import type { Context } from "../context.ts";
import { chooseEnvironment } from "./environment.ts";
import { loadTeamFile } from "./load.ts";

/**
 * Where what go sees is not what the file wants, with real values. Private patterns beside the file's own are
 * no drift: they are another project's.
 */
export function driftOf(read: Pick<Layers, "resolve">, wish: Wish): Check["drift"] {
  const wanted: [key: string, expected: string][] = [];
  if (wish.use !== undefined) wanted.push(["GOPROXY", wish.use.resolved.value]);
  if (wish.sumdb !== undefined) wanted.push(["GOSUMDB", wish.sumdb.value ?? defaultGosumdb]);
  if (wish.private !== undefined) {
    const { value } = read.resolve("GOPRIVATE");
    const { patterns } = wish.private;
    const expected =
      firstUncovered(value, patterns) === null
        ? value
        : addPatterns(value, patterns, { force: true }).value;
    wanted.push(["GOPRIVATE", expected]);
  }
  return wanted.flatMap(([key, expected]) => {
    const { value: actual, origin } = read.resolve(key);
    return actual === expected ? [] : [{ key, expected, actual, origin }];
  });
}

/** The first of the patterns that no pattern of the list covers. */
function firstUncovered(list: string, patterns: readonly string[]): string | null {
  const cover = coverage(splitPatterns(list));
  return patterns.find((pattern) => cover.coveredBy(pattern) === null) ?? null;
}

/**
 * The drift of this machine from a team file, beside another verb: nothing is asked on the network, and none
 * is told where only what answers there decides what the file wants. Throws Failure `config-invalid`.
 */
export async function teamDrift(
  ctx: Context,
  state: Machine,
  file: string,
): Promise<Check["drift"]> {
  const team = await loadTeamFile(ctx, file, state);
  const environment = await chooseEnvironment(ctx, team, undefined, false);
  const isOpen = Object.values(team.environments).some(({ answers }) => answers !== undefined);
  if (environment === null && isOpen) return [];
  return driftOf(state.layers, wishOf(team, environment, state));
}
