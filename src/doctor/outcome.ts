import type { Doctor } from "../contract.ts";
import { redactUrl } from "../go/text/redact.ts";
import type { Facts } from "./facts.ts";
import { asked } from "./network.ts";
import { reproduced } from "./reproduce.ts";
import { type Result, statusOf, turned } from "./run.ts";

/** What the download of the module ends with: as it really did, else as the answers foretell. */
export async function outcomeOf(facts: Facts): Promise<Doctor["outcome"]> {
  const network = await asked.known(facts);
  const done = await reproduced.known(facts);
  const { module: wanted } = facts.asking;
  if (done !== null && wanted !== null) {
    const version = wanted.version ?? network?.version ?? null;
    const module = version === null ? wanted.module : `${wanted.module}@${version}`;
    const error = done.timedOut ? "net.timeout" : done.error;
    return { module, ok: done.ok, reproduced: true, error };
  }
  if (network === null) return undefined;
  const { ok, error } = network.outcome;
  const module = `${redactUrl(network.module)}@${network.version}`;
  return { module, ok, reproduced: false, error };
}

/**
 * The verdict follows go: where the real download went well, what the probes ran into is a warning; and what a log
 * says is one where the download would go well now, and is not said twice.
 */
export function settle(results: readonly Result[], outcome: Doctor["outcome"]): Result[] {
  const lowers = (id: string) =>
    outcome?.ok === true && (id === "log" || (outcome.reproduced && id.startsWith("net.")));
  const errors = new Set(
    results
      .filter(({ id }) => id !== "log")
      .flatMap(({ findings }) => findings)
      .filter(({ severity }) => severity === "error")
      .map(({ code }) => code),
  );
  return results.map((result) => {
    const { id, findings: all } = result;
    if (all.length === 0) return result;
    const kept = id === "log" ? all.filter(({ code }) => !errors.has(code)) : all;
    const findings = lowers(id) ? kept.map((found) => turned(found, "error", "warning")) : kept;
    return { ...result, findings, status: statusOf(findings) };
  });
}
