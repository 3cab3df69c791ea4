import { describe, expect, it } from "vitest";
import type { Env } from "../../../src/context.ts";
import { shadows } from "../../../src/settings/effective.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

function machine(env: Env, file = "") {
  const box = sandbox({ env: { SHELL: "/bin/bash", ...env } });
  box.write(".config/go/env", file);
  box.write("../goroot/go.env", "GOPROXY=https://proxy.golang.org,direct\n");
  const state = stateOf(box, { version: "1.27.4" });
  return {
    box,
    hinders: (wanted: Record<string, string | null>) => shadows(box.ctx, state, wanted),
  };
}

describe("what keeps a written value from being in effect", () => {
  it("is a variable of the environment with another value, with the line that sets it", async () => {
    const { box, hinders } = machine({ GOPROXY: "https://os", GOSUMDB: "off" });
    const file = box.write(".profile", "\nGOPROXY=https://os; export GOPROXY\n");
    expect(await hinders({ GOPROXY: "direct", GOSUMDB: "x", GOPRIVATE: "y" })).toEqual([
      { key: "GOPROXY", kind: "os", file, line: 2, value: "https://os" },
      { key: "GOSUMDB", kind: "os", value: "off" },
    ]);
  });

  it("is not one that holds the same value, or is empty", async () => {
    const { hinders } = machine({ GOPROXY: "direct", GOSUMDB: "" });
    expect(await hinders({ GOPROXY: "direct", GOSUMDB: "off" })).toEqual([]);
  });

  it("of a value to be unset is one that differs from what go falls back to", async () => {
    const file = "GOPROXY=https://stored\n";
    const same = machine({ GOPROXY: "https://proxy.golang.org,direct" }, file);
    expect(await same.hinders({ GOPROXY: null })).toEqual([]);
    const other = machine({ GOPROXY: "https://stored" }, file);
    expect(await other.hinders({ GOPROXY: null })).toMatchObject([{ key: "GOPROXY", kind: "os" }]);
  });

  it("GONOPROXY to be unset falls back to the GOPRIVATE that is wanted", async () => {
    const { hinders } = machine({ GONOPROXY: "corp.com" }, "GOPRIVATE=old\n");
    expect(await hinders({ GOPRIVATE: "corp.com", GONOPROXY: null })).toEqual([]);
    expect(await hinders({ GOPRIVATE: null, GONOPROXY: null })).toMatchObject([
      { key: "GONOPROXY" },
    ]);
    expect(await hinders({ GONOPROXY: null })).toMatchObject([{ key: "GONOPROXY" }]);
    const leaving = machine({ GONOPROXY: "old" }, "GOPRIVATE=old\n");
    expect(await leaving.hinders({ GONOPROXY: null })).toEqual([]);
    expect(await leaving.hinders({ GOPRIVATE: null, GONOPROXY: null })).toMatchObject([
      { value: "old" },
    ]);
  });

  it("is GOENV=off for every key, wherever it is set", async () => {
    const { box, hinders } = machine({ GOENV: "off", GOPROXY: "direct" });
    const file = box.write(".bashrc", "export GOENV=off\n");
    const place = { kind: "goenv-off", file, line: 1, value: "off" };
    expect(await hinders({ GOPROXY: "direct", GOSUMDB: "off" })).toEqual([
      { key: "GOPROXY", ...place },
      { key: "GOSUMDB", ...place },
    ]);
  });
});
