import { type Context, pathsOf } from "../context.ts";
import { configFolder } from "../folders.ts";
import { findBlock, putBlock, removeBlock } from "./block.ts";
import { commentOut, restoreCommented } from "./comment.ts";
import type { Detected } from "./detect.ts";
import { type Draft, newDraft, type ShellPlan } from "./draft.ts";
import { envFileOf, families, type Family, snippet } from "./families.ts";
import { isOwnText, ownText, type Stored } from "./own-text.ts";
import { everywhereOf, placesOf, shells } from "./records.ts";
import type { Place, Shell } from "./shell.ts";

/** A line of the user's own that sets one of our variables, to be commented out. */
export interface Overriding {
  file: string;
  line: number;
  key: string;
  value: string | null;
}

/**
 * What makes the stored settings reach new terminals of these shells: our env files, a block in each startup
 * file, drop-ins; and `overriding` lines put out of effect. A file that must be left alone is a note, and the
 * others are changed all the same. Nothing on Windows. Throws Failure uncarried-value.
 */
export async function planInstall(
  ctx: Context,
  wanted: readonly Detected[],
  stored: Stored,
  overriding: readonly Overriding[] = [],
): Promise<ShellPlan> {
  const places: Place[] = [];
  for (const { shell, inUse } of wanted) places.push(...(await placesOf(ctx, shell, inUse)));
  const drafts = { env: newDraft(ctx), startup: newDraft(ctx) };
  // Before the blocks: a block may move the lines behind it.
  for (const line of overriding) disable(drafts.startup, line);
  const used = new Set<Family>();
  for (const place of places) {
    if (place.kind === "drop-in") putOwn(drafts.startup, ctx, place, stored);
    else if (putSnippet(drafts.startup, ctx, place)) used.add(place.family);
  }
  for (const family of used) putEnvFile(drafts.env, ctx, family, stored);
  return joined(drafts.env.done(), drafts.startup.done());
}

/** What brings the files of ours that are there up to date; startup files do not change. Starts no program. */
export function planRefresh(ctx: Context, stored: Stored): ShellPlan {
  const draft = newDraft(ctx);
  if (ctx.platform === "win32") return draft.done();
  for (const family of families) {
    if (draft.read(envFileOf(ctx, family)) !== null) putEnvFile(draft, ctx, family, stored);
  }
  for (const place of shells.flatMap((shell) => everywhereOf(ctx, shell))) {
    if (place.kind !== "drop-in") continue;
    const bytes = draft.read(place.file);
    if (bytes !== null && isOwnText(bytes)) putOwn(draft, ctx, place, stored);
  }
  return draft.done();
}

/**
 * What takes the settings out of these shells again (null: out of all), every startup file back to its bytes.
 * A file that a shell which stays installed reads too keeps its block. `commented`: files in which lines were
 * commented out, where no shell is known to read them.
 */
export async function planUninstall(
  ctx: Context,
  chosen: readonly Shell[] | null = null,
  commented: readonly string[] = [],
): Promise<ShellPlan> {
  const going = chosen ?? shells;
  const staying = shells.filter((shell) => !going.includes(shell));
  const startup = newDraft(ctx);
  const kept = new Set<string>();
  for (const shell of staying) {
    for (const file of await installedFiles(ctx, startup, shell, going)) kept.add(file);
  }
  for (const shell of going) {
    const places = [...everywhereOf(ctx, shell), ...(await placesOf(ctx, shell, true))];
    for (const place of places) if (!kept.has(place.file)) takeOut(startup, ctx, place);
    const files = [...places.filter(({ kind }) => kind === "block"), ...reads(ctx, shell)];
    for (const { file } of files) if (!kept.has(file)) enable(startup, file);
  }
  for (const file of commented) enable(startup, file);
  const env = newDraft(ctx);
  for (const family of families) {
    const read = staying
      .flatMap((shell) => everywhereOf(ctx, shell))
      .some(
        (place) => place.kind === "block" && place.family === family && hasBlock(startup, place),
      );
    if (!read) removeOwn(env, envFileOf(ctx, family), "env-file", [configFolder(ctx)]);
  }
  return joined(startup.done(), env.done());
}

/**
 * The files of a shell that stays installed: it has something in a file that no shell which goes reads. A shell
 * that shares all its files is not told from the others, and does not stay.
 */
