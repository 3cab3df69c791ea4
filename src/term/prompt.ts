import type { App } from "../app.ts";

/** Whether a person sits there: only then is anything asked. A terminal of no columns cannot be drawn on. */
export function canAsk({ ctx, flags }: App): boolean {
  return !flags.json && ctx.stdin.isTTY && ctx.stderr.isTTY && ctx.stderr.columns > 0;
}

/** Yes or no; null where nobody can be asked. Throws Failure `interrupted` on Ctrl-C. */
export async function ask(app: App, message: string): Promise<boolean | null> {
  if (!canAsk(app)) return null;
  const { confirm } = await import("./prompts/confirm.ts");
  return confirm(app, message);
}
