import type { View } from "../../app.ts";
import type { Measured, Test } from "../../contract.ts";
import type { LeftOut } from "../../findings.ts";
import type { MeasureText } from "../../text/shape.ts";
import { bar, clip, packed, table, wrap, displayWidth } from "../../term/layout.ts";

export interface TestView {
  document: Test;
  /** Mirrors that are not in the recommended chain. */
  left: readonly { id: string; why: LeftOut }[];
  /** What writes the recommended chain. */
  command: string | null;
  /** The report that was written. */
  report: string | null;
  words: MeasureText;
}

/** Columns of a table without a terminal. */
const usual = 100;

/** `test` for a person: a table with bars, what failed and why, the recommended chain. */
export function renderTest(seen: TestView, view: View): string {
  const { document, words, left, command, report } = seen;
  const { paint } = view;
  const good = document.mirrors.filter(({ ok }) => ok);
  const bad = document.mirrors.filter(({ ok }) => !ok);
  const sorted = good.toSorted(bySpeed);
  const lines = sorted.length === 0 ? [] : [...measuredTable(sorted, seen, view), ""];
  if (bad.length > 0) {
    const told = ({ id, error }: Measured) =>
      error === undefined
        ? ["·", id, words.left["not-measured"]]
        : [paint.red("✖"), id, error.message];
    lines.push(...table(bad.map(told), view.columns), "");
  }
  const apart = left.filter(({ why }) => why !== "failed" && why !== "not-measured");
  if (apart.length > 0)
    lines.push(words.leftOut(apart.map((one) => reasonOf(one, document, words))));
  if (document.recommended === null)
    lines.push(...(document.partial ? [] : [paint.red(words.nothing)]));
  else lines.push(`${words.recommended}${paint.bold(document.recommended)}`);
  if (command !== null) lines.push(words.useIt(paint.bold(command)));
  if (report !== null) lines.push(words.saved(report));
  if (sorted.length > 0) {
    const legend = words.legend(document.module);
    const room = view.columns || usual;
    const rows = packed(legend, room).flatMap((row) => wrap(row, room));
    lines.push(...rows.map(paint.dim));
  }
  if (document.partial) lines.push(paint.yellow(words.partial));
  return lines.join("\n");
}

/** Why a mirror is not in the chain. */
export const reasonOf = (
  { id, why }: TestView["left"][number],
  { module }: Test,
  words: MeasureText,
): { id: string; why: string } => ({
  id,
  why: why === "lacks-module" ? words.lacks(module) : words.left[why],
});

interface Column {
  head: string;
  cell(one: Measured): string;
  /** The highest goes first where the terminal is narrow. */
  spare: number;
}

function measuredTable(mirrors: Measured[], { words, left: out }: TestView, view: View): string[] {
  const { head } = words;
  const lacks = new Set(out.flatMap(({ id, why }) => (why === "lacks-module" ? [id] : [])));
  const { paint } = view;
  const idRoom = Math.max(24, Math.floor((view.columns > 0 ? view.columns : usual) / 2.5));
  const columns: Column[] = [
    { head: "", cell: ({ id }) => (lacks.has(id) ? "·" : paint.green("✔")), spare: 0 },
    { head: head.mirror, cell: ({ id }) => clip(id, idRoom), spare: 0 },
    { head: head.median, cell: (one) => time(median(one), words), spare: 0 },
    { head: head.p90, cell: ({ ms }) => time(ms.total?.p90, words), spare: 3 },
    { head: head.cold, cell: ({ ms }) => time(ms.cold?.p50, words), spare: 4 },
    {
      head: head.speed,
      cell: ({ throughput }) => (throughput === null ? "–" : words.rate(throughput)),
      spare: 2,
    },
    { head: head.serves, cell: (one) => serves(one, words), spare: 5 },
  ];
  if (mirrors.some(({ failures }) => failures > 0)) {
    const cell = ({ failures, samples }: Measured) =>
      failures === 0 ? "" : paint.yellow(words.failures(failures, samples));
    columns.push({ head: head.failed, cell, spare: 1 });
  }
  if (mirrors.some(({ go }) => go !== undefined)) {
    const cell = ({ go }: Measured) =>
      go === undefined ? "" : go.ok ? words.ms(go.ms) : paint.red(words.goFailed);
    columns.push({ head: head.go, cell, spare: 1 });
  }
  const room = view.columns > 0 ? view.columns : usual;
  const shown = fit(columns, mirrors, room);
  const left = Math.min(30, room - widthOf(shown, mirrors) - 2);
  const slowest = Math.max(...mirrors.map((one) => median(one) ?? 0));
  const rows = mirrors.map((one) => [
    ...shown.map(({ cell }) => cell(one)),
    ...(left >= 5 ? [paint.cyan(bar(median(one) ?? 0, slowest, left))] : []),
  ]);
  const heads = shown.map((column) => paint.dim(column.head));
  return table([[...heads, ...(left >= 5 ? [""] : [])], ...rows]);
}

/** As many of the columns as there is room for. */
function fit(columns: Column[], mirrors: Measured[], room: number): Column[] {
  if (widthOf(columns, mirrors) <= room) return columns;
  const spare = Math.max(...columns.map((column) => column.spare));
  if (spare === 0) return columns;
  return fit(
    columns.filter((column) => column.spare !== spare),
    mirrors,
    room,
  );
}

function widthOf(columns: Column[], mirrors: Measured[]): number {
  const widths = columns.map(({ head, cell }) =>
    Math.max(displayWidth(head), ...mirrors.map((one) => displayWidth(cell(one)))),
  );
  return widths.reduce((sum, width) => sum + width + 2, -2);
}

function serves({ serves: what, freshness }: Measured, words: MeasureText): string {
  return [
    served(what.sumdb) + words.sumdb,
    served(what.toolchain) + words.toolchain,
    ...(freshness?.behind ? [words.behind(freshness.latest)] : []),
  ].join(" ");
}

/** By what mirrors are put in order: milliseconds of the usual request; undefined where none was answered. */
export const median = ({ ms }: Measured): number | undefined => ms.total?.p50 ?? ms.cold?.p50;

/** The fastest first, what was not answered last. */
export const bySpeed = (a: Measured, b: Measured): number =>
  (median(a) ?? Infinity) - (median(b) ?? Infinity);

/** Milliseconds in words. */
export const time = (value: number | undefined, words: MeasureText): string =>
  value === undefined ? "–" : words.ms(value);

/** Whether something is served; null: not known. */
export const served = (what: boolean | null): string => (what === null ? "?" : what ? "✔" : "✖");
