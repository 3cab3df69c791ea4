import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../../src/changes/history.ts";
import { tree } from "../../support/apply-plan.ts";
import { changesBox, envPlan, filePlan, refusal, textOf, withFs } from "../../support/changes.ts";

const isRoot = process.getuid?.() === 0;

describe("apply", () => {
  it("makes the file as go would, and its folders", async () => {
    const { set, text, file, ctx, folder } = changesBox();
    const applied = await set({ GOPROXY: "https://a.example,direct", GOSUMDB: null });
    expect(text()).toBe("GOPROXY=https://a.example,direct\n");
    expect(fs.statSync(file).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(fs.readdirSync(folder)).toEqual(["env"]);
    expect(applied.changes).toEqual([
      { target: "go-env", file, key: "GOPROXY", before: null, after: "https://a.example,direct" },
    ]);
    expect(applied.undo).toBe(`goproxy-cfg undo ${applied.id}`);
    expect(readHistory(ctx)).toMatchObject([{ id: applied.id, verb: "use", undone: false }]);
  });

  it("changes values and leaves the other bytes alone", async () => {
    const { set, text, writeEnv } = changesBox();
    writeEnv(Buffer.from("# mine\nGOPROXY=direct\n\n lower\xff=1\nGOFLAGS=-x", "latin1"));
    await set({ GOPROXY: "off", GOPRIVATE: "corp.example", GOFLAGS: null });
    expect(text()).toBe("# mine\nGOPROXY=off\n\n lower\xff=1\nGOPRIVATE=corp.example\n");
  });

  it("does nothing, and remembers nothing, where all is so already", async () => {
    const { set, writeEnv, stateFolder } = changesBox();
    writeEnv("GOPROXY=direct\n");
    expect(await set({ GOPROXY: "direct", GOSUMDB: null })).toEqual({
      changes: [],
      id: null,
      undo: null,
    });
    expect(fs.readdirSync(stateFolder)).toEqual(["lock.d"]);
    expect(fs.readdirSync(path.join(stateFolder, "lock.d"))).toEqual([]);
  });

  it("touches nothing at all in a dry run", async () => {
    const { run, ctx, file, root } = changesBox();
    const before = tree(root);
    const applied = await run(
      "use",
      () => envPlan(ctx, file, { GOPROXY: "off", GOSUMDB: null }),
      ctx,
      true,
    );
    expect(applied).toEqual({
      changes: [{ target: "go-env", file, key: "GOPROXY", before: null, after: "off" }],
      id: null,
      undo: null,
    });
    expect(tree(root)).toEqual(before);
  });

  it("keeps its own files to the user", async () => {
    const { set, stateFolder } = changesBox();
    fs.mkdirSync(stateFolder, { recursive: true, mode: 0o755 });
    fs.writeFileSync(path.join(stateFolder, "history.jsonl"), "", { mode: 0o644 });
    await set({ GOPROXY: "https://user:secret@a.example" });
    expect(fs.statSync(stateFolder).mode & 0o777).toBe(0o700);
    expect(fs.statSync(path.join(stateFolder, "history.jsonl")).mode & 0o777).toBe(0o600);
  });
});

describe("the file stays the one it was", () => {
  for (const mode of [0o600, 0o640, 0o664]) {
    it(`keeps mode ${mode.toString(8)}`, async () => {
      const { set, file, writeEnv } = changesBox();
      writeEnv("GOPROXY=direct\n", mode);
      await set({ GOPROXY: "off" });
      expect(fs.statSync(file).mode & 0o777).toBe(mode);
    });
  }

  it.skipIf(!isRoot)("keeps the owner (needs root)", async () => {
    const { set, file, writeEnv } = changesBox();
    writeEnv("GOPROXY=direct\n", 0o640);
    fs.chownSync(file, 1234, 2345);
    await set({ GOPROXY: "off" });
    expect(fs.statSync(file)).toMatchObject({ uid: 1234, gid: 2345 });
    expect(fs.statSync(file).mode & 0o777).toBe(0o640);
  });

  it.skipIf(!isRoot)("gives what it makes in a user's home to that user (needs root)", async () => {
    const { set, home, stateFolder, file } = changesBox();
    fs.chownSync(home, 1234, 2345);
    await set({ GOPRIVATE: "a.example,".repeat(4000) });
    const made = [file, stateFolder, path.join(stateFolder, "history.jsonl")];
    const backups = tree(path.join(stateFolder, "backups"));
    made.push(...Object.keys(backups).map((name) => path.join(stateFolder, "backups", name)));
    for (let folder = file; folder !== home; folder = path.dirname(folder)) made.push(folder);
    expect(made.filter((name) => fs.statSync(name).uid !== 1234)).toEqual([]);
  });

  it("is written in place where the owner cannot be kept", async () => {
    const { set, file, text, writeEnv, ctx } = changesBox();
    writeEnv("GOPROXY=direct\n");
    const { ino } = fs.statSync(file);
    const other = withFs(ctx.fs, {
      statSync: (...args: Parameters<typeof fs.statSync>) => {
        const stat = fs.statSync(...args);
        if (stat !== undefined && args[0] === file) stat.uid = 4321;
        return stat;
      },
      chownSync: () => {
        throw refusal("EPERM");
      },
    });
    await set({ GOPROXY: "off" }, { ...ctx, fs: other });
    expect(text()).toBe("GOPROXY=off\n");
    expect(fs.statSync(file).ino).toBe(ino);
  });

  it("follows links and keeps them", async () => {
    const { set, file, home, folder, write } = changesBox();
    const real = write("dot/files/goenv", "GOPROXY=direct\n");
    fs.mkdirSync(folder, { recursive: true });
    fs.symlinkSync("../../dot/link", file);
    fs.symlinkSync("files/goenv", path.join(home, "dot", "link"));
    await set({ GOPROXY: "off" });
    expect(fs.readFileSync(real, "utf8")).toBe("GOPROXY=off\n");
    expect(fs.readlinkSync(file)).toBe("../../dot/link");
    expect(fs.readdirSync(path.dirname(real))).toEqual(["goenv"]);
  });

  it("writes through a dangling link", async () => {
    const { set, file, home, folder } = changesBox();
    // `..` of the folder that the link leads to, not of the one that is named.
    fs.mkdirSync(path.join(home, "dot", "sub"), { recursive: true });
    fs.symlinkSync(path.join(home, "dot", "sub"), path.join(home, ".config"));
    fs.mkdirSync(folder);
    fs.symlinkSync("../../goenv", file);
    await set({ GOPROXY: "off" });
    expect(fs.readFileSync(path.join(home, "dot", "goenv"), "utf8")).toBe("GOPROXY=off\n");
    expect(fs.readlinkSync(file)).toBe("../../goenv");
  });

  it("keeps a hard link", async () => {
    const { set, file, home, text, writeEnv, folder } = changesBox();
    writeEnv("GOPROXY=https://a.example,https://b.example,direct\n");
    fs.linkSync(file, path.join(home, "second"));
    await set({ GOPROXY: "off" });
    expect(text()).toBe("GOPROXY=off\n");
    expect(fs.readFileSync(path.join(home, "second"), "utf8")).toBe("GOPROXY=off\n");
    expect(fs.readdirSync(folder)).toEqual(["env"]);
  });

  for (const code of ["EXDEV", "EPERM", "EBUSY"]) {
    it(`is written in place where a rename ends in ${code}`, async () => {
      const { set, file, text, writeEnv, ctx, folder } = changesBox();
      writeEnv("GOPROXY=direct\n");
      const { ino } = fs.statSync(file);
      const refusing = withFs(ctx.fs, {
        renameSync: () => {
          throw refusal(code);
        },
      });
      await set({ GOPROXY: "off" }, { ...ctx, fs: refusing });
      expect(text()).toBe("GOPROXY=off\n");
      expect(fs.statSync(file).ino).toBe(ino);
      expect(fs.readdirSync(folder)).toEqual(["env"]);
    });
  }

  it("is written in place where its folder is read-only", async () => {
    const { set, file, text, writeEnv, ctx, folder, stateFolder } = changesBox();
    writeEnv("GOPROXY=direct\n");
    const refusing = withFs(ctx.fs, {
      writeFileSync: (...args: Parameters<typeof fs.writeFileSync>) => {
        if (path.dirname(String(args[0])) === folder) throw refusal("EROFS");
        fs.writeFileSync(...args);
      },
    });
    await set({ GOPROXY: "off" }, { ...ctx, fs: refusing });
    expect(text()).toBe("GOPROXY=off\n");
    expect(fs.statSync(file).mode & 0o777).toBe(0o644);
    expect(fs.readdirSync(stateFolder).toSorted()).toEqual(["history.jsonl", "lock.d"]);
  });
});

describe("what cannot be written is left whole", () => {
  it("a read-only file, which a rename would not mind", async () => {
    const { set, text, writeEnv, ctx, folder, file } = changesBox();
    writeEnv("GOPROXY=direct\n");
    const refusing = withFs(ctx.fs, {
      accessSync: () => {
        throw refusal("EACCES");
      },
    });
    await expect(set({ GOPROXY: "off" }, { ...ctx, fs: refusing })).rejects.toMatchObject({
      kind: "write-failed",
      args: { file, reason: "EACCES: refused by the test" },
    });
    expect(text()).toBe("GOPROXY=direct\n");
    expect(fs.readdirSync(folder)).toEqual(["env"]);
    expect(readHistory(ctx)).toEqual([]);
  });

  it.each([
    ["a folder", (file: string) => fs.mkdirSync(file, { recursive: true }), /EISDIR/],
    ["a loop of links", loop, /ELOOP/],
    ["a pipe", (file: string) => pipe(file), /EINVAL/],
  ])("%s in its place", async (_, make, reason) => {
    const { set, file, ctx } = changesBox();
    make(file);
    const failure = await set({ GOPROXY: "off" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: "write-failed", args: { file } });
    expect((failure as { args: { reason: string } }).args.reason).toMatch(reason);
    expect(readHistory(ctx)).toEqual([]);
  });

  it("all files, where one of them cannot be written", async () => {
    const { run, ctx, file, writeEnv, write, home, rest } = changesBox();
    writeEnv("GOPROXY=direct\n");
    write(".bashrc", "mine\n");
    const gone = write(".old", "old\n");
    const before = rest();
    const refusing = withFs(ctx.fs, {
      renameSync: (from: string, to: string) => {
        if (to === file) throw refusal("ENOSPC");
        fs.renameSync(from, to);
      },
    });
    const bashrc = path.join(home, ".bashrc");
    const fresh = path.join(home, "new", "folder", "env.sh");
    const attempt = run(
      "use",
      () => {
        const plans = [
          filePlan(ctx, bashrc, "mine\nours\n"),
          filePlan(ctx, fresh, "ours\n", "env-file"),
          filePlan(ctx, gone, null),
        ];
        return {
          changes: [
            ...plans.flatMap(({ changes }) => changes),
            ...envPlan(ctx, file, { GOPROXY: "off" }).changes,
          ],
          edits: plans.flatMap(({ edits }) => edits ?? []),
        };
      },
      { ...ctx, fs: refusing },
    );
    await expect(attempt).rejects.toMatchObject({ kind: "write-failed", args: { file } });
    expect(rest()).toEqual(before);
    expect(readHistory(ctx)).toEqual([]);
  });

  it("a value that go refuses", async () => {
    const { set, folder, ctx } = changesBox();
    await expect(set({ GOPROXY: "a\nb" })).rejects.toMatchObject({ kind: "invalid-value" });
    expect(fs.existsSync(folder)).toBe(false);
    expect(readHistory(ctx)).toEqual([]);
  });

  it("after Ctrl-C", async () => {
    const abort = new AbortController();
    const { run, ctx, file, text, writeEnv, stateFolder, folder } = changesBox({
      ctx: { signal: abort.signal },
    });
    writeEnv("GOPROXY=direct\n");
    const attempt = run("use", () => {
      abort.abort();
      return envPlan(ctx, file, { GOPROXY: "off" });
    });
    await expect(attempt).rejects.toMatchObject({ kind: "interrupted" });
    expect(text()).toBe("GOPROXY=direct\n");
    expect(fs.readdirSync(folder)).toEqual(["env"]);
    expect(fs.readdirSync(path.join(stateFolder, "lock.d"))).toEqual([]);
  });
});

describe("while the copy is edited", () => {
  it("Ctrl-C is an interruption, not a copy that is gone", async () => {
    const abort = new AbortController();
    const { set, text, ctx, folder } = changesBox({
      content: "GOPROXY=direct\n",
      ctx: { signal: abort.signal },
    });
    const interrupted = withFs(ctx.fs, {
      writeFileSync: (...args: Parameters<typeof fs.writeFileSync>) => {
        fs.writeFileSync(...args);
        if (String(args[1]).includes("GOPROXY=off")) abort.abort();
      },
    });
    await expect(set({ GOPROXY: "off" }, { ...ctx, fs: interrupted })).rejects.toMatchObject({
      kind: "interrupted",
    });
    expect(text()).toBe("GOPROXY=direct\n");
    expect(fs.readdirSync(folder)).toEqual(["env"]);
  });

  it("a lock that somebody removed ends it", async () => {
    const { run, ctx, write, stateFolder } = changesBox();
    const gone = write(".old", "old\n");
    const attempt = run("use", () => {
      fs.rmSync(stateFolder, { recursive: true });
      return filePlan(ctx, gone, null);
    });
    await expect(attempt).rejects.toMatchObject({ kind: "locked" });
    expect(textOf(gone)).toBe("old\n");
  });
});

describe("beside programs that take no lock", () => {
  it("plans anew where one wrote while it planned", async () => {
    const { run, ctx, file, text, writeEnv } = changesBox();
    writeEnv("GOPROXY=direct\n");
    let planned = 0;
    const { changes } = await run("use", () => {
      const plan = envPlan(ctx, file, { GOPRIVATE: "corp.example" });
      if (planned++ === 0) writeEnv("GOPROXY=off\nGOPRIVATE=x.example\n");
      return plan;
    });
    expect(planned).toBe(2);
    expect(text()).toBe("GOPRIVATE=corp.example\nGOPROXY=off\n");
    expect(changes).toMatchObject([{ before: "x.example", after: "corp.example" }]);
  });

  it("starts over where one wrote before the rename", async () => {
    const { set, ctx, text, writeEnv, folder, stateFolder } = changesBox();
    writeEnv("GOPROXY=direct\n");
    let written = 0;
    const disturbed = withFs(ctx.fs, {
      fsyncSync: (fd: number) => {
        fs.fsyncSync(fd);
        if (written++ < 2) writeEnv(`GOPROXY=direct\nGOFLAGS=-p=${written}\n`);
      },
    });
    await set({ GOPROXY: "off" }, { ...ctx, fs: disturbed });
    expect(text()).toBe("GOFLAGS=-p=2\nGOPROXY=off\n");
    expect(fs.readdirSync(folder)).toEqual(["env"]);
    expect(textOf(path.join(stateFolder, "history.jsonl"))?.split("\n")).toHaveLength(3);
  });

  it("starts over where one wrote while the journal was written", async () => {
    const { set, ctx, text, writeEnv, folder } = changesBox();
    writeEnv("GOPROXY=direct\n");
    let synced = 0;
    const disturbed = withFs(ctx.fs, {
      fsyncSync: () => {
        if (++synced === 2) writeEnv("GOFLAGS=-x\n");
      },
    });
    await set({ GOPROXY: "off" }, { ...ctx, fs: disturbed });
    expect(text()).toBe("GOFLAGS=-x\nGOPROXY=off\n");
    expect(fs.readdirSync(folder)).toEqual(["env"]);
    expect(readHistory(ctx)).toHaveLength(1);
  });

  it("writes again what one took out in the moment after", async () => {
    const { set, ctx, text, writeEnv } = changesBox();
    writeEnv("GOPROXY=direct\n");
    let renamed = 0;
    const disturbed = withFs(ctx.fs, {
      renameSync: (from: string, to: string) => {
        fs.renameSync(from, to);
        if (renamed++ === 0) writeEnv("GOPROXY=direct\nGOFLAGS=-x\n");
      },
    });
    await set({ GOPROXY: "off" }, { ...ctx, fs: disturbed });
    expect(text()).toBe("GOFLAGS=-x\nGOPROXY=off\n");
    expect(readHistory(ctx)).toHaveLength(1);
  });

  it("sees that its change is there after all, behind one that was just writing", async () => {
    const { set, ctx, text, writeEnv, undo } = changesBox({ content: "GOPROXY=direct\n" });
    let renamed = 0;
    const disturbed = withFs(ctx.fs, {
      renameSync: (from: string, to: string) => {
        fs.renameSync(from, to);
        if (renamed++ === 0) writeEnv("");
      },
    });
    const slow = {
      ...ctx,
      fs: disturbed,
      sleep: (ms: number) => {
        if (text() === "") writeEnv("GOFLAGS=-x\nGOPROXY=off\n");
        return ctx.sleep(ms);
      },
    };
    const applied = await set({ GOPROXY: "off" }, slow);
    expect(applied.changes).toHaveLength(1);
    expect(readHistory(ctx)).toMatchObject([{ id: applied.id, undone: false }]);
    await undo();
    expect(text()).toBe("GOFLAGS=-x\nGOPROXY=direct\n");
  });

  it("gives up where one never stops", async () => {
    const { run, ctx, file, text, writeEnv } = changesBox();
    let count = 0;
    const attempt = run("use", () => {
      const plan = envPlan(ctx, file, { GOPROXY: "off" });
      writeEnv(`GOPROXY=${count++}\n`);
      return plan;
    });
    await expect(attempt).rejects.toMatchObject({ kind: "file-busy", args: { file } });
    expect(text()).toBe(`GOPROXY=${count - 1}\n`);
    expect(readHistory(ctx)).toEqual([]);
  });

  it("waits for a `go env -w` that has just emptied the file", async () => {
    const { file, writeEnv, text, ctx, run } = changesBox();
    writeEnv("");
    const slow = {
      ...ctx,
      sleep: (ms: number) => {
        if (fs.readFileSync(file).length === 0) writeEnv("GOFLAGS=-x\n");
        return ctx.sleep(ms);
      },
    };
    await run("use", () => envPlan(slow, file, { GOPROXY: "off" }), slow);
    expect(text()).toBe("GOFLAGS=-x\nGOPROXY=off\n");
  });
});

function loop(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.symlinkSync("env", file);
}

function pipe(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.symlinkSync("/dev/null", file);
}
