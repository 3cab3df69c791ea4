import { indented, table } from "./layout.ts";
import type { View } from "../app.ts";
import type { Severity, Change, Origin, RouteEntry, SetBy, Shadow } from "../contract.ts";
import { registryFix, registryScope, userKey } from "../registry-keys.ts";

/** A path as a person writes it: the home folder as `~`. */
export function shortPath(view: Pick<View, "home">, file: string): string {
  const { home } = view;
  if (home === null || home === "/" || !file.startsWith(home)) return file;
  const rest = file.slice(home.length);
  return /^[\\/]/.test(rest) ? `~${rest}` : file;
}

/** The same with the line, where that is known. */
export function placeOf(
  view: Pick<View, "home">,
  { file, line }: { file: string; line?: number | null | undefined },
): string {
  return `${shortPath(view, file)}${line ? `:${line}` : ""}`;
}

/** The same for the paths in a sentence; within quotes a shell would not take `~` for the home folder. */
export function withShortPaths({ home }: Pick<View, "home">, message: string): string {
  if (home === null || home === "/") return message;
  return message.split(`${home}/`).reduce((text, rest) => {
    const standsAlone = text === "" || /[\s(（：，。、]$/.test(text);
    return `${text}${standsAlone ? "~" : home}/${rest}`;
  });
}

/** What stands before a finding. */
export function signOf({ paint }: Pick<View, "paint">, severity: Severity): string {
  return { error: paint.red("✖"), warning: paint.yellow("!"), info: paint.cyan("·") }[severity];
}

/** Where a value comes from, in a few words. */
export function originText(origin: Origin, view: View): string {
  const { output } = view.text;
  const place = origin.setBy ?? (origin.file === undefined ? undefined : origin);
  const label = output.origin[origin.kind];
  if (place?.file === undefined) return label;
  const at = placeOf(view, { file: place.file, line: place.line });
  return origin.setBy === undefined
    ? `${label} ${at}`
    : `${label}${output.comma}${output.setBy(at, origin.setBy.perhaps === true)}`;
}

/** The entries in the order in which go asks them, and what makes it go on. */
export function walk(entries: readonly RouteEntry[], { paint, text, columns }: View): string[] {
  return [
    `  ${text.output.walk}`,
    ...entries.map(({ kind, url, onFailure }, at) => {
      const entry = `    ${at + 1}. ${url ?? kind}`;
      return table([[entry, paint.dim(text.output.onFailure[onFailure])]], columns).join("\n");
    }),
  ];
}

/** What became of a block or a file of ours. */
export function kindOf(before: string | null, now: string | null) {
  if (now === null) return "removed";
  return before === null ? "created" : "updated";
}

/** Where a change stands: its file, or the key of Windows' registry. */
export function placeOfChange({ target, file }: Pick<Change, "target" | "file">): string | null {
  return file ?? (target === "registry" ? userKey : null);
}

/** What keeps a written value from being in effect, and what to do about it. */
export function shadowLines(
  shadow: Shadow,
  view: View,
  { isSettled = false, stored = true }: { isSettled?: boolean | undefined; stored?: boolean } = {},
): string[] {
  const { paint, text } = view;
  const { output } = text;
  const {
    kind,
    key,
    value,
    file,
    line,
    shell = "",
    perhaps = false,
    login = false,
    rewrites = false,
  } = shadow;
  const place = placeOf(view, { file: file ?? "", line });
  const cross = paint.red("✖");
  if (kind === "goenv-off") return [`${cross} ${output.goenvOff}`];
  if (kind === "block-loses") {
    const has = { key, value, shell, perhaps, rewrites };
    return [`${cross} ${text.shell.conflict(file === undefined ? null : place, has)}`];
  }
  const scope = registryScope(file ?? "");
  if (scope !== null) {
    const fix = registryFix(place, key, stored);
    const asAdministrator = scope === "machine" && !stored;
    return [
      `${cross} ${output.overridden(key, value)}`,
      `  ${output.inRegistry(place, scope === "machine")}${output.between}${output.mendRegistry(fix, asAdministrator)}`,
    ];
  }
  const by = file === undefined ? output.overriddenUnknown : output.overriddenBy(place, perhaps);
  const remove = file === undefined ? "" : output.removeLine(place, key, login);
  const advice = isSettled ? text.shell.overruledInNewTerminals : remove;
  const told = advice === "" ? by : by + output.between + advice;
  return [
    `${cross} ${output.overridden(key, value)}`,
    ...(told.includes("`") ? [`  ${told}`] : indented("  ", told, view.columns)),
  ];
}

/** What takes a value of the environment away for good. */
export function removal(setBy: SetBy, key: string, view: View): string {
  const { output } = view.text;
  const scope = registryScope(setBy.file);
  if (scope === null) return output.removeLine(placeOf(view, setBy), key, setBy.login === true);
  return output.mendRegistry(registryFix(setBy.file, key, false), scope === "machine");
}

/** What was meant by a value, where its remark does not say so. */
export function correctedLine({
  message,
  corrected,
}: {
  message: string;
  corrected?: { key: string; value: string };
}): string[] {
  if (corrected === undefined) return [];
  const setting = `${corrected.key}=${corrected.value}`;
  return message.includes(setting) ? [] : [`    → ${setting}`];
}
