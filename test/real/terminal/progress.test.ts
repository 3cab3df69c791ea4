import { describe, expect, onTestFinished, test } from "vitest";
import { startLab } from "../../support/lab/lab.ts";
import { binFile } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { type Terminal, terminal } from "../../support/tmux.ts";
import { user } from "../../support/user.ts";

const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;

/** A shell in a real terminal, in which a mirror that never answers is being measured. */
async function measuring(flags = ""): Promise<Terminal> {
  const lab = await startLab();
  onTestFinished(() => lab.stop());
  const someone = user();
  const env = { ...someone.env, PS1: "ready>" };
  const shell = await terminal(["sh"], { env, cwd: someone.home, root: someone.root });
  await shell.shows(/ready>/);
  const line = `'${process.execPath}' '${binFile()}' test '${lab.url("hang")}' ${flags}`;
  await shell.type(`clear; ${line}; echo exit=$?\n`);
  await shell.shows(spinner);
  return shell;
}

async function isGone(shell: Terminal, exit: RegExp): Promise<void> {
  expect(await shell.shows(exit)).not.toMatch(spinner);
  expect(await shell.hasCursor()).toBe(true);
}

describe.skipIf(onPath("tmux") === null)("progress on a terminal", () => {
  test.each(["", "--no-color"])("is seen while a mirror is measured, and gone %s", async (flag) => {
    const shell = await measuring(`--timeout 3 ${flag}`);
    expect(await shell.screen()).toContain("·");
    await isGone(shell, /exit=1/);
  });

  test("narrowed meanwhile, it leaves nothing behind", async () => {
    const shell = await measuring("--timeout 3");
    await shell.resize(40, 24);
    await shell.shows(spinner);
    await isGone(shell, /exit=1/);
    expect(await shell.screen()).not.toMatch(/0 of 1/);
  });

  test("Ctrl-C leaves a clean screen with a cursor: 130", async () => {
    const shell = await measuring();
    await shell.keys("C-c");
    await isGone(shell, /exit=130/);
  });
});
