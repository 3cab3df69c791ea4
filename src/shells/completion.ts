import { type Context, pathsOf } from "../context.ts";
import { configFolder, hasConfigFolder, inConfig, inHome } from "../folders.ts";
import { bash } from "./languages/bash.ts";
import { pwsh } from "./languages/pwsh.ts";
import { zshrc, zshrcPlaces } from "./languages/zsh.ts";
import {
  blockText,
  putBlock,
  removeBlock,
  newDraft,
  type Draft,
  type ShellPlan,
} from "./managed/block.ts";
import { pathWord } from "./managed/files.ts";
import { askForFolder } from "./place.ts";

/** The shells that have completions. */
export const completing = ["bash", "zsh", "fish", "pwsh"] as const;
export type Completing = (typeof completing)[number];

/** A block of ours with this name in its markers. */
const kind = "completion";

/** The file of ours that holds a script: fish looks for it by its name, the others' startup files read it. */
export function completionFile(ctx: Context, shell: Completing): string {
  if (shell === "fish") return inConfig(ctx, "fish", "completions", "goproxy-cfg.fish");
  const ending = shell === "pwsh" ? "ps1" : shell;
  return pathsOf(ctx).join(configFolder(ctx), `completion.${ending}`);
}

/**
 * What makes new terminals of these shells complete our command lines: a file of ours with the script, and, but for
 * fish, a block that reads it in the startup file of interactive terminals. A file that must be left alone is a note.
 */
export async function planCompletion(
  ctx: Context,
  scripts: ReadonlyMap<Completing, string>,
): Promise<ShellPlan> {
  const draft = newDraft(ctx);
  for (const [shell, script] of scripts) {
    const file = completionFile(ctx, shell);
    const target = shell === "fish" ? "startup-file" : "env-file";
    const isWritten = draft.edit(file, target, (bytes) =>
      bytes !== null && !isScript(bytes)
        ? { refused: "foreign" }
        : {
            bytes: Buffer.from(script),
            reads: [{ key: null, before: bytes?.toString() ?? null, after: script }],
          },
    );
    if (!isWritten) continue;
    const lines = readingLines(ctx, shell, file);
    for (const startup of await startupFilesOf(ctx, shell)) {
      draft.edit(
        startup,
        "startup-file",
        (bytes) => {
          const put = putBlock(bytes, lines, { follow: shell === "pwsh", kind });
          return "refused" in put ? put : { bytes: put.bytes, reads: [read(bytes, put.bytes)] };
        },
        { snippet: lines.join("\n") },
      );
    }
  }
  return draft.done();
}

/** Takes out of a draft what an install of completions may have left. Starts no program. */
export function dropCompletions(ctx: Context, draft: Draft): void {
  if (ctx.home === null || !hasConfigFolder(ctx)) return;
  const places = [...bash.allPlaces(ctx), ...pwsh.allPlaces(ctx)].map(({ file }) => file);
  for (const file of new Set([...places, ...zshrcPlaces(ctx)])) {
    const bytes = draft.read(file);
    if (bytes === null || blockText(bytes, kind) === null) continue;
    const removed = removeBlock(bytes, kind);
    if ("refused" in removed) continue;
    draft.edit(file, "startup-file", () => ({
      bytes: removed.bytes,
      reads: [read(bytes, removed.bytes)],
    }));
  }
  for (const shell of completing) {
    const file = completionFile(ctx, shell);
    const bytes = draft.read(file);
    if (bytes === null || !isScript(bytes)) continue;
    const reads = [{ key: null, before: bytes.toString(), after: null }];
    const folders = [pathsOf(ctx).dirname(file)];
    const target = shell === "fish" ? "startup-file" : "env-file";
    draft.edit(file, target, () => ({ bytes: null, reads }), { folders });
  }
}

const read = (before: Buffer | null, after: Buffer | null) => ({
  key: null,
  before: blockText(before, kind),
  after: blockText(after, kind),
});

/** Somebody else's file of that name is never overwritten. */
const isScript = (bytes: Buffer) =>
  /^(?:#compdef goproxy-cfg\n)?# \w+ completion for goproxy-cfg\n/.test(
    bytes.toString("latin1", 0, 100),
  );

/** What the startup file says. The script of bash lies beside login files that other shells read. */
function readingLines(ctx: Context, shell: Completing, file: string): string[] {
  if (shell === "pwsh") return [`try { . ${pathWord(ctx, "pwsh", file)} } catch { }`];
  const path = pathWord(ctx, "sh", file);
  const mine = shell === "bash" ? '[ -n "${BASH_VERSION-}" ] && ' : "";
  return [`if ${mine}[ -r ${path} ]; then . ${path}; fi`];
}

/** The startup files of interactive terminals; a bash that is a login shell reads .bashrc through its own files, but not on macOS. */
async function startupFilesOf(ctx: Context, shell: Completing): Promise<string[]> {
  if (shell === "fish") return [];
  if (shell === "zsh") return [await zshrc(ctx)];
  if (shell === "pwsh" && ctx.platform === "win32") return windowsProfiles(ctx);
  if (shell === "bash" && ctx.platform !== "darwin") return [inHome(ctx, ".bashrc")];
  const places = await (shell === "bash" ? bash : pwsh).places(ctx, true);
  return places.map(({ file }) => file);
}

/** Where each PowerShell of this Windows says that its profile is: the folder of documents may be anywhere. */
async function windowsProfiles(ctx: Context): Promise<string[]> {
  const ask = ["-NoLogo", "-NoProfile", "-Command", "$PROFILE.CurrentUserAllHosts"];
  const told = await Promise.all(
    ["pwsh", "powershell"].map((program) => askForFolder(ctx, program, ask)),
  );
  return told.filter((file) => file !== null);
}
