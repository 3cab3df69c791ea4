import { describe, expect, it } from "vitest";
import type { Context, Env } from "../../../../src/context.ts";
import { layers } from "../../../../src/go/machine/layers.ts";
import { sandbox } from "../../../support/sandbox.ts";
import { stateOf } from "../../../support/state.ts";

const shipped =
  "# initial defaults\n\nGOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n";

interface Machine {
  version?: string;
  env?: Env;
  file?: string;
  goEnv?: string;
  ctx?: Partial<Context>;
}

function machine({ version, env = {}, file, goEnv, ctx = {} }: Machine) {
  const box = sandbox({ env, ctx });
  const stored = file === undefined ? null : box.write(".config/go/env", file);
  const shippedFile = goEnv === undefined ? null : box.write("../goroot/go.env", goEnv);
  const state = stateOf(box, version === undefined ? {} : { version });
  return { box, stored, shippedFile, ...layers(box.ctx, state) };
}

const old = { version: "1.20.14" };
const modern = { version: "1.27.4", goEnv: shipped };

describe("which layer counts", () => {
  it("environment before file before GOROOT/go.env, each with its place", () => {
    const { resolve, stored, shippedFile } = machine({
      ...modern,
      env: { GOPROXY: "https://os" },
      file: "GOPROXY=x\nGOSUMDB=off\n\nGOPROXY=https://file\n",
    });
    expect(resolve("GOPROXY")).toEqual({
      key: "GOPROXY",
      value: "https://os",
      origin: { kind: "os" },
      shadows: [
        { value: "https://file", origin: { kind: "file", file: stored, line: 4 } },
        {
          value: "https://proxy.golang.org,direct",
          origin: { kind: "goroot", file: shippedFile, line: 3 },
        },
      ],
    });
    expect(resolve("GOSUMDB").origin).toEqual({ kind: "file", file: stored, line: 2 });
    expect(resolve("GOTOOLCHAIN")).toEqual({
      key: "GOTOOLCHAIN",
      value: "auto",
      origin: { kind: "goroot", file: shippedFile, line: 5 },
      shadows: [],
    });
  });

  it("an empty variable of the environment is none", () => {
    const { resolve } = machine({ ...modern, env: { GOPROXY: "" }, file: "GOPROXY=direct\n" });
    expect(resolve("GOPROXY").origin.kind).toBe("file");
  });

  it("an empty line hides GOROOT/go.env from 1.21 on, and means the default before", () => {
    const now = machine({ ...modern, file: "GOPROXY=\n" }).resolve("GOPROXY");
    expect([now.value, now.origin.kind]).toEqual(["", "file"]);
    expect(now.shadows.map(({ value }) => value)).toEqual(["https://proxy.golang.org,direct"]);
    const then = machine({ ...old, goEnv: shipped, file: "GOPROXY=\n" }).resolve("GOPROXY");
    expect([then.value, then.origin]).toEqual([
      "https://proxy.golang.org,direct",
      { kind: "default" },
    ]);
  });

  it("before 1.21 there is no GOROOT/go.env", () => {
    const { resolve } = machine({ ...old, goEnv: "GOPROXY=https://distribution\n" });
    expect(resolve("GOPROXY").value).toBe("https://proxy.golang.org,direct");
    expect(resolve("GOTOOLCHAIN").value).toBe("");
  });

  it("a GOROOT/go.env without the line leaves nothing", () => {
    const { resolve } = machine({ ...modern, goEnv: "GOSUMDB=off\n" });
    expect(resolve("GOPROXY")).toMatchObject({ value: "", origin: { kind: "default" } });
  });

  it("without a go the newest one's shipped values stand in", () => {
    const { resolve } = machine({});
    expect(resolve("GOPROXY").value).toBe("https://proxy.golang.org,direct");
    expect(resolve("GOAUTH").value).toBe("netrc");
  });

  it("reads the GOROOT/go.env of the GOROOT that the file names", () => {
    const box = sandbox();
    const other = box.write("other/go.env", "GOPROXY=https://other\n");
    box.write(".config/go/env", `GOROOT=${box.home}/other\n`);
    const state = stateOf(box, { version: "1.26.8" });
    expect(layers(box.ctx, state).resolve("GOPROXY").origin.file).toBe(other);
    const stopped = layers(box.ctx, { ...state, stopped: "cannot find GOROOT directory" });
    expect(stopped.goEnv.path).toBe(`${box.root}/goroot/go.env`);
  });

  it("names of variables are case-insensitive on Windows alone", () => {
    const env = { GoProxy: "https://os" };
    expect(machine({ ...modern, env }).resolve("GOPROXY").origin.kind).toBe("goroot");
    const { resolve } = machine({ ...modern, env, ctx: { platform: "win32" } });
    expect(resolve("GOPROXY").value).toBe("https://os");
  });
});

