import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TeamCheck } from "../../../src/verbs/team-here.ts";
import { clone } from "../../support/team.ts";

async function check(user: ReturnType<typeof clone>, ...argv: string[]) {
  const { code, stdout } = await user.cfg(["check", ...argv, "--json"]);
  return { code, ...(JSON.parse(stdout) as TeamCheck) };
}

describe("drift: in what the file names, and in nothing else", () => {
  it("each key with what it is and what it should be; apply takes it away", async () => {
    const user = clone(
      "use: [corp, cn]\nprivate: [corp.com/*]\nsumdb: cn\nmirrors:\n  - {name: corp, url: https://u:s3cret@corp.example}\n",
    );
    await user.cfg(["use", "off", "--no-verify"]);
    const found = await check(user);
    expect(found).toMatchObject({ code: 1, ok: false, file: user.file, sha256: user.sha256() });
    expect(found.drift).toMatchObject([
      {
        key: "GOPROXY",
        expected:
          "https://u:xxxxx@corp.example|https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct",
        actual: "off",
        origin: { kind: "file", line: 1 },
      },
      { key: "GOSUMDB", expected: "sum.golang.google.cn", actual: "sum.golang.org" },
      { key: "GOPRIVATE", expected: "corp.com/*", actual: "" },
    ]);
    expect((await user.cfg(["apply", "--trust", user.sha256()])).code).toBe(0);
    expect(await check(user)).toMatchObject({ code: 0, ok: true, drift: [], trusted: true });
    const told = await user.cfg(["check"]);
    expect(told.stdout).toContain("Everything is as");
    expect(JSON.stringify(told)).not.toContain("s3cret");
  });

  it("private patterns of other projects are no drift, and apply keeps them", async () => {
    const user = clone("private: [corp.com/*, git.corp.com/team]\n");
    await user.cfg(["private", "add", "other.org/x", "*.corp.com"]);
    expect((await check(user)).drift).toMatchObject([
      { key: "GOPRIVATE", expected: "other.org/x,*.corp.com,corp.com/*" },
    ]);
    await user.cfg(["apply", "--trust", user.sha256()]);
    expect(await check(user)).toMatchObject({ code: 0 });
    await user.cfg(["private", "remove", "corp.com/*"]);
    expect(await check(user)).toMatchObject({ code: 1 });
  });

  it("sumdb: default is go's own", async () => {
    const user = clone("sumdb: default\n");
    expect(await check(user)).toMatchObject({ code: 0 });
    await user.cfg(["use", "cn", "--sumdb", "off", "--no-verify"]);
    expect(await check(user)).toMatchObject({
      code: 1,
      drift: [{ key: "GOSUMDB", expected: "sum.golang.org", actual: "off" }],
    });
  });

  it("names the line that overrides it; apply is advised only where that helps", async () => {
    const user = clone("use: cn\n");
    const profile = user.write(".bashrc", "\nexport GOPROXY=off\n");
    const env = { ...user.env, GOPROXY: "off", SHELL: "/bin/bash" };
    const run = async (...argv: string[]) => (await user.cfg(["check", ...argv], { env })).stdout;
    expect((JSON.parse(await run("--json")) as TeamCheck).drift).toMatchObject([
      { key: "GOPROXY", origin: { kind: "os", setBy: { file: profile, line: 2 } } },
    ]);
    expect(await run()).toContain("goproxy-cfg apply");
    await user.cfg(["use", "cn", "--no-verify"]);
    const told = await run();
    expect(told).toContain("Remove the line ~/.bashrc:2 that sets GOPROXY");
    expect(told).not.toContain("goproxy-cfg apply");
  });

  it("the file of the repository is found from below; outside of it there is none", async () => {
    const user = clone("use: off\n");
    const below = `${user.repo}/a/b`;
    user.ctx.fs.mkdirSync(below, { recursive: true });
    expect((await user.cfg(["check"], { cwd: below })).code).toBe(1);
    user.ctx.fs.mkdirSync(`${below}/.git`);
    const none = await user.cfg(["check"], { cwd: below });
    expect(none).toMatchObject({ code: 2, stdout: "" });
    expect(none.stderr).toContain("There is no team file");
    user.ctx.fs.rmdirSync(`${user.repo}/.git`);
    expect((await user.cfg(["check"], { cwd: `${user.repo}/a` })).code).toBe(2);
    expect((await user.cfg(["check"])).code).toBe(1);
  });
});

