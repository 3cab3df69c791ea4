import type { Context } from "../context.ts";
import { type Note, note } from "../findings.ts";
import type { KeyChange, Plan, PlannedChange } from "../plan.ts";
import { userKey } from "../registry-keys.ts";
import type { ShellPlan } from "../shells/managed/block.ts";
import type { StoredSettings } from "../shells/managed/files.ts";
import { readHistory, standing } from "./history.ts";

/** `expands` stays with a change in the history and in every inverse of it. */
export interface RegistryChange extends PlannedChange {
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

/** A variable of the user that an install has written, and what stood there before it. */
interface OwnedValue {
  value: string;
  original: { value: string | null; expands: boolean };
}

/**
 * The user's variables that are ours, as the history tells: what the last change that stands has left. What `undo` or
 * `shell uninstall` brought back is the user's.
 */
export function ownedInRegistry(ctx: Context): ReadonlyMap<string, OwnedValue> {
  const owned = new Map<string, OwnedValue>();
  const closed = new Set<string>();
  for (const { verb, changes } of standing(readHistory(ctx))) {
    for (const change of changes.toReversed() as RegistryChange[]) {
      const { target, key, before, after, expands = false } = change;
      if (target !== "registry" || key === null || closed.has(key)) continue;
      const newer = owned.get(key);
      const goesOn = newer === undefined || newer.original.value === after;
      if (verb === "shell uninstall" || after === null || !goesOn) {
        closed.add(key);
        continue;
      }
      owned.set(key, { value: newer?.value ?? after, original: { value: before, expands } });
    }
  }
  return owned;
}

/**
 * The stored settings in the user's variables: those that an install has put there kept up to date, with `install` all
 * of them. What stands there and is not ours is replaced with consent (`overrule`), else left, which a note says.
 */
export async function planInRegistry(
  ctx: Context,
  { set, unset }: StoredSettings,
  install?: { overrule: boolean; command: string },
): Promise<ShellPlan> {
  const owned = ownedInRegistry(ctx);
  if (install === undefined && owned.size === 0) return { plan: { changes: [] }, notes: [] };
  const { readUserEnvironment } = await import("../shells/windows.ts");
  const gone = unset.filter((key) => owned.has(key)).map((key) => [key, null] as const);
  const wanted = [...set, ...gone];
  const user = await readUserEnvironment(
    ctx,
    wanted.map(([key]) => key),
  );
  const notes: ShellPlan["notes"] = [];
  const taken = wanted.filter(([key, value]) => {
    const there = user.get(key);
    if (there === undefined || there.value === value) return true;
    const subject = `${userKey}\\${key}`;
    const isOurs = there.value === owned.get(key)?.value;
    if (!/^REG_(?:EXPAND_)?SZ$/.test(there.kind) && !(isOurs && there.kind === "Unknown")) {
      // Its kind would be lost: what an undo brings back is a text.
      const args = { file: subject, reason: "registry-kind", snippet: null } as const;
      if (install !== undefined) notes.push(note("shell.refused", "error", args));
      return false;
    }
    if (isOurs || install?.overrule === true) return true;
    if (install !== undefined) {
      const args = { what: "registry", subject, command: install.command } as const;
      notes.push(note("consent-required", "warning", args));
    }
    return false;
  });
  return { plan: await registryPlan(ctx, Object.fromEntries<string | null>(taken)), notes };
}

/** What takes an install out of the registry: the user's own values come back, others of theirs are not touched. */
export async function planRegistryUninstall(ctx: Context): Promise<Plan> {
  const owned = ownedInRegistry(ctx);
  if (owned.size === 0) return { changes: [] };
  const { readUserEnvironment } = await import("../shells/windows.ts");
  const user = await readUserEnvironment(ctx, [...owned.keys()]);
  const changes = [...owned].flatMap(([key, { value, original }]): RegistryChange[] => {
    if (user.get(key)?.value !== value) return [];
    const change = { target: "registry", file: null, key, before: value } as const;
    return [{ ...change, after: original.value, ...(original.expands && { expands: true }) }];
  });
  return { changes };
}
