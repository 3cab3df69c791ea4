import type { Machine } from "../go/machine/layers.ts";
import { type FileEdit, joined, type Plan, type PlannedChange } from "../plan.ts";
import { carriedPlan, settingsPlan } from "../changes/settings.ts";
import type { Context } from "../context.ts";
import type { Note } from "../findings.ts";
import { lastLines, readEnvLines, updateEnvFile } from "../go/machine/envfile.ts";
import { type DraftStep, newDraft } from "../shells/managed/block.ts";
import { overrule, type Overriding, planOverrule } from "../shells/install.ts";
import { isUsersOwn } from "../shells/managed/files.ts";
import { type Diagnosis, diagnosis, type Repair } from "./finding.ts";
import { newTerminals, type Opened } from "./new-terminals.ts";
import { fromUtf16, withLines } from "./env-file.ts";
import { writeRefusal } from "../shells/place.ts";
import type { Facts } from "./facts.ts";

type Lines = Facts["envFile"]["lines"];
type Of<W extends Repair["what"]> = Extract<Repair, { what: W }>;

/** The repairs of all findings, each once. */
export function repairsOf(results: readonly { findings: readonly Diagnosis[] }[]): Repair[] {
  const all = results.flatMap(({ findings }) => findings.flatMap(({ repair }) => repair ?? []));
  return [...new Map(all.map((repair) => [JSON.stringify(repair), repair])).values()];
}

/** A repair of a file that cannot be written is none, nor is one of a line that the user's shell does not name. */
export async function withoutVain(
  ctx: Context,
  facts: Facts,
  found: Diagnosis,
): Promise<Diagnosis> {
  if (found.repair === undefined) return found;
  const { repair, fix: _fix, otherwise, where, remarks, ...rest } = found;
  const possible = await possibleRepair(ctx, facts, repair);
  const command = otherwise ?? null;
  return diagnosis(rest as Note, {
    where: where ?? null,
    remarks: remarks ?? [],
    repair: possible,
    command,
  });
}

async function possibleRepair(ctx: Context, facts: Facts, repair: Repair): Promise<Repair | null> {
  const { envFile } = facts;
  if (repair.what === "refresh") return repair;
  if (repair.what === "carriage-return")
    return writeRefusal(ctx, repair.file) === null ? repair : null;
  if (repair.what !== "settings") return envFile.problem === null ? repair : null;
  const { variables } = repair;
  // What is stored already is what the user gets without the variable.
  const isNew = ([key]: [string, unknown]) => !variables.includes(key) || !envFile.lines.has(key);
  const values = Object.fromEntries(Object.entries(repair.values).filter(isNew));
  if (Object.keys(values).length > 0 && envFile.problem !== null) return null;
  if (variables.length === 0) return { ...repair, values };
  const lines = linesBehind(ctx, facts, await newTerminals.of(facts, ctx), variables);
  return lines === null ? null : { ...repair, values, lines };
}

/**
 * The lines of the user's own that give new terminals these variables, as the shell names them; null where it names
 * none for one of them, or where a line cannot be put out of effect.
 */
function linesBehind(
  ctx: Context,
  facts: Facts,
  opened: Opened,
  variables: readonly string[],
): Overriding[] | null {
  const lines = variables.flatMap((key): Overriding[] => {
    const setting = facts.settings.get(key);
    // Where this terminal has it from something else, no line of a startup file is to blame.
    if (setting?.origin.kind === "os" && opened.has(key, setting.value) === false) return [];
    const by = opened.by(key);
    if (by === null || by.perhaps || by.login || !isUsersOwn(ctx, by.file)) return [];
    const { file, line, end } = by;
    return [{ file, line, end, key, value: setting?.value ?? null }];
  });
  const isComplete = lines.length === variables.length;
  const { plan, notes } = planOverrule(ctx, lines);
  return isComplete && notes.length === 0 && plan.changes.length >= lines.length ? lines : null;
}

/** What go refuses to write; it is taken out of the file all the same. */
const notByGo = new Set(["GOROOT"]);

/**
 * The repairs as one plan. Values go through `go env -w` and `-u` where go can write what is wanted; where it
 * cannot (a line that it does not see, a byte order mark) the file is edited as a whole. What an install has
 * left for shells is brought up to date with them. `now`: the machine as it is under the lock.
 */
export async function repairPlan(
  ctx: Context,
  facts: Facts,
  repairs: readonly Repair[],
  now: Machine,
): Promise<Plan> {
  const startup = startupPlan(ctx, repairs);
  const lines = repairs.filter((one): one is Of<"line"> => one.what === "line");
  const values = repairs.flatMap(valuesOf);
  const recode = repairs.some(({ what }) => what === "encoding");
  const refresh = repairs.some(({ what }) => what === "refresh");
  const { path, bytes } = facts.envFile;
  const byBytes = lines.length > 0 || recode || values.some(({ key }) => notByGo.has(key));
  if (byBytes && path !== null && bytes !== null) {
    const edited = editedFile(bytes, recode, lines, values);
    const changes = differences(path, facts.envFile.lines, lastLines(readEnvLines(edited)));
    const edit: FileEdit = { target: "go-env", file: path, before: bytes, after: edited };
    const carried = await carriedPlan(ctx, now, changes);
    return joined({ changes, edits: [edit] }, carried, startup);
  }
  if (values.length === 0 && !refresh) return startup;
  const wanted = Object.fromEntries(values.map(({ key, value }) => [key, value]));
  return joined((await settingsPlan(ctx, now, wanted)).plan, startup);
}

function valuesOf(repair: Repair): Of<"value">[] {
  if (repair.what === "value") return [repair];
  if (repair.what !== "settings") return [];
  return Object.entries(repair.values).map(([key, value]) => ({ what: "value", key, value }));
}

function editedFile(
  bytes: Buffer,
  recode: boolean,
  lines: readonly Of<"line">[],
  values: readonly Of<"value">[],
): Buffer {
  const text = recode ? Buffer.from(fromUtf16(bytes).replaceAll("\r\n", "\n")) : bytes;
  const edited = withLines(text, new Map(lines.map(({ line, text: by }) => [line, by])));
  if (values.length === 0) return edited;
  const set = values.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]));
  const unset = values.filter(({ value }) => value === null).map(({ key }) => key);
  return updateEnvFile(edited, new Map(set), new Set(unset));
}

function differences(file: string, old: Lines, now: Lines): PlannedChange[] {
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((key) => {
    const before = old.get(key)?.value ?? null;
    const after = now.get(key)?.value ?? null;
    return before === after ? [] : [{ target: "go-env", file, key, before, after }];
  });
}

/** Lines of startup files without the carriage return at their end, and those that go out of effect. */
function startupPlan(ctx: Context, repairs: readonly Repair[]): Plan {
  const draft = newDraft(ctx);
  for (const repair of repairs) {
    if (repair.what !== "carriage-return") continue;
    draft.edit(repair.file, "startup-file", (bytes) => withoutReturn(bytes, repair.line));
  }
  for (const repair of repairs) if (repair.what === "settings") overrule(draft, repair.lines);
  return draft.done().plan;
}

function withoutReturn(bytes: Buffer | null, number: number): DraftStep | null {
  const lines = bytes?.toString("latin1").split("\n") ?? [];
  const line = lines[number - 1];
  if (!line?.endsWith("\r")) return null;
  lines[number - 1] = line.slice(0, -1);
  const before = Buffer.from(line, "latin1").toString("utf8");
  return {
    bytes: Buffer.from(lines.join("\n"), "latin1"),
    reads: [{ key: null, before, after: before.slice(0, -1) }],
  };
}
