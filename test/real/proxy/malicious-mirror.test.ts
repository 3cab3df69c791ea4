import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context, Env } from "../../../src/context.ts";
import type { Doctor } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { bin } from "../../support/bin.ts";
import { type Malice, malicious, startMalice } from "../../support/malice.ts";
import { sandbox } from "../../support/sandbox.ts";

let malice: Malice;
beforeAll(async () => {
  malice = await startMalice();
});
afterAll(() => malice.stop());

const module = "rsc.io/quote@v1.5.2";

/** The verbs that ask a mirror, each with what names it: an operand or GOPROXY. */
const verbs: Record<string, (url: string) => { line: string[]; env?: Env }> = {
  use: (url) => ({ line: ["use", url] }),
  test: (url) => ({ line: ["test", url, "--samples", "1", "--timeout", "2"] }),
  "test --conformance": (url) => ({
    line: ["test", "--conformance", url, "--module", module, "--timeout", "2"],
  }),
  watch: (url) => ({ line: ["watch", url, "--once", "--deep", "--down", "1/1", "--timeout", "2"] }),
  "doctor --only net": (url) => ({
    line: ["doctor", "--only", "net", "--timeout", "2"],
    env: { GOPROXY: url, GOSUMDB: "off" },
  }),
  "why --probe": (url) => ({
    line: ["why", module, "--probe"],
    env: { GOPROXY: url, GOSUMDB: "off" },
  }),
};

/** More than this is nothing that a person reads. */
const most = 6000;

const control = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;

/** A 404 of a mirror that nobody knows: it answers, and need not have the module that is asked for. */
const answers = ["huge-location", "pipelined"];

/** What is not as it must be after one verb met one behaviour. */
async function wrongs(verb: string, behaviour: string): Promise<string[]> {
  const { line, env = {} } = verbs[verb]!(malice.url(behaviour));
  const box = sandbox({ env });
  const exit = await run(box.ctx, line);
  const out = box.stdout() + box.stderr();
  return [
    ...(exit === 1 || (exit === 0 && answers.includes(behaviour)) ? [] : [`exit ${exit}`]),
    ...(out === "" ? ["says nothing"] : []),
    ...(out.length > most ? [`${out.length} characters`] : []),
    ...(control.test(out) ? ["control characters"] : []),
    ...(out.includes("inside goproxy-cfg") ? [out] : []),
  ].map((wrong) => `${verb}, ${behaviour}: ${wrong}`);
}

test("every verb ends with exit 1 and few plain words, whatever a mirror does", async () => {
  const pairs = Object.keys(verbs).flatMap((verb) =>
    Object.keys(malicious).map((behaviour) => [verb, behaviour] as const),
  );
  const found = await Promise.all(pairs.map(([verb, behaviour]) => wrongs(verb, behaviour)));
  expect(found.flat()).toEqual([]);
});

test("a change of protocol is no module proxy, and no success", async () => {
  const box = sandbox();
  const done = await bin(["use", malice.url("upgrade"), "--json"], { env: box.env, cwd: box.home });
  expect(done.code).toBe(1);
  expect(done.stderr).toContain('"net.bad-response"');
});

test("go is not started where a mirror answers without an end", async () => {
  for (const behaviour of ["huge", "huge-chunked"]) {
    const box = sandbox({ env: { GOPROXY: malice.url(behaviour), GOSUMDB: "off" } });
    const lines: string[][] = [];
    const ctx: Context = {
      ...box.ctx,
      exec(file, options) {
        lines.push([...options.args]);
        return box.ctx.exec(file, options);
      },
    };
    expect(await run(ctx, ["doctor", "--module", module, "--json"])).toBe(1);
    expect(lines.filter(([word, verb]) => word === "mod" && verb === "download")).toEqual([]);
    const { outcome } = JSON.parse(box.stdout()) as Doctor;
    expect(outcome).toMatchObject({ ok: false, reproduced: false, error: "net.timeout" });
  }
});
