import { wantsColour } from "../term/paint.ts";
import { showProgress } from "../term/progress.ts";
import type { App } from "../app.ts";

/** Milliseconds after which a person should see that something is under way. */
const patience = 300;

/** Works, and says on stderr what takes so long where it does, while that is a terminal. */
export async function withSignOfLife<T>(
  { ctx, flags }: Pick<App, "ctx" | "flags">,
  words: string,
  work: () => Promise<T>,
): Promise<T> {
  const running = work();
  if (flags.quiet) return running;
  let hide: Promise<() => void> | null = null;
  const timer = setTimeout(() => {
    hide = showProgress(ctx, () => [words], wantsColour(ctx, ctx.stderr, flags.color));
  }, patience);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    (await (hide as Promise<() => void> | null))?.();
  }
}
