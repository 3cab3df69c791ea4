import type { Test } from "../../../contract.ts";
import type { LeftOut } from "../../../findings.ts";
import type { MeasureText } from "../../../text/shape.ts";
import { localTime } from "../../../text/format.ts";
import { reasonOf, served, time } from "../view.ts";
import { html, distribution, phases, type Sampled, speeds } from "./plots.ts";

export interface Report {
  document: Test;
  /** In the order of the document's mirrors: milliseconds of every request and of one module, and who runs it. */
  raw: readonly {
    total: readonly number[];
    cold: readonly number[];
    cost: number;
    name: string | null;
  }[];
  left: readonly { id: string; why: LeftOut }[];
  /** What writes the recommended chain. */
  command: string | null;
  /** ISO. */
  when: string;
  /** How and by what was measured. */
  setup: readonly string[];
  lang: "en" | "zh";
  words: MeasureText;
}

/** Stands near the beginning of every report, so that one is told from another file. */
export const reportMark = '<meta name="generator" content="goproxy-cfg" />';

/** What `test` measured as one page: no script, nothing from the network, which its own policy forbids. */
export function reportPage(report: Report): string {
  const { document, lang, words, when } = report;
  const { report: say } = words;
  const mirrors = document.mirrors
    .map((measured, at): Sampled => {
      const { total = [], cold = [], cost = Infinity, name = null } = report.raw[at] ?? {};
      return { measured, samples: total.length > 0 ? total : cold, cost, name };
    })
    .toSorted((a, b) => a.cost - b.cost);
  const good = mirrors.filter(({ measured, samples }) => measured.ok && samples.length > 0);
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return [
    `<!DOCTYPE html>`,
    html`<html lang="${lang === "zh" ? "zh-CN" : "en"}">
      <head>
        <meta charset="utf-8" />
        <title>${say.title}</title>
     `,
    html`<meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    `${reportMark}<link rel="icon" href="data:,"><style>${style}</style></head><body>`,
    html`<h1>${say.title}</h1>
      <p class="dim">${say.at(`${localTime(when)} (${zoneOf(when)})`)} · ${document.module}</p>
      <p class="dim">${report.setup.join(" · ")}</p>`,
    document.partial ? html`<p class="bad">${words.partial}</p>` : "",
    recommendation(report, good),
    ...(good.length === 0
      ? []
      : [
          section(
            "distribution",
            say.distribution,
            say.distributionNote,
            distribution(good, words),
          ),
          section("speeds", say.speeds, say.speedsNote, speeds(good, words)),
          section("phases", say.phases, say.phasesNote, phases(good, words)),
        ]),
    section("failures", say.failures, "", failures(report)),
    section("numbers", say.numbers, say.numbersNote, numbers(mirrors, words)),
    `</body></html>\n`,
  ].join("\n");
}

function section(id: string, title: string, about: string, content: string): string {
  const note = about === "" ? "" : html`<p class="dim">${about}</p>`;
  return `${html`<section id="${id}"><h2>${title}</h2>`}${note}${content}</section>`;
}

/** The zone of this machine at that moment: `UTC+8`. */
function zoneOf(iso: string): string {
  const hours = -new Date(iso).getTimezoneOffset() / 60;
  return `UTC${hours < 0 ? "" : "+"}${hours}`;
}

function recommendation(report: Report, good: readonly Sampled[]): string {
  const { document, command, left, words } = report;
  const { recommended } = document;
  const lines = [
    headline(good, words),
    recommended === null
      ? document.partial
        ? ""
        : html`<p class="bad">${words.nothing}</p>`
      : html`<p>${words.recommended}<code>${recommended}</code></p>`,
    command === null
      ? ""
      : html`<p>${words.useIt("")}</p>
          <pre>${command}</pre>
          <p>${words.report.without}</p>
          <pre>go env -w "GOPROXY=${recommended ?? ""}"</pre>`,
  ];
  // What failed has a section of its own.
  const apart = left.filter(({ why }) => why !== "failed" && why !== "not-measured");
  const out = apart.map((one) => reasonOf(one, document, words));
  if (out.length > 0) lines.push(html`<p class="dim">${words.leftOut(out)}</p>`);
  return `<section id="recommended">${lines.join("")}</section>`;
}

/** How much the best saves, against go's default where that was measured, else against the last one. */
function headline(good: readonly Sampled[], words: MeasureText): string {
  const timed = good.filter(({ cost }) => Number.isFinite(cost));
  const [best] = timed;
  const other = timed.find(({ measured }) => measured.id === "official") ?? timed.at(-1);
  if (best === undefined || other === undefined || other.cost < best.cost * 1.1) return "";
  const times = (other.cost / best.cost).toFixed(1);
  return html`<p class="headline">
    ${words.report.faster(best.measured.id, times, other.measured.id)}
  </p>`;
}

function failures({ document, words }: Report): string {
  const failed = document.mirrors.filter(({ failures: count, ok }) => count > 0 || !ok);
  if (failed.length === 0) return html`<p class="good">${words.report.noFailures}</p>`;
  const rows = failed.map(({ id, failures: count, samples, failuresByCode, error }) => {
    const known: Partial<Record<string, string>> = words.why;
    const causes = Object.entries(failuresByCode).map(
      ([code, times]) => `${known[code] ?? code} × ${times}`,
    );
    const codes = Object.keys(failuresByCode).join(", ");
    return html`<tr>
      <td>${id}</td>
      <td>${words.failures(count, samples)}</td>
      <td class="text" title="${codes}">
        ${causes.join(", ")}
        <div class="dim">${error?.message ?? ""}</div>
      </td>
    </tr>`;
  });
  return `<div class="wide"><table><tbody>${rows.join("")}</tbody></table></div>`;
}

function numbers(mirrors: readonly Sampled[], words: MeasureText): string {
  const { head } = words;
  const withGo = mirrors.some(({ measured }) => measured.go !== undefined);
  const heads = [
    head.mirror,
    words.report.cost,
    "p50",
    "p90",
    "p99",
    head.cold,
    head.speed,
    words.report.success,
    words.sumdb,
    words.toolchain,
  ];
  if (withGo) heads.push(head.go);
  const rows = mirrors.map(({ measured, cost, name }) => {
    const { id, url, ms, throughput, serves, freshness, go, samples, failures: failed } = measured;
    const cells = [
      Number.isFinite(cost) ? words.ms(cost) : "–",
      time(ms.total?.p50, words),
      time(ms.total?.p90, words),
      time(ms.total?.p99, words),
      time(ms.cold?.p50, words),
      throughput === null ? "–" : words.rate(throughput),
      samples === 0 ? "–" : `${Math.round(((samples - failed) / samples) * 100)} %`,
      served(serves.sumdb),
      served(serves.toolchain),
    ];
    if (withGo) cells.push(go === undefined ? "–" : go.ok ? words.ms(go.ms) : words.goFailed);
    const behind = freshness?.behind ? [words.behind(freshness.latest)] : [];
    const about = [name, url === id ? null : url, ...behind].filter((part) => part !== null);
    const first = html`<td>
      ${id}
      <div class="dim">${about.join(" · ")}</div>
    </td>`;
    return `<tr>${first}${cells.map((cell) => html`<td>${cell}</td>`).join("")}</tr>`;
  });
  const headRow = heads.map((cell) => html`<th>${cell}</th>`).join("");
  return `<div class="wide"><table><thead><tr>${headRow}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** The look of the report: on a phone, in the dark and on paper too. */
export const style = `
:root { color-scheme: light dark; --dim: light-dark(#5d6672, #9aa4b1); --line: light-dark(#dfe2e6, #2c323a);
  --dot: light-dark(#1668c7, #6cb0ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; font: 15px/1.5 system-ui, -apple-system, "Segoe UI",
  "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  background: light-dark(#fbfbfa, #14171b); color: light-dark(#1d2127, #e7eaee); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
p { margin: .25rem 0; }
section { background: light-dark(#fff, #1b1f25); border: 1px solid var(--line); border-radius: 10px; padding: 1rem;
  margin-top: 1rem; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .9em; overflow-wrap: anywhere; }
.headline { font-size: 1.15rem; font-weight: 600; margin-bottom: .5rem; }
pre { margin: .25rem 0 .5rem; user-select: all; font: .9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; }
.dim { color: var(--dim); } .bad { color: light-dark(#c2362b, #ff8075); } .good { color: light-dark(#1d7f4b, #5fd394); }
.row { display: grid; grid-template-columns: minmax(6rem, 13rem) 4.5rem 1fr; gap: .75rem; align-items: center; margin-top: .4rem; }
.name { overflow-wrap: anywhere; line-height: 1.25; }
.value { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.axis .value { white-space: normal; line-height: 1.1; }
.axis .value, .axis text { color: var(--dim); fill: var(--dim); font-size: 11px; }
.plot { display: block; overflow: visible; }
.grid { stroke: var(--line); } .dot { fill: var(--dot); fill-opacity: .6; } .range { fill: var(--dot); fill-opacity: .2; }
.speed { fill: var(--dot); fill-opacity: .75; }
#distribution .row:first-of-type, #speeds .row:first-of-type { --dot: light-dark(#1d7f4b, #5fd394); }
.median { stroke: light-dark(#0b3f7d, #d6e8ff); stroke-width: 2.5; }
.step, .legend i { fill: currentcolor; background: currentcolor; }
.dns { color: light-dark(#8a63d2, #b79aee); } .connect { color: light-dark(#e08a1e, #f0aa52); }
.tls { color: light-dark(#2a9d8f, #53c6b7); } .answer { color: var(--dot); }
.legend span { margin-right: 1rem; white-space: nowrap; }
.legend i { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; margin-right: .35rem; vertical-align: -1px; }
/* A shadow on the side on which there is more. */
.wide { --card: light-dark(#fff, #1b1f25); overflow-x: auto; background: linear-gradient(90deg, var(--card) 30%, #0000),
  linear-gradient(270deg, var(--card) 30%, #0000) 100%, radial-gradient(farthest-side at 0, #0003, #0000),
  radial-gradient(farthest-side at 100%, #0003, #0000) 100%; background-repeat: no-repeat;
  background-size: 3rem 100%, 3rem 100%, 1rem 100%, 1rem 100%; background-attachment: local, local, scroll, scroll; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35rem .6rem; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; font-variant-numeric: tabular-nums; }
th { border-top: 0; color: var(--dim); font-weight: 500; }
th:first-child, td:first-child, td.text { text-align: left; }
td:first-child, td.text { white-space: normal; min-width: 10rem; overflow-wrap: anywhere; }
td .dim { font-size: .8em; line-height: 1.3; }
@media (max-width: 36rem) { .row { grid-template-columns: 1fr auto; row-gap: .1rem; } .row .plot { grid-column: 1 / -1; }
  section { padding: .8rem; } th, td { padding: .35rem .4rem; } td:first-child, td.text { min-width: 7rem; } th:first-child, td:first-child { padding-left: 0; } }
@media print { section { break-inside: avoid; } }
`;
