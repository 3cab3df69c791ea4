import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stored } from "../../../src/changes/backups.ts";
import { lastEntry, readHistory } from "../../../src/changes/history.ts";
import { type Ended, run as start } from "../../support/bin.ts";
import { namesIn, textOf } from "../../support/changes.ts";
import { realGo, runGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { shell, unshared } from "../../support/netns.ts";
import { removeFolder } from "../../support/remove.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";

let folder = "";
let runner = "";

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-runner-"));
  // For whoever the runner is started as.
  fs.chmodSync(folder, 0o755);
  runner = path.join(folder, "runner.mjs");
  const input = path.resolve(import.meta.dirname, "../../support/changes-runner.ts");
  const bundle = await rolldown({
    input,
    platform: "node",
    external: ["typescript"],
    resolve: { mainFields: ["module", "main"] },
  });
  await bundle.write({ file: runner, format: "esm", codeSplitting: false });
});

afterAll(() => removeFolder(folder));

interface Machine extends Sandbox {
  file: string;
  text(): string | null;
  /** Runs one task to its end. */
  task(args: readonly string[], prefix?: readonly string[]): Promise<Ended>;
  /** What killed or failed runs left beside the env file or in the lock folder. */
  leftovers(): string[];
}

function machine(): Machine {
  const box = sandbox();
  const file = path.join(box.home, ".config", "go", "env");
  const state = path.join(box.home, ".local", "state", "goproxy-cfg");
  return {
    ...box,
    file,
    text: () => textOf(file),
    task: (args, prefix = []) =>
      start([...prefix, process.execPath, runner, ...args], { env: box.env, cwd: box.home }),
    leftovers: () => [
      ...namesIn(path.dirname(file)).filter((name) => name.includes("goproxy-cfg")),
      ...namesIn(path.join(state, "lock.d")),
    ],
  };
}

/** Nothing was lost: every change began with the bytes that the one before it ended with. */
function chain({ ctx }: Machine): { ids: string[]; broken: string[] } {
  const past = readHistory(ctx).toReversed();
  const broken = past.flatMap(({ id, files }, index) => {
    const before = stored(ctx, files[0]?.before ?? null);
    const after = stored(ctx, past[index - 1]?.files[0]?.after ?? null);
    return index === 0 || before === after || (before && after?.equals(before)) ? [] : [id];
  });
  return { ids: past.map(({ id }) => id), broken };
}

const everyLine = /^(?:[A-Z]+=[^\n]*\n)*$/;

describe("many at once", () => {
  it("50 processes lose nothing of each other's", async (test) => {
    need(test, realGo());
    const box = machine();
    const patterns = Array.from({ length: 50 }, (_, index) => `corp${index}.example`);
    const runs = await Promise.all(patterns.map((pattern) => box.task(["add", pattern])));
    expect(runs.filter(({ code }) => code !== 0)).toEqual([]);
    const value = /^GOPRIVATE=(.*)\n$/.exec(box.text() ?? "")?.[1];
    expect(value?.split(",").toSorted()).toEqual(patterns.toSorted());
    const { ids, broken } = chain(box);
    expect(new Set(ids).size).toBe(50);
    expect(ids).toEqual(ids.toSorted());
    expect(broken).toEqual([]);
    expect(box.leftovers()).toEqual([]);

    const undone = await Promise.all(patterns.map(() => box.task(["undo"])));
    expect(undone.filter(({ code }) => code !== 0)).toEqual([]);
    expect(box.text()).toBeNull();
    const once_more = await box.task(["undo"]);
    expect(JSON.parse(once_more.stderr)).toEqual({ kind: "nothing-to-undo", args: { id: null } });
  });

  it("plain `go env -w` in between leaves all whole", async (test) => {
    const go = need(test, realGo());
    const box = machine();
    const plain = Array.from({ length: 25 }, (_, index) => `GOFLAGS=-p=${index}`);
    const ours = Array.from({ length: 25 }, (_, index) => `GOPROXY=https://m${index}.example`);
    const ended = await Promise.all([
      ...ours.map((pair) => box.task(["set", pair])),
      ...plain.map(async (pair, index) => {
        await box.ctx.sleep(index * 60);
        return runGo(go, ["env", "-w", pair], { env: box.env, cwd: box.home });
      }),
    ]);
    expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
    expect(box.text()).toMatch(everyLine);
    const lines = box.text()!.split("\n").slice(0, -1);
    expect([...plain, ...ours]).toEqual(expect.arrayContaining(lines));
    expect(readHistory(box.ctx)).toHaveLength(25);
    expect(lastEntry(box.ctx)?.state).not.toBe("begin");
    expect(box.leftovers()).toEqual([]);
  });

  it("one at a time counts, whatever the number of processes", async () => {
    const box = machine();
    const file = box.write("count", "0");
    const runs = Array.from({ length: 12 }, () => box.task(["count", file, "25"]));
    expect((await Promise.all(runs)).map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      runs.map(() => ({ code: 0, stderr: "" })),
    );
    expect(fs.readFileSync(file, "utf8")).toBe("300");
  });
});

