import type { View } from "../../app.ts";
import type { Changed, CheckResult, Doctor, DoctorList, Explain, Finding } from "../../contract.ts";
import type { DoctorText } from "../../text/shape.ts";
import { table, wrap } from "../../term/layout.ts";
import { placeOf, signOf, withShortPaths } from "../../term/document.ts";

type Report = Pick<Doctor, "ok" | "checks" | "summary" | "outcome">;

interface Worded extends View {
  words: DoctorText;
}

async function worded(view: View): Promise<Worded> {
  return { ...view, words: await view.text.doctor() };
}

/** The document of `doctor` for a person: passes in one line, findings with their fix, the verdict last. */
export async function renderDoctor(document: Report, shown: View): Promise<string> {
  const { checks, summary } = document;
  const view = await worded(shown);
  const { paint, words } = view;
  const lines: string[] = [];
  const of = (wanted: CheckResult["status"]) =>
    checks.filter(({ status }) => status === wanted).map(({ id }) => id);
  const passed = of("ok").filter((id) => !checks.find((one) => one.id === id)!.findings.length);
  if (passed.length > 0) lines.push(...item(paint.green("✔"), words.passed(passed), view));
  for (const line of checks.flatMap((check) => checkLines(check, view))) lines.push(line);
  const skipped = of("skipped");
  if (skipped.length > 0) lines.push(...item(paint.dim("–"), words.skipped(skipped), view));
  lines.push("", verdict(document, view));
  const { outcome } = document;
  if (outcome !== undefined) lines.push(...wrap(words.outcome(outcome), width(view) + 2));
  const next = nextCommand(checks);
  if (next !== null && summary.error + summary.warning > 0)
    lines.push(words.next(paint.bold(next)));
  return lines.join("\n");
}

/** What `doctor --fix` changed, in the lines of `changed`, then what is left. */
export async function renderFixed(
  document: Changed & Report,
  view: View,
  changed: string,
): Promise<string> {
  const { changes, dryRun } = document;
  const { words } = await worded(view);
  const left = await renderDoctor(document, view);
  const { error, warning } = document.summary;
  if (changes.length === 0) {
    return error + warning === 0 ? left : [words.nothingToFix, "", left].join("\n");
  }
  if (dryRun) return changed;
  return [changed, "", words.stillWrong, "", left].join("\n");
}

function verdict({ ok, summary }: Report, { paint, words }: Worded): string {
  const { error, warning, crashed } = summary;
  const style = ok ? (warning > 0 ? paint.yellow : paint.green) : paint.red;
  return style(words.verdict(error, warning, crashed));
}

/** The command for the worst finding; among equals a safe repair comes first. */
function nextCommand(checks: readonly CheckResult[]): string | null {
  const findings = checks.flatMap((check) => check.findings);
  for (const severity of ["error", "warning"]) {
    const fixes = findings.flatMap((found) =>
      found.severity === severity && found.fix !== undefined ? [found.fix] : [],
    );
    const best = fixes.find(({ safe }) => safe) ?? fixes[0];
    if (best !== undefined) return best.command;
  }
  return null;
}

function checkLines({ id, findings, status, ...rest }: CheckResult, view: Worded): string[] {
  const { paint, words } = view;
  const lines = findings.flatMap((found) => findingLines(found, view));
  if (status !== "crashed") return lines;
  const problem = "problem" in rest ? String(rest.problem) : "";
  return [...lines, ...item(paint.red("✖"), `${id}  ${words.crashed(problem)}`, view)];
}

function findingLines(found: Finding, view: Worded): string[] {
  const { paint, words } = view;
  const [first = "", ...more] = wrap(withShortPaths(view, found.message), width(view));
  const lines = [
    `${signOf(view, found.severity)} ${paint.bold(found.code)}`,
    `  ${first}`,
    ...more.map((line) => `  ${line}`),
  ];
  const place = whereOf(found, view);
  if (place !== null) lines.push(`  ${paint.dim(words.at(place))}`);
  const { fix } = found;
  if (fix !== undefined) {
    lines.push(`  ${words.fix(paint.cyan(fix.command))}`);
    if (fix.command.endsWith("doctor --fix")) {
      lines.push(
        ...wrap(words.does(withShortPaths(view, fix.description)), width(view)).map(
          (line) => `  ${paint.dim(line)}`,
        ),
      );
    }
  }
  return lines;
}

/** Where it stands, unless the message says so. */
function whereOf({ args, message }: Finding, view: Worded): string | null {
  const where = args["where"] as undefined | "environment" | { file: string; line: number | null };
  if (where === undefined) return null;
  if (where === "environment") return view.words.environment;
  return message.includes(placeOf({ home: null }, where)) ? null : placeOf(view, where);
}

function item(sign: string, text: string, view: View): string[] {
  const [first = "", ...more] = wrap(text, width(view));
  return [`${sign} ${first}`, ...more.map((line) => `  ${line}`)];
}

/** What is left of the terminal beside the sign; 80 columns where there is no terminal. */
function width({ columns }: View): number {
  return Math.max(30, Math.min(columns || 80, 100)) - 2;
}

/** `doctor --list`. */
export async function renderChecks({ checks }: DoctorList, view: View): Promise<string> {
  const { paint, words } = await worded(view);
  const { check, codes, network } = words.list;
  const widest = Math.max(...checks.map(({ id }) => id.length), check.length);
  const rows = checks.flatMap(({ id, codes: found, offline }) => {
    const name = offline ? id : `${id} (${network})`;
    const lines = wrap(found.join(" "), width(view) - widest - (offline ? 0 : network.length + 3));
    return lines.map((line, at) => [at === 0 ? name : "", line]);
  });
  const [head = "", ...rest] = table([[check, codes], ...rows]);
  return [paint.dim(head), ...rest].join("\n");
}

/** `doctor --explain CODE`. */
export async function renderExplain(document: Explain, view: View): Promise<string> {
  const { paint, text, words } = await worded(view);
  const { severity, fixable, source } = words.explain;
  const body = document.text.split("\n").flatMap((part) => wrap(part, width(view)));
  return [
    paint.bold(document.code),
    ...body,
    "",
    [severity(document.severity), fixable(document.fixable)].join(text.lang === "zh" ? "" : " "),
    ...wrap(source(document.source), width(view)).map(paint.dim),
  ].join("\n");
}
