import type { Measured, Test } from "../../../contract.ts";
import type { LeftOut } from "../../../findings.ts";
import type { MeasureText } from "../../../text/shape.ts";
import { minute } from "../../../text/format.ts";
import { bySpeed, served, time } from "../view.ts";
import { html } from "./html.ts";
import { distribution, phases, type Sampled } from "./plots.ts";
import { style } from "./style.ts";

export interface Report {
  document: Test;
  /** Milliseconds of every request, in the order of the document's mirrors. */
  raw: readonly { total: readonly number[]; cold: readonly number[] }[];
  left: readonly { id: string; why: LeftOut }[];
  /** What writes the recommended chain. */
  command: string | null;
  /** ISO. */
  when: string;
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
      const { total = [], cold = [] } = report.raw[at] ?? {};
      return { measured, samples: total.length > 0 ? total : cold };
    })
    .filter(({ measured, samples }) => measured.ok && samples.length > 0)
    .toSorted((a, b) => bySpeed(a.measured, b.measured));
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
      <p class="dim">${say.at(minute(when))} · ${document.module}</p>`,
    document.partial ? html`<p class="bad">${words.partial}</p>` : "",
    recommendation(report),
    ...(mirrors.length === 0
      ? []
      : [
          section(
            "distribution",
            say.distribution,
            say.distributionNote,
            distribution(mirrors, words),
          ),
          section("phases", say.phases, say.phasesNote, phases(mirrors, words)),
        ]),
    section("failures", say.failures, "", failures(report)),
    section(
      "numbers",
      say.numbers,
      words.legend(document.module),
      numbers(document.mirrors, words),
    ),
    `</body></html>\n`,
  ].join("\n");
}

function section(id: string, title: string, about: string, content: string): string {
  const note = about === "" ? "" : html`<p class="dim">${about}</p>`;
  return `${html`<section id="${id}"><h2>${title}</h2>`}${note}${content}</section>`;
}

function recommendation({ document, command, left, words }: Report): string {
  const { recommended } = document;
  const lines = [
    recommended === null
      ? html`<p class="bad">${words.nothing}</p>`
      : html`<p>${words.recommended} <code>${recommended}</code></p>`,
    command === null
      ? ""
      : html`<p>${words.useIt("")}</p>
          <pre><code>${command}</code></pre>`,
  ];
  // What failed has a section of its own.
  const apart = left.filter(({ why }) => why !== "failed");
  const out = apart.map(({ id, why }) => ({ id, why: words.left[why] }));
  if (out.length > 0) lines.push(html`<p class="dim">${words.leftOut(out)}</p>`);
  return `<section id="recommended">${lines.join("")}</section>`;
}

function failures({ document, words }: Report): string {
  const failed = document.mirrors.filter(({ failures: count, ok }) => count > 0 || !ok);
  if (failed.length === 0) return html`<p class="good">${words.report.noFailures}</p>`;
  const rows = failed.map(({ id, failures: count, samples, failuresByCode, error }) => {
    const codes = Object.entries(failuresByCode).map(([code, times]) => `${code} × ${times}`);
    const why = [codes.join(", "), error?.message ?? ""].filter((text) => text !== "").join(" — ");
    return html`<tr>
      <td>${id}</td>
      <td>${words.failures(count, samples)}</td>
      <td class="text">${why}</td>
    </tr>`;
  });
  return `<div class="wide"><table><tbody>${rows.join("")}</tbody></table></div>`;
}

function numbers(mirrors: readonly Measured[], words: MeasureText): string {
  const { head } = words;
  const withGo = mirrors.some(({ go }) => go !== undefined);
  const heads = [
    head.mirror,
    "p50",
    "p90",
    "p99",
    head.cold,
    head.speed,
    words.sumdb,
    words.toolchain,
  ];
  if (withGo) heads.push(head.go);
  const rows = mirrors.map(({ id, ms, throughput, serves, freshness, go }) => {
    const cells = [
      freshness?.behind ? `${id} (${words.behind(freshness.latest)})` : id,
      time(ms.total?.p50, words),
      time(ms.total?.p90, words),
      time(ms.total?.p99, words),
      time(ms.cold?.p50, words),
      throughput === null ? "–" : words.rate(throughput),
      served(serves.sumdb),
      served(serves.toolchain),
    ];
    if (withGo) cells.push(go === undefined ? "–" : go.ok ? words.ms(go.ms) : words.goFailed);
    return `<tr>${cells.map((cell) => html`<td>${cell}</td>`).join("")}</tr>`;
  });
  const headRow = heads.map((cell) => html`<th>${cell}</th>`).join("");
  return `<div class="wide"><table><thead><tr>${headRow}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
