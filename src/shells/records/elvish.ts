import type { Context } from "../../context.ts";
import { inConfig, inHome } from "../../folders.ts";
import { elvish as family } from "../families.ts";
import { block, exists, shell } from "../shell.ts";

const file = (ctx: Context) => inConfig(ctx, "elvish", "rc.elv");
const old = (ctx: Context) => inHome(ctx, ".elvish", "rc.elv");

/** Before 0.20 an old rc.elv in ~/.elvish, where there is one, is read in the place of the new one. */
export const elvish = shell({
  name: "elvish",
  traces: (ctx) => [inConfig(ctx, "elvish"), inHome(ctx, ".elvish")],
  places: (ctx) => block(family, file(ctx), ...(exists(ctx, old(ctx)) ? [old(ctx)] : [])),
  everywhere: (ctx) => block(family, file(ctx), old(ctx)),
  now: (tool) => `eval (${tool} env --as elvish | slurp)`,
});
