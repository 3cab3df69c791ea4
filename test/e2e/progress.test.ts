import { describe, expect, test } from "vitest";
import { startLab } from "../lab/lab.ts";
import { binFile } from "../support/bin.ts";
import { onPath } from "../support/found.ts";
import { terminal } from "../support/tmux.ts";
import { user } from "../support/user.ts";

describe.skipIf(onPath("tmux") === null)("progress on a terminal", () => {
  test.each(["", "--no-color"])(
    "is seen while a mirror is measured, and gone afterwards %s",
    async (flag) => {
      const lab = await startLab();
      const someone = user();
      const env = { ...someone.env, PS1: "ready>" };
      const shell = await terminal(["sh"], { env, cwd: someone.home, root: someone.root });
      await shell.shows(/ready>/);
      const line = `'${process.execPath}' '${binFile()}' test '${lab.url("hang")}' --timeout 3 ${flag}`;
      await shell.type(`clear; ${line}; echo exit=$?\n`);
      const seen = await shell.shows(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
      expect(seen).toContain("·");
      const ended = await shell.shows(/exit=1/);
      expect(ended).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
      expect(await shell.hasCursor()).toBe(true);
      await lab.stop();
    },
  );

  test("Ctrl-C leaves a clean screen with a cursor: 130", async () => {
    const lab = await startLab();
    const someone = user();
    const env = { ...someone.env, PS1: "ready>" };
    const shell = await terminal(["sh"], { env, cwd: someone.home, root: someone.root });
    await shell.shows(/ready>/);
    await shell.type(
      `clear; '${process.execPath}' '${binFile()}' test '${lab.url("hang")}'; echo exit=$?\n`,
    );
    await shell.shows(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
    await shell.keys("C-c");
    const ended = await shell.shows(/exit=130/);
    expect(ended).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
    expect(await shell.hasCursor()).toBe(true);
    await lab.stop();
  });
});
