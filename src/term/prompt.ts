import { styleText } from "node:util";
import { AutocompletePrompt } from "@clack/core";
import {
  confirm,
  limitOptions,
  S_BAR,
  S_BAR_END,
  S_RADIO_ACTIVE,
  S_RADIO_INACTIVE,
  symbol,
  updateSettings,
} from "@clack/prompts";
import type { App } from "../app.ts";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { clip, padEnd, displayWidth, loadWidths } from "./layout.ts";
import { visible, wantsColour } from "./paint.ts";

// As in a shell; clack itself takes it for nothing.
updateSettings({ aliases: { "\u0004": "cancel" } });

/** Whether a person sits there: only then is anything asked. A terminal of no columns cannot be drawn on. */
export function canAsk({ ctx, flags }: Pick<App, "ctx" | "flags">): boolean {
  return !flags.json && ctx.stdin.isTTY && ctx.stderr.isTTY && ctx.stderr.columns > 0;
}

/** Yes or no; null where nobody can be asked. Throws Failure `interrupted` on Ctrl-C, Ctrl-D and Esc. */
export async function ask(app: App, message: string): Promise<boolean | null> {
  if (!canAsk(app)) return null;
  const { yes, no } = app.text.team;
  return answered<boolean>(app, (streams) =>
    confirm({
      ...streams,
      message: visible(message),
      active: yes,
      inactive: no,
      initialValue: false,
    }),
  );
}

export interface Choice {
  value: string;
  /** What stands for it in the list; by default its value. */
  label?: string;
  name: string;
  /** What is known of it by now; `failed`: that it does not work. */
  told: string;
  failed?: boolean;
  /** What it is found by besides, when a part of it is typed. */
  words?: readonly string[];
}

/** What stands before each choice: a bar, a blank or two and a sign. */
const frame = 5;

/** Rows that stand around the choices, with the line of the shell. */
const around = 5;

/**
 * The value that a person chooses; what is typed leaves the choices that have it. `watch` is given what draws the list
 * anew where more is told of a choice. Throws Failure `interrupted` on Ctrl-C, Ctrl-D and Esc.
 */
export async function pickOne(
  app: App,
  choices: readonly Choice[],
  initial: string,
  watch: (redraw: () => void) => void,
): Promise<string> {
  const { stderr } = app.ctx;
  const { pick, keys, noMatch } = app.text.team;
  await loadWidths();
  const of = new Map(choices.map((choice) => [choice.value, choice]));
  const labelOf = ({ label, value }: Choice) => visible(label ?? value);
  const width = Math.max(...choices.map(({ value }) => displayWidth(value)));
  const room = () => stderr.columns - frame;
  const line = (choice: Choice): string => {
    const head = `${padEnd(labelOf(choice), width)}  `;
    const told = padEnd(visible(choice.told), 10);
    const left = room() - displayWidth(head) - displayWidth(told) - 2;
    if (left < 0) return clip(`${head}${visible(choice.told)}`, room());
    const shown = choice.failed === true ? styleText("red", told) : told;
    return `${head}${shown} ${clip(visible(choice.name), left)}`.trimEnd();
  };
  // clack draws from the first line that differs, by rows that a terminal of another width has moved: all is to.
  let { columns } = stderr;
  let moved = "";
  const has = (search: string, { value }: { value: string }) => {
    const { name, label = "", words = [] } = of.get(value)!;
    const typed = search.trim().toLowerCase();
    return [value, label, name, ...words].some((word) => word.toLowerCase().includes(typed));
  };
  return answered<string>(app, (streams) => {
    const prompt = new AutocompletePrompt<{ value: string }>({
      ...streams,
      options: choices.map(({ value }) => ({ value })),
      initialValue: [initial],
      filter: has,
      validate: (value) => (value === undefined ? noMatch : undefined),
      render() {
        if (columns !== stderr.columns) moved += " ";
        ({ columns } = stderr);
        const { state, userInput, filteredOptions, focusedValue } = this;
        const grey = styleText("gray", S_BAR);
        const head = `${grey}\n${symbol(state)}  ${pick}${moved}`;
        const chosen = of.get(String(focusedValue));
        const ended = chosen === undefined ? visible(userInput) : line(chosen);
        if (state === "submit") return `${head}\n${grey}  ${styleText("dim", ended)}`;
        if (state === "cancel") {
          return `${head}\n${grey}  ${styleText(["strikethrough", "dim"], ended)}\n${grey}`;
        }
        const rows = limitOptions({
          cursor: this.cursor,
          options: filteredOptions,
          maxItems: Math.max(5, Math.min(12, (stderr.rows || Infinity) - around)),
          columnPadding: 3,
          rowPadding: 3,
          output: streams.output,
          style: ({ value }, isActive) => {
            const shown = line(of.get(value)!);
            return isActive
              ? `${styleText("green", S_RADIO_ACTIVE)} ${shown}`
              : `${styleText("dim", S_RADIO_INACTIVE)} ${styleText("dim", shown)}`;
          },
        });
        const below =
          filteredOptions.length === 0
            ? `${visible(userInput)}█  ${styleText("yellow", noMatch)}`
            : userInput === ""
              ? styleText("dim", clip(keys, room()))
              : `${visible(userInput)}█`;
        const side = styleText("cyan", S_BAR);
        return [
          head,
          ...rows.map((row) => `${side}  ${row}`),
          `${styleText("cyan", S_BAR_END)}  ${below}`,
        ].join("\n");
      },
    });
    watch(() => streams.output.emit("resize"));
    return prompt.prompt() as Promise<string | symbol>;
  });
}

/** Asks on the terminal, and gives it back as it was, however the process ends. */
async function answered<T extends string | boolean>(
  { ctx, flags }: App,
  question: (streams: {
    input: NodeJS.ReadStream;
    output: NodeJS.WriteStream;
    signal: AbortSignal;
  }) => Promise<T | symbol>,
): Promise<T> {
  const { input } = ctx.terminal;
  const colour = wantsColour(ctx, ctx.stderr, flags.color);
  let { columns } = ctx.stderr;
  const output = throughContext(ctx, (text) => {
    // clack decides on colours by itself.
    const shown = colour ? text : text.replaceAll(/\u001B\[[0-9;]*m/g, "");
    const isMoved = columns !== ctx.stderr.columns;
    columns = ctx.stderr.columns;
    // What was drawn for another width goes once clack is back at its beginning, which it writes first.
    return isMoved ? `${shown}\u001B[J` : shown;
  });
  const forget = ctx.atExit(() => {
    input.setRawMode(false);
    output.write("\u001B[?25h");
  });
  // A shell would stand beside a prompt that still hides its cursor; node's readline has left the raw mode for it.
  const stay = () => void input.setRawMode(true);
  const stopAgain = ctx.terminal.onSuspend(stay);
  try {
    const answer = await question({ input, output, signal: ctx.signal });
    if (typeof answer === "symbol") throw new Failure("interrupted", {});
    return answer;
  } finally {
    stopAgain();
    forget();
  }
}

/** stderr with its size and its events, as clack wants it; what is written goes through the context. */
function throughContext(
  { stderr, terminal }: Pick<Context, "stderr" | "terminal">,
  change: (text: string) => string,
): NodeJS.WriteStream {
  return new Proxy(terminal.output, {
    get(target, name) {
      if (name === "write") {
        return (text: string) => {
          void stderr.write(change(text));
          return true;
        };
      }
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? (value as () => void).bind(target) : value;
    },
  });
}
