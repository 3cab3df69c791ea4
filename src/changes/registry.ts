import type { Context } from "../context.ts";
import type { Change } from "../contract.ts";
import { type Note, note } from "../findings.ts";
import type { KeyChange, Plan } from "../plan.ts";
import { userKey } from "../registry-keys.ts";

/** `expands` stays with a change in the history and in every inverse of it. */
export interface RegistryChange extends Change {
  /** One of the two values is REG_EXPAND_SZ: when the change is written, the one that is not there. */
  expands?: boolean;
}

/**
 * The user's environment variables on Windows, to be brought to these values (null: deleted). Ours are REG_SZ;
 * where the old one is of the kind that Windows expands, the change remembers it.
 * Throws Failure `write-failed` where the registry cannot be read.
 */
export async function registryPlan(
  ctx: Context,
  wanted: Readonly<Record<string, string | null>>,
): Promise<Plan> {
  const { readUserEnvironment } = await import("../shells/windows.ts");
  const user = await readUserEnvironment(ctx, Object.keys(wanted));
  const changes = Object.entries(wanted).map(([key, after]): RegistryChange => {
    const old = user.get(key);
    const before = old?.value ?? null;
    const change = { target: "registry", file: null, key, before, after } as const;
    return old?.kind === "REG_EXPAND_SZ" ? { ...change, expands: true } : change;
  });
  return { changes };
}

async function read(
  ctx: Context,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { readUserEnvironment } = await import("../shells/windows.ts");
  const user = await readUserEnvironment(ctx, keys);
  return new Map(keys.map((key) => [key, user.get(key)?.value ?? null]));
}

async function write(
  ctx: Context,
  changes: readonly (KeyChange & RegistryChange)[],
): Promise<Note[]> {
  const { writeUserEnvironment } = await import("../shells/windows.ts");
  const { broadcast } = await writeUserEnvironment(
    ctx,
    changes.map(({ key, after, expands = false }) => ({ name: key, value: after, expands })),
  );
  if (broadcast) return [];
  const done = changes.some(({ after }) => after !== null) ? "written" : "removed";
  return [note("shell.gui", "info", { file: userKey, done, now: [] })];
}

/** How the change target `registry` is read and written. */
export const registry = { kind: "values", read, write } as const;
