import { type Applied, apply } from "../../changes/apply.ts";
import { type InstallWish, settingsPlan } from "../../changes/settings.ts";
import { joined, type Plan } from "../../plan.ts";
import type { Shadow } from "../../contract.ts";
import type { Note } from "../../findings.ts";
import type { Machine } from "../../go/machine/layers.ts";
import type { App } from "../../app.ts";

export type Wanted = Record<string, string | null>;

export interface WrittenSettings {
  applied: Applied;
  /** The values that were decided on, null for unset. */
  wanted: Wanted;
  /** What there is to tell of the shells' files. */
  notes: Note[];
  /** Lines of startup files that keep an install from being in effect in new terminals. */
  losing: Shadow[];
  /** A shell's file was left alone, for a reason that the notes tell. */
  refused: boolean;
}

/**
 * Settings changed through the one plan. `decide` is called under the lock, so that it sees what parallel runs
 * have written; and once more where somebody else wrote meanwhile.
 */
export async function writeSettings(
  { ctx, flags }: App,
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
  let wanted: Wanted = {};
  let notes: Note[] = [];
  let losing: Shadow[] = [];
  const applied = await apply(
    ctx,
    machine,
    verb,
    async (now) => {
      wanted = decide(now);
      const made = await settingsPlan(ctx, now, wanted, options.install);
      notes = made.notes;
      losing = made.losing.map(({ file, line, key, value }) => ({
        key,
        kind: "block-loses",
        file,
        line,
        value: value ?? "",
      }));
      const more = (await options.beside?.()) ?? { changes: [] };
      return {
        ...joined(made.plan, more),
        ...(options.chosen && { chosen: options.chosen }),
      };
    },
    flags,
  );
  const refused = notes.some(({ code }) => code === "shell.refused");
  return { applied, wanted, notes, losing, refused };
}
