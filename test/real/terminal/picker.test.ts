import { describe, expect, test } from "vitest";
import { startLab } from "../../support/lab/lab.ts";
import { binFile } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { type Terminal, terminal } from "../../support/tmux.ts";
import { type User, user } from "../../support/user.ts";

const hasTmux = onPath("tmux") !== null;
const prompt = "ready>";

/** A shell in a real terminal, in which the bare call was typed. */
async function bare(
  someone: User,
  options: { columns?: number; rows?: number; before?: string; flags?: string } = {},
): Promise<Terminal> {
  const { root, home: cwd } = someone;
  const env = { ...someone.env, PS1: prompt };
  const shell = await terminal(["sh"], { env, cwd, root, ...options });
  await shell.shows(/ready>/);
  const { before = "", flags = "" } = options;
  await shell.type(`clear; ${before}'${process.execPath}' '${binFile()}' ${flags}; echo exit=$?`);
  await shell.keys("Enter");
  return shell;
}

/** Lines are read as a shell wants them, not key by key. */
async function isSane(shell: Terminal): Promise<void> {
  await shell.type("stty -a | grep -c ' icanon'");
  await shell.keys("Enter");
  await shell.shows(/^1$/m);
}

describe.skipIf(!hasTmux)("the bare call on a terminal", () => {
  test("shows the state, asks the mirrors, and uses what is chosen", async (ctx) => {
    const lab = await startLab();
    ctx.onTestFinished(() => lab.stop());
    const someone = user();
    await someone.cfg(["mirror", "add", "lab", lab.url("ok")]);
    await someone.cfg(["mirror", "add", "broken", lab.url("500")]);
    await someone.cfg(["use", "lab", "--no-verify"]);
    const shell = await bare(someone);
    const asked = await shell.shows(/lab +\d+ ms/);
    expect(asked).toMatch(/^GOPROXY {2}lab → direct$/m);
    await shell.shows(/broken +✖/);
    await shell.shows(/● lab/);
    await shell.keys("Down", "Down");
    await shell.shows(/● cn/);
    await shell.keys("Up", "Up", "Enter");
    await shell.shows(/exit=0/);
    expect(someone.stored()).toBe(`GOPROXY=${lab.url("ok")}|direct\n`);
    await isSane(shell);
  });

  test("what is typed leaves the mirrors that have it, by any of their names", async (ctx) => {
    const lab = await startLab();
    ctx.onTestFinished(() => lab.stop());
    const someone = user();
    await someone.cfg(["mirror", "add", "lab", lab.url("ok")]);
    await someone.cfg(["mirror", "add", "late", lab.url("status=503")]);
    const shell = await bare(someone, { flags: "--lang zh" });
    await shell.shows(/late +✖ 状态码 503/);
    await shell.type("阿里");
    await shell.shows(/● aliyun [^]*└ {2}阿里█/);
    expect((await shell.screen()).match(/[●○] /g)).toHaveLength(1);
    await shell.keys("BSpace", "BSpace");
    await shell.type("none");
    await shell.shows(/none█ {2}没有匹配的镜像/);
    // There is nothing to choose: Enter waits for another word.
    await shell.keys("Enter", "BSpace", "BSpace", "BSpace", "BSpace");
    await shell.type("LAB");
    await shell.shows(/● lab +\d+ ms/);
    const asked = lab.requests.filter(({ mirror }) => mirror === "ok").length;
    await shell.keys("Enter");
    await shell.shows(/exit=0/);
    expect(someone.stored()).toBe(`GOPROXY=${lab.url("ok")}|direct\n`);
    // What was seen while one chose is not asked for again.
    expect(lab.requests.filter(({ mirror }) => mirror === "ok")).toHaveLength(asked);
  });

  test("Ctrl-C: 130, nothing written, the terminal as it was", async () => {
    const someone = user();
    const shell = await bare(someone);
    await shell.shows(/● cn/);
    await shell.keys("C-c");
    await shell.shows(/exit=130/);
    expect(someone.stored()).toBeNull();
    await isSane(shell);
  });

  test("Ctrl-D ends it as well, whatever was typed before: 130, with a cursor", async () => {
    for (const keys of [["C-d"], ["j", "x", "C-d"]]) {
      const shell = await bare(user());
      await shell.shows(/● cn/);
      await shell.keys(...keys);
      await shell.shows(/■ .*\n│ .*\n│\n.*\nexit=130/);
      expect(await shell.hasCursor()).toBe(true);
      await isSane(shell);
    }
  });

  test("Esc leaves, too, and what is suspended elsewhere stays", async () => {
    const shell = await bare(user());
    await shell.shows(/● cn/);
    await shell.keys("Down", "Down", "Up", "C-z");
    await shell.shows(/● goproxy\.cn/);
    await shell.keys("Escape");
    await shell.shows(/■ .*\n│ .*\n│\n.*\nexit=130/);
    await isSane(shell);
  });

  test("narrowed while it stands there, it is drawn anew, and goes on", async () => {
    const shell = await bare(user());
    await shell.shows(/(?:✖[^]*){8}/);
    await shell.resize(40, 30);
    const seen = await shell.shows(/● cn +.*…/);
    expect(seen).not.toContain("Qiniu");
    expect(seen.match(/Where shall/g)).toHaveLength(1);
    await shell.keys("Down");
    await shell.shows(/● goproxy\.cn/);
    await shell.keys("C-c");
    await shell.shows(/exit=130/);
  });

  test("ended from outside, it leaves the terminal as it was", async () => {
    const shell = await bare(user(), { before: 'sh -c \'echo pid=$$; exec "$0" "$@"\' ' });
    const seen = await shell.shows(/● cn/);
    process.kill(Number(/pid=(\d+)/.exec(seen)?.[1]), "SIGTERM");
    await shell.shows(/exit=143/);
    await isSane(shell);
  });

  test("40 columns: no line wraps, however far one goes", async () => {
    const shell = await bare(user(), { columns: 40 });
    await shell.shows(/● cn/);
    for (let i = 0; i < 4; i++) await shell.keys("Down");
    const seen = await shell.shows(/● huawei/);
    expect(seen.match(/● |○ /g)?.length).toBe(new Set(seen.match(/[●○] \S+/g)).size);
    expect(seen.match(/Where shall/g)).toHaveLength(1);
    await shell.keys("C-c");
    await shell.shows(/exit=130/);
  });

  test("8 rows: what is chosen is always seen", async () => {
    const shell = await bare(user(), { rows: 8 });
    await shell.shows(/● cn/);
    await shell.keys("Up");
    const seen = await shell.shows(/● leave it as it is/);
    expect(seen).toContain("Where shall");
    expect(seen).toContain("Enter");
    await shell.keys("Enter");
    await shell.shows(/exit=0/);
  });

  test("--lang zh --no-color: Chinese, and no colour", async () => {
    const [shell, plain] = [
      await bare(user(), { flags: "--lang zh" }),
      await bare(user(), { flags: "--lang zh --no-color" }),
    ];
    await shell.shows(/● cn/);
    const seen = await plain.shows(/● cn/);
    expect(seen).toContain("从哪里获取模块");
    expect(seen).not.toMatch(/navigate|confirm/);
    expect(await plain.screen({ colours: true })).not.toContain("\u001B[");
    expect(await shell.screen({ colours: true })).toContain("\u001B[32m●");
    await plain.keys("C-c");
    await plain.shows(/exit=130/);
    await shell.keys("C-c");
    await shell.shows(/exit=130/);
  });

  test("0 columns, and TERM=dumb: help", async () => {
    const narrow = await bare(user(), { before: "stty cols 0; " });
    await narrow.shows(/exit=0/);
    expect(await narrow.screen()).toContain("Help for a command");
    const dumb = await bare(user(), { before: "TERM=dumb " });
    await dumb.shows(/exit=0/);
    expect(await dumb.screen()).not.toContain("Where shall");
  });

  test("leave it as it is: nothing changes", async () => {
    const someone = user();
    const shell = await bare(someone);
    await shell.shows(/● cn/);
    await shell.keys("Up", "Enter");
    await shell.shows(/exit=0/);
    expect(someone.stored()).toBeNull();
  });
});

test("without a terminal: help", async () => {
  const run = await user().cfg([]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toContain("goproxy-cfg use cn");
});
