import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Changed, Doctor, DoctorList, ErrorDocument, Explain } from "../../../src/contract.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { expectDocument } from "../../support/contract.ts";
import { type Go, goDownload, realGo, runGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { allGos } from "../../support/toolchain.ts";
import { type User, user } from "../../support/user.ts";

const hello = "example.com/hello@v1.0.0";
let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

interface Machine {
  /** Go's env file; `{P}` stands for a proxy that serves. */
  file?: string | Buffer;
  env?: Env;
  /** Files below the home folder, where doctor is started. */
  files?: Record<string, string>;
  /** The go command without which the fault would be hidden. */
  go?: (go: Go) => boolean;
}

interface Fault extends Machine {
  code: string;
  severity: "error" | "warning" | "info";
  /** `--fix` repairs it: what go then sees. */
  repaired?: Record<string, string>;
  /** What the user's own go does with this fault, so that it is one. */
  breaks?: string[];
}

const minor = (version: string) => Number(version.split(".")[1]);
const since = (first: number) => (go: Go) => minor(go.version) >= first;
const filled = (text: string) => text.replaceAll("{P}", lab.url("ok"));
const begin = "# >>> goproxy-cfg >>> managed by goproxy-cfg; do not edit between markers";
const needsApp = "module m\n\ngo 1.15\n\nrequire git.corp.com/team/app v1.2.3\n";

const faults: Record<string, Fault> = {
  "a bad GOTOOLCHAIN": {
    code: "go.bricked",
    severity: "error",
    go: since(21),
    file: "GOPROXY={P}|direct\nGOTOOLCHAIN=bad\n",
    breaks: ["version"],
    repaired: { GOPROXY: "{P}|direct" },
  },
  "a GOTOOLCHAIN with a Windows line end": {
    code: "go.bricked",
    severity: "error",
    go: since(21),
    file: "GOPROXY={P}|direct\nGOTOOLCHAIN=local\r\n",
    breaks: ["version"],
    repaired: { GOTOOLCHAIN: "local" },
  },
  "a bad GOROOT": {
    code: "go.bricked",
    severity: "error",
    go: since(16),
    file: "GOPROXY={P}|direct\nGOROOT=/nowhere/go\n",
    breaks: ["env", "GOPROXY"],
    repaired: { GOPROXY: "{P}|direct" },
  },
  "bad GOFLAGS": {
    code: "go.bricked",
    severity: "error",
    file: "GOPROXY={P}|direct\nGOFLAGS=bad\n",
    breaks: ["version"],
    repaired: { GOFLAGS: "" },
  },
  "everything that stops go, at once": {
    code: "go.bricked",
    severity: "error",
    go: since(21),
    file: "GOFLAGS=bad\nGOPATH=rel\nGOPROXY={P}|direct\nGOROOT=/nowhere\nGOTOOLCHAIN=bad\r\n",
    breaks: ["version"],
    repaired: { GOPROXY: "{P}|direct", GOFLAGS: "" },
  },
  "a bad GOTOOLCHAIN in the environment": {
    code: "go.bricked",
    severity: "error",
    go: since(21),
    env: { GOTOOLCHAIN: "bad" },
    breaks: ["version"],
  },
  "GOENV=off": { code: "go.env-off", severity: "warning", env: { GOENV: "off" } },
  "a folder in the place of the env file": {
    code: "go.env-unwritable",
    severity: "warning",
    files: { ".config/go/env/x": "" },
  },
  "a byte order mark": {
    code: "go.env-line-ignored",
    severity: "warning",
    file: "\uFEFFGOPROXY={P}|direct\n",
    repaired: { GOPROXY: "{P}|direct" },
  },
  "an export, an indent and small letters": {
    code: "go.env-line-ignored",
    severity: "warning",
    file: "export GOPROXY={P}|direct\n  GOPRIVATE=corp.com\ngoflags=-v\n",
    repaired: { GOPROXY: "{P}|direct", GOPRIVATE: "corp.com", GOFLAGS: "-v" },
  },
  "UTF-16": {
    code: "go.env-line-ignored",
    severity: "warning",
    file: Buffer.from("\uFEFFGOPRIVATE=corp.com\r\nGOFLAGS=-v\r\n", "utf16le"),
    repaired: { GOPRIVATE: "corp.com", GOFLAGS: "-v" },
  },
  quotes: {
    code: "go.env-literal",
    severity: "error",
    file: 'GOPROXY="{P}|direct"\n',
    breaks: ["list", "-m", hello],
    repaired: { GOPROXY: "{P}|direct" },
  },
  "Windows line ends": {
    code: "go.env-literal",
    severity: "error",
    file: "# mine\r\nGOPROXY={P}\r\nGOSUMDB=off\r\n",
    repaired: { GOPROXY: "{P}", GOSUMDB: "off" },
  },
  "a comment and spaces": {
    code: "go.env-literal",
    severity: "warning",
    file: "GOPRIVATE=corp.com, git.corp.com # ours\n",
    repaired: { GOPRIVATE: "corp.com,git.corp.com" },
  },
  "an empty GOSUMDB": {
    code: "go.env-empty-value",
    severity: "error",
    go: since(21),
    file: "GOPROXY={P}|direct\nGOSUMDB=\n",
    repaired: { GOSUMDB: "sum.golang.org" },
  },
  "GO111MODULE=off": {
    code: "go.module-mode",
    severity: "error",
    file: "GO111MODULE=off\n",
    breaks: ["list", "-m", hello],
  },
  "a bad GO111MODULE": {
    code: "go.module-mode",
    severity: "error",
    file: "GO111MODULE=yes\n",
    breaks: ["list", "-m", hello],
    repaired: { GO111MODULE: "" },
  },
  "a mirror, and a go with a hole": {
    code: "go.vulnerable",
    severity: "warning",
    go: (go) => minor(go.version) <= 26,
    file: "GOPROXY=https://goproxy.cn|direct\n",
  },
  "a variable over the stored value": {
    code: "env.shadowed",
    severity: "warning",
    file: "GOPROXY={P}|direct\n",
    env: { GOPROXY: "https://goproxy.cn|direct", SHELL: "/bin/bash" },
    files: { ".bashrc": "\nexport GOPROXY='https://goproxy.cn|direct'\n" },
  },
  "two files that disagree": {
    code: "env.rc-conflict",
    severity: "warning",
    env: { SHELL: "/bin/bash" },
    files: {
      ".bashrc": "export GOPRIVATE=a.corp.com\n",
      ".profile": ". ~/.bashrc\nexport GOPRIVATE=b.corp.com\n",
    },
  },
  "a variable that a startup file does not export": {
    code: "env.not-exported",
    severity: "warning",
    env: { SHELL: "/bin/bash" },
    files: { ".bashrc": "GOPRIVATE=a.corp.com\n" },
  },
  "a terminal from before": {
    code: "env.stale-terminal",
    severity: "warning",
    file: "GOPROXY={P}|direct\n",
    env: { GOPROXY: "https://goproxy.cn|direct", GOPROXY_CFG_SET: "GOPROXY" },
  },
  "a damaged block": {
    code: "shell.block-damaged",
    severity: "warning",
    files: { ".bashrc": `${begin}\n` },
  },
  "a startup file from Windows": {
    code: "shell.crlf",
    severity: "warning",
    files: { ".bashrc": "# mine\r\nexport GOPRIVATE=corp.com\r\n" },
    repaired: {},
  },
  "a GOPROXY that go refuses": {
    code: "proxy.invalid",
    severity: "error",
    file: "GOPROXY={P},DIRECT\n",
    breaks: ["list", "-m", hello],
    repaired: { GOPROXY: "{P},direct" },
  },
  "a GOPROXY that nobody understands": {
    code: "proxy.invalid",
    severity: "error",
    file: "GOPROXY=none\n",
    breaks: ["list", "-m", hello],
  },
  "an empty GOPROXY": {
    code: "proxy.empty",
    severity: "error",
    go: since(21),
    file: "GOPROXY=\n",
    breaks: ["list", "-m", hello],
    repaired: { GOPROXY: "https://proxy.golang.org,direct" },
  },
  "GOPROXY=off": {
    code: "proxy.off",
    severity: "error",
    file: "GOPROXY=off\n",
    breaks: ["list", "-m", hello],
  },
  "something behind direct": {
    code: "proxy.ignored-entries",
    severity: "warning",
    file: "GOPROXY=direct,{P}\n",
  },
  "one mirror alone": {
    code: "proxy.no-fallback",
    severity: "warning",
    file: "GOPROXY=https://goproxy.cn\n",
  },
  commas: {
    code: "proxy.comma-fragile",
    severity: "warning",
    file: "GOPROXY=https://goproxy.cn,direct\n",
  },
  "plain http": {
    code: "proxy.insecure-http",
    severity: "warning",
    file: "GOPROXY=http://proxy.corp.internal|direct\n",
  },
  "a password over http": {
    code: "proxy.credentials-refused",
    severity: "error",
    file: "GOPROXY=http://u:hunter2@127.0.0.1:9,direct\n",
    breaks: ["list", "-m", hello],
  },
  "a mirror that ended": {
    code: "proxy.retired",
    severity: "warning",
    file: "GOPROXY=https://gocenter.io|{P}|direct\n",
    repaired: { GOPROXY: "https://proxy.golang.org|{P}|direct" },
  },
  "a page about a mirror": {
    code: "proxy.not-a-proxy",
    severity: "warning",
    file: "GOPROXY=https://developer.aliyun.com/mirror/goproxy|{P}\n",
    repaired: { GOPROXY: "https://mirrors.aliyun.com/goproxy/|{P}" },
  },
  "a GONOPROXY that leaves patterns out": {
    code: "private.shadowed",
    severity: "warning",
    file: "GOPRIVATE=a.corp.com,b.corp.com\nGONOPROXY=a.corp.com\n",
  },
  "patterns that match nothing": {
    code: "private.never-matches",
    severity: "warning",
    file: "GOPRIVATE=https://git.corp.com/team,corp.com/...\nGOPROXY={P}\n",
    repaired: { GOPRIVATE: "git.corp.com/team,corp.com" },
  },
  "all of github": {
    code: "private.too-broad",
    severity: "warning",
    file: "GOPRIVATE=github.com\n",
  },
  everything: {
    code: "private.catches-toolchain",
    severity: "warning",
    go: since(21),
    file: "GOPRIVATE=*\n",
  },
  "a module of a company": {
    code: "private.leaks",
    severity: "warning",
    files: { "go.mod": needsApp },
  },
  "a private module and no login": {
    code: "private.no-credentials",
    severity: "warning",
    file: "GOPRIVATE=git.corp.com\n",
    env: { GIT_CONFIG_NOSYSTEM: "1" },
    files: { "go.mod": needsApp },
  },
  "GOSUMDB=off": { code: "sumdb.off", severity: "warning", file: "GOSUMDB=off\n" },
  "a GOSUMDB that go refuses": {
    code: "sumdb.invalid",
    severity: "error",
    file: "GOPROXY={P}\nGOSUMDB=https://sum.golang.org\n",
    repaired: { GOSUMDB: "sum.golang.org" },
  },
  "the database's other address": {
    code: "sumdb.bypasses-proxy",
    severity: "info",
    file: "GOSUMDB=sum.golang.google.cn\n",
  },
  "a GONOSUMDB with everything": {
    code: "sumdb.skipped-widely",
    severity: "warning",
    file: "GONOSUMDB=*\n",
  },
  "a bad GOVCS": { code: "govcs.invalid", severity: "error", go: since(16), file: "GOVCS=x\n" },
  "a bad GOAUTH": {
    code: "goauth.invalid",
    severity: "error",
    go: since(24),
    file: "GOAUTH=netrc;\nGOPROXY=https://127.0.0.1:9\n",
    breaks: ["list", "-m", hello],
  },
  "a GOINSECURE for a proxy": {
    code: "goinsecure.ineffective",
    severity: "warning",
    file: "GOINSECURE=proxy.golang.org\n",
  },
  "a value for some versions": {
    code: "go.value-by-version",
    severity: "info",
    go: (go) => minor(go.version) >= 19,
    file: "GOPROXY=file:/srv/modules\n",
  },
  "GOTOOLCHAIN=local in a project that wants a newer go": {
    code: "toolchain.unavailable",
    severity: "error",
    go: since(21),
    file: "GOTOOLCHAIN=local\n",
    files: { "go.mod": "module m\n\ngo 1.99.1\n" },
    breaks: ["list", "-m"],
  },
  "GOSUMDB=off in a project that wants a newer go": {
    code: "toolchain.sumdb-off",
    severity: "error",
    go: since(21),
    file: "GOSUMDB=off\nGOPROXY={P}\nGOTOOLCHAIN=auto\n",
    files: { "go.mod": "module m\n\ngo 1.99.1\n" },
    breaks: ["list", "-m"],
  },
  "a file in the place of the module cache": {
    code: "cache.unwritable",
    severity: "error",
    file: "GOPROXY={P}\nGOSUMDB=off\n",
    env: { GOMODCACHE: "/dev/null/mod" },
    breaks: ["mod", "download", hello],
  },
};

function machineOf({ file, env = {}, files = {} }: Machine): User {
  const someone = user(env);
  if (file !== undefined) {
    someone.write(".config/go/env", typeof file === "string" ? filled(file) : file);
  }
  for (const [name, text] of Object.entries(files)) someone.write(name, text);
  return someone;
}

function usable(test: TestContext, fault: Machine): Go {
  const go = need(test, realGo());
  if (fault.go?.(go) === false) test.skip(`go ${go.version} has no such fault`);
  return go;
}

const codesOf = ({ checks }: Pick<Doctor, "checks">) =>
  checks.flatMap(({ findings }) => findings.map(({ code, severity }) => `${severity} ${code}`));

async function diagnose(someone: User, ...flags: string[]) {
  const run = await someone.cfg(["doctor", "--offline", "--json", ...flags]);
  expect(run.stderr).toBe("");
  const document = expectDocument<Doctor>("Doctor", run.stdout);
  expect(run.code).toBe(document.ok ? 0 : 1);
  expect(document.ok).toBe(document.summary.error + document.summary.crashed === 0);
  expect(document.summary.crashed).toBe(0);
  return { ...run, document };
}

describe.each(Object.entries(faults))("%s", (_, fault) => {
  const { code, severity, repaired, breaks } = fault;

  it(`is ${code}`, async (test) => {
    const go = usable(test, fault);
    const someone = machineOf(fault);
    if (breaks !== undefined) {
      const broken = await runGo(go, breaks, { env: someone.env, cwd: someone.home });
      expect(broken.code).not.toBe(0);
    }
    const { document, stdout } = await diagnose(someone);
    expect(codesOf(document)).toContain(`${severity} ${code}`);
    expect(stdout).not.toContain("hunter2");
    const found = document.checks.flatMap((check) => check.findings);
    const safe = found.some((one) => one.code === code && one.fix?.safe === true);
    // A damaged line is repaired by the check that sees the damage.
    const anySafe = found.some((one) => one.fix?.safe === true);
    expect(repaired === undefined ? safe : anySafe).toBe(repaired !== undefined);
  });

  if (repaired === undefined) return;
  it("is repaired with consent, once, and undone", async (test) => {
    const go = usable(test, fault);
    const someone = machineOf(fault);
    const before = treeOf(someone.home);

    const refused = await someone.cfg(["doctor", "--fix", "--offline", "--json"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    const { error } = expectDocument<ErrorDocument>("ErrorDocument", refused.stderr);
    expect(error.code).toBe("consent-required");
    const dry = await someone.cfg(["doctor", "--fix", "--dry-run", "--offline", "--json"]);
    const planned = expectDocument<Changed>("Changed", dry.stdout);
    expect(treeOf(someone.home)).toEqual(before);

    const run = await someone.cfg(["doctor", "--fix", "--yes", "--offline", "--json"]);
    const fixed = expectDocument<Changed & Doctor>("Changed", run.stdout);
    expect(run.code).toBe(fixed.summary.error === 0 ? 0 : 1);
    expect(fixed.changes).toEqual(planned.changes);
    expect(fixed.changes.length).toBeGreaterThan(0);
    expect(codesOf(fixed)).not.toContain(`${severity} ${code}`);
    expect(fixed.checks.flatMap((one) => one.findings).filter((one) => one.fix?.safe)).toEqual([]);

    const inHome = { env: someone.env, cwd: someone.home };
    expect(await runGo(go, ["version"], inHome)).toMatchObject({ code: 0 });
    for (const [key, value] of Object.entries(repaired)) {
      const { stdout } = await runGo(go, ["env", key], inHome);
      expect(`${key}=${stdout}`).toBe(`${key}=${filled(value)}\n`);
    }
    if (Object.values(repaired).some((value) => value.startsWith("{P}"))) {
      const download = await goDownload({ ...someone.env, GOSUMDB: "off" }, hello);
      expect(download.error).toBeNull();
    }

    const again = await someone.cfg(["doctor", "--fix", "--yes", "--offline", "--json"]);
    expect(expectDocument<Changed>("Changed", again.stdout)).toMatchObject({
      changes: [],
      undo: null,
    });
    expect(fixed.undo).toMatch(/^goproxy-cfg undo \S+$/);
    await someone.cfg(["undo"]);
    expect(treeOf(someone.home)).toEqual(before);
  });
});

/** Every file below a folder but our own state, as bytes. */
function treeOf(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    names
      .filter((name) => !/^\.local|telemetry|^\.cache|^go(?:\/|$)/.test(name))
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .map((name) => [name, fs.readFileSync(path.join(folder, name), "latin1")]),
  );
}

describe("no go", () => {
  it("is named, and the file that no go would start with is mended all the same", async () => {
    const someone = machineOf({ file: "GOTOOLCHAIN=bad\nGOPROXY={P}|direct\n" });
    const env = { PATH: path.join(someone.root, "empty") };
    const run = await someone.cfg(["doctor", "--offline", "--json"], { env });
    expect(run.code).toBe(1);
    const document = expectDocument<Doctor>("Doctor", run.stdout);
    expect(codesOf(document).slice(0, 2)).toEqual(["error go.missing", "error go.bricked"]);
    await someone.cfg(["doctor", "--fix", "--yes", "--offline"], { env });
    expect(someone.stored()).toBe(`GOPROXY=${lab.url("ok")}|direct\n`);
  });

  it("a program that is no go is named with its path", async () => {
    const someone = machineOf({});
    const bin = path.join(someone.root, "bin");
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, "go"), "#!/bin/sh\necho hello\n", { mode: 0o755 });
    const { stdout } = await someone.cfg(["doctor", "--offline"], {
      env: { PATH: `${bin}:/usr/bin:/bin` },
    });
    expect(stdout).toContain("go.missing");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(path.join(bin, "go"));
  });

  it("a --go that is none is refused", async () => {
    const someone = machineOf({});
    expect(await someone.cfg(["doctor", "--offline", "--go", "/nowhere"])).toMatchObject({
      code: 3,
    });
  });
});

