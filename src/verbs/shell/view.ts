import type { View } from "../../app.ts";
import type { ShellStatus } from "../../contract.ts";
import type { FileRefusal } from "../../findings.ts";
import { table } from "../../term/layout.ts";
import { placeOf, shortPath } from "../../term/view.ts";

type FileState = ShellStatus["shells"][number]["files"][number];

/** `shell status` for a person: the files of each shell with their state, and what wins over the settings. */
export function renderShellStatus({ shells, conflicts }: ShellStatus, view: View): string {
  const { paint, text } = view;
  const { shell: words } = text;
  // Shells share files: one that has nothing of its own is not named.
  const shown = new Set<string>();
  const worthShowing = shells
    .toSorted((a, b) => Number(b.active) - Number(a.active))
    .filter(({ active, files }) => {
      const own = files.some(({ path, state: what }) => what !== "absent" && !shown.has(path));
      for (const { path } of active || own ? files : []) shown.add(path);
      return active || own;
    });
  const lines = worthShowing.flatMap(({ shell, active, files }) => [
    `${paint.bold(shell === "gui" ? words.gui : shell)}${active ? `  ${paint.dim(words.active)}` : ""}`,
    ...table(
      files.map((file) => [sign(file, view), shortPath(view, file.path), state(file, view)]),
    ).map((line) => `  ${line}`),
  ]);
  for (const { file, line, key, value } of conflicts) {
    lines.push(`${paint.yellow("!")} ${words.conflict(placeOf(view, { file, line }), key, value)}`);
  }
  return (lines.length === 0 ? [words.none] : lines).join("\n");
}

function sign({ state: what }: FileState, { paint }: View): string {
  if (what === "installed") return paint.green("✔");
  if (what === "absent") return paint.dim("·");
  return what === "outdated" ? paint.yellow("!") : paint.red("✖");
}

function state({ state: what, reason }: FileState, { paint, text }: View): string {
  const word = text.shell.state[what];
  return paint.dim(
    reason === undefined ? word : `${word}: ${text.shell.reason(reason as FileRefusal)}`,
  );
}
