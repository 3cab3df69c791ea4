import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readRegular, readTextIfRegular } from "../../src/regular-file.ts";
import { sandbox } from "../support/sandbox.ts";

describe("a regular file, or none", () => {
  it("gives the bytes, through links, and null where there is no file", () => {
    const { ctx, home, write } = sandbox();
    write("a", Buffer.from([0, 255]));
    fs.symlinkSync("a", path.join(home, "link"));
    fs.symlinkSync("nothing", path.join(home, "dangling"));
    for (const name of ["a", "link"]) {
      expect(readRegular(ctx, path.join(home, name))).toEqual(Buffer.from([0, 255]));
    }
    expect(readRegular(ctx, path.join(home, "dangling"))).toBeNull();
    expect(readRegular(ctx, path.join(home, "none"))).toBeNull();
  });

  it("tells what stands in its place, without opening it", () => {
    const { ctx, home, write } = sandbox();
    execFileSync("mkfifo", [path.join(home, "pipe")]);
    fs.symlinkSync("/dev/zero", path.join(home, "zero"));
    fs.mkdirSync(path.join(home, "folder"));
    write("large", "12345");
    const codes = { pipe: "EINVAL", zero: "EINVAL", folder: "EISDIR", large: "EFBIG" };
    for (const [name, code] of Object.entries(codes)) {
      const file = path.join(home, name);
      expect(() => readRegular(ctx, file, 4)).toThrow(expect.objectContaining({ code }));
      expect(readTextIfRegular(ctx, file, { limit: 4 })).toBeNull();
    }
    expect(readTextIfRegular(ctx, path.join(home, "large"), { limit: 5 })).toBe("12345");
  });
});
