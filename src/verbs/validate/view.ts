import type { View } from "../../app.ts";
import type { Judged, Validate } from "../../contract.ts";
import { correctedLine, walk } from "../../term/document.ts";
import { table } from "../../term/layout.ts";

/** What the first patterns of a list match, and how many more there are. */
export interface Explained {
  patterns: readonly { pattern: string; matches: string; doesNotMatch: string }[];
  more: number;
}

/**
 * `validate` for a person: the verdict in go's words, the walk that go takes, the warnings. `explained`: for
 * each value that is a list of patterns, what they match.
 */
export function renderValidate(
  { values }: Validate,
  view: View,
  explained: readonly (Explained | null)[] = [],
): string {
  return values
    .flatMap((judged, at) => [...lines(judged, view), ...examples(explained[at], view)])
    .join("\n");
}

/** A line for each pattern: a path that it matches and a near one that it does not. */
function examples(explained: Explained | null | undefined, { paint, text }: View): string[] {
  if (!explained) return [];
  const { matches: hit, matchesNothing, doesNotMatch: miss, more } = text.private;
  const rows = explained.patterns.map(({ pattern, matches, doesNotMatch }) => [
    `    ${paint.bold(pattern)}`,
    matches === "" ? paint.red(`✖ ${matchesNothing}`) : paint.green(`✔ ${hit} ${matches}`),
    matches === "" || doesNotMatch === "" ? "" : paint.dim(`✖ ${miss} ${doesNotMatch}`),
  ]);
  return [...table(rows), ...(explained.more > 0 ? [`    ${more(explained.more)}`] : [])];
}

function lines(judged: Judged, view: View): string[] {
  const { paint, text } = view;
  const { output } = text;
  const sign = judged.valid ? paint.green("✔") : paint.red("✖");
  const verdict = judged.valid ? output.valid : `${output.invalid}: ${judged.message ?? ""}`;
  return [
    `${sign} ${judged.key}=${judged.value}  ${verdict}`,
    ...(judged.entries === undefined || !judged.valid ? [] : walk(judged.entries, view)),
    ...judged.warnings.flatMap((warning) => [
      `  ${paint.yellow("!")} ${warning.message}`,
      ...correctedLine(warning),
    ]),
  ];
}
