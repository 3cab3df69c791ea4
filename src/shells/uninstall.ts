import { type Context, pathsOf } from "../context.ts";
import {
  blockText,
  findBlock,
  removeBlock,
  type Draft,
  newDraft,
  type ShellPlan,
  together,
} from "./managed/block.ts";
import { assignedIn, restoreCommented } from "./managed/comment.ts";
import { dropCompletions } from "./completion.ts";
import type { Shell } from "./language.ts";
import { desktopFile, envFiles, isManagedText } from "./managed/files.ts";
import type { OwnFile, ShellPlace } from "./place.ts";
import { shells } from "./detect.ts";

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
    const all = [...shell.allPlaces(ctx), ...(await shell.places(ctx, true))];
    const places = all.filter(({ file }) => !kept.has(file));
    for (const place of places) takeOut(startup, ctx, place);
    for (const file of [...places.map((place) => place.file), ...shell.alsoReads(ctx)]) {
      enable(startup, file);
    }
  }
  for (const file of commented) enable(startup, file);
  const env = newDraft(ctx);
  const left = staying.flatMap((shell) => shell.allPlaces(ctx));
  for (const own of envFiles(ctx)) {
    const isRead = left.some(
      (place) =>
        place.kind === "block" && place.language === own.format && hasBlock(startup, place),
    );
    if (!isRead) removeOwn(env, own);
  }
  if (chosen === null) dropCompletions(ctx, startup);
  const desktop = gui ? desktopFile(ctx) : null;
  if (desktop !== null) removeOwn(env, desktop);
  return together(startup.done(), env.done());
}

/**
 * The files of a shell that stays installed: it has something in a file that no shell which goes reads. Where it
 * shares all its files with shells that go, we cannot tell that it is installed: it is treated as not installed.
 */
async function installedFiles(
  ctx: Context,
  draft: Draft,
  shell: Shell,
  going: readonly Shell[],
): Promise<string[]> {
  const shared = new Set(going.flatMap((one) => one.allPlaces(ctx)).map(({ file }) => file));
  const own = shell.allPlaces(ctx).filter(({ file }) => !shared.has(file));
  if (!own.some((place) => hasBlock(draft, place))) return [];
  return (await shell.places(ctx, true)).map(({ file }) => file);
}

/** A damaged one counts: something of it may still be read. */
function hasBlock(draft: Draft, place: ShellPlace): boolean {
  const bytes = draft.read(place.file);
  if (bytes === null || place.kind !== "block") return false;
  const found = findBlock(bytes);
  return "refused" in found ? found.refused === "damaged" : found.block !== null;
}

function takeOut(draft: Draft, ctx: Context, place: ShellPlace): void {
  if (place.kind === "own") return removeOwn(draft, place);
  if (!hasBlock(draft, place)) return;
  const folder = pathsOf(ctx).dirname(place.file);
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

function removeOwn(draft: Draft, { file, target, folders }: OwnFile): void {
  const bytes = draft.read(file);
  if (bytes === null || !isManagedText(bytes)) return;
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
