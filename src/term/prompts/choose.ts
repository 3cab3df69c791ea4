import { createInterface, type Key } from "node:readline";
import type { App } from "../../app.ts";
import { Failure } from "../../failure.ts";
import { canvas } from "../canvas.ts";
import { type Paint, paintFor } from "../paint.ts";
import { drawn, type State } from "./drawn.ts";

export interface Prompt {
  message: string;
  /** What is said of each answer once it is given. */
  answers: readonly string[];
  /** The one that Enter gives at once. */
  initial: number;
  /** What stands there while the cursor is on this one, in lines. */
  options(cursor: number, paint: Paint): readonly string[];
  /** Letters that give an answer at once. */
  letters?: Readonly<Record<string, number>>;
  /** The keys that it listens to, for a person. */
  keys: string;
}

/** Where a key takes the cursor, by node's names; those of vi among them. */
const steps: Readonly<Record<string, number>> = {
  up: -1,
  k: -1,
  left: -1,
  h: -1,
  down: 1,
  j: 1,
  right: 1,
  l: 1,
};

/**
 * Which of the answers a person gives. `watch` gets what draws it, at first and when its options look different.
 * Throws Failure `interrupted` on Ctrl-C, Ctrl-D and Esc, and where the terminal goes away.
 */
export async function choose(
  { ctx, flags }: App,
  { message, answers, initial, options, letters = {}, keys }: Prompt,
  watch: (redraw: () => void) => void = (redraw) => redraw(),
): Promise<number> {
  const { stdin, stderr } = globalThis.process;
  const paint = paintFor(ctx, ctx.stderr, flags.color);
  const { draw, end } = canvas(ctx);
  let cursor = initial;
  let state: State = "open";
  const lines = () => {
    const seen = { message, options: options(cursor, paint), answer: answers[cursor] ?? "", keys };
    return drawn(seen, state, paint, ctx.stderr.columns);
  };
  const redraw = () => {
    if (state === "open") draw(lines());
  };
  // Key by key from here on, until it is closed; that it is by Ctrl-C, too.
  const reader = createInterface({
    input: stdin,
    terminal: true,
    escapeCodeTimeout: 50,
    signal: ctx.signal,
  });
  // A shell would stand beside a prompt that still hides its cursor.
  reader.on("SIGTSTP", () => {});
  const onKey = (_typed: string, { name = "", ctrl, meta }: Key) => {
    // The reader itself takes Ctrl-D for the end only while nothing was typed.
    if (name === "escape" || (ctrl && name === "d")) return reader.close();
    if (ctrl || meta) return;
    const answer = letters[name];
    cursor = answer ?? (cursor + (steps[name] ?? 0) + answers.length) % answers.length;
    if (answer === undefined && name !== "return") return redraw();
    state = "answered";
    reader.close();
  };
  const ended = new Promise<State>((resolve) => {
    const forget = ctx.atExit(() => reader.close());
    reader.once("close", () => {
      forget();
      stdin.off("keypress", onKey);
      stderr.off("resize", redraw);
      if (state === "open") state = "left";
      end(lines());
      resolve(state);
    });
  });
  stdin.on("keypress", onKey);
  stderr.on("resize", redraw);
  watch(redraw);
  if ((await ended) === "left") throw new Failure("interrupted", {});
  return cursor;
}
