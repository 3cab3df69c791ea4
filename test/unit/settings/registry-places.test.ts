import { describe, expect, it } from "vitest";
import { machineKey, registryFix, userKey } from "../../../src/registry-keys.ts";
import { currentSettings, shadows } from "../../../src/settings/effective.ts";
import { shadowLines } from "../../../src/term/document.ts";
import { en } from "../../../src/text/en/index.ts";
import { fakeWindows } from "../../support/registry.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

const sz = (value: string) => ({ value, kind: "REG_SZ" });

/** A terminal of Windows with these variables. */
function terminal(env: Record<string, string>) {
  const box = sandbox();
  const windows = fakeWindows(env, box);
  const state = stateOf({ ...box, ctx: windows.ctx }, { version: "1.27.4" });
  return { ...windows, state };
}

describe("a variable of this terminal that comes from Windows' registry", () => {
  it("is named by the user's key, which wins over the machine's", async () => {
    const { ctx, state, user, machine } = terminal({ GOPROXY: "https://a", GOPRIVATE: "corp.com" });
    user.set("GOPROXY", sz("https://a"));
    machine.set("GOPROXY", sz("https://a"));
    machine.set("GOPRIVATE", sz("corp.com"));
    expect(await shadows(ctx, state, { GOPROXY: "https://b", GOPRIVATE: "x" })).toEqual([
      { key: "GOPROXY", kind: "os", file: userKey, line: 0, value: "https://a" },
      { key: "GOPRIVATE", kind: "os", file: machineKey, line: 0, value: "corp.com" },
    ]);
    const settings = await currentSettings(ctx, state);
    expect(settings.find(({ key }) => key === "GOPROXY")?.origin).toEqual({
      kind: "os",
      setBy: { file: userKey, line: 0 },
    });
  });

  it("is compared as a new process gets it", async () => {
    const { ctx, state, user } = terminal({ GOPROXY: "https://h.corp/%NO%", MYHOST: "h.corp" });
    user.set("GOPROXY", { value: "https://%MyHost%/%NO%", kind: "REG_EXPAND_SZ" });
    expect(await shadows(ctx, state, { GOPROXY: "off" })).toMatchObject([{ file: userKey }]);
  });

  it("is not taken for the registry's where that has another value, or cannot be read", async () => {
    const { ctx, state, user, machine, broken } = terminal({ GOPROXY: "https://a" });
    user.set("GOPROXY", sz("https://later"));
    machine.set("GOPROXY", sz("https://a"));
    const here = { key: "GOPROXY", kind: "os", value: "https://a" };
    expect(await shadows(ctx, state, { GOPROXY: "off" })).toEqual([here]);
    broken.add("reg").add("powershell");
    expect(await shadows(ctx, state, { GOPROXY: "off" })).toEqual([here]);
  });

  it("is read by no program where no variable is in the way", async () => {
    const { ctx, state, started } = terminal({});
    expect(await shadows(ctx, state, { GOPROXY: "off" })).toEqual([]);
    expect(started).toEqual([]);
  });
});

describe("what lasts", () => {
  const view = { paint: { red: String }, text: en, home: null } as never;
  const shadow = { key: "GOPROXY", kind: "os", value: "https://a" } as const;

  it("puts the stored value before that of the machine, without an administrator", () => {
    expect(shadowLines({ ...shadow, file: machineKey }, view)[1]).toBe(
      `  It is set in ${machineKey}: the environment of all users. To last: goproxy-cfg shell install --yes, then open a new terminal.`,
    );
  });

  it("removes a value where none is stored, as an administrator where all users have it", () => {
    const lines = (file: string) => shadowLines({ ...shadow, file }, view, { stored: false })[1];
    expect(lines(userKey)).toContain(`To last: ${registryFix(userKey, "GOPROXY", false)},`);
    expect(lines(machineKey)).toContain(
      `As an administrator: reg delete "${machineKey}" /v GOPROXY /f,`,
    );
  });
});
