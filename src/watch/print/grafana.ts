import { metrics } from "../textfile.ts";

interface Panel {
  title: string;
  type: "timeseries" | "stat" | "state-timeline";
  unit: string;
  /** Legend and query. */
  queries: readonly (readonly [legend: string, expr: string])[];
}

const job = '{job="goproxy"}';

const panels: readonly Panel[] = [
  {
    title: "State by goproxy-cfg watch",
    type: "state-timeline",
    unit: "none",
    queries: [["{{mirror}}", metrics.up]],
  },
  {
    title: "Answers",
    type: "stat",
    unit: "percentunit",
    queries: [["{{mirror}}", `avg_over_time(probe_success${job}[1h])`]],
  },
  {
    title: "Latency by phase",
    type: "timeseries",
    unit: "s",
    queries: [["{{mirror}} {{phase}}", `probe_http_duration_seconds${job}`]],
  },
  {
    title: "Failures by kind",
    type: "timeseries",
    unit: "none",
    queries: [
      ["{{mirror}} no answer", `1 - probe_success${job}`],
      ["{{mirror}} wrong body", `probe_failed_due_to_regex${job}`],
      ["{{mirror}} status {{status}}", `probe_http_status_code${job}`],
    ],
  },
  {
    title: "Days to the end of the certificate",
    type: "stat",
    unit: "d",
    queries: [["{{mirror}}", `(probe_ssl_earliest_cert_expiry${job} - time()) / 86400`]],
  },
  {
    title: "Place in the chain",
    type: "timeseries",
    unit: "none",
    queries: [["{{mirror}}", metrics.position]],
  },
  {
    title: "Switches in an hour",
    type: "timeseries",
    unit: "none",
    queries: [["{{mirror}}", `changes(${metrics.position}[1h])`]],
  },
];

/** A dashboard of Grafana, to be imported: two panels a row. */
export function grafana(): string {
  const dashboard = {
    title: "Go module mirrors",
    uid: "goproxy-cfg",
    schemaVersion: 39,
    tags: ["go"],
    time: { from: "now-24h", to: "now" },
    refresh: "1m",
    templating: { list: [{ name: "datasource", type: "datasource", query: "prometheus" }] },
    panels: panels.map(({ title, type, unit, queries }, at) => ({
      id: at + 1,
      title,
      type,
      datasource: { type: "prometheus", uid: "${datasource}" },
      gridPos: { x: (at % 2) * 12, y: Math.floor(at / 2) * 8, w: 12, h: 8 },
      fieldConfig: { defaults: { unit }, overrides: [] },
      targets: queries.map(([legendFormat, expr], index) => ({
        refId: String.fromCodePoint(65 + index),
        expr,
        legendFormat,
      })),
    })),
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}
