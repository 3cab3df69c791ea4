import type { Context } from "../context.ts";
import { visible } from "./paint.ts";
import { displayWidth } from "./table.ts";

/** What a terminal is told (ECMA-48, and DEC's mode for the cursor). */
const codes = {
  hideCursor: "\u001B[?25l",
  showCursor: "\u001B[?25h",
  eraseLine: "\r\u001B[2K",
  up: "\u001B[A",
};

/** Lines on stderr that are drawn over each other, without a cursor; at the end the last ones are left, and the cursor is back. */
export function canvas({ stderr }: Context) {
  let drawn: readonly string[] = [];
  // Counted by today's width: a terminal that was made narrower has wrapped what stood there.
  const erased = () => {
    const rowsOf = (line: string) =>
      Math.ceil(displayWidth(line) / (stderr.columns || Infinity)) || 1;
    const rows = drawn.reduce((sum, line) => sum + rowsOf(line), 0);
    return codes.eraseLine + (codes.up + codes.eraseLine).repeat(rows);
  };
  const over = (lines: readonly string[]) => {
    const start = erased();
    drawn = lines.map(visible);
    return start + drawn.map((line) => `${line}\n`).join("");
  };
  return {
    draw: (lines: readonly string[]) => void stderr.write(codes.hideCursor + over(lines)),
    end: (lines: readonly string[]) => stderr.write(over(lines) + codes.showCursor),
  };
}
