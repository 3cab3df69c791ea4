import { Failure } from "../failure.ts";
import { redactValue } from "../go/text/redact.ts";

/**
 * `path@version` apart. Throws Failure `bad-module` for a path that go calls malformed, with go's reason and, where
 * one is meant for certain, the corrected form.
 */
export function moduleOf(operand: string): { module: string; version: string | null } {
  const cut = operand.lastIndexOf("@");
  const module = cut < 0 ? operand : operand.slice(0, cut);
  const version = cut < 0 ? null : operand.slice(cut + 1);
  const reason = malformed(module) ?? (version === "" ? "invalid version" : null);
  if (reason === null) return { module, version };
  const plain = operand
    .replace(/^(?:\w+:\/\/)?(?:[^@/]*@(?=[^/]+[/:]))?/, "")
    .replace(/^[^/:@]+(?::(?!\d))?/, (host) => host.toLowerCase().replace(":", "/"))
    .replace(/(?:\.git)?\/*(?:\.\.\.)?(@v\d.*)?@?$/, "$1");
  const isRight = malformed(plain.replace(/@.*/, "")) === null;
  const corrected = isRight ? redactValue(plain) : null;
  throw new Failure("bad-module", { operand: redactValue(operand), reason, corrected });
}

/** Why go calls a module path malformed, in go's words, or null. Source: golang.org/x/mod/module CheckPath. */
function malformed(path: string): string | null {
  if (path.startsWith("-")) return "leading dash";
  if (path.includes("//")) return "double slash";
  if (path.endsWith("/")) return "trailing slash";
  const elements = path.split("/");
  for (const element of elements) {
    if (element === "") return "empty path element";
    if (/^\.+$/.test(element)) return `invalid path element "${element}"`;
    if (element.startsWith(".")) return "leading dot in path element";
    if (element.endsWith(".")) return "trailing dot in path element";
    const bad = /[^-.~\w]/u.exec(element);
    if (bad !== null) return `invalid char '${bad[0]}'`;
    const device = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)/i.exec(element);
    if (device !== null) return `"${device[0]}" disallowed as path element component on Windows`;
    if (/^[^.]*~\d+(?:\.|$)/.test(element)) return "trailing tilde and digits in path element";
  }
  const [first = ""] = elements;
  if (!first.includes(".")) return "missing dot in first path element";
  const bad = /[^-.a-z\d]/.exec(first);
  if (bad !== null) return `invalid char '${bad[0]}' in first path element`;
  const isVersioned = path.startsWith("gopkg.in/")
    ? /\.v(?:0|[1-9]\d*(?:-unstable)?)$/.test(path)
    : !/\/v(?:0[\d.]*|1|\d*\.[\d.]*)$/.test(path);
  return isVersioned ? null : "invalid version";
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
