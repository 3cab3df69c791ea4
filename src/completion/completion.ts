import type { App, Outcome } from "../commands/app.ts";
import { notOneOf } from "../nearest.ts";

/** `completion`: the script that a shell evaluates. Throws Failure `bad-flag-value` for a shell without one. */
export async function completion(_app: App, shell: string): Promise<Outcome> {
  const { scripts } = await import("./scripts.ts");
  const script = Object.hasOwn(scripts, shell) ? scripts[shell as keyof typeof scripts] : undefined;
  if (script === undefined) throw notOneOf("completion", shell, Object.keys(scripts));
  return {
    exit: 0,
    document: { schemaVersion: 1, shell, script },
    whole: true,
    render: () => script,
  };
}
