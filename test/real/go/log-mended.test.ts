import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import { hashOfMod, hashOfZip } from "../../../src/mirrors/ask/ask-file.ts";
import { binFile, run } from "../../support/bin.ts";
import type { Found } from "../../support/found.ts";
import { startGitServer } from "../../support/git-server.ts";
import { type Go, realGo } from "../../support/go.ts";
import { type Internet, startInternet } from "../../support/internet.ts";
import { noCertificates } from "../../support/lab/certificates.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { modOf, zipOf } from "../../support/lab/modules.ts";
import { type Sumdb, startSumdb } from "../../support/lab/sumdb.ts";
import { need } from "../../support/machine.ts";
import { user } from "../../support/user.ts";

const noKeys = noCertificates();
let lab: Lab;
let sumdb: Found<Sumdb>;
let internet: Internet;

beforeAll(async () => {
  if (noKeys !== null) return;
  lab = await startLab({ tls: true });
  sumdb = await startSumdb(lab);
  internet = await startInternet(lab);
});
afterAll(async () => {
  if (noKeys !== null) return;
  if (sumdb.ok) await sumdb.value.stop();
  await internet.stop();
  await lab.stop();
});

const hello = "example.com/hello";
const version = "v1.1.0";

interface Situation {
  /** What doctor finds in the words of the go that fails. */
  code: string;
  /** Go's env file, beside what keeps it from the world. */
  stored: () => Record<string, string>;
  /** The command that is printed last, which is run as it stands. */
  next: RegExp;
  /** A project that requires `hello`, with these lines in its go.sum. */
  sums?: () => string[];
  /** A module of a real git server, with this login, is asked for. */
  git?: { login?: string; open?: boolean };
  since?: number;
}

/** No name may be so long: nobody asks a name server for it. */
const nobody = `${"m".repeat(64)}.example`;
const mirror = (...faults: string[]) => ({ GOPROXY: lab.url(...faults), GOSUMDB: "off" });
const another = /^goproxy-cfg use auto$/;
const keyOfLab = () => (sumdb as { value: Sumdb }).value.key;
const zipSum = (mark?: string) =>
  `${hello} ${version} ${hashOfZip(zipOf(hello, version, mark === undefined ? {} : { mark }))}`;
const modSum = `${hello} ${version}/go.mod ${hashOfMod(Buffer.from(modOf(hello)))}`;

