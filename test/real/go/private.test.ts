import fs from "node:fs";
import path from "node:path";
import { describe, expect, test, type TestContext } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Changed, ErrorDocument, Finding, PrivateList, Why } from "../../../src/contract.ts";
import { startLab } from "../../support/lab/lab.ts";
import { binFile } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { startDirect } from "../../support/direct.ts";
import { onPath } from "../../support/found.ts";
import { realGo, runGo, since } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { terminal } from "../../support/tmux.ts";
import { type User, user } from "../../support/user.ts";

const module = "corp.example/team/app";

/** The document of `private add … --json`, with the exit code. */
async function add(someone: User, args: readonly string[], env: Env = {}) {
  const { code, stdout } = await someone.cfg(["private", "add", ...args, "--json"], { env });
  return { code, ...expectDocument<Changed>("Changed", stdout) };
}

const codesOf = (notes: readonly Finding[]) => notes.map(({ code }) => code);

/** Whether the real go keeps a module from the proxy and from the checksum database, started as the user does. */
async function isPrivate(context: TestContext, someone: User, env: Env = {}) {
  const go = need(context, realGo());
  const lab = await startLab();
  context.onTestFinished(() => lab.stop());
  const direct = await startDirect(lab.url("ok=direct"));
  context.onTestFinished(() => direct.stop());
  const cache = fs.mkdtempSync(path.join(someone.root, "cache-"));
  const run = await runGo(go, ["mod", "download", "-json", `${module}@v1.0.0`], {
    cwd: someone.root,
    env: {
      ...someone.env,
      ...direct.env,
      GOPROXY: lab.url("ok=proxy"),
      // Nobody is there, and no mirror of the lab serves it: what is to be verified fails.
      GOSUMDB: "sum.golang.org http://127.0.0.1:9",
      GOTOOLCHAIN: "local",
      GO111MODULE: "on",
      GOPATH: cache,
      GOFLAGS: "-modcacherw",
      ...env,
    },
  });
  const asked = lab.requests.filter((one) => one.module === module).map(({ mirror }) => mirror);
  expect(asked.length).toBeGreaterThan(0);
  return {
    direct: !asked.includes("ok=proxy"),
    unverified: run.code === 0,
  };
}

