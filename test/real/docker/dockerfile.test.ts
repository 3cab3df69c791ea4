import { beforeAll, expect, test } from "vitest";
import { findFormat, printEnv } from "../../../src/shells/formats.ts";
import { run } from "../../support/bin.ts";
import type { Found } from "../../support/found.ts";
import { goProgram } from "../../support/go-program.ts";
import { hostile } from "../../support/hostile.ts";
import { need } from "../../support/machine.ts";
import { fileOf, readPage } from "../../support/readme.ts";
import { readers } from "../../support/readers.ts";

let buildkit: Found<string>;
beforeAll(async () => {
  buildkit = await goProgram("dockerfile");
});

/** The ENV instructions of a Dockerfile, as BuildKit itself reads them. */
async function readBy(program: string, dockerfile: string): Promise<unknown> {
  const ran = await run([program], { env: {}, cwd: "/", input: dockerfile });
  if (ran.code !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout);
}

test("BuildKit reads every value of env --as dockerfile as it is", async (ctx) => {
  const program = need(ctx, buildkit);
  const set = hostile.map((value, i) => [`QUOTED_${i}`, value] as const);
  const printed = printEnv(findFormat("dockerfile")!, set, []);
  expect(await readBy(program, `FROM scratch\n${printed}`)).toEqual(Object.fromEntries(set));
});

test.for(["README.md", "docs/ci.md"])("BuildKit reads the Dockerfile of %s", async (page, ctx) => {
  const program = need(ctx, buildkit);
  const dockerfile = fileOf(readPage(page), "Dockerfile");
  const lines = dockerfile.match(/^ENV .*\n/gm)?.join("") ?? "";
  expect(await readBy(program, dockerfile)).toEqual(readers["dockerfile"]?.(lines));
});
