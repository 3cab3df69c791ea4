import { Failure } from "../failure.ts";
import { redactValue } from "../go/text/redact.ts";
import { malformedPath } from "../go/text/strings.ts";

/**
 * `path@version` apart. Throws Failure `bad-module` for a path that go calls malformed, with go's reason and, where
 * one is meant for certain, the corrected form.
 */
export function moduleOf(operand: string): { module: string; version: string | null } {
  const cut = operand.lastIndexOf("@");
  const module = cut < 0 ? operand : operand.slice(0, cut);
  const version = cut < 0 ? null : operand.slice(cut + 1);
  const reason = malformedPath(module) ?? (version === "" ? "invalid version" : null);
  if (reason === null) return { module, version };
  const plain = operand
    .replace(/^(?:\w+:\/\/)?(?:[^@/]*@(?=[^/]+[/:]))?/, "")
    .replace(/^[^/:@]+(?::(?!\d))?/, (host) => host.toLowerCase().replace(":", "/"))
    .replace(/(?:\.git)?\/*(?:\.\.\.)?(@v\d.*)?@?$/, "$1");
  const isRight = malformedPath(plain.replace(/@.*/, "")) === null;
  const corrected = isRight ? redactValue(plain) : null;
  throw new Failure("bad-module", { operand: redactValue(operand), reason, corrected });
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
