import { jsonTree, valueOf } from "../config/json.ts";
import { linesOf } from "../config/document.ts";
import { type Context, pathsOf, variable } from "../context.ts";
import { redactSetting } from "../go/text/redact.ts";
import { inConfig, inHome } from "../folders.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { settingKeys } from "./keys.ts";

/** What an editor gives to the go that it starts, in the place of what a terminal has. */
interface EditorSetting {
  key: string;
  value: string;
  file: string;
  /** From 1. */
  line: number;
}

/** VS Code and the editors that are made from it, by the folder of their settings. */
const editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

/** What the Go extension merges into the environment of go and gopls (golang/vscode-go, `go.toolsEnvVars`). */
const name = "go.toolsEnvVars";

/** Bytes; settings are written by hand. */
const largest = 4 * 1024 * 1024;

/**
 * Variables of go that VS Code's Go extension sets: of this project, which come first and win, then of the user. A file
 * that cannot be read, or is no JSON, is passed over.
 */
function editorSettings(ctx: Context): EditorSetting[] {
  return [...projectFiles(ctx), ...userFiles(ctx)].flatMap((file) => settingsIn(ctx, file));
}

/** An editor's value that is another one than what go has elsewhere. Without passwords. */
export interface EditorOverride extends EditorSetting {
  effective: string;
}

/** What is other in the editor than elsewhere, once for each key: of two files the first one wins. */
export function editorOverrides(
  ctx: Context,
  effective: (key: string) => string,
): EditorOverride[] {
  const found = editorSettings(ctx);
  return found
    .filter(({ key }, at) => found.findIndex((one) => one.key === key) === at)
    .filter(({ key, value }) => value !== effective(key))
    .map((one) => ({
      ...one,
      value: redactSetting(one.key, one.value),
      effective: redactSetting(one.key, effective(one.key)),
    }));
}

function settingsIn(ctx: Context, file: string): EditorSetting[] {
  const text = readTextIfRegular(ctx, file, { limit: largest });
  // What is long and without the name need not be taken apart.
  if (text === null || !text.includes(name)) return [];
  const tree = jsonTree(text);
  const members = (tree?.type === "object" && tree.children) || [];
  const found = members.findLast(({ children: [key] = [] }) => key?.value === name);
  const [, object] = found?.children ?? [];
  const at = linesOf(text);
  return (object?.children ?? []).flatMap(({ offset, children: [key, value] = [] }) => {
    const known = settingKeys.find((each) => each === key?.value);
    const given = value && valueOf(value);
    if (known === undefined || typeof given !== "string") return [];
    return [{ key: known, value: given, file, line: at(offset).line }];
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