it("a file that does not count is told", async () => {
  const almost = await clone("use: cn\n", ".goproxyrc.yml").cfg(["check"]);
  expect(almost).toMatchObject({ code: 2, stdout: "" });
  expect(almost.stderr).toMatch(/\.goproxyrc\.yml is not .* rename it to \.goproxyrc\.yaml/);
  const user = clone("sumdb: default\n", ".goproxyrc");
  user.writeTeam("use: cn\n", ".goproxyrc.yaml");
  const told = await user.cfg(["check"]);
  expect(told.code).toBe(0);
  expect(told.stderr).toMatch(/\.goproxyrc counts; .*\.goproxyrc\.yaml beside it is not read/);
  expect((await user.cfg(["check", "--json"])).stderr).toBe("");
});

describe("policy: the line of the offending setting, else of the policy", () => {
  const policies = `policy:
  allowedProxies: [corp, goproxy.cn]
  allowSumdbOff: false
  allowInsecureHttp: false
  requiredPrivate: [corp.com/*]
mirrors:
  - name: corp
    url: http://corp.example
`;
  it("of this machine", async () => {
    const user = clone(policies);
    await user.cfg([
      "use",
      "corp.example",
      "https://other.example",
      "http://corp.example",
      "goproxy.cn",
      "--sumdb",
      "off",
      "--no-verify",
    ]);
    const { violations, code } = await check(user);
    expect(code).toBe(1);
    expect(violations.map(({ policy, key, line, file }) => [policy, key, line, file])).toEqual([
      ["allowedProxies", "GOPROXY", 2, user.file],
      ["allowedProxies", "GOPROXY", 2, user.file],
      ["allowInsecureHttp", "GOPROXY", 4, user.file],
      ["allowSumdbOff", "GOSUMDB", 3, user.file],
      ["requiredPrivate", "GOPRIVATE", 5, user.file],
    ]);
    expect(violations[1]?.message).toContain("https://other.example");
  });

  it.each([
    ["GONOSUMDB=*", "GONOSUMDB"],
    ["GONOSUMDB=corp.com,*.org", "GONOSUMDB"],
    ["GOPRIVATE=*", "GOPRIVATE"],
    ["GOPRIVATE=github.com", "GOPRIVATE"],
    ["GOPRIVATE=golang.org", "GOPRIVATE"],
    ["GOPRIVATE=golang.org/x/*", "GOPRIVATE"],
    ["GOPRIVATE=*.golang.org,corp.com", "GOPRIVATE"],
    ["GONOSUMDB=github.com/[a-m]*", "GONOSUMDB"],
    ["GONOSUMDB=corp.com,gopkg.in", "GONOSUMDB"],
  ])("allowSumdbOff: false sees %s, which switches it off as well", async (line, key) => {
    const user = clone("policy:\n  allowSumdbOff: false\n");
    user.write(".config/go/env", `${line}\n`);
    const { code, violations } = await check(user);
    expect(code).toBe(1);
    expect(violations.map((one) => [one.policy, one.key, one.line])).toEqual([
      ["allowSumdbOff", key, 2],
    ]);
  });

  it("allowSumdbOff: false takes narrow patterns for what they are", async () => {
    const user = clone("policy:\n  allowSumdbOff: false\n");
    const narrow = "*.corp.com,github.com/acme/*,github.com/acme-*,go.corp.com/x,*.corp/*";
    user.write(".config/go/env", `GOPRIVATE=${narrow}\n`);
    expect(await check(user)).toMatchObject({ code: 0, violations: [] });
  });

  it("allowSumdbOff: false sees the file's own private patterns, by their line", async () => {
    const user = clone("policy:\n  allowSumdbOff: false\nprivate: [corp.com, golang.org]\n");
    user.write(".config/go/env", "GOPRIVATE=corp.com,golang.org\n");
    const { code, violations } = await check(user);
    expect(code).toBe(1);
    expect(violations.map((one) => [one.policy, one.key, one.line])).toEqual([
      ["allowSumdbOff", "GOPRIVATE", 3],
    ]);
  });

  it("of the file itself", async () => {
    const user = clone(`${policies}use:
  - goproxy.cn
  - aliyun
  - corp
sumdb: off
private: corp.com/team
`);
    const { violations } = await check(user);
    const own = violations.filter(({ line }) => line > 8);
    expect(own.map(({ policy, line }) => [policy, line])).toEqual([
      ["allowedProxies", 11],
      ["allowInsecureHttp", 12],
      ["allowSumdbOff", 13],
      ["requiredPrivate", 14],
    ]);
  });

  it("that is kept is none", async () => {
    const user = clone(policies.replace("http://", "https://"));
    await user.cfg(["use", "goproxy.cn", "https://corp.example/", "--no-verify"]);
    await user.cfg(["private", "add", "corp.com"]);
    expect(await check(user)).toMatchObject({ code: 0, violations: [] });
  });

  describe("requiredPrivate", () => {
    const both = "policy: {requiredPrivate: [https://git.corp.com/team, corp.com]}\n";
    const broken = async (user: ReturnType<typeof clone>) =>
      (await check(user)).violations.map(({ key, line, message }) => [
        key,
        line,
        message.split(" ")[0],
      ]);

    it("names all that are missing, as `private` would take them", async () => {
      expect(await broken(clone(both))).toEqual([["GOPRIVATE", 1, "git.corp.com/team,corp.com"]]);
    });

    it("is kept where the file's own patterns come beside those that are needed", async () => {
      const user = clone(`private: other.com\n${both}`);
      expect(await broken(user)).toEqual([["GOPRIVATE", 1, "git.corp.com/team,corp.com"]]);
      await user.cfg(["private", "add", "corp.com", "git.corp.com"]);
      expect((await user.cfg(["apply", "--trust", user.sha256()])).code).toBe(0);
      expect(await check(user)).toMatchObject({ code: 0 });
    });

    it.each([
      ["GONOPROXY=none", "https://goproxy.cn,direct", ["GONOPROXY"]],
      ["GONOPROXY=none", "https://corp.example,https://proxy.golang.org", ["GONOPROXY"]],
      ["GONOPROXY=none", "https://corp.example,direct", []],
      ["GONOSUMDB=none", "https://corp.example", ["GONOSUMDB"]],
      ["GOSUMDB=off\nGONOSUMDB=none", "direct", []],
    ])("%s behind %s: who is asked decides", async (line, proxy, keys) => {
      const user = clone(both);
      const file = `${user.home}/.config/go/env`;
      user.ctx.fs.mkdirSync(`${user.home}/.config/go`, { recursive: true });
      const patterns = "GOPRIVATE=corp.com,git.corp.com";
      user.ctx.fs.writeFileSync(file, `GOPROXY=${proxy}\n${patterns}\n${line}\n`);
      expect((await broken(user)).map(([key]) => key)).toEqual(keys);
    });
  });

  it("in words", async () => {
    const user = clone(policies);
    await user.cfg(["use", "https://other.example", "--no-verify"]);
    const { stdout } = await user.cfg(["check"]);
    expect(stdout).toContain(
      "repo/.goproxyrc.yaml:2: GOPROXY: https://other.example is not an allowed",
    );
    const chinese = await user.cfg(["check", "--lang", "zh"]);
    expect(chinese.stdout).toContain("https://other.example 不在允许的代理之列");
  });
});

