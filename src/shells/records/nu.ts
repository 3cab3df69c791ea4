import { pathsOf } from "../../context.ts";
import { nuFile, nuFiles, nuFolder } from "../own-files.ts";
import { askForFolder, shell } from "../shell.ts";

export const nu = shell({
  name: "nu",
  aliases: ["nushell"],
  gives: "NU_VERSION",
  traces: (ctx) => [nuFolder(ctx)],
  async places(ctx) {
    const told = await askForFolder(ctx, "nu", ["-n", "-c", "$nu.default-config-dir"]);
    return [nuFile(ctx, told ?? nuFolder(ctx))];
  },
  everywhere: nuFiles,
  reads: (ctx) => ["env.nu", "config.nu"].map((name) => pathsOf(ctx).join(nuFolder(ctx), name)),
  now: (tool) => `${tool} env --json | from json | load-env`,
});
