import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { CheckResult, Doctor, WhyAll } from "../../../src/contract.ts";
import { expectDocument } from "../../support/contract.ts";
import { realGo, runGo } from "../../support/go.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { infoOf, modOf, zipOf } from "../../support/lab/modules.ts";
import { need } from "../../support/machine.ts";
import { type User, user } from "../../support/user.ts";

const nobody =
  'Get "https://proxy.golang.org/rsc.io/sampler/@v/v1.3.0.info": dial tcp: lookup proxy.golang.org: no such host';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.stop());

/** What `doctor --log` says of a log, with the network checks on. */
async function read(log: string, env: Env) {
  const someone: User = user({ GOSUMDB: "off", ...env });
  const file = path.join(someone.home, "build.log");
  fs.writeFileSync(file, log);
  const { code, stdout } = await someone.cfg(["doctor", "--log", file, "--skip", "go", "--json"]);
  const doc = expectDocument<Doctor>("Doctor", stdout);
  const check = doc.checks.find(({ id }): boolean => id === "log") as CheckResult;
  const fixes = doc.checks.flatMap(({ findings }) =>
    findings.flatMap(({ fix }) => fix?.command ?? []),
  );
  return { code, doc, check, fixes };
}

describe("a log, read where the network is as it is now", () => {
  test("of gopls: the module that failed is asked for, not the workspace that it makes up", async () => {
    const log = `go: golang.org/x/tools@v1.9999999.0-goplsworkspace requires\n\trsc.io/sampler@v1.3.0: ${nobody}\n`;
    const { code, doc, check } = await read(log, { GOPROXY: lab.url("ok") });
    expect(doc.outcome).toMatchObject({ module: "rsc.io/sampler@v1.3.0", ok: true });
    expect(check.findings).toMatchObject([{ code: "net.dns", severity: "warning" }]);
    expect(code).toBe(0);
  });

  test("of a module that requires the one that failed", async () => {
    const log = `go: github.com/acme/app@v0.0.0 requires\n\trsc.io/sampler@v1.3.0: ${nobody}\n`;
    const { doc } = await read(log, { GOPROXY: lab.url("ok") });
    expect(doc.outcome).toMatchObject({ module: "rsc.io/sampler@v1.3.0", ok: true });
  });

  test("of a package's path: its module is found above it, as go does", async () => {
    const log =
      'go get rsc.io/quote/buggy: module rsc.io/quote/buggy: Get "https://proxy.golang.org/rsc.io/quote/buggy/@v/list": dial tcp 142.250.1.1:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time\n';
    const someone = user();
    const folder = path.join(someone.home, "served", "rsc.io", "quote", "@v");
    fs.mkdirSync(folder, { recursive: true });
    const files = {
      list: "v1.5.2\n",
      "v1.5.2.info": infoOf("v1.5.2"),
      "v1.5.2.mod": modOf("rsc.io/quote"),
      "v1.5.2.zip": zipOf("rsc.io/quote", "v1.5.2"),
    };
    for (const [name, body] of Object.entries(files))
      fs.writeFileSync(path.join(folder, name), body);
    const { code, doc } = await read(log, { GOPROXY: `file://${someone.home}/served` });
    expect(doc.outcome).toMatchObject({ module: "rsc.io/quote@v1.5.2", ok: true });
    expect(code).toBe(0);
  });

  test("of a replacement: that is what go asks for, and it still fails", async () => {
    const log =
      "go: rsc.io/quote@v1.5.2 (replaced by rsc.io/gone@v1.0.9): reading https://goproxy.cn/rsc.io/gone/@v/v1.0.9.info: 404 Not Found\n";
    const { code, doc } = await read(log, { GOPROXY: lab.url("404") });
    expect(doc.outcome).toMatchObject({ module: "rsc.io/gone@v1.0.9", ok: false });
    expect(code).toBe(1);
  });

  test("of a private module: what the mirror quotes is not this machine's, and no other mirror is named", async () => {
    const log = `go: git.corp.example/team/app@v1.0.0: reading ${lab.url("404")}/git.corp.example/team/app/@v/v1.0.0.info: 404 Not Found
\tserver response: not found: git.corp.example/team/app@v1.0.0: unrecognized import path "git.corp.example/team/app": https fetch: Get "https://git.corp.example/team/app?go-get=1": dial tcp: lookup git.corp.example on 8.8.8.8:53: no such host
`;
    const { code, doc, fixes } = await read(log, { GOPROXY: lab.url("404") });
    const codes = doc.checks.flatMap(({ findings }) => findings.map((found) => found.code));
    expect(codes).not.toContain("net.dns");
    expect(fixes).toContain("goproxy-cfg private add git.corp.example");
    expect(fixes.filter((command) => command.startsWith("goproxy-cfg use"))).toEqual([]);
    expect(code).toBe(1);
  });

  test("of a private module with a way past the mirror: nobody else is to be asked for it", async (context) => {
    need(context, realGo());
    const someone = user({ GOPROXY: `${lab.url("404")},direct`, GOSUMDB: "off" });
    const line = ["doctor", "--module", "git.corp.example/team/app@v1.0.0", "--skip", "go"];
    const { code, stdout } = await someone.cfg([...line, "--json"]);
    const { checks } = expectDocument<Doctor>("Doctor", stdout);
    const fixes = checks.flatMap(({ findings }) =>
      findings.flatMap(({ fix }) => fix?.command ?? []),
    );
    expect(fixes.filter((command) => command.startsWith("goproxy-cfg use"))).toEqual([]);
    expect(code).toBe(1);
  });

  test("of a query: the version that the mirror's list has is asked for", async () => {
    const log = `go: rsc.io/quote@latest: ${nobody.replaceAll("sampler/@v/v1.3.0.info", "quote/@v/list")}\n`;
    const { code, doc } = await read(log, { GOPROXY: lab.url("ok") });
    expect(doc.outcome).toMatchObject({ module: "rsc.io/quote@v1.2.0", ok: true });
    expect(code).toBe(0);
  });

  test("of a mirror before another: what helps is not to lose the other", async () => {
    const someone = user({ GOPROXY: undefined, GOSUMDB: undefined });
    const [ill, well] = [lab.url("500"), lab.url("ok")];
    const log = `go: rsc.io/quote@v1.2.0: reading ${ill}/rsc.io/quote/@v/v1.2.0.info: 500 Internal Server Error\n`;
    someone.write(".config/go/env", `GOPROXY=${ill},${well}\nGOSUMDB=off\n`);
    const run = await someone.cfg(["doctor", "--log", "-"], { input: log });
    const next = /^Next: (.*)$/m.exec(run.stdout)?.[1];
    expect(next?.replaceAll('"', "'")).toBe(`goproxy-cfg use '${ill}|${well}'`);
  });

  test("of a go.sum that is not here: the hash that go quotes is compared with what the mirrors have", async () => {
    const log = `verifying rsc.io/quote@v1.2.0: checksum mismatch
\tdownloaded: h1:${"b".repeat(43)}=
\tgo.sum:     h1:${"a".repeat(43)}=

SECURITY ERROR
This download does NOT match an earlier download recorded in go.sum.
`;
    const { code, doc } = await read(log, { GOPROXY: `${lab.url("ok")},${lab.url("origin")}` });
    const found = doc.checks.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity === "error"),
    );
    expect(found).toMatchObject([{ code: "sumdb.mismatch", args: { odd: "go.sum" } }]);
    expect(code).toBe(1);
  });

  test("never counts as passed: another failure here does not hide its own", async () => {
    const log =
      "go: rsc.io/quote@v1.5.2: reading https://goproxy.cn/rsc.io/quote/@v/v1.5.2.info: 404 Not Found\n";
    const { check } = await read(log, { GOPROXY: lab.url("500") });
    expect(check).toMatchObject({ status: "fail", findings: [{ code: "net.status" }] });
  });

  test("that nobody understands is said as that, exit 1", async () => {
    const log =
      'go: rsc.io/quote@v1.5.2: Get "https://goproxy.cn/rsc.io/quote/@v/v1.5.2.info": gremlins\n';
    const { code, doc, check } = await read(log, { GOPROXY: lab.url("ok") });
    expect(check.findings).toMatchObject([{ code: "log.not-understood", severity: "warning" }]);
    expect([code, doc.ok]).toEqual([1, false]);
  });
});

