import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../../src/contract.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { bin, binFile, run as runProgram } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { nothingLeaves, realGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";
import { terminal } from "../../support/tmux.ts";
import { user } from "../../support/user.ts";

const go = realGo();
let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());
beforeEach(() => void lab.takeRequests());

/** A module that requires another, in a machine of its own. */
function project(): Sandbox {
  const box = sandbox({ env: { ...nothingLeaves, GOSUMDB: "off", GOFLAGS: "-modcacherw" } });
  box.write("go.mod", "module work.example\n\ngo 1.20\n\nrequire example.com/hello v1.1.0\n");
  return box;
}

interface Ran {
  code: number | null;
  doc: Run;
  said: string;
  /** Paths of requests, by the mirror that saw them. */
  asked: (mirror: string) => string[];
}

/** `run … -- go mod download` with a chain as the user's environment has it. */
async function download(box: Sandbox, chain: string, flags: string[] = []): Promise<Ran> {
  const env = { ...box.env, GOPROXY: chain };
  const words = ["run", "--json", ...flags, "--", "go", "mod", "download"];
  const { code, stderr } = await bin(words, { env, cwd: box.home, timeout: 100_000 });
  const json = /^\{\n[\s\S]*^\}$/m.exec(stderr)?.[0] ?? "null";
  const asked = (url: string) =>
    lab.requests.filter(({ mirror }) => url.endsWith(`/${mirror}`)).map((seen) => seen.url);
  return { code, doc: JSON.parse(json) as Run, said: stderr.replace(json, ""), asked };
}

