import { type Context, pathsOf, variable } from "../../context.ts";
import { inHome } from "../../folders.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { shell } from "../language.ts";
import { expand } from "../ask/lines.ts";
import { asLogin, interactive, zshTrace } from "../ask/traces.ts";
import { askForFolder, block } from "../place.ts";
import { posix, zshLanguage } from "./sh.ts";

const own = [".zshenv", ".zprofile", ".zshrc"];

/** .zshenv, which every zsh reads, in the folder where a new terminal will look for it. */
export const zsh = shell({
  name: "zsh",
  language: zshLanguage,
  markerVariable: "ZSH_VERSION",
  traces: (ctx) => below(ctx, ...own),
  starts: [interactive, asLogin],
  beforePrompt:
    "for _each in precmd $precmd_functions; do (( $+functions[$_each] )) && $_each; done",
  tracing: zshTrace,
  startupFiles: (ctx) =>
    [".zshenv", ".zprofile", ".zshrc", ".zlogin"].flatMap((name) => {
      const system = name.slice(1);
      return [...expand(ctx, [`/etc/${system}`, `/etc/zsh/${system}`]), ...below(ctx, name)];
    }),
  async places(ctx) {
    return block(posix, pathsOf(ctx).join(await startFolder(ctx), ".zshenv"));
  },
  allPlaces: (ctx) => block(posix, ...below(ctx, ".zshenv")),
  alsoReads: (ctx) => below(ctx, ".zshrc", ".zprofile", ".zlogin"),
});

/** The file that interactive terminals read: in the ZDOTDIR that stands after .zshenv, else in the home folder. */
export async function zshrc(ctx: Context): Promise<string> {
  const told = await askForFolder(ctx, "zsh", ["-c", 'print -r -- "${ZDOTDIR:-$HOME}"']);
  const folder = told !== null && isUsable(ctx, told) ? told : inHome(ctx);
  return pathsOf(ctx).join(folder, ".zshrc");
}

/** Where it may be. Starts no program. */
export const zshrcPlaces = (ctx: Context) => below(ctx, ".zshrc");

/** Files of these names in every folder that may be ZDOTDIR. */
function below(ctx: Context, ...names: string[]): string[] {
  const named = ["ZDOTDIR", "USER_ZDOTDIR"].flatMap((name) => variable(ctx, name) ?? []);
  const folders = new Set([inHome(ctx), ...named.filter((folder) => isUsable(ctx, folder))]);
  return [...folders].flatMap((folder) => names.map((name) => pathsOf(ctx).join(folder, name)));
}

/**
 * Where a zsh that is started afresh looks for .zshenv: in the ZDOTDIR that it inherits or that /etc/zshenv sets,
 * else in the home folder. A ZDOTDIR that a file of the home folder sets comes too late for .zshenv.
 */
async function startFolder(ctx: Context): Promise<string> {
  const home = inHome(ctx);
  if (setsZdotdir(ctx)) return home;
  const inEditor =
    variable(ctx, "VSCODE_INJECTION") !== undefined || variable(ctx, "TERM_PROGRAM") === "vscode";
  const named = (inEditor && variable(ctx, "USER_ZDOTDIR")) || variable(ctx, "ZDOTDIR");
  if (named) return isUsable(ctx, named) ? named : home;
  // Without the files of the home folder, but with those of /etc.
  return (await askForFolder(ctx, "zsh", ["-f", "-c", 'print -r -- "$ZDOTDIR"'])) ?? home;
}

function setsZdotdir(ctx: Context): boolean {
  return own.some((name) => {
    const text = readTextIfRegular(ctx, inHome(ctx, name), { encoding: "latin1" });
    return text !== null && /^[^#\n]*\bZDOTDIR:?=/m.test(text);
  });
}

/**
 * Editors point ZDOTDIR at a folder of theirs in the temporary one (microsoft/vscode#145587). That tells nothing
 * where the home folder lies there too.
 */
function isUsable(ctx: Context, folder: string): boolean {
  const home = inHome(ctx);
  return (
    pathsOf(ctx).isAbsolute(folder) &&
    ![variable(ctx, "TMPDIR"), ...temporary].some(
      (one) => one && isBelow(one, folder) && !isBelow(one, home),
    )
  );
}

const temporary = ["/tmp", "/var/tmp", "/var/folders", "/private/tmp", "/private/var/folders"];

function isBelow(parent: string, file: string): boolean {
  return `${file}/`.startsWith(`${parent.replace(/\/+$/, "")}/`);
}
