import { eastAsianWidth } from "get-east-asian-width";

/** Columns that a text takes on a terminal, colours left out. The texts here join no characters. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(/\u001B\[[0-9;]*m/g, "")) {
    const code = character.codePointAt(0)!;
    width += code < 0x300 ? 1 : eastAsianWidth(code);
  }
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** Rows of cells as lines, the columns as wide as their widest cell, two spaces between them. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, displayWidth(cell))));
  }
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : padEnd(cell, widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
