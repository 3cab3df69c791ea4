import type { View } from "../../app.ts";
import type { ShellStatus } from "../../contract.ts";
import type { FileRefusal, Silence } from "../../findings.ts";
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
  const lines = worthShowing.flatMap(({ shell, active, files, newTerminal = [] }) => [
    `${paint.bold(shell === "gui" ? words.gui : shell)}${active ? `  ${paint.dim(words.active)}` : ""}`,
    ...table(
      files.map((file) => [sign(file, view), shortPath(view, file.path), state(file, view)]),
    ).map((line) => `  ${line}`),
    ...opened(newTerminal, view),
  ]);
  for (const { file, line, perhaps = false, rewrites = false, ...has } of conflicts) {
    const place = file === "" ? null : placeOf(view, { file, line });
    lines.push(`${paint.yellow("!")} ${words.conflict(place, { ...has, perhaps, rewrites })}`);
  }
  return (lines.length === 0 ? [words.none] : lines).join("\n");
}

/** What new terminals have; one line where all ways in which the shell is started say the same. */
function opened(
  all: NonNullable<ShellStatus["shells"][number]["newTerminal"]>,
  { text, paint }: View,
): string[] {
  const { shell: words } = text;
  const isNothing = all.every(
    ({ values, unset }) => unset.length === 0 && Object.keys(values ?? { why: "" }).length === 0,
  );
  if (isNothing) return [];
  const told = all.map(({ login, values, why, differs, unset }) => {
    if (values === null) return { login, said: words.silence[why as Silence] };
    const other = differs.map((key) => `${key}=${values[key]}`);
    const none = unset.length === 0 ? [] : [words.unset(unset.join(", "))];
    return { login, said: [...other, ...none].join(", ") || words.asStored };
  });
  const same = new Set(told.map(({ said }) => said)).size === 1;
  return (same ? told.slice(0, 1) : told).map(
    ({ login, said }) => `  ${paint.dim(words.newTerminal(login && !same, said))}`,
  );
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
