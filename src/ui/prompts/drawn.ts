import type { Paint } from "../paint.ts";
import { wrap } from "../wrap.ts";

/** Where prompts are drawn: standard output is for what a verb prints. */
export const promptOutput = () => globalThis.process.stderr;

interface Prompt {
  message: string;
  /** What can be chosen, in lines; once it is chosen the answer stands in their place. */
  options: readonly string[];
  answer: string;
  /** The keys that it listens to. */
  keys: string;
}

/** A prompt as it is drawn in one of clack's states. */
export function drawn(prompt: Prompt, state: string, paint: Paint, columns: number): string {
  const { message, options, answer, keys } = prompt;
  const question = wrap(message, columns - 4);
  switch (state) {
    case "submit":
      return framed(paint.green("◇"), paint.dim("│"), [...question, paint.dim(answer)]);
    case "cancel":
      return framed(paint.red("■"), paint.dim("│"), question);
    default: {
      const open = framed(paint.cyan("◆"), paint.cyan("│"), [...question, ...options]);
      return `${open}\n${paint.cyan("└")}  ${paint.dim(keys)}`;
    }
  }
}

const framed = (sign: string, bar: string, lines: readonly string[]): string =>
  lines.map((line, at) => `${at === 0 ? sign : bar}  ${line}`).join("\n");

/** One of the things that can be chosen. */
export const option = (words: string, isChosen: boolean, paint: Paint): string =>
  isChosen ? `${paint.green("●")} ${words}` : paint.dim(`○ ${words}`);
