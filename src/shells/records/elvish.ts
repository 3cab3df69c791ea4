import { elvish as family } from "../families.ts";
import { block, exists, inConfig, inHome, type Shell } from "../shell.ts";

/** Before 0.20 an old rc.elv in ~/.elvish, where there is one, is read in the place of the new one. */
export const elvish: Shell = {
  name: "elvish",
  aliases: [],
  syntax: "elvish",
  programs: ["elvish"],
  traces: (ctx) => [inConfig(ctx, "elvish"), inHome(ctx, ".elvish")],
  places: (ctx) => {
    const old = inHome(ctx, ".elvish", "rc.elv");
    const file = inConfig(ctx, "elvish", "rc.elv");
    return block(family, file, ...(exists(ctx, old) ? [old] : []));
  },
  everywhere: (ctx) =>
    block(family, inConfig(ctx, "elvish", "rc.elv"), inHome(ctx, ".elvish", "rc.elv")),
  reads: () => [],
  now: (tool) => `eval (${tool} env --as elvish | slurp)`,
};