describe("a healthy machine", () => {
  const gos = allGos();
  it.skipIf(gos.length === 0).each(gos)(
    "with go $version has no error and no warning",
    async ({ root }) => {
      const someone = machineOf({});
      const { document } = await diagnose(someone, "--go", path.join(root, "bin", "go"));
      expect(codesOf(document).filter((one) => !one.startsWith("info"))).toEqual([]);
    },
  );

  it.skipIf(gos.length === 0).each(gos)(
    "with go $version and `use cn` has no error",
    async ({ root, minor: at }) => {
      const someone = machineOf({});
      const go = ["--go", path.join(root, "bin", "go")];
      expect(await someone.cfg(["use", "cn", "--no-verify", ...go])).toMatchObject({ code: 0 });
      const { document } = await diagnose(someone, ...go);
      const hole = at <= 26 ? ["warning go.vulnerable"] : [];
      expect(codesOf(document).filter((one) => !one.startsWith("info"))).toEqual(hole);
    },
  );
});

describe("a full disk", () => {
  it("is cache.full", async (test) => {
    const someone = machineOf({});
    const folder = path.join(someone.root, "small");
    fs.mkdirSync(folder);
    const script = `mount -t tmpfs -o size=64k none ${folder} && exec "$@"`;
    try {
      execFileSync("unshare", ["-rm", "sh", "-c", `mount -t tmpfs -o size=64k none ${folder}`]);
    } catch {
      test.skip("no mount namespace to be had");
    }
    const run = await someone.cfg(["doctor", "--offline", "--json"], {
      env: { GOMODCACHE: path.join(folder, "mod") },
      prefix: ["unshare", "-rm", "sh", "-c", script, "sh"],
    });
    expect(codesOf(expectDocument<Doctor>("Doctor", run.stdout))).toContain("error cache.full");
  });
});

