import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Context, Env, ExecOptions } from "../../../src/context.ts";
import { effectiveValues, inspectGo, writeEnvCopy } from "../../../src/go/machine/command.ts";
import { layers, readMachine } from "../../../src/go/machine/layers.ts";
import { newest } from "../../../src/go/version.ts";
import { found, type Found, missing } from "../../support/found.ts";
import { need } from "../../support/machine.ts";
import { allGos, ownGo, type Toolchain, watched } from "../../support/toolchain.ts";

function aGo(): Found<Toolchain> {
  const go = allGos().findLast(({ minor }) => minor >= 21);
  return go === undefined ? missing("no go of 1.21 or later on PATH or in .tools/go") : found(go);
}

/** A machine whose PATH holds `shims` before the usual folders; scripts are put there by name. */
function machine(scripts: Record<string, string>, env: Env = {}) {
  const box = watched();
  const put = (name: string, text: string | Buffer) => {
    const file = box.write(name, text as string);
    fs.chmodSync(file, 0o755);
    return file;
  };
  for (const [name, text] of Object.entries(scripts)) put(`shims/${name}`, text);
  const shims = path.join(box.home, "shims");
  fs.mkdirSync(shims, { recursive: true });
  const ctx = { ...box.ctx, env: { ...box.env, PATH: `${shims}:/usr/bin:/bin`, ...env } };
  return { ...box, ctx, put, shims };
}

/** As asdf and goenv do: the version is what a file of the current folder says. */
const byFolder = `#!/bin/sh
[ -r .tool-versions ] || { echo "No version is set for command go" >&2; exit 126; }
exec "$HOME/sdk/$(cat .tool-versions)/bin/go" "$@"
`;

describe("a shim on PATH", () => {
  it("is asked in the user's folder, and the go behind it is started from then on", async (test) => {
    const { root, minor } = need(test, aGo());
    const { ctx, home, started, shims, put } = machine({ go: byFolder });
    const { bin, goroot } = ownGo(root, path.join(home, "sdk", "mine"));
    put("project/.tool-versions", "mine\n");
    put("project/go.mod", "broken {");
    const here = { ...ctx, cwd: path.join(home, "project") };
    const state = await inspectGo(here);
    expect(started).toHaveLength(1);
    expect(state).toMatchObject({
      go: { path: path.join(bin, "go"), goroot, version: { minor }, shim: path.join(shims, "go") },
      envFile: { kind: "file", path: path.join(home, ".config/go/env") },
      shimEnv: {},
    });

    await writeEnvCopy(here, state, path.join(home, "copy"), [{ key: "GOPROXY", value: "off" }]);
    expect(started[1]?.file).toBe(path.join(bin, "go"));
    await effectiveValues(here, readMachine(here, state), ["GOPROXY"]);
    expect(started[2]?.file).toBe(path.join(shims, "go"));
    expect(started).toHaveLength(3);
  });

  it("that starts nothing in this folder leaves no go, with its words", async (test) => {
    need(test, aGo());
    const { ctx, shims } = machine({ go: byFolder });
    const state = await inspectGo(ctx);
    expect(state).toMatchObject({
      go: null,
      version: newest,
      unusable: {
        path: path.join(shims, "go"),
        problem: "said",
        said: "No version is set for command go",
      },
    });
  });

  it("may be a link to a program of another name", async (test) => {
    const { root } = need(test, aGo());
    const { ctx, home, put, shims } = machine({});
    put("bin/mise", `#!/bin/sh\nexec "$HOME/sdk/1/bin/$(basename "$0")" "$@"\n`);
    fs.symlinkSync("../bin/mise", path.join(shims, "go"));
    const { bin } = ownGo(root, path.join(home, "sdk", "1"));
    expect((await inspectGo(ctx)).go).toMatchObject({
      path: path.join(bin, "go"),
      shim: path.join(shims, "go"),
    });
  });

  it("that sets variables is one more layer of environment", async (test) => {
    const { root } = need(test, aGo());
    const { ctx, home, write } = machine({
      go: `#!/bin/sh\nexport GOPROXY=https://shim GOSUMDB=\nexec "$HOME/sdk/1/bin/go" "$@"\n`,
    });
    ownGo(root, path.join(home, "sdk", "1"));
    write(".config/go/env", "GOPROXY=https://file\nGOSUMDB=off\n");
    const state = await inspectGo(ctx);
    expect(state.shimEnv).toEqual({ GOPROXY: "https://shim" });
    const { resolve } = layers(ctx, state);
    expect(resolve("GOPROXY")).toMatchObject({
      value: "https://shim",
      origin: { kind: "os" },
      shadows: [{ value: "https://file" }, {}],
    });
    write(".config/go/env", "GOPROXY=https://new\n");
    expect(
      await effectiveValues(ctx, readMachine(ctx, state), ["GOPROXY", "GOTOOLCHAIN"]),
    ).toMatchObject({
      GOPROXY: "https://shim",
    });
  });

  it("that brings GOENV=off is seen", async (test) => {
    const { root } = need(test, aGo());
    const { ctx, home } = machine({
      go: `#!/bin/sh\nGOENV=off exec "$HOME/sdk/1/bin/go" "$@"\n`,
    });
    ownGo(root, path.join(home, "sdk", "1"));
    expect((await inspectGo(ctx)).envFile).toEqual({
      kind: "off",
      path: path.join(home, ".config/go/env"),
    });
  });

  it("keeps its own variables where go is asked without the user's", async (test) => {
    const { root } = need(test, aGo());
    const script = `#!/bin/sh\nexec "$HOME/sdk/$GOENV_VERSION/bin/go" "$@"\n`;
    const env = { GOENV_VERSION: "1", GOEXPERIMENT: "bad" };
    const { ctx, home } = machine({ go: script }, env);
    const { goroot } = ownGo(root, path.join(home, "sdk", "1"));
    expect(await inspectGo(ctx)).toMatchObject({
      go: { goroot },
      stopped: "unknown GOEXPERIMENT bad",
    });
  });

  it("that prints around the answer is understood", async (test) => {
    const { root } = need(test, aGo());
    const { ctx, home } = machine({
      go: `#!/bin/sh\necho using go 1; "$HOME/sdk/1/bin/go" "$@"; echo done\n`,
    });
    const { goroot } = ownGo(root, path.join(home, "sdk", "1"));
    expect((await inspectGo(ctx)).go).toMatchObject({ goroot });
  });
});

