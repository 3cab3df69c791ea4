import { type Context, pathsOf, variable } from "../context.ts";
import { inConfig, inHome } from "../folders.ts";
import { readTextIfRegular } from "../regular-file.ts";

/** VS Code and the editors that are made from it, by the folder of their settings. */
const editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

/** What the Go extension merges into the environment of go and gopls (golang/vscode-go, `go.toolsEnvVars`). */
export const editorKey = "go.toolsEnvVars";

/** Bytes; settings are written by hand. */
const largest = 4 * 1024 * 1024;

/**
 * Settings files of editors that have something of go, with their texts: of this project, which come first and win, then
 * of the user. None of them is taken apart here, since most people have none.
 */
export function editorFiles(ctx: Context): { file: string; text: string }[] {
  return [...projectFiles(ctx), ...userFiles(ctx)].flatMap((file) => {
    const text = readTextIfRegular(ctx, file, { limit: largest });
    return text?.includes(editorKey) ? [{ file, text }] : [];
  });
}

/** `.vscode/settings.json` of the folder and those above it, below the home folder. */
function projectFiles(ctx: Context): string[] {
  const paths = pathsOf(ctx);
  const files: string[] = [];
  for (let folder = ctx.cwd; folder !== ctx.home; folder = paths.dirname(folder)) {
    files.push(paths.join(folder, ".vscode", "settings.json"));
    if (folder === paths.dirname(folder)) break;
  }
  return files;
}

function userFiles(ctx: Context): string[] {
  if (ctx.home === null) return [];
  const paths = pathsOf(ctx);
  const appData = variable(ctx, "APPDATA");
  const folder = (editor: string) => {
    if (ctx.platform === "darwin") return inHome(ctx, "Library", "Application Support", editor);
    if (ctx.platform !== "win32") return inConfig(ctx, editor);
    return appData ? paths.join(appData, editor) : inHome(ctx, "AppData", "Roaming", editor);
  };
  return editors.map((editor) => paths.join(folder(editor), "User", "settings.json"));
}
