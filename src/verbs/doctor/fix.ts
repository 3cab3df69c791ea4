import { type Applied, apply } from "../../changes/apply.ts";
import type { Changed, Finding } from "../../contract.ts";
import { needsConsent, type Repair } from "../../doctor/finding.ts";
import { type AskingFor, gatherFacts } from "../../doctor/facts.ts";
import { repairPlan, repairsOf } from "../../doctor/fix.ts";
import { runChecks, type RunOptions } from "../../doctor/run.ts";
import { Failure } from "../../failure.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome, writtenValues } from "../write/changed.ts";
import { whileShown } from "../progress.ts";
import { timedChain } from "../../mirrors/chain-names.ts";
import { renderChanged } from "../write/view.ts";
import { renderFixed } from "./view.ts";
import { describeRepair, judged } from "./words.ts";

/** Behind what is repaired more may come to light: an earlier line of a startup file, say. */
const rounds = 8;

/**
 * `--fix`: what cannot do harm, and of the rest what the user consents to, as one change that `undo` takes back; then
 * everything is checked again. Exits by the state after it, a dry run by what it would be. Fails with
 * `consent-required` where nobody can be asked.
 */
export async function fix(app: App, running: RunOptions, asking: AskingFor): Promise<Outcome> {
  const { ctx, flags } = app;
  const gather = () => gatherFacts(ctx, { ...flags, asking });
  let facts = await gather();
  // Nothing that only the network tells can be repaired here.
  const local = { ...running, offline: true };
  const answers = new Map<string, boolean>();
  let applied: Applied = { changes: [], id: null, undo: null };
  for (let round = 0; round < rounds; round++) {
    const found = repairsOf(await runChecks(ctx, facts, local));
    let repairs = flags.dryRun ? found : await agreed(app, found, answers);
    if (repairs.length === 0) break;
    let planned = false;
    const continues = applied.id === null ? {} : { continues: applied.id };
    const more = await apply(
      ctx,
      facts.state,
      "doctor --fix",
      async (now) => {
        if (planned) {
          // Somebody has written meanwhile: what was seen no longer holds.
          facts = await gather();
          const seen = repairsOf(await runChecks(ctx, facts, local));
          repairs = seen.filter((one) => !needsConsent(one) || answers.get(idOf(one)) === true);
        }
        planned = true;
        return { ...(await repairPlan(ctx, facts, repairs, now)), ...continues };
      },
      flags,
    );
    applied = {
      changes: [...applied.changes, ...more.changes],
      id: applied.id ?? more.id,
      undo: applied.undo ?? more.undo,
    };
    if (more.id === null) break;
    facts = await gather();
    if (!found.some(needsConsent)) break;
  }
  const { checking } = app.text.output;
  const told = await whileShown(app, () => [checking], judged(app, facts, running));
  const wanted = writtenValues(applied);
  const written = await changedOutcome(app, facts.state, { applied, wanted });
  const changed = written.document as Changed;
  // A dry run exits as the repair would: by what no repair is for.
  const isLeft = ({ severity, fix: step }: Finding) =>
    severity === "error" && step?.command.endsWith("doctor --fix") !== true;
  const isPlanned = flags.dryRun === true && told.summary.crashed === 0;
  const ok = isPlanned ? !told.checks.some((one) => one.findings.some(isLeft)) : told.ok;
  const document = { ...changed, ...told, ok };
  return {
    exit: ok ? 0 : 1,
    document,
    render: (view) =>
      renderFixed(document, view, renderChanged(changed, view, timedChain(changed, facts.own))),
  };
}

function idOf(repair: Repair): string {
  return JSON.stringify(repair);
}

/**
 * The repairs to be made now: first what cannot do harm, by itself; then what the user says yes to, one by one. Each is
 * asked for once. `--yes`: all. Throws Failure `consent-required` where nobody can be asked.
 */
async function agreed(
  app: App,
  found: readonly Repair[],
  answers: Map<string, boolean>,
): Promise<Repair[]> {
  const { flags, text } = app;
  const safe = found.filter((one) => !needsConsent(one));
  if (found.length === 0) return [];
  const words = await text.doctor();
  const { ask, canAsk } = await import("../../term/prompt.ts");
  if (!flags.yes && !canAsk(app)) {
    const steps = found.map((repair) => describeRepair(words, repair));
    const what = words.consent([...new Set(steps)]);
    throw new Failure("consent-required", { what, flag: "--yes" });
  }
  if (safe.length > 0) return safe;
  for (const repair of found) {
    const id = idOf(repair);
    if (answers.has(id)) continue;
    const answer = flags.yes || (await ask(app, words.ask(describeRepair(words, repair))));
    answers.set(id, answer === true);
  }
  return found.filter((one) => answers.get(idOf(one)));
}
