import type { Context } from "../context.ts";
import type { CheckResult, Doctor, Severity } from "../contract.ts";
import { Failure } from "../failure.ts";
import type { Note } from "../findings.ts";
import { nearest } from "../nearest.ts";
import { type DoctorCheck, groupOf, needsNetwork } from "./check.ts";
import { type Diagnosis, diagnosis } from "./finding.ts";
import { withoutVain } from "./fix.ts";
import { nextStep } from "./next.ts";
import { checks as allChecks } from "./checks/all.ts";
import type { Facts } from "./facts.ts";
import { redactUrl } from "../go/text/redact.ts";
import { asked, reproduced } from "./network.ts";

export interface RunOptions {
  /** Ids, groups or codes; none: everything. */
  only: readonly string[];
  skip: readonly string[];
  offline: boolean;
  /** Warnings count as errors. */
  strict: boolean;
}

/** What became of one check. `problem`: why it crashed. */
export interface JudgedCheck extends Omit<CheckResult, "findings"> {
  findings: readonly Diagnosis[];
  problem?: string;
}

/** For all network checks together, in milliseconds. */
const networkDeadline = 10_000;

/**
 * Runs the chosen checks: local ones one after the other, then those that need the network side by side, under
 * one deadline (they see it as `ctx.signal`). Results come in declared order. One that throws is a result.
 */
export async function runChecks(
  ctx: Context,
  facts: Facts,
  options: RunOptions,
  all: readonly DoctorCheck[] = allChecks,
): Promise<JudgedCheck[]> {
  const chosen = choose(all, options);
  const results = new Map<Chosen, JudgedCheck>();
  const asking: Chosen[] = [];
  for (const one of chosen) {
    const { check, skipped } = one;
    if (skipped) results.set(one, { id: check.id, status: "skipped", ms: 0, findings: [] });
    else if (needsNetwork(check)) asking.push(one);
    else results.set(one, await runOne(ctx, facts, one, options));
  }
  if (asking.length > 0) {
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(networkDeadline)]);
    const run = async (one: Chosen) =>
      results.set(one, await runOne({ ...ctx, signal }, facts, one, options));
    await Promise.all(asking.map(run));
  }
  return chosen.map((one) => results.get(one)!);
}

interface Chosen {
  check: DoctorCheck;
  skipped: boolean;
  /** Which of its findings are wanted. */
  wants(code: string): boolean;
}

/** `--only` leaves the others out, `--skip` and `--offline` show them as skipped. */
function choose(all: readonly DoctorCheck[], { only, skip, offline }: RunOptions): Chosen[] {
  for (const [flag, names] of [["--only", only] as const, ["--skip", skip] as const]) {
    for (const name of names) known(all, flag, name);
  }
  return all.flatMap((check) => {
    const named = (names: readonly string[]) =>
      names.includes(check.id) || names.includes(groupOf(check));
    const whole = only.length === 0 || named(only);
    if (!whole && !check.codes.some((code) => only.includes(code))) return [];
    const wants = (code: string) => (whole || only.includes(code)) && !skip.includes(code);
    const nothing = named(skip) || (check.codes.length > 0 && !check.codes.some(wants));
    return [{ check, skipped: nothing || (offline && needsNetwork(check)), wants }];
  });
}

function known(all: readonly DoctorCheck[], flag: string, name: string): void {
  const groups = [...new Set(all.map(groupOf))];
  const names = [...groups, ...all.flatMap(({ id, codes }) => [id, ...codes])];
  if (names.includes(name)) return;
  const close = nearest(name, names);
  throw new Failure("bad-flag-value", { flag, value: name, allowed: close ?? groups.join(", ") });
}

async function runOne(
  ctx: Context,
  facts: Facts,
  { check, wants }: Chosen,
  { strict }: RunOptions,
): Promise<JudgedCheck> {
  const start = ctx.elapsed();
  const done = (status: JudgedCheck["status"], findings: readonly Diagnosis[]): JudgedCheck => {
    return { id: check.id, status, ms: Math.round(ctx.elapsed() - start), findings };
  };
  try {
    const all = await check.run(facts, ctx);
    if (all === null) return { ...done("skipped", []) };
    const found = all.filter(({ code }) => wants(code));
    const isBad = found.some(({ severity }) => severity === "error");
    const about = isBad ? await moduleAsked(facts, check) : null;
    const feasible = await Promise.all(found.map((one) => withoutVain(ctx, facts, one)));
    const possible = feasible.map((one) => withNext(one, about, facts));
    const findings = strict ? possible.map((one) => turned(one, "warning", "error")) : possible;
    return done(statusOf(findings), findings);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...done("crashed", []), problem };
  }
}

/** The module that a check of the network was about, once it is known. */
async function moduleAsked(facts: Facts, check: DoctorCheck): Promise<string | null> {
  if (!needsNetwork(check)) return null;
  const { asking } = facts;
  return asking.module?.module ?? (await asked.known(facts))?.module ?? null;
}

