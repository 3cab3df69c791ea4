import { type InstallWish, settingsPlan } from "../../changes/settings.ts";
import type { Context } from "../../context.ts";
import { Failure } from "../../failure.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { notOneOf } from "../../nearest.ts";
import { managedKeys, storedSettings } from "../../settings/effective.ts";
import {
  type Detected,
  detectShells,
  namedShells,
  findShell,
  shellNames,
} from "../../shells/detect.ts";
import { setByInstall } from "../../shells/managed/files.ts";
import type { App } from "../../app.ts";
import { type Applied, apply } from "../../changes/apply.ts";
import { joined, type Plan } from "../../plan.ts";
import type { Shadow } from "../../contract.ts";
import type { Note } from "../../findings.ts";
import { seenInNewTerminals } from "./new-terminals.ts";

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

export type Wanted = Record<string, string | null>;

export interface WrittenSettings {
  applied: Applied;
  /** The values that were decided on, null for unset. */
  wanted: Wanted;
  /** What there is to tell of the shells' files. */
  notes: Note[];
  /** What new terminals have instead of it, as their shells say. */
  losing: Shadow[];
  /** The keys that new terminals have as wanted, where their shells were asked. */
  settled: string[];
  /** A shell did not say what its new terminals have. */
  ineffective: boolean;
  /** A shell's file was left alone, for a reason that the notes tell. */
  refused: boolean;
}

/**
 * Settings changed through the one plan. `decide` is called under the lock, so that it sees what parallel runs
 * have written; and once more where somebody else wrote meanwhile.
 */
export async function writeSettings(
  app: App,
  machine: Machine,
  verb: string,
  decide: (now: Machine) => Wanted,
  options: {
    install?: InstallWish | undefined;
    chosen?: readonly string[];
    /** What else goes into the same plan; called under the lock, after `decide`. */
    beside?: () => Promise<Plan>;
  } = {},
): Promise<WrittenSettings> {
  const { ctx, flags } = app;
  let wanted: Wanted = {};
  let notes: Note[] = [];
  let plan: Plan = { changes: [] };
  const applied = await apply(
    ctx,
    machine,
    verb,
    async (now) => {
      wanted = decide(now);
      const made = await settingsPlan(ctx, now, wanted, options.install);
      notes = made.notes;
      const more = (await options.beside?.()) ?? { changes: [] };
      plan = { ...joined(made.plan, more), ...(options.chosen && { chosen: options.chosen }) };
      return plan;
    },
    flags,
  );
  const seen = await seenInNewTerminals(app, machine, {
    verb,
    wanted,
    applied,
    plan,
    install: options.install,
  });
  notes = [...notes, ...seen.notes];
  const keys = seen.losing.map(({ key }) => key);
  return {
    applied: seen.applied,
    wanted,
    notes,
    losing: seen.losing,
    settled: seen.asked ? managedKeys.filter((key) => !keys.includes(key)) : [],
    ineffective: seen.unknown || notes.some(({ code }) => code === "consent-required"),
    refused: notes.some(({ code }) => code === "shell.refused"),
  };
}
