import fs from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parseGoVersion } from "../../../src/go/version.ts";
import { readGoproxy } from "../../../src/go/values/goproxy.ts";
import { readGosumdb } from "../../../src/go/values/gosumdb.ts";
import { parseGotoolchain } from "../../../src/go/values/toolchain.ts";
import { govcsError, goauthError } from "../../../src/go/values/programs.ts";
import { judge } from "../../../src/go/values/judge.ts";
import { matchPrefixPatterns } from "../../../src/go/patterns/patterns.ts";
import { askGo } from "../../support/ask-go.ts";
import { otherGos, realGo } from "../../support/go.ts";
import * as values from "../../support/go-values.ts";
import { seed } from "../../support/seed.ts";

const isFolder = (path: string) =>
  fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? null;

const machine = realGo();
const others = otherGos();

/** All that ours and the real go say otherwise, for as many values. */
async function differences<T>(
  arbitrary: fc.Arbitrary<T>,
  count: number,
  compare: (value: T) => Promise<{ real: unknown; ours: unknown }>,
): Promise<{ seed: number; compared: number; outcomes: number; different: unknown[] }> {
  const samples = [...new Set(fc.sample(arbitrary, { numRuns: count, seed }))];
  const different: unknown[] = [];
  const outcomes = new Set<string>();
  let next = 0;
  const worker = async () => {
    for (let value = samples[next++]; value !== undefined; value = samples[next++]) {
      const { real, ours } = await compare(value);
      outcomes.add(JSON.stringify(real).slice(0, 20));
      if (JSON.stringify(real) !== JSON.stringify(ours)) different.push({ value, real, ours });
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  const shown = different.slice(0, 10);
  return { seed, compared: samples.length, outcomes: outcomes.size, different: shown };
}

const part = "values are judged as the real go judges them";
describe.skipIf(!machine.ok)(machine.ok ? part : `${part}: ${machine.reason}`, () => {
  const gos = machine.ok ? [machine.value, ...others] : [];
  describe.each(gos)("go $version", (go) => {
    const version = parseGoVersion(`go${go.version}`)!;
    const at = { version, platform: process.platform };
    const real = askGo(go);
    afterAll(() => real.close());
    const share = machine.ok && go === machine.value ? 1 : 0.15;
    const agree = async <T>(
      arbitrary: fc.Arbitrary<T>,
      count: number,
      compare: (value: T) => Promise<{ real: unknown; ours: unknown }>,
    ) => {
      const result = await differences(arbitrary, Math.ceil(count * share), compare);
      expect(result).toMatchObject({ seed, different: [] });
      expect(result.outcomes, "the values are not varied").toBeGreaterThan(1);
    };

    it("GOPROXY", async () => {
      await agree(
        values.goproxyValue.filter((value) => value !== ""),
        1500,
        async (value) => {
          const ours = readGoproxy(value, at).error?.exact ?? null;
          return { real: await real.goproxy(value), ours };
        },
      );
    });

    it("the entries of GOPROXY, and what makes go move on", async () => {
      const hosts = fc.constantFrom("a.invalid", "https://b.invalid/x/", "http://c.invalid:8080");
      const separator = fc.constantFrom(",", "|", " | ", ",,");
      const list = fc
        .array(fc.tuple(hosts, separator), { minLength: 1, maxLength: 4 })
        .chain((entries) =>
          fc.constantFrom("direct", "off", "").map((end) => entries.flat().join("") + end),
        );
      await agree(list, 100, async (value) => {
        const { entries } = readGoproxy(value, at);
        // Every proxy is dead, so that go ends where it may not move on.
        const end = entries.findIndex(({ onFailure }) => onFailure !== "any");
        const asked = entries.slice(0, end + 1).filter(({ kind }) => kind === "url");
        const ours = new Set(asked.map(({ url }) => url.replace(/\/$/, "")));
        return { real: await real.walk(value), ours: [...ours] };
      });
    });

    it("GOSUMDB", async () => {
      await agree(
        values.gosumdbValue.filter((value) => value !== ""),
        700,
        async (value) => {
          const { error, makesGoPanic: panics } = readGosumdb(value, version);
          return {
            real: await real.gosumdb(value),
            ours: panics ? "panic" : (error?.exact ?? null),
          };
        },
      );
    });

    it("GOTOOLCHAIN, since go 1.21", async (test) => {
      test.skip(version.minor < 21, `${version.text} does not know it`);
      await agree(
        values.gotoolchainValue.filter((value) => value !== ""),
        500,
        async (value) => {
          const { error, named, isLanguage } = parseGotoolchain(value, version);
          // Go 1.21.0 only says that it cannot be had.
          const language = isLanguage && !value.endsWith("+path") && version.minor > 21;
          const words = `invalid toolchain: ${named} is a language version but not a toolchain version (${named}.x)`;
          return { real: await real.gotoolchain(value), ours: language ? words : error };
        },
      );
    });

    it("GOVCS, since go 1.16", async (test) => {
      test.skip(version.minor < 16, `${version.text} does not know it`);
      await agree(
        values.govcsValue.filter((value) => value !== ""),
        400,
        async (value) => ({
          real: await real.govcs(value),
          ours: govcsError(value, version),
        }),
      );
    });

    it("GOAUTH, since go 1.24", async (test) => {
      test.skip(version.minor < 24, `${version.text} does not know it`);
      await agree(values.goauthValue, 300, async (value) => {
        const ours = goauthError(value, { ...at, isFolder })?.exact ?? null;
        return { real: await real.goauth(value), ours };
      });
    });

    it("patterns", async () => {
      await agree(values.patternList, 400, async (list) => ({
        real: await real.matches(list, values.modulePaths),
        ours: values.modulePaths.map((path) => matchPrefixPatterns(list, path, version) !== null),
      }));
    });

    it("what cannot be written, and what is stored as empty", async () => {
      for (const value of ["a\nb", "a\rb", "a\vb", "a\fb", "a\tb", "a\u2028b", ""]) {
        const words = await real.write("GOPRIVATE", value);
        expect(judge("GOPRIVATE", value, at)).toMatchObject({
          valid: words === null,
          message: words,
        });
      }
      for (const key of ["GOPROXY", "GOSUMDB"] as const) {
        const words = await real.empty(key);
        expect(judge(key, "", at)).toMatchObject({ valid: words === null, message: words });
      }
    });
  });
});
