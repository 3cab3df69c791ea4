import type { Context } from "../../context.ts";
import { sh } from "../families.ts";
import { block, exists, inHome, isFile, type Shell } from "../shell.ts";

const loginFiles = [".bash_profile", ".bash_login", ".profile"];

/**
 * The first login file that bash would read, else .profile: a new .bash_profile would hide .profile. And
 * .bashrc for terminals that are no login shells; on macOS they are, so there only where it is used.
 */
export const bash: Shell = {
  name: "bash",
  aliases: [],
  syntax: "bash",
  programs: ["bash"],
  gives: "BASH_VERSION",
  traces: (ctx) => files(ctx, ".bashrc", ".bash_profile", ".bash_login"),
  places(ctx, inUse) {
    const login = files(ctx, ...loginFiles);
    const rc = inHome(ctx, ".bashrc");
    const wanted = exists(ctx, rc) || (inUse && ctx.platform !== "darwin");
    const first = login.find((file) => isFile(ctx, file)) ?? inHome(ctx, ".profile");
    return block(sh, first, ...(wanted ? [rc] : []));
  },
  everywhere: (ctx) => block(sh, ...files(ctx, ...loginFiles, ".bashrc")),
  reads: (ctx) => files(ctx, ".bash_aliases"),
  now: (tool) => `eval "$(${tool} env --as bash)"`,
};

function files(ctx: Context, ...names: string[]): string[] {
  return names.map((name) => inHome(ctx, name));
}
