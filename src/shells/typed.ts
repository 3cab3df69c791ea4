import type { Shell } from "./language.ts";
import { sh } from "./languages/sh.ts";

/** How a person makes the shell of this terminal (null: not known, so that of sh) forget variables. */
export function typedUnset(shell: Shell | null, keys: readonly string[]): string {
  const { language } = shell ?? sh;
  return keys.map((key) => language.unsetTyped?.(key) ?? language.unset(key)).join("\n");
}

/** How the same person brings this terminal up to date with what is stored. */
export function typedReload(shell: Shell | null): string {
  return shell?.reloadCommand("goproxy-cfg") ?? 'eval "$(goproxy-cfg env)"';
}

/** How a folder is put behind the others of PATH in this terminal. */
export function typedPath(shell: Shell | null, folder: string): string {
  const { language, name } = shell ?? sh;
  const list = {
    pwsh: `$env:PATH += [IO.Path]::PathSeparator + "${folder}"`,
    cmd: `set "PATH=%PATH%;${folder}"`,
  };
  if (name === "pwsh" || name === "cmd") return list[name];
  if (name === "fish") return `fish_add_path --append ${language.quote(folder)}`;
  if (language.name === "csh") return `setenv PATH "$PATH":${language.quote(folder)}`;
  if (name === "nu") return `$env.PATH ++= [${language.quote(folder)}]`;
  if (name === "elvish") return `set paths = [$@paths ${language.quote(folder)}]`;
  if (name === "xonsh") return `$PATH.append(${language.quote(folder)})`;
  return `export PATH="$PATH:${folder}"`;
}
