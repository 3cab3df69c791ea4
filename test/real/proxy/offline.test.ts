import { expect, test, type TestContext } from "vitest";
import type { Changed, ErrorDocument } from "../../../src/contract.ts";
import { expectDocument } from "../../support/contract.ts";
import { need } from "../../support/machine.ts";
import { offlineMachine } from "../../support/netns.ts";
import { type User, user } from "../../support/user.ts";

const offline = offlineMachine();
const cn = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";
/** No HTTP proxy: with one, a failure would say nothing about the network. */
const noProxy = { HTTP_PROXY: undefined, HTTPS_PROXY: undefined };

/** A user of a machine whose only network is loopback. */
function castaway(ctx: TestContext): User {
  const prefix = need(ctx, offline);
  const someone = user(noProxy);
  return { ...someone, cfg: (args, change) => someone.cfg(args, { prefix, ...change }) };
}

test("use cn is written and said to be unchecked", async (ctx) => {
  const someone = castaway(ctx);
  const run = await someone.cfg(["use", "cn", "--json"]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const { notes, probes } = expectDocument<Changed>("Changed", run.stdout);
  expect(notes).toMatchObject([{ code: "net.offline", severity: "warning" }]);
  expect(probes.map(({ ok }) => ok)).toEqual([false, false]);
  expect(someone.stored()).toBe(`GOPROXY=${cn}\n`);
});

test("a person is told so on stderr", async (ctx) => {
  const run = await castaway(ctx).cfg(["use", "cn"]);
  expect(run.code).toBe(0);
  expect(run.stderr).toMatch(/perhaps there is no network.*nothing was checked/);
});

test("--verify insists on an answer", async (ctx) => {
  const someone = castaway(ctx);
  const run = await someone.cfg(["use", "cn", "--verify", "--json"]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
  expect(error.code).toBe("no-mirror-answers");
  expect(someone.stored()).toBeNull();
});

test("a URL of one's own is refused: nothing says that it exists", async (ctx) => {
  const someone = castaway(ctx);
  const run = await someone.cfg(["use", "https://proxy.corp.example", "--json"]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(someone.stored()).toBeNull();
});

test("a mirror on loopback that refuses is no proof of being offline", async (ctx) => {
  const run = await castaway(ctx).cfg(["use", "http://127.0.0.1:9", "cn", "--json"]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
});

test("use ustc says what is known about it", async (ctx) => {
  const run = await castaway(ctx).cfg(["use", "ustc", "--json"]);
  const { notes } = expectDocument<Changed>("Changed", run.stdout);
  expect(notes.map(({ code }) => code)).toContain("mirror.unverified");
  expect(notes.find(({ code }) => code === "mirror.unverified")?.message).toMatch(/cn|aliyun/);
});

test("use ustc without probing says so too; when it does not answer, it is refused", async () => {
  const someone = user();
  const unchecked = await someone.cfg(["use", "ustc", "--no-verify", "--json"]);
  expect(unchecked.code).toBe(0);
  const { notes } = expectDocument<Changed>("Changed", unchecked.stdout);
  expect(notes.map(({ code }) => code)).toContain("mirror.unverified");
  await someone.cfg(["undo"]);

  // Through the dead HTTP proxy of these tests.
  const refused = await someone.cfg(["use", "ustc"]);
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain("mirrors.ustc.edu.cn");
});
