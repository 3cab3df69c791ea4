import { bash } from "./languages/bash.ts";
import { cmd } from "./languages/cmd.ts";
import { csh, tcsh } from "./languages/csh.ts";
import { elvish } from "./languages/elvish.ts";
import { fish } from "./languages/fish.ts";
import { nu } from "./languages/nu.ts";
import { pwsh, powershellFolder } from "./languages/pwsh.ts";
import { dash, ksh, sh } from "./languages/sh.ts";
import { xonsh } from "./languages/xonsh.ts";
import { zsh } from "./languages/zsh.ts";
import type { Shell } from "./language.ts";
import { type Context, pathsOf, variable } from "../context.ts";
import { processFields, findProgram } from "../programs.ts";
import { exists } from "./place.ts";

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

export interface Detected {
  shell: Shell;
  /** The terminal's shell or the login shell, or asked for by name; not just one that left traces. */
  inUse: boolean;
}

/**
 * The shells of this user: what a shell gives to its children, $SHELL, else the shell above this process; then
 * those that have files in the home folder. On Windows none: there all read the registry.
 */
export async function detectShells(ctx: Context): Promise<Detected[]> {
  if (ctx.platform === "win32" || ctx.home === null) return [];
  const told = [givingShell(ctx), byProgram(variable(ctx, "SHELL") ?? "")];
  const used = told.some((one) => one !== null) ? told : [await shellAbove(ctx)];
  const traced = shells.filter((one) => one.traces(ctx).some((file) => exists(ctx, file)));
  return [...new Set([...used, ...traced])]
    .filter((shell) => shell !== null)
    .map((shell) => ({ shell, inUse: used.includes(shell) }));
}

/** Shells that were asked for by name; names that are no shell's are left out. */
export function namedShells(names: readonly string[]): Detected[] {
  const found = names.map(findShell).filter((one) => one !== null);
  return [...new Set(found)].map((shell) => ({ shell, inUse: true }));
}

/** The shell in whose terminal the user types; null where it cannot be told. */
export async function terminalShell(ctx: Context): Promise<Shell | null> {
  if (ctx.platform === "win32") return windowsShell(ctx);
  const above = await shellAbove(ctx);
  return above ?? givingShell(ctx) ?? byProgram(variable(ctx, "SHELL") ?? "");
}

/** Git Bash and its kin set MSYSTEM, and tell a program by `_` what bash has started: not a PowerShell of its own. */
export function inGitBash(ctx: Context): boolean {
  const started = variable(ctx, "_") ?? "";
  return Boolean(variable(ctx, "MSYSTEM")) && !/(?:pwsh|powershell)(?:\.exe)?$/i.test(started);
}

function windowsShell(ctx: Context): Shell | null {
  if (inGitBash(ctx)) {
    return userShell(ctx) ?? findShell("bash");
  }
  return findShell(powershellFolder(ctx) === null ? "cmd" : "pwsh");
}

/** The user's own shell, from $SHELL; null where that does not tell. */
export function userShell(ctx: Context): Shell | null {
  return byProgram((variable(ctx, "SHELL") ?? "").replace(/\.exe$/i, ""));
}

function givingShell(ctx: Context): Shell | null {
  return (
    shells.find(
      ({ markerVariable }) => markerVariable !== undefined && variable(ctx, markerVariable),
    ) ?? null
  );
}

/** How far up: npx, node, sudo and the like lie in between. */
const highest = 16;

/** The nearest shell above this process that reads commands from a person: runners start us through `sh -c`. */
async function shellAbove(ctx: Context): Promise<Shell | null> {
  let pid = ctx.pid;
  for (let step = 0; step < highest && pid > 1; step++) {
    const found = await processOf(ctx, pid);
    if (found === null) return null;
    const shell = byProgram(found.args[0] ?? "");
    if (shell !== null && step > 0 && isInteractive(found.args.slice(1))) return shell;
    pid = found.parent;
  }
  return null;
}

/** Neither a command nor a script among the arguments; editors give a startup file of theirs. */
function isInteractive(args: readonly string[]): boolean {
  return args.every((arg, index) =>
    arg.startsWith("-")
      ? !/^-[a-z]*c[a-z]*$|^--command/.test(arg)
      : /^--?(?:rcfile|init-file|NoExit|[a-z-]*config)$/.test(args[index - 1] ?? ""),
  );
}

async function processOf(
  ctx: Context,
  pid: number,
): Promise<{ args: string[]; parent: number } | null> {
  if (ctx.platform === "linux") {
    try {
      const args = ctx.fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
      const parent = Number(processFields(ctx, pid)?.[1]);
      return { args: args.replace(/\0$/, "").split("\0"), parent };
    } catch {
      return null;
    }
  }
  const { code, stdout } = await ctx.exec(findProgram(ctx, "ps") ?? "/bin/ps", {
    args: ["-o", "ppid=,args=", "-p", String(pid)],
    env: ctx.env,
    cwd: ctx.home ?? "/",
    timeout: 2_000,
  });
  const [, parent, args] = /^\s*(\d+)\s+(.*\S)/.exec(stdout) ?? [];
  return code === 0 && args !== undefined
    ? { args: args.split(/\s+/), parent: Number(parent) }
    : null;
}

/** A login shell's process is called `-bash`. */
function byProgram(file: string): Shell | null {
  const name = pathsOf({ platform: "linux" }).basename(file).replace(/^-/, "");
  return shells.find(({ programs }) => programs.includes(name)) ?? null;
}
