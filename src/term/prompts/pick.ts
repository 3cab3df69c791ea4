import type { App } from "../../app.ts";
import { clip } from "../bar.ts";
import { displayWidth, padEnd } from "../table.ts";
import { choose } from "./choose.ts";
import { option } from "./drawn.ts";

export interface Choice {
  value: string;
  name: string;
  /** What is known of it by now. */
  told: string;
}

/** What is drawn beside each choice, in columns. */
const frame = 6;

/** The most choices that are seen at once, and the fewest, however low the terminal is. */
const [most, fewest] = [12, 3];

/**
 * The value that a person chooses; `watch` is given what draws the list, at first and when more is told of a choice. Throws Failure `interrupted` on Ctrl-C.
 */
export async function pickOne(
  app: App,
  choices: readonly Choice[],
  initial: string,
  watch: (redraw: () => void) => void,
): Promise<string> {
  const { ctx, text } = app;
  const answers = choices.map(({ value }) => value);
  const width = Math.max(...answers.map(displayWidth));
  const chosen = await choose(
    app,
    {
      message: text.team.pick,
      answers,
      initial: Math.max(0, answers.indexOf(initial)),
      keys: "↑/↓ · Enter",
      options(cursor, paint) {
        const { columns, rows } = ctx.stderr;
        const lines = choices.map(({ value, name, told }, at) => {
          const line = `${padEnd(value, width)}  ${padEnd(told, 8)} ${name}`;
          return option(clip(line.trimEnd(), columns - frame), at === cursor, paint);
        });
        return around(cursor, lines, Math.max(fewest, Math.min(most, (rows || Infinity) - 4)));
      },
    },
    watch,
  );
  return answers[chosen] ?? initial;
}

/** So many of the lines, with the one at the cursor; an ellipsis stands for those that are left out. */
export function around(cursor: number, lines: readonly string[], room: number): string[] {
  const last = Math.max(0, lines.length - room);
  const from = Math.min(Math.max(0, cursor - Math.floor(room / 2)), last);
  const seen = lines.slice(from, from + room);
  if (from > 0) seen[0] = "…";
  if (from < last) seen[seen.length - 1] = "…";
  return seen;
}
