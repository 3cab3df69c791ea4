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