/** Each error has a next step, or says why no command mends it; a private module is never led to other mirrors. */
function withNext(found: Diagnosis, module: string | null, facts: Facts): Diagnosis {
  const isSettled = found.fix !== undefined || found.remarks !== undefined;
  const leads = found.fix?.command.startsWith("goproxy-cfg use ") === true;
  if (found.severity !== "error" || (isSettled && !(leads && module !== null))) return found;
  const { command, remarks } = nextStep(found, { module, isLive: true }, facts);
  if (isSettled && !remarks.some(({ what }) => what === "private" || what === "by-hand"))
    return found;
  const { fix: _fix, otherwise: _command, ...rest } = found;
  return diagnosis(rest as Note, {
    where: found.where ?? null,
    repair: found.repair ?? null,
    command,
    remarks,
  });
}

/** A finding of one severity becomes one of another. */
export function turned(found: Diagnosis, from: Severity, to: Severity): Diagnosis {
  return found.severity === from ? { ...found, severity: to } : found;
}

export function statusOf(findings: readonly Diagnosis[]): JudgedCheck["status"] {
  if (findings.some(({ severity }) => severity === "error")) return "fail";
  return findings.some(({ severity }) => severity === "warning") ? "warn" : "ok";
}

/** Findings by severity; checks that were skipped and that crashed. */
export function summaryOf(results: readonly JudgedCheck[]): Doctor["summary"] {
  const findings = results.flatMap((result) => result.findings);
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  const ended = (wanted: string) => results.filter(({ status }) => status === wanted).length;
  return {
    error: count("error"),
    warning: count("warning"),
    info: count("info"),
    skipped: ended("skipped"),
    crashed: ended("crashed"),
  };
}

/** What the download of the module ends with: as it really did, else as the answers foretell. */
export async function outcomeOf(facts: Facts): Promise<Doctor["outcome"]> {
  const network = await asked.known(facts);
  const done = await reproduced.known(facts);
  const { module: wanted } = facts.asking;
  if (done !== null && wanted !== null) {
    const version = wanted.version ?? network?.version ?? null;
    const module = version === null ? wanted.module : `${wanted.module}@${version}`;
    const error = done.timedOut ? "net.timeout" : done.error;
    return { module, ok: done.ok, reproduced: true, error };
  }
  if (network === null) return undefined;
  const { ok, error } = network.outcome;
  const module = `${redactUrl(network.module)}@${network.version}`;
  return { module, ok, reproduced: false, error };
}

/**
 * The verdict follows go: where the real download went well, what the probes ran into is a warning; and so is what a
 * log says of a module that could be had now. What a live check says of the same address is not said twice.
 */
export function settle(results: readonly JudgedCheck[], outcome: Doctor["outcome"]): JudgedCheck[] {
  const said = new Set(
    results
      .filter(({ id }) => id !== "log")
      .flatMap(({ findings }) => findings)
      .filter(({ severity }) => severity === "error")
      .map(subjectOf),
  );
  return results.map((result) => {
    const { id, findings: all } = result;
    if (all.length === 0) return result;
    if (id === "log") return settledLog(result, said, outcome);
    const lowers = outcome?.ok === true && outcome.reproduced && id.startsWith("net.");
    const findings = lowers ? all.map((found) => turned(found, "error", "warning")) : all;
    return { ...result, findings, status: statusOf(findings) };
  });
}

/** A log with a failure never counts as passed, whoever tells of the failure. */
function settledLog(
  result: JudgedCheck,
  said: ReadonlySet<string>,
  outcome: Doctor["outcome"],
): JudgedCheck {
  const kept = result.findings.filter((found) => !said.has(subjectOf(found)));
  const findings = kept.map((found) =>
    isPast(found, outcome) ? turned(found, "error", "warning") : found,
  );
  const isSaidElsewhere = kept.length < result.findings.length;
  return { ...result, findings, status: isSaidElsewhere ? "fail" : statusOf(findings) };
}

/** The module that this broke could be had now: the network is as go needs it. */
function isPast({ code, remarks = [] }: Diagnosis, outcome: Doctor["outcome"]): boolean {
  if (outcome?.ok !== true || !/^(?:net|proxy|sumdb|private)\./.test(code)) return false;
  const concerned = remarks.flatMap((one) => (one.what === "modules" ? one.named : []));
  const path = outcome.module.replace(/@[^@]*$/, "");
  const isIts = (name: string) => {
    const own = name.replace(/@[^@]*$/, "");
    return own === path || own.startsWith(`${path}/`);
  };
  return concerned.length === 0 || concerned.some(isIts);
}

/** What a finding is about: the same code about the same host is one thing. */
function subjectOf({ code, args }: Diagnosis): string {
  if (code === "sumdb.mismatch") return `${code} ${args.module}`;
  const { url, host } = args as { url?: string; host?: string };
  const at = url === undefined ? (host ?? "") : (/^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? url);
  return `${code} ${at}`;
}
