import { nothingKnown } from "../../catalog/catalog.ts";
import type { Serves } from "../../contract.ts";
import type { Note } from "../../findings.ts";
import { redactUrl } from "../../go/text/redact.ts";
import type { Probed, ProbeTarget } from "../probe-result.ts";

/** What is timed, in milliseconds: see `Measured` of the contract. */
export const timeNames = ["dns", "connect", "tls", "cold", "firstByte", "total"] as const;
export type TimeName = (typeof timeNames)[number];

/** What was seen of one mirror: everything raw, nothing judged. It grows while the measurement runs. */
export interface Measurement {
  target: ProbeTarget;
  /** Without a password. */
  url: string;
  stage: "waiting" | "latency" | "content" | "done";
  probed: Probed | null;
  /** `.info` requests that ended, and those among them without the right answer. */
  samples: number;
  failures: number;
  failuresByCode: Record<string, number>;
  times: Record<TimeName, number[]>;
  /** The best download of the module's zip: its bytes, and from the request to the last of them. */
  zip: { bytes: number; ms: number } | null;
  /** Newest version in `@v/list`. */
  latest: string | null;
  serves: Serves;
  /** Answers, and does not have the module. */
  lacksModule: boolean;
  /** Why it serves nothing: the probe's failure, the zip's, or the first of samples that all failed. */
  error: Note | null;
}

export function newMeasurement(target: ProbeTarget): Measurement {
  return {
    target,
    url: redactUrl(target.url),
    stage: "waiting",
    probed: null,
    samples: 0,
    failures: 0,
    failuresByCode: {},
    times: { dns: [], connect: [], tls: [], cold: [], firstByte: [], total: [] },
    zip: null,
    latest: null,
    serves: { ...nothingKnown },
    lacksModule: false,
    error: null,
  };
}

export function countFailure({ failuresByCode }: Measurement, { code }: Note): void {
  failuresByCode[code] = (failuresByCode[code] ?? 0) + 1;
}

/** It answered rightly, and nothing shows that a download through it would fail. */
export function served({ probed, error }: Measurement): boolean {
  return probed?.ok === true && error === null;
}

/** Bytes per second of the module's zip. */
export function throughput({ zip }: Measurement): number | null {
  return zip === null ? null : Math.round((zip.bytes * 1000) / Math.max(zip.ms, 0.001));
}

/**
 * The newest version of an `@v/list`, as go chooses it (modload queryMatcher): a release before any
 * pre-release; pseudo-versions and lines that are none do not count. Null where there is none.
 */
export function latestOf(list: string): string | null {
  const versions = list
    .split("\n")
    .map((line) => line.trim().split(/\s+/)[0] ?? "")
    .filter((version) => wellFormed.test(version) && !pseudo.test(version));
  const releases = versions.filter((version) => !version.includes("-"));
  const from = releases.length > 0 ? releases : versions;
  return from.length === 0 ? null : from.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a));
}

const pseudo = /[-.]\d{14}-[0-9a-f]{12}(?:\+incompatible)?$/;

const number = String.raw`(?:0|[1-9]\d*)`;
const word = String.raw`(?:${number}|\d*[A-Za-z-][\dA-Za-z-]*)`;
const wellFormed = new RegExp(
  String.raw`^v(${number})\.(${number})\.(${number})(?:-(${word}(?:\.${word})*))?(?:\+[\dA-Za-z.-]+)?$`,
);

/**
 * Below 0 where `a` is older, above 0 where it is newer, of two well-formed versions. Numbers may have any length.
 * Source: golang.org/x/mod/semver Compare, comparePrerelease.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => wellFormed.exec(version) ?? []);
  for (const at of [1, 2, 3]) {
    const order = compareNumbers(left![at] ?? "", right![at] ?? "");
    if (order !== 0) return order;
  }
  return comparePrereleases(left![4], right![4]);
}

/** A release has none, and comes after all that have one. */
function comparePrereleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [left, right] = [a.split("."), b.split(".")];
  for (const [at, part] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const isNumber = /^\d+$/.test(part);
    if (isNumber !== /^\d+$/.test(other)) return isNumber ? -1 : 1;
    const order = isNumber ? compareNumbers(part, other) : compareText(part, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Of digits without leading zeros, however many. */
const compareNumbers = (a: string, b: string): number =>
  a.length === b.length ? compareText(a, b) : a.length - b.length;

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