describe("no git", () => {
  it("is an error where everything comes directly", async (test) => {
    const go = need(test, realGo());
    const someone = machineOf({ file: "GOPROXY=direct\n" });
    const bin = path.join(someone.root, "bin");
    fs.mkdirSync(bin);
    fs.symlinkSync(fs.realpathSync(go.path), path.join(bin, "go"));
    const run = await someone.cfg(["doctor", "--offline", "--json"], { env: { PATH: bin } });
    expect(codesOf(expectDocument<Doctor>("Doctor", run.stdout))).toContain("error git.missing");
  });

  it("is told with the one that lies in the working folder and is not started", async (test) => {
    const go = need(test, realGo());
    const someone = machineOf({ file: "GOPROXY=direct\n" });
    const bin = path.join(someone.root, "bin");
    const repository = path.join(someone.root, "repository");
    for (const folder of [bin, repository]) fs.mkdirSync(folder);
    fs.symlinkSync(fs.realpathSync(go.path), path.join(bin, "go"));
    const git = path.join(repository, "git");
    fs.writeFileSync(git, `#!/bin/sh\ntouch '${someone.root}/ran'\n`, { mode: 0o755 });
    const run = await someone.cfg(["doctor", "--offline", "--json"], {
      env: { PATH: `${bin}:.` },
      cwd: repository,
    });
    const { checks } = expectDocument<Doctor>("Doctor", run.stdout);
    const told = checks
      .flatMap(({ findings }) => findings)
      .find(({ code }) => code === "git.missing");
    expect(told?.args).toEqual({ needed: "always", path: git });
    expect(told?.message).toContain(`\`${git}\` cannot be used as git: it lies in the working`);
    expect(fs.existsSync(path.join(someone.root, "ran"))).toBe(false);
  });
});

