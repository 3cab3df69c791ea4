import { expect, it } from "vitest";
import { noPaint, paintFor, visible, wantsColour } from "../../../src/term/paint.ts";
import { sandbox } from "../../support/sandbox.ts";

const terminal = { isTTY: true, columns: 80, rows: 24, write: () => {} };

it("paints with the codes that a terminal knows, and leaves alone what is empty", async () => {
  const { ctx } = sandbox({ env: { TERM: "xterm" } });
  const paint = await paintFor(ctx, terminal);
  expect(visible(paint.bold("a"))).toBe("\u001B[1ma\u001B[22m");
  expect(visible(paint.dim("a"))).toBe("\u001B[2ma\u001B[22m");
  expect(visible(paint.red("a"))).toBe("\u001B[31ma\u001B[39m");
  expect(paint.green("")).toBe("");
  expect(noPaint.red("a")).toBe("a");
});

it.each([
  { env: {}, wanted: true },
  { env: {}, isTTY: false, wanted: false },
  { env: {}, flag: false, wanted: false },
  { env: { TERM: "dumb" }, wanted: false },
  { env: { NO_COLOR: "1" }, wanted: false },
  { env: { NO_COLOR: "" }, wanted: true },
  { env: { FORCE_COLOR: "1", NO_COLOR: "1" }, isTTY: false, wanted: true },
  { env: { FORCE_COLOR: "0" }, wanted: false },
  { env: { FORCE_COLOR: "1" }, flag: false, wanted: false },
])("colour for $env, --no-color $flag, terminal $isTTY: $wanted", async (given) => {
  const { env, isTTY = true, flag, wanted } = given;
  const { ctx } = sandbox({ env: { TERM: "xterm", ...env } });
  expect(wantsColour(ctx, { ...terminal, isTTY }, flag)).toBe(wanted);
  expect((await paintFor(ctx, { ...terminal, isTTY }, flag)) !== noPaint).toBe(wanted);
});

it("shows what others would tell the terminal, in whatever they hide it", async () => {
  const { ctx } = sandbox({ env: { TERM: "xterm" } });
  const { red } = await paintFor(ctx, terminal);
  const hostile = "a\u001B[31mb\u001B]0;c\u0007\r\u007F\u009B2J\u202E\u{E0041}";
  const shown = "a\\u001b[31mb\\u001b]0;c\\u0007\\u000d\\u007f\\u009b2J\\u202e\\udb40\\udc41";
  expect(visible(red(hostile))).toBe(`\u001B[31m${shown}\u001B[39m`);
  expect(JSON.parse(`"${shown}"`)).toBe(hostile);
  expect(visible("\tá 粗 👍\r\n")).toBe("\tá 粗 👍\r\n");
});
