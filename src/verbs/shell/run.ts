import { readHistory } from "../../changes/history.ts";
import { apply, withFoldersMade } from "../../changes/apply.ts";
import { planRegistryUninstall } from "../../changes/registry.ts";
import type { ShellStatus } from "../../contract.ts";
import type { PlannedChange } from "../../plan.ts";
import { Failure } from "../../failure.ts";
import { stateFolder } from "../../folders.ts";
import { type Note, note, type FileRefusal, type Silence } from "../../findings.ts";
import { managedKeys, storedSettings } from "../../settings/effective.ts";
import { redactValue } from "../../go/text/redact.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { askNewTerminals, type NewTerminals } from "../../shells/new-terminal.ts";
import { findShell, shellNames } from "../../shells/detect.ts";
import { shellStatus } from "../../shells/status.ts";
import { planUninstall } from "../../shells/uninstall.ts";
import type { App, Outcome, View } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";
import {
  carried,
  installWish,
  named,
  type ShellOptions,
  writeSettings,
} from "../write/settings.ts";
import { withSignOfLife } from "../progress.ts";
import { table } from "../../term/layout.ts";
import { placeOf, shortPath } from "../../term/document.ts";

/** `shell install`: makes the stored settings reach new terminals of the shells named, else of those found. */
export async function installShell(app: App, options: ShellOptions): Promise<Outcome> {
  const wish = await installWish(app, options);
  if (wish.shells.length === 0 && !wish.gui && app.ctx.platform !== "win32") {
    if (app.ctx.home === null) stateFolder(app.ctx);
    throw new Failure("no-shell-found", {
      known: shellNames.join(", "),
      command: "shell install --shell",
    });
  }
  const state = await app.go();
  const written = await writeSettings(app, state, "shell install", () => ({}), { install: wish });
  return changedOutcome(app, state, {
    ...written,
    wanted: carried(app, state),
    installs: true,
    incomplete: written.refused,
    notes: [...written.notes, ...desktopNotes(app, written.applied.changes)],
  });
}

/** `shell uninstall`: everything that an install has left goes, each startup file back to its bytes. */
export async function uninstallShell(app: App, options: ShellOptions): Promise<Outcome> {
  const { ctx, flags } = app;
  const chosen = named(ctx, options.shell ?? []);
  const everything = chosen.length === 0 && options.gui !== true;
  const state = await app.go();
  let notes: Note[] = [];
  const plan = async () => {
    if (ctx.platform === "win32") {
      return planRegistryUninstall(ctx);
    }
    const shells = everything ? null : chosen.map(({ shell }) => shell);
    const commented = everything ? commentedFiles(app) : [];
    const gui = everything || options.gui === true;
    const made = await planUninstall(ctx, shells, { commented, gui });
    notes = made.notes;
    return withFoldersMade(ctx, made.plan);
  };
  const applied = await apply(ctx, state, "shell uninstall", plan, flags);
  return changedOutcome(app, state, {
    applied,
    wanted: carried(app, state),
    incomplete: notes.length > 0,
    notes: [...notes, ...desktopNotes(app, applied.changes)],
  });
}

/** `shell status`: every place with its state, and the lines that win over the stored settings. */
export async function statusShell(app: App): Promise<Outcome> {
  const { ctx } = app;
  const state = await app.go();
  const stored = storedSettings(ctx, state);
  const set = managedKeys.flatMap((key) => (stored[key] ? [[key, stored[key]] as const] : []));
  const unset = managedKeys.filter((key) => !stored[key]);
  const states = await shellStatus(ctx, { set, unset });
  const wanted = { values: new Map(set), envFile: envFileOf(state) };
  const asked = states.filter(({ active, files }) => active || files.some(isInstalled));
  const seen = await withSignOfLife(app, app.text.shell.asking, () =>
    askNewTerminals(
      ctx,
      asked.flatMap(({ shell }) => findShell(shell) ?? []),
      wanted,
    ),
  );
  const document: ShellStatus = {
    schemaVersion: 1,
    shells: states.map((one) => ({ ...one, ...seenBy(one.shell, seen, set) })),
    conflicts: seen.losing.map(({ by, key, value, shell, rewrites }) => ({
      file: by?.file ?? "",
      line: by?.line ?? 0,
      key,
      value: redactValue(value),
      shell: shell.name,
      ...(by?.perhaps && { perhaps: true }),
      ...(rewrites && { rewrites: true }),
    })),
  };
  return {
    exit: 0,
    document,
    render: (view) => renderShellStatus(document, view),
  };
}

const isInstalled = ({ state }: { state: string }) => state === "installed" || state === "outdated";

function envFileOf({ envFile }: Machine): string | null {
  return envFile.kind === "file" ? envFile.path : null;
}

