import type { Check } from "../contract.ts";
import { coverage } from "../go/patterns/coverage.ts";
import { defaultGosumdb } from "../go/values/gosumdb.ts";
import type { Layers, Machine } from "../go/machine/layers.ts";
import { splitPatterns } from "../go/patterns/patterns.ts";
import { addPatterns } from "../advice/private-list.ts";
import { type Wish, wishOf, chooseEnvironment } from "./wish.ts";
import type { Context } from "../context.ts";
import { loadTeamFile } from "./load.ts";
import { machineViolations } from "./policy.ts";

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

/** What is known of a machine and a team file without a look at the network. */
export interface TeamDifference {
  /** The settings that are not as the file wants them, or violate its policy. */
  keys: string[];
  /** What answers on the network decides about the others. */
  isOpen: boolean;
}

/**
 * Where this machine is not as a team file says, beside another verb: nothing is asked on the network. Where only what
 * answers there tells the environment, that is what differs in each that may count. Throws Failure `config-invalid`.
 */
export async function teamDifference(
  ctx: Context,
  state: Machine,
  file: string,
): Promise<TeamDifference> {
  const team = await loadTeamFile(ctx, file, state);
  const environment = await chooseEnvironment(ctx, team, undefined, false);
  const answering = Object.entries(team.environments).flatMap(([name, { answers }]) =>
    answers === undefined ? [] : [name],
  );
  const isOpen = environment === null && answering.length > 0;
  const [first = [], ...others] = [environment, ...(isOpen ? answering : [])].map((name) => {
    const wish = wishOf(team, name, state);
    const drift = driftOf(state.layers, wish);
    return [...drift, ...machineViolations(team, wish, state, state.layers)].map(({ key }) => key);
  });
  const keys = [...new Set(first)].filter((key) => others.every((other) => other.includes(key)));
  return { keys, isOpen };
}
