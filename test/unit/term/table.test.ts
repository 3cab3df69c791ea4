import { beforeAll, expect, it } from "vitest";
import { table, displayWidth, loadWidths } from "../../../src/term/layout.ts";

beforeAll(loadWidths);

it.each([
  ["", 0],
  ["✔ ✖ ! · – … → █▏ ●○◆│└", 22],
  ["镜像（模块）", 12],
  ["🚀", 2],
  ["🇨🇳", 2],
  ["\u001B[1m粗\u001B[22m", 2],
])("%j takes %i columns", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

it("lines up the columns of a table, colours and wide characters left out", () => {
  expect(
    table([
      ["镜像", "b", "c"],
      ["\u001B[1ma\u001B[22m", "", ""],
      ["abcdef", "", "z"],
    ]),
  ).toEqual(["镜像    b  c", "\u001B[1ma\u001B[22m", "abcdef     z"]);
});
