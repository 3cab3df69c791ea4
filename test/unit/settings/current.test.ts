import { describe, expect, it } from "vitest";
import { currentSettings, hiddenSettings } from "../../../src/settings/effective.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

describe("the settings in effect", () => {
  it("are the twelve that matter, in one order", async () => {
    const box = sandbox();
    const settings = await currentSettings(box.ctx, stateOf(box));
    expect(settings.map(({ key }) => key)).toEqual(
      (
        "GOPROXY GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOVCS GOAUTH GOTOOLCHAIN " +
        "GO111MODULE GOFLAGS GOENV"
      ).split(" "),
    );
  });

  it("name the startup file and line that sets a variable of the environment", async () => {
    const box = sandbox({ env: { GOPROXY: "https://os", GOSUMDB: "off", SHELL: "/bin/bash" } });
    const file = box.write(".bashrc", "# mine\nexport GOPROXY=https://os\nexport GOSUMDB=other\n");
    const [proxy, sumdb, priv] = await currentSettings(box.ctx, stateOf(box));
    expect(proxy?.origin).toEqual({ kind: "os", setBy: { file, line: 2 } });
    expect(sumdb?.origin).toEqual({ kind: "os" });
    expect(priv?.origin).toEqual({ kind: "default" });
  });

  it("read no startup file where the environment sets nothing", async () => {
    const box = sandbox({ env: { GOPROXY: "" } });
    box.write(".bashrc", "export GOPROXY=https://os\n");
    const opened: unknown[] = [];
    const fs = new Proxy(box.ctx.fs, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => (opened.push(args[0]), value(...args));
      },
    });
    await currentSettings({ ...box.ctx, fs }, stateOf(box));
    expect(opened).toEqual([]);
  });
});

it("stored settings that a variable hides are named, with the line that sets it", async () => {
  const env = { GOPRIVATE: "os.example", GOPROXY: "https://same", GOSUMDB: "off" };
  const box = sandbox({ env: { ...env, SHELL: "/bin/bash" } });
  box.write(".config/go/env", "GOPRIVATE=stored.example\nGOPROXY=https://same\n");
  const file = box.write(".bashrc", "export GOPRIVATE=os.example\n");
  expect(await hiddenSettings(box.ctx, stateOf(box))).toEqual([
    { key: "GOPRIVATE", kind: "os", file, line: 1, value: "os.example" },
  ]);
});