describe("environments", () => {
  const text = (answers: string) => `use: goproxy.cn
private: corp.com
environments:
  office: {answers: "${answers}", use: [https://corp.example, goproxy.cn], fallback: missing}
  offline: {use: off}
`;
  const expected = (found: TeamCheck) => found.drift.find(({ key }) => key === "GOPROXY")?.expected;

  it("by flag, by variable, the flag first; what they do not name is the general", async () => {
    const user = clone(text("http://127.0.0.1:9/"), ".goproxyrc", {
      GOPROXY_CFG_ENVIRONMENT: "offline",
    });
    const office = await check(user, "-e", "office");
    expect(office.environment).toBe("office");
    expect(expected(office)).toBe("https://corp.example,https://goproxy.cn,direct");
    expect(office.drift.map(({ key }) => key)).toEqual(["GOPROXY", "GOPRIVATE"]);
    const offline = await check(user);
    expect(offline.environment).toBe("offline");
    expect(expected(offline)).toBe("off");
    const unknown = await user.cfg(["check", "--environment", "ofice"]);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain("office");
  });

  it("by what answers, which is asked only after consent", async () => {
    let asked = 0;
    const server = http.createServer((_, response) => {
      asked++;
      response.writeHead(403).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const user = clone(text(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
    expect(await check(user)).toMatchObject({ environment: null, trusted: false });
    expect(asked).toBe(0);
    expect(await check(user, "--trust", user.sha256())).toMatchObject({ environment: "office" });
    expect(asked).toBe(1);
  });

  it("none where nothing answers", async () => {
    const user = clone(text("http://127.0.0.1:9/"));
    expect(await check(user, "--trust", user.sha256())).toMatchObject({ environment: null });
  });
});

describe("a mistake is told with its place", () => {
  it.each([
    ["use: [goproxi.cn]\n", /:1:7: `use\[0\]`: .*goproxi\.cn.* Did you mean `goproxy\.cn`/],
    ["\nuse: cn\nprivat: x\n", /:3:1: `privat` .*Did you mean `private`/],
    ["use: cn\nuse: off\n", /:2:1: this key is there already/],
    ["use: cn\n\tsumdb: off\n", /:2:1: .*not valid YAML: tabs are not allowed/],
    ["use: cn\n---\nuse: off\n", /:3:1: .*not valid YAML: a second document/],
    ["use: &x cn\n", /:1:6: anchors and aliases/],
    ["use:\n  - cn\n  - aliyn\n", /:3:5: `use\[1\]`: .*Did you mean `aliyun`/],
    ["use: [direct, cn]\n", /:1:1: `use`: go ignores everything after/],
    ["use: []\n", /:1:1: `use` must be one or more mirrors/],
    ["use: [cn, auto]\n", /:1:11: `use\[1\]` must be .*not `auto`/],
    ["use: >\n  https://a.example,\n  direct\n", /:1:1: `use` must be one line of text/],
    ["private:\n- a.com\n- b.com:8080\n", /:3:3: `private\[1\]`: /],
    ["policy:\n  allowedProxies:\n  - cn\n  - aliyn\n", /:4:5: `policy.allowedProxies\[1\]`: /],
    ["policy: {requiredPrivate: [a.com, '[']}\n", /:1:35: `policy.requiredPrivate\[1\]`: /],
    ["use: [cn\n", /:\d:\d+: .*not valid YAML/],
    ["use: auto\n", /:1:1: `use` must be .*not `auto`/],
    ["use: ftp://x\n", /:1:1: `use`: .*invalid proxy URL scheme/],
    ["sumdb: no such key\n", /:1:1: `sumdb`/],
    ["private: ['https://[']\n", /:1:11: `private\[0\]`/],
    ["policy:\n  minGo: latest\n", /:2:3: `policy\.minGo` must be a version/],
    ["mirrors:\n- url: https://x\n", /:2:3: `mirrors\[0\]\.name`/],
    [
      "mirrors: [{name: a, url: https://x}, {name: a, url: https://y}]\n",
      /:1:38: `mirrors\[1\]`: `a` already .* Choose another name\.$/m,
    ],
    ["mirrors:\n- {name: cn, url: https://x}\n", /:2:3: `mirrors\[0\]`: `cn` already/],
    ["environments:\n  ci:\n    use: nonsense\n", /:3:5: `environments\.ci\.use`/],
  ])("%j", async (text, place) => {
    const refused = await clone(text).cfg(["check"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(place);
    expect(refused.stderr).toContain(".goproxyrc.yaml:");
  });

  it.each([
    ['{\n  "use": "cn",\n}\n', /:3:1: .*not valid JSON: unexpected "}"/],
    ['{"private": ["a.com",]}', /:1:22: .*not valid JSON: unexpected "]"/],
    ['{"use": "cn"', /:1:13: .*not valid JSON: unexpected end/],
    ['{"use": "cn", "use": "off"}', /:1:15: this key is there already/],
  ])("of JSON, too: %j", async (text, place) => {
    const refused = await clone(text, ".goproxyrc.json").cfg(["check"]);
    expect(refused.stderr).toMatch(place);
  });
});

describe("what validate knows of a value, check says too", () => {
  it("of what is set on this machine, with its line", async () => {
    const user = clone("policy: {}\n");
    user.write(
      ".config/go/env",
      "GOPROXY=https://gocenter.io,direct\nGOSUMDB=on\nGOPRIVATE=off\nGOINSECURE=*\n",
    );
    const env = { ...user.env, GOTOOLCHAIN: "1.23.7" };
    const { stdout, code } = await user.cfg(["check", "--json"], { env });
    const { notes, ok } = JSON.parse(stdout) as TeamCheck;
    expect([code, ok]).toEqual([0, true]);
    const file = `${user.home}/.config/go/env`;
    expect(notes).toMatchObject(
      [
        ["proxy.retired", "GOPROXY", file, 1],
        ["proxy.comma-fragile", "GOPROXY", file, 1],
        ["go.value-corrected", "GOPROXY", file, 1],
        ["sumdb.invalid", "GOSUMDB", file, 2],
        ["sumdb.misplaced", "GOSUMDB", file, 2],
        ["go.value-corrected", "GOSUMDB", file, 2],
        ["go.not-a-switch", "GOPRIVATE", file, 3],
        ["goinsecure.ineffective", "GOINSECURE", file, 4],
        ["private.too-broad", "GOINSECURE", file, 4],
        ["go.bricked", "GOTOOLCHAIN", null, null],
        ["go.value-corrected", "GOTOOLCHAIN", null, null],
      ].map(([named, key, place, line]) => ({ code: named, key, file: place, line })),
    );
    const told = (await user.cfg(["check"], { env })).stdout;
    expect(told).toContain("! ~/.config/go/env:1: GOPROXY: https://gocenter.io does not work");
    expect(told).toContain("What was probably meant: GOTOOLCHAIN=go1.23.7");
  });

  it("of the file's own values, and once where this machine has them", async () => {
    const user = clone(
      "use: ustc\nsumdb: cn\nprivate: [golang.org, '*.gitlab.com']\nmirrors: [{name: a, url: http://plain.example}]\n",
    );
    await user.cfg(["apply", "--trust", user.sha256()]);
    const { code, notes } = await check(user);
    expect(code).toBe(0);
    expect(notes.map((one) => [one.code, one.key, one.file, one.line])).toEqual([
      ["mirror.unverified", "GOPROXY", user.file, 1],
      ["sumdb.bypasses-proxy", "GOSUMDB", user.file, 2],
      ["private.catches-toolchain", "GOPRIVATE", user.file, 3],
      ["private.odd-pattern", "GOPRIVATE", user.file, 3],
      ["proxy.insecure-http", "GOPROXY", user.file, 4],
    ]);
  });

  it.each([
    ["private: ['off']\n", "no switch: `off`"],
    ["private: ['goproxy.cn']\n", "goproxy.cn"],
    ["sumdb: gosum.io+ce6e7565+AY5qEHUk/qmHc5btzW45JVoENfazw8LielDsaI+lEbq6\n", "gosum.io"],
    ["use: 'https://gocenter.io'\n", "Corrected form: https://proxy.golang.org"],
  ])("%s is refused as elsewhere, without a flag that no file has", async (text, said) => {
    const { code, stderr } = await clone(text).cfg(["check"]);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("--force");
  });
});