describe("a machine as it may be: private in effect, or exit 4 with the reason", () => {
  interface State {
    file?: string;
    env?: Env;
    args?: string[];
    exit: number;
    /** What is in the way, by the document. */
    told?: string[];
  }
  test.for<[string, State]>([
    ["nothing set", { exit: 0 }],
    ["GOPRIVATE in the file", { file: "GOPRIVATE=other.example\n", exit: 0 }],
    ["GOPRIVATE empty in the file", { file: "GOPRIVATE=\n", exit: 0 }],
    [
      "GOPRIVATE elsewhere in the environment",
      { env: { GOPRIVATE: "other.example" }, exit: 4, told: ["GOPRIVATE"] },
    ],
    ["GOPRIVATE in the environment has it", { env: { GOPRIVATE: "x.y,corp.example" }, exit: 0 }],
    ["GOPRIVATE empty in the environment", { env: { GOPRIVATE: "" }, exit: 0 }],
    [
      "GONOSUMDB in the file",
      { file: "GONOSUMDB=other.example\n", exit: 4, told: ["consent-required"] },
    ],
    [
      "GONOSUMDB in the file, --yes",
      { file: "GONOSUMDB=other.example\n", args: ["--yes"], exit: 0, told: ["private.folded"] },
    ],
    ["GONOSUMDB in the file has it", { file: "GONOSUMDB=corp.example\n", exit: 0 }],
    [
      "GONOSUMDB in the environment",
      { env: { GONOSUMDB: "other.example" }, exit: 4, told: ["GONOSUMDB"] },
    ],
    [
      "GONOSUMDB in both",
      {
        file: "GONOSUMDB=x.y\n",
        env: { GONOSUMDB: "other.example" },
        args: ["--yes"],
        exit: 4,
        told: ["GONOSUMDB"],
      },
    ],
    [
      "GONOPROXY=none in the file",
      { file: "GONOPROXY=none\n", exit: 4, told: ["consent-required"] },
    ],
    [
      "GONOPROXY=none in the file, --yes",
      { file: "GONOPROXY=none\n", args: ["--yes"], exit: 0, told: ["private.folded"] },
    ],
    [
      "GONOPROXY=none in the environment",
      { env: { GONOPROXY: "none" }, exit: 4, told: ["GONOPROXY"] },
    ],
    [
      "both lists in the file, --yes",
      { file: "GONOPROXY=a.b\nGONOSUMDB=c.d\n", args: ["--yes"], exit: 0 },
    ],
    ["GOENV=off", { env: { GOENV: "off" }, exit: 4, told: ["GOPRIVATE"] }],
  ])("%s", async ([, { file, env = {}, args = [], exit, told = [] }], context) => {
    const someone = user();
    // A GOPROXY that is everybody's: GONOPROXY=none beside it can only be a mistake.
    someone.write(".config/go/env", `GOPROXY=https://proxy.golang.org,direct\n${file ?? ""}`);
    const first = await add(someone, ["corp.example/*", "corp.example", ...args], env);
    expect(first.code).toBe(exit);
    const reasons = [...codesOf(first.notes), ...first.shadowedBy.map(({ key }) => key)];
    expect(reasons).toEqual(expect.arrayContaining(told));
    const real = await isPrivate(context, someone, env);
    expect(real.direct && real.unverified).toBe(exit === 0);

    const before = someone.stored();
    const second = await add(someone, ["corp.example/*", "corp.example", ...args], env);
    expect(second).toMatchObject({ code: exit, changes: [], undo: null });
    expect(codesOf(second.notes)).toContain("private.duplicate");
    expect(someone.stored()).toBe(before);
  });

  test("GONOPROXY=none beside a proxy of one's own is meant so: kept, exit 0", async () => {
    const someone = user();
    someone.write(".config/go/env", "GOPROXY=https://proxy.corp.example\nGONOPROXY=none\n");
    expect((await add(someone, ["corp.example", "--yes"])).code).toBe(0);
    expect(someone.stored()).toContain("GONOPROXY=none\n");
    const env = { GONOPROXY: "none" };
    expect(
      (await add(user(), ["corp.example"], { ...env, GOPROXY: "https://p.corp.example" })).code,
    ).toBe(0);
  });

  test("a person reads that nothing changed", async () => {
    const someone = user();
    await someone.cfg(["private", "add", "corp.example"]);
    const again = await someone.cfg(["private", "add", "corp.example"]);
    expect(again.stdout).toContain("Nothing to change");
    const chinese = await someone.cfg(["private", "add", "corp.example", "--lang", "zh"]);
    expect(chinese.stdout).toContain("无需改动");
  });

  test("the list of GOROOT/go.env is the beginning where the file has none", async (context) => {
    const go = need(context, realGo());
    since(context, go, 21, "GOROOT/go.env");
    const someone = user();
    const told = await runGo(go, ["env", "GOROOT"], { env: someone.env, cwd: someone.root });
    const root = path.join(someone.root, "goroot");
    fs.mkdirSync(root);
    for (const name of fs.readdirSync(told.stdout.trim())) {
      const from = path.join(told.stdout.trim(), name);
      if (name === "go.env") fs.cpSync(from, path.join(root, name));
      else fs.symlinkSync(from, path.join(root, name));
    }
    fs.appendFileSync(path.join(root, "go.env"), "GOPRIVATE=shipped.example\n");
    await add(someone, ["corp.example"], { GOROOT: root });
    expect(someone.stored()).toBe("GOPRIVATE=shipped.example,corp.example\n");
    const gone = ["private", "remove", "shipped.example", "corp.example"];
    expect((await someone.cfg(gone, { env: { GOROOT: root } })).code).toBe(0);
    expect(someone.stored()).toBe("GOPRIVATE=\n");
  });
});