async function installedFiles(
  ctx: Context,
  draft: Draft,
  shell: Shell,
  going: readonly Shell[],
): Promise<string[]> {
  const shared = new Set(going.flatMap((one) => everywhereOf(ctx, one)).map(({ file }) => file));
  const own = everywhereOf(ctx, shell).filter(({ file }) => !shared.has(file));
  if (!own.some((place) => hasBlock(draft, place))) return [];
  return (await placesOf(ctx, shell, true)).map(({ file }) => file);
}

function hasBlock(draft: Draft, place: Place): boolean {
  const bytes = draft.read(place.file);
  if (bytes === null || place.kind !== "block") return false;
  const found = findBlock(bytes);
  return "refused" in found ? found.refused === "damaged" : found.block !== null;
}

function reads(ctx: Context, shell: Shell): { file: string }[] {
  return ctx.home === null ? [] : shell.reads(ctx).map((file) => ({ file }));
}

function putEnvFile(draft: Draft, ctx: Context, family: Family, stored: Stored): void {
  const text = ownText(family.syntax, stored);
  putText(draft, envFileOf(ctx, family), "env-file", text);
}

function putOwn(
  draft: Draft,
  _: Context,
  place: Place & { kind: "drop-in" },
  stored: Stored,
): void {
  putText(draft, place.file, "startup-file", ownText(place.syntax, stored));
}

/** Values may hold passwords: nobody else may read what holds them. */
function putText(
  draft: Draft,
  file: string,
  target: "env-file" | "startup-file",
  text: string,
): void {
  draft.edit(
    file,
    target,
    (bytes) =>
      bytes !== null && !isOwnText(bytes)
        ? { refused: "foreign" }
        : { bytes: Buffer.from(text), before: bytes?.toString() ?? null, after: text },
    { mode: 0o600 },
  );
}

function putSnippet(draft: Draft, ctx: Context, place: Place & { kind: "block" }): boolean {
  const lines = snippet(ctx, place.family);
  return draft.edit(
    place.file,
    "startup-file",
    (bytes) => {
      const put = putBlock(bytes, lines, { follow: place.family.syntax === "pwsh" });
      if ("refused" in put) return put;
      return { bytes: put.bytes, before: blockText(bytes), after: blockText(put.bytes) };
    },
    { snippet: lines.join("\n") },
  );
}

function takeOut(draft: Draft, ctx: Context, place: Place): void {
  if (place.kind === "drop-in") {
    const folder = pathsOf(ctx).dirname(place.file);
    removeOwn(draft, place.file, "startup-file", [pathsOf(ctx).dirname(folder), folder]);
    return;
  }
  const folder = pathsOf(ctx).dirname(place.file);
  if (!hasBlock(draft, place)) return;
  draft.edit(
    place.file,
    "startup-file",
    (bytes) => {
      const removed = removeBlock(bytes!);
      if ("refused" in removed) return removed;
      return { bytes: removed.bytes, before: blockText(bytes), after: null };
    },
    folder === ctx.home ? {} : { folders: [folder] },
  );
}

function removeOwn(
  draft: Draft,
  file: string,
  target: "env-file" | "startup-file",
  folders: readonly string[],
): void {
  const bytes = draft.read(file);
  if (bytes === null || !isOwnText(bytes)) return;
  draft.edit(
    file,
    target,
    (now) => ({ bytes: null, before: now?.toString() ?? null, after: null }),
    {
      folders,
    },
  );
}

function disable(draft: Draft, { file, line, key, value }: Overriding): void {
  draft.edit(file, "startup-file", (bytes) => {
    if (bytes === null) return { refused: "no-line" };
    const done = commentOut(bytes, line);
    if ("refused" in done) return done;
    return { bytes: done.bytes, key, before: value ?? done.line, after: null };
  });
}

function enable(draft: Draft, file: string): void {
  const bytes = draft.read(file);
  if (bytes === null || restoreCommented(bytes).bytes === bytes) return;
  draft.edit(file, "startup-file", (now) => {
    const { bytes: restored, lines } = restoreCommented(now!);
    return { bytes: restored, before: null, after: lines.join("\n") };
  });
}

function blockText(bytes: Buffer | null): string | null {
  const found = findBlock(bytes ?? Buffer.alloc(0));
  return "refused" in found ? null : (found.block?.text ?? null);
}

function joined(...plans: ShellPlan[]): ShellPlan {
  return {
    plan: {
      changes: plans.flatMap(({ plan }) => plan.changes),
      edits: plans.flatMap(({ plan }) => plan.edits ?? []),
    },
    notes: plans.flatMap(({ notes }) => notes),
  };
}
