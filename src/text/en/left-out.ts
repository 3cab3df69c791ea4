import type { LeftOut } from "../../findings.ts";

/** Why a mirror that was measured is not in the chain. */
export const leftOut: Record<LeftOut, string> = {
  failed: "does not serve",
  unreliable: "fails half of the time or more",
  "lacks-module": "does not have the module",
  "opt-in": "only when asked for by name",
  "not-measured": "not measured",
};
