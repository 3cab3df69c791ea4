import { type Fault, faults, scopes } from "./faults.ts";
import type { Asked } from "./modules.ts";

/** The path of a mirror with these faults; throws for a name that is none. */
export function mirrorName(names: string[]): string {
  for (const name of names) findFault(name);
  return names.length === 0 ? "ok" : names.join("+");
}

interface Active {
  fault: Fault;
  param: string;
  touches(asked: Asked): boolean;
}

/** The fault that a name means (`zip-404`, `delay=50`), with its scope and parameter. */
export function findFault(name: string): Active {
  const [, base = "", param = ""] = /^([^=]*)=?(.*)$/.exec(name) ?? [];
  const exact = faults[base];
  if (exact) {
    const on = exact.on;
    return { fault: exact, param, touches: (asked) => !on || scopes[on](asked) };
  }
  const [, scope = "", rest = ""] = /^([a-z]+)-(.+)$/.exec(base) ?? [];
  const scoped = faults[rest];
  if (!scoped || !(scope in scopes)) {
    throw new Error(`no such fault: ${name}; there are ${Object.keys(faults).join(" ")}`);
  }
  return { fault: scoped, param, touches: scopes[scope as keyof typeof scopes] };
}
