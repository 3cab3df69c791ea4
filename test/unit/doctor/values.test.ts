import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepts, cleanValue } from "../../../src/doctor/values.ts";
import { fromUtf16, ignoredLines, isUtf16, withLines } from "../../../src/doctor/env-file.ts";
import { lastLines, readEnvLines } from "../../../src/go/machine/envfile.ts";
import { newest } from "../../../src/go/version.ts";

const at = { version: newest, platform: "linux" as const };
const keys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GOTOOLCHAIN", "GOVCS", "GOPATH", "GOFLAGS"];

describe("what was meant by a value", () => {
  it.each([
    ["GOPROXY", '"https://goproxy.cn,direct"\r', "https://goproxy.cn,direct"],
    ["GOPROXY", "https://goproxy.cn,direct\r", "https://goproxy.cn,direct"],
    ["GOSUMDB", "off\r", "off"],
    ["GOSUMDB", "'sum.golang.org' # default", "sum.golang.org"],
    ["GOPRIVATE", "corp.com # ours", "corp.com"],
    ["GOTOOLCHAIN", " local ", "local"],
    ["GOFLAGS", "'-ldflags=-s -w' # x", "'-ldflags=-s -w'"],
    ["GOAUTH", 'git "/a b"\r', 'git "/a b"'],
    ["GOPATH", '"/home/me/go"\r', "/home/me/go"],
  ])("%s=%j", (key, value, meant) => {
    expect(cleanValue(key, value)).toBe(meant);
  });

  it("is final, and a value without slips stays as it is", () => {
    const value = fc.stringMatching(/^[a-z:/.,|"'# \r*+-]{0,30}$/);
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, text) => {
        const meant = cleanValue(key, text);
        expect(cleanValue(key, meant)).toBe(meant);
        expect(meant).not.toMatch(/\r$/);
      }),
    );
    expect(cleanValue("GOPROXY", "https://a.b|direct")).toBe("https://a.b|direct");
    expect(accepts("GOPROXY", "https://a.b|direct\r", at)).toBe(true);
    expect(accepts("GOTOOLCHAIN", "local\r", at)).toBe(false);
  });
});

describe("lines of the env file", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "",
      "# GOPROXY=x",
      " GOPROXY=x",
      "export GOPROXY=x",
      "GOPROXY=x",
      "\uFEFFGOPROXY=x",
      "goproxy = x",
      "\0\xff",
    ),
    fc.string({ maxLength: 12 }),
  );
  const file = fc
    .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom("\n", "\r\n"))
    .map(([lines, end]) => Buffer.from(lines.join(end), "utf8"));

  it("what is called ignored is nothing that go reads", () => {
    fc.assert(
      fc.property(file, (bytes) => {
        if (isUtf16(bytes)) return;
        const read = readEnvLines(bytes).map((one) => `${one.line} ${one.key}`);
        for (const { line: number, key, reason } of ignoredLines(bytes)) {
          if (reason === "environment-only" || reason === "unknown") continue;
          expect(read).not.toContain(`${number} ${key}`);
        }
      }),
    );
  });

  it("editing one line leaves every other byte alone", () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 6 }), (bytes, number) => {
        expect(withLines(bytes, new Map())).toEqual(bytes);
        const edited = withLines(bytes, new Map([[number, "GOVCS=*:git"]]));
        const [before, after] = [bytes, edited].map((one) => one.toString("latin1").split("\n"));
        if (number > before!.length || bytes.length === 0) return;
        if (number === before!.length && before!.at(-1) === "") return;
        expect(after!.filter((_, index) => index !== number - 1)).toEqual(
          before!.filter((_, index) => index !== number - 1),
        );
        expect(lastLines(readEnvLines(edited)).get("GOVCS")?.line).toBe(number);
      }),
    );
  });

  it("UTF-16 is known with and without its mark", () => {
    for (const mark of ["", "\uFEFF"]) {
      const bytes = Buffer.from(`${mark}GOPROXY=x\n`, "utf16le");
      expect(ignoredLines(bytes)).toMatchObject([{ reason: "utf-16", line: 0 }]);
      expect(fromUtf16(bytes)).toBe("GOPROXY=x\n");
    }
  });
});
