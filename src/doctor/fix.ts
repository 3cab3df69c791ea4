import type { Machine } from "../go/machine/layers.ts";
import type { FileEdit, Plan } from "../plan.ts";
import { carriedPlan, settingsPlan } from "../changes/settings.ts";
import type { Context } from "../context.ts";
import type { Change } from "../contract.ts";
import { lastLines, readEnvLines, updateEnvFile } from "../go/machine/envfile.ts";
import { readFile } from "../shells/file.ts";
import type { Repair } from "./finding.ts";
import { fromUtf16, withLines } from "./env-file.ts";
import type { Facts } from "./facts.ts";
import type { JudgedCheck } from "./run.ts";

type Lines = Facts["envFile"]["lines"];
type Of<W extends Repair["what"]> = Extract<Repair, { what: W }>;

/** The repairs that cannot do harm, of all findings. */
export function repairsOf(results: readonly JudgedCheck[]): Repair[] {
  return results.flatMap(({ findings }) => findings.flatMap(({ repair }) => repair ?? []));
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
  const startup = startupEdits(ctx, repairs);
  const lines = repairs.filter((one): one is Of<"line"> => one.what === "line");
  const values = repairs.filter((one): one is Of<"value"> => one.what === "value");
  const recode = repairs.some(({ what }) => what === "encoding");
  const refresh = repairs.some(({ what }) => what === "refresh");
  const { path, bytes } = facts.envFile;
  const byBytes = lines.length > 0 || recode || values.some(({ key }) => notByGo.has(key));
  if (byBytes && path !== null && bytes !== null) {
    const edited = editedFile(bytes, recode, lines, values);
    const changes = differences(path, facts.envFile.lines, lastLines(readEnvLines(edited)));
    const edit: FileEdit = { target: "go-env", file: path, before: bytes, after: edited };
    const carried = await carriedPlan(ctx, now, changes);
    return joined(joined({ changes, edits: [edit] }, carried), startup);
  }
  if (values.length === 0 && !refresh) return startup;
  const wanted = Object.fromEntries(values.map(({ key, value }) => [key, value]));
  return joined((await settingsPlan(ctx, now, wanted)).plan, startup);
}

function joined(first: Plan, second: Plan): Plan {
  return {
    changes: [...first.changes, ...second.changes],
    edits: [...(first.edits ?? []), ...(second.edits ?? [])],
  };
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

function differences(file: string, old: Lines, now: Lines): Change[] {
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((key) => {
    const before = old.get(key)?.value ?? null;
    const after = now.get(key)?.value ?? null;
    return before === after ? [] : [{ target: "go-env", file, key, before, after }];
  });
}

/** Lines of startup files without the carriage return at their end; every other byte stays. */
function startupEdits(ctx: Context, repairs: readonly Repair[]): Plan {
  const files = new Map<string, Set<number>>();
  for (const repair of repairs) {
    if (repair.what !== "carriage-return") continue;
    files.set(repair.file, (files.get(repair.file) ?? new Set()).add(repair.line));
  }
  const changes: Change[] = [];
  const edits: FileEdit[] = [];
  for (const [file, numbers] of files) {
    const present = readFile(ctx, file);
    if ("refused" in present || present.bytes === null) continue;
    const lines = present.bytes.toString("latin1").split("\n");
    for (const number of numbers) {
      const line = lines[number - 1];
      if (!line?.endsWith("\r")) continue;
      lines[number - 1] = line.slice(0, -1);
      const before = Buffer.from(line, "latin1").toString("utf8");
      changes.push({ target: "startup-file", file, key: null, before, after: before.slice(0, -1) });
    }
    const after = Buffer.from(lines.join("\n"), "latin1");
    edits.push({ target: "startup-file", file, before: present.bytes, after });
  }
  return { changes, edits };
}
