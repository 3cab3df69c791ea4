import type { Judged, RouteEntry, Validate } from "../contract.ts";
import type { View } from "./view.ts";

/** `validate` for a person: the verdict in go's words, the walk that go takes, the warnings. */
export function renderValidate({ values }: Validate, view: View): string {
  return values.flatMap((judged) => lines(judged, view)).join("\n");
}

function lines(judged: Judged, view: View): string[] {
  const { paint, text } = view;
  const { output } = text;
  const sign = judged.valid ? paint.green("✔") : paint.red("✖");
  const verdict = judged.valid ? output.valid : `${output.invalid}: ${judged.message ?? ""}`;
  return [
    `${sign} ${judged.key}=${judged.value}  ${verdict}`,
    ...(judged.entries === undefined || !judged.valid ? [] : walk(judged.entries, view)),
    ...judged.warnings.map(({ message }) => `  ${paint.yellow("!")} ${message}`),
  ];
}

/** The entries in the order in which go asks them, and what makes it go on. */
export function walk(entries: readonly RouteEntry[], { paint, text }: View): string[] {
  return [
    `  ${text.output.walk}`,
    ...entries.map(
      ({ kind, url, onFailure }, at) =>
        `    ${at + 1}. ${url ?? kind}  ${paint.dim(text.output.onFailure[onFailure])}`,
    ),
  ];
}
