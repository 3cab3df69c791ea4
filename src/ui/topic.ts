import type { View } from "./view.ts";

/** A topic for a person: its title, and the commands to see it with, stand out. */
export function renderTopic(text: string, { paint }: View): string {
  return text
    .split("\n")
    .map((line, at) => {
      if (at === 0) return paint.bold(line);
      return line.startsWith("$ ") ? `  ${paint.cyan(line)}` : line;
    })
    .join("\n");
}