const part = "run: a command that works although a mirror does not";
describe.skipIf(!go.ok)(go.ok ? part : `${part}: ${go.reason}`, () => {
  describe.each([
    ["dead", () => lab.refused],
    ["hanging", () => lab.url("hang")],
    ["403", () => lab.url("status=403")],
    ["500", () => lab.url("status=500")],
    ["a login page", () => lab.url("portal")],
    ["bad JSON", () => lab.url("bad-json")],
  ])("%s", (_name, bad) => {
    it("is left out before the start, and asked for nothing but the probe", async () => {
      const box = project();
      const { code, doc, asked } = await download(box, `${bad()},${lab.url()}`);
      expect(code).toBe(0);
      expect(doc.dropped.map(({ url }) => url)).toEqual([bad()]);
      expect(doc.attempts).toMatchObject([{ goproxy: lab.url(), exit: 0 }]);
      expect(asked(bad()).filter((url) => url.includes("example.com/hello"))).toEqual([]);
      expect(fs.existsSync(path.join(box.home, ".config", "go", "env"))).toBe(false);
      expect(fs.existsSync(path.join(box.home, ".local", "state", "goproxy-cfg"))).toBe(false);
    });
  });

  describe.each([
    ["a broken zip", () => lab.url("bad-zip")],
    ["a cut zip", () => lab.url("zip-truncate")],
    ["500 for the zip", () => lab.url("zip-status=500")],
    ["a connection that is reset", () => lab.url("zip-reset")],
  ])("%s", (_name, bad) => {
    it.each([",", "|"])("is found out by go's error, behind %s", async (separator) => {
      const box = project();
      const { code, doc, said } = await download(box, `${bad()}${separator}${lab.url()}`);
      expect({ code, said }).toMatchObject({ code: 0 });
      const { attempts } = doc;
      expect(attempts.at(-1)).toMatchObject({ exit: 0 });
      if (attempts.length === 1) expect(separator).toBe("|");
      else {
        expect(attempts[0]!.cause?.code).toMatch(/^(?:net\.|sumdb\.)/);
        expect(attempts[1]).toMatchObject({ goproxy: lab.url(), without: [bad()] });
      }
    });
  });

  it("a mirror that hangs in the middle of a download is left behind", async () => {
    const bad = lab.url("zip-hang");
    const { code, doc } = await download(project(), `${bad},${lab.url()}`, ["--stall", "3"]);
    expect(code).toBe(0);
    expect(doc.attempts).toMatchObject([
      { stalled: true, signal: "SIGTERM" },
      { goproxy: lab.url(), exit: 0, stalled: false, without: [bad] },
    ]);
  });

  it("--dry-run asks the mirrors, says the chain, and starts nothing", async () => {
    const box = project();
    const chain = `${lab.refused},${lab.url()}`;
    const { code, doc } = await download(box, chain, ["--dry-run"]);
    expect(code).toBe(0);
    expect(doc.attempts).toEqual([]);
    const env = { ...box.env, GOPROXY: chain };
    const words = ["run", "-n", "--", "touch", "started"];
    const { stderr } = await bin(words, { env, cwd: box.home });
    expect(stderr).toContain(`\`touch started\` would begin with GOPROXY=${lab.url()}`);
    expect(fs.existsSync(path.join(box.home, "started"))).toBe(false);
  });

  it("three bad ones in a row", async () => {
    const chain = [lab.url("bad-zip"), lab.url("zip-status=502"), lab.url("zip-truncate")];
    const { code, doc } = await download(project(), [...chain, lab.url()].join(","));
    expect(code).toBe(0);
    expect(doc.attempts.at(-1)).toMatchObject({ goproxy: lab.url(), exit: 0 });
  });

  it("a mirror that dies in the middle of fifty modules", async () => {
    const box = project();
    const names = Array.from({ length: 50 }, (_, at) => `example.com/many${at}`);
    const required = names.map((name) => `\t${name} v1.1.0\n`).join("");
    box.write("go.mod", `module work.example\n\ngo 1.20\n\nrequire (\n${required})\n`);
    const { code, doc } = await download(box, `${lab.url("dies=60")},${lab.url()}`);
    expect(code).toBe(0);
    expect(doc.attempts.map(({ exit }) => exit)).toEqual([1, 0]);
  });

  it("--no-retry: once", async () => {
    const chain = `${lab.url("bad-zip")},${lab.url()}`;
    const { code, doc } = await download(project(), chain, ["--no-retry"]);
    expect(code).toBe(1);
    expect(doc.attempts).toHaveLength(1);
  });

  it.each([
    ["a compile error", "build", "package main\n\nfunc main() { nothing() }\n"],
    ["a package that nobody has", "build", 'package main\n\nimport _ "example.com/none/at/all"\n'],
  ])("%s: started once, and go's own words", async (_name, verb, source) => {
    const box = sandbox({ env: { ...nothingLeaves, GOSUMDB: "off", GOFLAGS: "-modcacherw" } });
    box.write("go.mod", "module work.example\n\ngo 1.20\n");
    box.write("main.go", source);
    const options = { env: { ...box.env, GOPROXY: lab.url() }, cwd: box.home };
    const plain = await bin(["run", "-q", "--", "go", verb], options);
    // go up to 1.19 ends with 2 where the compiler refuses.
    const { code: exit } = await runProgram(["go", verb], options);
    expect(exit).toBeGreaterThan(0);
    expect(plain.code).toBe(exit);
    const { stderr } = await bin(["run", "--json", "--", "go", verb], options);
    const doc = JSON.parse(/^\{\n[\s\S]*^\}$/m.exec(stderr)![0]) as Run;
    expect(doc.attempts).toMatchObject([{ exit, cause: null }]);
    expect(stderr.startsWith(plain.stderr)).toBe(true);
  });

  it("a private module without a login: started once", async () => {
    const box = sandbox({
      env: { ...nothingLeaves, GOPRIVATE: "127.0.0.1", GOSUMDB: "off", GIT_TERMINAL_PROMPT: "0" },
    });
    box.write("go.mod", "module work.example\n\ngo 1.20\n");
    const options = { env: { ...box.env, GOPROXY: lab.url() }, cwd: box.home };
    const words = ["run", "--json", "--", "go", "get", "127.0.0.1/team/app"];
    const { code, stderr } = await bin(words, options);
    expect(code).toBe(1);
    const doc = JSON.parse(/^\{\n[\s\S]*^\}$/m.exec(stderr)![0]) as Run;
    expect(doc.attempts).toHaveLength(1);
  });

  it("none of the mirrors answers: the command gets the module cache, named ones are refused", async () => {
    const { env, home: cwd } = project();
    const [dead, bad] = [lab.refused, lab.url("status=500")];
    const command = ["--", "sh", "-c", 'echo "$GOPROXY"'];
    const set = { ...env, GOPROXY: `${dead},${bad}` };
    expect(await bin(["run", ...command], { env: set, cwd })).toMatchObject({
      code: 0,
      stdout: "off\n",
    });
    const named = await bin(["run", dead, bad, ...command], { env, cwd });
    expect(named).toMatchObject({ code: 1, stdout: "" });
  });
});

