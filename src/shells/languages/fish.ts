import type { Context } from "../../context.ts";
import { inConfig } from "../../folders.ts";
import {
  type ShellLanguage,
  lineRest,
  goVariable,
  marker,
  oneWord,
  quotedWith,
  shell,
} from "../language.ts";
import { expand } from "../ask/lines.ts";
import { fishTrace, asLogin, interactive } from "../ask/traces.ts";
import { dropIn } from "../place.ts";

/** fish knows two escapes between single quotes; in a string of Python they are all that is needed, too. */
export const quoteFish = quotedWith("'", /['\\]/g);

export const fishLanguage: ShellLanguage = {
  name: "fish",
  quote: quoteFish,
  set: (key, quoted) => `set -gx ${key} ${quoted}`,
  comment: (text) => `# ${text}`,
  unset: (key) => `set -eg ${key}`,
  setsIn: (key) =>
    new RegExp(
      `^(?!.*\\s-\\w*[lqe])(?:.*[\\s;(])?(?:set|setenv|export|read)\\s(?:.*\\s)?${key}\\b`,
    ),
  forget: (key) => `if string match -q -- "* ${key} *" " $${marker} "; set -eg ${key}; end`,
  assignments: [
    {
      line: new RegExp(
        `^set(?:[ \\t]+-[-A-Za-z]+)+[ \\t]+${goVariable}(?:[ \\t]+${oneWord})*${lineRest}`,
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
  starts: [interactive, asLogin],
  // Not its own preparation, which has completions made of all manual pages in the background.
  beforePrompt: "functions -e __fish_on_interactive; emit fish_prompt",
  tracing: fishTrace,
  makes: [
    ...["fish_variables", "config.fish", "functions", "completions"].map(
      (name) => `~/.config/fish/${name}`,
    ),
    "~/.config/fish",
    "~/.local/share/fish",
  ],
  startupFiles: (ctx) =>
    expand(ctx, [
      "~/.config/fish/fish_variables",
      "~/.config/fish/conf.d/*.fish",
      "/etc/fish/conf.d/*.fish",
      "/usr/share/fish/vendor_conf.d/*.fish",
      "/etc/fish/config.fish",
      "~/.config/fish/config.fish",
    ]),
  allPlaces: (ctx) => [ownFile(ctx)],
  alsoReads: (ctx) => [inConfig(ctx, "fish", "config.fish")],
  reloadCommand: (tool) => `${tool} env --as fish | source`,
});
