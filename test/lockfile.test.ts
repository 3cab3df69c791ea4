import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const text = fs.readFileSync(path.resolve(import.meta.dirname, "../package-lock.json"), "utf8");

interface Locked {
  version: string;
  optionalDependencies?: Record<string, string>;
}
const packages = Object.entries(
  (JSON.parse(text) as { packages: Record<string, Locked> }).packages,
);

test("the lock file names no registry", () => {
  expect(text).not.toMatch(/"resolved"|registry\./);
});

test("npm ci finds every native package of every platform (if not: node scripts/lock.js)", () => {
  const missing = packages.flatMap(([, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).filter(
      ([name, version]) =>
        /^\d/.test(version) &&
        !packages.some(
          ([place, locked]) => place.endsWith(`node_modules/${name}`) && locked.version === version,
        ),
    ),
  );
  expect(missing).toEqual([]);
});
