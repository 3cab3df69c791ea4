import { note } from "../../findings/findings.ts";
import { tooBroad } from "../../go/patterns/broad.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { atLeast } from "../../go/version.ts";
import { type Check, type Diagnosis, diagnosis, type Repair, type Where } from "../check.ts";
import { accepts, cleanValue } from "../clean.ts";
import { unsetCommand } from "../commands.ts";
import { isUtf16 } from "../env-lines.ts";
import type { Facts } from "../facts.ts";
import { slipsIn } from "../values.ts";

/** Whether go reads its env file, and what it makes of the lines. */
export const envFile: Check = {
  id: "go.env-file",
  group: "go",
  codes: [
    "go.env-off",
    "go.env-unwritable",
    "go.env-line-ignored",
    "go.env-literal",
    "go.env-empty-value",
  ],
  offline: true,
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
  const found = note("go.env-off", "warning", { file: state.envFile.path });
  return [
    diagnosis(found, { where: setBy ?? "environment", command: unsetCommand(facts, "GOENV") }),
  ];
}

function unwritable({ envFile: { path, problem } }: Facts): Diagnosis[] {
  if (problem === null) return [];
  const file = path ?? "go/env";
  const found = note("go.env-unwritable", "warning", { file, reason: problem });
  const owned = problem === "read-only" || problem === "EACCES" || problem === "EPERM";
  return [diagnosis(found, { command: owned ? `chmod u+w '${file}'` : null })];
}

function ignored(facts: Facts): Diagnosis[] {
  const { path, lines, bytes } = facts.envFile;
  return facts.envFile.ignored.map(({ line, key, value, reason }) => {
    const found = note("go.env-line-ignored", "warning", { key, reason });
    const where = path === null ? null : { file: path, line: line === 0 ? null : line };
    if (reason === "utf-16") return diagnosis(found, { where, repair: { what: "encoding" } });
    // Another line that counts may be the right one.
    const foreign = reason === "environment-only" || reason === "unknown";
    if (key === null || foreign || lines.has(key) || bytes === null) {
      return diagnosis(found, { where });
    }
    const repair = rewritten(facts, line, key, value);
    return diagnosis(found, { where, repair: isHarmless(repair) ? repair : null });
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
    const where: Where = { file: path, line };
    const repair = rewritten(facts, line, key, value);
    const counts = facts.settings.get(key)?.origin.kind !== "os";
    const severity = counts && !accepts(key, value, facts.at) ? "error" : "warning";
    if (repair?.what === "line" && repair.text === `${key}=${value}`) return [];
    const slip = worst(slipsIn(key, value, facts.at));
    return slip === null ? [] : [diagnosis({ ...slip, severity }, { where, repair })];
  });
}

/** The same in a variable of the environment or in GOROOT/go.env, which are not ours to repair. */
function literalOutside(facts: Facts): Diagnosis[] {
  const { values, at } = facts;
  return Object.values(values).flatMap(({ key, setting, value, accepted, slipped, where }) => {
    const { kind } = setting.origin;
    if (!slipped || (kind !== "os" && kind !== "goroot")) return [];
    const severity = accepted ? ("warning" as const) : ("error" as const);
    const command = kind === "os" ? unsetCommand(facts, key) : null;
    const slip = worst(slipsIn(key, value, at));
    return slip === null ? [] : [diagnosis({ ...slip, severity }, { where, command })];
  });
}

/** One line, one finding: of a value in quotes in a Windows file the quotes tell more. */
function worst<S extends { args: { what: string } }>(slips: readonly S[]): S | null {
  return slips.find(({ args }) => args.what !== "carriage-return") ?? slips[0] ?? null;
}

/** An empty GOPROXY in effect is proxy.empty. */
function empty({ envFile: { path, lines }, settings, at, read }: Facts): Diagnosis[] {
  return ["GOPROXY", "GOSUMDB", "GOTOOLCHAIN"].flatMap((key) => {
    const line = lines.get(key);
    if (line === undefined || line.value !== "" || path === null) return [];
    const counts = settings.get(key)?.origin.kind === "file" && atLeast(at.version, 21);
    if (counts && key === "GOPROXY") return [];
    const severity = counts && key === "GOSUMDB" ? "error" : "warning";
    const found = note("go.env-empty-value", severity, { key });
    const below = read.below(key).value;
    // Without a GOROOT/go.env there would still be no value.
    const value = below === "" && key === "GOSUMDB" ? "sum.golang.org" : null;
    const repair: Repair = { what: "value", key, value };
    return [diagnosis(found, { where: { file: path, line: line.line }, repair })];
  });
}
