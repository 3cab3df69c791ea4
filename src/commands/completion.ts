import type { Command } from "commander";
import { Failure } from "../errors.ts";
import type { App, Outcome } from "./app.ts";

/** Shells by the names that users give them, and what the library calls them. */
const shells: Readonly<Record<string, string>> = {
  bash: "bash",
  zsh: "zsh",
  fish: "fish",
  pwsh: "powershell",
  powershell: "powershell",
};

/** `completion`: the script that a shell evaluates. */
export async function completion(_app: App, name: string): Promise<Outcome> {
  const shell = Object.hasOwn(shells, name) ? shells[name] : undefined;
  if (shell === undefined) {
    const allowed = Object.keys(shells).join(", ");
    throw new Failure("bad-flag-value", { flag: "completion", value: name, allowed });
  }
  const { scriptFor } = await import("../completion/script.ts");
  const script = await scriptFor(shell);
  return {
    exit: 0,
    document: { schemaVersion: 1, shell: name, script },
    whole: true,
    render: () => script,
  };
}

/** `complete -- WORDS…`, which the scripts call: what the last word could become. */
export async function complete(app: App, words: string[], root: Command): Promise<Outcome> {
  const { suggestions } = await import("../completion/suggest.ts");
  const lines = await suggestions(app.ctx, app.text.lang, root, words);
  return { exit: 0, document: { schemaVersion: 1, lines }, whole: true, render: () => lines };
}
