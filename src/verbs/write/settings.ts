import { type Applied, apply } from "../../changes/apply.ts";
import { type InstallWish, settingsPlan } from "../../changes/settings.ts";
import { joined, type Plan } from "../../plan.ts";
import type { Shadow } from "../../contract.ts";
import type { Note } from "../../findings.ts";
import { managedKeys } from "../../settings/keys.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { seenInNewTerminals } from "./new-terminals.ts";
import type { App } from "../../app.ts";

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
