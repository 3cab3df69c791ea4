import { correct } from "../../advice/correct.ts";
import type { Severity } from "../../contract.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { redactSetting } from "../../go/text/redact.ts";
import { type DoctorCheck, dropCommand } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { byVersion, diagnosesOf, repairOf } from "../values.ts";
import { withoutAstray } from "./private.ts";

/** What fetching a module directly, past every proxy, depends on. */
export const git: DoctorCheck = {
  id: "git",
  codes: [
    "git.missing",
    "govcs.invalid",
    "goauth.invalid",
    "govcs.ineffective",
    "goauth.not-a-command",
    "go.unexpanded",
    "go.not-a-switch",
    "private.too-broad",
    "private.odd-pattern",
    "goinsecure.ineffective",
    "private.never-matches",
    "go.value-by-version",
  ],
  run: (facts) => [
    ...missing(facts),
    ...refused(facts),
    ...diagnosesOf(facts.values.GOINSECURE, {
      "goinsecure.ineffective": {},
      "private.never-matches": {},
      "private.too-broad": {},
      "private.odd-pattern": {},
      "go.not-a-switch": withoutAstray(facts.values.GOINSECURE),
    }),
  ],
};

function missing({ git: found, gitOfFolder: path, entries, values }: Facts): Diagnosis[] {
  if (found !== null) return [];
  const without = (needed: "always" | "private" | "fallback", severity: Severity) => [
    finding("git.missing", severity, { needed, path }),
  ];
  const hasPrivate = splitPatterns(values.GONOPROXY.value).some((pattern) => pattern.includes("."));
  if (entries[0]?.kind === "direct") return without("always", "error");
  if (hasPrivate) return without("private", "warning");
  return entries.some(({ kind }) => kind === "direct") ? without("fallback", "info") : [];
}

const codes = { GOVCS: "govcs.invalid", GOAUTH: "goauth.invalid" } as const;

function refused(facts: Facts): Diagnosis[] {
  return (["GOVCS", "GOAUTH"] as const).flatMap((key): Diagnosis[] => {
    const { value, accepted, slipped, judged, where, setting } = facts.values[key];
    const meant = correct(key, value);
    const repair = meant === null ? null : repairOf(facts.values[key], meant);
    const versions = diagnosesOf(facts.values[key], {
      "govcs.ineffective": { repair },
      "goauth.not-a-command": { repair },
      "go.unexpanded": {},
      ...byVersion,
    });
    if (accepted || slipped) return versions;
    const args = { value: redactSetting(key, value), said: judged.message ?? "" };
    const command = dropCommand(facts, setting);
    return [finding(codes[key], "error", args, { where, repair, command }), ...versions];
  });
}
