import { SelectPrompt, isCancel } from "@clack/core";
import type { App } from "../../commands/app.ts";
import { Failure } from "../../errors.ts";
import { clip } from "../bar.ts";
import { drawn, option, promptOutput } from "./drawn.ts";
import { paintFor } from "../paint.ts";
import { displayWidth, padEnd } from "../table.ts";

export interface Choice {
  value: string;
  name: string;
}

/** What is drawn beside each choice, in columns. */
const frame = 6;

/** The most choices that are seen at once, and the fewest, however low the terminal is. */
const [most, fewest] = [12, 3];

/**
 * Lets a person choose; `watch` is given a function by which what is seen of a choice can be told while the
 * list stands there. Throws Failure `interrupted` on Ctrl-C.
 */
export async function pickOne(
  { ctx, flags, text }: App,
  choices: readonly Choice[],
  initial: string,
  watch: (tell: (value: string, seen: string) => void) => void,
): Promise<string> {
  const output = promptOutput();
  const paint = paintFor(ctx, ctx.stderr, flags.color);
  const width = Math.max(...choices.map(({ value }) => displayWidth(value)));
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  watch((value, seen) => {
    told.set(value, seen);
    // A prompt draws itself anew when its terminal changes; once for all that is told together.
    timer ??= setTimeout(() => {
      timer = undefined;
      output.emit("resize");
    }, 40);
  });
  const prompt = new SelectPrompt({
    options: [...choices],
    initialValue: initial,
    output,
    signal: ctx.signal,
    render() {
      const { columns, rows } = ctx.stderr;
      const lines = choices.map(({ value, name }, at) => {
        const line = `${padEnd(value, width)}  ${padEnd(told.get(value) ?? "", 8)} ${name}`;
        return option(clip(line.trimEnd(), columns - frame), at === this.cursor, paint);
      });
      const room = Math.max(fewest, Math.min(most, (rows || Infinity) - 4));
      const seen = {
        message: text.team.pick,
        options: around(this.cursor, lines, room),
        answer: choices[this.cursor]?.value ?? "",
        keys: "↑/↓ · Enter",
      };
      return drawn(seen, this.state, paint, columns);
    },
  });
  const picked = await prompt.prompt();
  clearTimeout(timer);
  if (isCancel(picked)) throw new Failure("interrupted", {});
  return picked ?? initial;
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
