import { expect, it } from "vitest";
import { atLeast, newest, oldest, parseGoVersion } from "../../../src/go/version.ts";

it.each([
  ["go1.26.8", 26, 8, "go1.26.8"],
  ["go version go1.26.8 linux/amd64", 26, 8, "go1.26.8"],
  ["go version go1.15 windows/amd64\n", 15, 0, "go1.15"],
  ["go1.27rc1", 27, 0, "go1.27rc1"],
  ["go version go1.26.8-X:nodwarf5 linux/amd64", 26, 8, "go1.26.8-X:nodwarf5"],
  ["go1.21.3-bigcorp", 21, 3, "go1.21.3-bigcorp"],
  ["go version go1.21.3 (Red Hat 1.21.3-1.el9) linux/amd64", 21, 3, "go1.21.3"],
  ["go version go1.20.7b7 linux/amd64", 20, 7, "go1.20.7b7"],
  ["devel go1.28-abc", 28, 0, "go1.28-abc"],
  [
    "go version devel go1.28-0a1b2c3 Tue Nov 3 10:00:00 2026 +0000 linux/amd64",
    28,
    0,
    "go1.28-0a1b2c3",
  ],
  ["go version go1.18 gccgo (GCC) 12.2.0 linux/amd64", 18, 0, "go1.18"],
])("%s", (text, minor, patch, name) => {
  expect(parseGoVersion(text)).toEqual({ minor, patch, text: name });
});

it.each(["", "devel +0a1b2c3 Tue Nov 3", "1.26", "go", "go2.0", "xgo1.26", "golang1.26"])(
  "none in %j",
  (text) => {
    expect(parseGoVersion(text)).toBeNull();
  },
);

it("orders versions", () => {
  const version = parseGoVersion("go1.24.8")!;
  expect([
    atLeast(version, 24),
    atLeast(version, 24, 8),
    atLeast(version, 24, 9),
    atLeast(version, 23, 99),
    atLeast(version, 25),
  ]).toEqual([true, true, false, true, false]);
  expect([atLeast(newest, 27), atLeast(oldest, 15), atLeast(oldest, 16)]).toEqual([
    true,
    true,
    false,
  ]);
});
