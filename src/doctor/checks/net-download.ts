import type { DoctorCheck } from "../check.ts";
import { diagnosis, finding } from "../finding.ts";
import { causesIn } from "../log/causes.ts";
import { asked, reproduced } from "../network.ts";

/** The real download of the module that the user named; what the other checks cannot explain is told in go's words. */
export const download: DoctorCheck = {
  id: "net.download",
  codes: ["download.failed", "net.timeout"],
  async run(facts, ctx) {
    const { module: wanted } = facts.asking;
    if (wanted === null) return [];
    const done = await reproduced.of(facts, ctx);
    if (done === null || done.ok) return [];
    const foretold = await asked.of(facts, ctx);
    // Foreseen: the finding is there already.
    if (foretold === null || !foretold.outcome.ok) return [];
    const module = `${wanted.module}${wanted.version === null ? "" : `@${wanted.version}`}`;
    if (done.timedOut) {
      const args = { host: module, phase: "answer", ms: 30_000 } as const;
      return [finding("net.timeout", "error", args)];
    }
    const [{ note: known }] = causesIn(done.error ?? "");
    const isKnown = !known.code.startsWith("log.");
    if (isKnown) return [diagnosis({ ...known, severity: "error" })];
    return [finding("download.failed", "error", { module, said: done.error ?? "" })];
  },
};
