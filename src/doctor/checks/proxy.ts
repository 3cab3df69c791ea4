import type { Severity } from "../../contract.ts";
import { remarksOn, whyImpossible } from "../../advice/advise.ts";
import { correct } from "../../advice/correct.ts";
import { withSuccessors } from "../../advice/correct-goproxy.ts";
import { sturdy } from "../../advice/proxy-remarks.ts";
import { defaultGoproxy, type ProxyEntry } from "../../go/values/goproxy.ts";
import { redactUrl, redactValue } from "../../go/text/redact.ts";
import { atLeast } from "../../go/version.ts";
import { findRetired, mirrorAt } from "../../catalog/lookup.ts";
import { type DoctorCheck, dropCommand } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { byVersion, repairOf, diagnosesOf, type SettingValue } from "../values.ts";

/** What GOPROXY says, without asking anybody. */
export const proxy: DoctorCheck = {
  id: "proxy",
  codes: [
    "proxy.empty",
    "proxy.invalid",
    "proxy.off",
    "proxy.ignored-entries",
    "proxy.no-fallback",
    "proxy.comma-fragile",
    "proxy.insecure-http",
    "proxy.credentials-refused",
    "proxy.unusable",
    "proxy.retired",
    "proxy.not-a-proxy",
    "proxy.is-http-proxy",
    "proxy.restricted",
    "proxy.near-miss",
    "proxy.public-first",
    "proxy.public-behind-private",
    "mirror.unverified",
    "go.unexpanded",
    "go.not-a-switch",
    "go.value-by-version",
  ],
  run(facts) {
    const value = facts.values.GOPROXY;
    return [...refusal(value, facts), ...judgements(value, facts)];
  },
};

/** A list that go does not take; what a slip of the pen made of it is go.env-literal. */
function refusal(value: SettingValue, facts: Facts): Diagnosis[] {
  const { at, state } = facts;
  const { where } = value;
  const isEmpty = value.value.replace(/[\s,|]/g, "") === "";
  if (isEmpty) {
    const isDefault = !atLeast(at.version, 21) && value.value === "";
    if (isDefault || (state.go === null && value.value === "" && where === null)) return [];
    const unset = value.setting.origin.kind === "file";
    const repair = repairOf(value, unset ? null : defaultGoproxy);
    const command = dropCommand(facts, value.setting);
    return [finding("proxy.empty", "error", {}, { where, repair, command })];
  }
  if (value.accepted || value.slipped) return [];
  const said = value.judged.message ?? "";
  const args = { value: redactValue(value.value), said };
  const corrected = correct("GOPROXY", value.value);
  const repair = corrected === null ? null : repairOf(value, corrected);
  const isStored = value.setting.origin.kind !== "os";
  const command = isStored ? "goproxy-cfg use cn" : dropCommand(facts, value.setting);
  return [finding("proxy.invalid", "error", args, { where, repair, command })];
}

/** What `validate` says of the value, with what it means on this machine. */
function judgements(value: SettingValue, facts: Facts): Diagnosis[] {
  const { entries, project, missing } = facts;
  // Nothing is missing where there is a vendor folder, or where the cache has all that this project needs.
  const complete = project !== null && missing.length === 0;
  const known = entries.some(({ url }) => mirrorAt(url) !== null);
  const better = possible(value, facts);
  const repair = better === null || better === value.meant ? null : repairOf(value, better);
  return diagnosesOf(value, {
    "proxy.off": {
      severity: complete ? "warning" : "error",
      command: dropCommand(facts, value.setting),
    },
    "proxy.credentials-refused": ({ args }) => blocking(args.url, facts),
    "proxy.unusable": ({ args }) => ({ ...blocking(args.entry, facts), repair }),
    "proxy.no-fallback": {
      severity: known ? "warning" : "info",
      command: better && use(/[,|]/.test(better) ? better : `${better}|direct`, value),
    },
    "proxy.comma-fragile": { command: better && use(sturdy(better, facts.at), value) },
    "proxy.retired": replaced(value, facts),
    "proxy.not-a-proxy": replaced(value, facts),
    "proxy.is-http-proxy": ({ args }) => blocking(args.url, facts),
    "proxy.restricted": {},
    "proxy.near-miss": {},
    "proxy.public-first": {},
    "proxy.public-behind-private": {},
    "mirror.unverified": {},
    "go.unexpanded": {},
    "go.not-a-switch": {},
    "proxy.ignored-entries": {},
    "proxy.insecure-http": ({ args }) => (better?.includes(args.url) === false ? { repair } : {}),
    ...byVersion,
  });
}

/** The list, corrected where it has to be; null for one with an entry that `use` would refuse. */
function possible({ meant }: SettingValue, { at, own }: Facts): string | null {
  const list = correct("GOPROXY", meant) ?? meant;
  return whyImpossible(remarksOn("GOPROXY", list, { ...at, own }, true)) === null ? list : null;
}

/** An entry that always fails ends the download where go asks it first and does not move on from it. */
function blocking(shown: string, { entries: [first] }: Facts): { severity: Severity } {
  const ends = first !== undefined && shownAs(first, shown) && first.onFailure !== "any";
  return { severity: ends ? "error" : "warning" };
}

function shownAs({ url, raw }: ProxyEntry, shown: string): boolean {
  return redactUrl(url) === shown || redactUrl(raw) === shown;
}

/** The command that stores another list; none where the environment decides, or a password would be shown. */
export function use(list: string, { setting }: SettingValue): string | null {
  // Between double quotes no shell, cmd neither, makes anything else of the rest.
  const plain = redactValue(list) === list && !/["\\\s$`!%]/.test(list);
  return setting.origin.kind !== "os" && plain ? `goproxy-cfg use "${list}"` : null;
}

/** For what ended and for web pages: the successor is known. */
function replaced(value: SettingValue, { entries }: Facts) {
  const isGone = (entry: ProxyEntry) => entry.kind === "url" && findRetired(entry.url) !== null;
  const works = entries.some((entry) => entry.kind !== "off" && !isGone(entry));
  const repair = repairOf(value, withSuccessors(value.meant));
  return ({ args: { instead } }: { args: { instead: string } }) => ({
    severity: works ? ("warning" as const) : ("error" as const),
    repair,
    command: `goproxy-cfg use ${instead}`,
  });
}
