import type { LeftOut } from "../../findings.ts";
import { left } from "./left.ts";

/** What `test` says, on the terminal and in its report. */
export interface MeasureText {
  head: Record<
    "mirror" | "median" | "p90" | "cold" | "speed" | "failed" | "serves" | "go" | "latency",
    string
  >;
  sumdb: string;
  toolchain: string;
  ms: (ms: number) => string;
  rate: (bytesPerSecond: number) => string;
  failures: (failures: number, samples: number) => string;
  behind: (latest: string) => string;
  stage: Record<"waiting" | "latency" | "content" | "done", string>;
  progress: (finished: number, all: number, requests: number) => string;
  left: Record<LeftOut, string>;
  leftOut: string;
  recommended: string;
  useIt: (command: string) => string;
  nothing: string;
  partial: string;
  legend: (module: string) => string;
  goFailed: string;
  saved: (file: string) => string;
  report: {
    title: string;
    at: (when: string) => string;
    distribution: string;
    distributionNote: string;
    phases: string;
    phasesNote: string;
    failures: string;
    noFailures: string;
    numbers: string;
    phase: Record<"dns" | "connect" | "tls" | "answer", string>;
    milliseconds: string;
    sample: (id: string, ms: string) => string;
    percentiles: (id: string, p50: string, p90: string, p99: string) => string;
  };
}

const units = ["B/s", "kB/s", "MB/s", "GB/s"] as const;

/** Bytes per second with three digits. */
export function rate(bytesPerSecond: number): string {
  let value = bytesPerSecond;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toPrecision(2)} ${units[unit]}`;
}

/** Milliseconds: tenths below ten. */
export function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

export const measure: MeasureText = {
  head: {
    mirror: "mirror",
    median: "median",
    p90: "p90",
    cold: "cold",
    speed: "zip",
    failed: "failed",
    serves: "also serves",
    go: "go",
    latency: "latency",
  },
  sumdb: "sumdb",
  toolchain: "toolchain",
  ms: (value) => `${milliseconds(value)} ms`,
  rate,
  failures: (failures, samples) => `${failures} of ${samples}`,
  behind: (latest) => `behind: ${latest}`,
  stage: {
    waiting: "asking",
    latency: "measuring latency",
    content: "downloading a module",
    done: "done",
  },
  progress: (finished, all, requests) => `${finished} of ${all} mirrors, ${requests} requests`,
  left,
  leftOut: "Left out:",
  recommended: "Recommended:",
  useIt: (command) => `To use it: ${command}`,
  nothing: "No mirror served.",
  partial: "Interrupted: this is what was measured until then.",
  legend: (module) =>
    `median, p90: one small request on an open connection · cold: with a new connection · zip: ${module}`,
  goFailed: "failed",
  saved: (file) => `Report: ${file}`,
  report: {
    title: "Go module mirrors, measured",
    at: (when) => `Measured at ${when}`,
    distribution: "Latency of each mirror",
    distributionNote:
      "Each dot is one small request on an open connection; the bar goes from the fastest to the 90th percentile, the line marks the median.",
    phases: "A new connection, step by step",
    phasesNote: "Medians of the steps of a first request; go opens few connections and keeps them.",
    failures: "Failures",
    noFailures: "No request failed.",
    numbers: "In numbers",
    phase: { dns: "DNS", connect: "connect", tls: "TLS", answer: "answer" },
    milliseconds: "milliseconds",
    sample: (id, ms) => `${id}: ${ms}`,
    percentiles: (id, p50, p90, p99) => `${id}: p50 ${p50}, p90 ${p90}, p99 ${p99}`,
  },
};
