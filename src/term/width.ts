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
