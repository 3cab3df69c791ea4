/** What takes two columns: wide and full-width in Unicode's EastAsianWidth.txt, which most emoji are. */
const wide =
  /[\u1100-\u115F\u2329\u232A\u2630-\u2637\u268A-\u268F\u2E80-\u303E\u3041-\u3247\u3250-\uA4C6\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAD9\uFE10-\uFE19\uFE30-\uFE6B\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{1B2FB}\u{1D300}-\u{1D376}\u{1F200}-\u{1F265}\u{20000}-\u{3FFFD}]|(?!\p{RI})\p{Emoji_Presentation}/u;

/** Columns that a text takes on a terminal, colours left out. The texts here join no characters. */
export function displayWidth(text: string): number {
  if (/^[ -~✔✖]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text.replace(/\u001B\[[0-9;]*m/g, "")) {
    width += character >= "\u1100" && wide.test(character) ? 2 : 1;
  }
  return width;
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
