import type { View } from "../../app.ts";
import type { TeamCheck } from "../team-here.ts";
import { correctedLine, originText, removal } from "../../term/document.ts";
import { padEnd } from "../../term/layout.ts";
import { placeOf, shortPath, signOf, withShortPaths } from "../../term/view.ts";

/**
 * `check` for a person: what differs, what is not allowed and where that is said, what is known of the values, the next
 * command; without `canApply` the environment alone is in the way.
 */
export function renderCheck(document: TeamCheck, view: View, canApply: boolean): string {
  const { paint, text } = view;
  const { team, output } = text;
  const { file, sha256, trusted, environment, drift, violations, notes } = document;
  const name = shortPath(view, file);
  const about = [
    ...(environment ? [team.environment(environment)] : []),
    team.hash(sha256),
    trusted ? team.trusted : team.untrusted,
  ];
  const width = Math.max(0, ...drift.map(({ key }) => key.length));
  const lines = [`${paint.bold(name)}  ${paint.dim(about.join(" · "))}`];
  for (const { key, expected, actual, origin } of drift) {
    const shown = actual === "" ? output.empty : actual;
    lines.push(
      `${paint.red("✖")} ${paint.bold(padEnd(key, width))}  ${shown}  ${paint.dim(originText(origin, view))}`,
      `  ${" ".repeat(width)}  ${team.expected(expected)}`,
    );
    if (!canApply) {
      const { setBy } = origin;
      lines.push(`  ${setBy === undefined ? output.overriddenUnknown : removal(setBy, key, view)}`);
    }
  }
  for (const { key, file: where, line, message } of violations) {
    lines.push(
      `${paint.red("✖")} ${placeOf(view, { file: where, line })}: ${paint.bold(key)}: ${message}`,
    );
  }
  for (const remark of notes) {
    const { key, severity, message, file: where, line } = remark;
    const place =
      where === null ? originText({ kind: "os" }, view) : placeOf(view, { file: where, line });
    const said = withShortPaths(view, message);
    lines.push(
      `${signOf(view, severity)} ${place}: ${paint.bold(key)}: ${said}`,
      ...correctedLine(remark),
    );
  }
  if (document.ok) lines.push(`${paint.green("✔")} ${team.asItShould(name)}`);
  if (canApply) lines.push(team.applyWith(environment ? ` --environment ${environment}` : ""));
  return lines.join("\n");
}
