import { linesOf, refused } from "../config/document.ts";
import { jsonTree, parseLooseJson, valueOf } from "../config/json.ts";
import { spotsOf, withMember, withValue } from "../config/json-edit.ts";
import type { Context } from "../context.ts";
import { redactSetting } from "../go/text/redact.ts";
import { editorFiles, editorKey } from "./editor-files.ts";
import { settingKeys } from "./keys.ts";

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
      value: redactSetting(one.key, one.value),
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
