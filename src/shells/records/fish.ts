import { dropIn, inConfig, type Shell } from "../shell.ts";

/** conf.d is read by every fish, before config.fish. */
export const fish: Shell = {
  name: "fish",
  aliases: [],
  syntax: "fish",
  programs: ["fish"],
  gives: "FISH_VERSION",
  traces: (ctx) => [inConfig(ctx, "fish")],
  places: (ctx) => dropIn("fish", inConfig(ctx, "fish", "conf.d", "goproxy-cfg.fish")),
  everywhere: (ctx) => dropIn("fish", inConfig(ctx, "fish", "conf.d", "goproxy-cfg.fish")),
  reads: (ctx) => [inConfig(ctx, "fish", "config.fish")],
  now: (tool) => `${tool} env --as fish | source`,
};
