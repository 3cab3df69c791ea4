import { type Context, pathsOf, variable } from "../../context.ts";
import { readCsh } from "./csh.ts";
import { readElvish } from "./elvish.ts";
import { readFish } from "./fish.ts";
import { readNu } from "./nu.ts";
import { readPosix } from "./posix.ts";
import { readPwsh } from "./pwsh.ts";
import { isFile } from "../../regular-file.ts";
import { folderEntries, readStartupFile } from "./read.ts";
import {
  readEnvironmentD,
  readEtcEnvironment,
  readFishVariables,
  readPamEnvironment,
  readPlist,
} from "./session.ts";
import type { ScanEntry, Reader } from "./walk.ts";
import { readXonsh } from "./xonsh.ts";

/** Startup files of one syntax, by how their names begin: `/`, `~/`, or a folder that is known by a name. */
type Files = (reader: Reader, ...patterns: string[]) => ScanEntry[];

/**
 * Which files each shell reads, first to last: bash(1), zsh(1), fish(1), tcsh(1), nushell book/configuration.md,
 * about_Profiles, xonshrc.rst, elvish-command(7), environment.d(5), pam_env(8). `session` comes before every shell.
 */
export function startupFiles(ctx: Context, systemRoot: string | null): Record<string, ScanEntry[]> {
  const files = below(ctx, systemRoot);
  const profile = files(readPosix, "/etc/profile", "/etc/profile.d/*.sh");
  const login = files(readPosix, "~/.bash_profile", "~/.bash_login", "~/.profile");
  const bash = [
    firstReadable(ctx, login),
    files(readPosix, "/etc/bash.bashrc", "/etc/bashrc", "~/.bashrc"),
  ];
  const env = variable(ctx, "ENV");
  return {
    session: [
      ...files(readPamEnvironment, "/etc/security/pam_env.conf"),
      ...files(readEtcEnvironment, "/etc/environment"),
      ...files(readPamEnvironment, "~/.pam_environment"),
      ...files(readEnvironmentD, "/usr/lib/environment.d/*.conf", "/etc/environment.d/*.conf"),
      ...files(readEnvironmentD, "config/environment.d/*.conf"),
      ...files(readPlist, "/Library/LaunchAgents/*.plist", "~/Library/LaunchAgents/*.plist"),
    ],
    // A login shell on macOS (Terminal starts those) reads .bashrc only where its login file does.
    bash: [...profile, ...(ctx.platform === "darwin" ? bash.toReversed() : bash).flat()],
    zsh: zsh(ctx, files),
    sh: [
      ...profile,
      ...files(readPosix, "~/.profile", "~/.kshrc", "~/.mkshrc", "~/.shrc", "~/.shinit"),
      ...(env && pathsOf(ctx).isAbsolute(env) ? [{ file: env, reader: readPosix }] : []),
    ],
    fish: [
      ...files(readFishVariables, "config/fish/fish_variables"),
      ...firstOfName(
        ctx,
        files(
          readFish,
          "config/fish/conf.d/*.fish",
          "/etc/fish/conf.d/*.fish",
          "/usr/local/share/fish/vendor_conf.d/*.fish",
          "/usr/share/fish/vendor_conf.d/*.fish",
        ),
      ),
      ...files(readFish, "/etc/fish/config.fish", "config/fish/config.fish"),
    ],
    csh: [
      ...files(readCsh, "/etc/csh.cshrc", "/etc/csh.login"),
      ...firstReadable(ctx, files(readCsh, "~/.tcshrc", "~/.cshrc")),
      ...files(readCsh, "~/.login"),
    ],
    nu: files(
      readNu,
      "nu/env.nu",
      "nu/config.nu",
      "/usr/share/nushell/vendor/autoload/*.nu",
      "/usr/local/share/nushell/vendor/autoload/*.nu",
      "~/.local/share/nushell/vendor/autoload/*.nu",
      "nu/autoload/*.nu",
    ),
    pwsh: powershellFolders(ctx).flatMap((folder) =>
      files(readPwsh, `${folder}/profile.ps1`, `${folder}/Microsoft.PowerShell_profile.ps1`),
    ),
    elvish: files(readElvish, "app/elvish/rc.elv", "~/.elvish/rc.elv"),
    xonsh: files(
      readXonsh,
      "/etc/xonsh/xonshrc",
      "/etc/xonsh/rc.d/*.xsh",
      "~/.xonshrc",
      "config/xonsh/rc.xsh",
      "config/xonsh/rc.d/*.xsh",
      "config/xonsh/rc.d/*.py",
    ),
    direnv: direnv(ctx),
  };
}

