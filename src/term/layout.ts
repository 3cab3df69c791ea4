export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Rows of cells as lines, the columns as wide as their widest cell, two spaces between them. On a terminal of so many
 * columns the last cell of a row that is too long goes on below itself, or below the row where little room is left.
 */
export function table(rows: readonly (readonly string[])[], columns = 0): string[] {
  const widths: number[] = [];
  const taken = rows.map((row) =>
    row.map((cell, at) => {
      const width = displayWidth(cell);
      widths[at] = Math.max(widths[at] ?? 0, width);
      return width;
    }),
  );
  return rows.flatMap((row, line) => {
    const joined = (cells: readonly string[], end: string) =>
      cells.reduceRight((rest, cell, at) => {
        if (rest === "") return cell.trimEnd();
        return cell + " ".repeat((widths[at] ?? 0) - (taken[line]?.[at] ?? 0) + 2) + rest;
      }, end);
    const whole = joined(row, "");
    const last = row.findLastIndex((cell) => cell !== "");
    if (columns <= 0 || last < 1 || displayWidth(whole) <= columns) return [whole];
    const head = joined(row.slice(0, last), "·").slice(0, -1);
    const indent = displayWidth(head);
    if (columns - indent < leastRoom) {
      const [top = "", ...rest] =
        displayWidth(head.trimEnd()) > columns ? row : [head.trimEnd(), row[last]!];
      return [top, ...rest.flatMap((cell) => indented("    ", cell, columns))];
    }
    const [first = "", ...below] = wrap(row[last]!, columns - indent);
    return [head + first, ...below.map((text) => " ".repeat(indent) + text)];
  });
}

/** Columns in which a sentence can be read. */
const leastRoom = 24;

/** A text behind an indent, broken where the terminal would break it; whole without one. */
export function indented(indent: string, text: string, columns: number): string[] {
  const lines = columns > 0 ? wrap(text, columns - indent.length) : [text];
  return lines.map((line) => indent + line);
}

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

/** Parts beside each other as far as there is room; none is broken, for it holds a command. */
export function packed(parts: readonly string[], room: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = lines.length === 0 ? part : `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && displayWidth(joined) <= room) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}

/**
 * A text in lines of that many columns at most, broken at spaces and between Chinese characters. What has no
 * such place (a URL, a command) stays whole, so that it can be copied.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text)) {
    if (line !== "" && displayWidth(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  }
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  return lines;
}

const wide = String.raw`[\u2e80-\u9fff\uf900-\ufaff]`;
/** Punctuation that must not begin a line, and such as must not end one. */
const closing = "[，。、；：！？）》」』”’]*";
const opening = "[（《「『“‘]*";

function pieces(text: string): string[] {
  const piece = new RegExp(
    `${opening}${wide}${closing}|(?:(?!${wide})\\S)+${closing}\\s*|\\s+`,
    "gu",
  );
  return text.match(piece) ?? [];
}

/** string-width, once it is loaded: that takes as long as half a start of node, and few texts need it. */
let stringWidth: ((text: string) => number) | null = null;

/** Loads what measures any text. Who draws more than once, or not by `withWidths`, awaits this before. */
export async function loadWidths(): Promise<void> {
  stringWidth ??= (await import("string-width")).default;
}

/** Thrown where a text has to be measured by what is not loaded yet. */
class WidthUnknown extends Error {}

/** What `draw` returns; where it meets a text that string-width alone can measure, that is loaded, and all drawn anew. */
export async function withWidths<T>(draw: () => T | Promise<T>): Promise<T> {
  try {
    return await draw();
  } catch (error) {
    if (!(error instanceof WidthUnknown)) throw error;
    await loadWidths();
    return draw();
  }
}

/** Columns that a text takes on a terminal, colours left out. For callers below `withWidths` or after `loadWidths`. */
export function displayWidth(text: string): number {
  // Our own codes until they are written have longer numbers than a terminal's.
  const bare = text.includes("\u001B") ? text.replaceAll(/\u001B\[[0-9;]*m/g, "") : text;
  // Letters of ASCII and the signs of our own texts, of one column each.
  if (/^[ -~✔✖·–…→]*$/.test(bare)) return bare.length;
  if (stringWidth === null) throw new WidthUnknown("string-width is not loaded");
  return stringWidth(bare);
}
