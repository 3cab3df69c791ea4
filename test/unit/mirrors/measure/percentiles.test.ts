import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentiles } from "../../../../src/mirrors/measure/rank.ts";
import { compareVersions, latestOf } from "../../../../src/mirrors/measure/measured.ts";

describe("percentiles", () => {
  it.each<[values: number[], expected: unknown]>([
    [[], null],
    [[7], { p50: 7, p90: 7, p99: 7 }],
    [[2, 1], { p50: 1, p90: 2, p99: 2 }],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { p50: 5, p90: 9, p99: 10 }],
    [[1.23456, 1.23456], { p50: 1.23, p90: 1.23, p99: 1.23 }],
  ])("%j", (values, expected) => {
    expect(percentiles(values)).toEqual(expected);
  });

  it("are values that at least so many do not exceed", () => {
    const list = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(list, (values) => {
        const { p50 = 0, p90 = 0, p99 = 0 } = percentiles(values) ?? {};
        for (const [value, share] of [
          [p50, 0.5],
          [p90, 0.9],
          [p99, 0.99],
        ] as const) {
          expect(values).toContain(value);
          const below = values.filter((one) => one <= value).length;
          expect(below).toBeGreaterThanOrEqual(share * values.length - 1e-9);
          const less = values.filter((one) => one < value).length;
          expect(less).toBeLessThan(share * values.length);
        }
      }),
    );
  });
});

describe("the newest version of a list", () => {
  it.each<[list: string, latest: string | null]>([
    ["", null],
    ["<html>\n</html>\n", null],
    ["v1.2.0\nv1.10.0\nv1.9.9\n", "v1.10.0"],
    ["v1.0.0\nv1.1.0-rc.1\n", "v1.0.0"],
    ["v1.0.0-beta.2\nv1.0.0-beta.11\nv1.0.0-beta\n", "v1.0.0-beta.11"],
    ["v1.0.0-20240102030405-0123456789ab\nv0.1.0 2024-01-02T03:04:05Z\n", "v0.1.0"],
    ["v1.02.0\nv1.1.0\nv1.2\n", "v1.1.0"],
    ["v2.0.0+incompatible\nv1.9.0\n", "v2.0.0+incompatible"],
    ["v99999999999999999999.0.0\nv2.0.0\n", "v99999999999999999999.0.0"],
  ])("%j", (list, latest) => {
    expect(latestOf(list)).toBe(latest);
  });

  it("follows the order of semver.org", () => {
    const order =
      "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0";
    const versions = order.split(" ").map((version) => `v${version}`);
    versions.forEach((a, i) =>
      versions.forEach((b, j) => expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j))),
    );
  });
});