describe("built-in values", () => {
  it("GONOPROXY and GONOSUMDB follow GOPRIVATE, an empty line of their own too", () => {
    const { resolve } = machine({ ...modern, file: "GOPRIVATE=corp.com\nGONOPROXY=\n" });
    for (const key of ["GONOPROXY", "GONOSUMDB"]) {
      expect(resolve(key)).toMatchObject({ value: "corp.com", origin: { kind: "default" } });
    }
    expect(resolve("GONOPROXY").shadows).toMatchObject([{ value: "", origin: { line: 2 } }]);
  });

  it("GOAUTH is netrc from 1.24 on, and nothing before", () => {
    expect(machine({ version: "1.24.0", goEnv: "" }).resolve("GOAUTH").value).toBe("netrc");
    const older = machine({ version: "1.23.5", goEnv: "", env: { GOAUTH: "off" } });
    expect(older.resolve("GOAUTH").value).toBe("");
    const stored = machine({ version: "1.23.5", goEnv: "", file: "GOAUTH=off\n" });
    expect(stored.resolve("GOAUTH").value).toBe("off");
  });

  it("GOENV comes from the environment alone", () => {
    const { resolve, box } = machine({ ...modern, file: "GOENV=/elsewhere\n" });
    expect(resolve("GOENV")).toMatchObject({
      value: `${box.home}/.config/go/env`,
      origin: { kind: "default" },
      shadows: [],
    });
    expect(machine({ ...modern, env: { GOENV: "off" } }).resolve("GOENV")).toMatchObject({
      value: "off",
      origin: { kind: "os" },
    });
  });
});

describe("what would be without environment and file", () => {
  it("is GOROOT/go.env, then what is built in", () => {
    const { below } = machine({ ...modern, env: { GOPROXY: "a" }, file: "GOPROXY=b\nGOVCS=c\n" });
    expect(below("GOPROXY")).toMatchObject({ value: "https://proxy.golang.org,direct" });
    expect(below("GOVCS")).toEqual({ value: "", origin: { kind: "default" } });
  });
});

describe("files that cannot be read", () => {
  it("count as empty, as they do for go, and say why", () => {
    const box = sandbox();
    box.write(".config/go/env/inside", "");
    const { resolve, userFile } = layers(box.ctx, stateOf(box));
    expect(userFile.problem).toBe("EISDIR");
    expect(resolve("GOPROXY").origin.kind).toBe("default");
  });

  it("are not read where they may be waited for, a pipe for example", () => {
    const box = sandbox({ env: { GOENV: "/dev/fd/63" } });
    const pipe = { isFile: () => false, isDirectory: () => false };
    const fs = { statSync: () => pipe, readFileSync: expect.unreachable };
    const ctx = { ...box.ctx, fs } as unknown as Context;
    const { userFile } = layers(ctx, stateOf({ ...box, ctx }));
    expect(userFile).toEqual({ path: "/dev/fd/63", lines: [], problem: null });
  });

  it("are no matter where they are missing", () => {
    expect(machine({}).userFile.problem).toBe(null);
    expect(machine({ env: { GOENV: "off" }, file: "GOPROXY=x\n" }).userFile.lines).toEqual([]);
  });
});
