import { bash } from "./languages/bash.ts";
import { cmd } from "./languages/cmd.ts";
import { csh, tcsh } from "./languages/csh.ts";
import { elvish } from "./languages/elvish.ts";
import { fish } from "./languages/fish.ts";
import { nu } from "./languages/nu.ts";
import { pwsh } from "./languages/pwsh.ts";
import { dash, ksh, sh } from "./languages/sh.ts";
import { xonsh } from "./languages/xonsh.ts";
import { zsh } from "./languages/zsh.ts";
import type { Shell } from "./language.ts";

export const shells: readonly Shell[] = [
  bash,
  zsh,
  sh,
  dash,
  ksh,
  fish,
  csh,
  tcsh,
  nu,
  pwsh,
  elvish,
  xonsh,
  cmd,
];

export const shellNames: readonly string[] = shells.map(({ name }) => name);

/** The shell of this name or alias. */
export function findShell(name: string): Shell | null {
  const known = name.toLowerCase();
  return shells.find((one) => one.name === known || one.aliases.includes(known)) ?? null;
}