function below(ctx: Context, systemRoot: string | null): Files {
  const { home, platform } = ctx;
  const paths = pathsOf(ctx);
  const inHome = (name: string) => (home === null ? null : paths.join(home, name));
  const xdg = variable(ctx, "XDG_CONFIG_HOME");
  const config = xdg && paths.isAbsolute(xdg) ? xdg : inHome(".config");
  const roaming = variable(ctx, "APPDATA") ?? inHome("AppData/Roaming");
  const app = platform === "win32" ? roaming : config;
  const nuHome = platform === "darwin" && !xdg ? inHome("Library/Application Support") : app;
  const nu = nuHome === null ? null : paths.join(nuHome, "nushell");
  const folders: Record<string, string | null> = { "": systemRoot, "~": home, config, app, nu };
  return (reader, ...patterns) =>
    patterns.flatMap((pattern) => {
      const [root = "", ...names] = pattern.split("/");
      const folder = folders[root] ?? null;
      return folder === null ? [] : expand(ctx, paths.join(folder, ...names), reader);
    });
}

function powershellFolders({ platform }: Context): string[] {
  if (platform !== "win32") return ["/opt/microsoft/powershell/7", "config/powershell"];
  return ["~/Documents", "~/OneDrive/Documents"].flatMap((folder) => [
    `${folder}/WindowsPowerShell`,
    `${folder}/PowerShell`,
  ]);
}

/** ~/.zshenv may itself say where the others are; then it is read, and not the one in that place. */
function zsh(ctx: Context, files: Files): ScanEntry[] {
  const paths = pathsOf(ctx);
  const { home } = ctx;
  const first = home === null ? "" : paths.join(home, ".zshenv");
  const inherited = variable(ctx, "USER_ZDOTDIR") ?? variable(ctx, "ZDOTDIR");
  const moved = Boolean(home) && /\bZDOTDIR=/.test(readStartupFile(ctx, first) ?? "");
  const own = (name: string): ScanEntry[] => [
    {
      reader: readPosix,
      file: (lookup) => {
        const told = moved ? lookup("ZDOTDIR") : inherited;
        const folder = told && paths.isAbsolute(told) ? told : home;
        return folder === null ? null : paths.join(folder, name);
      },
    },
  ];
  return [
    ...files(readPosix, "/etc/zshenv", "/etc/zsh/zshenv"),
    ...(moved ? [{ file: first, reader: readPosix }] : own(".zshenv")),
    ...files(readPosix, "/etc/zprofile", "/etc/zsh/zprofile"),
    ...own(".zprofile"),
    ...files(readPosix, "/etc/zshrc", "/etc/zsh/zshrc"),
    ...own(".zshrc"),
    ...files(readPosix, "/etc/zlogin", "/etc/zsh/zlogin"),
    ...own(".zlogin"),
  ];
}

/** The nearest .envrc is the one that direnv loads; `source_up` in it asks for the next. */
function direnv(ctx: Context): ScanEntry[] {
  const paths = pathsOf(ctx);
  const files: string[] = [];
  for (let folder = ctx.cwd, level = 0; level < 64; level += 1) {
    const file = paths.join(folder, ".envrc");
    const text = readStartupFile(ctx, file);
    if (text !== null) files.unshift(file);
    if (text !== null && !/^\s*source_up/m.test(text)) break;
    const parent = paths.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return files.map((file) => ({ file, reader: readPosix }));
}

/** `folder/*.ending` stands for what is there. */
function expand(ctx: Context, pattern: string, reader: Reader): ScanEntry[] {
  const paths = pathsOf(ctx);
  const name = paths.basename(pattern);
  if (!name.startsWith("*")) return [{ file: pattern, reader }];
  const folder = paths.dirname(pattern);
  return folderEntries(ctx, folder)
    .filter((entry) => entry.endsWith(name.slice(1)) && !entry.startsWith("."))
    .map((entry) => ({ file: paths.join(folder, entry), reader }));
}

function firstReadable(ctx: Context, entries: ScanEntry[]): ScanEntry[] {
  return entries.filter(({ file }) => typeof file === "string" && isFile(ctx, file)).slice(0, 1);
}

/** fish takes a conf.d file of the user in place of one of the system that has the same name. */
function firstOfName(ctx: Context, entries: ScanEntry[]): ScanEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ file }) => {
    const name = pathsOf(ctx).basename(String(file));
    return !seen.has(name) && Boolean(seen.add(name));
  });
}
