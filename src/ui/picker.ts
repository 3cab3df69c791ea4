import type { App } from "../commands/app.ts";
import { Failure } from "../errors.ts";
import { promptOutput } from "./prompt.ts";
import { displayWidth, padEnd } from "./table.ts";

export interface Choice {
  value: string;
  name: string;
}

/** What the picker draws beside each name, in columns. */
const frame = 6;

/**
 * Lets a person choose; `watch` is given a function by which what is seen of a choice can be told while the
 * list stands there. Throws Failure `interrupted` on Ctrl-C.
 */
export async function pickOne(
  { ctx, text }: App,
  choices: readonly Choice[],
  initial: string,
  watch: (tell: (value: string, seen: string) => void) => void,
): Promise<string> {
  const { isCancel, select } = await import("@clack/prompts");
  const output = promptOutput();
  const width = Math.max(...choices.map(({ value }) => displayWidth(value)));
  const label = ({ value, name }: Choice, seen: string) =>
    clipped(`${padEnd(value, width)}  ${padEnd(seen, 8)} ${name}`, ctx.stderr.columns - frame);
  const options = choices.map((choice) => ({ value: choice.value, label: label(choice, "") }));
  let timer: NodeJS.Timeout | undefined;
  watch((value, seen) => {
    const at = choices.findIndex((choice) => choice.value === value);
    const [choice, option] = [choices[at], options[at]];
    if (choice === undefined || option === undefined) return;
    option.label = label(choice, seen);
    // A prompt draws itself anew when its terminal changes; once for all that is told together.
    timer ??= setTimeout(() => {
      timer = undefined;
      output.emit("resize");
    }, 40);
  });
  const message = text.team.pick;
  const picked = await select({
    message,
    options,
    initialValue: initial,
    maxItems: 12,
    output,
    signal: ctx.signal,
  });
  clearTimeout(timer);
  if (isCancel(picked)) throw new Failure("interrupted", {});
  return picked;
}

/** As much of a line as fits: what wraps would be drawn over itself. */
function clipped(line: string, columns: number): string {
  let shown = "";
  let width = 0;
  for (const character of line.trimEnd()) {
    width += displayWidth(character);
    if (width > Math.max(columns, 1)) break;
    shown += character;
  }
  return shown;
}
