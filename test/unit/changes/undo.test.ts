import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../../src/changes/history.ts";
import type { Plan } from "../../../src/plan.ts";
import { type Targets, targets } from "../../../src/changes/targets.ts";
import { planUndo } from "../../../src/changes/undo.ts";
import { tree } from "../../support/apply-plan.ts";
import { changesBox, envPlan, filePlan } from "../../support/changes.ts";

/** With a change to a whole file. */
function machine(handlers: Targets = targets) {
  const box = changesBox({ targets: handlers });
  const put = (name: string, text: string | null) =>
    box.run("shell install", () => filePlan(box.ctx, name, text));
  return { ...box, put };
}

describe("undo", () => {
  it("walks back to the exact bytes, step by step", async () => {
    const { set, undo, writeEnv, text } = machine();
    const start = "# mine\r\n export X=1\nGOPROXY=direct\r\n\n\n\xff\xfe=\nGOFLAGS=-x";
    writeEnv(Buffer.from(start, "latin1"));
    await set({ GOPROXY: "https://a.example", GOSUMDB: "off" });
    const between = text();
    await set({ GOPROXY: "https://b.example", GOFLAGS: null });
    expect((await undo()).changes).toMatchObject([
      { key: "GOPROXY", before: "https://b.example", after: "https://a.example" },
      { key: "GOFLAGS", before: null, after: "-x" },
    ]);
    expect(text()).toBe(between);
    await undo();
    expect(text()).toBe(start);
    await expect(undo()).rejects.toMatchObject({ kind: "nothing-to-undo", args: { id: null } });
  });

  it("takes away the file and the folders that were made", async () => {
    const { set, undo, rest } = machine();
    await set({ GOPROXY: "off" });
    await set({ GOPROXY: "direct" });
    await undo();
    await undo();
    expect(rest()).toEqual({});
  });

  it("leaves a folder in which somebody else has put something", async () => {
    const { set, undo, write, text, rest } = machine();
    await set({ GOPROXY: "off" });
    write(".config/other", "theirs");
    await undo();
    expect(text()).toBeNull();
    expect(Object.keys(rest())).toEqual([".config", ".config/other"]);
  });

  it("leaves a link as it was: dangling again", async () => {
    const { set, undo, file, home, rest } = machine();
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.symlinkSync(path.join(home, "elsewhere"), file);
    const before = rest();
    await set({ GOPROXY: "off" });
    expect(fs.existsSync(path.join(home, "elsewhere"))).toBe(true);
    await undo();
    expect(rest()).toEqual(before);
  });

  it("takes back only our values where somebody else has written since", async () => {
    const { set, undo, writeEnv, text } = machine();
    writeEnv("GOPROXY=direct\n");
    await set({ GOPROXY: "off", GOPRIVATE: "corp.example" });
    writeEnv(`# theirs\n${text()}GOFLAGS=-x\n`);
    const { changes } = await undo();
    expect(text()).toBe("# theirs\nGOFLAGS=-x\nGOPROXY=direct\n");
    expect(changes).toHaveLength(2);
  });

  it("refuses where the value itself was changed since, unless forced", async () => {
    const { set, undo, writeEnv, text, file } = machine();
    writeEnv("GOPROXY=direct\n");
    const { id } = await set({ GOPROXY: "off", GOSUMDB: "off" });
    writeEnv("GOPROXY=https://theirs.example\nGOSUMDB=off\n");
    await expect(undo()).rejects.toMatchObject({
      kind: "changed-since",
      args: { key: "GOPROXY", file },
    });
    expect(text()).toBe("GOPROXY=https://theirs.example\nGOSUMDB=off\n");
    await undo(undefined, true);
    expect(text()).toBe("GOPROXY=direct\n");
    await expect(undo(id!)).rejects.toMatchObject({ kind: "nothing-to-undo", args: { id } });
  });

  it("does not mind what is as it was before already", async () => {
    const { set, undo, writeEnv, text, ctx } = machine();
    writeEnv("GOPROXY=direct\n");
    await set({ GOPROXY: "off" });
    await set({ GOPRIVATE: "corp.example" });
    writeEnv("GOPROXY=off\n#\n");
    expect(await undo()).toMatchObject({ changes: [] });
    expect(readHistory(ctx).map(({ undone }) => undone)).toEqual([false, true, false]);
    await undo();
    expect(text()).toBe("GOPROXY=direct\n#\n");
  });

  it("brings back a value that go itself would refuse", async () => {
    const { set, undo, writeEnv, text } = machine();
    writeEnv("GOPROXY=direct\r\n");
    await set({ GOPROXY: "off" });
    writeEnv(`${text()}# theirs\n`);
    await undo();
    expect(text()).toBe("GOPROXY=direct\r\n# theirs\n");
  });

  it("of an older change leaves the newer ones", async () => {
    const { set, undo, rest, text } = machine();
    const first = await set({ GOPROXY: "off" });
    const second = await set({ GOPRIVATE: "corp.example" });
    await undo(first.id!);
    expect(text()).toBe("GOPRIVATE=corp.example\n");
    await undo(second.id!);
    // The first one had made the file: it goes with the last value.
    expect(rest()).toEqual({});
  });

  it("of an undo does it again", async () => {
    const { set, undo, text, ctx, rest } = machine();
    const { id } = await set({ GOPROXY: "off" });
    const undone = await undo();
    expect(text()).toBeNull();
    await undo(undone.id!);
    expect(text()).toBe("GOPROXY=off\n");
    expect(readHistory(ctx).find((past) => past.id === id)?.undone).toBe(false);
    await undo();
    expect(rest()).toEqual({});
    await expect(undo("nonsense")).rejects.toMatchObject({ kind: "nothing-to-undo" });
  });

  it("touches nothing in a dry run", async () => {
    const { set, run, ctx, root, file } = machine();
    await set({ GOPROXY: "off" });
    const before = tree(root);
    const { changes } = await run("undo", () => planUndo(ctx, undefined, false), ctx, true);
    expect(changes).toEqual([
      { target: "go-env", file, key: "GOPROXY", before: "off", after: null },
    ]);
    expect(tree(root)).toEqual(before);
  });

  it("is right after any series of changes", { timeout: 60_000 }, async () => {
    const key = fc.constantFrom("GOPROXY", "GOSUMDB", "GOPRIVATE");
    const value = fc.option(fc.constantFrom("off", "direct", "x"), { nil: null });
    const step = fc.oneof(
      fc.dictionary(key, value, { minKeys: 1 }),
      fc.constant("undo" as const),
      fc.constant("redo" as const),
    );
    const start = fc.option(fc.constantFrom("", "GOPROXY=x\nGOPROXY=off\n", "# x\n\nGOSUMDB=off"), {
      nil: null,
    });
    const steps = fc.array(step, { maxLength: 8 });
    const property = fc.asyncProperty(start, steps, async (content, list) => {
      const { set, undo, text, ctx } = changesBox({ content });
      // What the file held before each change that stands, and before each undo that may be undone.
      const stack: (string | null)[] = [];
      const redo: { id: string; held: string | null }[] = [];
      const seen: (string | null)[] = [];
      const expected: (string | null)[] = [];
      for (const one of [...list, ...list.map(() => "undo" as const)]) {
        const held = text();
        if (typeof one === "object") {
          if ((await set(one)).id === null) continue;
          stack.push(held);
          redo.length = 0;
        } else if (one === "undo" && stack.length > 0) {
          const { id } = await undo();
          redo.push({ id: id!, held });
          seen.push(text());
          expected.push(stack.pop()!);
        } else if (one === "redo" && redo.length > 0) {
          const last = redo.pop()!;
          await undo(last.id);
          seen.push(text());
          expected.push(last.held);
          stack.push(held);
        }
      }
      expect(seen).toEqual(expected);
      expect(text()).toBe(content);
      const standing = readHistory(ctx).filter(({ undone, verb }) => !undone && verb !== "undo");
      expect(standing).toEqual([]);
    });
    await fc.assert(property, { numRuns: 40 });
  });
});

