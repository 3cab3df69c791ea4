import { type Applied, apply } from "../../changes/apply.ts";
import type { InstallWish } from "../../changes/settings.ts";
import type { Shadow } from "../../contract.ts";
import { type Note, note } from "../../findings.ts";
import { type Machine, readMachine } from "../../go/machine/layers.ts";
import type { Plan } from "../../plan.ts";
import { storedSettings } from "../../settings/effective.ts";
import { isUsersOwn } from "../../shells/managed/files.ts";
import { type Overriding, planOverrule } from "../../shells/install.ts";
import { mayRewrite } from "../../shells/ask/perhaps.ts";
import { type Rehearsal, withRehearsal } from "../../shells/ask/rehearsal.ts";
import { userShell } from "../../shells/detect.ts";
import type { Shell } from "../../shells/language.ts";
import { carryingShells } from "../../shells/status.ts";
import { askNewTerminals, type Losing, type NewTerminals } from "../../shells/new-terminal.ts";
import { shortPath } from "../../term/document.ts";
import type { App } from "../../app.ts";
import { withSignOfLife } from "../progress.ts";

/** What new terminals have after a change, as their shells say. */
export interface Seen {
  applied: Applied;
  /** What wins over the wanted values there. */
  losing: Shadow[];
  notes: Note[];
  /** A shell did not say what it has. */
  unknown: boolean;
  /** Whether any shell has said what it has. */
  asked: boolean;
}

/** Behind a line that goes an earlier one may win. */
const rounds = 8;

/** What a verb has done, or would do in a dry run. */
interface Done {
  verb: string;
  wanted: Readonly<Record<string, string | null>>;
  applied: Applied;
  plan: Plan;
  install?: InstallWish | undefined;
}

/**
 * Asks the shells that carry our settings what a new terminal has, now that all is written. With consent lines of the
 * user's own that are in the way are put out of effect, as a part of the same change, and the shells are asked again.
 * A dry run asks them in a rehearsal of the change, and tells the same.
 */
export async function seenInNewTerminals(app: App, machine: Machine, done: Done): Promise<Seen> {
  const { ctx, flags } = app;
  const { applied, wanted, install } = done;
  const shells =
    install === undefined
      ? [...new Set([...carryingShells(ctx), ...rewritingShell(ctx, Object.keys(wanted))])]
      : install.shells.map(({ shell }) => shell);
  if (ctx.platform === "win32" || ctx.home === null || shells.length === 0) {
    return { applied, losing: [], notes: [], unknown: false, asked: false };
  }
  const now = readMachine(ctx, machine);
  const values = install === undefined ? wanted : { ...storedSettings(ctx, now), ...wanted };
  const envFile = now.envFile.kind === "file" ? now.envFile.path : null;
  const about = { shells, values: new Map(Object.entries(values)) };
  if (flags.dryRun === true) {
    return withRehearsal(ctx, ctx.home, (rehearsal) => {
      rehearsal.take(done.plan.edits ?? []);
      const copy = envFile === null ? null : rehearsal.envFile(envFile, wanted);
      const make = (plan: Plan) => {
        rehearsal.take(plan.edits ?? []);
        return Promise.resolve({ changes: plan.changes, id: null, undo: null });
      };
      return seenOn(app, done, { ...about, ...rehearsal, envFile: copy, make });
    });
  }
  const same = (name: string) => name;
  const make = (plan: Plan, id: string | null) => {
    const continues = id === null ? {} : { continues: id };
    return apply(ctx, machine, done.verb, () => ({ ...plan, ...continues }), flags);
  };
  return seenOn(app, done, { ...about, ctx, envFile, make, placeOf: same, told: same });
}

/** Where the shells are asked: in the home folder, or in a rehearsal. */
interface Stage extends Omit<Rehearsal, "take" | "envFile"> {
  shells: readonly Shell[];
  values: ReadonlyMap<string, string | null>;
  envFile: string | null;
  make(plan: Plan, continues: string | null): Promise<Applied>;
}

