import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { run } from "../../../../src/main.ts";
import { sandbox } from "../../../support/sandbox.ts";

it.each(["EMFILE", "ENFILE", "EAGAIN", "ENOMEM"])(
  "a system that can start nothing (%s) is no machine without go: nothing is written by rule",
  async (failure) => {
    const box = sandbox();
    const go = box.write("bin/go", "");
    fs.chmodSync(go, 0o755);
    const ended = { code: null, stdout: "", stderr: "", timedOut: false, failure };
    const ctx = {
      ...box.ctx,
      env: { ...box.env, PATH: path.dirname(go) },
      exec: () => Promise.resolve(ended),
    };
    expect(await run(ctx, ["use", "cn", "--no-verify"])).toBe(3);
    expect(box.stderr()).toContain(failure);
    expect(box.stderr()).not.toContain("No go");
    expect(fs.existsSync(path.join(box.home, ".config", "go"))).toBe(false);
  },
);
