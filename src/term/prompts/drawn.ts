import type { Paint } from "../paint.ts";
import { wrap } from "../wrap.ts";

interface Seen {
  message: string;
  /** What can be chosen, in lines; once it is chosen the answer stands in their place. */
  options: readonly string[];
  answer: string;
  /** The keys that it listens to. */
  keys: string;
}

/** How a prompt stands: it waits, it was answered, or left. */
export type State = "open" | "answered" | "left";

/** The lines of a prompt in one of its states. */
export function drawn(seen: Seen, state: State, paint: Paint, columns: number): string[] {
  const { message, options, answer, keys } = seen;
  const question = wrap(message, columns - 4);
  switch (state) {
    case "answered":
      return framed(paint.green("◇"), paint.dim("│"), [...question, paint.dim(answer)]);
    case "left":
      return framed(paint.red("■"), paint.dim("│"), question);
    case "open": {
      const open = framed(paint.cyan("◆"), paint.cyan("│"), [...question, ...options]);
      return [...open, `${paint.cyan("└")}  ${paint.dim(keys)}`];
    }
  }
}

const framed = (sign: string, bar: string, lines: readonly string[]): string[] =>
  lines.map((line, at) => `${at === 0 ? sign : bar}  ${line}`);

/** One of the things that can be chosen. */
export const option = (words: string, isChosen: boolean, paint: Paint): string =>
  isChosen ? `${paint.green("●")} ${words}` : paint.dim(`○ ${words}`);
