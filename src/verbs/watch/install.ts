import { apply, withFoldersMade } from "../../changes/apply.ts";
import { pathsOf } from "../../context.ts";
import { jobHere } from "../../watch/timer/job.ts";
import { noTimerPlan, settleTimer, timerPlan, timerStatus } from "../../watch/timer/manager.ts";
import type { App, Outcome } from "../../app.ts";
import { numberFlag } from "../operands.ts";
import { changedOutcome } from "../write/changed.ts";
import { leastSeconds, ruleOf, targetsOf, type WatchFlags } from "./run.ts";
import { renderWatchStatus } from "./view.ts";

/** `watch install`: a timer of this system that does the rounds. Exit code 4 where it is written and does not run. */
export async function installWatch(
  app: App,
  mirrors: string[],
  { every = "60", down, failOver, deep, textfile }: WatchFlags,
): Promise<Outcome> {
  const { ctx, flags } = app;
  const seconds = numberFlag("--every", every, { least: 1, most: 86_400, whole: true });
  ruleOf(down);
  const least = leastSeconds(await targetsOf(app, mirrors));
  const words = [
    ...mirrors,
    ...(failOver ? ["--fail-over"] : []),
    ...(deep ? ["--deep"] : []),
    ...(down === undefined ? [] : ["--down", down]),
    ...(textfile === undefined ? [] : ["--textfile", pathsOf(ctx).resolve(ctx.cwd, textfile)]),
  ];
  const machine = await app.go();
  const goFolder = machine.go === null ? null : pathsOf(ctx).dirname(machine.go.path);
  const job = jobHere(ctx, words, { seconds: Math.max(least, seconds), goFolder });
  const applied = await apply(ctx, machine, "watch install", () => timerPlan(ctx, job), flags);
  const notes = flags.dryRun ? [] : await settleTimer(ctx, applied.changes, { anew: true });
  return changedOutcome(app, machine, {
    applied,
    notes,
    wanted: {},
    ineffective: notes.length > 0,
  });
}

/** `watch uninstall`: what an install has left goes, and its timer stops. */
export async function uninstallWatch(app: App): Promise<Outcome> {
  const { ctx, flags } = app;
  const machine = await app.go();
  const plan = async () => withFoldersMade(ctx, await noTimerPlan(ctx));
  const applied = await apply(ctx, machine, "watch uninstall", plan, flags);
  const notes = flags.dryRun ? [] : await settleTimer(ctx, applied.changes);
  return changedOutcome(app, machine, {
    applied,
    notes,
    wanted: {},
    ineffective: notes.length > 0,
  });
}

/** `watch status`: what starts the rounds of this machine, and whether it does. */
export async function statusWatch({ ctx }: App): Promise<Outcome> {
  const document = await timerStatus(ctx);
  return {
    exit: 0,
    document,
    render: (view) => renderWatchStatus(document, view),
  };
}
