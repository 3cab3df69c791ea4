import type { Test } from "../../../contract.ts";
import type { LeftOut } from "../../../findings.ts";
import type { MeasureText } from "../../../text/shape.ts";
import { localTime } from "../../../text/format.ts";
import { reasonOf, served, time } from "../view.ts";
import { html } from "./html.ts";
import { distribution, phases, type Sampled, speeds } from "./plots.ts";
import { style } from "./style.ts";

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
