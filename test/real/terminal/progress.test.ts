import { describe, expect, onTestFinished, test } from "vitest";
import { startLab } from "../../support/lab/lab.ts";
import { binFile } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { type Terminal, terminal } from "../../support/tmux.ts";
import { user } from "../../support/user.ts";

const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;

const team = (url: string) => `environments: {office: {answers: "${url}/", use: cn}}\n`;

/** A shell in a real terminal, in which a mirror that never answers is being measured. */
const measuring = (flags = "") => asking(`test {hang} ${flags}`);

/** A shell in a real terminal in which a verb, `{hang}` being such a mirror, waits for an answer that never comes. */
async function asking(verb: string): Promise<Terminal> {
  const lab = await startLab();
  onTestFinished(() => lab.stop());
  const someone = user();
  const hang = lab.url("hang");
  someone.write(".config/go/env", `GOPROXY=${hang},off\n`);
  someone.write(".goproxyrc", team(hang));
  const env = { ...someone.env, PS1: "ready>" };
  const shell = await terminal(["sh"], { env, cwd: someone.home, root: someone.root });
  await shell.shows(/ready>/);
  const line = `'${process.execPath}' '${binFile()}' ${verb.replace("{hang}", `'${hang}'`)}`;
  await shell.type(`clear; ${line}; echo exit=$?\n`);
  await shell.shows(spinner);
  // Not one answer has come, and none will.
  expect(lab.requests.filter(({ took }) => !Number.isNaN(took))).toEqual([]);
  return shell;
}

async function isGone(shell: Terminal, exit: RegExp): Promise<void> {
  expect(await shell.shows(exit)).not.toMatch(spinner);
  expect(await shell.hasCursor()).toBe(true);
}

/** Every verb that asks on the network. */
const verbs = [
  "use {hang}",
  "use auto {hang}",
  "test {hang}",
  "test --conformance {hang}",
  "why --probe rsc.io/quote@v1.5.2",
  "doctor --only net.mirrors",
  "doctor --module rsc.io/quote@v1.5.2",
  "doctor --fix --yes",
  "watch --once",
  "run -- go version",
  "check",
];

describe.skipIf(onPath("tmux") === null)("progress on a terminal", () => {
  test.each(verbs)("%s: a sign of life before the first answer, and none left", async (verb) => {
    const trust = verb === "check" ? " --trust $(sha256sum .goproxyrc | cut -c1-64)" : "";
    const shell = await asking(verb + trust);
    await shell.keys("C-c");
    await isGone(shell, /exit=130/);
  });

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