const groups: Record<string, Record<string, Situation>> = {
  "mirrors that do not answer": {
    "a mirror that answers 502": { code: "net.status", stored: () => mirror("502"), next: another },
    "a mirror with too many requests": {
      code: "net.rate-limited",
      stored: () => mirror("429"),
      next: another,
    },
    "nobody listens": {
      code: "net.refused",
      stored: () => ({ GOPROXY: lab.refused, GOSUMDB: "off" }),
      next: another,
    },
    "a mirror that breaks connections": {
      code: "net.reset",
      stored: () => mirror("reset"),
      next: another,
    },
    "a name that nobody has": {
      code: "net.dns",
      stored: () => ({ GOPROXY: `http://${nobody}`, GOSUMDB: "off" }),
      next: another,
    },
  },
  "mirrors that answer wrongly": {
    "a mirror that answers 500, and a healthy one behind a comma": {
      code: "net.status",
      stored: () => ({ GOPROXY: `${lab.url("500")},${lab.url("ok")}`, GOSUMDB: "off" }),
      next: /^goproxy-cfg use ["']http:\S+\/500\|http:\S+\/ok["']$/,
    },
    "a web page in the place of a module": {
      code: "net.bad-response",
      stored: () => mirror("json-html"),
      next: another,
    },
    "a zip that breaks off": {
      code: "net.truncated",
      stored: () => mirror("zip-truncate"),
      next: another,
    },
    "a mirror whose certificate is out of date": {
      code: "net.tls-expired",
      stored: () => ({ GOPROXY: lab.tls("expired", "ok"), GOSUMDB: "off" }),
      next: another,
    },
    "a mirror with another's certificate": {
      code: "net.tls-name",
      stored: () => ({ GOPROXY: lab.tls("wrong-name", "ok"), GOSUMDB: "off" }),
      next: another,
    },
    "https to a server that speaks http": {
      code: "net.not-tls",
      stored: () => ({ GOPROXY: lab.tls("plain", "ok"), GOSUMDB: "off" }),
      next: another,
    },
  },
  settings: {
    "GOPROXY=off": {
      code: "proxy.off",
      stored: () => ({ GOPROXY: "off", GOSUMDB: "off" }),
      next: /^(?:goproxy-cfg use auto|go env -u GOPROXY)$/,
    },
    "a list of nothing": {
      code: "proxy.empty",
      stored: () => ({ GOPROXY: ",", GOSUMDB: "off" }),
      next: /^goproxy-cfg (?:use auto|doctor --fix)$/,
    },
    "a value that go does not parse": {
      code: "proxy.invalid",
      stored: () => ({ GOPROXY: "https://goproxy.cn:port,direct", GOSUMDB: "off" }),
      next: /^goproxy-cfg (?:use (?:auto|cn)|doctor --fix)$/,
    },
    "modules switched off": {
      code: "go.module-mode",
      stored: () => ({ ...mirror("ok"), GO111MODULE: "off" }),
      next: /^go env -u GO111MODULE$/,
    },
  },
  "settings of every command": {
    "a flag that no go has": {
      code: "go.bricked",
      stored: () => ({ ...mirror("ok"), GOFLAGS: "modcacherw" }),
      next: /GOFLAGS$|^goproxy-cfg doctor --fix$/,
    },
    "a GOAUTH that says nothing": {
      code: "goauth.invalid",
      stored: () => ({ GOPROXY: "https://goproxy.cn", GOSUMDB: "off", GOAUTH: ";" }),
      next: /GOAUTH$|^goproxy-cfg doctor --fix$/,
      since: 24,
    },
    "a toolchain that is no name of one": {
      code: "go.bricked",
      stored: () => ({ ...mirror("ok"), GOTOOLCHAIN: "latest" }),
      next: /^goproxy-cfg doctor --fix$/,
      since: 21,
    },
    "a cache below a file": {
      code: "cache.unwritable",
      stored: () => ({ ...mirror("ok"), GOMODCACHE: "/dev/null/cache" }),
      next: /^go env -w GOMODCACHE=/,
    },
  },
  "private modules": {
    "git that GOVCS forbids": {
      code: "govcs.invalid",
      stored: () => ({ GOPROXY: "direct", GOSUMDB: "off", GOVCS: "*:off" }),
      git: {},
      next: /^go env -u GOVCS$/,
    },
    "a private module that a mirror does not have": {
      code: "net.status",
      stored: () => mirror("404"),
      git: {},
      next: /^goproxy-cfg private add git\.lab\.example$/,
    },
    "a private module that no database knows": {
      code: "sumdb.unreachable",
      stored: () => ({ GOPROXY: lab.url("lookup-410"), GOSUMDB: keyOfLab() }),
      git: {},
      next: /^goproxy-cfg private add git\.lab\.example$/,
    },
    "a private module and no login": {
      code: "private.no-credentials",
      stored: () => ({ GOPROXY: "direct", GOPRIVATE: "git.lab.example" }),
      git: { login: "joe:secret", open: true },
      next: /^goproxy-cfg private add git\.lab\.example --git ssh$/,
    },
  },
  checksums: {
    "a mirror with other content than the database": {
      code: "sumdb.mismatch",
      stored: () => ({ GOPROXY: lab.url("wrong-hash"), GOSUMDB: keyOfLab() }),
      next: /^goproxy-cfg use \S+$/,
    },
    "a mirror with other content than go.sum": {
      code: "sumdb.mismatch",
      stored: () => ({ GOPROXY: `${lab.url("wrong-hash")},${lab.url("ok")}`, GOSUMDB: keyOfLab() }),
      sums: () => [zipSum(), modSum],
      next: /^goproxy-cfg use 'http:\S+\/ok'$/,
    },
    "a go.sum with another content than everybody": {
      code: "sumdb.mismatch",
      stored: () => ({ GOPROXY: lab.url("ok"), GOSUMDB: keyOfLab() }),
      sums: () => [zipSum("another content"), modSum],
      next: /^sed -i\.bak .* go\.sum && go mod tidy$/,
    },
  },
};

/** What became of a situation; null: the command that was printed last has mended it. */
async function whatIsWrong(go: Go, situation: Situation): Promise<unknown> {
  const { code, stored, next, sums, git } = situation;
  const someone = user({ ...internet.env, NO_PROXY: nobody, GOPROXY: undefined });
  const server =
    git === undefined ? null : await startGitServer(path.join(someone.root, "server"), git);
  if (server !== null && !server.ok) return null;
  try {
    const settings = { GOFLAGS: "-modcacherw", ...stored() };
    const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
    someone.write(".config/go/env", lines.join(""));
    const requires = sums === undefined ? "" : `\nrequire ${hello} ${version}\n`;
    someone.write("project/go.mod", `module example.com/mine\n\ngo 1.15\n${requires}`);
    if (sums !== undefined) {
      const main = `package main\n\nimport _ "${hello}"\n\nfunc main() {}\n`;
      someone.write("project/main.go", main);
      someone.write("project/go.sum", `${sums().join("\n")}\n`);
    }
    const bin = path.join(someone.root, "bin");
    fs.mkdirSync(bin);
    const tool = `#!/bin/sh\nexec '${process.execPath}' '${binFile()}' "$@"\n`;
    fs.writeFileSync(path.join(bin, "goproxy-cfg"), tool, { mode: 0o755 });
    const env: Env = {
      ...someone.env,
      ...server?.value.env,
      PATH: `${bin}:${path.dirname(go.path)}:${process.env["PATH"]}`,
      GOSUMDB: undefined,
      GOFLAGS: undefined,
    };
    const cwd = path.join(someone.home, "project");
    const sh = (line: string, input = "") => run(["/bin/sh", "-c", line], { env, cwd, input });

    const module = server === null ? `${hello}@${version}` : `${server.value.module}@v1.0.0`;
    const download = ["go", "mod", "download", ...(sums === undefined ? [module] : [])].join(" ");
    const failed = await sh(download);
    const said = failed.stdout + failed.stderr;
    if (failed.code === 0) return "go does not fail";
    const told = await sh("goproxy-cfg doctor --log -", said);
    const command = /^Next: (.*)$/m.exec(told.stdout)?.[1] ?? "";
    if (!told.stdout.includes(`✖ ${code}\n`) || !next.test(command))
      return { said, told: told.stdout };
    const mended = await sh(command.endsWith("doctor --fix") ? `${command} --yes` : command);
    const again = await sh(download);
    return again.code === 0 ? null : { said, command, mended: mended.stderr, again: again.stderr };
  } finally {
    if (server !== null) server.value.stop();
  }
}

describe("go fails, doctor reads its words, and the command that it prints last mends it", () => {
  test.for(Object.entries(groups))("%s", async ([, situations], context) => {
    const go = need(context, realGo());
    context.skip(noKeys !== null, noKeys ?? "");
    const minor = Number(go.version.split(".")[1]);
    const rebuilt = Object.entries(situations).filter(
      ([, { code, since = 0 }]) => minor >= since && (sumdb.ok || !code.startsWith("sumdb.")),
    );
    const found = await Promise.all(
      rebuilt.map(async ([name, situation]) => [name, await whatIsWrong(go, situation)] as const),
    );
    expect(Object.fromEntries(found.filter(([, wrong]) => wrong !== null))).toEqual({});
    expect(rebuilt.length).toBeGreaterThan(1);
  });
});
