import { type Context, pathsOf } from "../context.ts";
import { configFolder } from "../folders.ts";
import { blockText, findBlock, removeBlock } from "./block.ts";
import { assignedIn, restoreCommented } from "./comment.ts";
import { type Draft, joined, newDraft, type ShellPlan } from "./draft.ts";
import { envFileOf, families } from "./families.ts";
import { guiFile } from "./gui.ts";
import { isOwnText } from "./own-text.ts";
import { everywhereOf, placesOf, shells } from "./records.ts";
import type { Place, Shell } from "./shell.ts";

interface UninstallMore {
  /** Files in which lines were commented out, where no shell is known to read them. */
  commented?: readonly string[];
  /** Also from the programs that the desktop starts; by default where all shells are meant. */
  gui?: boolean;
}

/**
 * What takes the settings out of these shells again (null: out of all), every startup file back to its bytes.
 * A file that a shell which stays installed reads too keeps its block.
 */
export async function planUninstall(
  ctx: Context,
  chosen: readonly Shell[] | null = null,
  { commented = [], gui = chosen === null }: UninstallMore = {},
): Promise<ShellPlan> {
  const going = chosen ?? shells;
  const staying = shells.filter((shell) => !going.includes(shell));
  const startup = newDraft(ctx);
  const kept = new Set<string>();
  for (const shell of staying) {
    for (const file of await installedFiles(ctx, startup, shell, going)) kept.add(file);
  }
  for (const shell of going) {
    const all = [...everywhereOf(ctx, shell), ...(await placesOf(ctx, shell, true))];
    const places = all.filter(({ file }) => !kept.has(file));
    for (const place of places) takeOut(startup, ctx, place);
    const others = ctx.home === null ? [] : shell.reads(ctx);
    for (const file of [...places.map((place) => place.file), ...others]) enable(startup, file);
  }
  for (const file of commented) enable(startup, file);
  const env = newDraft(ctx);
  const left = staying.flatMap((shell) => everywhereOf(ctx, shell));
  for (const family of families) {
    const isRead = left.some(
      (place) => place.kind === "block" && place.family === family && hasBlock(startup, place),
    );
    if (!isRead) removeOwn(env, envFileOf(ctx, family), "env-file", [configFolder(ctx)]);
  }
  const desktop = gui ? guiFile(ctx) : null;
  if (desktop !== null) removeOwn(env, desktop.file, "gui", desktop.folders);
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

/** A damaged one counts: something of it may still be read. */
function hasBlock(draft: Draft, place: Place): boolean {
  const bytes = draft.read(place.file);
  if (bytes === null || place.kind !== "block") return false;
  const found = findBlock(bytes);
  return "refused" in found ? found.refused === "damaged" : found.block !== null;
}

function takeOut(draft: Draft, ctx: Context, place: Place): void {
  const paths = pathsOf(ctx);
  const folder = paths.dirname(place.file);
  if (place.kind === "drop-in") {
    removeOwn(draft, place.file, "startup-file", [paths.dirname(folder), folder]);
    return;
  }
  if (!hasBlock(draft, place)) return;
  draft.edit(
    place.file,
    "startup-file",
    (bytes) => {
      const removed = removeBlock(bytes!);
      if ("refused" in removed) return removed;
      const read = { key: null, before: blockText(bytes), after: null };
      return { bytes: removed.bytes, reads: [read] };
    },
    folder === ctx.home ? {} : { folders: [folder] },
  );
}

function removeOwn(
  draft: Draft,
  file: string,
  target: "env-file" | "startup-file" | "gui",
  folders: readonly string[],
): void {
  const bytes = draft.read(file);
  if (bytes === null || !isOwnText(bytes)) return;
  const step = { bytes: null, reads: [{ key: null, before: bytes.toString(), after: null }] };
  draft.edit(file, target, () => step, { folders });
}

function enable(draft: Draft, file: string): void {
  const bytes = draft.read(file);
  if (bytes === null) return;
  const restored = restoreCommented(bytes);
  if (restored.lines.length === 0) return;
  const reads = restored.lines.map((line) => ({
    key: assignedIn(line),
    before: null,
    after: line,
  }));
  const step = { bytes: restored.bytes, reads };
  draft.edit(file, "startup-file", () => step);
}