describe("undo of whole files", () => {
  it("gives back the exact bytes, however many", async () => {
    const { put, undo, write } = machine();
    const mine = Buffer.alloc(100_000, Buffer.from("mine\xff\r\n", "latin1"));
    const rc = write(".bashrc", mine);
    fs.chmodSync(rc, 0o640);
    await put(rc, "replaced\n");
    await undo();
    expect(fs.readFileSync(rc).equals(mine)).toBe(true);
    expect(fs.statSync(rc).mode & 0o777).toBe(0o640);
  });

  it("makes a file again with the mode that it had", async () => {
    const { put, undo, write } = machine();
    const rc = write(".bashrc", "mine\n");
    fs.chmodSync(rc, 0o600);
    await put(rc, null);
    expect(fs.existsSync(rc)).toBe(false);
    await undo();
    expect(fs.readFileSync(rc, "utf8")).toBe("mine\n");
    expect(fs.statSync(rc).mode & 0o777).toBe(0o600);
  });

  it("takes back our lines where others were added since", async () => {
    const { put, undo, write } = machine();
    const rc = write(".bashrc", "mine\n");
    await put(rc, "mine\n# >>> ours\n# <<< ours\n");
    fs.appendFileSync(rc, "later\n");
    await undo();
    expect(fs.readFileSync(rc, "utf8")).toBe("mine\nlater\n");
  });
});

