import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Context } from "../../../../src/context.ts";
import { findGiven, findOnPath, usualGo } from "../../../../src/go/machine/find.ts";
import { programOfFolder } from "../../../../src/programs.ts";
import { sandbox, type Sandbox } from "../../../support/sandbox.ts";

function program(box: Sandbox, name: string, content = "\x7fELF", mode = 0o755): string {
  const file = box.write(name, content);
  fs.chmodSync(file, mode);
  return file;
}
const on = (box: Sandbox, ...elements: string[]): Context => ({
  ...box.ctx,
  env: { ...box.env, PATH: elements.join(":") },
});

describe("a go on PATH", () => {
  it("is the first program of that name; folders and files without the x bit are passed over", () => {
    const box = sandbox();
    fs.mkdirSync(path.join(box.home, "a/go"), { recursive: true });
    program(box, "b/go", "\x7fELF", 0o644);
    const file = program(box, "c/go");
    program(box, "d/go");
    const folders = ["/nowhere", ..."abcd"].map((name) => path.resolve(box.home, name));
    expect(findOnPath(on(box, ...folders))).toEqual({ path: file, shim: false });
  });

  it("is none of the working folder, which relative and empty elements mean", () => {
    const box = sandbox();
    const file = program(box, "bin/go");
    const later = program(box, "later/go");
    const here = (...elements: string[]) => ({ ...on(box, ...elements), cwd: path.dirname(file) });
    for (const element of ["", ".", "../bin", "../home/bin"]) {
      expect(findOnPath(here(element))).toBe(null);
      expect(findOnPath(here(element, path.dirname(later)))?.path).toBe(later);
    }
    expect(programOfFolder(here("/nowhere", "."), "go")).toBe(file);
    expect(programOfFolder(here("/nowhere", path.dirname(file)), "go")).toBe(null);
    // An absolute element counts wherever the user is.
    expect(findOnPath(here(path.dirname(file)))?.path).toBe(file);
  });

  it("is none of the working folder on Windows, where the system would look there first", () => {
    const box = sandbox();
    const file = program(box, "go.exe");
    const windows = { ...box.ctx, platform: "win32" as const, env: { Path: "C:\\nowhere" } };
    expect(findOnPath(windows)).toBe(null);
    const there = (asked: unknown) => String(asked).endsWith("go.exe");
    const fake = {
      ...windows,
      cwd: "C:\\repo",
      fs: { ...fs, statSync: (asked: unknown) => (there(asked) ? fs.statSync(file) : undefined) },
    } as unknown as Context;
    expect(findOnPath({ ...fake, env: { Path: ".;bin" } })).toBe(null);
    expect(programOfFolder(fake, "go")).toBe("C:\\repo\\go.exe");
  });

  it("is none where PATH is empty or missing", () => {
    const box = sandbox();
    program(box, "go");
    expect(findOnPath(on(box, ""))).toBe(null);
    expect(findOnPath({ ...box.ctx, env: {} })).toBe(null);
  });

  it("is a shim where it is a script, or a link to something of another name", () => {
    const box = sandbox();
    const folder = (name: string) => findOnPath(on(box, path.join(box.home, name)))?.shim;
    program(box, "asdf/go", "#!/usr/bin/env bash\nexec asdf exec go\n");
    program(box, "bin/mise");
    program(box, "real/go");
    for (const name of ["mise", "link", "script"]) fs.mkdirSync(path.join(box.home, name));
    fs.symlinkSync("../bin/mise", path.join(box.home, "mise/go"));
    fs.symlinkSync("../real/go", path.join(box.home, "link/go"));
    fs.symlinkSync("../asdf/go", path.join(box.home, "script/go"));
    expect(["asdf", "mise", "link", "script", "real"].map(folder)).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });
});

describe("a go given by --go", () => {
  it("is a path from the user's folder, or a name on PATH", () => {
    const box = sandbox();
    const file = program(box, "sdk/bin/go1.21.0");
    expect(findGiven(box.ctx, "sdk/bin/go1.21.0")).toEqual({ path: file, shim: false });
    expect(findGiven(on(box, path.dirname(file)), "go1.21.0")).toMatchObject({ path: file });
    const there = { ...box.ctx, cwd: path.dirname(file) };
    expect(findGiven(there, "go1.21.0")).toBe("not-found");
    expect(findGiven(there, "./go1.21.0")).toMatchObject({ path: file });
  });

  it("says what is wrong with it", () => {
    const box = sandbox();
    program(box, "go", "x", 0o644);
    expect(findGiven(box.ctx, "./go")).toBe("not-executable");
    expect(findGiven(box.ctx, box.home)).toBe("not-executable");
    expect(findGiven(box.ctx, "/nowhere/go")).toBe("not-found");
  });
});

describe("on Windows", () => {
  const files = new Set(["C:\\Go\\bin\\go.exe", "D:\\shims\\go.cmd", "C:\\w\\go.exe"]);
  const windows = (env: Record<string, string>): Context =>
    ({
      platform: "win32",
      cwd: "C:\\w",
      home: "C:\\Users\\u",
      env,
      fs: {
        statSync: (file: string) => (files.has(file) ? { isFile: () => true } : undefined),
        readdirSync: () => [],
      },
    }) as unknown as Context;

  it("finds by PATHEXT in Path, quoted elements too, and never in the current folder", () => {
    expect(findOnPath(windows({ Path: ';X:\\none;"C:\\Go\\bin"' }))).toEqual({
      path: "C:\\Go\\bin\\go.exe",
      shim: false,
    });
    expect(findOnPath(windows({ Path: "D:\\shims", PATHEXT: ".EXE;.CMD" }))).toEqual({
      path: "D:\\shims\\go.cmd",
      shim: true,
    });
    expect(findOnPath(windows({ PATH: "D:\\shims", PATHEXT: ".EXE" }))).toBe(null);
  });

  it("takes --go without its extension", () => {
    expect(findGiven(windows({}), "C:\\Go\\bin\\go")).toMatchObject({
      path: "C:\\Go\\bin\\go.exe",
    });
    expect(findGiven(windows({}), "C:\\Go\\bin\\go.exe")).toMatchObject({ shim: false });
  });

  it("names a go in a usual folder", () => {
    expect(usualGo(windows({}))).toBe("C:\\Go\\bin\\go.exe");
  });
});

describe("a go in a usual folder", () => {
  it("is looked for in the home folder too, the newest SDK first", () => {
    const box = sandbox();
    const none = {
      ...box.ctx.fs,
      statSync: (file: string) => {
        if (!file.startsWith(box.root)) return undefined;
        return fs.statSync(file, { throwIfNoEntry: false });
      },
    };
    const ctx = {
      ...box.ctx,
      fs: { ...none, accessSync: fs.accessSync, readdirSync: fs.readdirSync },
    } as Context;
    expect(usualGo(ctx)).toBe(null);
    program(box, "sdk/go1.9.1/bin/go");
    const newer = program(box, "sdk/go1.21.10/bin/go");
    expect(usualGo(ctx)).toBe(newer);
  });
});
