import fs from "node:fs";
import path from "node:path";
import { validateAction } from "@action-validator/core";
import { beforeAll, describe, expect, it, type TestContext } from "vitest";
import { parse } from "yaml";
import type { Env } from "../../../src/context.ts";
import { binFile, type Ended, run } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { checkout } from "../../support/machine.ts";
import { readers } from "../../support/readers.ts";
import { type User, user } from "../../support/user.ts";

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { using: string; steps: { shell: string; env: Record<string, string>; run: string }[] };
}

let action: Action;
beforeAll(() => {
  action = parse(fs.readFileSync(path.join(checkout(), "action.yml"), "utf8")) as Action;
});

/** The package as npm would publish it. */
async function tarball(someone: User): Promise<string> {
  const cwd = path.dirname(path.dirname(binFile()));
  const line = ["npm", "pack", "--ignore-scripts", "--pack-destination", someone.root];
  const packed = await run(line, { env: someone.env, cwd });
  expect(packed).toMatchObject({ code: 0 });
  return path.join(someone.root, packed.stdout.trim());
}

/** Runs the steps as a runner does (actions/runner ScriptHandler: bash --noprofile --norc -e -o pipefail FILE). */
async function job(
  test: TestContext,
  inputs: Record<string, string>,
): Promise<{ ended: Ended; someone: User; later: Record<string, string> }> {
  test.skip(onPath("npx") === null || onPath("bash") === null, "no npx, or no bash");
  const someone = user();
  const given: Record<string, string> = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, of]) => [name, of.default])),
    version: `file:${await tarball(someone)}`,
    ...inputs,
  };
  const later = path.join(someone.root, "github-env");
  fs.writeFileSync(later, "");
  const temp = path.join(someone.root, "runner-temp");
  fs.mkdirSync(temp);
  let ended: Ended = { code: 0, signal: null, stdout: "", stderr: "" };
  for (const step of action.runs.steps) {
    const env: Env = {
      ...someone.env,
      npm_config_offline: "true",
      GITHUB_ENV: later,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(
        Object.entries(step.env).map(([name, value]) => [
          name,
          value.replaceAll(/\$\{\{ inputs\.(\w+) \}\}/g, (_, input: string) => given[input] ?? ""),
        ]),
      ),
    };
    const file = path.join(someone.root, "step.sh");
    fs.writeFileSync(file, step.run);
    const line = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", file];
    ended = await run(line, { env, cwd: someone.home });
    if (ended.code !== 0) break;
  }
  expect(fs.readdirSync(temp)).toEqual([]);
  return { ended, someone, later: readers["github"]!(fs.readFileSync(later, "utf8")) };
}

describe("the action of this repository", () => {
  it("is what the published schema of actions allows", () => {
    const text = fs.readFileSync(path.join(checkout(), "action.yml"), "utf8");
    expect(validateAction(text)).toMatchObject({ actionType: "action", errors: [] });
    expect(validateAction(text.replace("composite", "composit")).errors).not.toEqual([]);
  });

  it("is a composite one that starts nothing but the tool", () => {
    expect(action.runs.using).toBe("composite");
    expect(action.runs.steps.map(({ shell }) => shell)).toEqual(["bash"]);
  });

  it("sets GITHUB_ENV for the later steps, and nothing else on the runner", async (test) => {
    const { ended, someone, later } = await job(test, {
      mirrors: "goproxy.cn aliyun",
      private: "corp.com, *.corp.com",
      sumdb: "cn",
    });
    expect(ended).toMatchObject({ code: 0 });
    expect(later).toEqual({
      GOPROXY: "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct",
      GOPRIVATE: "corp.com,*.corp.com",
      GOSUMDB: "sum.golang.google.cn",
    });
    expect(fs.existsSync(path.join(someone.home, ".config", "go", "env"))).toBe(false);
    expect(fs.existsSync(path.join(someone.home, ".local", "state", "goproxy-cfg"))).toBe(false);
  });

  it("without inputs: what is recommended for China", async (test) => {
    const { later } = await job(test, {});
    expect(later["GOPROXY"]).toMatch(/^https:\/\/goproxy\.cn\|/);
  });

  it("a mirror that there is not fails the step, and nothing is set", async (test) => {
    const { ended, later } = await job(test, { mirrors: "goproxi.cn" });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("goproxy.cn");
    expect(later).toEqual({});
  });

  it("an input is data: nothing of it is run", async (test) => {
    const { ended, someone } = await job(test, { mirrors: "$(touch x) `touch y` ; touch z" });
    expect(ended.code).toBe(2);
    expect(fs.readdirSync(someone.home).filter((name) => name.length === 1)).toEqual([]);
  });
});
