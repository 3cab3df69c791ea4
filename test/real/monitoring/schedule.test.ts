import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { History } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { killedAt } from "../../support/crash.ts";
import { type Gate, startGate } from "../../support/gate.ts";
import { nothingLeaves } from "../../support/go.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";

const isWhole = process.env["FUZZ_RUNS"] !== undefined;

let lab: Lab;
let gate: Gate;
let chain: string;
/** The chain with its first mirror behind the next one. */
let switched: string;
beforeAll(async () => {
  lab = await startLab();
  gate = await startGate(Number(new URL(lab.url()).port));
  const first = `http://127.0.0.1:${gate.port}/ok`;
  chain = `${first}|${lab.url()}`;
  switched = `${lab.url()}|${first}`;
});
afterAll(async () => {
  await gate?.stop();
  await lab?.stop();
});

const round = ["watch", "--once", "--fail-over", "--timeout", "0.5", "--json"];
const envFile = ".config/go/env";
const stored = (box: Sandbox) => box.read(envFile);

/** What was changed by rounds, the newest first. */
function switches(box: Sandbox, stdout: string): string[] {
  const { entries } = JSON.parse(stdout) as History;
  return entries
    .filter(({ verb }) => verb === "watch")
    .flatMap(({ changes }) =>
      changes.flatMap(({ key, after }) => (key === "GOPROXY" ? [after!] : [])),
    );
}

describe("a round that is killed at any step", () => {
  /** Rounds by the rule that one failure is enough; with `at`, killed in that step. True where it came to its end. */
  async function once(box: Sandbox, at = Infinity): Promise<boolean> {
    const { ctx, survived } = killedAt(box.ctx, at);
    await run(at === Infinity ? box.ctx : ctx, [...round, "--down", "1/1"]).catch(() => {});
    return survived();
  }

  it.each(["away", "back"] as const)(
    "on the way %s: the chain comes to what is right",
    async (way) => {
      const stride = isWhole ? 1 : 4;
      for (let at = 1; ; at += stride) {
        const box = sandbox({ env: { PATH: "/nonexistent", ...nothingLeaves } });
        box.write(envFile, `GOPROXY=${chain}\n`);
        await gate.set("dead");
        let came = true;
        if (way === "away") came = await once(box, at);
        // One for what a killed one had not written, one for what it had not noted.
        for (let more = 0; more < 2; more++) await once(box);
        expect({ at, stored: stored(box) }).toEqual({ at, stored: `GOPROXY=${switched}\n` });
        await gate.set("open");
        // Up again after two good rounds.
        await once(box);
        if (way === "back") came = await once(box, at);
        for (let more = 0; more < 2; more++) await once(box);
        expect({ at, stored: stored(box) }).toEqual({ at, stored: `GOPROXY=${chain}\n` });
        const before = box.stdout().length;
        await run(box.ctx, ["history", "--json"]);
        expect({ at, of: switches(box, box.stdout().slice(before)) }).toEqual({
          at,
          of: [chain, switched],
        });
        if (came) {
          expect(at).toBeGreaterThan(10);
          return;
        }
      }
    },
  );
});
