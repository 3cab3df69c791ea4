import { displayWidth } from "./width.ts";

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar for this part of the whole, at most so many columns long; what is above nothing is seen. */
export function bar(part: number, whole: number, columns: number): string {
  if (columns <= 0 || whole <= 0 || part <= 0) return "";
  const units = Math.max(1, Math.round((Math.min(part, whole) / whole) * columns * 8));
  return "█".repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? "");
}

/** A text cut to so many columns, with an ellipsis where something is missing. No colours. */
export function clip(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return columns > 0 ? `${kept}…` : "";
}
