import type { Doctor } from "../contract.ts";
import { redactUrl } from "../go/text/redact.ts";
import type { Facts } from "./facts.ts";
import { knownNetwork } from "./network.ts";
import { knownDownload } from "./reproduce.ts";
import type { Result } from "./run.ts";

/** What the download of the module ends with: as it really did, else as the answers foretell. */
export async function outcomeOf(facts: Facts): Promise<Doctor["outcome"]> {
  const network = await knownNetwork(facts);
  const done = await knownDownload(facts);
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
    const kept = result.findings.filter(({ code }) => result.id !== "log" || !errors.has(code));
    if (!lowers(result.id) && kept.length === result.findings.length) return result;
    const findings = lowers(result.id)
      ? kept.map((found) =>
          found.severity === "error" ? { ...found, severity: "warning" as const } : found,
        )
      : kept;
    const bad = findings.some(({ severity }) => severity === "error");
    const warns = findings.some(({ severity }) => severity === "warning");
    const { status } = result;
    if (status === "crashed" || status === "skipped") return { ...result, findings };
    return { ...result, findings, status: bad ? "fail" : warns ? "warn" : "ok" };
  });
}
