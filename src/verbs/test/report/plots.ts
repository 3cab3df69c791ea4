import { nice, ticks as roundValues } from "d3-array";
import type { Measured } from "../../../contract.ts";
import type { MeasureText } from "../../../text/shape.ts";

/** Where a value lies on an axis, in percent of its width. */
export interface Axis {
  at(value: number): number;
  ticks: number[];
  /** By powers of ten. */
  isLog: boolean;
}

/** Room for a dot at both ends, in percent. */
const range = { from: 1.5, to: 98.5 };

/** Where the part of the axis (0 to 1) lies, in hundredths of a percent. */
const placed = (part: number): number =>
  Math.round((range.from + part * (range.to - range.from)) * 100) / 100;

/** An axis for these milliseconds: from nothing, or by powers of ten where they lie far apart. */
export function axisFor(values: readonly number[]): Axis {
  const least = Math.max(0.1, Math.min(...values));
  const most = Math.max(...values, least);
  if (most / least <= 20) return linearAxis(most);
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most));
  const part = (value: number) => (Math.log10(value) - first) / (last - first);
  return {
    at: (value) => placed(Math.min(1, Math.max(0, part(value)))),
    ticks: Array.from({ length: last - first + 1 }, (_, at) => Number(`1e${first + at}`)),
    isLog: true,
  };
}

/** From nothing to a round number of at least `most`, in a few steps of 1, 2 or 5 by a power of ten. */
export function linearAxis(most: number): Axis {
  const steps = 4;
  const [, end] = nice(0, most, steps);
  return { at: (value) => placed(value / end), ticks: roundValues(0, end, steps), isLog: false };
}

/** A mirror with every sample, and what one module costs, in milliseconds; `name`: who runs it. */
export interface Sampled {
  measured: Measured;
  cost: number;
  name: string | null;
  /** On an open connection, or where there was none on new ones. */
  samples: readonly number[];
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Every sample of every mirror on one axis: a row each, the quantiles behind the dots. */
export function distribution(mirrors: readonly Sampled[], words: MeasureText): string {
  const axis = axisFor(mirrors.flatMap(({ samples }) => samples));
  const rows = mirrors.map(({ measured, samples }) => {
    const { total, cold } = measured.ms;
    const seen = total ?? cold;
    if (seen === null || samples.length === 0) return "";
    const from = axis.at(Math.min(...samples));
    const to = axis.at(seen.p90);
    const tip = words.report.percentiles(
      measured.id,
      words.ms(seen.p50),
      words.ms(seen.p90),
      words.ms(seen.p99),
    );
    const dots = samples.map(
      (ms, at) =>
        html`<circle class="dot" cx="${axis.at(ms)}%" cy="${11 + 6 * jitter(at)}" r="3"
          ><title>${words.report.sample(measured.id, words.ms(ms))}</title></circle
        >`,
    );
    return row(
      measured.id,
      words.ms(seen.p50),
      `${grid(axis)}${html`<rect class="range" x="${from}%" y="3" width="${round(Math.max(0.2, to - from))}%" height="16" rx="3"><title>${tip}</title></rect>`}${dots.join("")}${html`<line class="median" x1="${axis.at(seen.p50)}%" x2="${axis.at(seen.p50)}%" y1="1" y2="21"></line>`}`,
    );
  });
  const unit = words.report.milliseconds + (axis.isLog ? words.report.logarithmic : "");
  return rows.join("") + axisRow(axis, unit);
}

/** How fast the zip came, of each mirror that gave it. */
export function speeds(mirrors: readonly Sampled[], words: MeasureText): string {
  const known = mirrors.flatMap(({ measured: { id, throughput } }) =>
    throughput === null ? [] : [{ id, throughput }],
  );
  const most = Math.max(1, ...known.map(({ throughput }) => throughput));
  const [size, unit] = most < 1e6 ? [1e3, "kB/s"] : [1e6, "MB/s"];
  const axis = linearAxis(most / size);
  const rows = known.map(({ id, throughput }) => {
    const width = round(Math.max(0.2, axis.at(throughput / size) - axis.at(0)));
    return row(
      id,
      words.rate(throughput),
      `${grid(axis)}${html`<rect class="speed" x="${axis.at(0)}%" y="3" width="${width}%" height="16" rx="3"></rect>`}`,
    );
  });
  return rows.join("") + axisRow(axis, unit);
}

const steps = ["dns", "connect", "tls", "answer"] as const;

/** The steps of a first request, stacked: medians. */
export function phases(mirrors: readonly Sampled[], words: MeasureText): string {
  const stacks = mirrors.flatMap(({ measured }) => {
    const { dns, connect, tls, cold } = measured.ms;
    if (cold === null) return [];
    const known = { dns: dns?.p50 ?? 0, connect: connect?.p50 ?? 0, tls: tls?.p50 ?? 0 };
    const answer = Math.max(0, cold.p50 - known.dns - known.connect - known.tls);
    return [{ id: measured.id, parts: { ...known, answer } }];
  });
  if (stacks.length === 0) return "";
  const whole = ({ parts }: (typeof stacks)[number]) =>
    steps.reduce((sum, step) => sum + parts[step], 0);
  const axis = linearAxis(Math.max(...stacks.map(whole), 0.1));
  const rows = stacks.map((stack) => {
    let before = 0;
    const parts = steps.map((step) => {
      const took = stack.parts[step];
      const x = axis.at(before);
      before += took;
      const width = round(axis.at(before) - x);
      if (width <= 0) return "";
      return html`<rect class="step ${step}" x="${x}%" y="3" width="${width}%" height="16"
        ><title>${words.report.phase[step]}: ${words.ms(took)}</title></rect
      >`;
    });
    return row(stack.id, words.ms(whole(stack)), grid(axis) + parts.join(""));
  });
  const legend = steps.map(
    (step) => html`<span><i class="${step}"></i>${words.report.phase[step]}</span>`,
  );
  return `<p class="legend">${legend.join("")}</p>${rows.join("")}${axisRow(axis, words.report.milliseconds)}`;
}

const row = (id: string, value: string, marks: string): string =>
  `${html`<div class="row">
    <div class="name">${id}</div>
    <div class="value">${value}</div>
   `}<svg class="plot" width="100%" height="22" role="img" aria-hidden="true">${marks}</svg></div>`;

const grid = ({ at, ticks }: Axis): string =>
  ticks
    .map(
      (tick) => html`<line class="grid" x1="${at(tick)}%" x2="${at(tick)}%" y1="0" y2="22"></line>`,
    )
    .join("");

function axisRow({ at, ticks }: Axis, unit: string): string {
  const labels = ticks.map((tick) => {
    const x = at(tick);
    const anchor = x < 5 ? "start" : x > 95 ? "end" : "middle";
    return html`<text x="${x}%" y="12" text-anchor="${anchor}">${String(tick)}</text>`;
  });
  return `<div class="row axis"><div class="name"></div>${html`<div class="value">${unit}</div>`}<svg class="plot" width="100%" height="16">${labels.join("")}</svg></div>`;
}

/** Dots of one value beside each other: −1 to 1, the same each time. */
const jitter = (at: number): number => ((at * 0.618_033_988_749_895) % 1) * 2 - 1;

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template whose values are text: what HTML would take for its own is escaped. */
export function html(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce(
    (page, part, at) =>
      page +
      String(values[at - 1] ?? "").replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign) +
      part,
  );
}
