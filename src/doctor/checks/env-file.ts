import { tooBroad } from "../../go/patterns/refused.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { atLeast } from "../../go/version.ts";
import { type DoctorCheck, unsetCommand } from "../check.ts";
import { type Diagnosis, diagnosis, finding, type Repair } from "../finding.ts";
import { accepts, cleanValue, repairOf, slipIn } from "../values.ts";
import { isUtf16 } from "../env-file.ts";
import type { Facts } from "../facts.ts";

/** Whether go reads its env file, and what it makes of the lines. */
export const envFile: DoctorCheck = {
  id: "go.env-file",
  codes: [
    "go.env-off",
    "go.env-unwritable",
    "go.env-line-ignored",
    "go.env-literal",
    "go.env-empty-value",
  ],
  run: (facts) => [
    ...off(facts),
    ...unwritable(facts),
    ...ignored(facts),
    ...literal(facts),
    ...literalOutside(facts),
    ...empty(facts),
  ],
};

function off(facts: Facts): Diagnosis[] {
  const { state, settings } = facts;
  if (state.envFile.kind !== "off") return [];
  const setBy = settings.get("GOENV")?.origin.setBy;
  const more = {
    where: setBy === undefined ? "environment" : { file: setBy.file, line: setBy.line || null },
    command: unsetCommand(facts, "GOENV"),
  } as const;
  return [finding("go.env-off", "warning", { file: state.envFile.path }, more)];
}

function unwritable({ envFile: { path, problem } }: Facts): Diagnosis[] {
  if (problem === null) return [];
  const file = path ?? "go/env";
  const owned = problem === "read-only" || problem === "EACCES" || problem === "EPERM";
  const command = owned ? `chmod u+w '${file}'` : null;
  return [finding("go.env-unwritable", "warning", { file, reason: problem }, { command })];
}

function ignored(facts: Facts): Diagnosis[] {
  const { path, lines, ignored: found } = facts.envFile;
  return found.map(({ line, key, value, reason }) => {
    const where = path === null ? null : { file: path, line: line === 0 ? null : line };
    // Another line that counts may be the right one.
    const foreign = reason === "environment-only" || reason === "unknown";
    const meant =
      key === null || foreign || lines.has(key) ? null : rewritten(facts, line, key, value);
    const repair: Repair | null =
      reason === "utf-16" ? { what: "encoding" } : isHarmless(meant) ? meant : null;
    return finding("go.env-line-ignored", "warning", { key, reason }, { where, repair });
  });
}

/** Nothing has been switched off so far: that is not begun here, even where the line says so. */
function isHarmless(repair: Repair | null): boolean {
  if (repair?.what !== "line") return false;
  const [, key = "", value = ""] = /^([^=]*)=(.*)$/s.exec(repair.text) ?? [];
  if (key === "GOSUMDB" || key === "GOPROXY") return !/^off\b/.test(value);
  if (key === "GOINSECURE" || key === "GONOSUMDB" || key === "GO111MODULE") return false;
  return splitPatterns(value).every((pattern) => tooBroad(pattern).length === 0);
}

/** The line as it was meant; null where go would refuse that too. */
function rewritten({ at }: Facts, line: number, key: string, value: string): Repair | null {
  const meant = cleanValue(key, value);
  if (meant === "" || !accepts(key, meant, at)) return null;
  return { what: "line", line, text: `${key}=${meant}` };
}

function literal(facts: Facts): Diagnosis[] {
  const { path, bytes, lines } = facts.envFile;
  if (path === null || bytes === null || isUtf16(bytes)) return [];
  return [...lines.values()].flatMap(({ key, value, line }) => {
    const where = { file: path, line };
    const repair = rewritten(facts, line, key, value);
    const counts = facts.settings.get(key)?.origin.kind !== "os";
    const severity = counts && !accepts(key, value, facts.at) ? "error" : "warning";
    if (repair?.what === "line" && repair.text === `${key}=${value}`) return [];
    const slip = slipIn(key, value, facts.at);
    return slip === null ? [] : [diagnosis({ ...slip, severity }, { where, repair })];
  });
}

/** The same in a variable of the environment or in GOROOT/go.env; a line of a startup file goes with consent. */
function literalOutside(facts: Facts): Diagnosis[] {
  const { values, at } = facts;
  return Object.values(values).flatMap((one) => {
    const { key, setting, value, accepted, slipped, where, meant } = one;
    const { kind } = setting.origin;
    if (!slipped || (kind !== "os" && kind !== "goroot")) return [];
    const severity = accepted ? ("warning" as const) : ("error" as const);
    const command = kind === "os" ? unsetCommand(facts, key) : null;
    const repair = kind === "os" ? repairOf(one, meant) : null;
    const slip = slipIn(key, value, at);
    return slip === null ? [] : [diagnosis({ ...slip, severity }, { where, command, repair })];
  });
}

/** An empty GOPROXY in effect is proxy.empty. */
function empty({ envFile: { path, lines }, settings, at, state }: Facts): Diagnosis[] {
  return ["GOPROXY", "GOSUMDB", "GOTOOLCHAIN"].flatMap((key) => {
    const line = lines.get(key);
    if (line === undefined || line.value !== "" || path === null) return [];
    const counts = settings.get(key)?.origin.kind === "file" && atLeast(at.version, 21);
    if (counts && key === "GOPROXY") return [];
    const severity = counts && key === "GOSUMDB" ? "error" : "warning";
    const below = state.layers.below(key).value;
    // Without a GOROOT/go.env there would still be no value.
    const value = below === "" && key === "GOSUMDB" ? "sum.golang.org" : null;
    const repair: Repair = { what: "value", key, value };
    const where = { file: path, line: line.line };
    return [finding("go.env-empty-value", severity, { key }, { where, repair })];
  });
}
