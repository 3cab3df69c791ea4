import type { Probe, Serves } from "../contract.ts";
import { note, type Note } from "../findings.ts";
import { redactUrl } from "../go/text/redact.ts";

export interface ModuleVersion {
  module: string;
  version: string;
}

/** What is asked: `own` for an own mirror and for a URL that the catalog does not know. */
export interface ProbeTarget {
  id: string;
  url: string;
  own: boolean;
  /** What the catalog, or the user's file, has about it. */
  serves?: Serves;
}

/** A probe as the contract has it, with its code and arguments in place of words. */
export interface Probed extends Omit<Probe, "code" | "message"> {
  /** Why it failed; or, where it is ok, what to know about it. */
  note?: Note;
  attempt: {
    /** There was a connection, to the mirror or to an HTTP proxy. */
    connected: boolean;
    /** An HTTP proxy of the environment was used. */
    proxied: boolean;
  };
}

/** It answers, and has other modules. */
export function lacksModule(
  { id, url }: Pick<ProbeTarget, "id" | "url">,
  { module, version }: ModuleVersion,
): Note {
  return note("mirror.lacks-probe-module", "warning", {
    mirror: redactUrl(id),
    url: redactUrl(url),
    module: `${module}@${version}`,
  });
}

/** Whether a request ended before a connection, for the name or the way was not found. */
export function reachedNobody({
  note: why,
  attempt,
}: {
  note?: Note | null;
  attempt: Probed["attempt"];
}): boolean {
  const isLost = why?.code === "net.dns" || why?.code === "net.offline";
  return isLost && !attempt.connected && !attempt.proxied;
}

/**
 * Whether the failed probes tell that this machine is offline and nothing about the mirrors: each ended before
 * a connection, one of the names at least is the catalog's (those exist), and no HTTP proxy was in use.
 */
export function isOffline(probes: readonly Probed[], targets: readonly ProbeTarget[]): boolean {
  const nothingReached = probes.every((probe) => !probe.ok && reachedNobody(probe));
  return probes.length > 0 && nothingReached && targets.some(({ own }) => !own);
}
