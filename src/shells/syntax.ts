import type { Uncarried } from "../errors.ts";

export type Assignment = readonly [key: string, value: string];

/** One language in which settings can be printed. */
export interface Syntax {
  name: string;
  aliases: readonly string[];
  /** One word that is read back as exactly this value. */
  quote(value: string): string;
  /** The whole text; `unset` has names that must not stay set, for the languages that can say so. */
  print(set: readonly Assignment[], unset: readonly string[]): string;
  /** What this language cannot carry, beyond NUL, line breaks and lone surrogates, which none can. */
  refuses?(value: string, key: string): Uncarried | null;
}

/** A language with one line for each variable. */
export function byLine(
  name: string,
  aliases: readonly string[],
  quote: Syntax["quote"],
  set: (key: string, quoted: string, value: string) => string,
  unset?: (key: string) => string,
): Syntax {
  return {
    name,
    aliases,
    quote,
    print: (assignments, names) =>
      [
        ...(unset === undefined ? [] : names.map(unset)),
        ...assignments.map(([key, value]) => set(key, quote(value), value)),
      ]
        .map((line) => `${line}\n`)
        .join(""),
  };
}
