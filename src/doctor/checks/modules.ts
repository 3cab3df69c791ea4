import type { ModuleMode } from "../../findings-doctor.ts";
import { note } from "../../findings.ts";
import { atLeast } from "../../go/version.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
import { accepts } from "../clean.ts";
import type { Facts } from "../facts.ts";
import { repairOf, whereIs } from "../values.ts";

/** Whether go works with modules at all, and downloads them. */
export const modules: Check = {
  id: "go.modules",
  group: "go",
  codes: ["go.module-mode"],
  offline: true,
  run: (facts) => [...mode(facts), ...vendor(facts)],
};

function mode({ settings, at }: Facts): Diagnosis[] {
  const setting = settings.get("GO111MODULE")!;
  const { value } = setting;
  const valid = accepts("GO111MODULE", value, at);
  if (valid && value !== "off" && (value !== "auto" || !atLeast(at.version, 16))) return [];
  const kind: ModuleMode = valid ? (value as "off" | "auto") : "invalid";
  const severity = kind === "auto" ? "info" : "error";
  const found = note("go.module-mode", severity, { key: "GO111MODULE", value, mode: kind });
  const fromFile = setting.origin.kind === "file";
  return [
    diagnosis(found, {
      where: whereIs(setting),
      repair: kind === "invalid" ? repairOf({ setting }, null) : null,
      command: fromFile ? "go env -u GO111MODULE" : "unset GO111MODULE",
    }),
  ];
}

function vendor({ settings }: Facts): Diagnosis[] {
  const setting = settings.get("GOFLAGS")!;
  if (!/(?:^|\s)["']?--?mod=vendor\b/.test(setting.value)) return [];
  const args = { key: "GOFLAGS", value: setting.value, mode: "vendor" as const };
  return [diagnosis(note("go.module-mode", "info", args), { where: whereIs(setting) })];
}
