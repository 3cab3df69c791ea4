import type { InstallWish } from "../../changes/settings.ts";
import type { Context } from "../../context.ts";
import { Failure } from "../../failure.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { notOneOf } from "../../nearest.ts";
import { managedKeys } from "../../settings/keys.ts";
import { storedSettings } from "../../settings/stored.ts";
import { type Detected, detectShells, namedShells } from "../../shells/detect.ts";
import { setByInstall } from "../../shells/managed/text.ts";
import { findShell, shellNames } from "../../shells/shells.ts";
import type { App } from "../../app.ts";

export interface ShellOptions {
  shell?: string[];
  /** Also (`uninstall` without --shell: only) for programs that the desktop starts. */
  gui?: boolean;
}

/** The shells to install in: those named, else those found on this machine. */
export async function installWish(
  { ctx, flags }: App,
  { shell: names = [], gui = false }: ShellOptions,
): Promise<InstallWish> {
  const shells = names.length > 0 ? named(ctx, names) : await detectShells(ctx);
  const chosen = names.map((name) => ` --shell ${name}`).join("");
  const command = `goproxy-cfg shell install${chosen} --yes`;
  return { shells, gui, overrule: flags.yes === true, command };
}

/** What a new terminal is to have: what is stored, and nothing else that an install has set in this one. */
export function carried({ ctx }: App, state: Machine): Record<string, string | null> {
  const set = setByInstall(ctx);
  const left = managedKeys.filter((key) => set.has(key));
  return {
    ...Object.fromEntries(left.map((key) => [key, null])),
    ...storedSettings(ctx, state),
  };
}

/** The shells of these names. Throws Failure `windows-only`, `bad-flag-value`. */
export function named({ platform }: Context, names: readonly string[]): Detected[] {
  for (const name of names) {
    if (name === "cmd" && platform !== "win32") throw new Failure("windows-only", { shell: name });
    if (findShell(name) === null) throw notOneOf("--shell", name, shellNames);
  }
  return namedShells(names);
}
