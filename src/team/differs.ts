import type { Context } from "../context.ts";
import type { Check } from "../contract.ts";
import type { Machine } from "../go/machine/layers.ts";
import { driftOf } from "./drift.ts";
import { chooseEnvironment } from "./environment.ts";
import { loadTeamFile } from "./load.ts";
import { wishOf } from "./wish.ts";

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
