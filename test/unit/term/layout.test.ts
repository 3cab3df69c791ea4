import stringWidth from "string-width";
import { expect, it, vi } from "vitest";

/** The module as a new process has it: nothing is loaded yet. */
async function fresh() {
  vi.resetModules();
  return import("../../../src/term/layout.ts");
}

it("measures plain text and our own signs by itself, and as string-width does", async () => {
  const { displayWidth } = await fresh();
  for (const text of ["", "a b~", "✔ ✖ · – … →", "\u001B[1mbold\u001B[22m"]) {
    expect(displayWidth(text)).toBe(stringWidth(text));
  }
});

it("draws anew, with string-width, what holds another text", async () => {
  const { displayWidth, withWidths } = await fresh();
  const draw = vi.fn<() => number>(() => displayWidth("镜像 🚀"));
  expect(draw).toThrow("string-width is not loaded");
  expect(await withWidths(draw)).toBe(7);
  expect(draw).toHaveBeenCalledTimes(3);
  expect(await withWidths(() => Promise.resolve(displayWidth("粗")))).toBe(2);
});

it("leaves what else goes wrong as it is, and draws nothing twice for it", async () => {
  const { withWidths } = await fresh();
  const draw = vi.fn<() => never>(() => {
    throw new TypeError("broken");
  });
  await expect(withWidths(draw)).rejects.toThrow("broken");
  expect(draw).toHaveBeenCalledOnce();
});
