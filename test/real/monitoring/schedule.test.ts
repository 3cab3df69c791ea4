import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { History, Watch } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { bin, binFile } from "../../support/bin.ts";
import { killedAt } from "../../support/crash.ts";
import { type Gate, type GateState, startGate } from "../../support/gate.ts";
import { goDownload, nothingLeaves, realGo } from "../../support/go.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { need } from "../../support/machine.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";
import { seed } from "../../support/seed.ts";

const isWhole = process.env["FUZZ_RUNS"] !== undefined;

let lab: Lab;
let gate: Gate;
let first: string;
let chain: string;
/** The chain with its first mirror behind the next one. */
let switched: string;
beforeAll(async () => {
  lab = await startLab();
  gate = await startGate(Number(new URL(lab.url()).port));
  first = `http://127.0.0.1:${gate.port}/ok`;
  chain = `${first}|${lab.url()}`;
  switched = `${lab.url()}|${first}`;
});
afterAll(async () => {
  await gate?.stop();
  await lab?.stop();
});

/** A round, in which nobody is late but a mirror that hangs, however busy the machine is. */
const round = () => {
  const seconds = gate.state === "hang" ? "3" : "60";
  return ["watch", "--once", "--fail-over", "--timeout", seconds, "--json"];
};
const memory = ".local/state/goproxy-cfg/watch.json";
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
    await run(at === Infinity ? box.ctx : ctx, [...round(), "--down", "1/1"]).catch(() => {});
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

/** Numbers from 0 up to 1, the same for the same seed (Park and Miller). */
function numbers(from: number): () => number {
  let state = (from % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const changes = isWhole ? 200 : 8;
const wantedReads = isWhole ? 10_000 : 1000;

describe("a first mirror that falls ill and is well again, time after time", () => {
  it(`${changes} changes: a switch at most for each, Go's file whole, go's downloads well`, async (test) => {
    need(test, realGo());
    // What happens to the mirror does not depend on how many rounds it takes until that is seen.
    const [happens, random] = [numbers(seed), numbers(seed + 1)];
    const box = sandbox({ env: nothingLeaves });
    const file = box.write(envFile, `GOPROXY=${chain}\n`);
    await gate.set("open");
    const options = { env: box.env, cwd: box.home };
    const words = () => [...round(), "--down", "2/3"];
    const over = new AbortController();

    // Somebody who reads the file all the time.
    const torn = new Set<string>();
    let reads = 0;
    const reader = (async () => {
      for (; !over.signal.aborted || reads < wantedReads; reads++) {
        const text = stored(box);
        if (text !== `GOPROXY=${chain}\n` && text !== `GOPROXY=${switched}\n`) torn.add(text);
        if (reads % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();

    // A developer who downloads all the time. A page is the one thing that ends go, until the chain is switched.
    const download = async () => {
      const { ok, error } = await goDownload(
        { GOENV: file, GOSUMDB: "off" },
        "example.com/hello@v1.0.0",
        { timeout: 100_000 },
      );
      return ok ? null : error;
    };
    const errors: string[] = [];
    let pages = 0;
    let downloads = 0;
    const developer = (async () => {
      for (; !over.signal.aborted; downloads++) {
        const before = [pages, gate.state === "page"];
        const error = await download();
        const isPage = before[1] === true || before[0] !== pages;
        if (error !== null && !isPage) errors.push(error);
        await new Promise((resolve) => setTimeout(resolve, isWhole ? 500 : 100));
      }
    })();

    const plain = async () => {
      const { code, stdout, stderr } = await bin(words(), options);
      expect({ seed, code, stderr }).toEqual({ seed, code: code === 1 ? 1 : 0, stderr: "" });
      return JSON.parse(stdout) as Watch;
    };
    const killed = async () => {
      const child = spawn(process.execPath, [binFile(), ...words()], {
        env: box.env as NodeJS.ProcessEnv,
        cwd: box.home,
        stdio: "ignore",
      });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const timer = setTimeout(() => child.kill("SIGKILL"), 100 + random() * 600);
      await ended;
      clearTimeout(timer);
    };
    const states: GateState[] = ["open", "dead", "hang", "page"];
    const starts: number[] = [];
    try {
      for (let change = 0; change < changes; change++) {
        const others = states.filter((state) => state !== gate.state);
        // Well again every other time, so that it falls ill as often.
        const state =
          gate.state === "open" ? others[Math.floor(happens() * others.length)]! : "open";
        if (state === "page") pages++;
        starts.push(Date.now());
        await gate.set(state);
        const isSlip = happens() < 0.2;
        // A busy machine may have answered too late for a round: what counts is what the rule has made of them.
        const wanted = state === "open" ? "up" : "down";
        for (let at = 1; ; at++) {
          const kind = random();
          if (kind < 0.2) await killed();
          if (kind > 0.8) await Promise.all([plain(), plain()]);
          const { mirrors } = await plain();
          const seen = mirrors.find(({ url }) => url === first)?.state;
          const right = { up: chain, down: switched }[seen as string];
          const told = { seed, change, at, state, seen, memory: box.read(memory) };
          if (right !== undefined) {
            expect({ ...told, stored: stored(box) }).toEqual({
              ...told,
              stored: `GOPROXY=${right}\n`,
            });
          }
          if (seen === wanted || isSlip) break;
          expect(told).toMatchObject({ at: expect.toSatisfy((rounds: number) => rounds < 10) });
        }
        if (isSlip) continue;
        // Whatever the first mirror does now: go is not sent there any more.
        expect({ seed, change, state, error: await download() }).toMatchObject({ error: null });
      }
    } finally {
      over.abort();
      await gate.set("open");
      await Promise.all([reader, developer]);
    }
    expect({ seed, torn: [...torn], errors }).toEqual({ seed, torn: [], errors: [] });
    expect(downloads).toBeGreaterThan(0);
    const { stdout } = await bin(["history", "--json"], options);
    const { entries } = JSON.parse(stdout) as History;
    const made = entries.map(({ at }) => starts.findLastIndex((start) => start <= Date.parse(at)));
    expect({ seed, twice: made.filter((change, at) => made.indexOf(change) !== at) }).toEqual({
      seed,
      twice: [],
    });
    expect(made.length).toBeGreaterThan(changes / 3);
  }, 1_200_000);
});
