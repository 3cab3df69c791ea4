import type { View } from "../../app.ts";
import type { Conformance } from "../../contract.ts";
import type { ConformanceText } from "../../text/shape.ts";
import { signOf } from "../../term/view.ts";

/** What is not as it should be, the worst first, each with what go does; then the rest in a line. */
export function renderConformance(
  { points, summary, url }: Conformance,
  words: ConformanceText,
  view: View,
): string {
  const { paint } = view;
  const order = ["error", "warning", "info"] as const;
  const failed = order.flatMap((level) =>
    points
      .filter(({ status }) => status === level)
      .flatMap(({ id, expected, seen, goDoes }) => [
        `${signOf(view, level)} ${paint.bold(id)}  ${words.seen(seen)}`,
        `  ${paint.dim(words.expected(expected))}`,
        `  ${goDoes ?? ""}`,
      ]),
  );
  const skipped = points.filter(({ status }) => status === "skipped").map(({ id }) => id);
  return [
    paint.bold(url),
    ...failed,
    ...(summary.ok > 0 ? [paint.green(`✔ ${words.passed(summary.ok)}`)] : []),
    ...(skipped.length > 0 ? [paint.dim(`· ${words.skipped(skipped)}`)] : []),
    words.verdict(summary),
  ].join("\n");
}
