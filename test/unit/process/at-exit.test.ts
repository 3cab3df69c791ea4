import { expect, it, onTestFinished, vi } from "vitest";
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
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(process.listenerCount("SIGHUP")).toBeLessThanOrEqual(before);
});

it("ends as the signal would have, though a library listens to it too", async () => {
  // One that has begun to end lets no program come back any more: it must not be the one that other tests have.
  const alone = "../../../src/process/at-exit.ts?alone";
  const { atExit: before } = (await import(alone)) as { atExit: typeof atExit };
  expect(before).not.toBe(atExit);
  const others = process.listeners("SIGHUP");
  process.removeAllListeners("SIGHUP");
  onTestFinished(() => {
    vi.restoreAllMocks();
    for (const listener of others) process.on("SIGHUP", listener);
  });
  const left = new Promise<number>((resolve) => {
    vi.spyOn(process, "kill").mockImplementation((_pid, signal) => {
      resolve(process.listenerCount(signal as NodeJS.Signals));
      return true;
    });
  });
  process.on("SIGHUP", () => {});
  const done: string[] = [];
  before(() => void done.push("task"));
  process.emit("SIGHUP", "SIGHUP");
  // A signal with a listener is lost where nothing else is left to wait for.
  expect(await left).toBe(0);
  expect(done).toEqual(["task"]);
});
