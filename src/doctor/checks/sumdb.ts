import { note } from "../../findings/findings.ts";
import { correctGosumdb } from "../../go/values/correct-gosumdb.ts";
import { defaultGosumdb } from "../../go/values/gosumdb.ts";
import { redactValue } from "../../go/text/redact.ts";
import { atLeast } from "../../go/version.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
import { dropCommand } from "../commands.ts";
import type { Facts } from "../facts.ts";
import { repairOf } from "../values.ts";
import { isOwnList } from "./private.ts";

/** What GOSUMDB and GONOSUMDB say. */
export const sumdb: Check = {
  id: "sumdb",
  group: "sumdb",
  codes: [
    "sumdb.invalid",
    "sumdb.off",
    "sumdb.bypasses-proxy",
    "sumdb.unsupported-scheme",
    "sumdb.skipped-widely",
    "go.value-by-version",
  ],
  offline: true,
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
  const found = note("sumdb.invalid", "error", { value: redactValue(value.value), said });
  const corrected = empty ? defaultGosumdb : correctGosumdb(value.value);
  const repair = corrected === null ? null : repairOf(value, corrected);
  const command = dropCommand(facts, setting);
  return [diagnosis(found, { where, repair, command })];
}

function judgements(facts: Facts): Diagnosis[] {
  const { judged, where, setting } = facts.values.GOSUMDB;
  const command = dropCommand(facts, setting);
  return judged.warnings.flatMap((found): Diagnosis[] => {
    switch (found.code) {
      case "sumdb.off":
        return [diagnosis(found, { where, command })];
      case "sumdb.unsupported-scheme":
        return [diagnosis({ ...found, severity: "error" }, { where, command })];
      case "sumdb.bypasses-proxy":
      case "go.value-by-version":
        return [diagnosis({ ...found, severity: "info" }, { where })];
      default:
        return [];
    }
  });
}

function skipped({ values }: Facts): Diagnosis[] {
  const value = values.GONOSUMDB;
  if (!isOwnList(value)) return [];
  return value.judged.warnings.flatMap((found) => {
    if (found.code !== "private.too-broad") return [];
    const args = { key: value.key, pattern: found.args.pattern };
    return [diagnosis(note("sumdb.skipped-widely", "warning", args), { where: value.where })];
  });
}
