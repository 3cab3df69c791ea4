import type { Context } from "../../context.ts";
import { inConfig, inHome } from "../../folders.ts";
import {
  type ShellLanguage,
  lineRest,
  goVariable,
  marker,
  oneWord,
  quotedWith,
  shell,
} from "../language.ts";
import { block, exists } from "../place.ts";

export const elvishLanguage = {
  name: "elvish",
  // A doubled quote stands for itself, all else is literal.
  quote: quotedWith("'", /'/g, "$&$&"),
  set: (key, quoted) => `set E:${key} = ${quoted}`,
  comment: (text) => `# ${text}`,
  unset: (key) => `unset-env ${key}`,
  setsIn: (key) => new RegExp(`\\bE:${key}\\b|\\bset-env\\s+['"]?${key}\\b`),
  forget: (key) => `if (str:contains ' '$E:${marker}' ' ' ${key} ') { unset-env ${key} }`,
  prelude: "use str\n",
  envFile: {
    name: "env.elv",
    // `test` and the exit status it leaves as an exception: elvish has no test of files that all versions know.
    lines: (path) => [`if ?(test -r ${path}) { eval (slurp < ${path}) }`],
    home: "",
  },
  assignments: [
    {
      line: new RegExp(`^set[ \\t]+E:${goVariable}[ \\t]*=[ \\t]*${oneWord}${lineRest}`),
      instead: "",
    },
  ],
} as const satisfies ShellLanguage;

const file = (ctx: Context) => inConfig(ctx, "elvish", "rc.elv");
const old = (ctx: Context) => inHome(ctx, ".elvish", "rc.elv");

/** Before 0.20 an old rc.elv in ~/.elvish, where there is one, is read in the place of the new one. */
export const elvish = shell({
  name: "elvish",
  language: elvishLanguage,
  traces: (ctx) => [inConfig(ctx, "elvish"), inHome(ctx, ".elvish")],
  // rc.elv is read where commands are typed, and only there.
  starts: [{ kind: "interactive", args: () => [], typed: true }],
  makes: ["~/.local/state/elvish"],
  startupFiles: (ctx) => [exists(ctx, old(ctx)) ? old(ctx) : file(ctx)],
  places: (ctx) => block(elvishLanguage, file(ctx), ...(exists(ctx, old(ctx)) ? [old(ctx)] : [])),
  allPlaces: (ctx) => block(elvishLanguage, file(ctx), old(ctx)),
  reloadCommand: (tool) => `eval (${tool} env --as elvish | slurp)`,
});
