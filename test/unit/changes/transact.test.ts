import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { store } from "../../../src/changes/backups.ts";
import { begin, readHistory } from "../../../src/changes/history.ts";
import { isTorn } from "../../../src/changes/transact.ts";
import type { Context } from "../../../src/context.ts";
import {
  changesBox,
  envPlan,
  filePlan,
  namesIn,
  refusal,
  textOf,
  withFs,
} from "../../support/changes.ts";
import { killedAt } from "../../support/crash.ts";

/** Calls with 1, 2, 3 … until the killed process got through. */
async function atEveryStep(visit: (at: number) => Promise<boolean>): Promise<number> {
  for (let at = 1; at < 200; at++) if (await visit(at)) return at;
  throw new Error("never ends");
}

const longValue = `GOPRIVATE=${"a.example,".repeat(4000)}\n`;

describe("killed at any step", { timeout: 60_000 }, () => {
  it.each<[string, string | null, (ctx: Context) => Context]>([
    ["while it makes the file", null, (ctx) => ctx],
    ["while it replaces the file", "GOPROXY=direct\n", (ctx) => ctx],
    ["with bytes that go into backups", longValue, (ctx) => ctx],
    ["while it writes in place", "GOPROXY=direct\nGOFLAGS=-x\n", inPlace],
    ["while it writes a shorter one in place", "GOPROXY=direct,direct,direct,direct\n", inPlace],
  ])("%s", async (_, before, change) => {
    const after = "GOPRIVATE=b.example\nGOPROXY=off\n";
    const wanted = { GOPROXY: "off", GOPRIVATE: "b.example", GOFLAGS: null };
    const steps = await atEveryStep(async (at) => {
      const { ctx, set, undo, text, home, stateFolder, folder } = changesBox({ content: before });
      const killed = killedAt(change(ctx), at);
      await set(wanted, killed.ctx).catch(() => {});
      const left = text();
      const told = readHistory(ctx).map(({ verb }) => verb);
      // The next run settles it, and clears up.
      await set({});
      const settled = text();
      const seen = {
        verbs: readHistory(ctx).map(({ verb }) => verb),
        files: namesIn(folder),
        locks: namesIn(path.join(stateFolder, "lock.d")),
        backups: settled === after ? [] : namesIn(path.join(stateFolder, "backups")),
      };
      expect([before, after]).toContain(settled);
      // In place the file itself may be torn until then.
      expect([before, after, ...(change === inPlace ? [left] : [])]).toContain(left);
      expect(told).toEqual(left === before ? [] : ["use"]);
      expect(seen).toEqual({
        verbs: settled === after ? ["use"] : [],
        files: settled === null ? [] : ["env"],
        locks: [],
        backups: [],
      });
      // And all goes on as ever.
      await set(wanted);
      expect(text()).toBe(after);
      await undo();
      expect(text()).toBe(before);
      expect(fs.existsSync(path.join(home, ".config"))).toBe(before !== null);
      return killed.survived();
    });
    expect(steps).toBeGreaterThan(15);
  });

  it("between several files: what was made stays, and can be taken back", async () => {
    const old = ["mine\n", null, "old\n", "GOPROXY=direct\n"];
    const made = ["mine\nours\n", "ours\n", null, "GOPROXY=off\n"];
    const partly = new Set<number>();
    await atEveryStep(async (at) => {
      const { ctx, run, undo, text, home, write, set, file } = changesBox({ content: old[3]! });
      const bashrc = write(".bashrc", old[0]!);
      const gone = write(".old", old[2]!);
      const fresh = path.join(home, "ours", "env.sh");
      const killed = killedAt(ctx, at);
      const attempt = run(
        "use",
        () => {
          const plans = [
            filePlan(ctx, bashrc, made[0]!),
            filePlan(ctx, fresh, made[1]!, "env-file"),
            filePlan(ctx, gone, null),
            envPlan(ctx, file, { GOPROXY: "off" }),
          ];
          return {
            changes: plans.flatMap(({ changes }) => changes),
            edits: plans.flatMap(({ edits }) => edits ?? []),
          };
        },
        killed.ctx,
      );
      await attempt.catch(() => {});
      const look = () => [textOf(bashrc), textOf(fresh), textOf(gone), text()];
      const left = look();
      const changed = left.filter((now, index) => now !== old[index]);
      partly.add(changed.length);
      expect(changed).toEqual(left.flatMap((now, index) => (now === made[index] ? [now] : [])));
      await set({});
      const verbs = readHistory(ctx).map(({ verb }) => verb);
      expect(verbs).toEqual(changed.length > 0 ? ["use"] : []);
      if (changed.length > 0) await undo();
      expect(look()).toEqual(old);
      expect(fs.existsSync(path.dirname(fresh))).toBe(false);
      return killed.survived();
    });
    expect(partly.size).toBe(5);
  });

  it("while it undoes", async () => {
    await atEveryStep(async (at) => {
      const { ctx, set, undo, text, home } = changesBox();
      await set({ GOPROXY: "off" });
      const killed = killedAt(ctx, at);
      await undo(undefined, false, killed.ctx).catch(() => {});
      expect([null, "GOPROXY=off\n"]).toContain(text());
      if (text() !== null) await undo();
      await set({});
      expect(fs.existsSync(path.join(home, ".config"))).toBe(false);
      await expect(undo()).rejects.toMatchObject({ kind: "nothing-to-undo" });
      return killed.survived();
    });
  });
});

