import { describe, expect, it } from "vitest";
import type { Context, Env } from "../../../src/context.ts";
import type { Severity } from "../../../src/contract.ts";
import { needsNetwork } from "../../../src/doctor/check.ts";
import { checks } from "../../../src/doctor/checks/all.ts";
import { factsOf } from "../../../src/doctor/facts.ts";
import { runChecks } from "../../../src/doctor/run.ts";
import type { GoState } from "../../../src/go/machine/command.ts";
import type { UserStart } from "../../../src/go/machine/start.ts";
import { sandbox } from "../../support/sandbox.ts";
import { stateOf } from "../../support/state.ts";

interface Machine {
  /** Go's env file. */
  file?: string | Buffer;
  env?: Env;
  /** Files below the home folder, where the tool is started. */
  files?: Record<string, string>;
  /** null: no go. */
  version?: string | null;
  start?: UserStart;
  state?: Partial<Omit<GoState, "version">>;
  goEnv?: string;
  ctx?: Partial<Context>;
}

const shipped =
  "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n";

/** What the local checks say of a machine on which nothing is started: code and severity, in order. */
async function findings(machine: Machine): Promise<[string, Severity][]> {
  const { file, files = {}, version = "1.27.4", goEnv = shipped } = machine;
  const box = sandbox({
    env: { SHELL: "/bin/bash", ...machine.env },
    ctx: { exec: () => Promise.resolve(nothing), ...machine.ctx },
  });
  if (file !== undefined) box.write(".config/go/env", file);
  for (const [name, text] of Object.entries(files)) box.write(name, text);
  box.write("../goroot/go.env", goEnv);
  const state = stateOf(box, { ...(version === null ? {} : { version }), ...machine.state });
  const facts = factsOf(box.ctx, state, machine.start ?? null);
  const options = { only: [], skip: [], offline: true, strict: false };
  const results = await runChecks(box.ctx, facts, options);
  expect(results.filter(({ status }) => status === "crashed")).toEqual([]);
  return results.flatMap((result) =>
    result.findings.map(({ code, severity }): [string, Severity] => [code, severity]),
  );
}

const nothing = { code: null, stdout: "", stderr: "", timedOut: false, failure: "ENOENT" };
const stops = (said: string): UserStart => ({ ok: false, version: null, said });

const cn = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";
const corp = "module example.com/m\n\ngo 1.22\n\nrequire git.corp.com/team/app v1.2.3\n";
const mod = (line: string) => `module example.com/m\n\n${line}\n`;

