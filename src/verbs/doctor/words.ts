import { type App, wording } from "../../app.ts";
import type { CheckResult, Doctor, Finding } from "../../contract.ts";
import type { Facts } from "../../doctor/facts.ts";
import {
  type JudgedCheck,
  outcomeOf,
  runChecks,
  type RunOptions,
  settle,
  summaryOf,
} from "../../doctor/run.ts";
import type { Diagnosis, Remark, Repair } from "../../doctor/finding.ts";
import { redactValue } from "../../go/text/redact.ts";
import type { DoctorText, Text } from "../../text/shape.ts";

/** A finding in words, with what is said of it besides; where it stands is one of its arguments. */
export function wordedDiagnosis(finding: Finding, words: DoctorText, found: Diagnosis): Finding {
  const { where, repair, remarks = [] } = found;
  const modules = remarks.find((one) => one.what === "modules");
  if (modules !== undefined) {
    const { named, more } = modules;
    finding.args = { ...finding.args, modules: named, count: named.length + more };
  }
  if (remarks.length > 0) {
    const isOpen = !/[.!?。！？]$/.test(finding.message);
    const said = isOpen ? finding.message + words.stop : finding.message;
    finding.message = [said, ...remarks.map((one) => remark(words, one))].join(words.between);
  }
  if (where !== undefined) finding.args = { ...finding.args, where };
  if (finding.fix !== undefined && repair !== undefined) {
    finding.fix = { ...finding.fix, description: describeRepair(words, repair) };
  }
  return finding;
}

function remark({ remark: words, byHand }: DoctorText, said: Remark): string {
  switch (said.what) {
    case "modules":
      return words.modules(said.named, said.more);
    case "retired":
      return words.retired(said.instead);
    case "mirror-behind":
      return words["mirror-behind"](said.host, said.mirror);
    case "private":
      return words.private(said.host);
    case "editor":
      return words.editor;
    case "by-hand":
      return byHand[said.how];
  }
}

/** What a repair does, in words. */
export function describeRepair(
  { repair: words }: Pick<DoctorText, "repair">,
  repair: Repair,
): string {
  switch (repair.what) {
    case "value":
      return repair.value === null
        ? words.unset(repair.key)
        : words.set(repair.key, redactValue(repair.value));
    case "line":
      return words.line(repair.line, redactValue(repair.text));
    case "carriage-return":
      return words.carriageReturn(`${repair.file}:${repair.line}`);
    case "encoding":
      return words.encoding;
    case "refresh":
      return words.refresh;
    case "settings":
      return words.together([
        ...repair.lines.map(({ file, line }) => words.comment(`${file}:${line}`)),
        ...Object.entries(repair.values).map(([key, value]) =>
          describeRepair({ repair: words }, { what: "value", key, value }),
        ),
      ]);
  }
}

/** Runs the checks; what depends on --module or --log is left out where they were not given. */
export async function judged(
  { ctx, text }: App,
  facts: Facts,
  running: RunOptions,
): Promise<Doctor> {
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
