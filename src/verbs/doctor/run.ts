import { apply } from "../../changes/apply.ts";
import type { Changed, CheckResult, Doctor, DoctorList, Explain } from "../../contract.ts";
import { groupOf, needsNetwork } from "../../doctor/check.ts";
import type { Repair } from "../../doctor/finding.ts";
import { checks } from "../../doctor/checks/all.ts";
import { type FindingCode, findingTable } from "../../findings.ts";
import { type AskingFor, type Facts, gatherFacts } from "../../doctor/facts.ts";
import { repairPlan, repairsOf } from "../../doctor/fix.ts";
import { type Cause, causesIn } from "../../doctor/log/causes.ts";
import { readLog } from "../../doctor/log/read.ts";
import {
  outcomeOf,
  type JudgedCheck,
  runChecks,
  type RunOptions,
  settle,
  summaryOf,
} from "../../doctor/run.ts";
import { Failure } from "../../failure.ts";
import { nearest } from "../../nearest.ts";
import type { Text } from "../../text/shape.ts";
import { type App, type Outcome, wording } from "../../app.ts";
import { changedOutcome, writtenValues } from "../write/changed.ts";
import { moduleOf, numberFlag } from "../operands.ts";
import { describeRepair, wordedDiagnosis } from "./words.ts";
import { timedChain } from "../write/timed-chain.ts";
import { renderChanged } from "../write/view.ts";
import { renderChecks, renderDoctor, renderExplain, renderFixed } from "./view.ts";

export interface DoctorOptions {
  fix?: boolean;
  offline?: boolean;
  only?: string[];
  skip?: string[];
  strict?: boolean;
  list?: boolean;
  explain?: string;
  module?: string;
  log?: string;
  timeout?: string;
}

/** `doctor`: what is wrong on this machine, how sure that is, and the command that mends it. */
export async function doctor(app: App, options: DoctorOptions): Promise<Outcome> {
  if (options.explain !== undefined) return explain(app, options.explain);
  if (options.list) return list();
  const running: RunOptions = {
    only: options.only ?? [],
    skip: options.skip ?? [],
    offline: options.offline === true,
    strict: options.strict === true,
  };
  const asking = await askingFor(app, options);
  return options.fix ? fix(app, running, asking) : report(app, running, asking);
}

/** `--module`, `--log` and `--timeout`: a module that the log names is the one that is asked for. */
async function askingFor(app: App, options: DoctorOptions): Promise<AskingFor> {
  const { timeout = "5" } = options;
  const seconds = numberFlag("--timeout", timeout, { least: 0.1, most: 600 });
  const log = options.log === undefined ? null : causesIn(await readLog(app.ctx, options.log));
  const named = options.module === undefined ? null : moduleOf(options.module);
  const module = named ?? moduleOfLog(log ?? []);
  return { module, timeoutMs: seconds * 1000, log, reproduces: named !== null };
}

/** The module that go could not have, where a log names one in the form in which it can be asked for. */
function moduleOfLog(log: readonly Cause[]): AskingFor["module"] {
  const wanted = log.flatMap(({ modules }) => modules);
  const best = wanted.find(({ isQuery }) => !isQuery) ?? wanted[0];
  return best === undefined
    ? null
    : { module: best.path, version: best.version, isPath: best.isQuery };
}

async function report(app: App, running: RunOptions, asking: AskingFor): Promise<Outcome> {
  const { ctx, flags } = app;
  const facts = await gatherFacts(ctx, { ...flags, asking });
  const { go, hint } = facts.state;
  if (asking.reproduces && go === null) throw new Failure("go-not-found", { hint });
  const judging = judged(app, facts, running);
  const { whileShown } = await import("../measuring.ts");
  const document = running.offline
    ? await judging
    : await whileShown(app, () => [app.text.output.checking], judging);
  return {
    exit: document.ok ? 0 : 1,
    document,
    render: (view) => renderDoctor(document, view),
  };
}

/**
 * `--fix`: the repairs that cannot do harm, as one change that `undo` takes back; then everything is checked
 * again. Exits by the state after it. Fails with `consent-required` where there is something to repair.
 */
