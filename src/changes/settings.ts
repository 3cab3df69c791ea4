import type { Context } from "../context.ts";
import type { Machine } from "../go/machine/layers.ts";
import { managedKeys, storedSettings } from "../settings/effective.ts";
import type { Detected } from "../shells/detect.ts";
import type { ShellPlan } from "../shells/managed/block.ts";
import { managedFilesThere, type StoredSettings } from "../shells/managed/files.ts";
import { joined, type Plan, type PlannedChange } from "../plan.ts";
import { Failure } from "../failure.ts";
import type { GoState } from "../go/machine/command.ts";
import { lastLines, readEnvLines } from "../go/machine/envfile.ts";
import { readBytes } from "./files.ts";

/** Install in these shells; and with `overrule` put the user's own lines that win over it out of effect. */
export interface InstallWish {
  shells: readonly Detected[];
  /** Also for programs that the desktop starts. */
  gui: boolean;
  overrule: boolean;
  /** The command that overrules, for the note where that is not wished. */
  command: string;
}

/**
 * Settings brought to these values (null: unset) wherever they are carried: in Go's env file, in the env files
 * and drop-ins that an install has left, in the user's environment on Windows. With `install` also in the
 * startup files of shells.
 */
export async function settingsPlan(
  ctx: Context,
  machine: Machine,
  wanted: Readonly<Record<string, string | null>>,
  install?: InstallWish,
): Promise<ShellPlan> {
  const inGo = Object.keys(wanted).length === 0 ? { changes: [] } : goEnvPlan(ctx, machine, wanted);
  const values = { ...storedSettings(ctx, machine), ...wanted };
  const set = managedKeys.flatMap((key) => (values[key] ? [[key, values[key]] as const] : []));
  const stored: StoredSettings = { set, unset: managedKeys.filter((key) => !values[key]) };
  const carried: ShellPlan =
    ctx.platform === "win32"
      ? await inRegistry(ctx, stored, install)
      : install === undefined
        ? await refreshed(ctx, stored)
        : await installed(ctx, stored, install);
  return { ...carried, plan: joined(inGo, carried.plan) };
}

/** What follows from changes of Go's env file in the files of ours that carry its values to shells. */
export async function carriedPlan(
  ctx: Context,
  machine: Machine,
  changes: readonly PlannedChange[],
): Promise<Plan> {
  const managed = changes.flatMap(({ target, key, after }) =>
    target === "go-env" && managedKeys.some((one) => one === key) ? [[key!, after] as const] : [],
  );
  if (managed.length === 0) return { changes: [] };
  const { plan } = await settingsPlan(ctx, machine, Object.fromEntries(managed));
  return { ...plan, changes: plan.changes.filter(({ target }) => target !== "go-env") };
}

async function refreshed(ctx: Context, stored: StoredSettings): Promise<ShellPlan> {
  if (managedFilesThere(ctx).length === 0) return { plan: { changes: [] }, notes: [] };
  const { planRefresh } = await import("../shells/install.ts");
  return planRefresh(ctx, stored);
}

async function installed(
  ctx: Context,
  stored: StoredSettings,
  { shells, gui }: InstallWish,
): Promise<ShellPlan> {
  const { planInstall } = await import("../shells/install.ts");
  return planInstall(ctx, shells, stored, { gui });
}

/** On Windows the registry serves every shell. */
async function inRegistry(
  ctx: Context,
  stored: StoredSettings,
  install: InstallWish | undefined,
): Promise<ShellPlan> {
  const { planInRegistry } = await import("./registry.ts");
  return planInRegistry(ctx, stored, install);
}

/**
 * Go's env file, to be brought to these values (null: unset). With GOENV=off it is the file that go reads
 * once that is gone: `go env -w` writes there too, without a word. Fails with `write-failed` where go finds no folder for it.
 */
export function goEnvPlan(
  ctx: Context,
  state: GoState,
  wanted: Readonly<Record<string, string | null>>,
): Plan {
  const { envFile } = state;
  const file = envFile.kind === "none" ? null : envFile.path;
  if (file === null) {
    const reason = envFile.kind === "none" ? envFile.reason : "GOENV=off";
    throw new Failure("write-failed", { file: "go/env", reason });
  }
  const stored = lastLines(readEnvLines(readBytes(ctx, file) ?? Buffer.alloc(0)));
  const changes = Object.entries(wanted).map(([key, after]): PlannedChange => ({
    target: "go-env",
    file,
    key,
    before: stored.get(key)?.value ?? null,
    after,
  }));
  return { changes };
}
