import type { SetBy, Setting } from "../contract.ts";
import { registryFix, registryScope } from "../registry-keys.ts";
import { typedUnset } from "../shells/typed.ts";
import type { Facts } from "./facts.ts";

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
