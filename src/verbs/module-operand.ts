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