describe("run: the command is as it is without", () => {
  const start = (words: string[], input?: string) => {
    const box = sandbox({ env: nothingLeaves });
    return bin(["run", "direct", ...words], { env: box.env, cwd: box.home, input: input ?? "" });
  };

  it.each([0, 1, 2, 7, 127])("exit code %i", async (code) => {
    expect(await start(["--", "sh", "-c", `exit ${code}`])).toMatchObject({ code, signal: null });
  });

  it.each(["SIGINT", "SIGTERM", "SIGKILL"])("ended by %s", async (signal) => {
    const name = signal.slice(3);
    expect(await start(["--", "sh", "-c", `kill -${name} $$`])).toMatchObject({ signal });
  });

  it("127 where there is no such command, and nothing on stdout", async () => {
    const { code, stdout, stderr } = await start(["--", "no-such-command"]);
    expect({ code, stdout }).toEqual({ code: 127, stdout: "" });
    expect(stderr).toContain("no-such-command: command not found");
  });

  it("stdin reaches it, and stdout is its own byte for byte", async () => {
    const { stdout } = await start(["--", "cat"], "a\r\nb\0c");
    expect(stdout).toBe("a\r\nb\0c");
  });

  it("100 MB go through", async () => {
    const { stdout } = await start([
      "--",
      "sh",
      "-c",
      "head -c 100000000 /dev/zero | wc -c; head -c 100000000 /dev/zero >&2",
    ]);
    expect(stdout.trim()).toBe("100000000");
  });

  it("flags behind the command are the command's", async () => {
    const { stdout } = await start(["--", "echo", "--json", "-n", "--help"]);
    expect(stdout).toBe("--json -n --help\n");
  });

  it("npm's script for PowerShell swallows --: a command begins at go", async (test) => {
    const tool = need(test, go);
    const { stdout } = await start(["go", "version"]);
    expect(stdout).toContain(tool.version);
  });

  it("twenty at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => start(["--", "sh", "-c", `echo ${at}; exit ${at}`])),
    );
    expect(all.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });

  it("without a command: exit 2 and the form with --", async () => {
    const { code, stderr } = await start(["make", "test"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--");
  });
});

describe.skipIf(onPath("tmux") === null)("run on a terminal", () => {
  const open = async (words: string) => {
    const someone = user();
    const env = { ...someone.env, PS1: "ready>" };
    const shell = await terminal(["sh"], { env, cwd: someone.home, root: someone.root });
    await shell.shows(/ready>/);
    await shell.type(
      `clear; '${process.execPath}' '${binFile()}' run direct -- ${words}; echo exit=$?\n`,
    );
    return shell;
  };

  it("stays a terminal for the command", async () => {
    const shell = await open("sh -c 'test -t 0 && test -t 1 && test -t 2; echo tty=$?'");
    expect(await shell.shows(/exit=\d/)).toContain("tty=0");
  });

  it("Ctrl-C reaches it once, and it decides what that means", async () => {
    const shell = await open(
      `sh -c 'trap "echo caught" INT; echo go; read line; read line; exit 5'`,
    );
    await shell.shows(/^go$/m);
    await shell.keys("C-c");
    await shell.shows(/caught/);
    await shell.keys("C-c");
    await shell.shows(/caught[^]*caught/);
    await shell.keys("Enter");
    await shell.keys("Enter");
    const screen = await shell.shows(/exit=5/);
    expect(screen.match(/^.*caught$/gm)).toHaveLength(2);
  });
});