const machines: Record<string, Machine & { says: [string, Severity][] }> = {
  "a fresh one": { says: [] },
  "one whose gateway does not run": {
    file: "GOPROXY=http://127.0.0.1:9,direct\n",
    files: {
      ".local/state/goproxy-cfg/gateway/gateway.json": JSON.stringify({
        listen: "127.0.0.1:9",
        upstreams: [{ id: "aliyun", url: "https://mirrors.aliyun.com/goproxy/" }],
        private: [],
        cap: 1,
        tls: null,
        login: null,
      }),
    },
    // nginx has nothing against its file.
    ctx: {
      exec: (program) =>
        Promise.resolve(program.endsWith("nginx") ? { ...nothing, code: 0 } : nothing),
    },
    says: [
      ["proxy.comma-fragile", "warning"],
      ["gateway.down", "error"],
    ],
  },
  "one whose gateway is not in use": {
    files: { ".local/state/goproxy-cfg/gateway/gateway.json": "{}" },
    says: [],
  },
  "one set up by use cn": { file: `GOPROXY=${cn}\n`, says: [] },
  "one with a private pattern": {
    file: `GOPRIVATE=corp.com\nGOPROXY=${cn}\n`,
    files: { ".netrc": "machine corp.com login u password p\n" },
    says: [],
  },
  "no go": { version: null, says: [["go.missing", "error"]] },
  "no go, and a file that no go would start with": {
    version: null,
    file: "GOTOOLCHAIN=bad\n",
    says: [
      ["go.missing", "error"],
      ["go.bricked", "error"],
    ],
  },
  "a bad GOTOOLCHAIN": {
    file: "GOTOOLCHAIN=bad\n",
    start: stops('invalid GOTOOLCHAIN "bad"'),
    says: [["go.bricked", "error"]],
  },
  "a bad GOROOT": {
    file: "GOROOT=/nowhere\n",
    state: { stopped: "cannot find GOROOT directory: /nowhere" },
    start: stops("cannot find GOROOT directory: /nowhere"),
    says: [["go.bricked", "error"]],
  },
  "everything that stops go, at once": {
    file: "GOFLAGS=bad\nGOPATH=rel\nGOROOT=/nowhere\nGOTOOLCHAIN=bad\r\n",
    state: { stopped: "" },
    start: stops('invalid GOTOOLCHAIN "bad\\r"'),
    says: [
      ["go.bricked", "error"],
      ["go.bricked", "error"],
      ["go.bricked", "error"],
      ["go.bricked", "error"],
      ["go.env-literal", "error"],
    ],
  },
  "a team file that wants something else": {
    files: { ".goproxyrc": "use: off\n" },
    says: [["team.differs", "info"]],
  },
  "GOENV=off": { env: { GOENV: "off" }, says: [["go.env-off", "warning"]] },
  "a folder in the place of the env file": {
    files: { ".config/go/env/x": "" },
    says: [["go.env-unwritable", "warning"]],
  },
  "a byte order mark": {
    file: `\uFEFFGOPROXY=${cn}\n`,
    says: [["go.env-line-ignored", "warning"]],
  },
  "a byte order mark before a comment": { file: `\uFEFF# mine\nGOPROXY=${cn}\n`, says: [] },
  "a comment with a setting": { file: "# GOPROXY=x\n  # GOSUMDB=off\n", says: [] },
  "lines that go passes over": {
    file: " GOPROXY=a\nexport GOPRIVATE=b\ngosumdb=c\nGONOPROXY =d\nGOVCS: x\nHTTP_PROXY=e\nGONOSUMCHECK=1\n",
    says: Array.from({ length: 7 }, () => ["go.env-line-ignored", "warning"]),
  },
  "UTF-16": {
    file: Buffer.from("\uFEFFGOPROXY=https://goproxy.cn\r\n", "utf16le"),
    says: [["go.env-line-ignored", "warning"]],
  },
  "quotes around GOPROXY": {
    file: `GOPROXY="${cn}"\n`,
    says: [["go.env-literal", "error"]],
  },
  "Windows line ends that go trims": {
    file: `GOPROXY=${cn}\r\n`,
    says: [["go.env-literal", "warning"]],
  },
  "Windows line ends that it does not": {
    file: "GOSUMDB=off\r\n",
    says: [
      ["go.env-literal", "error"],
      ["toolchain.sumdb-off", "warning"],
    ],
  },
  "a comment behind a pattern": {
    file: "GOPRIVATE=corp.com # ours\n",
    files: { ".netrc": "machine corp.com login u password p\n" },
    says: [["go.env-literal", "warning"]],
  },
  "quotes in the environment": {
    env: { GOPROXY: `'${cn}'` },
    says: [["go.env-literal", "error"]],
  },
  "an empty GOSUMDB": { file: "GOSUMDB=\n", says: [["go.env-empty-value", "error"]] },
  "an empty GOSUMDB before 1.21": {
    file: "GOSUMDB=\n",
    version: "1.19.13",
    says: [["go.env-empty-value", "warning"]],
  },
  "an empty GOTOOLCHAIN": { file: "GOTOOLCHAIN=\n", says: [["go.env-empty-value", "warning"]] },
  "an empty GOPRIVATE": { file: "GOPRIVATE=\n", says: [] },
  "GO111MODULE=off": { env: { GO111MODULE: "off" }, says: [["go.module-mode", "error"]] },
  "GO111MODULE=auto": { file: "GO111MODULE=auto\n", says: [["go.module-mode", "info"]] },
  "GO111MODULE=auto as it was": { file: "GO111MODULE=auto\n", version: "1.15.15", says: [] },
  "GO111MODULE=yes": { file: "GO111MODULE=yes\n", says: [["go.module-mode", "error"]] },
  "-mod=vendor": { file: "GOFLAGS=-mod=vendor\n", says: [["go.module-mode", "info"]] },
  "-mod=bad": { file: "GOFLAGS=-mod=bad -v\n", says: [["go.module-mode", "error"]] },
  "a relative GOWORK": {
    env: { GOWORK: "x/go.work" },
    start: stops("invalid GOWORK: not an absolute path"),
    says: [["go.bricked", "error"]],
  },
  "a go with a hole behind a mirror": {
    file: `GOPROXY=${cn}\n`,
    version: "1.26.8",
    says: [["go.vulnerable", "warning"]],
  },
  "a go of a line that is mended no more": {
    file: `GOPROXY=${cn}\n`,
    version: "1.25.13",
    says: [["go.vulnerable", "warning"]],
  },
  "a go of a later line": { file: `GOPROXY=${cn}\n`, version: "1.28", says: [] },
  "a go with a hole and Google's proxy": { version: "1.26.8", says: [] },
  "a go with a hole and a proxy of one's own": {
    file: "GOPROXY=https://proxy.corp.internal|direct\n",
    version: "1.26.8",
    says: [],
  },
  "a variable over the stored value": {
    file: `GOPROXY=${cn}\n`,
    env: { GOPROXY: "https://proxy.golang.org|direct" },
    files: { ".bashrc": 'export GOPROXY="https://proxy.golang.org|direct"\n' },
    says: [["env.shadowed", "warning"]],
  },
  "the same value in both": { file: `GOPROXY=${cn}\n`, env: { GOPROXY: cn }, says: [] },
  "a variable alone": { env: { GOPROXY: cn }, says: [] },
  "two files that disagree": {
    files: {
      ".bashrc": "export GOPRIVATE=a.corp.com\n",
      ".profile": ". ~/.bashrc\nexport GOPRIVATE=b.corp.com\n",
    },
    says: [["env.rc-conflict", "warning"]],
  },
  "two files that agree": {
    files: {
      ".bashrc": "export GOPRIVATE=a.corp.com\n",
      ".profile": "export GOPRIVATE=a.corp.com\n",
    },
    says: [],
  },
  "a terminal from before": {
    file: `GOPROXY=${cn}\n`,
    env: { GOPROXY: "https://goproxy.cn|direct", GOPROXY_CFG_SET: "GOPROXY" },
    says: [["env.stale-terminal", "warning"]],
  },
  "two values in one file": {
    files: { ".bashrc": "export GOPRIVATE=a.corp.com\nexport GOPRIVATE=b.corp.com\n" },
    says: [],
  },
  "two files, one of them under a condition": {
    files: {
      ".bashrc": "if true; then export GOPRIVATE=a.corp.com; fi\n",
      ".profile": ". ~/.bashrc\nexport GOPRIVATE=b.corp.com\n",
    },
    says: [],
  },
  "a shell that does not get through its startup files": {
    ctx: { exec: () => Promise.resolve({ ...nothing, failure: null, timedOut: true }) },
    says: [["shell.not-asked", "warning"]],
  },
  "a terminal in which the user's own line wins": {
    file: `GOPROXY=${cn}\n`,
    env: { GOPROXY: "https://goproxy.cn|direct", GOPROXY_CFG_SET: "GOPROXY" },
    files: { ".bashrc": "export GOPROXY='https://goproxy.cn|direct'\n" },
    says: [["env.shadowed", "warning"]],
  },
  "a damaged block": {
    files: {
      ".bashrc": "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers\n",
    },
    says: [["shell.block-damaged", "warning"]],
  },
  "a startup file from Windows": {
    files: { ".bashrc": "export GOPRIVATE=a.corp.com\r\n" },
    says: [["shell.crlf", "warning"]],
  },
  "an empty GOPROXY": { file: "GOPROXY=\n", says: [["proxy.empty", "error"]] },
  "a lone comma": { env: { GOPROXY: " , " }, says: [["proxy.empty", "error"]] },
  "no GOROOT/go.env": {
    goEnv: "",
    says: [
      ["proxy.empty", "error"],
      ["sumdb.invalid", "error"],
    ],
  },
  "a GOPROXY that go refuses": {
    file: "GOPROXY=goproxy\n",
    says: [["proxy.invalid", "error"]],
  },
  "GOPROXY=off": { file: "GOPROXY=off\n", says: [["proxy.off", "error"]] },
  "GOPROXY=off where nothing is missing": {
    file: "GOPROXY=off\n",
    files: { "go.mod": mod("go 1.22") },
    says: [["proxy.off", "warning"]],
  },
  "something behind direct": {
    file: "GOPROXY=direct,https://goproxy.cn\n",
    says: [["proxy.ignored-entries", "warning"]],
  },
  "one mirror alone": {
    file: "GOPROXY=https://goproxy.cn\n",
    says: [["proxy.no-fallback", "warning"]],
  },
  "one proxy of one's own alone": {
    file: "GOPROXY=https://proxy.corp.internal\n",
    says: [["proxy.no-fallback", "info"]],
  },
  commas: {
    file: "GOPROXY=https://goproxy.cn,direct\n",
    says: [["proxy.comma-fragile", "warning"]],
  },
  "plain http": {
    file: "GOPROXY=http://proxy.corp.internal|direct\n",
    says: [["proxy.insecure-http", "warning"]],
  },
  "a password over http": {
    file: "GOPROXY=http://u:p@proxy.corp.internal,https://goproxy.cn|direct\n",
    says: [["proxy.credentials-refused", "error"]],
  },
  "a password over http that go survives": {
    file: "GOPROXY=http://u:p@proxy.corp.internal|direct\n",
    says: [["proxy.credentials-refused", "warning"]],
  },
  "a password over http behind another proxy": {
    file: "GOPROXY=https://proxy.corp.internal,http://u:p@proxy.corp.internal\n",
    says: [
      ["proxy.credentials-refused", "warning"],
      ["proxy.comma-fragile", "warning"],
    ],
  },
  "a mirror that ended": {
    file: "GOPROXY=https://gocenter.io|direct\n",
    says: [["proxy.retired", "warning"]],
  },
  "a page about a mirror, alone": {
    file: "GOPROXY=https://developer.aliyun.com/mirror/goproxy\n",
    says: [
      ["proxy.not-a-proxy", "error"],
      ["proxy.no-fallback", "info"],
    ],
  },
  "a GONOPROXY that leaves patterns out": {
    file: "GOPRIVATE=a.corp.com,b.corp.com\nGONOPROXY=a.corp.com\n",
    files: { ".netrc": "machine a.corp.com login u password p\n" },
    says: [["private.shadowed", "warning"]],
  },
  "a GONOPROXY that has them all": {
    file: "GOPRIVATE=a.corp.com\nGONOPROXY=a.corp.com\n",
    files: { ".netrc": "machine a.corp.com login u password p\n" },
    says: [],
  },
  "a GOPRIVATE with a pattern that matches nothing, and a GONOPROXY": {
    file: "GOPRIVATE=a.corp.com,corp.com/[\nGONOPROXY=a.corp.com\n",
    files: { ".netrc": "machine a.corp.com login u password p\n" },
    says: [["private.never-matches", "warning"]],
  },
  "GONOPROXY=none with a proxy of one's own": {
    file: "GOPROXY=https://proxy.corp.internal\nGOPRIVATE=a.corp.com\nGONOPROXY=none\n",
    says: [
      ["proxy.no-fallback", "info"],
      ["private.shadowed", "info"],
    ],
  },
  "a pattern with a scheme": {
    file: "GOPRIVATE=https://git.corp.com/x\n",
    says: [["private.never-matches", "warning"]],
  },
  "all of github": {
    file: "GOPRIVATE=github.com\n",
    says: [
      ["private.too-broad", "warning"],
      ["private.no-credentials", "info"],
    ],
  },
  everything: {
    file: "GOPRIVATE=*\n",
    says: [
      ["private.too-broad", "warning"],
      ["private.catches-toolchain", "warning"],
    ],
  },
  "everything, and a go without toolchains": {
    file: "GOPRIVATE=*\n",
    version: "1.20.14",
    says: [["private.too-broad", "warning"]],
  },
  "a module of a company": {
    files: { "go.mod": corp },
    says: [["private.leaks", "warning"]],
  },
  "a module of a company that is fetched directly and looked up": {
    file: "GONOPROXY=git.corp.com\n",
    files: { "go.mod": corp, ".netrc": "machine git.corp.com login u password p\n" },
    says: [["private.leaks", "warning"]],
  },
  "modules of everybody": {
    files: { "go.mod": mod("go 1.22\n\nrequire rsc.io/quote v1.5.2") },
    says: [],
  },
  "a module of a company in a vendor folder": {
    files: { "go.mod": corp, "vendor/modules.txt": "" },
    says: [["go.module-mode", "info"]],
  },
  "a vendor folder that -mod=mod leaves aside": {
    file: "GOFLAGS=-mod=mod\n",
    files: { "go.mod": corp, "vendor/modules.txt": "" },
    says: [["private.leaks", "warning"]],
  },
  "a workspace with a module of a company": {
    files: { "go.work": "go 1.22\nuse ./a\n", "a/go.mod": corp },
    says: [["private.leaks", "warning"]],
  },
  "a module of a company that a folder stands for": {
    files: { "go.mod": `${corp}replace git.corp.com/team/app => ../app\n` },
    says: [],
  },
  "a module of a company through its own proxy": {
    file: "GOPROXY=https://proxy.corp.internal\n",
    files: { "go.mod": corp },
    says: [["proxy.no-fallback", "info"]],
  },
  "a private module and no login": {
    file: "GOPRIVATE=git.corp.com\n",
    files: { "go.mod": corp },
    says: [["private.no-credentials", "warning"]],
  },
  "GOSUMDB=off": {
    file: "GOSUMDB=off\nGOTOOLCHAIN=local\n",
    says: [["sumdb.off", "warning"]],
  },
  "a blank behind off, which cmd leaves there and go refuses": {
    env: { GOSUMDB: "off ", GOTOOLCHAIN: "local" },
    says: [["go.env-literal", "error"]],
  },
  "GOSUMDB=off and toolchains": {
    file: "GOSUMDB=off\n",
    says: [
      ["sumdb.off", "warning"],
      ["toolchain.sumdb-off", "warning"],
    ],
  },
  "GOSUMDB=off and a project that wants a newer go": {
    file: "GOSUMDB=off\n",
    files: { "go.mod": mod("go 1.99.1") },
    start: stops("download go1.99.1 for linux/amd64: toolchain not available"),
    says: [
      ["sumdb.off", "warning"],
      ["toolchain.sumdb-off", "error"],
    ],
  },
  "a GOSUMDB that go refuses": {
    file: "GOSUMDB=sum.golang.org,off\n",
    says: [
      ["sumdb.invalid", "error"],
      ["sumdb.misplaced", "info"],
    ],
  },
  "what go never knew, or knows no more": {
    env: { GONOSUMCHECK: "*", GOFLAGS: "-insecure" },
    says: [
      ["go.flags-refused", "error"],
      ["go.unknown-setting", "warning"],
    ],
  },
  "a checksum database that is gone": {
    file: "GOSUMDB=gosum.io+ce6e7565+AY5qEHUk/qmHc5btzW45JVoENfazw8LielDsaI+lEbq6\n",
    says: [["sumdb.retired", "error"]],
  },
  "words of other settings in the lists": {
    file: "GONOSUMDB=off\nGONOPROXY=goproxy.cn\n",
    says: [
      ["private.is-mirror", "warning"],
      ["go.not-a-switch", "warning"],
    ],
  },
  "a word that is no proxy": {
    file: "GOPROXY=on\n",
    says: [
      ["proxy.invalid", "error"],
      ["go.not-a-switch", "warning"],
    ],
  },
  "a word of another setting beside a pattern, which stays": {
    file: "GOPRIVATE=off,git.corp.com\n",
    says: [
      ["go.not-a-switch", "warning"],
      ["private.no-credentials", "info"],
    ],
  },
  "a pattern that means something else": {
    file: "GOPRIVATE=*.gitlab.com\n",
    says: [["private.odd-pattern", "warning"]],
  },
  "what no go ever does": {
    file: "GOVCS=public:git|https\nGOAUTH=netrc,git\n",
    says: [
      ["govcs.ineffective", "warning"],
      ["goauth.not-a-command", "warning"],
    ],
  },
  "proxies that are none, or not here": {
    file: "GOPROXY=http://127.0.0.1:7890|https://mirrors.tencentyun.com/go|https://mirrors.ustc.edu.cn/goproxy/|https://goprxy.cn|https://corp.example/$TEAM|direct\n",
    says: [
      ["proxy.is-http-proxy", "warning"],
      ["proxy.restricted", "warning"],
      ["mirror.unverified", "warning"],
      ["proxy.near-miss", "warning"],
      ["proxy.unusable", "warning"],
    ],
  },
  "a variable that nobody expanded": {
    file: "GOAUTH=gitauth $HOME\n",
    says: [["go.unexpanded", "warning"]],
  },
  "a public proxy before a company's": {
    file: "GOPROXY=https://goproxy.cn|https://goproxy.corp/go|direct\n",
    says: [["proxy.public-first", "warning"]],
  },
  "a GOSUMDB that go crashes on": {
    file: "GOSUMDB=a:x+d26ac10b+AYk=\n",
    says: [["sumdb.invalid", "error"]],
  },
  "the database's other address": {
    file: "GOSUMDB=sum.golang.google.cn\n",
    says: [["sumdb.bypasses-proxy", "info"]],
  },
  "a GONOSUMDB with everything": {
    file: "GONOSUMDB=*\n",
    says: [["sumdb.skipped-widely", "warning"]],
  },
  "a bad GOVCS": { file: "GOVCS=x\n", says: [["govcs.invalid", "error"]] },
  "a bad GOAUTH": { file: "GOAUTH=netrc;\n", says: [["goauth.invalid", "error"]] },
  "a bad GOAUTH before 1.24": {
    file: "GOAUTH=netrc;\n",
    version: "1.23.5",
    says: [["go.value-by-version", "info"]],
  },
  "a GOINSECURE for a proxy": {
    file: "GOINSECURE=proxy.golang.org\n",
    says: [["goinsecure.ineffective", "warning"]],
  },
  "a value for some versions": {
    file: "GOPROXY=file:/srv/modules\n",
    version: "1.15.15",
    says: [["go.value-by-version", "info"]],
  },
  "GOTOOLCHAIN=local in a project that wants a newer go": {
    file: "GOTOOLCHAIN=local\n",
    files: { "go.mod": mod("go 1.99") },
    says: [["toolchain.unavailable", "error"]],
  },
  "a toolchain line alone": {
    file: "GOTOOLCHAIN=local\n",
    files: { "go.mod": mod("go 1.22\n\ntoolchain go1.99.1") },
    says: [],
  },
  "a GOTOOLCHAIN that is no release": {
    file: "GOTOOLCHAIN=go1.99\n",
    start: stops(
      "invalid toolchain: go1.99 is a language version but not a toolchain version (go1.99.x)",
    ),
    says: [["toolchain.unavailable", "error"]],
  },
  "a GOTOOLCHAIN that is no release, and a program of that name": {
    file: "GOTOOLCHAIN=go1.99\n",
    start: { ok: true, version: null, said: null },
    says: [],
  },
  "no git, nothing but direct": {
    file: "GOPROXY=direct\n",
    env: { PATH: "/nowhere" },
    says: [["git.missing", "error"]],
  },
  "no git, direct as the last resort": {
    env: { PATH: "/nowhere" },
    says: [["git.missing", "info"]],
  },
  "no git and GONOPROXY=none": {
    file: "GONOPROXY=none\nGOPROXY=https://goproxy.cn|https://mirrors.aliyun.com/goproxy/\n",
    env: { PATH: "/nowhere" },
    says: [],
  },
  "no git and a private pattern": {
    file: `GOPRIVATE=corp.com\nGOPROXY=${cn}\n`,
    env: { PATH: "/nowhere" },
    files: { ".netrc": "machine corp.com login u password p\n" },
    says: [["git.missing", "warning"]],
  },
  "no git and no direct": {
    file: "GOPROXY=https://goproxy.cn|https://mirrors.aliyun.com/goproxy/\n",
    env: { PATH: "/nowhere" },
    says: [],
  },
  "another GOPROXY in VS Code": {
    file: `GOPROXY=${cn}\n`,
    files: {
      ".config/Code/User/settings.json": '{"go.toolsEnvVars": {"GOPROXY": "https://goproxy.cn"}}',
    },
    says: [["env.editor", "warning"]],
  },
  "no home folder": {
    state: { reported: { GOMODCACHE: "", GOPATH: "", GOCACHE: "" } },
    says: [["cache.unwritable", "error"]],
  },
  "a file in the place of the module cache": {
    env: { GOMODCACHE: "/dev/null/mod" },
    says: [["cache.unwritable", "error"]],
  },
};