/** The deadline of 10 s, shortened: for what never ends, as a busy machine starts all others late. */
function impatient({ ctx }: ReturnType<typeof machine>): Context {
  const exec = (file: string, options: ExecOptions) => ctx.exec(file, { ...options, timeout: 500 });
  return { ...ctx, exec };
}

describe("what is called go and is none", () => {
  const cases: Record<string, [script: string, problem: string, said: string | null]> = {
    "prints something else": ["#!/bin/sh\necho hello\n", "not-go", null],
    "prints JSON of its own": ['#!/bin/sh\necho \'{"name":"go"}\'\n', "not-go", null],
    "prints null": ["#!/bin/sh\necho '{}null'\n", "not-go", null],
    "fails with words": [
      "#!/bin/sh\necho; echo usage: go SIZE >&2; exit 2\n",
      "said",
      "usage: go SIZE",
    ],
    "fails without a word": ["#!/bin/sh\nexit 3\n", "not-go", null],
    "has no interpreter": ["#!/nowhere/sh\n", "said", "ENOENT"],
    "never ends": ["#!/bin/sh\nexec sleep 20\n", "hangs", null],
  };
  it.each(Object.entries(cases))("%s", async (_, [script, problem, said]) => {
    const box = machine({ go: script });
    const ctx = problem === "hangs" ? impatient(box) : box.ctx;
    const file = path.join(box.shims, "go");
    const state = await inspectGo(ctx);
    expect(state).toMatchObject({ go: null, unusable: { path: file, problem, said } });
    const given = inspectGo(ctx, { go: file });
    const args = { path: file, problem: said ?? problem };
    await expect(given).rejects.toMatchObject({ kind: "go-unusable", exit: 3, args });
  });

  it("a program of another kind", async () => {
    const box = machine({});
    box.put("shims/go", fs.readFileSync("/bin/true"));
    const state = await inspectGo(box.ctx);
    expect(state).toMatchObject({ go: null, unusable: { problem: "not-go" } });
  });

  it("by --go: a folder, a file without the x bit, nothing at all", async () => {
    const box = machine({});
    box.write("plain", "");
    const problem = (go: string) =>
      inspectGo(box.ctx, { go }).then(
        () => "usable",
        (error: { args: { problem: string } }) => error.args.problem,
      );
    expect(await problem(box.shims)).toBe("not-executable");
    expect(await problem("./plain")).toBe("not-executable");
    expect(await problem("./nothing")).toBe("not-found");
    expect(box.started).toEqual([]);
  });
});

