import { type Context, pathsOf, variable } from "../context.ts";
import { inConfig, inHome } from "../folders.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { linesOf, refused } from "../config/document.ts";
import {
  jsonTree,
  parseLooseJson,
  valueOf,
  spotsOf,
  withMember,
  withValue,
} from "../config/json.ts";
import { redactSetting } from "../go/text/redact.ts";
import { settingKeys } from "./effective.ts";

/** VS Code and the editors that are made from it, by the folder of their settings. */
const editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

/** What the Go extension merges into the environment of go and gopls (golang/vscode-go, `go.toolsEnvVars`). */
export const editorKey = "go.toolsEnvVars";

/** Bytes; settings are written by hand. */
const largest = 1024 * 1024;

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

/** What an editor gives to the go that it starts, in the place of what a terminal has. */
interface EditorSetting {
  key: string;
  value: string;
  file: string;
  /** From 1. */
  line: number;
}

/**
 * Variables of go that VS Code's Go extension sets: of this project, which come first and win, then of the user. A file
 * that cannot be read, or is no JSON, is passed over.
 */
function editorSettings(ctx: Context): EditorSetting[] {
  return editorFiles(ctx).flatMap(({ file, text }) =>
    settingsIn(text).map((setting) => ({ ...setting, file })),
  );
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
      // It may be a repository's, and shall not begin lines of its own among ours.
      value: redactSetting(one.key, one.value).replaceAll(/\s/g, " "),
      effective: redactSetting(one.key, effective(one.key)),
    }));
}

/** The variables of go in the text of a settings file; none where it is no JSON. */
export function settingsIn(text: string): Omit<EditorSetting, "file">[] {
  const tree = jsonTree(text);
  const members = (tree?.type === "object" && tree.children) || [];
  const found = members.findLast(({ children: [key] = [] }) => key?.value === editorKey);
  const [, object] = found?.children ?? [];
  const at = linesOf(text);
  return (object?.children ?? []).flatMap(({ offset, children: [key, value] = [] }) => {
    const known = settingKeys.find((each) => each === key?.value);
    const given = value && valueOf(value);
    if (known === undefined || typeof given !== "string") return [];
    return [{ key: known, value: given, line: at(offset).line }];
  });
}

/**
 * A settings file with these variables in `go.toolsEnvVars`; all else in it, comments included, stays as it is written.
 * `file` is for messages. Throws Failure `config-invalid` where the text is no JSON with comments.
 */
export function withEditorSettings(
  file: string,
  text: string,
  values: readonly (readonly [key: string, value: string])[],
): string {
  if (text.trim() === "")
    return `${JSON.stringify({ [editorKey]: Object.fromEntries(values) }, null, 2)}\n`;
  const { value: document } = parseLooseJson(file, text);
  if (!isObject(document)) throw refused(file, { what: "field", field: "", expected: "object" });
  const held = document[editorKey];
  if (held !== undefined && !isObject(held)) {
    throw refused(file, { what: "field", field: editorKey, expected: "object" });
  }
  const place = (of: string) => spotsOf(of).members.findLast(({ key }) => key === editorKey);
  const start =
    place(text) === undefined ? withMember(text, spotsOf(text), {}, 1, editorKey) : text;
  return values.reduce((rest, [key, value]) => {
    const object = place(rest)!;
    const spot = object.members.findLast((member) => member.key === key);
    return spot === undefined
      ? withMember(rest, object, value, 2, key)
      : withValue(rest, spot, value, 2);
  }, start);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
