import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";

const loader = path.resolve(import.meta.dirname, "../../../bin/code-cache.js");
const user = process.geteuid?.() ?? null;
let root = "";

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-code-"));
  for (const name of ["dist", "tmp"]) fs.mkdirSync(path.join(root, name));
  fs.copyFileSync(loader, path.join(root, "dist/code-cache.cjs"));
  build("one");
});

afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

/** A program of two files that says a word of three letters. */
function build(word: string): void {
  fs.writeFileSync(path.join(root, "dist/main.cjs"), 'exports.said = require("./word.cjs").word;');
  const source = `exports.word = () => "${word}";`;
  fs.writeFileSync(path.join(root, "dist/word.cjs"), source);
}

/** What the program says in a new process. */
function said(env: Record<string, string> = {}): string {
  const script = 'process.stdout.write(require("./dist/code-cache.cjs")("./main.cjs").said())';
  return execFileSync(process.execPath, ["-e", script], {
    cwd: root,
    encoding: "utf8",
    env: { TMPDIR: path.join(root, "tmp"), TEMP: path.join(root, "tmp"), ...env },
  });
}

const own = () => path.join(root, "tmp", `node-code-goproxy-cfg-${user ?? "mine"}`);

function kept(): string {
  const [folder = ""] = fs.readdirSync(own());
  return path.join(own(), folder, "word.cjs");
}

/** The code that is kept says `one`, and is made to look as if it were of the source that says `two`. */
function keepAnother(): void {
  said();
  build("two");
  const cache = fs.readFileSync(kept());
  const source = fs.readFileSync(path.join(root, "dist/word.cjs"));
  cache.writeUInt32LE(crc32(cache.subarray(8), crc32(source)));
  fs.writeFileSync(kept(), cache);
}

test("code that was kept is run, functions included", () => {
  keepAnother();
  expect(said()).toBe("one");
});

test.runIf(user !== null)("it is for this user alone", () => {
  said();
  const modes = [own(), path.dirname(kept()), kept()].map((file) => fs.statSync(file).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700, 0o600]);
});

test("code of a source that has changed since is made anew", () => {
  said();
  build("two");
  expect(said()).toBe("two");
  build("one");
  expect(said()).toBe("one");
});

test("damaged code is made anew", () => {
  said();
  const whole = fs.readFileSync(kept());
  for (const at of [0, 8, 30, whole.length >> 1, whole.length - 1]) {
    fs.writeFileSync(
      kept(),
      whole.map((byte, each) => (each === at ? byte ^ 0x55 : byte)),
    );
    expect(said()).toBe("one");
    fs.writeFileSync(kept(), whole.subarray(0, at));
    expect(said()).toBe("one");
    expect(fs.readFileSync(kept()).length).toBe(whole.length);
  }
});

test.runIf(user !== null)("code that others may have put there is not run", () => {
  keepAnother();
  const above = path.dirname(own());
  fs.chmodSync(own(), 0o770);
  expect(said()).toBe("two");
  fs.chmodSync(own(), 0o700);
  fs.chmodSync(above, 0o777);
  expect(said()).toBe("two");
  fs.chmodSync(above, 0o1777);
  expect(said()).toBe("one");
  fs.renameSync(own(), path.join(root, "elsewhere"));
  fs.symlinkSync(path.join(root, "elsewhere"), own());
  expect(said()).toBe("two");
});

test.runIf(user === 0)("another user's folder is not looked into", () => {
  keepAnother();
  fs.chownSync(own(), 1, 1);
  expect(said()).toBe("two");
  fs.chownSync(own(), 0, 0);
  fs.chownSync(path.dirname(own()), 1, 1);
  expect(said()).toBe("two");
});

test("nothing is kept in the working folder, where nothing can be, and where it is not wanted", () => {
  expect(said({ TMPDIR: "tmp", TEMP: "tmp" })).toBe("one");
  expect(said({ NODE_DISABLE_COMPILE_CACHE: "1" })).toBe("one");
  expect(fs.existsSync(own())).toBe(false);
  expect(said({ TMPDIR: path.join(root, "dist/code-cache.cjs/x"), TEMP: "C:\\none\\here" })).toBe(
    "one",
  );
});
