import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { editedConfig, type Git, type Rule, ruleName } from "../git/config.ts";
import { findProgram } from "../programs.ts";
import { readBytes } from "./files.ts";
import { readHistory, standing } from "./history.ts";
import type { Plan, PlannedChange } from "../plan.ts";
import { foldersIfOurs } from "./folders-made.ts";

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
