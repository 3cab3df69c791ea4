import { inHome } from "../../folders.ts";
import { csh as family } from "../families.ts";
import { block, isFile, type Shell, shell } from "../shell.ts";

/** Both read theirs for every command. */
const both: Partial<Shell> = {
  syntax: "csh",
  everywhere: (ctx) => block(family, inHome(ctx, ".tcshrc"), inHome(ctx, ".cshrc")),
  reads: (ctx) => [inHome(ctx, ".login")],
  now: (tool) => `eval \`${tool} env --as csh\``,
};

/** tcsh reads .cshrc only where there is no .tcshrc. */
export const tcsh = shell({
  ...both,
  name: "tcsh",
  traces: (ctx) => [inHome(ctx, ".tcshrc")],
  places: (ctx) => {
    const own = inHome(ctx, ".tcshrc");
    return block(family, isFile(ctx, own) ? own : inHome(ctx, ".cshrc"));
  },
});

/** Often tcsh under another name. */
export const csh = shell({
  ...both,
  name: "csh",
  programs: ["csh", "bsd-csh"],
  traces: (ctx) => [inHome(ctx, ".cshrc")],
  places: (ctx) => {
    const files = [inHome(ctx, ".cshrc"), inHome(ctx, ".tcshrc")];
    const there = files.filter((file) => isFile(ctx, file));
    return block(family, ...(there.length > 0 ? there : files.slice(0, 1)));
  },
});
