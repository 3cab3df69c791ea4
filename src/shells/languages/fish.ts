import type { Context } from "../../context.ts";
import { inConfig } from "../../folders.ts";
import {
  type ShellLanguage,
  lineRest,
  managedName,
  marker,
  oneWord,
  quotedWith,
  shell,
} from "../language.ts";
import { dropIn } from "../place.ts";

/** fish knows two escapes between single quotes; in a string of Python they are all that is needed, too. */
export const quoteFish = quotedWith("'", /['\\]/g);

export const fishLanguage: ShellLanguage = {
  name: "fish",
  quote: quoteFish,
  set: (key, quoted) => `set -gx ${key} ${quoted}`,
  unset: (key) => `set -eg ${key}`,
  forget: (key) => `if string match -q -- "* ${key} *" " $${marker} "; set -eg ${key}; end`,
  assignments: [
    {
      line: new RegExp(
        `^set(?:[ \\t]+-[-a-z]+)+[ \\t]+${managedName}(?:[ \\t]+${oneWord})*${lineRest}`,
      ),
      instead: "",
    },
  ],
};

/** conf.d is read by every fish, before config.fish. */
const ownFile = (ctx: Context) =>
  dropIn(ctx, fishLanguage, inConfig(ctx, "fish", "conf.d", "goproxy-cfg.fish"));

export const fish = shell({
  name: "fish",
  language: fishLanguage,
  markerVariable: "FISH_VERSION",
  traces: (ctx) => [inConfig(ctx, "fish")],
  allPlaces: (ctx) => [ownFile(ctx)],
  alsoReads: (ctx) => [inConfig(ctx, "fish", "config.fish")],
  reloadCommand: (tool) => `${tool} env --as fish | source`,
});
