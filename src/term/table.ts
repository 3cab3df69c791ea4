import stringWidth from "string-width";

/** Columns that a text takes on a terminal, colours left out. */
export function displayWidth(text: string): number {
  if (/^[ -~✔✖]*$/.test(text)) return text.length;
  // Our own codes until they are written have longer numbers than a terminal's.
  return stringWidth(text.replace(/\u001B\[[0-9;]*m/g, ""));
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** Rows of cells as lines, the columns as wide as their widest cell, two spaces between them. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  const taken = rows.map((row) =>
    row.map((cell, at) => {
      const width = displayWidth(cell);
      widths[at] = Math.max(widths[at] ?? 0, width);
      return width;
    }),
  );
  return rows.map((row, line) =>
    row.reduceRight((rest, cell, at) => {
      if (rest === "") return cell.trimEnd();
      return cell + " ".repeat((widths[at] ?? 0) - (taken[line]?.[at] ?? 0) + 2) + rest;
    }, ""),
  );
}
