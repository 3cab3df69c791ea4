import type { View } from "../../app.ts";
import type { Change, Changed } from "../../contract.ts";
import { kindOf, placeOfChange, shadowLines, shortPath } from "../../term/document.ts";
import { padEnd, packed, table, wrap } from "../../term/layout.ts";

/** What brings the open terminal up to date. */
export interface Mending {
  command: string;
  /** Variables whose line in a startup file counts for this terminal alone. */
  settled: readonly string[];
  /** Variables for which another value is stored; the others are to be unset. */
  stored: readonly string[];
}

/** The document of a writing verb for a person: what changed and where, what stands in the way, how to undo. */
export function renderChanged(
  document: Changed,
  view: View,
  chainWords: (goproxy: string) => string,
  mending: Mending | null = null,
  undo = "goproxy-cfg undo",
): string {
  const { paint, text } = view;
  const { output } = text;
  const lines = probeLines(document, view);
  if (document.changes.length === 0) {
    const chain = document.probes.some(({ ok }) => ok) ? document.effective["GOPROXY"] : undefined;
    if (chain !== undefined) lines.push(`  GOPROXY  ${chainWords(chain)}`);
    // What could not be done is no thing that is done already.
    const isRefused = document.notes.some(({ severity }) => severity === "error");
    if (!isRefused) lines.push(output.nothingToChange);
  } else lines.push(...changeLines(document, view, chainWords));
  lines.push(
    ...document.shadowedBy.flatMap((shadow) =>
      shadowLines(shadow, view, {
        isSettled: mending?.settled.includes(shadow.key),
        stored: mending?.stored.includes(shadow.key) ?? true,
      }),
    ),
  );
  if (mending !== null && !document.dryRun) {
    lines.push(`  ${text.shell.thisTerminal(mending.command)}`);
  }
  if (view.asks) return lines.join("\n");
  if (document.dryRun) lines.push(paint.dim(output.dryRun));
  else if (document.undo !== null) lines.push(paint.dim(output.undoWith(undo)));
  return lines.join("\n");
}

/**
 * One line for each mirror that was asked in vain, unless a note says the same; who answers stands in the chain, with
 * its time. Where nothing could be looked up, that is one note, and no mirror is at fault.
 */
function probeLines({ probes, notes }: Changed, { paint, columns }: View): string[] {
  if (notes.some(({ code }) => code === "net.offline")) return [];
  const told = new Set(notes.map(({ message }) => message));
  return table(
    probes
      .filter(({ ok, message }) => !ok && !told.has(message ?? ""))
      .map(({ id, message }) => [paint.red("✖"), id, message ?? ""]),
    columns,
  );
}

function changeLines(
  { changes, dryRun }: Changed,
  view: View,
  chainWords: (goproxy: string) => string,
): string[] {
  const { paint, text } = view;
  const { output } = text;
  const width = Math.max(...changes.map(({ key }) => key?.length ?? 0));
  const lines: string[] = [];
  const room = (view.columns || Infinity) - width - 4;
  /** Where it stands now, of the last change of a file. */
  const place = (change: Change, at: number): string[] => {
    const stands = placeOfChange(change);
    const next = changes[at + 1];
    if (stands === null || (next !== undefined && placeOfChange(next) === stands)) return [];
    const short = shortPath(view, stands);
    return [dryRun ? output.wouldWrite(short) : output.written(short)];
  };
  changes.forEach((change, at) => {
    if (change.key === null) {
      lines.push(...wholeFile(change, dryRun, view));
      return;
    }
    const isChain = change.target === "go-env" && change.key === "GOPROXY";
    const chain = isChain && change.after !== null ? chainWords(change.after) : null;
    const named = chain === null || chain === change.after ? [] : wrap(chain, room);
    const [head = "", ...below] = [...named, after(change, dryRun, view)];
    lines.push(
      `${dryRun ? "·" : paint.green("✔")} ${paint.bold(padEnd(change.key, width))}  ${head}`,
      ...below.map((line) => `  ${" ".repeat(width)}  ${line}`),
      ...packed([underneath(change, view), ...place(change, at)].filter(Boolean), room).map(
        (line) => `  ${" ".repeat(width)}  ${paint.dim(line)}`,
      ),
    );
  });
  return lines;
}

/** So many lines of a file are shown. */
const mostLines = 24;

/** A block or a file of ours: what became of it; a dry run shows the lines. */
function wholeFile(change: Change, dryRun: boolean, { paint, text, home }: View): string[] {
  const { before, after: now } = change;
  const what = kindOf(before, now);
  const file = shortPath({ home }, change.file ?? "");
  const isWhole = change.target === "user-config";
  const { wouldWrite, written } = text.output;
  const head = [
    dryRun ? "·" : paint.green("✔"),
    ...(isWhole
      ? [(dryRun ? wouldWrite : written)(file)]
      : [`${paint.bold(file)}  ${inTime(text.shell.change[what], dryRun, text)}`]),
  ].join(" ");
  if (!dryRun && !isWhole) return [head];
  const [old, made] = [before, now].map((lines) =>
    lines ? lines.replace(/\n$/, "").split("\n") : [],
  );
  const lacks = (lines: readonly string[] = []) => {
    const known = new Set(lines);
    return (line: string) => !known.has(line);
  };
  const lines = [
    ...(old ?? []).filter(lacks(made)).map((line) => paint.red(`  - ${line}`)),
    ...(made ?? []).filter(lacks(old)).map((line) => paint.green(`  + ${line}`)),
  ];
  // A whole script says less than that it is one.
  const more = lines.length > mostLines ? [paint.dim(`  … +${lines.length - 3}`)] : [];
  return [head, ...(more.length > 0 ? lines.slice(0, 3) : lines), ...more];
}

/** The words for a step that is done; of a dry run, for one that would be. */
function inTime(done: string, dryRun: boolean, { output }: View["text"]): string {
  return dryRun ? output.ahead(done) : done;
}

function after({ after: value, target }: Change, dryRun: boolean, { paint, text }: View): string {
  const said = (done: string) => inTime(done, dryRun, text);
  const isTheirs = ["git-config", "user-config", "registry"].includes(target);
  if (value === null && isTheirs) return paint.dim(said(text.private.removed));
  if (target === "startup-file") {
    return said(value === null ? text.shell.commentedOut : text.shell.broughtBack);
  }
  return value === null ? paint.dim(said(text.output.nowUnset)) : paint.bold(value);
}

/** Under it: what there was; of a line that was brought back, the line. */
function underneath({ before: value, after: now, target }: Change, { text }: View): string {
  if (target === "startup-file") return value ?? now ?? "";
  if (target === "user-config" && value === null) return "";
  return value === null ? text.output.wasUnset : text.output.was(value);
}
