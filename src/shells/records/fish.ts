import { inConfig } from "../../folders.ts";
import { fishFile } from "../own-files.ts";
import { shell } from "../shell.ts";

export const fish = shell({
  name: "fish",
  gives: "FISH_VERSION",
  traces: (ctx) => [inConfig(ctx, "fish")],
  everywhere: (ctx) => [fishFile(ctx)],
  reads: (ctx) => [inConfig(ctx, "fish", "config.fish")],
  now: (tool) => `${tool} env --as fish | source`,
});
