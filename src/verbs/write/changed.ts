import type { Applied } from "../../changes/apply.ts";
import { variable } from "../../context.ts";
import type { Change, Changed, Probe, Shadow } from "../../contract.ts";
import { type Note, note } from "../../findings.ts";
import { effectiveValues } from "../../go/machine/command.ts";
import { type Machine, readMachine } from "../../go/machine/layers.ts";
import { redactValue } from "../../go/text/redact.ts";
import { goflagsRefusal } from "../../go/values/judge.ts";
import { parseGotoolchain } from "../../go/values/toolchain.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { managedKeys, shadows } from "../../settings/effective.ts";
import { timedChain } from "../../mirrors/chain-names.ts";
import { renderChanged, type Mending } from "./view.ts";
import { type App, type Outcome, worded } from "../../app.ts";
import type { PlannedChange } from "../../plan.ts";

/** What a writing verb did, and what it knows of it. */
export interface ChangeReport {
  applied: Applied;
  probes?: Probe[];
  notes?: readonly Note[];
  /** The values that the verb wants to be in effect; null: go's default. */
  wanted: Record<string, string | null>;
  /** Whether such a value is in the way at all; every other value is, without it. */
  hinders?: (shadow: Shadow) => boolean;
  /** Known to be without effect for a reason that no variable is. */
  ineffective?: boolean;
  /** Done for programs that read the variables themselves: the open terminal is to have them, too. */
  installs?: boolean;
  /** What new terminals have instead. */
  losing?: readonly Shadow[];
  /** The keys that new terminals have as wanted. */
  settled?: readonly string[];
  /** A part of it could not be done: exit code 1. */
  incomplete?: boolean;
  /** It took something back: another `undo` without an id would go one step further. */
  isUndo?: boolean;
}

/**
 * The end of every writing verb: reads back what go sees now, says what keeps a value from being in
 * effect, and chooses the exit code (4: written, but something overrides it).
 */
export async function changedOutcome(
  app: App,
  state: Machine,
  story: ChangeReport,
): Promise<Outcome> {
  const { ctx, flags, text } = app;
  const { applied } = story;
  const now = readMachine(ctx, state);
  const seen = effectiveValues(ctx, now, managedKeys);
  const inTheWay = await shadows(ctx, now, story.wanted);
  const hindering = inTheWay.filter(
    (shadow) => shadow.kind !== "os" || (story.hinders?.(shadow) ?? true),
  );
  const shadowedBy = [...hindering, ...(story.losing ?? [])];
  const told = [...(story.notes ?? []), ...(applied.notes ?? [])];
  const stopped = whatStopsGo(now);
  if (stopped !== null) {
    told.push(note("go.bricked", "error", { said: stopped, key: null, value: null }));
  }
  const ineffective = shadowedBy.length > 0 || story.ineffective === true || stopped !== null;
  const wrote = applied.changes.find(({ target }) => target === "go-env");
  if (state.go === null && wrote?.file) {
    told.push(note("go.absent-written", "warning", { file: wrote.file, hint: state.hint }));
  }
  const notes = await worded(text, told);
  const effective = await seen;
  const document: Changed = {
    schemaVersion: 1,
    changes: applied.changes.map(toldChange),
    effective: Object.fromEntries(
      Object.entries(effective).map(([key, value]) => [key, redactValue(value)]),
    ),
    shadowedBy: shadowedBy.map((shadow) => ({ ...shadow, value: redactValue(shadow.value) })),
    probes: story.probes ?? [],
    notes,
    undo: applied.undo,
    dryRun: flags.dryRun === true,
  };
  return {
    exit: story.incomplete ? 1 : ineffective ? 4 : 0,
    document,
    remarks: notes,
    render: async (view) => {
      const words = timedChain(document, await readOwnMirrors(ctx).catch(() => []));
      const undo = (story.isUndo && applied.undo) || undefined;
      return renderChanged(document, view, words, await mending(app, shadowedBy, story), undo);
    },
  };
}

/** The end of a writing verb whose question was answered with no, which is no error. */
export async function unchangedOutcome(app: App, state: Machine): Promise<Outcome> {
  const applied = { changes: [], id: null, undo: null };
  const outcome = await changedOutcome(app, state, { applied, wanted: {} });
  return { ...outcome, exit: 0, render: () => app.text.team.unchanged };
}

/** Go's own words where the user's settings let no go command start; the run that writes masks them. */
function whatStopsGo(state: Machine): string | null {
  if (state.go === null || state.stopped !== null) return state.stopped;
  const { layers, version } = state;
  const toolchain = parseGotoolchain(layers.resolve("GOTOOLCHAIN").value, version).error;
  return toolchain ?? goflagsRefusal(layers.resolve("GOFLAGS").value);
}

/** What brings the open terminal up to date, where a variable of it is in the way; null where none is. */
async function mending(
  { ctx }: App,
  shadowedBy: readonly Shadow[],
  { wanted, installs = false, settled = [] }: ChangeReport,
): Promise<Mending | null> {
  const hindering = shadowedBy.filter(({ kind }) => kind === "os");
  const keys = hindering.map(({ key }) => key);
  const missing = Object.entries(wanted).some(
    ([key, value]) => value !== null && variable(ctx, key) !== value,
  );
  if (keys.length === 0 && !(installs && missing)) return null;
  const { terminalShell } = await import("../../shells/detect.ts");
  const { typedReload, typedUnset } = await import("../../shells/formats.ts");
  const gone = keys.filter((key) => wanted[key] === null);
  const shell = await terminalShell(ctx);
  const command =
    gone.length > 0 && gone.length === keys.length ? typedUnset(shell, gone) : typedReload(shell);
  const stored = Object.keys(wanted).filter((key) => wanted[key] !== null);
  return { command, settled, stored };
}

/** A change in the words of the contract, which has none for timers and files of a project, with its passwords hidden. */
export function toldChange({ target, file, key, before, after }: PlannedChange): Change {
  const hide = (value: string | null) => (value === null ? null : redactValue(value));
  const values = { key, before: hide(before), after: hide(after) };
  if (target === "crontab") return { target: "user-config", file: target, ...values };
  return { target: target === "timer" ? "user-config" : target, file, ...values };
}

/** What a change to Go's env file wants to be in effect. */
export function writtenValues({ changes }: Applied): Record<string, string | null> {
  return Object.fromEntries(
    changes.flatMap(({ target, key, after }) =>
      target === "go-env" && key !== null ? [[key, after] as const] : [],
    ),
  );
}
