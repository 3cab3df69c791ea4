import type { Uncarried } from "../errors.ts";

export type Assignment = readonly [key: string, value: string];

/** One language in which settings can be printed: a line for each variable, or all in one. */
export type Syntax = {
  name: string;
  aliases?: readonly string[];
  /** One word that is read back as exactly this value. */
  quote(value: string): string;
  /** What this language cannot carry, beyond NUL, line breaks and lone surrogates, which none can. */
  refuses?(value: string, key: string): Uncarried | null;
} & (
  | {
      set(key: string, quoted: string, value: string): string;
      /** For the languages that can say that a name must not stay set. */
      unset?(key: string): string;
    }
  | { print(set: readonly Assignment[]): string }
);