describe("what the real go prints here is read back", () => {
  const asked = ["mod", "download", "rsc.io/quote@v1.5.2"];
  const rows: [situation: string, env: () => Env, code: string, args?: string[]][] = [
    ["GOPROXY=off", () => ({ GOPROXY: "off" }), "proxy.off"],
    ["a list without entries", () => ({ GOPROXY: "," }), "proxy.empty"],
    ["no scheme", () => ({ GOPROXY: "bogus-path" }), "proxy.invalid"],
    ["a blank for a comma", () => ({ GOPROXY: "https://goproxy.cn direct" }), "proxy.invalid"],
    [
      "a database that is none",
      () => ({ GOPROXY: lab.url("ok"), GOSUMDB: "nonsense here" }),
      "sumdb.invalid",
    ],
    ["nobody listens", () => ({ GOPROXY: "http://127.0.0.1:9" }), "net.refused"],
    [
      "a dead HTTP proxy",
      () => ({ GOPROXY: "https://goproxy.example", HTTPS_PROXY: "http://127.0.0.1:9" }),
      "net.http-proxy",
    ],
    ["a folder that is not there", () => ({ GOPROXY: "file:///nowhere/at/all" }), "net.status"],
    [
      "a cache in a file",
      () => ({ GOPROXY: lab.url("ok"), GOMODCACHE: "/dev/null/cache" }),
      "cache.unwritable",
    ],
    ["modules switched off", () => ({ GO111MODULE: "off" }), "go.module-mode"],
    [
      "GOVCS without git",
      () => ({ GOPROXY: "direct", GOVCS: "*:off" }),
      "govcs.invalid",
      ["mod", "download", "github.com/acme/lib@v1.0.0"],
    ],
  ];

  test.for(rows)("%s", async ([, env, code, args = asked], context) => {
    const go = need(context, realGo());
    const someone = user();
    const run = await runGo(go, args, {
      cwd: someone.home,
      env: {
        ...someone.env,
        GOSUMDB: "off",
        GOTOOLCHAIN: "local",
        GO111MODULE: "on",
        GOFLAGS: "-modcacherw",
        ...env(),
      },
    });
    expect(run.code).not.toBe(0);
    const file = path.join(someone.home, "build.log");
    fs.writeFileSync(file, `${run.stdout}${run.stderr}`);
    const told = await someone.cfg([
      "doctor",
      "--log",
      file,
      "--offline",
      "--only",
      "log",
      "--json",
    ]);
    const doc = expectDocument<Doctor>("Doctor", told.stdout);
    const codes = doc.checks.flatMap(({ findings }) => findings.map((found) => found.code));
    expect({ codes, said: run.stderr }).toMatchObject({ codes: [code] });
  });
});

