import type { ModuleMode } from "../../findings.ts";
import { atLeast } from "../../go/version.ts";
import { type DoctorCheck, dropCommand } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import { accepts, ofStartup, repairOf, whereIs } from "../values.ts";
import type { Facts } from "../facts.ts";
import { modFlag } from "../project.ts";
import { teamFindings } from "../../team/notes.ts";

/** Whether go works with modules at all, and downloads them. */
export const modules: DoctorCheck = {
  id: "go.modules",
  codes: ["go.module-mode"],
  run: (facts) => [...mode(facts), ...flags(facts)],
};

function mode(facts: Facts): Diagnosis[] {
  const { settings, at } = facts;
  const setting = settings.get("GO111MODULE")!;
  const { value } = setting;
  const valid = accepts("GO111MODULE", value, at);
  if (valid && value !== "off" && (value !== "auto" || !atLeast(at.version, 16))) return [];
  const kind: ModuleMode = valid ? (value as "off" | "auto") : "invalid";
  const severity = kind === "auto" ? "info" : "error";
  const args = { key: "GO111MODULE", value, mode: kind };
  return [
    finding("go.module-mode", severity, args, {
      where: whereIs(setting),
      repair:
        kind === "invalid"
          ? repairOf({ setting }, null)
          : kind === "off"
            ? ofStartup(setting)
            : null,
      command: dropCommand(facts, setting),
    }),
  ];
}

/** -mod of GOFLAGS, or as go chooses it where there is a vendor folder: from the vendor folder alone, or a word that go does not know. */
function flags(facts: Facts): Diagnosis[] {
  const setting = facts.settings.get("GOFLAGS")!;
  const chosen = modFlag(setting.value);
  const { project } = facts;
  if (chosen === null && project?.vendored) {
    const args = { key: "-mod", value: "vendor", mode: "vendor" as const };
    const where = { file: project.file, line: null };
    return [finding("go.module-mode", "info", args, { where })];
  }
  if (chosen === null || ["", "mod", "readonly"].includes(chosen)) return [];
  const known = chosen === "vendor";
  const means: ModuleMode = known ? "vendor" : "invalid";
  const args = { key: "GOFLAGS", value: setting.value, mode: means };
  const repair = known ? null : ofStartup(setting);
  const more = { where: whereIs(setting), command: dropCommand(facts, setting), repair };
  return [finding("go.module-mode", known ? "info" : "error", args, more)];
}

/** Whether the team file of the repository wants something else of this machine. */
export const team: DoctorCheck = {
  id: "team",
  codes: ["team.differs"],
  run: ({ state }, ctx) => teamFindings(ctx, state),
};
