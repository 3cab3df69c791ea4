import { Failure } from "../failure.ts";
import { redactValue } from "../go/text/redact.ts";

/** `path@version` apart; what is pasted with a scheme is refused with the path alone (`bad-module`). */
export function moduleOf(operand: string): { module: string; version: string | null } {
  const cut = operand.lastIndexOf("@");
  const module = cut < 0 ? operand : operand.slice(0, cut);
  const version = cut < 0 ? null : operand.slice(cut + 1);
  if (/^[^\s:@]+$/.test(module) && version !== "") return { module, version };
  const path = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^\s:]+?)(?:\.git)?\/?$/.exec(module)?.[1] ?? null;
  throw new Failure("bad-module", { operand: redactValue(operand), corrected: path });
}

/** A number that a flag gives, within bounds. Throws Failure `bad-flag-value`. */
export function numberFlag(
  flag: string,
  value: string,
  { least, most, whole = false }: { least: number; most: number; whole?: boolean },
): number {
  const number = /^\d+(?:\.\d+)?s?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  if (number >= least && number <= most && !(whole && !Number.isInteger(number))) return number;
  throw new Failure("bad-flag-value", { flag, value, allowed: `${least} … ${most}` });
}
