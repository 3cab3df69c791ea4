import type { InstallWish } from "../changes/settings.ts";
import { apply } from "../changes/apply.ts";
import { readHistory } from "../changes/history.ts";
import { registryPlan } from "../changes/registry.ts";
import type { ShellStatus } from "../contract.ts";
import { Failure } from "../errors.ts";
import type { Note } from "../findings.ts";
import { inspectGo } from "../go/command.ts";
import { nearest } from "../nearest.ts";
import { managedKeys } from "../settings/managed.ts";
import { storedSettings } from "../settings/stored.ts";
import { conflicts } from "../shells/conflicts.ts";
import { type Detected, detectShells, namedShells } from "../shells/detect.ts";
import { findShell, shellNames } from "../shells/records.ts";
import { shellStatus } from "../shells/status.ts";
import { planUninstall } from "../shells/uninstall.ts";
import { type App, type Outcome, worded } from "./app.ts";
import { changedOutcome } from "./changed.ts";
import { writeSettings } from "./write.ts";

export interface ShellOptions {
  shell?: string[];
}

/** `shell install`: makes the stored settings reach new terminals of the shells named, else of those found. */
export async function installShell(app: App, options: ShellOptions): Promise<Outcome> {
  const { ctx, flags, text } = app;
  const install = await installWish(app, options.shell ?? [], "shell install");
  const state = await inspectGo(ctx, flags);
  const written = await writeSettings(app, state, "shell install", () => ({}), { install });
  const refused = written.notes.some(({ code }) => code === "shell.refused");
  const outcome = await changedOutcome(app, state, written.applied, {
    wanted: storedSettings(ctx, state),
    losing: written.losing,
    notes: written.notes.map((found) => worded(text, found)),
  });
  return refused && !flags.dryRun ? { ...outcome, exit: 1 } : outcome;
}

/** `shell uninstall`: everything that an install has left goes, each startup file back to its bytes. */
export async function uninstallShell(app: App, options: ShellOptions): Promise<Outcome> {
  const { ctx, flags, text } = app;
  const chosen = named(options.shell ?? []);
  const state = await inspectGo(ctx, flags);
  let notes: Note[] = [];
  const plan = async () => {
    if (ctx.platform === "win32") {
      return registryPlan(ctx, Object.fromEntries(managedKeys.map((key) => [key, null])));
    }
    const shells = chosen.length === 0 ? null : chosen.map(({ shell }) => shell);
    const made = await planUninstall(ctx, shells, commentedFiles(app));
    notes = made.notes;
    return made.plan;
  };
  const applied = await apply(ctx, state, "shell uninstall", plan, {
    dryRun: flags.dryRun === true,
  });
  const outcome = await changedOutcome(app, state, applied, {
    wanted: {},
    notes: notes.map((found) => worded(text, found)),
  });
  return notes.length > 0 && !flags.dryRun ? { ...outcome, exit: 1 } : outcome;
}

/** `shell status`: every place with its state, and the lines that win over the stored settings. */
export async function statusShell({ ctx, flags }: App): Promise<Outcome> {
  const state = await inspectGo(ctx, flags);
  const stored = storedSettings(ctx, state);
  const set = managedKeys.flatMap((key) => (stored[key] ? [[key, stored[key]] as const] : []));
  const unset = managedKeys.filter((key) => !stored[key]);
  const document: ShellStatus = {
    schemaVersion: 1,
    shells: await shellStatus(ctx, { set, unset }),
    conflicts: conflicts(ctx, new Map(set)).map(({ file, line, key, value }) => ({
      file,
      line,
      key,
      value: value ?? "",
    })),
  };
  return {
    exit: 0,
    document,
    render: async (view) => (await import("../ui/shell.ts")).renderShellStatus(document, view),
  };
}

/** The shells to install in: those named, else those found on this machine. */
export async function installWish(
  { ctx, flags }: App,
  names: readonly string[],
  verb: string,
): Promise<InstallWish> {
  const shells = names.length > 0 ? named(names) : await detectShells(ctx);
  const chosen = names.map((name) => ` --shell ${name}`).join("");
  return { shells, overrule: flags.yes === true, command: `goproxy-cfg ${verb}${chosen} --yes` };
}

function named(names: readonly string[]): Detected[] {
  for (const name of names) {
    if (findShell(name) !== null) continue;
    const close = nearest(name, shellNames);
    throw new Failure("bad-flag-value", {
      flag: "--shell",
      value: name,
      allowed: close ?? shellNames.join(", "),
    });
  }
  return namedShells(names);
}

/** Files in which lines were commented out, as the history tells: they may be read by a shell we do not know. */
function commentedFiles({ ctx }: App): string[] {
  const files = readHistory(ctx).flatMap(({ changes }) =>
    changes.flatMap(({ target, file, key, after }) =>
      target === "startup-file" && key !== null && after === null && file !== null ? [file] : [],
    ),
  );
  return [...new Set(files)];
}
