import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { covers } from "../../../src/go/patterns/coverage.ts";
import { example } from "../../../src/go/patterns/example.ts";
import { reduceList } from "../../../src/go/patterns/patterns.ts";
import { type RouteSettings, route } from "../../../src/go/route/route.ts";
import type { Failure } from "../../../src/failure.ts";
import { moduleOf } from "../../../src/verbs/operands.ts";
import { parseGoVersion } from "../../../src/go/version.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { type Go, nothingLeaves, otherGos, realGo, runGo } from "../../support/go.ts";
import { modulePath, pattern } from "../../support/patterns.ts";
import { removeFolder } from "../../support/remove.ts";

const go = realGo();
let lab: Lab;
let runs = 0;

beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

/** Which of the modules the real go fetches directly: those that it does not ask the proxy for. */
async function direct(tool: Go, modules: string[], lists: Partial<RouteSettings>) {
  const mark = `ok=${++runs}`;
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-private-"));
  const run = await runGo(tool, ["list", "-m", "-e", ...modules.map((name) => `${name}@v1.0.0`)], {
    cwd: root,
    env: {
      PATH: process.env["PATH"],
      HOME: root,
      ...nothingLeaves,
      GOTOOLCHAIN: "local",
      GO111MODULE: "on",
      GOPROXY: lab.url("ok", mark),
      GOSUMDB: "off",
      GOPATH: path.join(root, "gopath"),
      GOFLAGS: "-modcacherw",
      ...lists,
    },
  });
  removeFolder(root);
  expect(run.timedOut).toBe(false);
  const asked = new Set(
    lab.requests.filter(({ mirror }) => mirror.endsWith(mark)).map(({ module }) => module),
  );
  return modules.filter((name) => !asked.has(name));
}

function predicted(tool: Go, modules: string[], lists: Partial<RouteSettings>): string[] {
  const none = { GOPROXY: "https://a.b", GOSUMDB: "off", GOPRIVATE: "", GONOPROXY: "" };
  const settings = { ...none, GONOSUMDB: "", ...lists };
  const at = { version: parseGoVersion(`go${tool.version}`)!, platform: process.platform };
  return modules.filter((module) => route({ module, settings, at }).private.matched);
}

// A path that ends in v2 wants another version, which is no matter of patterns.
const modules = fc.uniqueArray(
  modulePath.filter((name) => !name.endsWith("/v2")),
  { minLength: 40, maxLength: 40 },
);

function made<T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed });
}

const paths =
  "nope net/http a.b a.b//c a.b/c/ a.b/.c a.b/c. a.b/.. A.b/c a.b/C a_.b/c a.b/é a.b/c:d a.b/c+d a.b/~c a.b/c~1 a.b/c~1.d a.b/c.d~1 a.b/con a.b/Con.x a.b/com0 a.b/c/v0 a.b/c/v01 a.b/c/v1 a.b/c/v1.2 a.b/c/v2 a.b/c/v10 a.b/v gopkg.in gopkg.in/yaml gopkg.in/yaml.v3-unstable gopkg.in/yaml.v3 gopkg.in/yaml.v03 gopkg.in/a/b.v0-unstable gopkg.in/yaml.v3/c".split(
    " ",
  );

test.skipIf(!go.ok)("a module path is malformed to us as it is to the real go", async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-paths-"));
  const env = { PATH: process.env["PATH"], HOME: root, ...nothingLeaves, GOPROXY: "off" };
  const format = "{{.Path}}\t{{with .Error}}{{.Err}}{{end}}";
  const asked = ["list", "-m", "-e", "-f", format, ...paths.map((one) => `${one}@v1.0.0`)];
  const { stdout } = await runGo((go as { value: Go }).value, asked, {
    cwd: root,
    env: { ...env, GOTOOLCHAIN: "local", GO111MODULE: "on", GOPATH: path.join(root, "gopath") },
  });
  removeFolder(root);
  const said = stdout
    .trim()
    .split("\n")
    .map((line) => line.split("\t") as [string, string]);
  expect(said.map(([one]) => one)).toEqual(paths);
  for (const [one, words] of said) {
    const reason = /malformed module path "[^"]*": (.*)/.exec(words)?.[1] ?? null;
    expect({ one, reason }).toEqual({ one, reason: refusal(one) });
  }
});

/** Why the path is refused, null where it is taken. */
function refusal(operand: string): unknown {
  try {
    moduleOf(operand);
    return null;
  } catch (error) {
    return (error as Failure<"bad-module">).args.reason;
  }
}

describe.skipIf(!go.ok)("patterns, as the real go takes them", () => {
  const tools = [...(go.ok ? [go.value] : []), ...otherGos()];
  test.for(tools.map((tool) => [tool.version, tool] as const))(
    "%s: made-up lists and modules",
    { timeout: 120_000 },
    async ([, tool]) => {
      const list = fc.array(pattern, { minLength: 1, maxLength: 3 }).map((all) => all.join(","));
      const one = fc.tuple(modules, list, fc.option(list, { nil: "" }));
      const newest = tool === tools[0];
      let [matched, all] = [0, 0];
      for (const [names, GOPRIVATE, GONOPROXY] of made(one, newest ? 25 : 7, 7)) {
        const lists = { GOPRIVATE, GONOPROXY };
        const real = await direct(tool, names, lists);
        matched += real.length;
        all += names.length;
        expect({ ...lists, direct: predicted(tool, names, lists) }).toEqual({
          ...lists,
          direct: real,
        });
      }
      // Else nothing would have been compared.
      expect(matched).toBeGreaterThan(0);
      expect(matched).toBeLessThan(all);
    },
  );

  test("covers: what one pattern matches for go, the other does too", async () => {
    const tool = tools[0]!;
    const pair = fc
      .tuple(pattern, pattern)
      .filter(([outer, inner]) => outer !== inner && covers(outer, inner));
    for (const [names, [outer, inner]] of made(fc.tuple(modules, pair), 8, 11)) {
      const within = await direct(tool, names, { GOPRIVATE: inner });
      const around = await direct(tool, names, { GOPRIVATE: outer });
      expect([outer, inner, within.filter((name) => !around.includes(name))]).toEqual([
        outer,
        inner,
        [],
      ]);
    }
  });

  test("a reduced list is the same list for go, and the examples are true", async () => {
    const tool = tools[0]!;
    const lists = fc.array(pattern, { minLength: 4, maxLength: 8 });
    for (const [names, list] of made(fc.tuple(modules, lists), 6, 13)) {
      const less = reduceList(list).kept.map((index) => list[index]!);
      const whole = await direct(tool, names, { GOPRIVATE: list.join(",") });
      const left = await direct(tool, names, { GOPRIVATE: less.join(",") });
      expect([list, left]).toEqual([list, whole]);
    }
    const shown = ["corp.com", "corp.com/*", "*.corp.com", "github.com/corp-*", "*.corp.com/*/x"];
    for (const GOPRIVATE of shown) {
      const { matches, doesNotMatch } = example(GOPRIVATE);
      expect(await direct(tool, [matches, doesNotMatch], { GOPRIVATE })).toEqual([matches]);
    }
  });
});
