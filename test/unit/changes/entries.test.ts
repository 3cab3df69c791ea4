import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { choseItself, readHistory } from "../../../src/changes/history.ts";
import { changesBox, filePlan, namesIn, refusal, withFs } from "../../support/changes.ts";

const large = "mine\n".repeat(10_000);

describe("the clock", () => {
  it("of a run in 2099 costs no backup, and all is undone", async () => {
    const box = changesBox();
    const rc = box.write(".bashrc", large);
    const put = (text: string, as = box.ctx) =>
      box.run("shell install", () => filePlan(as, rc, text), as);
    await put(`${large}ours\n`);
    const late = { ...box.ctx, now: () => new Date("2099-01-01") };
    await box.set({ GOPROXY: "off" }, late);
    await box.set({ GOPROXY: "direct" });
    expect(namesIn(path.join(box.stateFolder, "backups"))).toHaveLength(1);
    for (let count = 0; count < 3; count++) await box.undo();
    expect(fs.readFileSync(rc, "utf8")).toBe(large);
    expect(box.text()).toBeNull();
  });
});

describe("lines of the history that are no entries", () => {
  const good = {
    id: "0000000a",
    at: "2026-01-01T00:00:00.000Z",
    verb: "use",
    changes: [],
    files: [],
    state: "begin",
  };
  const file = { target: "go-env", path: "/x", before: null, after: null, mode: null, folders: [] };
  it.each([
    [],
    { ...good, id: "../../victim" },
    { ...good, changes: null },
    { ...good, changes: [null] },
    { ...good, changes: [{ target: "nowhere" }] },
    { ...good, files: [null] },
    { ...good, files: [{ ...file, path: "relative" }] },
    { ...good, files: [{ ...file, folders: ["relative"] }] },
    { ...good, files: [{ ...file, before: { backup: "../x/0-before" } }] },
    { ...good, files: [{ ...file, target: "toString" }] },
    { ...good, verb: 7 },
    { ...good, state: "other" },
    { ...good, chosen: "GOSUMDB" },
    { ...good, undoes: "../x" },
  ])("%j is passed over by every verb", async (line) => {
    const box = changesBox();
    const victim = box.write("victim/docs/file", "theirs");
    box.write(".local/state/goproxy-cfg/history.jsonl", `${JSON.stringify(line)}\n`);
    expect(readHistory(box.ctx)).toEqual([]);
    await box.set({ GOPROXY: "off" });
    await box.undo();
    expect(fs.readFileSync(victim, "utf8")).toBe("theirs");
    expect(box.text()).toBeNull();
  });
});

describe("a value that an undo brought back", () => {
  it("is whose it was before", async () => {
    const box = changesBox();
    const chosen = () => ({
      changes: [
        { target: "go-env", file: box.file, key: "GOSUMDB", before: null, after: "off" } as const,
      ],
      chosen: ["GOSUMDB"],
    });
    await box.run("use", chosen);
    expect(choseItself(box.ctx, "GOSUMDB", "off")).toBe(true);
    await box.set({ GOSUMDB: "sum.golang.org" });
    await box.undo();
    expect(choseItself(box.ctx, "GOSUMDB", "off")).toBe(true);
    await box.undo();
    expect(choseItself(box.ctx, "GOSUMDB", "off")).toBe(false);
  });
});

describe("a disk that is full while a file is written in place", () => {
  const many = `${"# mine\n".repeat(500)}GOPROXY=direct\n`;

  it("costs nothing of the file: the old bytes go where they were", async () => {
    const box = changesBox({ content: many });
    fs.linkSync(box.file, path.join(box.home, "other-name"));
    let full = false;
    const writeSync = (fd: number, bytes: Buffer, ...rest: number[]) => {
      const [offset = 0, , place] = rest;
      if (typeof place !== "number" || bytes.length <= many.length) {
        return fs.writeSync(fd, bytes, offset, undefined, place);
      }
      if (full) throw refusal("ENOSPC");
      full = true;
      return fs.writeSync(fd, bytes, 0, 1000, 0);
    };
    const writeFileSync = (...args: Parameters<typeof fs.writeFileSync>) => {
      if (full) throw refusal("ENOSPC");
      fs.writeFileSync(...args);
    };
    const as = { ...box.ctx, fs: withFs(box.ctx.fs, { writeSync, writeFileSync }) };
    await expect(box.set({ GOPROXY: "x".repeat(3000) }, as)).rejects.toMatchObject({
      kind: "write-failed",
    });
    expect(full).toBe(true);
    expect(box.text()).toBe(many);
    expect(readHistory(box.ctx)).toEqual([]);
  });
});