describe("what an install has left for shells", () => {
  const ours = ".config/goproxy-cfg/env.sh";

  async function installed(file: string) {
    const someone = machineOf({ file, env: { SHELL: "/bin/bash" }, files: { ".bashrc": "" } });
    expect(await someone.cfg(["shell", "install", "--shell", "bash"])).toMatchObject({ code: 0 });
    return someone;
  }

  it("is brought up to date where only go knows the new value", async () => {
    const someone = await installed("GOPROXY=https://goproxy.cn|direct\n");
    someone.write(".config/go/env", "GOPROXY=https://goproxy.io|direct\n");
    const env = { GOPROXY: "https://goproxy.cn|direct", GOPROXY_CFG_SET: "GOPROXY" };
    const run = await someone.cfg(["doctor", "--offline", "--json"], { env });
    const [shadowed] = expectDocument<Doctor>("Doctor", run.stdout).checks.flatMap(({ findings }) =>
      findings.filter(({ code }) => code === "env.shadowed"),
    );
    expect(shadowed).toMatchObject({ args: { outdated: true }, fix: { safe: true } });
    const fixed = await someone.cfg(["doctor", "--offline", "--fix", "--yes", "--json"], { env });
    const after = expectDocument<Changed & Doctor>("Changed", fixed.stdout);
    expect(after.changes.map(({ target }) => target)).toEqual(["env-file"]);
    expect(someone.read(ours)).toContain("https://goproxy.io|direct");
    // This terminal keeps what it has; a new one reads our file.
    expect(codesOf(after)).toContain("warning env.stale-terminal");
  });

  it("follows a repair of go's env file", async () => {
    const someone = await installed("GOPROXY=https://goproxy.cn|direct\n");
    someone.write(".config/go/env", 'GOPROXY="https://goproxy.io|direct"\n');
    const run = await someone.cfg(["doctor", "--offline", "--fix", "--yes", "--json"]);
    const { changes } = expectDocument<Changed>("Changed", run.stdout);
    expect(changes.map(({ target }) => target)).toEqual(["go-env", "env-file"]);
    expect(someone.read(ours)).toContain("'https://goproxy.io|direct'");
    await someone.cfg(["undo"]);
    expect(someone.stored()).toBe('GOPROXY="https://goproxy.io|direct"\n');
    expect(someone.read(ours)).toContain("https://goproxy.cn|direct");
  });
});

