import { newestEvidence } from "../../catalog/catalog.ts";
import type { Context } from "../../context.ts";
import { note, type Note } from "../../findings.ts";
import { below, parseEndpoint } from "../../net/endpoint.ts";
import { escapePath } from "../../go/text/strings.ts";
import { countFailure, type Measurement, latestOf } from "./measured.ts";
import { infoUrl } from "../probe.ts";
import type { ModuleVersion } from "../probe-result.ts";
import { type Client, openClient, type HttpOutcome } from "../../net/client.ts";
import { infoNote, statusNote } from "../../net/verdict.ts";

export interface SampleOptions {
  module: ModuleVersion;
  /** For one request. */
  timeoutMs: number;
  /** What is under way when it is aborted does not count. */
  signal: AbortSignal;
}

/** The requests of one mirror, one at a time; each returns whether there is sense in another one. */
export interface Sampler {
  /** On a connection of its own; the last of them is kept for `warm`. */
  fresh(last: boolean): Promise<boolean>;
  /** On the connection that is open. */
  warm(): Promise<boolean>;
  list(): Promise<void>;
  zip(): Promise<void>;
  close(): void;
}

/** A zip is read for so many milliseconds at most; what came by then is enough to tell a rate. */
const zipTime = 3000;

/** After so many failures in a row a mirror is asked no more. */
const patience = 3;

export function sampler(ctx: Context, seen: Measurement, options: SampleOptions): Sampler {
  const { module, timeoutMs, signal } = options;
  const single = openClient(ctx, { keepAlive: false, notBefore: newestEvidence() });
  const kept = openClient(ctx, { keepAlive: true, notBefore: newestEvidence() });
  const base = parseEndpoint(seen.target.url);
  if (base === null) throw new Error("only what was parsed and answered is sampled");
  const info = infoUrl(base, module);
  const file = (name: string) => below(base, `${escapePath(module.module)}/@v/${name}`, "cleaned");
  let inARow = 0;
  let reconnected = false;

  const ask = async (client: Client): Promise<HttpOutcome | null> => {
    const outcome = await client.get(info, { timeoutMs, signal, maxBytes: 64 * 1024 });
    if (signal.aborted) return null;
    const failed = problem(outcome);
    seen.samples++;
    inARow = failed === null ? 0 : inARow + 1;
    if (failed === null) return outcome;
    seen.failures++;
    countFailure(seen, failed);
    if (seen.failures === seen.samples && inARow >= patience) seen.error = failed;
    return null;
  };

  /** A mirror that answers and lacks the module is timed by its 404. */
  function problem(outcome: HttpOutcome): Note | null {
    const status = outcome.response?.status;
    if (seen.lacksModule && (status === 404 || status === 410)) return null;
    return infoNote(outcome, module.version);
  }

  function keepFresh({ phases }: HttpOutcome) {
    const { times } = seen;
    for (const step of ["dns", "connect", "tls"] as const) {
      const took = phases[step];
      if (took !== null) times[step].push(took);
    }
    times.cold.push(phases.total);
  }

  /** One download of the zip, or what was wrong with it. */
  async function download(): Promise<{ bytes: number; ms: number } | Note> {
    const enough = AbortSignal.timeout(Math.min(timeoutMs, zipTime));
    let bytes = 0;
    let head = "";
    const outcome = await kept.get(file(`${escapePath(module.version)}.zip`), {
      timeoutMs,
      signal: AbortSignal.any([signal, enough]),
      maxBytes: 64 * 1024,
      onData: (chunk) => {
        if (head.length < 2) head += chunk.toString("latin1", 0, 2);
        bytes += chunk.length;
      },
    });
    const cut = outcome.trouble !== null && enough.aborted && bytes > 0;
    const failed = cut ? null : statusNote(outcome);
    if (failed !== null) return failed;
    if (head.startsWith("PK")) return { bytes, ms: outcome.phases.total };
    return note("net.bad-response", "warning", { url: outcome.url, body: "not-zip" });
  }

  return {
    async fresh(last) {
      const outcome = await ask(last ? kept : single);
      if (outcome !== null) keepFresh(outcome);
      return inARow < patience && !signal.aborted;
    },
    async warm() {
      const outcome = await ask(kept);
      if (outcome !== null) {
        // An idle connection that was closed is opened again; a server that never keeps one is timed as it is.
        if (!outcome.reused && !reconnected) {
          reconnected = true;
          keepFresh(outcome);
        } else {
          if (outcome.reused) reconnected = false;
          seen.times.total.push(outcome.phases.total);
          seen.times.firstByte.push(outcome.phases.firstByte ?? outcome.phases.total);
        }
      }
      return inARow < patience && !signal.aborted;
    },
    async list() {
      const outcome = await kept.get(file("list"), { timeoutMs, signal, maxBytes: 1024 * 1024 });
      if (statusNote(outcome) === null && outcome.response !== null) {
        seen.latest = latestOf(outcome.response.body.toString("utf8"));
      }
    },
    async zip() {
      let failed: Note | null = null;
      // Twice, for the first one often waits for the mirror to fetch it; the better one counts.
      for (let turn = 0; turn < 2 && !signal.aborted && (seen.zip?.ms ?? 0) < 1000; turn++) {
        const got = await download();
        if (signal.aborted) return;
        if ("bytes" in got) {
          const { zip } = seen;
          if (zip === null || got.bytes / got.ms > zip.bytes / zip.ms) seen.zip = got;
        } else {
          failed = got;
          countFailure(seen, got);
        }
      }
      if (seen.zip === null) seen.error = failed;
    },
    close() {
      single.close();
      kept.close();
    },
  };
}
