import { type Context, pathsOf, variable } from "../../context.ts";
import { readCsh } from "./csh.ts";
import { readElvish } from "./elvish.ts";
import { readFish } from "./fish.ts";
import { readNu } from "./nu.ts";
import { readPosix } from "./posix.ts";
import { readPwsh } from "./pwsh.ts";
import { folderEntries, isRegular, readStartupFile } from "./read.ts";
import {
  readEnvironmentD,
  readEtcEnvironment,
  readFishVariables,
  readPamEnvironment,
  readPlist,
} from "./session.ts";
import type { Entry, Reader } from "./walk.ts";
import { readXonsh } from "./xonsh.ts";

/** A shell and the startup files that it reads, first to last; `session` comes before every shell. */
export interface Startup {
  shell: string;
  entries: Entry[];
}

/** Files below one folder (null: none), for one reader. */
type Below = (reader: Reader, ...names: string[]) => Entry[];

/**
 * Which files each shell reads and in which order: bash(1), zsh(1), fish(1), tcsh(1), nushell
 * book/configuration.md, about_Profiles, xonshrc.rst, elvish-command(7), environment.d(5), pam_env(8).
 */
export function startupFiles(ctx: Context, systemRoot: string | null): Startup[] {
  const paths = pathsOf(ctx);
  const below = (folder: string | null): Below => {
    return (reader, ...names) =>
      folder === null ? [] : names.flatMap((name) => expand(ctx, paths.join(folder, name), reader));
  };
  const system = below(systemRoot);
  const home = below(ctx.home);
  const xdg = variable(ctx, "XDG_CONFIG_HOME");
  const config = xdg && paths.isAbsolute(xdg) ? below(xdg) : below(inHome(ctx, ".config"));
  const roaming = below(variable(ctx, "APPDATA") ?? inHome(ctx, "AppData", "Roaming"));
  const windows = ctx.platform === "win32";
  return [
    { shell: "session", entries: session(system, home, config) },
    { shell: "bash", entries: bash(ctx, system, home) },
    { shell: "zsh", entries: zsh(ctx, system) },
    { shell: "sh", entries: sh(ctx, system, home) },
    {
      shell: "fish",
      entries: [
        ...config(readFishVariables, "fish/fish_variables"),
        ...firstOfName(ctx, [
          ...config(readFish, "fish/conf.d/*.fish"),
          ...system(
            readFish,
            "etc/fish/conf.d/*.fish",
            "usr/local/share/fish/vendor_conf.d/*.fish",
            "usr/share/fish/vendor_conf.d/*.fish",
          ),
        ]),
        ...system(readFish, "etc/fish/config.fish"),
        ...config(readFish, "fish/config.fish"),
      ],
    },
    {
      shell: "csh",
      entries: [
        ...system(readCsh, "etc/csh.cshrc", "etc/csh.login"),
        ...firstReadable(ctx, home(readCsh, ".tcshrc", ".cshrc")),
        ...home(readCsh, ".login"),
      ],
    },
    { shell: "nu", entries: nu(ctx, system, home, windows ? roaming : config) },
    { shell: "pwsh", entries: pwsh(ctx, system, home, config) },
    {
      shell: "elvish",
      entries: [
        ...(windows ? roaming : config)(readElvish, "elvish/rc.elv"),
        ...home(readElvish, ".elvish/rc.elv"),
      ],
    },
    {
      shell: "xonsh",
      entries: [
        ...system(readXonsh, "etc/xonsh/xonshrc", "etc/xonsh/rc.d/*.xsh"),
        ...home(readXonsh, ".xonshrc"),
        ...config(readXonsh, "xonsh/rc.xsh", "xonsh/rc.d/*.xsh", "xonsh/rc.d/*.py"),
      ],
    },
    { shell: "direnv", entries: direnv(ctx) },
  ];
}

function session(system: Below, home: Below, config: Below): Entry[] {
  return [
    ...system(readPamEnvironment, "etc/security/pam_env.conf"),
    ...system(readEtcEnvironment, "etc/environment"),
    ...home(readPamEnvironment, ".pam_environment"),
    ...system(readEnvironmentD, "usr/lib/environment.d/*.conf", "etc/environment.d/*.conf"),
    ...config(readEnvironmentD, "environment.d/*.conf"),
    ...system(readPlist, "Library/LaunchAgents/*.plist"),
    ...home(readPlist, "Library/LaunchAgents/*.plist"),
  ];
}

const profile = ["etc/profile", "etc/profile.d/*.sh"];