describe("a go given by --go", () => {
  it("is used instead of the one on PATH, by a path from the user's folder", async (test) => {
    const { root } = need(test, aGo());
    const { ctx, home } = machine({ go: "#!/bin/sh\nexit 1\n" });
    const { goroot, bin } = ownGo(root, path.join(home, "sdk", "1"));
    const { go } = await inspectGo(ctx, { go: "sdk/1/bin/go" });
    expect(go).toMatchObject({ path: path.join(bin, "go"), goroot, shim: null });
  });
});

describe("the user's folder", () => {
  it("may be gone, or not be there to enter", async (test) => {
    const { root } = need(test, aGo());
    const { ctx, home } = machine({});
    const { bin } = ownGo(root, path.join(home, "sdk", "1"));
    const gone = { ...ctx, cwd: path.join(home, "gone"), env: { ...ctx.env, PATH: bin } };
    const state = await inspectGo(gone);
    expect(state.go).not.toBe(null);
    expect(await effectiveValues(gone, readMachine(gone, state), ["GOSUMDB"])).toEqual({
      GOSUMDB: "sum.golang.org",
    });
  });

  it("gives no go, though empty and relative elements of PATH mean it, and is named as the reason", async (test) => {
    const { root } = need(test, aGo());
    const { ctx, home } = machine({});
    const { bin } = ownGo(root, path.join(home, "sdk", "1"));
    const unusable = { path: path.join(bin, "go"), problem: "working-folder" };
    const relative = { ...ctx, env: { ...ctx.env, PATH: "nothing:sdk/1/bin" } };
    expect(await inspectGo(relative)).toMatchObject({ go: null, unusable });
    const empty = { ...ctx, cwd: bin, env: { ...ctx.env, PATH: "/nothing:" } };
    expect(await inspectGo(empty)).toMatchObject({ go: null, unusable });
  });
});

describe("without a go", () => {
  it("the env file is found, written and read by Go's rule, and no process is started", async () => {
    const box = watched({ env: { PATH: "/nowhere" } });
    const { ctx, home, started } = box;
    const file = box.write(".config/go/env", "# mine\nGOSUMDB=off\nGOPROXY=a");
    const state = await inspectGo(ctx);
    expect(state).toMatchObject({
      go: null,
      envFile: { kind: "file", path: file },
      version: newest,
      reported: null,
      unusable: null,
    });
    const changes = [
      { key: "GOPROXY", value: "https://x|direct" },
      { key: "GOSUMDB", value: null },
      { key: "GOPRIVATE", value: null },
    ];
    await writeEnvCopy(ctx, state, file, changes);
    expect(box.read(".config/go/env")).toBe("# mine\nGOPROXY=https://x|direct\n");
    const copy = path.join(home, "fresh");
    await writeEnvCopy(ctx, state, copy, changes);
    expect(box.read("fresh")).toBe("GOPROXY=https://x|direct\n");
    expect(await effectiveValues(ctx, readMachine(ctx, state), ["GOPROXY", "GOSUMDB"])).toEqual({
      GOPROXY: "https://x|direct",
      GOSUMDB: "sum.golang.org",
    });
    const folder = writeEnvCopy(ctx, state, home, changes);
    await expect(folder).rejects.toMatchObject({
      kind: "write-failed",
      args: { reason: "EISDIR" },
    });
    expect(started).toEqual([]);
  });
});
