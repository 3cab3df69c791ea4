import { csh as family } from "../families.ts";
import { block, inHome, isFile, type Shell } from "../shell.ts";

/** tcsh reads .cshrc only where there is no .tcshrc. Both read theirs for every command. */
export const tcsh: Shell = {
  name: "tcsh",
  aliases: [],
  syntax: "csh",
  programs: ["tcsh"],
  traces: (ctx) => [inHome(ctx, ".tcshrc")],
  places: (ctx) => {
    const own = inHome(ctx, ".tcshrc");
    return block(family, isFile(ctx, own) ? own : inHome(ctx, ".cshrc"));
  },
  everywhere: (ctx) => block(family, inHome(ctx, ".tcshrc"), inHome(ctx, ".cshrc")),
  reads: (ctx) => [inHome(ctx, ".login")],
  now: (tool) => `eval \`${tool} env --as csh\``,
};

/** Often tcsh under another name. */
export const csh: Shell = {
  ...tcsh,
  name: "csh",
  programs: ["csh", "bsd-csh"],
  traces: (ctx) => [inHome(ctx, ".cshrc")],
  places: (ctx) => {
    const both = [inHome(ctx, ".cshrc"), inHome(ctx, ".tcshrc")];
    const there = both.filter((file) => isFile(ctx, file));
    return block(family, ...(there.length > 0 ? there : both.slice(0, 1)));
  },
};