async function seenOn(app: App, { applied: first, install }: Done, stage: Stage): Promise<Seen> {
  const { ctx, shells, values, envFile, told } = stage;
  const ask = async () => {
    const question = { values, envFile, carriers: carryingShells(ctx) };
    const seen = await withSignOfLife(app, app.text.shell.asking, () =>
      askNewTerminals(ctx, shells, question),
    );
    const real = (by: Losing["by"]) => by && { ...by, file: told(by.file) };
    const losing = seen.losing.map((one): Losing => {
      return { ...one, value: told(one.value), by: real(one.by) };
    });
    const erased = seen.erased.map((one) => ({ ...one, by: real(one.by) }));
    return { ...seen, losing, erased };
  };
  let seen = await ask();
  let applied = first;
  const notes: Note[] = [];
  let consent = install?.overrule === true;
  for (let round = 0; round < (install === undefined ? 0 : rounds); round++) {
    const own = ownLines(app, seen);
    if (own.length === 0) break;
    consent ||= app.flags.dryRun !== true && (await isWished(app, own));
    if (!consent) {
      notes.push(...own.map((one) => consentNote(one, install!)));
      break;
    }
    const places = own.map((one) => ({ ...one, file: stage.placeOf(one.file) }));
    const planned = planOverrule(ctx, places);
    notes.push(...inReal(planned.notes, told));
    const more = await stage.make(planned.plan, applied.id);
    if (more.changes.length === 0) break;
    applied = {
      ...applied,
      changes: [...applied.changes, ...inReal(more.changes, told)],
      id: applied.id ?? more.id,
      undo: applied.undo ?? more.undo,
    };
    seen = await ask();
  }
  return {
    applied,
    losing: seen.losing.filter(({ covered }) => covered !== true).map(shadow),
    notes: [...notes, ...notesOf(seen)],
    unknown: seen.silent.some(({ why }) => why !== "absent"),
    asked: seen.answers.length > 0,
  };
}

/** Data with the names of the real folders in all its texts. */
function inReal<T>(data: T, told: Stage["told"]): T {
  const text = JSON.stringify(data);
  return JSON.parse(text, (_, one: unknown) => (typeof one === "string" ? told(one) : one)) as T;
}

/** The user's own shell, where a startup file of it may run `go env -w`: that a new terminal undoes a change is not quick to see. */
function rewritingShell(ctx: App["ctx"], keys: readonly string[]): Shell[] {
  const shell = userShell(ctx);
  return shell !== null && mayRewrite(ctx, shell, keys) ? [shell] : [];
}

/** Lines of the user's own that the shell itself has named. */
function ownLines({ ctx }: App, { losing }: NewTerminals): Overriding[] {
  return losing.flatMap(({ by, key, value, rewrites }) => {
    if (by === null || by.perhaps || rewrites || !isUsersOwn(ctx, by.file)) return [];
    return [{ file: by.file, line: by.line, end: by.end, key, value }];
  });
}

async function isWished(app: App, lines: readonly Overriding[]): Promise<boolean> {
  const { ask } = await import("../../term/prompt.ts");
  const places = lines.map(({ file, line }) => `${shortPath(app.ctx, file)}:${line}`).join(", ");
  return (await ask(app, app.text.shell.askToOverrule(places))) === true;
}

function consentNote({ file, line }: Overriding, { command }: InstallWish): Note {
  const subject = `${file}:${line}`;
  return note("consent-required", "warning", { what: "comment-out", subject, command });
}

function notesOf({ losing, erased, silent, unreached }: NewTerminals): Note[] {
  const quiet = silent.filter(({ why }) => why !== "absent");
  return [
    ...losing.flatMap(({ key, value, shell, by, covered }) =>
      covered === true
        ? [note("env.rewritten", "warning", { key, value: value || null, shell: shell.name, by })]
        : [],
    ),
    ...erased.map(({ key, shell, by }) =>
      note("shell.erased", "info", { key, shell: shell.name, by }),
    ),
    ...perShell(quiet).map(({ shell, why }) =>
      note("shell.not-asked", "warning", { shell: shell.name, why }),
    ),
    ...perShell(unreached).map(({ shell, start }) =>
      note("shell.unreached", "info", { shell: shell.name, login: start.kind === "login" }),
    ),
  ];
}

function perShell<T extends { shell: { name: string } }>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [one.shell.name, one])).values()];
}

function shadow({ key, value, by, rewrites, shell }: Losing): Shadow {
  const kind = key === "GOENV" ? "goenv-off" : "block-loses";
  return {
    key,
    kind,
    ...(by !== null && { file: by.file, line: by.line }),
    value,
    shell: shell.name,
    ...(by?.perhaps && { perhaps: true }),
    ...(rewrites && { rewrites: true }),
  };
}
