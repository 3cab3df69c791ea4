import type { LeftOut } from "../../findings.ts";

export const left: Record<LeftOut, string> = {
  failed: "does not serve",
  unreliable: "fails half of the time or more",
  "lacks-module": "does not have the module",
  "opt-in": "only when asked for by name",
  "not-measured": "not measured",
};

/** The moment (ISO) to the minute. */
export const minute = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

/** What there is to say in brackets, or nothing. */
export function about(
  parts: readonly (string | null)[],
  between: string,
  open = " (",
  close = ")",
): string {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? "" : `${open}${said.join(between)}${close}`;
}
