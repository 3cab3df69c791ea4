import type { Setting } from "../contract.ts";
import type { Facts } from "./facts.ts";

type Here = Pick<Facts, "at" | "shell">;

/** The command that takes a setting back, where it stands; null where it is go's own. */
export function dropCommand(here: Here, { key, origin }: Setting): string | null {
  if (origin.kind === "os") return unsetCommand(here, key);
  return origin.kind === "file" ? `go env -u ${key}` : null;
}

/** How the user's shell forgets a variable. */
export function unsetCommand({ at, shell }: Here, key: string): string {
  if (at.platform === "win32") return `Remove-Item Env:${key}`;
  return (byShell[shell ?? ""] ?? ((name) => `unset ${name}`))(key);
}

const byShell: Record<string, (key: string) => string> = {
  fish: (key) => `set -e ${key}`,
  csh: (key) => `unsetenv ${key}`,
  tcsh: (key) => `unsetenv ${key}`,
  nu: (key) => `hide-env ${key}`,
  pwsh: (key) => `Remove-Item Env:${key}`,
  elvish: (key) => `unset-env ${key}`,
  xonsh: (key) => `del $${key}`,
};
