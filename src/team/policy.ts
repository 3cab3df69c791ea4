import type { GoState } from "../go/machine/command.ts";
import { type At, parseGoproxy } from "../go/values/goproxy.ts";
import { defaultGosumdb } from "../go/values/gosumdb.ts";
import type { Layers } from "../go/machine/layers.ts";
import { atLeast, parseGoVersion } from "../go/version.ts";
import { inEffect } from "../mirrors/lookup.ts";
import { firstUncovered } from "./drift.ts";
import { placed, type Policy, type TeamFile } from "./file.ts";
import { chainOf, listed, type Wish } from "./wish.ts";

/** A policy that is not kept, before it is put into words; `value` is a real one. */
export interface Violation {
  policy: keyof Policy;
  key: string;
  /** Where it stands: the offending setting, else the policy itself. */
  field: string;
  value: string;
  wanted: string;
}

function violation(
  policy: keyof Policy,
  key: string,
  value: string,
  field: string | null,
  wanted = "",
): Violation {
  return { policy, key, field: field ?? `policy.${policy}`, value, wanted };
}

/** What the file's own settings have against its policy. */
export function ownViolations(team: TeamFile, wish: Wish, at: At): Violation[] {
  const { use, sumdb, private: secret } = wish;
  const found = (use?.operands ?? []).flatMap((operand, index) => {
    const { value } = chainOf(team, [operand], null, at);
    return inProxies(team, value, at, use?.fields[index] ?? null);
  });
  if (sumdb !== undefined) found.push(...inSumdb(team, sumdb.value ?? defaultGosumdb, sumdb.field));
  if (secret !== undefined) {
    found.push(...inPrivate(team, "GOPRIVATE", secret.patterns.join(","), secret.field));
  }
  return found;
}

/** What the machine has against it, as far as the file's own settings do not say so already. */
export function machineViolations(
  team: TeamFile,
  wish: Wish,
  state: GoState,
  read: Layers,
  at: At,
): Violation[] {
  const value = (key: string) => read.resolve(key).value;
  const found: Violation[] = [];
  if (value("GOPROXY") !== wish.use?.resolved.value) {
    found.push(...inProxies(team, value("GOPROXY"), at, null));
  }
  if (value("GOINSECURE") !== "" && team.policy.allowInsecureHttp === false) {
    found.push(violation("allowInsecureHttp", "GOINSECURE", value("GOINSECURE"), null));
  }
  if (value("GOSUMDB") !== (wish.sumdb && (wish.sumdb.value ?? defaultGosumdb))) {
    found.push(...inSumdb(team, value("GOSUMDB"), null));
  }
  const missing = inPrivate(team, "GOPRIVATE", value("GOPRIVATE"), null);
  found.push(...missing);
  if (missing.length === 0) found.push(...inPrivate(team, "GONOSUMDB", value("GONOSUMDB"), null));
  return [...found, ...tooOld(team, state)];
}

function inProxies(team: TeamFile, list: string, at: At, field: string | null): Violation[] {
  const { allowedProxies, allowInsecureHttp } = team.policy;
  const { entries } = parseGoproxy(list, at);
  const urls = entries.filter(({ kind }) => kind === "url");
  const found: Violation[] = [];
  if (allowedProxies !== undefined) {
    const wanted = listed(allowedProxies);
    const allowed = placed(team, "policy.allowedProxies", () =>
      wanted.flatMap((one) => chainOf(team, [one], null, at).targets),
    );
    const others = urls.filter((entry) => {
      const isThis = inEffect([entry]);
      return !allowed.some(({ url }) => isThis(url));
    });
    found.push(
      ...others.map(({ url }) =>
        violation("allowedProxies", "GOPROXY", url, field, wanted.join(", ")),
      ),
    );
  }
  if (allowInsecureHttp === false) {
    const plain = urls.filter(({ url }) => /^http:/i.test(url));
    found.push(...plain.map(({ url }) => violation("allowInsecureHttp", "GOPROXY", url, field)));
  }
  return found;
}

function inSumdb({ policy }: TeamFile, value: string, field: string | null): Violation[] {
  const found: Violation[] = [];
  if (policy.allowSumdbOff === false && value.trim() === "off") {
    found.push(violation("allowSumdbOff", "GOSUMDB", value, field));
  }
  if (policy.allowInsecureHttp === false && /\shttp:/i.test(value)) {
    found.push(violation("allowInsecureHttp", "GOSUMDB", value, field));
  }
  return found;
}

function inPrivate(
  { policy }: TeamFile,
  key: string,
  list: string,
  field: string | null,
): Violation[] {
  const required = listed(policy.requiredPrivate ?? []);
  const uncovered = firstUncovered(list, required);
  if (uncovered === null) return [];
  return [violation("requiredPrivate", key, uncovered, field, required.join(","))];
}

/** No go at hand is no violation: nothing can be downloaded with it. */
function tooOld({ policy: { minGo } }: TeamFile, { go, version }: GoState): Violation[] {
  const least = minGo === undefined ? null : parseGoVersion(`go${minGo.replace(/^go/, "")}`);
  if (go === null || least === null || atLeast(version, least.minor, least.patch)) return [];
  return [violation("minGo", "GOVERSION", version.text, null, minGo)];
}