/** A login shell on macOS (Terminal starts those) reads .bashrc only where its login file does. */
function bash(ctx: Context, system: Below, home: Below): Entry[] {
  const login = firstReadable(ctx, home(readPosix, ".bash_profile", ".bash_login", ".profile"));
  const interactive = [
    ...system(readPosix, "etc/bash.bashrc", "etc/bashrc"),
    ...home(readPosix, ".bashrc"),
  ];
  return [
    ...system(readPosix, ...profile),
    ...(ctx.platform === "darwin" ? [...interactive, ...login] : [...login, ...interactive]),
  ];
}

/** ~/.zshenv may itself say where the others are; then it is read, and not the one in that place. */
function zsh(ctx: Context, system: Below): Entry[] {
  const paths = pathsOf(ctx);
  const { home } = ctx;
  const first = home === null ? "" : paths.join(home, ".zshenv");
  const inherited = variable(ctx, "USER_ZDOTDIR") ?? variable(ctx, "ZDOTDIR");
  const moved = Boolean(home) && /\bZDOTDIR=/.test(readStartupFile(ctx, first) ?? "");
  const own = (name: string): Entry[] => [
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
    ...system(readPosix, "etc/zshenv", "etc/zsh/zshenv"),
    ...(moved ? [{ file: first, reader: readPosix }] : own(".zshenv")),
    ...system(readPosix, "etc/zprofile", "etc/zsh/zprofile"),
    ...own(".zprofile"),
    ...system(readPosix, "etc/zshrc", "etc/zsh/zshrc"),
    ...own(".zshrc"),
    ...system(readPosix, "etc/zlogin", "etc/zsh/zlogin"),
    ...own(".zlogin"),
  ];
}

function sh(ctx: Context, system: Below, home: Below): Entry[] {
  const named = variable(ctx, "ENV");
  return [
    ...system(readPosix, ...profile),
    ...home(readPosix, ".profile", ".kshrc", ".mkshrc", ".shrc", ".shinit"),
    ...(named && pathsOf(ctx).isAbsolute(named) ? [{ file: named, reader: readPosix }] : []),
  ];
}

function nu(ctx: Context, system: Below, home: Below, config: Below): Entry[] {
  const mac = ctx.platform === "darwin" && !variable(ctx, "XDG_CONFIG_HOME");
  const folder = mac ? "Library/Application Support/nushell" : "nushell";
  const own = (name: string) => (mac ? home : config)(readNu, `${folder}/${name}`);
  return [
    ...own("env.nu"),
    ...own("config.nu"),
    ...system(readNu, "usr/share/nushell/vendor/autoload/*.nu"),
    ...system(readNu, "usr/local/share/nushell/vendor/autoload/*.nu"),
    ...home(readNu, ".local/share/nushell/vendor/autoload/*.nu"),
    ...own("autoload/*.nu"),
  ];
}

function pwsh(ctx: Context, system: Below, home: Below, config: Below): Entry[] {
  const names = ["profile.ps1", "Microsoft.PowerShell_profile.ps1"];
  if (ctx.platform !== "win32") {
    return [
      ...system(readPwsh, ...names.map((name) => `opt/microsoft/powershell/7/${name}`)),
      ...config(readPwsh, ...names.map((name) => `powershell/${name}`)),
    ];
  }
  const folders = ["WindowsPowerShell", "PowerShell"];
  const files = folders.flatMap((folder) => names.map((name) => `Documents/${folder}/${name}`));
  return [
    ...home(readPwsh, ...files),
    ...home(readPwsh, ...files.map((file) => `OneDrive/${file}`)),
  ];
}

/** The nearest .envrc is the one that direnv loads; `source_up` in it asks for the next. */
function direnv(ctx: Context): Entry[] {
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

function inHome(ctx: Context, ...names: string[]): string | null {
  return ctx.home === null ? null : pathsOf(ctx).join(ctx.home, ...names);
}

/** `folder/*.ending` stands for what is there. */
function expand(ctx: Context, pattern: string, reader: Reader): Entry[] {
  const paths = pathsOf(ctx);
  const name = paths.basename(pattern);
  if (!name.startsWith("*")) return [{ file: pattern, reader }];
  const folder = paths.dirname(pattern);
  return folderEntries(ctx, folder)
    .filter((entry) => entry.endsWith(name.slice(1)) && !entry.startsWith("."))
    .map((entry) => ({ file: paths.join(folder, entry), reader }));
}

function firstReadable(ctx: Context, entries: Entry[]): Entry[] {
  return entries.filter(({ file }) => typeof file === "string" && isRegular(ctx, file)).slice(0, 1);
}

/** fish takes a conf.d file of the user in place of one of the system that has the same name. */
function firstOfName(ctx: Context, entries: Entry[]): Entry[] {
  const seen = new Set<string>();
  return entries.filter(({ file }) => {
    const name = pathsOf(ctx).basename(String(file));
    return !seen.has(name) && Boolean(seen.add(name));
  });
}
