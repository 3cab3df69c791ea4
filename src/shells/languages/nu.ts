import { type Context, pathsOf, variable } from "../../context.ts";
import { inConfig, inHome } from "../../folders.ts";
import { type ShellLanguage, marker, quotedWith, shell } from "../language.ts";
import { expand } from "../ask/lines.ts";
import { askForFolder, dropIn, type OwnFile } from "../place.ts";

export const nuLanguage: ShellLanguage = {
  name: "nu",
  aliases: ["nushell"],
  // An ordinary double-quoted string interpolates nothing. Raw strings fail on a leading `#`.
  quote: quotedWith('"', /["\\]/g),
  set: (key, quoted) => `$env.${key} = ${quoted}`,
  comment: (text) => `# ${text}`,
  unset: (key) => `hide-env --ignore-errors ${key}`,
  run: (script) => `^/bin/sh -c '${script}'`,
  setsIn: (key) => new RegExp(`\\benv\\.['"\`]?${key}\\b|\\b${key}['"]?\\s*:`),
  forget: (key) =>
    `if ($" ($env.${marker}? | default "") " | str contains " ${key} ") { hide-env --ignore-errors ${key} }`,
};

/** nushell book, configuration: $nu.default-config-dir. */
function folder(ctx: Context): string {
  const named = variable(ctx, "XDG_CONFIG_HOME");
  const usual = ctx.platform !== "darwin" || (named && pathsOf(ctx).isAbsolute(named));
  return usual
    ? inConfig(ctx, "nushell")
    : inHome(ctx, "Library", "Application Support", "nushell");
}

/** The user's autoload folder, read after config.nu by every terminal. */
const ownFile = (ctx: Context, below: string): OwnFile =>
  dropIn(ctx, nuLanguage, pathsOf(ctx).join(below, "autoload", "goproxy-cfg.nu"));

export const nu = shell({
  name: "nu",
  language: nuLanguage,
  aliases: ["nushell"],
  markerVariable: "NU_VERSION",
  traces: (ctx) => [folder(ctx)],
  // A command of `-c` would come without config.nu and the autoload folders.
  starts: [{ kind: "interactive", args: (command) => ["-e", `${command}; exit`] }],
  makes: ["config.nu", "env.nu", "history.txt"].map((name) => `~/.config/nushell/${name}`),
  startupFiles: (ctx) => [
    ...["env.nu", "config.nu"].map((name) => pathsOf(ctx).join(folder(ctx), name)),
    ...expand(ctx, [
      "/usr/share/nushell/vendor/autoload/*.nu",
      "~/.local/share/nushell/vendor/autoload/*.nu",
      pathsOf(ctx).join(folder(ctx), "autoload", "*.nu"),
    ]),
  ],
  async places(ctx) {
    const told = await askForFolder(ctx, "nu", ["-n", "-c", "$nu.default-config-dir"]);
    return [ownFile(ctx, told ?? folder(ctx))];
  },
  allPlaces: (ctx) => {
    const folders = new Set([folder(ctx), inHome(ctx, ".config", "nushell")]);
    return [...folders].map((one) => ownFile(ctx, one));
  },
  alsoReads: (ctx) => ["env.nu", "config.nu"].map((name) => pathsOf(ctx).join(folder(ctx), name)),
  reloadCommand: (tool) => `${tool} env --json | from json | load-env`,
});