function registry() {
  const values = new Map<string, string>();
  let refuses = "";
  const handlers: Targets = {
    ...targets,
    registry: {
      kind: "values",
      read: (_, keys) =>
        Promise.resolve(new Map(keys.map((key) => [key, values.get(key) ?? null]))),
      write: (_, changes) => {
        for (const { key, after } of changes) {
          if (key === refuses) return Promise.reject(new Error("EPERM: policy"));
          if (after === null) values.delete(key);
          else values.set(key, after);
        }
        return Promise.resolve([]);
      },
    },
  };
  const box = machine(handlers);
  const plan = (wanted: Record<string, string | null>): Plan => ({
    changes: Object.entries(wanted).map(([key, after]) => ({
      target: "registry",
      file: null,
      key,
      before: values.get(key) ?? null,
      after,
    })),
  });
  return { ...box, values, plan, refuse: (key: string) => (refuses = key) };
}

describe("values that lie in no file", () => {
  it("are written and taken back", async () => {
    const { run, plan, values, undo } = registry();
    values.set("GOPROXY", "direct");
    const { changes } = await run("use", () => plan({ GOPROXY: "off", GOSUMDB: "x", GOVCS: null }));
    expect(changes).toHaveLength(2);
    expect(Object.fromEntries(values)).toEqual({ GOPROXY: "off", GOSUMDB: "x" });
    values.set("GOFLAGS", "theirs");
    await undo();
    expect(Object.fromEntries(values)).toEqual({ GOPROXY: "direct", GOFLAGS: "theirs" });
  });

  it("are left alone where they were changed since", async () => {
    const { run, plan, values, undo } = registry();
    await run("use", () => plan({ GOPROXY: "off" }));
    values.set("GOPROXY", "theirs");
    await expect(undo()).rejects.toMatchObject({
      kind: "changed-since",
      args: { key: "GOPROXY", file: null },
    });
  });

  it("go back with the files where one of them cannot be written", async () => {
    const { run, plan, values, refuse, ctx, file, text, rest } = registry();
    values.set("GOPROXY", "direct");
    refuse("GOSUMDB");
    const both = () => ({
      changes: [
        ...envPlan(ctx, file, { GOPROXY: "off" }).changes,
        ...plan({ GOPROXY: "off", GOSUMDB: "x" }).changes,
      ],
    });
    await expect(run("use", both)).rejects.toMatchObject({
      kind: "write-failed",
      args: { reason: "EPERM: policy" },
    });
    expect(text()).toBeNull();
    expect(rest()).toEqual({});
    expect(Object.fromEntries(values)).toEqual({ GOPROXY: "direct" });
    expect(readHistory(ctx)).toEqual([]);
  });
});