/**
 * Kills a process that goes to and fro, in the middle of one of its first two turns: for each number at another moment,
 * which lie evenly (golden ratio). Returns the milliseconds that a turn takes; where these are not known, after one.
 */
async function killed(
  box: Machine,
  operands: readonly string[],
  nth: number,
  took: number | null,
): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [runner, "forever", ...operands], {
    env: box.env as NodeJS.ProcessEnv,
    cwd: box.home,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const turns = createInterface(child.stdout!)[Symbol.asyncIterator]();
  await turns.next();
  const began = performance.now();
  if (took === null) await turns.next();
  const turn = took ?? performance.now() - began;
  await box.ctx.sleep(2 * turn * ((nth * 0.618_033_988_749_895) % 1));
  child.kill("SIGKILL");
  await ended;
  return turn;
}

describe("killed at any moment", () => {
  const long = Array.from({ length: 4000 }, (_, index) => `m${index}.example`).join(",");

  it(
    "leaves the env file old or new, and the next run goes on",
    { timeout: 180_000 },
    async (test) => {
      need(test, realGo());
      const box = machine();
      box.write(".config/go/env", "# mine\nGOFLAGS=-x\n");
      const states = ["# mine\nGOFLAGS=-x\n"];
      for (const proxy of ["off", "direct"]) {
        for (const names of [long, "a.example"]) {
          states.push(`# mine\nGOFLAGS=-x\nGOPRIVATE=${names}\nGOPROXY=${proxy}\n`);
        }
      }
      const seen: (string | null)[] = [];
      let turn: number | null = null;
      for (let kill = 0; kill < 45; kill++) {
        turn = await killed(box, ["GOPROXY=off=direct", `GOPRIVATE=${long}=a.example`], kill, turn);
        seen.push(box.text());
      }
      expect(seen.filter((text) => text === null || !states.includes(text))).toEqual([]);
      expect(new Set(seen).size).toBeGreaterThan(1);
      expect((await box.task(["set", "GOPROXY=https://last.example"])).stderr).toBe("");
      expect(box.text()).toContain("GOPROXY=https://last.example\n");
      expect(chain(box).broken).toEqual([]);
      expect(box.leftovers()).toEqual([]);
      expect((await box.task(["undo"])).stderr).toBe("");
      expect(states).toContain(box.text());
    },
  );

  it(
    "leaves a file with two names old or new for the next run",
    { timeout: 180_000 },
    async (test) => {
      need(test, realGo());
      const box = machine();
      box.write(".config/go/env", `GOPRIVATE=${long}\n`);
      fs.linkSync(box.file, path.join(box.home, "second"));
      const states = new Set<string | null>(["", `GOPRIVATE=${long}\n`, "GOPRIVATE=a.example\n"]);
      const seen: (string | null)[] = [];
      let turn: number | null = null;
      for (let kill = 0; kill < 15; kill++) {
        turn = await killed(box, [`GOPRIVATE=${long}=a.example`], kill, turn);
        expect((await box.task(["set", "GOSUMDB=off"])).stderr).toBe("");
        seen.push(box.text()?.replace("GOSUMDB=off\n", "") ?? null);
      }
      expect(seen.filter((text) => !states.has(text))).toEqual([]);
      expect(fs.readFileSync(path.join(box.home, "second"), "latin1")).toBe(box.text());
      expect(chain(box).broken).toEqual([]);
      expect(box.leftovers()).toEqual([]);
    },
  );
});

