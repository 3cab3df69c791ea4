import { bash } from "./records/bash.ts";
import { cmd } from "./records/cmd.ts";
import { csh, tcsh } from "./records/csh.ts";
import { elvish } from "./records/elvish.ts";
import { fish } from "./records/fish.ts";
import { nu } from "./records/nu.ts";
import { pwsh } from "./records/pwsh.ts";
import { dash, ksh, sh } from "./records/sh.ts";
import { xonsh } from "./records/xonsh.ts";
import { zsh } from "./records/zsh.ts";
import type { Shell } from "./shell.ts";

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
  return shells.find((one) => one.name === name || one.aliases.includes(name)) ?? null;
}
