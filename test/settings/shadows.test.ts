import { describe, expect, it } from "vitest";
import type { Env } from "../../src/context.ts";
import { shadows } from "../../src/settings/shadows.ts";
import { sandbox } from "../support/sandbox.ts";
import { stateOf } from "../support/state.ts";

function machine(env: Env, file = "") {
  const box = sandbox({ env: { SHELL: "/bin/bash", ...env } });
  box.write(".config/go/env", file);
  box.write("../goroot/go.env", "GOPROXY=https://proxy.golang.org,direct\n");
  const state = stateOf(box, { version: "1.27.4" });
  return {
    box,
    shadows: (wanted: Record<string, string | null>) => shadows(box.ctx, state, wanted),
  };
}

describe("what keeps a written value from being in effect", () => {
  it("is a variable of the environment with another value, with the line that sets it", () => {
    const { box, shadows } = machine({ GOPROXY: "https://os", GOSUMDB: "off" });
    const file = box.write(".profile", "\nGOPROXY=https://os; export GOPROXY\n");
    expect(shadows({ GOPROXY: "direct", GOSUMDB: "x", GOPRIVATE: "y" })).toEqual([
      { key: "GOPROXY", kind: "os", file, line: 2, value: "https://os" },
      { key: "GOSUMDB", kind: "os", value: "off" },
    ]);
  });

  it("is not one that holds the same value, or is empty", () => {
    const { shadows } = machine({ GOPROXY: "direct", GOSUMDB: "" });
    expect(shadows({ GOPROXY: "direct", GOSUMDB: "off" })).toEqual([]);
  });

  it("of a value to be unset is one that differs from what go falls back to", () => {
    const file = "GOPROXY=https://stored\n";
    const same = machine({ GOPROXY: "https://proxy.golang.org,direct" }, file);
    expect(same.shadows({ GOPROXY: null })).toEqual([]);
    const other = machine({ GOPROXY: "https://stored" }, file);
    expect(other.shadows({ GOPROXY: null })).toMatchObject([{ key: "GOPROXY", kind: "os" }]);
  });

  it("GONOPROXY to be unset falls back to the GOPRIVATE that is wanted", () => {
    const { shadows } = machine({ GONOPROXY: "corp.com" }, "GOPRIVATE=old\n");
    expect(shadows({ GOPRIVATE: "corp.com", GONOPROXY: null })).toEqual([]);
    expect(shadows({ GOPRIVATE: null, GONOPROXY: null })).toMatchObject([{ key: "GONOPROXY" }]);
    expect(shadows({ GONOPROXY: null })).toMatchObject([{ key: "GONOPROXY" }]);
    const leaving = machine({ GONOPROXY: "old" }, "GOPRIVATE=old\n");
    expect(leaving.shadows({ GONOPROXY: null })).toEqual([]);
    expect(leaving.shadows({ GOPRIVATE: null, GONOPROXY: null })).toMatchObject([{ value: "old" }]);
  });

  it("is GOENV=off for every key, wherever it is set", () => {
    const { box, shadows } = machine({ GOENV: "off", GOPROXY: "direct" });
    const file = box.write(".bashrc", "export GOENV=off\n");
    const place = { kind: "goenv-off", file, line: 1, value: "off" };
    expect(shadows({ GOPROXY: "direct", GOSUMDB: "off" })).toEqual([
      { key: "GOPROXY", ...place },
      { key: "GOSUMDB", ...place },
    ]);
  });
});
