import type { DoctorList, Explain } from "../../contract.ts";
import { groupOf, needsNetwork } from "../../doctor/check.ts";
import { checks } from "../../doctor/checks/all.ts";
import { type FindingCode, findingTable } from "../../findings.ts";
import { type AskingFor, gatherFacts } from "../../doctor/facts.ts";
import { type Cause, causesIn, readLog } from "../../doctor/log.ts";
import type { RunOptions } from "../../doctor/run.ts";
import { Failure } from "../../failure.ts";
import { nearest } from "../../nearest.ts";
import type { App, Outcome } from "../../app.ts";
import { moduleOf, numberFlag } from "../operands.ts";
import { fix } from "./fix.ts";
import { renderChecks, renderDoctor, renderExplain } from "./view.ts";
import { judged } from "./words.ts";

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
  const look = async () => {
    const facts = await gatherFacts(ctx, { ...flags, asking });
    const { go, hint } = facts.state;
    if (asking.reproduces && go === null) throw new Failure("go-not-found", { hint });
    return judged(app, facts, running);
  };
  const { whileShown } = await import("../progress.ts");
  const document = running.offline
    ? await look()
    : await whileShown(app, () => [app.text.output.checking], look());
  return {
    exit: document.ok ? 0 : 1,
    document,
    render: (view) => renderDoctor(document, view),
  };
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
    const allowed = close ?? (group.length > 0 ? group.join(", ") : "`goproxy-cfg doctor --list`");
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
