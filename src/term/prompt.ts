import { confirm, type Option, select, updateSettings } from "@clack/prompts";
import type { App } from "../app.ts";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { clip, padEnd } from "./layout.ts";
import { visible, wantsColour } from "./paint.ts";
import { displayWidth, loadWidths } from "./width.ts";

// As in a shell; clack itself takes it for nothing. The keys of vi it knows.
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
  name: string;
  /** What is known of it by now. */
  told: string;
}

/** What clack keeps free beside each choice, in columns: its bar and sign, and the codes of their colours as well. */
const frame = 16;

/** The keys, beside the choice at the cursor; clack's own line of them is English in every language. */
const keys = "↑/↓ · Enter";

/** Rows that clack needs beside the choices. */
const around = 5;

/**
 * The value that a person chooses; `watch` is given what draws the list anew where more is told of a choice. Throws
 * Failure `interrupted` on Ctrl-C, Ctrl-D and Esc.
 */
export async function pickOne(
  app: App,
  choices: readonly Choice[],
  initial: string,
  watch: (redraw: () => void) => void,
): Promise<string> {
  const { stderr } = app.ctx;
  await loadWidths();
  const width = Math.max(...choices.map(({ value }) => displayWidth(value)));
  const options = choices.map(({ value }): Option<string> => ({ value, label: value }));
  let columns = 0;
  let message = app.text.team.pick;
  const label = () => {
    // clack draws from the first line that differs, by rows that a terminal of another width has moved: all is to.
    if (columns !== 0 && columns !== stderr.columns) message += " ";
    columns = stderr.columns;
    const room = columns - frame;
    const hasKeys = room > 3 * displayWidth(keys);
    for (const [at, { value, name, told }] of choices.entries()) {
      const line = `${padEnd(value, width)}  ${padEnd(told, 8)} ${name}`;
      const left = hasKeys ? room - displayWidth(` (${keys})`) : room;
      options[at]!.label = clip(visible(line.trimEnd()), left);
      if (hasKeys) options[at]!.hint = keys;
      else delete options[at]!.hint;
    }
  };
  label();
  return answered<string>(app, (streams) => {
    const picked = select({
      ...streams,
      get message() {
        return message;
      },
      options,
      initialValue: initial,
      maxItems: Math.max(5, Math.min(12, (stderr.rows || Infinity) - around)),
      showInstructions: false,
    });
    streams.output.prependListener("resize", label);
    watch(() => streams.output.emit("resize"));
    return picked.finally(() => streams.output.off("resize", label));
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
