import type { App, Outcome } from "../../app.ts";
import { apply } from "../../changes/apply.ts";
import { joined } from "../../plan.ts";
import { carriedPlan } from "../../changes/settings.ts";
import { planUndo } from "../../changes/undo.ts";
import { type Machine, readMachine } from "../../go/machine/layers.ts";
import { changedOutcome, writtenValues } from "../write/changed.ts";

/** `undo [id]`: the state before the last change, or before the one named. */
export async function undo(
  app: App,
  id: string | undefined,
  options: { force?: boolean },
): Promise<Outcome> {
  const { ctx, flags } = app;
  const state = await app.go();
  const plan = async (now: Machine) => {
    const { outdated, ...back } = await planUndo(ctx, id, options.force === true);
    if (!outdated) return back;
    return { ...back, ...joined(back, await carriedPlan(ctx, now, back.changes)) };
  };
  const applied = await apply(ctx, state, "undo", plan, flags);
  const timers = ["timer", "crontab"];
  const isTimer = applied.changes.some(({ target }) => timers.includes(target));
  const notes =
    flags.dryRun || !isTimer
      ? []
      : await (await import("../../watch/timer/manager.ts")).settleTimer(ctx, applied.changes);
  const elsewhere = ["go-env", ...timers];
  const inShells = applied.changes.some(({ target }) => !elsewhere.includes(target));
  const kept = inShells
    ? (await import("../write/settings.ts")).carried(app, readMachine(ctx, state))
    : {};
  const wanted = { ...kept, ...writtenValues(applied) };
  const ineffective = notes.length > 0;
  return changedOutcome(app, state, { applied, notes, wanted, ineffective, isUndo: true });
}
