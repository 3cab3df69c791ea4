import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Context } from "../../../../src/context.ts";
import { download } from "../../../../src/go/machine/command.ts";
import { outcomeOf } from "../../../../src/doctor/run.ts";
import { reproduced } from "../../../../src/doctor/network.ts";
import { factsOf } from "../../../../src/doctor/facts.ts";
import { sandbox } from "../../../support/sandbox.ts";
import { stateOf } from "../../../support/state.ts";

type Exec = Context["exec"];

/** A go that writes down how it is started, and succeeds. */
function recorder() {
  const seen: { args: readonly string[]; cwd: string; mode: number; content: string[] }[] = [];
  const exec = ((_file, { args, cwd }) => {
    seen.push({ args, cwd, mode: fs.statSync(cwd).mode & 0o777, content: fs.readdirSync(cwd) });
    return Promise.resolve({ code: 0, stdout: "{}", stderr: "", timedOut: false });
  }) as Exec;
  return { seen, exec };
}

describe("the folder of a real download", () => {
  test("is new, empty and this user's alone, and gone afterwards", async () => {
    const { seen, exec } = recorder();
    const box = sandbox({ ctx: { exec, pid: 4242, elapsed: () => 1000 } });
    // As somebody else may have made it, who knows the process and the clock.
    const guessed = path.join(box.root, "goproxy-cfg-4242-1000");
    fs.mkdirSync(guessed);
    fs.writeFileSync(path.join(guessed, "go.mod"), "");
    await download(box.ctx, { path: "go" }, "--help@v1.0.0", box.env);
    const [{ args, cwd, mode, content }] = seen as [(typeof seen)[number]];
    expect(args.slice(-2)).toEqual(["--", "--help@v1.0.0"]);
    expect(path.dirname(cwd)).toBe(box.root);
    expect({ cwd: cwd === guessed, mode, content }).toEqual({
      cwd: false,
      mode: 0o700,
      content: [],
    });
    expect(fs.existsSync(cwd)).toBe(false);
  });

  test.for(["missing/x", "file/x", "file"])(
    "TMPDIR=%s: nothing is made or started",
    async (name) => {
      const { seen, exec } = recorder();
      const box = sandbox({ ctx: { exec } });
      fs.writeFileSync(path.join(box.root, "file"), "");
      const env = { ...box.env, TMPDIR: path.join(box.root, name) };
      const ctx = { ...box.ctx, env };
      await expect(download(ctx, { path: "go" }, "a.com/m@v1.0.0", env)).rejects.toThrow(name);
      expect(seen).toEqual([]);
      expect(fs.readdirSync(box.root).toSorted()).toEqual(["file", "home"]);
    },
  );

  test("the verdict does without a download that could not begin", async () => {
    const { exec } = recorder();
    const box = sandbox({ ctx: { exec } });
    const ctx = { ...box.ctx, env: { ...box.env, TMPDIR: path.join(box.root, "missing") } };
    const module = { module: "a.com/m", version: "v1.0.0" };
    const asking = { module, timeoutMs: 1, log: null, reproduces: true };
    const facts = factsOf(ctx, stateOf(box, { version: "1.26.8" }), null, asking);
    await expect(reproduced.of(facts, ctx)).rejects.toThrow("ENOENT");
    expect(await outcomeOf(facts)).toBeUndefined();
  });
});
