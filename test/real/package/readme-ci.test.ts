import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { parse as load } from "yaml";
import { describe, expect, test } from "vitest";
import { checkout } from "../../support/machine.ts";
import { type Done, runDockerfile, runPipeline, runWorkflow } from "../../support/pipeline.ts";
import { cn, prepared } from "../../support/promised.ts";
import { readers } from "../../support/readers.ts";
import { fileOf, type Reader, readPage } from "../../support/readme.ts";

const readme = readPage("README.md");
const ci = readPage("docs/ci.md");
const team = fileOf(readme, ".goproxyrc.yaml");
const sha256 = createHash("sha256").update(team).digest("hex");

const yaml = (text: string) => load(text) as never;
const ended = (done: Done[]) => done.map(({ ran }) => ran.code);

/** GOPROXY as go saw it in each step or job. */
const seen = (someone: Reader, done: Done[], key = "GOPROXY") =>
  Promise.all(done.map(({ env }) => someone.go(key, env)));

describe("GitHub", () => {
  test("env --as github: every step after it has the settings", async (ctx) => {
    const someone = prepared(ctx, "");
    const usual = await someone.go("GOPROXY");
    const done = await runWorkflow(someone, yaml(fileOf(readme, ".github/workflows/go.yml")));
    expect(ended(done)).toEqual([0, 0]);
    expect(await seen(someone, done)).toEqual([usual, cn]);
  });

  const workflow = yaml(fileOf(readPage("docs/ci.md"), ".github/workflows/team.yml"));

  test("a team file with the hash that the project knows: applied, checked, in effect", async (ctx) => {
    const someone = prepared(ctx, "");
    someone.write(".goproxyrc.yaml", team);
    const done = await runWorkflow(someone, workflow, { GOPROXYRC_SHA256: sha256 });
    expect(ended(done)).toEqual([0, 0, 0]);
    expect(done[1]?.ran.stdout).toContain("environment home");
    expect(await someone.go("GOPROXY")).toBe(cn);
    expect(await someone.go("GOPRIVATE")).toBe("corp.com,*.corp.com");
  });

  test("a pull request that changes the file ends there, and nothing is written", async (ctx) => {
    const someone = prepared(ctx, "");
    someone.write(".goproxyrc.yaml", team.replace("use: cn", "use: aliyun"));
    const done = await runWorkflow(someone, workflow, { GOPROXYRC_SHA256: sha256 });
    expect(ended(done)).toEqual([2]);
    expect(done[0]?.ran.stderr).toMatch(/consent to exactly this content/);
    expect(fs.existsSync(path.join(someone.home, ".config/go/env"))).toBe(false);
  });
});

describe("GitLab", () => {
  test("env --as gitlab: a report that later jobs have, and the one that writes it has not", async (ctx) => {
    const someone = prepared(ctx, "");
    const usual = await someone.go("GOPROXY");
    const { settings, test: later } = await runPipeline(
      someone,
      yaml(fileOf(readme, ".gitlab-ci.yml")),
    );
    expect(ended([settings!, later!])).toEqual([0, 0]);
    expect(settings?.env["GOPROXY"]).toBeUndefined();
    expect(await seen(someone, [later!])).toEqual([cn]);
    expect(usual).not.toBe(cn);
  });

  test("a team file: the settings of its environment, without go in the first job", async (ctx) => {
    const someone = prepared(ctx, "");
    someone.write(".goproxyrc.yaml", team);
    const pipeline = yaml(fileOf(ci, ".gitlab-ci.yml"));
    const { settings, test: later } = await runPipeline(someone, pipeline, {
      GOPROXY_CFG_TRUST: sha256,
    });
    expect(ended([settings!, later!])).toEqual([0, 0]);
    expect(await seen(someone, [later!])).toEqual([cn]);
    expect(await seen(someone, [later!], "GOPRIVATE")).toEqual(["corp.com,*.corp.com"]);
  });
});

describe("images", () => {
  test.for([
    ["README.md", "goproxy-cfg env cn --as dockerfile"],
    [
      "docs/ci.md",
      "goproxy-cfg use cn -q; goproxy-cfg private add corp.com '*.corp.com' -q; goproxy-cfg env --as dockerfile",
    ],
  ] as const)(
    "Dockerfile of %s: what is printed, and every RUN has it",
    async ([page, command], ctx) => {
      const dockerfile = fileOf(readPage(page), "Dockerfile");
      const printed = await prepared(ctx, "").sh(command);
      expect(`${dockerfile.match(/^ENV .*$/gm)?.join("\n") ?? ""}\n`).toBe(printed.stdout);
      const settings = readers["dockerfile"]?.(printed.stdout) ?? {};
      const someone = prepared(ctx, "");
      const done = await runDockerfile(someone, dockerfile);
      expect(ended(done)).toEqual([0, 0]);
      for (const [key, value] of Object.entries(settings)) {
        expect(await seen(someone, done, key)).toEqual([value, value]);
      }
      expect(settings["GOPROXY"]).toBe(cn);
    },
  );

  test("devcontainer.json holds what env --as devcontainer prints", async (ctx) => {
    const someone = prepared(ctx, "");
    const { stdout } = await someone.sh("goproxy-cfg env cn --as devcontainer");
    const example = fileOf(readPage("docs/ci.md"), ".devcontainer/devcontainer.json");
    expect(JSON.parse(example)).toMatchObject(JSON.parse(stdout) as object);
    expect(readers["devcontainer"]?.(example)).toEqual({ GOPROXY: cn });
  });
});

test("the team file is one for an editor, too: the schema that it names is in the package", () => {
  const [, schema = ""] = /\$schema=\.\/node_modules\/goproxy-cfg\/(\S+)/.exec(team) ?? [];
  const conforms = new Ajv({ strict: false }).compile(
    JSON.parse(fs.readFileSync(path.join(checkout(), schema), "utf8")) as object,
  );
  expect(conforms(load(team))).toBe(true);
  expect(conforms({ ...(load(team) as object), usse: "cn" })).toBe(false);
  const { files } = JSON.parse(fs.readFileSync(path.join(checkout(), "package.json"), "utf8")) as {
    files: string[];
  };
  expect(files).toContain(schema.split("/")[0]);
});