describe("the lock between containers", () => {
  it("is respected while its holder lives, though its process is out of sight", async (test) => {
    const prefix = need(test, unshared("--map-root-user", "--pid", "--fork", "--mount-proc"));
    const box = machine();
    const log = path.join(box.home, "log");
    const inside = box.task(["hold", log, "inner", "2500"], prefix);
    while (!fs.existsSync(log)) await box.ctx.sleep(20);
    expect((await box.task(["hold", log, "outer", "0"])).code).toBe(0);
    await inside;
    expect(fs.readFileSync(log, "utf8")).toBe("inner in\ninner out\nouter in\nouter out\n");
  });
});

describe("places that do not let us", () => {
  it("a file that is mounted by itself is written in place", async (test) => {
    need(test, realGo());
    const prefix = need(test, unshared("--map-root-user", "--mount"));
    const box = machine();
    const real = box.write("outside/env", "GOPROXY=direct\n");
    box.write(".config/go/env", "");
    const script = `mount --bind '${real}' '${box.file}'; exec "$@"`;
    const ended = await box.task(["set", "GOPROXY=off"], shell(script, prefix));
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(fs.readFileSync(real, "utf8")).toBe("GOPROXY=off\n");
    expect(box.leftovers()).toEqual([]);
  });

  for (const [place, reason] of [
    [".config/go", "the env file's"],
    [".local/state/goproxy-cfg", "our own"],
  ] as const) {
    it(`a full disk, ${reason}, changes nothing`, async (test) => {
      need(test, realGo());
      const prefix = need(test, unshared("--map-root-user", "--mount"));
      const box = machine();
      box.write(".config/go/env", "GOPROXY=direct\n");
      fs.mkdirSync(path.join(box.home, place), { recursive: true });
      const full = path.join(box.home, place);
      const script = [
        `cp '${box.file}' '${box.root}/env'`,
        `mount -t tmpfs -o size=16k tmpfs '${full}'`,
        place === ".config/go" ? `cp '${box.root}/env' '${box.file}'` : "true",
        `printf %100000s . > '${full}/filler' 2>/dev/null || true`,
        `"$@" 2>'${box.root}/said' || cp '${box.file}' '${box.root}/after'`,
        `ls -A '${full}' >'${box.root}/listed'`,
      ].join("\n");
      await box.task(["set", "GOPROXY=off"], shell(script, prefix));
      expect(fs.readFileSync(path.join(box.root, "after"), "utf8")).toBe("GOPROXY=direct\n");
      expect(fs.readFileSync(path.join(box.root, "said"), "utf8")).toMatch(/write-failed.*ENOSPC/);
      expect(fs.readFileSync(path.join(box.root, "listed"), "utf8")).not.toMatch(/\.env\./);
    });
  }

  it("a read-only file is refused, one in a read-only folder written", async (test) => {
    need(test, realGo());
    if (process.getuid?.() !== 0) test.skip("only root can become somebody else");
    const box = machine();
    box.write(".config/go/env", "GOPROXY=direct\n");
    execFileSync("chown", ["-R", "65534:65534", box.root]);
    fs.chmodSync(box.file, 0o444);
    const somebody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];
    const refused = await box.task(["set", "GOPROXY=off"], somebody);
    expect(JSON.parse(refused.stderr)).toEqual({
      kind: "write-failed",
      args: { file: box.file, reason: "EACCES: permission denied" },
    });
    expect(box.text()).toBe("GOPROXY=direct\n");

    fs.chmodSync(box.file, 0o644);
    fs.chmodSync(path.dirname(box.file), 0o555);
    expect((await box.task(["set", "GOPROXY=off"], somebody)).stderr).toBe("");
    expect(box.text()).toBe("GOPROXY=off\n");
    fs.unlinkSync(box.file);
    const missingFile = await box.task(["set", "GOPROXY=off"], somebody);
    expect(missingFile.stderr).toContain("EACCES");
    expect(readHistory(box.ctx)).toHaveLength(1);
    expect(box.leftovers()).toEqual([]);
  });
});
