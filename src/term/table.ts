import { displayWidth } from "./width.ts";

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
