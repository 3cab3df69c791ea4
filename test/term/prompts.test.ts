import { expect, it } from "vitest";
import { noPaint } from "../../src/term/paint.ts";
import { drawn, option, type State } from "../../src/term/prompts/drawn.ts";
import { around } from "../../src/term/prompts/pick.ts";

const prompt = {
  message: "Shall the old list be folded?",
  options: [option("Yes", true, noPaint), option("No", false, noPaint)],
  answer: "Yes",
  keys: "Enter",
};
const shown = (state: State, columns: number) => drawn(prompt, state, noPaint, columns);

it.each<[State, string[]]>([
  ["open", ["◆  Shall the old list be folded?", "│  ● Yes", "│  ○ No", "└  Enter"]],
  ["answered", ["◇  Shall the old list be folded?", "│  Yes"]],
  ["left", ["■  Shall the old list be folded?"]],
])("a prompt that is in the state %s", (state, lines) => {
  expect(shown(state, 80)).toEqual(lines);
});

it("a question that is longer than the terminal is wide goes on below itself", () => {
  expect(shown("answered", 20)).toEqual(["◇  Shall the old", "│  list be folded?", "│  Yes"]);
});

it.each([
  [0, 4, "abc…"],
  [2, 4, "abc…"],
  [3, 4, "…cd…"],
  [7, 4, "…fgh"],
  [4, 3, "…e…"],
  [0, 8, "abcdefgh"],
  [5, 9, "abcdefgh"],
])("at %i, %i of eight lines are %s", (cursor, room, expected) => {
  expect(around(cursor, [..."abcdefgh"], room).join("")).toBe(expected);
});

it("what the cursor is on is always seen", () => {
  const lines = [..."abcdefgh"];
  for (let room = 3; room < 10; room++) {
    for (const [cursor, line] of lines.entries()) {
      const seen = around(cursor, lines, room);
      expect(seen).toContain(line);
      expect(seen).toHaveLength(Math.min(room, lines.length));
    }
  }
});
