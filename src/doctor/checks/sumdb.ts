import { note } from "../../findings.ts";
import { correctGosumdb } from "../../go/correct-gosumdb.ts";
import { defaultGosumdb } from "../../go/gosumdb.ts";
import { redactValue } from "../../go/redact.ts";
import { atLeast } from "../../go/version.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
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
function refused({ values, at, state }: Facts): Diagnosis[] {
  const value = values.GOSUMDB;
  const { setting, where, judged } = value;
  const empty = value.value === "";
  if (value.accepted || value.slipped || (empty && setting.origin.kind === "file")) return [];
  if (empty && (state.go === null || !atLeast(at.version, 21))) return [];
  const said = judged.message ?? (empty ? "missing GOSUMDB" : null);
  const found = note("sumdb.invalid", "error", { value: redactValue(value.value), said });
  const corrected = empty ? defaultGosumdb : correctGosumdb(value.value);
  const repair = corrected === null ? null : repairOf(value, corrected);
  const command = setting.origin.kind === "os" ? "unset GOSUMDB" : "go env -u GOSUMDB";
  return [diagnosis(found, { where, repair, command })];
}

function judgements({ values }: Facts): Diagnosis[] {
  const { judged, where, setting } = values.GOSUMDB;
  const command = setting.origin.kind === "os" ? "unset GOSUMDB" : "go env -u GOSUMDB";
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
