import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { parse } from "plist";
import { describe, expect, it } from "vitest";
import { planInstall, planRefresh } from "../../../src/shells/install.ts";
import type { StoredSettings } from "../../../src/shells/managed/files.ts";
import { shellStatus } from "../../../src/shells/status.ts";
import { planUninstall } from "../../../src/shells/uninstall.ts";
import { applyPlan, tree } from "../../support/apply-plan.ts";
import { hostile } from "../../support/hostile.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";

type Platform = "darwin" | "linux" | "win32";

/** A desktop on which no shell can be asked anything. */
function desktop(platform: Platform): Sandbox {
  const failure = { code: null, stdout: "", stderr: "", timedOut: false, failure: "ENOENT" };
  return sandbox({ ctx: { platform, exec: () => Promise.resolve(failure) } });
}

const storing = (GOPROXY: string): StoredSettings => ({
  set: [
    ["GOPROXY", GOPROXY],
    ["GOPRIVATE", "*.corp.com"],
  ],
  unset: ["GOSUMDB", "GONOPROXY", "GONOSUMDB"],
});
const cn = storing("https://goproxy.cn,direct");
const names: Record<"darwin" | "linux", string> = {
  darwin: "Library/LaunchAgents/goproxy-cfg.environment.plist",
  linux: ".config/environment.d/60-goproxy-cfg.conf",
};

async function install(box: Sandbox, stored = cn): Promise<void> {
  const { plan, notes } = await planInstall(box.ctx, [], stored, { gui: true });
  expect(notes).toEqual([]);
  applyPlan(plan);
}

/** The pairs that the agent gives to launchctl, from its arguments. */
function agent(box: Sandbox): { read: Record<string, unknown>; pairs: [string, string][] } {
  const read = parse(box.read(names.darwin)) as Record<string, unknown>;
  const args = (read["ProgramArguments"] as string[]).slice(4);
  const pairs = args.flatMap((key, at) => (at % 2 === 0 ? [[key, args[at + 1]!]] : []));
  return { read, pairs: pairs as [string, string][] };
}

describe("programs of the desktop", () => {
  it("macOS: an agent that runs launchctl setenv at login", async () => {
    const box = desktop("darwin");
    await install(box);
    const { read, pairs } = agent(box);
    expect(read).toEqual({
      Label: "goproxy-cfg.environment",
      ProgramArguments: expect.arrayContaining(["/bin/sh", "-c"]) as unknown,
      RunAtLoad: true,
    });
    expect(pairs).toEqual(cn.set);
  });

  it("macOS: any value arrives, through a real reader of property lists", async () => {
    const texts = fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ unit: "binary", maxLength: 30 }),
    );
    const able = texts.filter(
      // oxlint-disable-next-line no-control-regex
      (text) => text !== "" && !/[\0-\x08\n-\x1F\x7F\uFFFE\uFFFF]|\p{Surrogate}/u.test(text),
    );
    await fc.assert(
      fc.asyncProperty(able, async (value) => {
        const box = desktop("darwin");
        await install(box, storing(value));
        expect(agent(box).pairs).toEqual(storing(value).set);
      }),
      { numRuns: 150 },
    );
  });

  it.skipIf(!fs.existsSync("/bin/sh"))("macOS: what its shell does with the values", async () => {
    const box = desktop("darwin");
    const { execFileSync } = await import("node:child_process");
    for (const value of hostile.filter((one) => one !== "" && !/[\x1B\x07]/.test(one))) {
      await install(box, storing(value));
      const [file, ...args] = agent(box).read["ProgramArguments"] as string[];
      const print = args.map((arg) =>
        arg.replace("/bin/launchctl setenv", String.raw`printf '%s\0%s\0'`),
      );
      const out = execFileSync(file!, print, { encoding: "utf8" });
      expect(out.split("\0").slice(0, -1)).toEqual(storing(value).set.flat());
    }
  });

  it("a control character, which neither file can hold, is refused before anything is written", async () => {
    for (const platform of ["darwin", "linux"] as const) {
      const box = desktop(platform);
      await expect(
        planInstall(box.ctx, [], storing("\u001B[31m"), { gui: true }),
      ).rejects.toMatchObject({ kind: "uncarried-value", args: { reason: "control" } });
    }
  });

  for (const platform of ["darwin", "linux"] as const) {
    it(`${platform}: changes with the settings, and goes without a trace`, async () => {
      const box = desktop(platform);
      const before = tree(box.home);
      expect(planRefresh(box.ctx, cn).plan.edits).toEqual([]);
      await install(box);
      const file = path.join(box.home, names[platform]);
      expect(fs.statSync(file).mode & 0o777).toBe(0o600);
      const states = async (stored: StoredSettings) =>
        (await shellStatus(box.ctx, stored)).find(({ shell }) => shell === "gui")?.files;
      expect(await states(cn)).toEqual([{ path: file, state: "installed" }]);
      const off = storing("off");
      expect(await states(off)).toEqual([{ path: file, state: "outdated" }]);
      applyPlan(planRefresh(box.ctx, off).plan);
      expect(await states(off)).toEqual([{ path: file, state: "installed" }]);

      // A shell alone leaves it where it is.
      expect((await planUninstall(box.ctx, [])).plan.edits).toEqual([]);
      const { plan } = await planUninstall(box.ctx);
      expect(plan.changes).toMatchObject([{ target: "gui", file, after: null }]);
      applyPlan(plan);
      const left = Object.keys(tree(box.home)).filter((name) => /goproxy|environment/.test(name));
      expect(left).toEqual([]);
      expect(Object.keys(before)).toEqual([]);
    });

    it(`${platform}: somebody else's file of that name stays`, async () => {
      const box = desktop(platform);
      box.write(names[platform], "GOPROXY=mine\n");
      const { plan, notes } = await planInstall(box.ctx, [], cn, { gui: true });
      expect(plan.edits).toEqual([]);
      expect(notes).toMatchObject([{ code: "shell.refused", args: { reason: "foreign" } }]);
      expect(planRefresh(box.ctx, cn).plan.edits).toEqual([]);
      expect((await planUninstall(box.ctx)).plan.edits).toEqual([]);
    });
  }

  it("Windows has the registry", async () => {
    const { plan } = await planInstall(desktop("win32").ctx, [], cn, { gui: true });
    expect(plan).toEqual({ changes: [], edits: [] });
  });
});
