import type { Context } from "../context.ts";
import { settingKeys } from "../settings/effective.ts";
import type { ShellSilence } from "../shells/ask/ask.ts";
import { userShell } from "../shells/detect.ts";
import { carryingShells } from "../shells/status.ts";
import { askNewTerminals, askTraced, type Losing } from "../shells/new-terminal.ts";
import { type Facts, shared } from "./facts.ts";
import type { NamedLine } from "../shells/ask/name-lines.ts";

/** What new terminals with the user's own shell have. */
export interface Opened {
  losing: readonly Losing[];
  silent: readonly ShellSilence[];
  /** Whether one has this value; null where that could not be asked. */
  has(key: string, value: string): boolean | null;
  /** The line that the shell names for the value of a new terminal. */
  by(key: string): (NamedLine & { perhaps?: true; login?: true }) | null;
}

const nothing: Opened = { losing: [], silent: [], has: () => null, by: () => null };

/** The user's own shell is asked once, for every setting. */
export const newTerminals = shared<Opened>(ask);

async function ask(facts: Facts, ctx: Context): Promise<Opened> {
  const shell = userShell(ctx);
  if (shell === null || ctx.platform === "win32" || ctx.home === null) return nothing;
  const { envFile } = facts.state;
  const file = envFile.kind === "file" ? envFile.path : null;
  const stored = settingKeys.map(
    (key) => [key, facts.envFile.lines.get(key)?.value ?? null] as const,
  );
  const wanted = { values: new Map(stored), envFile: file, carriers: carryingShells(ctx) };
  const seen = await askNewTerminals(ctx, [shell], wanted);
  const same = settingKeys.flatMap((key) => {
    const { value, origin } = facts.settings.get(key)!;
    const differs = facts.envFile.lines.get(key)?.value !== value;
    return origin.kind === "os" && differs ? [{ key, value }] : [];
  });
  const unnamed = same.filter(
    ({ key, value }) => !seen.losing.some((one) => one.key === key && one.value === value),
  );
  const named = unnamed.length === 0 ? new Map() : await askTraced(ctx, shell, unnamed, file);
  return {
    losing: seen.losing,
    silent: seen.silent.filter(({ why }) => why !== "absent"),
    has: (key, value) =>
      seen.answers.length === 0 ? null : seen.answers.some(({ values }) => values[key] === value),
    by: (key) => seen.losing.find((one) => one.key === key)?.by ?? named.get(key) ?? null,
  };
}
