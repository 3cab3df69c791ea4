import { readHistory } from "../../changes/history.ts";
import type { History } from "../../contract.ts";
import type { App, Outcome, View } from "../../app.ts";
import { toldChange } from "../write/changed.ts";
import { kindOf, placeOfChange, shortPath } from "../../term/document.ts";
import { table } from "../../term/layout.ts";
import { localTime } from "../../text/format.ts";

/** `history`: what this tool changed, newest first; passwords hidden. */
export function history({ ctx }: App): Promise<Outcome> {
  const document: History = {
    schemaVersion: 1,
    entries: readHistory(ctx).map(({ id, at, verb, changes, undone }) => ({
      id,
      at,
      verb,
      changes: changes.map(toldChange),
      undone,
    })),
  };
  return Promise.resolve({
    exit: 0,
    document,
    render: (view) => renderHistory(document, view),
  });
}

/** `history` for a person: a heading for each run, a line for each change. */
export function renderHistory({ entries }: History, view: View): string {
  const { paint, text } = view;
  const { output } = text;
  if (entries.length === 0) return output.noHistory;
  return entries
    .flatMap(({ id, at, verb, changes, undone }) => [
      `${paint.bold(id)}  ${localTime(at)}  ${verb}${undone ? `  ${paint.dim(output.undone)}` : ""}`,
      ...changes.flatMap(({ key, file, target, before, after }) => {
        const what = key ?? (file === null ? "" : shortPath(view, file));
        if (key === null)
          return `  ${what}  ${paint.dim(text.shell.change[kindOf(before, after)])}`;
        const place = placeOfChange({ target, file: null });
        const between = target === "registry" ? "\\" : ": ";
        const name = place === null ? what : place + between + what;
        const became = `${paint.dim(before ?? output.empty)} → ${after ?? output.empty}`;
        return table([[`  ${name}`, became]], view.columns);
      }),
    ])
    .join("\n");
}