describe("passwords", () => {
  const places: Record<string, Machine> = {
    "of GOPROXY": { file: "GOPROXY=https://u:hunter2@proxy.corp.internal,DIRECT\n" },
    "of a GOPROXY that does not parse": { file: "GOPROXY=https://u:hunter2@[::1,direct\n" },
    "of a line that go passes over": {
      file: " GOPROXY=https://u:hunter2@proxy.corp.internal|direct\n",
    },
    "of a value in quotes": { file: 'GOPROXY="https://u:hunter2@proxy.corp.internal"\n' },
    "of GOSUMDB": { file: "GOSUMDB=sum.golang.org https://u:hunter2@a.b x\n" },
    "of GOAUTH": { file: "GOAUTH=netrc;;get https://u:hunter2@a.b\n" },
    "of a variable and of startup files": {
      file: "GOPROXY=https://u:hunter2@a.corp.internal|direct\n",
      env: { GOPROXY: "https://u:hunter2@b.corp.internal", SHELL: "/bin/bash" },
      files: {
        ".bashrc": "export GOPROXY=https://u:hunter2@b.corp.internal\r\n",
        ".profile": ". ~/.bashrc\nexport GOPROXY=https://u:hunter2@c.corp.internal\n",
      },
    },
    "of .netrc": {
      file: "GOPRIVATE=git.corp.com,a.corp.com\n",
      files: { ".netrc": "machine git.corp.com login u password hunter2\n" },
    },
  };

  it.each(Object.entries(places))("%s are not shown", async (_, machine) => {
    const someone = machineOf(machine);
    for (const flags of [[], ["--json"], ["--lang", "zh"], ["--debug"], ["--fix", "--dry-run"]]) {
      const run = await someone.cfg(["doctor", "--offline", ...flags]);
      expect(run.stdout + run.stderr).not.toContain("hunter2");
    }
    for (const flags of [["--json"], []]) {
      const run = await someone.cfg(["doctor", "--offline", "--fix", "--yes", ...flags]);
      expect(run.stdout + run.stderr).not.toContain("hunter2");
      await someone.cfg(["undo"]);
    }
  });
});

