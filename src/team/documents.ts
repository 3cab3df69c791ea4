import type { Changed, Check } from "../contract.ts";

/** What `check` prints: the contract's document and, beside it, the environment of the file that counts here. */
export interface TeamCheck extends Check {
  /** null: none. */
  environment?: string | null;
}

/** What `apply` prints: the contract's `Changed`, and which content of the team file it was about. */
export interface TeamChanged extends Changed {
  file: string;
  sha256: string;
  /** There was consent to exactly this content. */
  trusted: boolean;
  environment: string | null;
}
