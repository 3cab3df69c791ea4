import { type Context, pathsOf, variable } from "../../context.ts";
import { askForFolder, dropIn, inHome, type Shell } from "../shell.ts";

/** The user's autoload folder, read after config.nu by every terminal. */
export const nu: Shell = {
  name: "nu",
  aliases: ["nushell"],
  syntax: "nu",
  programs: ["nu"],
  gives: "NU_VERSION",
  traces: (ctx) => [defaultFolder(ctx)],
  async places(ctx) {
    const told = await askForFolder(ctx, "nu", ["-n", "-c", "$nu.default-config-dir"]);
    return dropIn("nu", file(ctx, told ?? defaultFolder(ctx)));
  },
  everywhere: (ctx) =>
    dropIn("nu", file(ctx, defaultFolder(ctx)), file(ctx, inHome(ctx, ".config", "nushell"))),
  reads: (ctx) =>
    ["env.nu", "config.nu"].map((name) => pathsOf(ctx).join(defaultFolder(ctx), name)),
  now: (tool) => `${tool} env --json | from json | load-env`,
};

function file(ctx: Context, folder: string): string {
  return pathsOf(ctx).join(folder, "autoload", "goproxy-cfg.nu");
}

/** nushell book, configuration: $nu.default-config-dir. */
function defaultFolder(ctx: Context): string {
  const paths = pathsOf(ctx);
  const named = variable(ctx, "XDG_CONFIG_HOME");
  if (named && paths.isAbsolute(named)) return paths.join(named, "nushell");
  return ctx.platform === "darwin"
    ? inHome(ctx, "Library", "Application Support", "nushell")
    : inHome(ctx, ".config", "nushell");
}