test("50 at once: all 50 are there", { timeout: 240_000 }, async () => {
  const someone = user();
  const patterns = Array.from({ length: 50 }, (_, at) => `host${at}.example`);
  const runs = await Promise.all(
    patterns.map((pattern) => someone.cfg(["private", "add", pattern], { timeout: 200_000 })),
  );
  expect(runs.filter(({ code }) => code !== 0)).toEqual([]);
  const [line = ""] = (someone.stored() ?? "").trim().split("\n");
  expect(line.replace("GOPRIVATE=", "").split(",").toSorted()).toEqual(patterns.toSorted());
});

describe("what people paste", () => {
  test.for<[string, string]>([
    ["https://corp.example/team", "corp.example/team"],
    ["https://corp.example/team/app.git", "corp.example/team/app"],
    ["git@corp.example:team/app.git", module],
    ["ssh://git@corp.example/team/app", module],
    ["corp.example/", "corp.example"],
    ["corp.example/...", "corp.example"],
    ["corp.example/team/...", "corp.example/team"],
    ["CORP.example", "corp.example"],
    ["corp.example/team/app@v1.2.3", module],
    ["'corp.example'", "corp.example"],
    ["export GOPRIVATE=corp.example", "corp.example"],
    ["corp.example\\team", "corp.example/team"],
    ["{corp,other}.example", "corp.example,other.example"],
    ["corp.example/**", "corp.example/*"],
    // PowerShell makes it of a comma.
    ["corp.example other.example", "corp.example,other.example"],
  ])("%s is corrected aloud, and matches", async ([pasted, stored]) => {
    const someone = user();
    const { code, notes } = await add(someone, [pasted]);
    expect(code).toBe(0);
    const corrected = notes.find((note) => note.code === "private.corrected");
    expect(corrected?.args).toMatchObject({ patterns: stored });
    expect(corrected?.message).toContain(stored);
    expect(someone.stored()).toBe(`GOPRIVATE=${stored}\n`);
    const why = await someone.cfg(["why", module, "--json"]);
    expect(expectDocument<Why>("Why", why.stdout).private.matched).toBe(true);
  });

  test.for<[string, string]>([
    ["*.corp.example/*", "*.corp.example/*"],
    ["corp.example,other.example/x", "corp.example,other.example/x"],
    [" corp.example ", "corp.example"],
  ])("%j is fine as it is", async ([pasted, stored]) => {
    const someone = user();
    expect((await add(someone, [pasted])).code).toBe(0);
    expect(someone.stored()).toBe(`GOPRIVATE=${stored}\n`);
  });
});