describe("undo --force", () => {
  const block = (text: string) =>
    `# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers\n${text}\n# <<< goproxy-cfg <<<\n`;

  it("takes our block by its markers, and no line of the user's", async () => {
    const { put, undo, write } = machine();
    const rc = write(".bashrc", "alias a=1\n");
    await put(rc, `alias a=1\n\n${block("then . x")}`);
    fs.writeFileSync(rc, `alias a=1\nalias b=2\n\n${block("then  .  x")}export IMPORTANT=1\n`);
    await expect(undo()).rejects.toMatchObject({ kind: "changed-since" });
    await undo(undefined, true);
    expect(fs.readFileSync(rc, "utf8")).toBe("alias a=1\nalias b=2\nexport IMPORTANT=1\n");
  });

  it("refuses where our part cannot be told", async () => {
    const { put, undo, write } = machine();
    const rc = write(".bashrc", "mine\n");
    await put(rc, "mine\n# ours 1\n# ours 2\n");
    fs.writeFileSync(rc, "mine\n# ours 1\ntheirs\n# ours 2\n");
    await expect(undo(undefined, true)).rejects.toMatchObject({
      kind: "changed-since",
      args: { unclear: true },
    });
    expect(fs.readFileSync(rc, "utf8")).toBe("mine\n# ours 1\ntheirs\n# ours 2\n");
  });
});

describe("undo in any order", () => {
  it("names the later change that wrote the same lines", async () => {
    const { put, undo, write } = machine();
    const rc = write("env.sh", "start\n");
    const first = await put(rc, "one\n");
    const second = await put(rc, "two\n");
    const refused = { kind: "changed-since", args: { later: second.id } };
    await expect(undo(first.id!)).rejects.toMatchObject(refused);
    await expect(undo(first.id!, true)).rejects.toMatchObject(refused);
    await undo(second.id!);
    await undo(first.id!);
    expect(fs.readFileSync(rc, "utf8")).toBe("start\n");
  });

  it(
    "ends in the bytes of the start, with `undo ID` and --force",
    { timeout: 120_000 },
    async () => {
      const key = fc.constantFrom("GOPROXY", "GOSUMDB", "GOPRIVATE");
      const value = fc.option(fc.constantFrom("off", "direct", "x"), { nil: null });
      const step = fc.oneof(
        fc.record({ set: fc.dictionary(key, value, { minKeys: 1 }) }),
        fc.record({ put: fc.constantFrom("mine\n", "mine\na\n", "b\nmine\n", "c\nd\n") }),
        fc.record({ undo: fc.nat(9), force: fc.boolean() }),
      );
      const start = fc.option(
        fc.constantFrom("", "GOPROXY=x\nGOPROXY=off\n", "# x\r\n\nGOSUMDB=off"),
        { nil: null },
      );
      const steps = fc.array(step, { maxLength: 12 });
      const property = fc.asyncProperty(start, steps, async (content, list) => {
        const { set, run, undo, write, text, ctx } = changesBox({ content });
        const rc = write(".bashrc", "mine\n");
        for (const one of list) {
          if ("set" in one) await set(one.set);
          else if ("put" in one) await run("shell install", () => filePlan(ctx, rc, one.put));
          else {
            const undoable = readHistory(ctx).filter(
              ({ undone, verb }) => !undone && verb !== "undo",
            );
            const { id } = undoable[one.undo % Math.max(1, undoable.length)] ?? {};
            if (id === undefined) continue;
            await undo(id, one.force).catch((error: unknown) => {
              expect(error).toMatchObject({ args: { later: expect.any(String) as string } });
            });
          }
        }
        for (;;) {
          const left = readHistory(ctx).filter(({ undone, verb }) => !undone && verb !== "undo");
          if (left.length === 0) break;
          await undo();
        }
        expect(text()).toBe(content);
        expect(fs.readFileSync(rc, "utf8")).toBe("mine\n");
      });
      await fc.assert(property, { numRuns: Number(process.env["FUZZ_RUNS"] ?? 60) });
    },
  );
});
