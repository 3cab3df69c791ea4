import type { ShellStatus } from "../contract.ts";
import { table } from "./table.ts";
import { shortPath, type View } from "./view.ts";

type FileState = ShellStatus["shells"][number]["files"][number];

/** `shell status` for a person: the files of each shell with their state, and what wins over the settings. */
export function renderShellStatus({ shells, conflicts }: ShellStatus, view: View): string {
  const { paint, text } = view;
  const { shell: words } = text;
  const worthShowing = shells.filter(
    ({ active, files }) => active || files.some(({ state: what }) => what !== "absent"),
  );
  const lines = worthShowing.flatMap(({ shell, active, files }) => [
    `${paint.bold(shell)}${active ? `  ${paint.dim(words.active)}` : ""}`,
    ...table(
      files.map((file) => [sign(file, view), shortPath(view, file.path), state(file, view)]),
    ).map((line) => `  ${line}`),
  ]);
  for (const { file, line, key, value } of conflicts) {
    lines.push(
      `${paint.yellow("!")} ${words.conflict(`${shortPath(view, file)}:${line}`, key, value)}`,
    );
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
  return paint.dim(reason === undefined ? word : `${word} (${reason})`);
}