describe("what can never match", () => {
  test.for([
    ["corp.example;other.example", "corp.example,other.example"],
    ["corp.example:8080/team", "corp.example/team"],
    ["https://corp.example:8443/team", "corp.example/team"],
    ["./corp.example/team", "corp.example/team"],
    ["/corp.example/team", "corp.example/team"],
    ["corp.example//team", "corp.example/team"],
    [".corp.example", "corp.example,*.corp.example"],
    ["corp.example|other.example", "corp.example,other.example"],
    ["!corp.example", null],
    ["corp.example/[a", null],
    [",", null],
    ["", null],
    ["file:///srv/git", null],
  ] as const)(
    "%j is refused with the form to write, and nothing is written",
    async ([input, corrected]) => {
      const someone = user();
      const run = await someone.cfg(["private", "add", input, "good.example", "--json"]);
      expect(run).toMatchObject({ code: 2, stdout: "" });
      const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
      expect(error.code).toBe("invalid-value");
      const [detail] = error.details as Finding[];
      expect([detail?.code, detail?.args["corrected"]]).toEqual([
        "private.never-matches",
        corrected,
      ]);
      if (corrected !== null) expect(`${error.message} ${error.hint}`).toContain(corrected);
      expect(someone.stored()).toBeNull();
    },
  );

  test.for(["*", "*.org", "github.com", "golang.org", "*.com/*"])(
    "%s is too broad without --force",
    async (pattern) => {
      const someone = user();
      const run = await someone.cfg(["private", "add", pattern, "--json"]);
      expect(run).toMatchObject({ code: 2, stdout: "" });
      const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
      expect(error.hint).toContain("--force");
      expect(someone.stored()).toBeNull();
      expect((await add(someone, [pattern, "--force"])).code).toBe(0);
      expect(someone.stored()).toBe(`GOPRIVATE=${pattern}\n`);
    },
  );

  test("a value over the limit: refused, nothing written", async () => {
    const someone = user();
    const many = (from: number) =>
      Array.from({ length: 3500 }, (_, at) => `host${from + at}.example`).join(",");
    expect((await add(someone, [many(10_000)])).code).toBe(0);
    const before = someone.stored();
    const run = await someone.cfg(["private", "add", many(20_000), many(30_000), "--json"]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
    expect(error.code).toBe("value-too-long");
    expect(someone.stored()).toBe(before);
  });
});

describe("subsumption, removal, undo", () => {
  test("what another pattern covers is left out, and said", async () => {
    const someone = user();
    await add(someone, ["corp.example/team", "*.corp.example"]);
    const { notes } = await add(someone, ["corp.example", "corp.example/*"]);
    expect(notes.filter(({ code }) => code === "private.subsumed").map(({ args }) => args)).toEqual(
      [
        { pattern: "corp.example/team", by: "corp.example" },
        { pattern: "corp.example/*", by: "corp.example" },
      ],
    );
    expect(someone.stored()).toBe("GOPRIVATE=*.corp.example,corp.example\n");
  });

  test("corp.example/* does not cover corp.example: said", async () => {
    const { notes } = await add(user(), ["corp.example/*"]);
    const apex = notes.find(({ code }) => code === "private.apex-not-covered");
    expect(apex?.args).toEqual({ pattern: "corp.example/*", apex: "corp.example" });
  });

  test("a removal that another pattern undoes is said", async () => {
    const someone = user();
    someone.write(".config/go/env", "GOPRIVATE=corp.example/*,*.example\n");
    const run = await someone.cfg(["private", "rm", "https://corp.example/*", "--json"]);
    expect(run.code).toBe(0);
    const { notes } = expectDocument<Changed>("Changed", run.stdout);
    expect(notes.find(({ code }) => code === "private.subsumed")?.args).toEqual({
      pattern: "corp.example/*",
      by: "*.example",
    });
    expect(someone.stored()).toBe("GOPRIVATE=*.example\n");
  });

  test("exit 4 where a variable of the environment keeps it private, and only there", async () => {
    const someone = user();
    for (const [value, exit] of [
      ["corp.example", 4],
      ["other.example", 0],
    ] as const) {
      someone.write(".config/go/env", "GOPRIVATE=corp.example/*\n");
      const env = { GOPRIVATE: value };
      const run = await someone.cfg(["private", "remove", "corp.example/*"], { env });
      expect([value, run.code]).toEqual([value, exit]);
    }
  });

  test("what is not there: said, nothing written", async () => {
    const someone = user();
    someone.write(".config/go/env", "GOPRIVATE=corp.example\n");
    const run = await someone.cfg(["private", "remove", "other.example", "--json"]);
    const { notes, changes } = expectDocument<Changed>("Changed", run.stdout);
    expect([codesOf(notes), changes]).toEqual([["private.not-listed"], []]);
  });

  test("a dry run shows the same changes and writes nothing; undo brings the folded lists back", async () => {
    const someone = user();
    const file = "GONOPROXY=a.example\nGONOSUMDB=b.example\nGOPRIVATE=c.example\n";
    someone.write(".config/go/env", file);
    const dry = await add(someone, ["corp.example", "--yes", "-n"]);
    expect(dry).toMatchObject({ dryRun: true, undo: null });
    expect(someone.stored()).toBe(file);
    const wet = await add(someone, ["corp.example", "--yes"]);
    expect(wet.changes).toEqual(dry.changes);
    expect(someone.stored()).toBe("GOPRIVATE=c.example,a.example,b.example,corp.example\n");
    expect((await someone.cfg(["undo"])).code).toBe(0);
    expect(someone.stored()).toBe(file);
  });

  test("the command in the note is one that can be run, and has no password", async () => {
    const someone = user();
    someone.write(".config/go/env", "GONOSUMDB=b.example\n");
    const { notes } = await add(someone, ["https://me:s3cret@corp.example/team"]);
    const consent = notes.find(({ code }) => code === "consent-required");
    expect(consent?.args["command"]).toBe("goproxy-cfg private add 'corp.example/team' --yes");
  });
});

describe("what a person sees", () => {
  test("validate explains each pattern with what it matches and what not", async () => {
    const run = await user().cfg([
      "validate",
      "GOPRIVATE=*.corp.example,corp.example/*,corp.example/...",
    ]);
    expect(run.stdout).toMatch(
      /\*\.corp\.example\s+✔ matches git\.corp\.example\S*\s+✖ not corp\.example\/lib/,
    );
    expect(run.stdout).toMatch(
      /corp\.example\/\*\s+✔ matches corp\.example\/lib\s+✖ not corp\.example\n/,
    );
    expect(run.stdout).toMatch(/corp\.example\/\.\.\.\s+✖ matches no module/);
  });

  test("current names the list that keeps a pattern from being in effect", async () => {
    const someone = user();
    someone.write(".config/go/env", "GOPRIVATE=corp.example\n");
    const plain = await someone.cfg(["current"]);
    expect(plain.stdout).toMatch(/corp\.example\s+✔ fetched directly\s+✔ not sent to the checksum/);
    const run = await someone.cfg(["current"], { env: { GONOPROXY: "none" } });
    expect(run.stdout).toMatch(/corp\.example\s+! asked at proxies: GONOPROXY lacks it\s+✔/);
    expect(run.stdout).not.toMatch(/^ +none /m);
    const chinese = await someone.cfg(["current", "--lang", "zh"]);
    expect(chinese.stdout).toContain("私有模块");
  });

  test("private list: each pattern with its examples, and what shadows it", async () => {
    const someone = user();
    someone.write(".config/go/env", "GOPRIVATE=corp.example/*\nGONOSUMDB=other.example\n");
    const env = { GOPRIVATE: "x.example" };
    const run = await someone.cfg(["private", "list", "--json"], { env });
    const { patterns, shadowedBy } = expectDocument<PrivateList>("PrivateList", run.stdout);
    expect(patterns[0]).toEqual({
      pattern: "corp.example/*",
      key: "GOPRIVATE",
      matches: "corp.example/lib",
      doesNotMatch: "corp.example",
    });
    expect(patterns[1]).toMatchObject({ pattern: "other.example", key: "GONOSUMDB" });
    expect(shadowedBy).toMatchObject([{ key: "GOPRIVATE", kind: "os", value: "x.example" }]);
  });
});

describe.skipIf(onPath("tmux") === null)(
  "at a terminal the lists in the way are asked about",
  () => {
    const file = "GONOSUMDB=other.example\n";
    test.for<[string, string[], number, string]>([
      ["yes", ["y"], 0, "GOPRIVATE=other.example,corp.example\n"],
      ["no", ["Enter"], 4, `${file}GOPRIVATE=corp.example\n`],
      ["Ctrl-C", ["C-c"], 130, file],
    ])("%s", async ([, keys, exit, stored]) => {
      const someone = user();
      someone.write(".config/go/env", file);
      const line = `'${process.execPath}' '${binFile()}' private add corp.example; echo exit=$?; read x`;
      const { env, home: cwd, root } = someone;
      const shell = await terminal(["sh", "-c", line], { env, cwd, root });
      await shell.shows(/GONOSUMDB=other\.example.*Fold/);
      expect(someone.stored()).toBe(file);
      await shell.keys(...keys);
      await shell.shows(new RegExp(`exit=${exit}$`, "m"));
      expect(someone.stored()).toBe(stored);
    });

    test("nothing in the way, or --yes: nothing is asked", async () => {
      const someone = user();
      someone.write(".config/go/env", file);
      const cfg = `'${process.execPath}' '${binFile()}' private add`;
      const line = `${cfg} other.example; echo one=$?; ${cfg} corp.example --yes; echo two=$?; read x`;
      const { env, home: cwd, root } = someone;
      const shell = await terminal(["sh", "-c", line], { env, cwd, root });
      await shell.shows(/one=0/);
      const seen = await shell.shows(/two=0/);
      expect(seen).not.toContain("Fold it");
    });
  },
);
