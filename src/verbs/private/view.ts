import type { View } from "../../app.ts";
import type { PrivateList } from "../../contract.ts";
import { shadowLines } from "../../term/document.ts";
import { table } from "../../term/layout.ts";

/** `private list` for a person: a line for each pattern with a path that it matches and one that it does not. */
export function renderPrivateList({ patterns, shadowedBy }: PrivateList, view: View): string {
  const { paint, text } = view;
  const { output } = text;
  const rows = patterns.map(({ pattern, key, matches, doesNotMatch }) => [
    paint.bold(pattern),
    key,
    matches === "" ? "" : paint.green(`✔ ${matches}`),
    doesNotMatch === "" ? "" : paint.dim(`✖ ${doesNotMatch}`),
  ]);
  const isStored = (wanted: string) => patterns.some(({ key }) => key === wanted);
  const lines = rows.length === 0 ? [output.noPatterns] : table(rows);
  return [
    ...lines,
    ...shadowedBy.flatMap((shadow) => shadowLines(shadow, view, { stored: isStored(shadow.key) })),
  ].join("\n");
}
