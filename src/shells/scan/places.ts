import { type Context, pathsOf, variable } from "../../context.ts";
import { readPosix } from "./posix.ts";
import { folderEntries } from "./read.ts";
import type { Entry, Reader } from "./walk.ts";

/** A shell and the startup files that it reads, first to last; `session` comes before every shell. */
export interface Startup {
  shell: string;
  entries: Entry[];
}

export function startupFiles(ctx: Context, systemRoot: string | null): Startup[] {
  const paths = pathsOf(ctx);
  const home = ctx.home;
  const system = (reader: Reader, ...names: string[]): Entry[] =>
    systemRoot === null
      ? []
      : names.map((name) => ({ file: paths.join(systemRoot, name), reader }));
  const own = (reader: Reader, ...names: string[]): Entry[] =>
    home === null ? [] : names.map((name) => ({ file: paths.join(home, name), reader }));
  const inFolder = (reader: Reader, folder: string | null, ending: RegExp): Entry[] =>
    folder === null
      ? []
      : folderEntries(ctx, folder)
          .filter((name) => ending.test(name))
          .map((name) => ({ file: paths.join(folder, name), reader }));
  const below = (name: string) => (systemRoot === null ? null : paths.join(systemRoot, name));
  const profile = [
    ...system(readPosix, "etc/profile"),
    ...inFolder(readPosix, below("etc/profile.d"), /\.sh$/),
  ];
  const named = variable(ctx, "ENV");
  const zdotdir = variable(ctx, "ZDOTDIR");
  const zsh = (name: string): Entry[] =>
    zdotdir && paths.isAbsolute(zdotdir)
      ? [{ file: paths.join(zdotdir, name), reader: readPosix }]
      : own(readPosix, name);

  return [
    {
      shell: "bash",
      entries: [
        ...profile,
        ...firstReadable(ctx, own(readPosix, ".bash_profile", ".bash_login", ".profile")),
        ...system(readPosix, "etc/bash.bashrc", "etc/bashrc"),
        ...own(readPosix, ".bashrc"),
      ],
    },
    {
      shell: "zsh",
      entries: [
        ...system(readPosix, "etc/zshenv", "etc/zsh/zshenv"),
        ...zsh(".zshenv"),
        ...system(readPosix, "etc/zprofile", "etc/zsh/zprofile"),
        ...zsh(".zprofile"),
        ...system(readPosix, "etc/zshrc", "etc/zsh/zshrc"),
        ...zsh(".zshrc"),
        ...system(readPosix, "etc/zlogin", "etc/zsh/zlogin"),
        ...zsh(".zlogin"),
      ],
    },
    {
      shell: "sh",
      entries: [
        ...profile,
        ...own(readPosix, ".profile"),
        ...(named && paths.isAbsolute(named) ? [{ file: named, reader: readPosix }] : []),
        ...own(readPosix, ".kshrc", ".mkshrc", ".shrc", ".shinit"),
      ],
    },
  ];
}

function firstReadable(ctx: Context, entries: Entry[]): Entry[] {
  const found = entries.find(({ file }) => {
    try {
      return ctx.fs.statSync(file).isFile();
    } catch {
      return false;
    }
  });
  return found ? [found] : [];
}
