import type { Context } from "../context.ts";
import type { FindingCode } from "../findings.ts";
import type { Facts } from "./facts.ts";
import type { Diagnosis } from "./finding.ts";

type CheckOutcome = readonly Diagnosis[] | null;

/** One check. Adding one is a record like this and a line in the list of checks/all.ts. */
export interface DoctorCheck {
  /** Its group, or group and topic: `env`, `net.mirrors`. */
  id: string;
  /** Everything that it may find. */
  codes: readonly FindingCode[];
  /** null: it could not be made, so that nothing is known. */
  run(facts: Facts, ctx: Context): CheckOutcome | Promise<CheckOutcome>;
}

export function groupOf({ id }: Pick<DoctorCheck, "id">): string {
  return id.split(".", 1)[0]!;
}

/** Those that need the network run side by side, after the others, and are skipped with --offline. */
export function needsNetwork(check: Pick<DoctorCheck, "id">): boolean {
  return groupOf(check) === "net";
}
