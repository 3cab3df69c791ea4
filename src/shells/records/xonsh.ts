import { inConfig, inHome } from "../../folders.ts";
import { xonshFile } from "../own-files.ts";
import { shell } from "../shell.ts";

export const xonsh = shell({
  name: "xonsh",
  gives: "XONSH_VERSION",
  traces: (ctx) => [inConfig(ctx, "xonsh"), inHome(ctx, ".xonshrc")],
  everywhere: (ctx) => [xonshFile(ctx)],
  reads: (ctx) => [inConfig(ctx, "xonsh", "rc.xsh"), inHome(ctx, ".xonshrc")],
  now: (tool) => `execx($(${tool} env --as xonsh))`,
});
