import type { Context } from "../../context.ts";
import { inConfig, inHome } from "../../folders.ts";
import { type ShellLanguage, lineRest, goVariable, marker, oneWord, shell } from "../language.ts";
import { expand } from "../ask/lines.ts";
import { interactive } from "../ask/traces.ts";
import { dropIn } from "../place.ts";
import { quoteFish } from "./fish.ts";

export const xonshLanguage: ShellLanguage = {
  name: "xonsh",
  quote: quoteFish,
  set: (key, quoted) => `$${key} = ${quoted}`,
  comment: (text) => `# ${text}`,
  unset: (key) => `\${...}.pop('${key}', None)`,
  // Other strings expand variables.
  run: (script) => `/bin/sh -c r'${script}'`,
  setsIn: (key) => new RegExp(`\\$\\{?${key}\\b|['"]${key}['"]|\\b${key}\\s*=`),
  forget: (key) =>
    `if ' ${key} ' in f" {\${...}.get('${marker}', '')} ": \${...}.pop('${key}', None)`,
  // A branch of Python must not be empty.
  assignments: [
    {
      line: new RegExp(`^\\$${goVariable}[ \\t]*=[ \\t]*${oneWord}${lineRest}`),
      instead: "pass ",
    },
  ],
};

/** rc.d is read after .xonshrc (xonsh docs, run control file). */
const ownFile = (ctx: Context) =>
  dropIn(ctx, xonshLanguage, inConfig(ctx, "xonsh", "rc.d", "goproxy-cfg.xsh"));

export const xonsh = shell({
  name: "xonsh",
  language: xonshLanguage,
  markerVariable: "XONSH_VERSION",
  traces: (ctx) => [inConfig(ctx, "xonsh"), inHome(ctx, ".xonshrc")],
  starts: [interactive],
  quietly: { XONSH_HISTORY_BACKEND: "dummy" },
  makes: ["~/.config/xonsh", "~/.local/share/xonsh", "~/.cache/xonsh"],
  startupFiles: (ctx) =>
    expand(ctx, [
      "/etc/xonsh/xonshrc",
      "/etc/xonsh/rc.d/*.xsh",
      "~/.xonshrc",
      "~/.config/xonsh/rc.xsh",
      "~/.config/xonsh/rc.d/*.xsh",
      "~/.config/xonsh/rc.d/*.py",
    ]),
  allPlaces: (ctx) => [ownFile(ctx)],
  alsoReads: (ctx) => [inConfig(ctx, "xonsh", "rc.xsh"), inHome(ctx, ".xonshrc")],
  reloadCommand: (tool) => `execx($(${tool} env --as xonsh))`,
});