describe("the command line", () => {
  it("--list names every check, --explain every code that one finds", async () => {
    const someone = machineOf({});
    const run = await someone.cfg(["doctor", "--list", "--json"]);
    const { checks } = expectDocument<DoctorList>("DoctorList", run.stdout);
    const explained = await Promise.all(
      ["proxy.comma-fragile", "go.bricked", "net.timeout"].map(async (code) => {
        const { stdout } = await someone.cfg(["doctor", "--explain", code, "--json"]);
        return expectDocument<Explain>("Explain", stdout);
      }),
    );
    expect(checks.length).toBeGreaterThan(10);
    expect(explained.map(({ severity, fixable }) => [severity, fixable])).toEqual([
      ["warning", false],
      ["error", true],
      ["error", false],
    ]);
    expect((await someone.cfg(["doctor", "--explain", "proxy.coma-fragile"])).stderr).toContain(
      "proxy.comma-fragile",
    );
  });

  it("--only, --skip and --strict decide what counts", async () => {
    const someone = machineOf({ file: "GOPROXY=https://goproxy.cn,direct\nGOVCS=x\n" });
    const only = await diagnose(someone, "--only", "proxy");
    expect(only).toMatchObject({
      code: 0,
      document: { checks: [{ id: "proxy", status: "warn" }] },
    });
    expect(await diagnose(someone, "--only", "proxy", "--strict")).toMatchObject({ code: 1 });
    expect(await diagnose(someone, "--skip", "govcs.invalid")).toMatchObject({ code: 0 });
    expect(await someone.cfg(["doctor", "--only", "nothing"])).toMatchObject({ code: 2 });
  });

  it("fits into 80 columns, in both languages", async () => {
    const someone = machineOf({
      file: 'export GOPRIVATE=corp.com\nGOPROXY="https://goproxy.cn",direct\nGOTOOLCHAIN=bad\nGOVCS=x\n',
    });
    for (const lang of ["en", "zh"]) {
      const { stdout } = await someone.cfg(["doctor", "--offline", "--lang", lang]);
      const lines = stdout.trimEnd().split("\n");
      const long = lines.filter((line) => [...line].length > 80 && !/fix:|修复：/.test(line));
      expect(long).toEqual([]);
      expect(lines.at(-1)).toContain("goproxy-cfg doctor --fix");
    }
  });
});