/** A history whose last entry took GOPROXY from direct to off, or was about to. */
function opened(content: string | null, before: string | null, after: string | null) {
  const box = changesBox({ content });
  const { ctx, file } = box;
  const [id, at, verb] = ["a1", "2026-11-21T00:00:00.000Z", "use"];
  const keep = (name: string, text: string | null) =>
    store(ctx, id, name, text === null ? null : Buffer.from(text));
  begin(ctx, {
    id,
    at,
    verb,
    changes: [{ target: "go-env", file, key: "GOPROXY", before: "direct", after: "off" }],
    files: [
      {
        target: "go-env",
        path: file,
        before: keep("0-before", before),
        after: keep("0-after", after),
        mode: 0o644,
        folders: [],
      },
    ],
  });
  return box;
}

async function outcome({ ctx, set }: ReturnType<typeof opened>): Promise<"done" | "aborted"> {
  await set({});
  return readHistory(ctx).length === 1 ? "done" : "aborted";
}

describe("an entry that was left open", () => {
  const [before, after] = ["GOPROXY=direct\n", "GOPROXY=off\n"];

  it("was made where the file is as it wanted it", async () => {
    expect(await outcome(opened(after, before, after))).toBe("done");
    expect(await outcome(opened(null, before, null))).toBe("done");
  });

  it("was not made where the file is as it was", async () => {
    expect(await outcome(opened(before, before, after))).toBe("aborted");
    expect(await outcome(opened(null, null, after))).toBe("aborted");
  });

  it("was made where somebody has written since and our value is there", async () => {
    expect(await outcome(opened("GOFLAGS=-x\nGOPROXY=off\n", before, after))).toBe("done");
    expect(await outcome(opened("GOPROXY=https://x.example\n", before, after))).toBe("aborted");
    expect(await outcome(opened(null, before, after))).toBe("aborted");
  });

  it("does not stand in the way for ever where its file cannot be read any more", async () => {
    const { ctx, file, home, run } = opened(after, before, after);
    fs.rmSync(file);
    fs.mkdirSync(file);
    const other = path.join(home, "other");
    await run("use", () => envPlan(ctx, other, { GOPROXY: "off" }));
    expect(readHistory(ctx)).toHaveLength(1);
  });

  it("never overwrites what only looks like a torn write", async () => {
    const mixed = "GOFLAGS=-b\nGOPROXY=dir\n";
    const box = opened(mixed, "GOFLAGS=-a\nGOPROXY=dir\n", "GOFLAGS=-b\nGOPROXY=off\n");
    await outcome(box);
    expect(box.text()).toBe(mixed);
  });
});

describe("isTorn", () => {
  it.each([
    ["abc", "XYZ", "XYc", true],
    ["abc", "XYZ", "aYZ", false],
    ["abcdef", "XYZ", "XYZdef", true],
    ["abcdef", "XYZ", "XYZde", false],
    ["abc", "XYZUVW", "XYZU", true],
    ["abc", "XYZUVW", "XY", false],
    ["abc", "XYZUVW", "XYZUV?", false],
  ])("%s → %s, seen as %s", (before, after, seen, torn) => {
    expect(isTorn(Buffer.from(seen), Buffer.from(before), Buffer.from(after))).toBe(torn);
  });
});

function inPlace(ctx: Context): Context {
  return {
    ...ctx,
    fs: withFs(ctx.fs, {
      renameSync: () => {
        throw refusal("EBUSY");
      },
    }),
  };
}