/** What the new terminals of a shell have; nothing for one that was not asked or is not there. */
function seenBy(
  name: string,
  { answers, silent }: NewTerminals,
  stored: readonly (readonly [string, string])[],
): Pick<ShellStatus["shells"][number], "newTerminal"> {
  const told = answers.flatMap(({ shell, start, values }) => {
    if (shell.name !== name) return [];
    const has = managedKeys.flatMap((key) => {
      const value = values[key];
      return value === undefined ? [] : [[key, redactValue(value)] as const];
    });
    return [
      {
        login: start.kind === "login",
        values: Object.fromEntries(has),
        differs: stored.flatMap(([key, value]) => ((values[key] || value) === value ? [] : [key])),
        unset: stored.flatMap(([key]) => (values[key] ? [] : [key])),
      },
    ];
  });
  const untold = silent.flatMap(({ shell, start, why }) =>
    shell.name === name && why !== "absent"
      ? [{ login: start.kind === "login", values: null, why, differs: [], unset: [] }]
      : [],
  );
  return told.length + untold.length === 0 ? {} : { newTerminal: [...told, ...untold] };
}

/** Programs of the desktop see a change late; on macOS with the commands that make it so at once. */
function desktopNotes({ ctx }: App, changes: readonly PlannedChange[]): Note[] {
  const change = changes.find(({ target }) => target === "gui");
  if (change === undefined || change.file === null) return [];
  const { file, after } = change;
  const done = after === null ? "removed" : "written";
  const now: string[] = [];
  if (ctx.platform === "darwin" && after === null) {
    now.push(...managedKeys.map((key) => `launchctl unsetenv ${key}`));
  } else if (ctx.platform === "darwin") {
    now.push(`launchctl bootstrap gui/$(id -u) '${file.replaceAll("'", String.raw`'\''`)}'`);
  }
  return [note("shell.gui", "info", { file, done, now })];
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

type FileState = ShellStatus["shells"][number]["files"][number];

/** `shell status` for a person: the files of each shell with their state, and what wins over the settings. */
export function renderShellStatus({ shells, conflicts }: ShellStatus, view: View): string {
  const { paint, text } = view;
  const { shell: words } = text;
  // Shells share files: one that has nothing of its own is not named.
  const shown = new Set<string>();
  const worthShowing = shells
    .toSorted((a, b) => Number(b.active) - Number(a.active))
    .filter(({ active, files }) => {
      const own = files.some(({ path, state: what }) => what !== "absent" && !shown.has(path));
      for (const { path } of active || own ? files : []) shown.add(path);
      return active || own;
    });
  const lines = worthShowing.flatMap(({ shell, active, files, newTerminal = [] }) => [
    `${paint.bold(shell === "gui" ? words.gui : shell)}${active ? `  ${paint.dim(words.active)}` : ""}`,
    ...table(
      files.map((file) => [sign(file, view), shortPath(view, file.path), stateWords(file, view)]),
    ).map((line) => `  ${line}`),
    ...opened(newTerminal, view),
  ]);
  for (const { file, line, perhaps = false, rewrites = false, ...has } of conflicts) {
    const place = file === "" ? null : placeOf(view, { file, line });
    lines.push(`${paint.yellow("!")} ${words.conflict(place, { ...has, perhaps, rewrites })}`);
  }
  return (lines.length === 0 ? [words.none] : lines).join("\n");
}

/** What new terminals have; one line where all ways in which the shell is started say the same. */
function opened(
  all: NonNullable<ShellStatus["shells"][number]["newTerminal"]>,
  { text, paint }: View,
): string[] {
  const { shell: words } = text;
  const isNothing = all.every(
    ({ values, unset }) => unset.length === 0 && Object.keys(values ?? { why: "" }).length === 0,
  );
  if (isNothing) return [];
  const told = all.map(({ login, values, why, differs, unset }) => {
    if (values === null) return { login, said: words.silence[why as Silence] };
    const other = differs.map((key) => `${key}=${values[key]}`);
    const none = unset.length === 0 ? [] : [words.unset(unset.join(", "))];
    return { login, said: [...other, ...none].join(text.output.comma) || words.asStored };
  });
  const same = new Set(told.map(({ said }) => said)).size === 1;
  return (same ? told.slice(0, 1) : told).map(
    ({ login, said }) => `  ${paint.dim(words.newTerminal(login && !same, said))}`,
  );
}

function sign({ state: what }: FileState, { paint }: View): string {
  if (what === "installed") return paint.green("✔");
  if (what === "absent") return paint.dim("·");
  return what === "outdated" ? paint.yellow("!") : paint.red("✖");
}

function stateWords({ state: what, reason }: FileState, { paint, text }: View): string {
  const word = text.shell.state[what];
  return paint.dim(
    reason === undefined ? word : `${word}: ${text.shell.reason(reason as FileRefusal)}`,
  );
}
