import type { GoState } from "../go/machine/command.ts";
import { type At, parseGoproxy } from "../go/values/goproxy.ts";
import { defaultGosumdb } from "../go/values/gosumdb.ts";
import type { Layers } from "../go/machine/layers.ts";
import { atLeast, parseGoVersion } from "../go/version.ts";
import { inEffect } from "../mirrors/lookup.ts";
import { firstUncovered } from "./drift.ts";
import { placed, type TeamFile } from "./file.ts";
import { chainOf, listed, type Wish } from "./wish.ts";

/** A policy that is not kept, before it is put into words; `value` is a real one. */
export interface Violation {
  policy: "allowedProxies" | "allowSumdbOff" | "allowInsecureHttp" | "requiredPrivate" | "minGo";
  kind: "proxy" | "sumdb-off" | "http" | "private" | "go";
  key: string;
  /** Where it stands: the offending setting, else the policy itself. */
  field: string;
  value: string;
  wanted: string;
}

/** What the file's own settings have against its policy. */
export function ownViolations(team: TeamFile, wish: Wish, at: At): Violation[] {
  const found: Violation[] = [];
  for (const [index, operand] of (wish.use?.operands ?? []).entries()) {
    const field = wish.use?.field ?? "use";
    const isList = Array.isArray(valueAt(team, field));
    const place = isList ? `${field}[${index}]` : field;
    const { value } = chainOf(team, [operand], null, at);
    found.push(...inProxies(team, value, at, place));
  }
  if (wish.sumdb !== undefined) {
    found.push(...inSumdb(team, wish.sumdb.value ?? defaultGosumdb, wish.sumdb.field));
  }
  if (wish.private !== undefined) {
    found.push(
      ...inPrivate(team, "GOPRIVATE", wish.private.patterns.join(","), wish.private.field),
    );
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
    found.push(insecure("GOINSECURE", value("GOINSECURE"), "policy.allowInsecureHttp"));
  }
  if (
    value("GOSUMDB") !== (wish.sumdb?.value ?? (wish.sumdb === undefined ? null : defaultGosumdb))
  ) {
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
      wanted.flatMap((one) => chainOf(team, [one], null, at).targets.map(({ url }) => url)),
    );
    for (const entry of urls.filter((one) => !allowed.some((url) => inEffect([one])(url)))) {
      found.push({
        policy: "allowedProxies",
        kind: "proxy",
        key: "GOPROXY",
        field: field ?? "policy.allowedProxies",
        value: entry.url,
        wanted: wanted.join(", "),
      });
    }
  }
  if (allowInsecureHttp === false) {
    const plain = urls.filter(({ url }) => /^http:/i.test(url));
    const place = field ?? "policy.allowInsecureHttp";
    found.push(...plain.map(({ url }) => insecure("GOPROXY", url, place)));
  }
  return found;
}

function inSumdb({ policy }: TeamFile, value: string, field: string | null): Violation[] {
  const found: Violation[] = [];
  if (policy.allowSumdbOff === false && value.trim() === "off") {
    found.push({
      policy: "allowSumdbOff",
      kind: "sumdb-off",
      key: "GOSUMDB",
      field: field ?? "policy.allowSumdbOff",
      value,
      wanted: "",
    });
  }
  if (policy.allowInsecureHttp === false && /\shttp:/i.test(value)) {
    found.push(insecure("GOSUMDB", value, field ?? "policy.allowInsecureHttp"));
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
  const place = field ?? "policy.requiredPrivate";
  return [
    {
      policy: "requiredPrivate",
      kind: "private",
      key,
      field: place,
      value: uncovered,
      wanted: required.join(","),
    },
  ];
}

/** No go at hand is no violation: nothing can be downloaded with it. */
function tooOld({ policy }: TeamFile, { go, version }: GoState): Violation[] {
  const least = parseGoVersion(`go${(policy.minGo ?? "1.0").replace(/^go/, "")}`);
  if (go === null || least === null || atLeast(version, least.minor, least.patch)) return [];
  return [
    {
      policy: "minGo",
      kind: "go",
      key: "GOVERSION",
      field: "policy.minGo",
      value: version.text,
      wanted: policy.minGo ?? "",
    },
  ];
}

function insecure(key: string, value: string, field: string): Violation {
  return { policy: "allowInsecureHttp", kind: "http", key, field, value, wanted: "" };
}

function valueAt(team: TeamFile, field: string): unknown {
  const environment = /^environments\.(.*)\.use$/.exec(field)?.[1];
  return environment === undefined ? team.settings.use : team.environments[environment]?.use;
}
