import type { LeftOut } from "../../findings.ts";
import type { MeasureText, RunText } from "../shape.ts";
import { milliseconds, rate } from "../format.ts";

/** Why a mirror that was measured is not in the chain. */
export const leftOut: Record<LeftOut, string> = {
  failed: "does not serve",
  unreliable: "fails half of the time or more",
  "lacks-module": "does not have the module",
  "opt-in": "only when asked for by name",
  "not-measured": "not measured",
};

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
  why: {
    "net.offline": "offline",
    "net.dns": "name not found",
    "net.refused": "connection refused",
    "net.timeout": "no answer in time",
    "net.reset": "connection cut",
    "net.tls-untrusted": "certificate not trusted",
    "net.tls-expired": "certificate expired",
    "net.tls-name": "certificate of another host",
    "net.not-tls": "no TLS",
    "net.status": "status",
    "net.auth": "login required",
    "net.rate-limited": "too many requests",
    "net.captive-portal": "login page",
    "net.bad-response": "no module proxy",
    "net.wrong-version": "wrong version",
    "net.truncated": "cut short",
    "net.redirect": "bad redirect",
    "net.http-proxy": "HTTP proxy fails",
    "net.clock": "clock is wrong",
  },
  left: leftOut,
  leftOut: (mirrors) => `Left out: ${mirrors.map(({ id, why }) => `${id} (${why})`).join(", ")}`,
  lacks: (module) => `does not have ${module}; name one that it has with --module`,
  recommended: "Recommended: ",
  useIt: (command) => `To use it: ${command}`,
  nothing: "No mirror served.",
  partial: "Interrupted: this is what was measured until then.",
  legend: (module) => [
    "median, p90: one small request on an open connection",
    "cold: with a new connection",
    `zip: ${module}`,
  ],
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
    numbersNote:
      "One module: four small requests and the zip, which decides the order. p50 to p99: one small request on an open connection; cold: with a new one.",
    speeds: "Download speed",
    speedsNote: "The better of two downloads of the module's zip.",
    cost: "one module",
    success: "success",
    logarithmic: ", logarithmic",
    asked: (samples, seconds) => `${samples} requests each, at most ${seconds} s for one`,
    faster: (best, times, other) => `${best} brings a module ${times} times as fast as ${other}.`,
    without: "Or without goproxy-cfg:",
    phase: { dns: "DNS", connect: "connect", tls: "TLS", answer: "answer" },
    milliseconds: "milliseconds",
    sample: (id, ms) => `${id}: ${ms}`,
    percentiles: (id, p50, p90, p99) => `${id}: p50 ${p50}, p90 ${p90}, p99 ${p99}`,
  },
  watch: {
    state: {
      up: "up",
      degraded: "failing",
      down: "down",
      unknown: "not known (this machine is offline)",
    },
    switched: (to, undo) => `GOPROXY is now ${to}. Undo: ${undo}`,
    watching: (mirrors) => `Watching ${mirrors} ${mirrors === 1 ? "mirror" : "mirrors"} …`,
    timer: (manager, active) =>
      manager === null
        ? "Neither systemd nor cron is on this machine."
        : `${manager}: ${active === null ? "does not answer" : active ? "the timer runs" : "no timer runs"}`,
    lastRound: (at) => (at === null ? "No round yet." : `Last round: ${at}`),
    startIt: (command) => `Start it: ${command}`,
    wrong: (what) => `wrong: ${what.join(", ")}`,
    busy: "Another round is under way; nothing was done.",
  },
  gateway: {
    running: (url, pid) => `The gateway runs at ${url} (process ${pid}).`,
    stopped: (url) =>
      `The gateway does not run. It would listen at ${url}; start it: goproxy-cfg gateway up`,
    files: (config) => `configuration: ${config}`,
    cache: (held, files, cap) => `cache: ${held} in ${files} files, at most ${cap}`,
    requests: ({ total, hits, misses, stale, failed }) =>
      `requests: ${total}; ${hits} from the cache, ${misses} from mirrors, ${stale} kept although old, ${failed} failed`,
    asked: (asked, failures) => `asked ${asked} times, ${failures} failed`,
    unused: "Go does not use it yet: goproxy-cfg use gateway",
    purged: (module, files, dryRun) =>
      `${module}: ${files} files ${dryRun ? "would leave" : "left"} the cache.`,
  },
};

/**
 * Each is a line of its own on stderr, behind the name of the tool, between what the
 * command writes.
 */
export const run: RunText = {
  environment: (value, used) =>
    used
      ? `GOPROXY=${value} of this environment is the chain to begin with.`
      : `GOPROXY=${value} of this environment is not used: you named mirrors.`,
  leftOut: (mirror) => `${mirror} does not answer, so this command goes without it.`,
  kept: (mirror) =>
    `${mirror} does not answer, but stays: without it, a public mirror would be asked for your private modules. Run goproxy-cfg private add for them, or name the mirrors to use.`,
  fallback: (chain) =>
    `Nothing is set, and Go's own proxy does not answer. This command uses ${chain}.`,
  wouldStart: (goproxy, command) =>
    `Dry run: \`${command}\` would begin with GOPROXY=${goproxy}. Nothing was started.`,
  failed: (mirrors, cause) => `${mirrors}: ${cause}`,
  stalled: (mirrors, seconds) => `No progress for ${seconds} s; waiting for ${mirrors}.`,
  again: (mirrors) => `Starting the command again without ${mirrors}.`,
  last: (mirrors) => `There is no other mirror to try after ${mirrors}.`,
  guarded: (mirrors) =>
    `The command is not started again without ${mirrors}: a public mirror would be asked for your private modules.`,
  notStarted: (command, reason) =>
    reason === "ENOENT"
      ? `${command}: command not found`
      : `${command} cannot be started (${reason})`,
};
