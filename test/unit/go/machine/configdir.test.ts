import { describe, expect, it } from "vitest";
import type { Context, Env } from "../../../../src/context.ts";
import { envFileByRule } from "../../../../src/go/machine/envfile.ts";

function rule(platform: NodeJS.Platform, env: Env, cwd = "/home/me", relativeXdg = false) {
  return envFileByRule({ platform, env, cwd } as Context, relativeXdg);
}
const file = (path: string) => ({ kind: "file", path });
const none = (reason: string) => ({ kind: "none", reason });

describe("where go keeps its env file, by os.UserConfigDir", () => {
  it("on Linux", () => {
    expect(rule("linux", { HOME: "/h" })).toEqual(file("/h/.config/go/env"));
    expect(rule("linux", { HOME: "/h", XDG_CONFIG_HOME: "" })).toEqual(file("/h/.config/go/env"));
    expect(rule("linux", { HOME: "/h", XDG_CONFIG_HOME: "/x/" })).toEqual(file("/x/go/env"));
    expect(rule("freebsd", { HOME: "h" })).toEqual(file("/home/me/h/.config/go/env"));
    expect(rule("linux", {})).toEqual(none("neither $XDG_CONFIG_HOME nor $HOME are defined"));
  });

  it("a relative XDG_CONFIG_HOME is refused from 1.24 on", () => {
    const env = { HOME: "/h", XDG_CONFIG_HOME: "rel" };
    expect(rule("linux", env)).toEqual(none("path in $XDG_CONFIG_HOME is relative"));
    expect(rule("linux", env, "/home/me", true)).toEqual(file("/home/me/rel/go/env"));
  });

  it("on macOS", () => {
    expect(rule("darwin", { HOME: "/Users/u", XDG_CONFIG_HOME: "/x" })).toEqual(
      file("/Users/u/Library/Application Support/go/env"),
    );
    expect(rule("darwin", {})).toEqual(none("$HOME is not defined"));
  });

  it("on Windows", () => {
    const env = { APPDATA: "C:\\Users\\u\\AppData\\Roaming", HOME: "C:\\h" };
    expect(rule("win32", env, "C:\\w")).toEqual(file("C:\\Users\\u\\AppData\\Roaming\\go\\env"));
    expect(rule("win32", {}, "C:\\w")).toEqual(none("%AppData% is not defined"));
  });

  it("GOENV names another one, from the user's folder, or none", () => {
    expect(rule("linux", { GOENV: "rel/env" })).toEqual(file("/home/me/rel/env"));
    expect(rule("linux", { GOENV: "OFF", HOME: "/h" })).toEqual(file("/home/me/OFF"));
    expect(rule("linux", { GOENV: "", HOME: "/h" })).toEqual(file("/h/.config/go/env"));
    expect(rule("win32", { goenv: "off" }, "C:\\w")).toMatchObject({ kind: "off" });
  });
});
