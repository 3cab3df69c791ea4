import { correct } from "../../advice/correct.ts";
import { defaultGosumdb } from "../../go/values/gosumdb.ts";
import { redactValue } from "../../go/text/redact.ts";
import { atLeast } from "../../go/version.ts";
import { type DoctorCheck, dropCommand } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { byVersion, repairOf, diagnosesOf } from "../values.ts";
import { isOwnList } from "./private.ts";

/** What GOSUMDB and GONOSUMDB say. */
export const sumdb: DoctorCheck = {
  id: "sumdb",
  codes: [
    "sumdb.invalid",
    "sumdb.off",
    "sumdb.retired",
    "sumdb.misplaced",
    "sumdb.bypasses-proxy",
    "proxy.credentials-refused",
    "sumdb.unsupported-scheme",
    "sumdb.skipped-widely",
    "go.value-by-version",
  ],
  run: (facts) => [...refused(facts), ...judgements(facts), ...skipped(facts)],
};

/** An empty line of the env file is go.env-empty-value. */
function refused(facts: Facts): Diagnosis[] {
  const { values, at, state } = facts;
  const value = values.GOSUMDB;
  const { setting, where, judged } = value;
  const empty = value.value === "";
  if (value.accepted || value.slipped || (empty && setting.origin.kind === "file")) return [];
  if (empty && (state.go === null || !atLeast(at.version, 21))) return [];
  const said = judged.message ?? (empty ? "missing GOSUMDB" : null);
  const args = { value: redactValue(value.value), said };
  const corrected = empty ? defaultGosumdb : correct("GOSUMDB", value.value);
  const repair = corrected === null ? null : repairOf(value, corrected);
  const command = dropCommand(facts, setting);
  return [finding("sumdb.invalid", "error", args, { where, repair, command })];
}

function judgements(facts: Facts): Diagnosis[] {
  const value = facts.values.GOSUMDB;
  const command = dropCommand(facts, value.setting);
  return diagnosesOf(value, {
    // With a blank, which cmd leaves behind `set GOSUMDB=off && …`, go refuses it.
    "sumdb.off": value.accepted ? { command } : null,
    "sumdb.retired": { severity: "error", repair: repairOf(value, null), command },
    "sumdb.misplaced": { severity: "info" },
    "sumdb.unsupported-scheme": { severity: "error", command },
    "proxy.credentials-refused": { severity: "error", command },
    "sumdb.bypasses-proxy": { severity: "info" },
    ...byVersion,
  });
}

function skipped({ values }: Facts): Diagnosis[] {
  const value = values.GONOSUMDB;
  if (!isOwnList(value)) return [];
  return value.judged.warnings.flatMap((found) => {
    if (found.code !== "private.too-broad") return [];
    const args = { key: value.key, pattern: found.args.pattern };
    return [finding("sumdb.skipped-widely", "warning", args, { where: value.where })];
  });
}
