import { type EventEmitter, once } from "node:events";

/** Waits for the first of these events; throws on `error` and when the signal is aborted. Leaves no listener. */
export async function firstOf(
  emitter: EventEmitter,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const options = { signal: AbortSignal.any([signal, over.signal]) };
  try {
    await Promise.race(names.map((name) => once(emitter, name, options)));
  } finally {
    over.abort();
  }
}
