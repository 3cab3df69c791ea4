import type { GatewayStatus, Watch } from "../contract.ts";

/** The names of the metrics: the rules of `watch --print rules` ask for them. */
export const metrics = {
  up: "goproxy_cfg_mirror_up",
  state: "goproxy_cfg_mirror_state",
  success: "goproxy_cfg_probe_success",
  seconds: "goproxy_cfg_probe_duration_seconds",
  position: "goproxy_cfg_chain_position",
  deep: "goproxy_cfg_deep_success",
  round: "goproxy_cfg_last_round_timestamp_seconds",
} as const;

const states = ["up", "degraded", "down", "unknown"] as const;

/**
 * A round in the text format of Prometheus, for the textfile collector of node_exporter. Labels are names of mirrors,
 * or their URLs without credentials. Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function textfileOf({ at, mirrors }: Pick<Watch, "at" | "mirrors">): string {
  const each = (name: string, value: (mirror: Watch["mirrors"][number], place: number) => number) =>
    mirrors.map((mirror, place) => `${name}{mirror=${label(mirror.id)}} ${value(mirror, place)}\n`);
  return [
    ...family(metrics.up, "Whether a mirror is up by the rule of goproxy-cfg watch."),
    ...each(metrics.up, ({ state }) => Number(state === "up")),
    ...family(metrics.state, "State of a mirror by the rule: 1 for the one that it is in."),
    ...mirrors.flatMap(({ id, state }) =>
      states.map(
        (one) => `${metrics.state}{mirror=${label(id)},state="${one}"} ${Number(state === one)}\n`,
      ),
    ),
    ...family(metrics.success, "Whether a mirror answered rightly in the last round."),
    ...each(metrics.success, ({ probe }) => Number(probe.ok)),
    ...family(metrics.seconds, "Seconds that the request of the last round took."),
    ...each(metrics.seconds, ({ probe }) => probe.ms / 1000),
    ...family(metrics.position, "Place of a mirror in the chain, from 0."),
    ...each(metrics.position, (_, place) => place),
    ...deepLines(mirrors),
    ...family(metrics.round, "When the last round was done."),
    `${metrics.round} ${Math.round(Date.parse(at) / 1000)}\n`,
  ].join("");
}

function deepLines(mirrors: Watch["mirrors"]): string[] {
  const lines = mirrors.flatMap(({ id, deep = {} }) =>
    Object.entries(deep).flatMap(([what, good]) =>
      good === null
        ? []
        : [`${metrics.deep}{mirror=${label(id)},what="${what}"} ${Number(good)}\n`],
    ),
  );
  const help = "Whether the zip, the checksum database and the toolchain of a mirror are right.";
  return lines.length === 0 ? [] : [...family(metrics.deep, help), ...lines];
}

const gatewayMetric = (name: string): string => `goproxy_cfg_gateway_${name}`;

/** How a gateway stands, in the same format. What is counted begins anew when its logs do. */
export function gatewayTextfile({ running, cache, requests, mirrors }: GatewayStatus): string {
  const single = (name: string, help: string, value: number) => [
    ...family(gatewayMetric(name), help),
    `${gatewayMetric(name)} ${value}\n`,
  ];
  const each = (
    name: string,
    help: string,
    value: (mirror: GatewayStatus["mirrors"][number]) => number | null,
  ) => [
    ...family(gatewayMetric(name), help, name.endsWith("_total") ? "counter" : "gauge"),
    ...mirrors.flatMap((mirror) => {
      const number = value(mirror);
      return number === null
        ? []
        : [`${gatewayMetric(name)}{mirror=${label(mirror.id)}} ${number}\n`];
    }),
  ];
  const { hits = 0, misses = 0, stale = 0, failed = 0 } = requests ?? {};
  const results = Object.entries({ hit: hits, miss: misses, stale, failed });
  const answers = gatewayMetric("requests_total");
  return [
    ...single("up", "Whether the gateway runs.", Number(running)),
    ...single("cache_bytes", "Bytes in the cache.", cache.bytes),
    ...single("cache_max_bytes", "Bytes that the cache may hold.", cache.cap),
    ...single("cache_files", "Files in the cache.", cache.files),
    ...family(answers, "Requests by what became of them.", "counter"),
    ...results.map(([result, count]) => `${answers}{result="${result}"} ${count}\n`),
    ...each("mirror_up", "Whether one of the last three requests was answered.", ({ down }) =>
      Number(!down),
    ),
    ...each("mirror_requests_total", "Requests to a mirror.", ({ asked }) => asked),
    ...each("mirror_failures_total", "Requests that a mirror failed.", ({ failures }) => failures),
    ...each("mirror_median_seconds", "Middle time of the answers of a mirror.", ({ p50 }) =>
      p50 === null ? null : p50 / 1000,
    ),
  ].join("");
}

const family = (name: string, help: string, type: "gauge" | "counter" = "gauge"): string[] => [
  `# HELP ${name} ${help}\n`,
  `# TYPE ${name} ${type}\n`,
];

/** Backslash, quote and line break are escaped. */
const label = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
