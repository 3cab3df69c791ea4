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

it("the last cell of a row that is too long goes on below itself", () => {
  const rows = [
    ["✖", "hang", "it accepted the request and did not answer within 5 s."],
    ["✖", "a-mirror", "no"],
  ];
  expect(table(rows, 50)).toEqual([
    "✖  hang      it accepted the request and did not",
    "             answer within 5 s.",
    "✖  a-mirror  no",
  ]);
  expect(table(rows, 30)).toEqual([
    "✖  hang",
    "    it accepted the request",
    "    and did not answer within",
    "    5 s.",
    "✖  a-mirror  no",
  ]);
  expect(table(rows)[0]).toBe(
    "✖  hang      it accepted the request and did not answer within 5 s.",
  );
});