describe("why, without an argument, names what go asks for", () => {
  test("replacements in their place, folders left out, a workspace's members together", async (context) => {
    need(context, realGo());
    const someone = user({ GOPROXY: "https://goproxy.cn" });
    const write = (file: string, text: string) => {
      const full = path.join(someone.home, "ws", file);
      fs.mkdirSync(path.dirname(full), { recursive: true });
      fs.writeFileSync(full, text);
    };
    write("go.work", "go 1.18\n\nuse ./a\nuse ./b\n\nreplace example.com/both => ./b\n");
    write(
      "a/go.mod",
      "module example.com/a\n\ngo 1.18\n\nrequire (\n\tgithub.com/gomodule/redigo v1.8.4\n\texample.com/both v1.0.0\n)\n\nreplace github.com/gomodule/redigo => gitlab.corp.example/dev/redigo v1.8.4\n",
    );
    write("b/go.mod", "module example.com/b\n\ngo 1.18\n\nrequire git.corp.example/lib v1.0.0\n");
    const { code, stdout } = await someone.cfg(["why", "--json"], {
      cwd: path.join(someone.home, "ws"),
    });
    expect(code).toBe(0);
    const { modules } = expectDocument<WhyAll>("WhyAll", stdout);
    expect(modules.map(({ module, version }) => `${module}@${version}`)).toEqual([
      "gitlab.corp.example/dev/redigo@v1.8.4",
      "git.corp.example/lib@v1.0.0",
    ]);
  });
});
