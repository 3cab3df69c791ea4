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
  const name = at.platform === "win32" ? "pwsh" : (shell ?? "");
  return (byShell[name] ?? "unset ") + key;
}

const byShell: Record<string, string> = {
  fish: "set -e ",
  csh: "unsetenv ",
  tcsh: "unsetenv ",
  nu: "hide-env ",
  pwsh: "Remove-Item Env:",
  elvish: "unset-env ",
  xonsh: "del $",
};
