import { type Context, variable } from "../context.ts";
import { note } from "../findings.ts";
import {
  blockText,
  putBlock,
  type Draft,
  newDraft,
  type ShellPlan,
  together,
} from "./managed/block.ts";
import { commentOut } from "./managed/comment.ts";
import type { Detected } from "./detect.ts";
import {
  desktopFile,
  managedFilesThere,
  readingLanguage,
  isManagedText,
  managedText,
  snippet,
  type StoredSettings,
} from "./managed/files.ts";
import { type BlockPlace, envFileOf, type OwnFile, type ShellPlace } from "./place.ts";

/** A line of the user's own that sets one of our variables, to be put out of effect. */
export interface Overriding {
  file: string;
  line: number;
  /** The last line of its statement, where its shell has told. */
  end?: number | undefined;
  key: string;
  value: string | null;
}

interface InstallMore {
  /** Also for programs that the desktop starts. */
  gui?: boolean;
}

/**
 * What makes the stored settings reach new terminals of these shells: our env files, a block in each startup
 * file, drop-ins. A file that must be left alone is a note, and the others are changed all the same. Nothing on Windows.
 * Throws Failure uncarried-value.
 */
export async function planInstall(
  ctx: Context,
  wanted: readonly Detected[],
  stored: StoredSettings,
  { gui = false }: InstallMore = {},
): Promise<ShellPlan> {
  const places: ShellPlace[] = [];
  for (const { shell, inUse } of wanted) places.push(...(await shell.places(ctx, inUse)));
  if (underSudo(ctx)) return refusedUnderSudo(places);
  const drafts = { env: newDraft(ctx), startup: newDraft(ctx) };
  const desktop = gui ? desktopFile(ctx) : null;
  if (desktop !== null) putOwn(drafts.env, desktop, stored);
  const read = new Set<string>();
  for (const place of places) {
    if (place.kind === "own") putOwn(drafts.startup, place, stored);
    else if (putSnippet(drafts.startup, ctx, place)) read.add(place.language);
  }
  for (const name of read) putOwn(drafts.env, envFileOf(ctx, readingLanguage(name)), stored);
  return together(drafts.env.done(), drafts.startup.done());
}

/** Lines of the user's own put out of effect, with their consent. */
export function planOverrule(ctx: Context, lines: readonly Overriding[]): ShellPlan {
  const draft = newDraft(ctx);
  overrule(draft, lines);
  return draft.done();
}

/** The same as a step of a draft. */
export function overrule(draft: Draft, lines: readonly Overriding[]): void {
  for (const line of lines) disable(draft, line);
}

/** What brings the files of ours that are there up to date; startup files do not change. Starts no program. */
export function planRefresh(ctx: Context, stored: StoredSettings): ShellPlan {
  const draft = newDraft(ctx);
  for (const own of managedFilesThere(ctx)) {
    const bytes = draft.read(own.file);
    const known = bytes !== null && (own.target === "env-file" || isManagedText(bytes));
    if (known) putOwn(draft, own, stored);
  }
  return draft.done();
}

/** Root in somebody's home folder: the new files would be root's, and the shells of their owner could not read them. */
function underSudo(ctx: Context): boolean {
  const user = Number(variable(ctx, "SUDO_UID") ?? 0);
  if (!(user > 0) || ctx.home === null) return false;
  return ctx.fs.statSync(ctx.home, { throwIfNoEntry: false })?.uid === user;
}

function refusedUnderSudo(places: readonly ShellPlace[]): ShellPlan {
  const files = new Set(places.map(({ file }) => file));
  const notes = [...files].map((file) =>
    note("shell.refused", "error", { file, reason: "sudo", snippet: null }),
  );
  return { plan: { changes: [], edits: [] }, notes };
}

/** Values may hold passwords: nobody else may read what holds them. */
function putOwn(draft: Draft, own: OwnFile, stored: StoredSettings): void {
  const text = managedText(own, stored);
  draft.edit(
    own.file,
    own.target,
    (bytes) =>
      bytes !== null && !isManagedText(bytes)
        ? { refused: "foreign" }
        : {
            bytes: Buffer.from(text),
            reads: [{ key: null, before: bytes?.toString() ?? null, after: text }],
          },
    { mode: 0o600 },
  );
}

function putSnippet(draft: Draft, ctx: Context, place: BlockPlace): boolean {
  const lines = snippet(ctx, place.language);
  return draft.edit(
    place.file,
    "startup-file",
    (bytes) => {
      const put = putBlock(bytes, lines, { follow: place.language === "pwsh" });
      if ("refused" in put) return put;
      const read = { key: null, before: blockText(bytes), after: blockText(put.bytes) };
      return { bytes: put.bytes, reads: [read] };
    },
    { snippet: lines.join("\n") },
  );
}

/** Settings of other programs too, such as docker compose; `.env.ps1` and the like are a shell's own. */
const shared = /(?:^|[\\/])\.env(?:\.(?!(?:ps1|[a-z]*sh|nu|elv)$)[^\\/]*)?$|\.env$/;

function disable(draft: Draft, { file, line, end, key, value }: Overriding): void {
  draft.edit(file, "startup-file", (bytes) => {
    if (bytes === null) return { refused: "no-line" };
    if (shared.test(file)) return { refused: "shared" };
    const done = commentOut(bytes, { line, end, keys: [key] });
    if ("refused" in done) return done;
    return { bytes: done.bytes, reads: [{ key, before: value ?? done.line, after: null }] };
  });
}
