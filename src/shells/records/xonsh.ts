import { dropIn, inConfig, inHome, type Shell } from "../shell.ts";

/** rc.d is read after .xonshrc (xonsh docs, run control file). */
export const xonsh: Shell = {
  name: "xonsh",
  aliases: [],
  syntax: "xonsh",
  programs: ["xonsh"],
  gives: "XONSH_VERSION",
  traces: (ctx) => [inConfig(ctx, "xonsh"), inHome(ctx, ".xonshrc")],
  places: (ctx) => dropIn("xonsh", inConfig(ctx, "xonsh", "rc.d", "goproxy-cfg.xsh")),
  everywhere: (ctx) => dropIn("xonsh", inConfig(ctx, "xonsh", "rc.d", "goproxy-cfg.xsh")),
  reads: (ctx) => [inConfig(ctx, "xonsh", "rc.xsh"), inHome(ctx, ".xonshrc")],
  now: (tool) => `execx($(${tool} env --as xonsh))`,
};