describe("the local checks name the fault", () => {
  it.each(Object.entries(machines))("%s", async (_, { says, ...machine }) => {
    expect(await findings(machine)).toEqual(says);
  });

  it.each([
    [0, 0, "error"],
    [50, 1000, "warning"],
  ] as const)("a disk with %d MB", async (megabytes, inodes, severity) => {
    const statfs = { bavail: megabytes * 256, bsize: 4096, files: 5000, ffree: inodes };
    const box = sandbox();
    const fs = new Proxy(box.ctx.fs, {
      get: (target, name) =>
        name === "statfsSync" ? () => statfs : (Reflect.get(target, name) as unknown),
    });
    expect(await findings({ env: { SHELL: "" }, ctx: { fs } })).toEqual([["cache.full", severity]]);
  });
});

it("what cannot be looked at stops only the checks that need it", async () => {
  const box = sandbox({ env: { GOAUTH: "git /dev/null/x" } });
  box.write(".config/goproxy-cfg/config.json", "{");
  box.write("../goroot/go.env", shipped);
  const { ctx } = box;
  const facts = factsOf(ctx, stateOf(box, { version: "1.27.4" }), null);
  Object.defineProperty(facts, "startup", {
    get() {
      throw new Error("the scan is broken");
    },
  });
  const results = await runChecks(ctx, facts, {
    only: [],
    skip: ["log"],
    offline: true,
    strict: false,
  });
  const of = (status: string) => results.filter((one) => one.status === status).map(({ id }) => id);
  expect(of("crashed")).toEqual(["env", "shell"]);
  expect(of("fail")).toEqual(["git"]);
});

it("every code of a check is provoked by one of the machines", () => {
  const told = new Set(Object.values(machines).flatMap(({ says }) => says.map(([code]) => code)));
  // That a startup file runs go is what a real shell says: test/real/shells; of a gateway, nginx: test/real/nginx.
  const never = [
    "cache.full",
    "env.not-exported",
    "env.rewritten",
    "gateway.config",
    "gateway.mirror-down",
    "proxy.public-behind-private",
    "sumdb.unsupported-scheme",
  ];
  const local = checks.filter((check) => !needsNetwork(check) && check.id !== "log");
  const codes = new Set(local.flatMap((check) => check.codes));
  expect([...codes].filter((code) => !told.has(code)).toSorted()).toEqual(never);
});
