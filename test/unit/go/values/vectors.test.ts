import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { goauthError, govcsError } from "../../../../src/go/values/programs.ts";
import { readGoproxy } from "../../../../src/go/values/goproxy.ts";
import { readGosumdb } from "../../../../src/go/values/gosumdb.ts";
import { matchPrefixPatterns } from "../../../../src/go/patterns/patterns.ts";
import { parseGotoolchain } from "../../../../src/go/values/toolchain.ts";
import { type GoVersion, newest, parseGoVersion } from "../../../../src/go/version.ts";

interface Vector {
  value: string;
  /** What go 1.27.4 says against the value. */
  error: string | null;
  /** By the versions that say something else. */
  differs?: Record<string, string | null>;
}

function load<T>(name: string): T[] {
  const file = path.resolve(import.meta.dirname, "../../../support/vectors", `${name}.json`);
  return JSON.parse(fs.readFileSync(file, "utf8")) as T[];
}

/** The go versions that were run, by their minor version. */
const run = "1.15.15 1.19.8 1.21.13 1.22.12 1.23.5 1.24.4 1.25.12 1.26.11 1.27.4".split(" ");

function expected(vector: Vector, version: GoVersion): string | null {
  const other = vector.differs?.[`1.${version.minor}`];
  return other === undefined ? vector.error : other;
}

describe.each(run)("what go %s said", (release) => {
  const version = parseGoVersion(`go${release}`)!;

  it("about GOPROXY", () => {
    for (const vector of load<Vector>("goproxy")) {
      const { error } = readGoproxy(vector.value, { version, platform: "linux" });
      expect([vector.value, error?.exact ?? null]).toEqual([
        vector.value,
        expected(vector, version),
      ]);
    }
  });
});

it.each(["1.15.15", "1.19.8", "1.21.13", "1.24.4", "1.27.4"])(
  "what go %s said about GOSUMDB",
  (release) => {
    const version = parseGoVersion(`go${release}`)!;
    for (const vector of load<Vector>("gosumdb")) {
      const { error, makesGoPanic: panics } = readGosumdb(vector.value, version);
      const ours = panics ? "panic" : (error?.exact ?? null);
      expect([vector.value, ours]).toEqual([vector.value, expected(vector, version)]);
    }
  },
);

describe("what go 1.27.4 said", () => {
  const ours: Record<string, (value: string) => string | null> = {
    gotoolchain: (value) => parseGotoolchain(value, newest).error,
    govcs: (value) => govcsError(value, newest),
    goauth: (value) =>
      goauthError(value, {
        version: newest,
        platform: "linux",
        isFolder: (folder) => (folder === "/etc/passwd" ? false : null),
      })?.exact ?? null,
  };

  it.each(Object.keys(ours))("about %s", (name) => {
    for (const { value, error } of load<Vector>(name)) {
      expect([value, ours[name]!(value)]).toEqual([value, error]);
    }
  });

  it("about patterns", () => {
    const vectors = load<{ patterns: string; module: string; match: boolean }>("matchprefix");
    for (const { patterns, module, match } of vectors) {
      const found = matchPrefixPatterns(patterns, module);
      expect([patterns, module, found !== null]).toEqual([patterns, module, match]);
    }
  });
});
