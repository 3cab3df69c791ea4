import type { App } from "../commands/app.ts";
import { Failure } from "../errors.ts";

/** Whether a person sits there: only then is anything asked. A terminal of no columns cannot be drawn on. */
export function canAsk({ ctx, flags }: App): boolean {
  return !flags.json && ctx.stdin.isTTY && ctx.stderr.isTTY && ctx.stderr.columns > 0;
}

/** Where prompts are drawn: standard output is for what a verb prints. */
export const promptOutput = () => globalThis.process.stderr;

/** Yes or no; null where nobody can be asked. Throws Failure `interrupted` on Ctrl-C. */
export async function ask(app: App, message: string): Promise<boolean | null> {
  if (!canAsk(app)) return null;
  const { confirm: prompt, isCancel } = await import("@clack/prompts");
  const { yes, no } = app.text.team;
  const answer = await prompt({
    message,
    active: yes,
    inactive: no,
    initialValue: false,
    output: promptOutput(),
    signal: app.ctx.signal,
  });
  if (isCancel(answer)) throw new Failure("interrupted", {});
  return answer;
}
