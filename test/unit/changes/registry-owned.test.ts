import { expect, it } from "vitest";
import { apply } from "../../../src/changes/apply.ts";
import {
  ownedInRegistry,
  planInRegistry,
  planRegistryUninstall,
} from "../../../src/changes/registry.ts";
import { planUndo } from "../../../src/changes/undo.ts";
import type { Context } from "../../../src/context.ts";
import { fakeWindows } from "../../support/registry.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

const sz = (value: string) => ({ value, kind: "REG_SZ" });

/** A user of Windows whose history lies in a sandbox. */
function machine() {
  const box = sandbox();
  const windows = fakeWindows({}, box);
  const { exec, fs } = windows.ctx;
  const ctx: Context = {
    ...box.ctx,
    exec,
    env: { ...box.env, TEMP: "C:\\Temp", SystemRoot: "C:\\Windows" },
    fs: { ...box.ctx.fs, readFileSync: fs.readFileSync, unlinkSync: fs.unlinkSync },
  };
  const state = stateOf(box);
  const once = { dryRun: false };
  return {
    ...windows,
    async install(set: Record<string, string>, overrule = false) {
      const stored = { set: Object.entries(set), unset: ["GOSUMDB"] };
      const wish = { overrule, command: "shell install --yes" };
      const { plan, notes } = await planInRegistry(ctx, stored, wish);
      await apply(ctx, state, "shell install", () => plan, once);
      return notes;
    },
    async refresh(set: Record<string, string>, unset: string[] = []) {
      const { plan } = await planInRegistry(ctx, { set: Object.entries(set), unset });
      await apply(ctx, state, "use", () => plan, once);
    },
    uninstall: () => apply(ctx, state, "shell uninstall", () => planRegistryUninstall(ctx), once),
    undo: () => apply(ctx, state, "undo", () => planUndo(ctx, undefined, false), once),
    owned: () => [...ownedInRegistry(ctx).keys()],
  };
}

it("install leaves the user's own value without consent, and says how to replace it", async () => {
  const { install, user } = machine();
  user.set("GOPRIVATE", sz("mine.corp"));
  const notes = await install({ GOPROXY: "https://a", GOPRIVATE: "corp.com" });
  expect(user.get("GOPRIVATE")).toEqual(sz("mine.corp"));
  expect(user.get("GOPROXY")).toEqual(sz("https://a"));
  expect(notes).toMatchObject([
    {
      code: "consent-required",
      args: { what: "registry", subject: String.raw`HKCU\Environment\GOPRIVATE` },
    },
  ]);
});

it("with consent it is replaced, and uninstall brings back its text and its kind", async () => {
  const { install, refresh, uninstall, user, owned } = machine();
  const before = { value: "%CORP%", kind: "REG_EXPAND_SZ" };
  user.set("GOPRIVATE", before);
  expect(await install({ GOPRIVATE: "corp.com" }, true)).toEqual([]);
  expect(user.get("GOPRIVATE")).toEqual(sz("corp.com"));
  await refresh({ GOPRIVATE: "corp.com,b.com" });
  await uninstall();
  expect(Object.fromEntries(user)).toEqual({ GOPRIVATE: before });
  expect(owned()).toEqual([]);
  await refresh({ GOPRIVATE: "later.com" }, ["GOPRIVATE"]);
  expect(user.get("GOPRIVATE")).toEqual(before);
});

it("where reg.exe and PowerShell's language are restricted, only what is ours for certain is changed", async () => {
  const { install, refresh, undo, uninstall, user, broken } = machine();
  broken.add("reg").add("constrained");
  const before = { value: "%CORP%", kind: "REG_EXPAND_SZ" };
  user.set("GOPRIVATE", before);
  expect(await install({ GOPROXY: "https://a", GOPRIVATE: "corp.com" }, true)).toMatchObject([
    { code: "shell.refused", args: { reason: "registry-kind" } },
  ]);
  await refresh({ GOPROXY: "https://b", GOPRIVATE: "corp.com" });
  expect(Object.fromEntries(user)).toEqual({ GOPRIVATE: before, GOPROXY: sz("https://b") });
  await undo();
  expect(user.get("GOPROXY")).toEqual(sz("https://a"));
  await uninstall();
  expect(Object.fromEntries(user)).toEqual({ GOPRIVATE: before });
});

it("uninstall takes nothing where nothing was installed, nor what was changed since", async () => {
  const { install, uninstall, user } = machine();
  user.set("GOPROXY", sz("https://mine"));
  await uninstall();
  expect(user.get("GOPROXY")).toEqual(sz("https://mine"));
  await install({ GOSUMDB: "sum.golang.google.cn", GONOPROXY: "x.com" });
  user.set("GOSUMDB", sz("off"));
  await uninstall();
  expect(Object.fromEntries(user)).toEqual({ GOPROXY: sz("https://mine"), GOSUMDB: sz("off") });
});

it("what an undo brought back is the user's: use and reset leave it", async () => {
  const { install, undo, refresh, user, owned } = machine();
  user.set("GOPROXY", sz("https://mine"));
  await install({ GOPROXY: "https://a" }, true);
  await undo();
  expect(owned()).toEqual([]);
  await refresh({ GOPROXY: "https://b" });
  await refresh({}, ["GOPROXY"]);
  expect(user.get("GOPROXY")).toEqual(sz("https://mine"));
});

it("a refresh leaves what somebody wrote by hand since", async () => {
  const { install, refresh, user } = machine();
  await install({ GOPROXY: "https://a", GOPRIVATE: "a.com" });
  user.set("GOPRIVATE", sz("by.hand"));
  await refresh({ GOPROXY: "https://b" }, ["GOPRIVATE"]);
  expect(Object.fromEntries(user)).toEqual({
    GOPROXY: sz("https://b"),
    GOPRIVATE: sz("by.hand"),
  });
});

it("a value that is no text is refused even with consent, since its kind could not come back", async () => {
  const { install, user } = machine();
  const number = { value: "dword:00000001", kind: "REG_DWORD" };
  user.set("GOPROXY", number);
  expect(await install({ GOPROXY: "https://a" }, true)).toMatchObject([
    { code: "shell.refused", args: { reason: "registry-kind" } },
  ]);
  expect(user.get("GOPROXY")).toEqual(number);
});
