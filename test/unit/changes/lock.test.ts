import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { newHolder } from "../../../src/changes/holder.ts";
import { type Lock, withLock } from "../../../src/changes/lock.ts";
import type { Context } from "../../../src/context.ts";
import { withFs } from "../../support/changes.ts";
import { sandbox } from "../../support/sandbox.ts";

function machine(change: Parameters<typeof sandbox>[0] = {}) {
  const box = sandbox(change);
  const folder = path.join(box.home, ".local", "state", "goproxy-cfg", "lock.d");
  fs.mkdirSync(folder, { recursive: true });
  const put = (name: string, text = "") => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const taken = () => withLock(box.ctx, () => Promise.resolve("taken"));
  return { ...box, folder, put, taken };
}

/** A context whose time passes while it sleeps, and nothing else. */
function inNoTime(ctx: Context, start = Date.now()) {
  let passed = 0;
  const fast: Context = {
    ...ctx,
    elapsed: () => passed,
    now: () => new Date(start + passed),
    sleep: (ms) => {
      passed += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
  return { fast, passed: () => passed };
}

/** Names as other runs have them. */
const parts = (ctx: Context) => newHolder(ctx).split("-") as [string, string, string, string];
const unused = "4999999"; // above Linux' greatest pid_max
const hasProc = fs.existsSync("/proc/self/stat");

describe("withLock", () => {
  it("lets one in at a time", async () => {
    const { ctx, folder } = machine();
    let inside = 0;
    let done = 0;
    const one = () =>
      withLock(ctx, async (lock) => {
        expect(++inside).toBe(1);
        expect(fs.readdirSync(folder)).toContain(lock.holder);
        await ctx.sleep(1);
        lock.assertHeld();
        inside--;
        done++;
      });
    await Promise.all(Array.from({ length: 8 }, one));
    expect(done).toBe(8);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("lets go when the work fails", async () => {
    const { ctx, folder, taken } = machine();
    await expect(withLock(ctx, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(fs.readdirSync(folder)).toEqual([]);
    await expect(taken()).resolves.toBe("taken");
  });

  it("makes its folders, for the user alone", async () => {
    const { taken, folder, home } = machine();
    fs.rmSync(path.join(home, ".local"), { recursive: true });
    await taken();
    expect(fs.statSync(path.dirname(folder)).mode & 0o777).toBe(0o700);
  });

  it("says which file cannot be written", async () => {
    const { taken, folder } = machine();
    fs.rmSync(folder, { recursive: true });
    fs.writeFileSync(folder, "");
    await expect(taken()).rejects.toMatchObject({ kind: "write-failed" });
  });

  it("does not take what it cannot look into", async () => {
    const { ctx } = machine();
    const blind = withFs(ctx.fs, {
      readdirSync: () => {
        throw Object.assign(new Error("EMFILE"), { code: "EMFILE" });
      },
    });
    const { fast } = inNoTime({ ...ctx, fs: blind });
    await expect(withLock(fast, () => Promise.resolve())).rejects.toMatchObject({ kind: "locked" });
  });
});

describe("another run's lock", () => {
  it("that came while ours was put there, is given way to", async () => {
    const { ctx, folder } = machine();
    const other = path.join(folder, newHolder(ctx));
    const events: string[] = [];
    const raced = withFs(ctx.fs, {
      writeFileSync: (...args: Parameters<typeof fs.writeFileSync>) => {
        fs.writeFileSync(...args);
        if (events.length === 0) fs.writeFileSync(other, "");
        events.push("created");
      },
    });
    const patient: Context = {
      ...ctx,
      fs: raced,
      sleep: (ms) => {
        events.push(`waits beside ${fs.readdirSync(folder).length}`);
        if (events.length > 3) fs.rmSync(other, { force: true });
        return ctx.sleep(ms);
      },
    };
    await withLock(patient, () => Promise.resolve());
    expect(events).toEqual([
      "created",
      "waits beside 1",
      "waits beside 1",
      "waits beside 1",
      "created",
    ]);
  });

  it("is waited for, for a minute at most", async () => {
    const { ctx, put, folder } = machine();
    const file = put(newHolder(ctx));
    const { fast, passed } = inNoTime(ctx);
    const attempt = withLock(fast, () => Promise.resolve());
    await expect(attempt).rejects.toMatchObject({ kind: "locked", args: { file } });
    expect(passed()).toBeGreaterThan(60_000);
    expect(passed()).toBeLessThan(61_000);
    expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
  });

  it("is waited for until Ctrl-C", async () => {
    const abort = new AbortController();
    const { ctx, put, taken, folder } = machine({ ctx: { signal: abort.signal } });
    const file = put(newHolder(ctx));
    setTimeout(() => abort.abort(), 20);
    await expect(taken()).rejects.toMatchObject({ kind: "interrupted" });
    expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
  });

  it("is seen through at once when that run is dead", async () => {
    const { ctx, put, taken, folder } = machine();
    const [, start, space] = parts(ctx);
    put([unused, start, space, "x"].join("-"));
    await expect(taken()).resolves.toBe("taken");
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it.skipIf(!hasProc)("is seen through when its number went to another process", async () => {
    const { ctx, put, taken } = machine();
    const [pid, start, space] = parts(ctx);
    put([pid, Number(start) - 1, space, "x"].join("-"));
    await expect(taken()).resolves.toBe("taken");
  });

  it.skipIf(!hasProc)("is seen through when nobody has collected the dead process", async () => {
    const { ctx, put } = machine();
    const [pid, start, space] = parts(ctx);
    put([pid, start, space, "x"].join("-"));
    const zombie = withFs(ctx.fs, {
      readFileSync: (...args: Parameters<typeof fs.readFileSync>) => {
        const text = fs.readFileSync(...args);
        return typeof text === "string" ? text.replace(/\) [A-Z] /, ") (x) Z ") : text;
      },
    });
    await expect(withLock({ ...ctx, fs: zombie }, () => Promise.resolve("taken"))).resolves.toBe(
      "taken",
    );
  });

  for (const [name, shift] of [
    ["before", -40_000],
    ["after", 40_000],
  ] as const) {
    it(`of another container is dead when nobody has touched it, dated ${name} now`, async () => {
      const { ctx, put } = machine();
      const file = put("77-88-99-x");
      const now = Date.now();
      fs.utimesSync(file, new Date(now + shift), new Date(now + shift));
      const { fast, passed } = inNoTime(ctx, now);
      await withLock(fast, () => Promise.resolve());
      // Its heart is listened to, as the clock may have jumped.
      expect(passed()).toBeGreaterThan(4_000);
      expect(passed()).toBeLessThan(5_000);
      expect(fs.existsSync(file)).toBe(false);
    });
  }

  it("of another container is alive while it is touched, even if the clock jumps", async () => {
    const { ctx, put } = machine();
    const file = put("77-88-99-x");
    const { fast } = inNoTime(ctx);
    const beating: Context = {
      ...fast,
      now: () => new Date(Date.now() + 3_600_000),
      sleep: (ms) => {
        const second = Math.floor(fast.elapsed() / 2_000);
        fs.utimesSync(file, second, second);
        return fast.sleep(ms);
      },
    };
    await expect(withLock(beating, () => Promise.resolve())).rejects.toMatchObject({
      kind: "locked",
    });
  });

  it("is judged by its heartbeat where the system does not date processes", async () => {
    const { ctx, put } = machine();
    const noProc = withFs(ctx.fs, {
      readFileSync: (...args: Parameters<typeof fs.readFileSync>) => {
        if (String(args[0]).startsWith("/proc")) throw new Error("ENOENT");
        return fs.readFileSync(...args);
      },
      readlinkSync: () => {
        throw new Error("ENOENT");
      },
    });
    const mac = { ...ctx, fs: noProc };
    expect(newHolder(mac)).toMatch(/^\d+-0-0-[0-9a-z]+$/);
    const file = put(newHolder(mac));
    const { fast, passed } = inNoTime(mac);
    await withLock(fast, () => Promise.resolve());
    // 30 seconds, less what has really passed since the file was put.
    expect(passed()).toBeGreaterThan(20_000);
    expect(fs.existsSync(file)).toBe(false);
    put([unused, 0, 0, "x"].join("-"));
    const next = inNoTime(mac);
    await withLock(next.fast, () => Promise.resolve());
    expect(next.passed()).toBe(0);
  });

  it("is waited for no longer than is said, where it goes on", async () => {
    const { ctx, put } = machine();
    put(newHolder(ctx));
    const { fast, passed } = inNoTime(ctx);
    const locked = withLock(fast, () => Promise.resolve(), { patience: 300 });
    await expect(locked).rejects.toMatchObject({ kind: "locked" });
    expect(passed()).toBeLessThan(1000);
  });

  it("is none where the name is not one of ours", async () => {
    const { put, taken } = machine();
    const file = put(".DS_Store");
    await expect(taken()).resolves.toBe("taken");
    expect(fs.existsSync(file)).toBe(true);
  });
});

describe("a lock folder that is removed", () => {
  it("while somebody takes the lock, is made again", async () => {
    const { ctx, folder } = machine();
    let removed = 0;
    const disturbed = withFs(ctx.fs, {
      writeFileSync: (...args: Parameters<typeof fs.writeFileSync>) => {
        const turn = ++removed;
        if (turn === 1) fs.rmSync(folder, { recursive: true });
        fs.writeFileSync(...args);
        if (turn === 2) fs.rmSync(folder, { recursive: true });
      },
    });
    const held = await withLock({ ...ctx, fs: disturbed }, (lock) => {
      lock.assertHeld();
      return Promise.resolve(fs.readdirSync(folder));
    });
    expect(held).toHaveLength(1);
    expect(removed).toBe(3);
  });

  it("while the lock is held, is noticed", async () => {
    const { ctx, folder } = machine();
    const attempt = withLock(ctx, async (lock) => {
      fs.rmSync(folder, { recursive: true });
      expect(() => lock.announce("/x")).toThrow("locked");
      lock.assertHeld();
    });
    await expect(attempt).rejects.toMatchObject({ kind: "locked" });
  });
});

describe("what a dead run left behind", () => {
  it("is cleared by the next one: its temporary files, and folders where they are empty", async () => {
    const { ctx, put, home, write, taken } = machine();
    const [, start, space] = parts(ctx);
    const dead = [unused, start, space, "x"].join("-");
    const temp = write(`a/.env.${dead}.goproxy-cfg`, "half");
    const mine = write("b/mine", "mine");
    const empty = path.join(home, "c");
    fs.mkdirSync(empty);
    const announced = [path.join(home, "a"), temp, mine, path.join(home, "b"), empty];
    put(dead, `${announced.map((file) => JSON.stringify(file)).join("\n")}\n"/torn`);
    await taken();
    expect(fs.existsSync(path.join(home, "a"))).toBe(false);
    expect(fs.existsSync(mine)).toBe(true);
    expect(fs.existsSync(empty)).toBe(false);
  });

  it("is cleared by the run itself where it ends early", async () => {
    const { ctx, home } = machine();
    const attempt = withLock(ctx, (lock: Lock) => {
      const folder = path.join(home, "made");
      const temp = path.join(folder, `.env.${lock.holder}.goproxy-cfg`);
      lock.announce(folder);
      lock.announce(temp);
      fs.mkdirSync(folder);
      fs.writeFileSync(temp, "half");
      return Promise.reject(new Error("no"));
    });
    await expect(attempt).rejects.toThrow("no");
    expect(fs.existsSync(path.join(home, "made"))).toBe(false);
  });
});
