import { sh as family } from "../families.ts";
import { block, exists, inHome, type Shell } from "../shell.ts";

/** dash and its kin read .profile, and only as login shells. */
function plain(name: string): Shell {
  return {
    name,
    aliases: [],
    syntax: "sh",
    programs: name === "sh" ? ["sh", "ash"] : [name],
    traces: () => [],
    places: (ctx) => block(family, inHome(ctx, ".profile")),
    everywhere: (ctx) => block(family, inHome(ctx, ".profile")),
    reads: () => [],
    now: (tool) => `eval "$(${tool} env --as sh)"`,
  };
}

export const sh = plain("sh");
export const dash = plain("dash");

/** .kshrc is ksh93's for every terminal; mksh has one of its own, which takes the place of the system's. */
export const ksh: Shell = {
  ...plain("ksh"),
  syntax: "ksh",
  programs: ["ksh", "ksh93", "mksh", "lksh", "oksh", "pdksh"],
  gives: "KSH_VERSION",
  traces: (ctx) => [inHome(ctx, ".kshrc"), inHome(ctx, ".mkshrc")],
  places(ctx) {
    const own = inHome(ctx, ".mkshrc");
    const files = [inHome(ctx, ".profile"), inHome(ctx, ".kshrc")];
    return block(family, ...files, ...(exists(ctx, own) ? [own] : []));
  },
  everywhere: (ctx) =>
    block(family, ...[".profile", ".kshrc", ".mkshrc"].map((name) => inHome(ctx, name))),
  now: (tool) => `eval "$(${tool} env --as ksh)"`,
};
