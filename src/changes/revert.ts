import type { Context } from "../context.ts";
import { foldersIfOurs, readHistory, standing } from "./history.ts";
import type { Plan, PlannedChange } from "../plan.ts";
import { Failure } from "../failure.ts";
import { editedConfig, type Git, type Rule, ruleName } from "../git/config.ts";
import { findProgram } from "../programs.ts";
import { readBytes } from "./files.ts";

/** Lines `removed` that became lines `added`, which stand at line `at` (from 0) of the new file. */
interface Hunk {
  at: number;
  removed: string[];
  added: string[];
}

/**
 * Takes back, in a file that others have changed since, what turned `before` into `after`: the lines that
 * were put in are found where they stand now, once and unchanged, and the old ones take their place. null
 * where they are not found so; nothing to do where none of them is left. Lines are whole, and bytes stay
 * bytes.
 */
export function revertLines(
  current: Buffer,
  before: Buffer | null,
  after: Buffer | null,
): Buffer | null {
  const [old, made, now] = [before, after, current].map(linesOf) as [string[], string[], string[]];
  for (const hunk of hunksOf(old, made, 0).toReversed()) {
    const { removed, added } = hunk;
    const gone = !added.some((line) => line.trim() !== "" && now.includes(line));
    if (added.length > 0 && removed.length === 0 && gone) continue;
    const at = placeOf(now, made, hunk);
    if (at === null) return null;
    const last = removed.at(-1);
    if (last !== undefined && at + added.length < now.length && !last.endsWith("\n")) {
      removed[removed.length - 1] = `${last}\n`;
    }
    now.splice(at, added.length, ...removed);
  }
  return Buffer.from(now.join(""), "latin1");
}

function linesOf(bytes: Buffer | null): string[] {
  return (bytes ?? Buffer.alloc(0)).toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** What differs, parted at lines that both have once (a patience diff that takes the first ones that fit). */
function hunksOf(old: readonly string[], made: readonly string[], at: number): Hunk[] {
  let head = 0;
  while (head < old.length && head < made.length && old[head] === made[head]) head++;
  let tail = 0;
  const room = Math.min(old.length, made.length) - head;
  while (tail < room && old.at(-1 - tail) === made.at(-1 - tail)) tail++;
  const removed = old.slice(head, old.length - tail);
  const added = made.slice(head, made.length - tail);
  if (removed.length + added.length === 0) return [];

  const places = onceOnly(added);
  const ours = onceOnly(removed);
  const hunks: Hunk[] = [];
  let [fromOld, fromMade] = [0, 0];
  const cut = (toOld: number, toMade: number) => {
    const [left, right] = [removed.slice(fromOld, toOld), added.slice(fromMade, toMade)];
    if (left.length + right.length > 0) {
      hunks.push({ at: at + head + fromMade, removed: left, added: right });
    }
    [fromOld, fromMade] = [toOld + 1, toMade + 1];
  };
  for (const [index, line] of removed.entries()) {
    const place = ours.has(line) ? places.get(line) : undefined;
    if (place !== undefined && place >= fromMade) cut(index, place);
  }
  cut(removed.length, added.length);
  return hunks;
}

/** Lines that are there once, with their places. */
function onceOnly(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const twice = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (places.has(line)) twice.add(line);
    places.set(line, index);
  }
  for (const line of twice) places.delete(line);
  return places;
}

/** Where the new lines stand now; where there are none, or they stand twice, between the neighbours that they had. */
function placeOf(
  now: readonly string[],
  made: readonly string[],
  { at, added }: Hunk,
): number | null {
  const alone = added.length > 0 ? find(now, added) : null;
  if (alone !== null) return alone;
  const above = made.slice(Math.max(0, at - 2), at);
  const below = made.slice(at + added.length, at + added.length + 2);
  if (above.length + below.length === 0) return null;
  const found = find(now, [...above, ...added, ...below]);
  return found === null ? null : found + above.length;
}

/** Where these lines stand in a row; null where they do not, or more than once. */
function find(now: readonly string[], wanted: readonly string[]): number | null {
  let found: number | null = null;
  for (let at = now.indexOf(wanted[0]!); at >= 0; at = now.indexOf(wanted[0]!, at + 1)) {
    if (!wanted.every((line, index) => now[at + index] === line)) continue;
    if (found !== null) return null;
    found = at;
  }
  return found;
}

/** The plan that puts rules into git's global file and takes others out of it. Throws Failure `write-failed`. */
export async function gitConfigPlan(
  ctx: Context,
  git: Git,
  added: readonly Rule[],
  removed: readonly Rule[],
): Promise<Plan> {
  if (added.length + removed.length === 0) return { changes: [] };
  const { file } = git;
  const before = readBytes(ctx, file);
  const after = await editedConfig(ctx, git, before, { added, removed });
  const change = (rule: Rule, from: string | null, to: string | null): PlannedChange => {
    return { target: "git-config", file, key: ruleName(rule), before: from, after: to };
  };
  const gone = after.length === 0 ? foldersIfOurs(readHistory(ctx), file) : null;
  const edit = { target: "git-config", file, before } as const;
  return {
    changes: [
      ...removed.map((rule) => change(rule, rule.prefix, null)),
      ...added.map((rule) => change(rule, null, rule.prefix)),
    ],
    edits: [gone === null ? { ...edit, after } : { ...edit, after: null, folders: gone }],
  };
}

/** The rules that this tool has put into a file, as its history tells. */
export function ownRules(ctx: Context, file: string): Rule[] {
  const latest = new Map<string, Rule | null>();
  const changes = standing(readHistory(ctx)).flatMap((entry) => entry.changes);
  for (const { target, file: where, key, before, after } of changes) {
    const prefix = after ?? before;
    const base = ruleBase(key);
    if (target !== "git-config" || where !== file || prefix === null || !base) continue;
    const id = `${base}\n${prefix}`;
    if (!latest.has(id)) latest.set(id, after === null ? null : { base, prefix });
  }
  return [...latest.values()].filter((rule) => rule !== null);
}

/**
 * The bytes of git's file with the rules of a change taken back by git itself, however they are written now; null
 * where git does not find them any more, or is not there.
 */
export async function revertedRules(
  ctx: Context,
  file: string,
  now: Buffer,
  changes: readonly PlannedChange[],
): Promise<Buffer | null> {
  const program = findProgram(ctx, "git");
  if (program === null) return null;
  const rules = (side: "before" | "after") =>
    changes.flatMap(({ key, [side]: prefix }): Rule[] => {
      const base = ruleBase(key);
      return base === null || prefix === null ? [] : [{ base, prefix }];
    });
  try {
    const edits = { removed: rules("after"), added: rules("before") };
    return await editedConfig(ctx, { program, file }, now, edits);
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

const ruleBase = (key: string | null): string | null =>
  /^url\.(.*)\.insteadOf$/s.exec(key ?? "")?.[1] ?? null;
