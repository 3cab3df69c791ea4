import { redactUrl } from "../../go/text/redact.ts";
import { parseEndpoint } from "../../net/endpoint.ts";
import { probeModule } from "../../catalog/catalog.ts";
import { infoUrl, type ProbeTarget } from "../../mirrors/probe.ts";
import { metrics } from "../textfile.ts";

/** A mirror as monitoring asks it. */
export interface Monitored {
  id: string;
  /** The `.info` of the probe module, without credentials: what is printed is no place for them. */
  infoUrl: string;
}

/** What everything that is printed is made from. */
export interface PrintSource {
  mirrors: readonly Monitored[];
}

export function sourceOf(targets: readonly ProbeTarget[]): PrintSource {
  const mirrors = targets.flatMap(({ id, url }) => {
    const endpoint = parseEndpoint(url);
    if (endpoint === null || !/^https?$/.test(endpoint.scheme)) return [];
    return [{ id, infoUrl: redactUrl(infoUrl(endpoint, probeModule)) }];
  });
  return { mirrors };
}

/** A word of YAML: JSON's strings are YAML's. */
export const yaml = (text: string): string => JSON.stringify(text);

/** blackbox.yml: a mirror is up where the `.info` names the version that was asked for. */
export function blackbox(): string {
  const version = probeModule.version.replaceAll(".", String.raw`\.`);
  return `# blackbox.yml, for prometheus-blackbox-exporter
modules:
  gomod_info:
    prober: http
    timeout: 5s
    http:
      preferred_ip_protocol: ip4
      fail_if_body_not_matches_regexp:
        - '"Version"\\s*:\\s*"${version}"'
`;
}

/** prometheus.yml: every mirror by blackbox_exporter, and what \`watch --textfile\` leaves by node_exporter. */
export function prometheus({ mirrors }: PrintSource): string {
  const targets = mirrors.map(
    ({ id, infoUrl: address }) =>
      `      - targets: [${yaml(address)}]\n        labels: { mirror: ${yaml(id)} }\n`,
  );
  return `# prometheus.yml
global:
  scrape_interval: 60s
rule_files:
  - goproxy-cfg.rules.yml
alerting:
  alertmanagers:
    - static_configs:
        - targets: ["127.0.0.1:9093"]
scrape_configs:
  - job_name: goproxy
    metrics_path: /probe
    params:
      module: [gomod_info]
    static_configs:
${targets.join("")}    relabel_configs:
      - source_labels: [__address__]
        target_label: __param_target
      - source_labels: [__param_target]
        target_label: instance
      - target_label: __address__
        replacement: 127.0.0.1:9115
  - job_name: goproxy-node
    static_configs:
      - targets: ["127.0.0.1:9100"]
`;
}

interface Alert {
  name: string;
  expr: string;
  wait: string;
  severity: "critical" | "warning" | "info";
  summary: string;
}

/** What a person is to be told of, and after how long. */
const alerts: readonly Alert[] = [
  {
    name: "GoMirrorDown",
    expr: 'probe_success{job="goproxy"} == 0',
    wait: "3m",
    severity: "warning",
    summary: "{{ $labels.mirror }} does not answer as a Go module proxy",
  },
  {
    name: "GoMirrorsAllDown",
    expr: 'max(probe_success{job="goproxy"}) == 0',
    wait: "1m",
    severity: "critical",
    summary: "no Go module proxy of the chain answers",
  },
  {
    name: "GoMirrorSlow",
    expr: "goproxy:duration_seconds:avg10m > 3 * goproxy:duration_seconds:avg1d and goproxy:duration_seconds:avg10m > 0.5",
    wait: "10m",
    severity: "warning",
    summary: "{{ $labels.mirror }} is three times as slow as usual",
  },
  {
    name: "GoMirrorCertificate",
    expr: 'probe_ssl_earliest_cert_expiry{job="goproxy"} - time() < 14 * 86400',
    wait: "1h",
    severity: "warning",
    summary: "the certificate of {{ $labels.mirror }} ends within 14 days",
  },
  {
    name: "GoMirrorWatchStale",
    expr: `time() - ${metrics.round} > 900`,
    wait: "5m",
    severity: "warning",
    summary: "goproxy-cfg watch has not run for 15 minutes",
  },
  {
    name: "GoMirrorSwitched",
    expr: `changes(${metrics.position}[1h]) > 0`,
    wait: "0m",
    severity: "info",
    summary: "{{ $labels.mirror }} has another place in the chain",
  },
];

/** goproxy-cfg.rules.yml: recording rules for a mirror's own baseline, and the alerts. */
export function rules(): string {
  const recorded = [
    [
      "goproxy:duration_seconds:avg10m",
      'avg_over_time(probe_duration_seconds{job="goproxy"}[10m])',
    ],
    ["goproxy:duration_seconds:avg1d", 'avg_over_time(probe_duration_seconds{job="goproxy"}[1d])'],
  ].map(([name = "", expr = ""]) => `      - record: ${name}\n        expr: ${expr}\n`);
  const told = alerts.map(
    ({ name, expr, wait, severity, summary }) => `      - alert: ${name}
        expr: ${yaml(expr)}
        for: ${wait}
        labels: { severity: ${severity} }
        annotations:
          summary: ${yaml(summary)}
`,
  );
  return `# goproxy-cfg.rules.yml
groups:
  - name: goproxy-recorded
    rules:
${recorded.join("")}  - name: goproxy-alerts
    rules:
${told.join("")}`;
}

/** alertmanager.yml: one message for a mirror, none for a single mirror while all are down. */
export function alertmanager(): string {
  return `# alertmanager.yml; set the URL of your own receiver
route:
  receiver: team
  group_by: [alertname, mirror]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 12h
receivers:
  - name: team
    webhook_configs:
      - url: http://127.0.0.1:5001/
        send_resolved: true
inhibit_rules:
  - source_matchers: [alertname="GoMirrorsAllDown"]
    target_matchers: [alertname="GoMirrorDown"]
`;
}
