import { describe, expect, it } from "vitest";
import type { Env } from "../../../src/context.ts";
import { storedSettings } from "../../../src/settings/effective.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

function stored({ env = {}, file, goEnv }: { env?: Env; file?: string; goEnv?: string }) {
  const box = sandbox({ env });
  if (file !== undefined) box.write(".config/go/env", file);
  if (goEnv !== undefined) box.write("../goroot/go.env", goEnv);
  return storedSettings(box.ctx, stateOf(box, { version: "1.27.4" }));
}

describe("what is stored", () => {
  it("is the env file's last word on the managed settings, whatever the environment says", () => {
    const file = "GOVCS=*:all\nGOPROXY=a\nGOPROXY=https://corp|direct\nGOPRIVATE=corp.com\n";
    expect(stored({ file, env: { GOPROXY: "b", GONOSUMDB: "c" } })).toEqual({
      GOPROXY: "https://corp|direct",
      GOPRIVATE: "corp.com",
    });
  });

  it("is GOROOT/go.env's where a distribution changed it, and nothing where it is as shipped", () => {
    const goEnv =
      "GOPROXY=https://distribution\nGOSUMDB=sum.golang.org\nGOPRIVATE=x\nGOTOOLCHAIN=local\n";
    expect(stored({ goEnv })).toEqual({ GOPROXY: "https://distribution", GOPRIVATE: "x" });
    expect(stored({ goEnv, file: "GOPROXY=direct\nGOPRIVATE=\n" })).toEqual({ GOPROXY: "direct" });
  });

  it("is a value that equals the default, where the user stored it", () => {
    expect(stored({ file: "GOSUMDB=sum.golang.org\n" })).toEqual({ GOSUMDB: "sum.golang.org" });
  });

  it("is nothing on a fresh machine", () => {
    expect(stored({})).toEqual({});
    expect(stored({ env: { GOENV: "off", HOME: "", XDG_CONFIG_HOME: "" } })).toEqual({});
  });

  it("is, with GOENV=off, what go would read without it", () => {
    const file = "GOPROXY=direct\n";
    expect(stored({ file, env: { GOENV: "off" } })).toEqual({ GOPROXY: "direct" });
  });
});
