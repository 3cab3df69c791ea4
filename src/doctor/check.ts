import type { Context } from "../context.ts";
import type { FindingCode } from "../findings.ts";
import type { Facts } from "./facts.ts";
import type { Diagnosis } from "./finding.ts";
import type { SetBy, Setting } from "../contract.ts";
import { registryFix, registryScope } from "../registry-keys.ts";
import { typedUnset } from "../shells/formats.ts";

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

type Here = Pick<Facts, "terminal">;

/** The command that takes a setting back, where it stands; null where it is go's own. */
export function dropCommand(here: Here, { key, origin }: Setting): string | null {
  if (origin.kind === "os") return lastingFix(origin.setBy, key, false) ?? unsetCommand(here, key);
  return origin.kind === "file" ? `go env -u ${key}` : null;
}

/** What mends a value for every new terminal, where it comes from Windows' registry: `stored` if another is stored. */
export function lastingFix(
  by: SetBy | null | undefined,
  key: string,
  stored: boolean,
): string | null {
  return by && registryScope(by.file) !== null ? registryFix(by.file, key, stored) : null;
}

/** How the user's shell forgets a variable. */
export function unsetCommand({ terminal }: Here, key: string): string {
  return typedUnset(terminal, [key]);
}
