import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../../src/changes/history.ts";
import { Failure } from "../../../src/failure.ts";
import { changesBox, filePlan, namesIn } from "../../support/changes.ts";
import { failingAt } from "../../support/crash.ts";

const reasons = ["EIO", "EACCES", "ENOSPC"];
const before = `${"# mine\n".repeat(40)}GOPROXY=direct\n`;

type Box = ReturnType<typeof changesBox>;

/** Changes of one file and of two: from something to something else, and back. */
const ways: [string, (box: Box) => void][] = [
  ["a file that is replaced", () => {}],
  ["a file that is made", ({ file }) => fs.unlinkSync(file)],
  ["a file that is written in place", ({ file, home }) => fs.linkSync(file, `${home}/other`)],
];

describe.each(reasons)("%s at any step of a change", { timeout: 60_000 }, (code) => {
  describe.each([false, true])("from then on: %s", (stays) => {
    it.each(ways)("%s", async (_, prepare) => {
      for (let at = 1; ; at++) {
        const box = changesBox({ content: before });
        prepare(box);
        const rc = path.join(box.home, ".bashrc");
        fs.writeFileSync(rc, "alias a=1\n");
        const start = [box.text(), fs.readFileSync(rc, "utf8")];
        const failing = failingAt(box.ctx, at, { code, stays });
        const wanted = filePlan(box.ctx, rc, "alias a=2\n");
        const told = await box
          .run("use", () => wanted, failing.ctx)
          .then(() => box.set({ GOPROXY: "off,".repeat(300) }, failing.ctx))
          .then(
            () => null,
            (error: unknown) => error,
          );
        // Somebody is told of it in a sentence, whatever failed.
        if (told !== null) expect(told).toBeInstanceOf(Failure);
        const seen = [box.text(), fs.readFileSync(rc, "utf8")];
        const made = readHistory(box.ctx);
        const isOpen = told instanceof Failure && (told.args as { open?: boolean }).open === true;
        if (told === null) {
          expect(seen[1]).toBe("alias a=2\n");
          expect(seen[0]).toContain("GOPROXY=off,off");
        } else if (!isOpen) {
          // What is in the history is what has been done, and nothing else.
          const [env, alias] = [seen[0] !== start[0], seen[1] !== start[1]];
          expect({ at, env, alias, made: made.length }).toEqual({
            at,
            env: false,
            alias,
            made: alias ? 1 : 0,
          });
        }
        // With the system well again, the next run settles it, and all can be taken back.
        await box.set({});
        while (readHistory(box.ctx).some(({ undone, undoes }) => !undone && !undoes)) {
          await box.undo();
        }
        expect([box.text(), fs.readFileSync(rc, "utf8")]).toEqual(start);
        expect(namesIn(path.join(box.stateFolder, "lock.d"))).toEqual([]);
        if (!failing.reached()) {
          expect(at).toBeGreaterThan(30);
          return;
        }
      }
    });
  });
});
