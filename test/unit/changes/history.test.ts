import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { store, stored } from "../../../src/changes/backups.ts";
import {
  begin,
  end,
  type Entry,
  lastEntry,
  nextId,
  readHistory,
} from "../../../src/changes/history.ts";
import { withFs } from "../../support/changes.ts";
import { sandbox } from "../../support/sandbox.ts";

function machine() {
  const box = sandbox();
  const state = path.join(box.home, ".local", "state", "goproxy-cfg");
  fs.mkdirSync(state, { recursive: true });
  return { ...box, state, file: path.join(state, "history.jsonl") };
}

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  at: "2026-11-21T00:00:00.000Z",
  verb: "use",
  changes: [],
  files: [],
  ...more,
});

const line = (id: string) => `${JSON.stringify({ ...entry(id), state: "begin" })}\n`;
const done = (id: string) => `${JSON.stringify({ id, state: "done" })}\n`;

describe("history", () => {
  it("has no entry at first", () => {
    const { ctx } = machine();
    expect(readHistory(ctx)).toEqual([]);
    expect(lastEntry(ctx)).toBeNull();
  });

  it("is read newest first, without what was aborted", () => {
    const { ctx } = machine();
    for (const [id, state] of [
      ["a1", "done"],
      ["a2", "aborted"],
      ["a3", "done"],
    ] as const) {
      begin(ctx, entry(id));
      end(ctx, id, state);
    }
    begin(ctx, entry("a4"));
    expect(readHistory(ctx)).toEqual([
      { ...entry("a4"), undone: false },
      { ...entry("a3"), undone: false },
      { ...entry("a1"), undone: false },
    ]);
    expect(lastEntry(ctx)).toEqual({ ...entry("a4"), state: "begin" });
  });

  it("knows what was undone, and done again", () => {
    const { ctx } = machine();
    const made = (id: string, undoes?: string) => {
      begin(ctx, entry(id, undoes === undefined ? {} : { verb: "undo", undoes }));
      end(ctx, id, "done");
    };
    const undone = () => Object.fromEntries(readHistory(ctx).map((past) => [past.id, past.undone]));
    made("a1");
    made("a2", "a1");
    expect(undone()).toEqual({ a1: true, a2: false });
    made("a3", "a2");
    expect(undone()).toEqual({ a1: false, a2: true, a3: false });
    made("a4", "a3");
    expect(undone()).toEqual({ a1: true, a2: false, a3: true, a4: false });
  });

  it("survives a tear at any byte, and goes on after it", () => {
    const { ctx, file } = machine();
    const value = fc.string({ unit: "grapheme", maxLength: 20 });
    const entries = fc.array(fc.tuple(value, fc.constantFrom("done", "aborted", "begin")), {
      minLength: 1,
      maxLength: 5,
    });
    const run = fc.property(entries, fc.nat(), (list, place) => {
      fs.rmSync(file, { force: true });
      const whole: number[] = [];
      for (const [index, [verb, state]] of list.entries()) {
        begin(ctx, entry(`a${index}`, { verb }));
        whole.push(fs.statSync(file).size - 1); // without the newline it is whole already
        if (state !== "begin") end(ctx, `a${index}`, state as "done" | "aborted");
      }
      const cut = place % (fs.statSync(file).size + 1);
      fs.truncateSync(file, cut);
      const ids = list.flatMap((_, index) => (whole[index]! <= cut ? [`a${index}`] : []));
      const last = lastEntry(ctx);
      expect(last?.id ?? null).toBe(ids.at(-1) ?? null);
      const others = readHistory(ctx).map(({ id }) => id);
      expect(ids.toReversed()).toEqual(expect.arrayContaining(others));

      begin(ctx, entry("b0", { verb: "after" }));
      end(ctx, "b0", "done");
      expect(readHistory(ctx).map(({ id }) => id)).toEqual(["b0", ...others]);
      expect(lastEntry(ctx)).toMatchObject({ id: "b0", state: "done" });
    });
    fc.assert(run, { numRuns: 60 });
  });

  it("passes over lines that are none of ours", () => {
    const { ctx, file } = machine();
    fs.writeFileSync(file, '\0\0\0\nnull\n[]\n3\n"x"\n{"id":7}\n{"id":"x","state":"done"}\n\n');
    begin(ctx, entry("a1"));
    expect(readHistory(ctx)).toHaveLength(1);
  });

  it("reads its end alone to find the last entry, however long it is", () => {
    const { ctx, file } = machine();
    let text = "";
    for (let id = 10_000; id < 20_000; id++) text += line(String(id)) + done(String(id));
    fs.writeFileSync(file, text);
    let read = 0;
    const counting = withFs(ctx.fs, {
      readSync: (...args: Parameters<typeof fs.readSync>) => {
        const got = fs.readSync(...args);
        read += got;
        return got;
      },
    });
    expect(lastEntry({ ...ctx, fs: counting })?.id).toBe("19999");
    expect(read).toBeLessThan(70_000);
    read = 0;
    expect(readHistory({ ...ctx, fs: counting })).toHaveLength(10_000);
    expect(read).toBe(text.length);
    // Markers alone may fill the end of it.
    fs.appendFileSync(file, done("19999").repeat(5000));
    expect(lastEntry(ctx)?.id).toBe("19999");
  });

  it("gives ids that sort as time does, even if the clock goes back", () => {
    const { ctx } = machine();
    const at = (time: string) => ({ ...ctx, now: () => new Date(time) });
    const first = nextId(at("2026-11-21T12:00:00Z"), null);
    const second = nextId(at("2020-01-01T00:00:00Z"), first);
    const third = nextId(at("2026-11-21T12:00:05Z"), second);
    expect([third, first, second].toSorted()).toEqual([first, second, third]);
    expect(first).toHaveLength(8);
  });
});

describe("backups", () => {
  it("keep bytes exactly, many of them in files for the user alone", () => {
    const { ctx, state } = machine();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const few = store(ctx, "a1", "0-before", bytes);
    expect(few).toBeTypeOf("string");
    expect(stored(ctx, few)).toEqual(bytes);
    expect(stored(ctx, store(ctx, "a1", "x", null))).toBeNull();
    expect(stored(ctx, store(ctx, "a1", "x", Buffer.alloc(0)))).toEqual(Buffer.alloc(0));

    const long = Buffer.alloc(300_000, bytes);
    const many = store(ctx, "a1", "0-after", long);
    const file = path.join(state, "backups", "a1", "0-after");
    expect(many).toEqual({ backup: "a1/0-after" });
    expect(stored(ctx, many)?.equals(long)).toBe(true);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(() => stored(ctx, { backup: "../../../../etc/passwd" })).toThrow("write-failed");
  });

  it("of an aborted entry are dropped", () => {
    const { ctx, state } = machine();
    store(ctx, "a1", "0-before", Buffer.alloc(100_000));
    begin(ctx, entry("a1"));
    end(ctx, "a1", "aborted");
    expect(fs.readdirSync(path.join(state, "backups"))).toEqual([]);
  });
});