async function fix(app: App, running: RunOptions, asking: AskingFor): Promise<Outcome> {
  const { ctx, flags } = app;
  const gather = () => gatherFacts(ctx, { ...flags, asking });
  let facts = await gather();
  // Nothing that only the network tells can be repaired here.
  const local = { ...running, offline: true };
  let repairs = repairsOf(await runChecks(ctx, facts, local));
  if (repairs.length > 0 && !flags.dryRun && !(await consents(app, repairs))) {
    return report(app, running, asking);
  }
  const { state } = facts;
  let planned = false;
  const applied = await apply(
    ctx,
    state,
    "doctor --fix",
    async (now) => {
      // Somebody has written meanwhile: what was seen no longer holds.
      if (planned) facts = await gather();
      if (planned) repairs = repairsOf(await runChecks(ctx, facts, local));
      planned = true;
      return repairPlan(ctx, facts, repairs, now);
    },
    flags,
  );
  const after = applied.changes.length === 0 ? facts : await gather();
  const told = await judged(app, flags.dryRun ? facts : after, running);
  const wanted = writtenValues(applied);
  const written = await changedOutcome(app, after.state, { applied, wanted });
  const changed = written.document as Changed;
  const document = { ...changed, ...told };
  return {
    exit: told.ok ? 0 : 1,
    document,
    render: (view) =>
      renderFixed(document, view, renderChanged(changed, view, timedChain(changed))),
  };
}

/** `--yes`, or the answer at the terminal to what would be done. */
async function consents(app: App, repairs: readonly Repair[]): Promise<boolean> {
  const { flags, text } = app;
  if (flags.yes) return true;
  const words = await text.doctor();
  const { ask, canAsk } = await import("../../term/prompt.ts");
  const steps = [...new Set(repairs.map((repair) => describeRepair(words, repair)))];
  if (canAsk(app)) app.tell(steps.map((step) => `· ${step}`).join("\n"));
  const answer = await ask(app, words.ask);
  if (answer !== null) return answer;
  throw new Failure("consent-required", { what: words.consent, flag: "--yes" });
}

/** Runs the checks; what depends on --module or --log is left out where they were not given. */
async function judged({ ctx, text }: App, facts: Facts, running: RunOptions): Promise<Doctor> {
  const results = await runChecks(ctx, facts, running);
  const { log, reproduces } = facts.asking;
  const shown = results.filter(
    ({ id }) => !(id === "log" && log === null) && !(id === "net.download" && !reproduces),
  );
  const outcome = await outcomeOf(facts);
  const document = await documentOf(text, settle(shown, outcome));
  return outcome === undefined ? document : { ...document, outcome };
}

async function documentOf(text: Text, results: readonly JudgedCheck[]): Promise<Doctor> {
  const summary = summaryOf(results);
  const [say, words] = [await wording(text), await text.doctor()];
  return {
    schemaVersion: 1,
    ok: summary.error === 0 && summary.crashed === 0 && !isMisunderstood(results),
    summary,
    checks: results.map((result): CheckResult => ({
      ...result,
      findings: result.findings.map((found) => wordedDiagnosis(say(found), words, found)),
    })),
  };
}

/** go failed, and what it said is not understood: nobody may take that for a pass. */
function isMisunderstood(results: readonly JudgedCheck[]): boolean {
  const codes = results.flatMap(({ findings }) => findings).map(({ code }) => code);
  return codes.includes("log.not-understood");
}

function list(): Outcome {
  const document: DoctorList = {
    schemaVersion: 1,
    checks: checks.map((check) => ({
      id: check.id,
      group: groupOf(check),
      codes: [...check.codes],
      offline: !needsNetwork(check),
    })),
  };
  return {
    exit: 0,
    document,
    render: (view) => renderChecks(document, view),
  };
}

async function explain({ text }: App, asked: string): Promise<Outcome> {
  if (!Object.hasOwn(findingTable, asked)) {
    const known = Object.keys(findingTable);
    const close = nearest(asked, known, 6);
    const group = known.filter((code) => code.startsWith(`${asked.split(".", 1)[0]}.`));
    const allowed = close ?? (group.length > 0 ? group : known).join(", ");
    throw new Failure("bad-flag-value", { flag: "--explain", value: asked, allowed });
  }
  const code = asked as FindingCode;
  const explanations = await text.explanations();
  const document: Explain = {
    schemaVersion: 1,
    code,
    text: explanations[code],
    ...findingTable[code],
  };
  return {
    exit: 0,
    document,
    render: (view) => renderExplain(document, view),
  };
}
