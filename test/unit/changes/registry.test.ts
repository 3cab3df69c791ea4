import { expect, it } from "vitest";
import { apply } from "../../../src/changes/apply.ts";
import { registryPlan } from "../../../src/changes/registry.ts";
import { planUndo } from "../../../src/changes/undo.ts";
import { fakeWindows } from "../../support/registry.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

/** Windows values on a machine whose history lies in a sandbox. */
function machine() {
  const box = sandbox();
  const windows = fakeWindows({}, box);
  const { exec } = windows.ctx;
  const files = windows.ctx.fs;
  const ctx = {
    ...box.ctx,
    exec,
    env: { ...box.env, TEMP: "C:\\Temp", SystemRoot: "C:\\Windows" },
    fs: { ...box.ctx.fs, readFileSync: files.readFileSync, unlinkSync: files.unlinkSync },
  };
  return { ...windows, ctx, state: stateOf(box) };
}

it.each(["", "powershell"] as const)(
  "values are set, deleted and brought back with their kind %s",
  async (broken) => {
    const { ctx, state, user, broken: breaks } = machine();
    if (broken) breaks.add(broken);
    const before = [
      ["GOPROXY", { value: "%CORP%", kind: "REG_EXPAND_SZ" }],
      ["GOSUMDB", { value: "off", kind: "REG_SZ" }],
    ] as const;
    for (const [name, value] of before) user.set(name, value);
    const wanted = { GOPROXY: "https://a/%20b|direct", GOSUMDB: null, GOPRIVATE: "corp.com" };
    const applied = await apply(ctx, state, "use", () => registryPlan(ctx, wanted), {
      dryRun: false,
    });
    expect(
      applied.changes.map(({ target, file, key, before: old, after }) => [
        target,
        file,
        key,
        old,
        after,
      ]),
    ).toEqual([
      ["registry", null, "GOPROXY", "%CORP%", "https://a/%20b|direct"],
      ["registry", null, "GOSUMDB", "off", null],
      ["registry", null, "GOPRIVATE", null, "corp.com"],
    ]);
    const after = Object.fromEntries(user);
    expect(after).toEqual({
      GOPROXY: { value: "https://a/%20b|direct", kind: "REG_SZ" },
      GOPRIVATE: { value: "corp.com", kind: "REG_SZ" },
    });
    await apply(ctx, state, "undo", () => planUndo(ctx, undefined, false), { dryRun: false });
    expect(Object.fromEntries(user)).toEqual(Object.fromEntries(before));
  },
);

it.each([
  ["", []],
  ["broadcast", ["shell.gui"]],
  ["constrained", ["shell.gui"]],
  ["powershell", ["shell.gui"]],
] as const)("running programs that were not told of it are a note: %s", async (breaks, codes) => {
  const { ctx, state, broken } = machine();
  if (breaks) broken.add(breaks);
  const planner = () => registryPlan(ctx, { GOPROXY: "a" });
  const { notes } = await apply(ctx, state, "use", planner, { dryRun: false });
  expect(notes?.map(({ code }) => code)).toEqual(codes);
});

it("nothing is recorded where nothing could be written", async () => {
  const { ctx, state, broken } = machine();
  broken.add("write");
  const planner = () => registryPlan(ctx, { GOPROXY: "a" });
  await expect(apply(ctx, state, "use", planner, { dryRun: false })).rejects.toMatchObject({
    kind: "write-failed",
  });
  await expect(planUndo(ctx, undefined, false)).rejects.toMatchObject({ kind: "nothing-to-undo" });
});
