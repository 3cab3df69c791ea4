import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";
import { describeVerb } from "../../support/verb.ts";

const files = {
  "repo/.git/HEAD": "ref: refs/heads/main\n",
  "repo/.goproxyrc": "use: [goproxy.cn]\nprivate: [git.corp.example]\n",
};
const broken = { ...files, "repo/.goproxyrc": "use: [goproxy.cn\n" };
const cwd = "repo";

describeVerb("check", {
  "what differs from the team file": {
    line: ["check"],
    files,
    cwd,
    exit: 1,
    document: "Check",
    holds: { ok: false, trusted: false, violations: [] },
  },
  "where there is no team file": { line: ["check"], exit: 2, error: "usage" },
  "a team file that is no YAML": {
    line: ["check"],
    files: broken,
    cwd,
    exit: 2,
    error: "config-invalid",
  },
  "takes no operand": { line: ["check", "x"], files, cwd, exit: 2, error: "usage" },
});

describeVerb("apply", {
  "nobody consents": { line: ["apply"], files, cwd, exit: 2, error: "consent-required" },
  "dry: nothing is written": {
    line: ["apply", "-n"],
    files,
    cwd,
    exit: 0,
    holds: { dryRun: true },
  },
  "a team file that is no YAML": {
    line: ["apply"],
    files: broken,
    cwd,
    exit: 2,
    error: "config-invalid",
  },
  "takes no operand": { line: ["apply", "x"], files, cwd, exit: 2, error: "usage" },
});

const env = "GOPROXY=https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct\n";
const fresh = { "repo/.git/HEAD": "ref: refs/heads/main\n", "repo/cmd/main.go": "" };

/** A team file that `init` has written says to `check` that all is as it should be. */
const written = (line: string, text: string) => ({
  line: ["init"],
  files: { ...fresh, ".config/go/env": line },
  cwd: "repo/cmd",
  exit: 0,
  holds: {
    changes: [{ target: "user-config", before: null, after: expect.stringContaining(text) }],
  },
  writes: true as const,
});

describeVerb("init", {
  "a chain by its name": written(env, "\nuse: cn\n"),
  "mirrors by their names, and when go goes on": written(
    "GOPROXY=https://goproxy.cn,https://mirrors.aliyun.com/goproxy/,direct\n",
    "\nuse:\n  - goproxy.cn\n  - aliyun\nfallback: missing\n",
  ),
  "private modules and the checksum database": written(
    "GOPRIVATE=git.corp.example,*.team.example\nGOSUMDB=sum.golang.google.cn\n",
    '\nsumdb: cn\nprivate:\n  - git.corp.example\n  - "*.team.example"\n',
  ),
  "one address, and nothing behind it": written(
    "GOPROXY=https://a.example\n",
    "\nuse: https://a.example,off\n",
  ),
  "a list of more kinds than one, as it is": written(
    "GOPROXY=https://a.example,https://b.example|direct\n",
    "\nuse: https://a.example,https://b.example|direct\n",
  ),
  "a mirror of one's own is described": {
    ...written(
      "GOPROXY=https://corp.example/go,direct\n",
      "\nuse: corp\nmirrors:\n  - name: corp\n",
    ),
    files: {
      ...fresh,
      ".config/go/env": "GOPROXY=https://corp.example/go,direct\n",
      ".config/goproxy-cfg/config.json":
        '{"mirrors":[{"name":"corp","url":"https://corp.example/go","private":true}]}',
    },
  },
  "all is go's default": { line: ["init"], files: fresh, cwd, exit: 2, error: "usage" },
  "a password stays at home": {
    line: ["init"],
    files: { ...fresh, ".config/go/env": "GOPROXY=https://u:secret@a.example,direct\n" },
    cwd,
    exit: 2,
    error: "invalid-value",
  },
  "nobody consents to overwrite": {
    line: ["init"],
    files: { ...files, ".config/go/env": env },
    cwd,
    exit: 2,
    error: "consent-required",
  },
  "with consent, what is there is overwritten, broken or not": {
    line: ["init", "--yes"],
    files: { ...broken, ".config/go/env": env },
    cwd,
    exit: 0,
    holds: { changes: [{ before: broken["repo/.goproxyrc"] }] },
    writes: true,
  },
  "dry: nothing is written": {
    line: ["init", "-n"],
    files: { ...files, ".config/go/env": env },
    cwd,
    exit: 0,
    holds: { dryRun: true },
  },
});

it.each([
  env,
  "GOPROXY=https://goproxy.cn,https://mirrors.aliyun.com/goproxy/,direct\nGOSUMDB=sum.golang.google.cn\n",
  "GOPROXY=https://a.example,https://b.example|off\nGOPRIVATE=git.corp.example,*.corp.example\n",
  "GOPROXY=off\nGOSUMDB=off\n",
])(
  "what `init` wrote is what `check` finds, and `undo` takes the file away: %j",
  async (stored) => {
    const box = sandbox({ env: { PATH: "/nonexistent" } });
    box.write(".config/go/env", stored);
    expect(await run(box.ctx, ["init"])).toBe(0);
    expect(await run(box.ctx, ["check"])).toBe(0);
    expect(await run(box.ctx, ["undo"])).toBe(0);
    expect(() => box.read(".goproxyrc.yaml")).toThrow("ENOENT");
  },
);

it("a link in the place of the team file is not written through", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  box.write(".config/go/env", env);
  const victim = box.write("victim", "mine\n");
  fs.symlinkSync(victim, path.join(box.home, ".goproxyrc"));
  expect(await run(box.ctx, ["init", "--yes"])).toBe(2);
  expect(box.read("victim")).toBe("mine\n");
});

it("a name in a team file begins no line of its own in what is said of it", async () => {
  const box = sandbox();
  const file = box.write("repo/.goproxyrc.json", '{"x\\n✔ all is well":1}');
  expect(await run({ ...box.ctx, cwd: path.dirname(file) }, ["check"])).toBe(2);
  expect(box.stderr()).toContain("x ✔ all is well");
});
