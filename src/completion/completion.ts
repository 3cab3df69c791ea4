import { Failure } from "../errors.ts";
import type { App, Outcome } from "../commands/app.ts";

/** `completion`: the script that a shell evaluates. Throws Failure `bad-flag-value` for a shell without one. */
export async function completion(_app: App, shell: string): Promise<Outcome> {
  const { scripts } = await import("./scripts.ts");
  const script = Object.hasOwn(scripts, shell) ? scripts[shell as keyof typeof scripts] : undefined;
  if (script === undefined) {
    const allowed = Object.keys(scripts).join(", ");
    throw new Failure("bad-flag-value", { flag: "completion", value: shell, allowed });
  }
  return {
    exit: 0,
    document: { schemaVersion: 1, shell, script },
    whole: true,
    render: () => script,
  };
}
