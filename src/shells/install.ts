import { type Context, variable } from "../context.ts";
import { note } from "../findings/findings.ts";
import { blockText, putBlock } from "./block.ts";
import { commentOut } from "./comment.ts";
import type { Detected } from "./detect.ts";
import { type Draft, joined, newDraft, type ShellPlan } from "./draft.ts";
import { envFileOf, families, type Family, snippet } from "./families.ts";
import { guiFile } from "./gui.ts";
import { isOwnText, ownText, type Stored } from "./own-text.ts";
import { everywhereOf, placesOf, shells } from "./records.ts";
import type { Place } from "./shell.ts";

/** A line of the user's own that sets one of our variables, to be commented out. */
export interface Overriding {
  file: string;
  line: number;
  key: string;
  value: string | null;
}

interface InstallMore {
  overriding?: readonly Overriding[];
  /** Also for programs that the desktop starts. */
  gui?: boolean;
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
  { overriding = [], gui = false }: InstallMore = {},
): Promise<ShellPlan> {
  const places: Place[] = [];
  for (const { shell, inUse } of wanted) places.push(...(await placesOf(ctx, shell, inUse)));
  if (underSudo(ctx)) return refusedUnderSudo(places);
  const drafts = { env: newDraft(ctx), startup: newDraft(ctx) };
  const desktop = gui ? guiFile(ctx) : null;
  if (desktop !== null) putText(drafts.env, desktop.file, "gui", desktop.text(stored));
  // Before the blocks: a block may move the lines behind it.
  for (const line of overriding) disable(drafts.startup, line);
  const used = new Set<Family>();
  for (const place of places) {
    if (place.kind === "drop-in") putDropIn(drafts.startup, place, stored);
    else if (putSnippet(drafts.startup, ctx, place)) used.add(place.family);
  }
  for (const family of used) putEnvFile(drafts.env, ctx, family, stored);
  return joined(drafts.env.done(), drafts.startup.done());
}

/** What brings the files of ours that are there up to date; startup files do not change. Starts no program. */
export function planRefresh(ctx: Context, stored: Stored): ShellPlan {
  const draft = newDraft(ctx);
  if (ctx.platform === "win32") return draft.done();
  const desktop = guiFile(ctx);
  const there = desktop === null ? null : draft.read(desktop.file);
  if (desktop !== null && there !== null && isOwnText(there)) {
    putText(draft, desktop.file, "gui", desktop.text(stored));
  }
  for (const family of families) {
    if (draft.read(envFileOf(ctx, family)) !== null) putEnvFile(draft, ctx, family, stored);
  }
  for (const place of shells.flatMap((shell) => everywhereOf(ctx, shell))) {
    if (place.kind !== "drop-in") continue;
    const bytes = draft.read(place.file);
    if (bytes !== null && isOwnText(bytes)) putDropIn(draft, place, stored);
  }
  return draft.done();
}

/** Root in somebody's home folder: the new files would be root's, and the shells of their owner could not read them. */
function underSudo(ctx: Context): boolean {
  const user = Number(variable(ctx, "SUDO_UID") ?? 0);
  if (!(user > 0) || ctx.home === null) return false;
  return ctx.fs.statSync(ctx.home, { throwIfNoEntry: false })?.uid === user;
}

function refusedUnderSudo(places: readonly Place[]): ShellPlan {
  const files = new Set(places.map(({ file }) => file));
  const notes = [...files].map((file) =>
    note("shell.refused", "error", { file, reason: "sudo", snippet: null }),
  );
  return { plan: { changes: [], edits: [] }, notes };
}

function putEnvFile(draft: Draft, ctx: Context, family: Family, stored: Stored): void {
  putText(draft, envFileOf(ctx, family), "env-file", ownText(family.syntax, stored));
}

function putDropIn(draft: Draft, place: Place & { kind: "drop-in" }, stored: Stored): void {
  putText(draft, place.file, "startup-file", ownText(place.syntax, stored));
}

/** Values may hold passwords: nobody else may read what holds them. */
function putText(
  draft: Draft,
  file: string,
  target: "env-file" | "startup-file" | "gui",
  text: string,
): void {
  draft.edit(
    file,
    target,
    (bytes) =>
      bytes !== null && !isOwnText(bytes)
        ? { refused: "foreign" }
        : {
            bytes: Buffer.from(text),
            reads: [{ key: null, before: bytes?.toString() ?? null, after: text }],
          },
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
      const read = { key: null, before: blockText(bytes), after: blockText(put.bytes) };
      return { bytes: put.bytes, reads: [read] };
    },
    { snippet: lines.join("\n") },
  );
}

function disable(draft: Draft, { file, line, key, value }: Overriding): void {
  draft.edit(file, "startup-file", (bytes) => {
    if (bytes === null) return { refused: "no-line" };
    const done = commentOut(bytes, line);
    if ("refused" in done) return done;
    return { bytes: done.bytes, reads: [{ key, before: value ?? done.line, after: null }] };
  });
}
