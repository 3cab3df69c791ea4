import { eastAsianWidth } from "get-east-asian-width";
import { expect, it } from "vitest";
import { displayWidth, table } from "../../src/term/table.ts";

it("knows the width of every character that this Unicode has", () => {
  const wrong: string[] = [];
  for (let code = 0x20; code <= 0x10_ff_ff; code++) {
    const character = String.fromCodePoint(code);
    if (/[\p{Cn}\p{Cs}\p{Cc}]/u.test(character)) continue;
    if (displayWidth(character) !== eastAsianWidth(code)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

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
