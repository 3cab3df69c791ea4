import type { View } from "../app.ts";
import type { Severity } from "../contract.ts";

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
