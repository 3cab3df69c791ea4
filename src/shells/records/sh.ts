import type { Context } from "../../context.ts";
import { inHome } from "../../folders.ts";
import { sh as family } from "../families.ts";
import { block, exists, shell } from "../shell.ts";

/** dash and its kin read .profile, and only as login shells. */
const everywhere = (ctx: Context) => block(family, inHome(ctx, ".profile"));

export const sh = shell({ name: "sh", programs: ["sh", "ash"], everywhere });
export const dash = shell({ name: "dash", syntax: "sh", everywhere });

/** .kshrc is ksh93's for every terminal; mksh has one of its own, which takes the place of the system's. */
export const ksh = shell({
  name: "ksh",
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
});
