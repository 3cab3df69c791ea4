import type { Context } from "../context.ts";
import type { Facts } from "./facts.ts";

/** Work that the checks of a run share: done once, by the first that wants it. */
export interface Shared<T> {
  of(facts: Facts, ctx: Context): Promise<T>;
  /** What came of it, where it was done; else null. Why it failed is told by the check that wanted it. */
  known(facts: Facts): Promise<T | null>;
}

export function shared<T>(work: (facts: Facts, ctx: Context) => Promise<T>): Shared<T> {
  const begun = new WeakMap<Facts, Promise<T>>();
  return {
    of(facts, ctx) {
      const done = begun.get(facts) ?? work(facts, ctx);
      begun.set(facts, done);
      return done;
    },
    known: async (facts) => (await begun.get(facts)?.catch(() => null)) ?? null,
  };
}
