import { metrics } from "../textfile.ts";
import { alertmanager, blackbox, prometheus, rules, type PrintSource } from "./prometheus.ts";
import {
  cron,
  type Job,
  launchd,
  schtasks,
  systemdUnits,
  timerName,
  jobOnPath,
} from "../timer/job.ts";

interface Panel {
  title: string;
  type: "timeseries" | "stat" | "state-timeline";
  unit: string;
  /** Legend and query. */
  queries: readonly (readonly [legend: string, expr: string])[];
}

const jobLabel = '{job="goproxy"}';

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
    queries: [["{{mirror}}", `avg_over_time(probe_success${jobLabel}[1h])`]],
  },
  {
    title: "Latency by phase",
    type: "timeseries",
    unit: "s",
    queries: [["{{mirror}} {{phase}}", `probe_http_duration_seconds${jobLabel}`]],
  },
  {
    title: "Failures by kind",
    type: "timeseries",
    unit: "none",
    queries: [
      ["{{mirror}} no answer", `1 - probe_success${jobLabel}`],
      ["{{mirror}} wrong body", `probe_failed_due_to_regex${jobLabel}`],
      ["{{mirror}} status {{status}}", `probe_http_status_code${jobLabel}`],
    ],
  },
  {
    title: "Days to the end of the certificate",
    type: "stat",
    unit: "d",
    queries: [["{{mirror}}", `(probe_ssl_earliest_cert_expiry${jobLabel} - time()) / 86400`]],
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

/** Everything that `watch --print` can write: for who monitors already, and for timers. `seconds`: between two rounds. */
export const printed: Readonly<Record<string, (source: PrintSource, seconds: number) => string>> = {
  blackbox: () => blackbox(),
  prometheus,
  rules: () => rules(),
  alertmanager: () => alertmanager(),
  grafana: () => grafana(),
  systemd: (_, seconds) => systemd(jobOnPath(seconds)),
  launchd: (_, seconds) => launchd(jobOnPath(seconds)),
  schtasks: (_, seconds) =>
    schtasks({ ...jobOnPath(seconds), command: ["cmd", "/d", "/c", "goproxy-cfg watch --once"] }),
  cron: (_, seconds) => `${cron(jobOnPath(seconds))}\n`,
};

/** Two units, one behind the other. */
function systemd(job: Job): string {
  const folder = "# ~/.config/systemd/user";
  const { service, timer } = systemdUnits(job);
  return `${folder}/${timerName}.service\n${service}\n${folder}/${timerName}.timer\n${timer}`;
}
