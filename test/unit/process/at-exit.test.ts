import { expect, it } from "vitest";
import { atExit } from "../../../src/process/at-exit.ts";

it("listens once, however many tasks come and go in one turn of the loop", () => {
  const before = process.listenerCount("SIGTERM");
  for (let at = 0; at < 30; at++) atExit(() => {})();
  const forget = [atExit(() => {}), atExit(() => {})];
  expect(process.listenerCount("SIGTERM") - before).toBeLessThanOrEqual(1);
  for (const each of forget) each();
});

it("leaves when nothing is left to do", async () => {
  const before = process.listenerCount("SIGHUP");
  atExit(() => {})();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(process.listenerCount("SIGHUP")).toBeLessThanOrEqual(before);
});
