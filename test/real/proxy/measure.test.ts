import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Changed, ErrorDocument, Test } from "../../../src/contract.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { binFile } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { realGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { type User, user } from "../../support/user.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ blackHole: process.platform === "linux" });
});
afterAll(() => lab.stop());

const config = (someone: User, mirrors: object[]) => {
  const folder = path.join(someone.home, ".config", "goproxy-cfg");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "config.json"), JSON.stringify({ mirrors }));
};
const envFile = (someone: User) => path.join(someone.home, ".config", "go", "env");

describe("test", () => {
  it("measures side by side and recommends, as one document", async () => {
    const [fast, slow, wrong] = [lab.url("delay=5"), lab.url("delay=400"), lab.url("html")];
    const run = await user().cfg([
      "test",
      slow,
      fast,
      wrong,
      lab.refused,
      "--samples",
      "8",
      "--json",
    ]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const document = expectDocument<Test>("Test", run.stdout);
    expect(document).toMatchObject({
      module: "golang.org/x/mod@v0.25.0",
      best: fast,
      recommended: `${fast}|${slow}|direct`,
      partial: false,
    });
    expect(document.mirrors.map(({ ok, error }) => [ok, error?.code ?? null])).toEqual([
      [true, null],
      [true, null],
      [false, "net.bad-response"],
      [false, "net.refused"],
    ]);
  });

  it("ends with 1 where nobody served, its document whole", async () => {
    const run = await user().cfg(["test", lab.refused, lab.url("500"), "--json"]);
    expect(run.code).toBe(1);
    expect(expectDocument<Test>("Test", run.stdout)).toMatchObject({
      best: null,
      recommended: null,
    });
  });

  it("knows who is behind, and what is served besides", async () => {
    const [stale, fresh] = [lab.url("stale"), lab.url("supported-404")];
    const run = await user().cfg(["test", stale, fresh, "--samples", "4", "--json"]);
    const { mirrors } = expectDocument<Test>("Test", run.stdout);
    expect(mirrors.map(({ freshness }) => freshness?.behind)).toEqual([true, false]);
    expect(mirrors.map(({ serves }) => serves.sumdb)).toEqual([true, false]);
  });

  it.each([
    ["--samples", "0"],
    ["--samples", "1.5"],
    ["--timeout", "soon"],
    ["--module", "golang.org/x/mod"],
    ["--compare", "curl"],
  ])("%s %s is a usage error", async (...flags) => {
    const run = await user().cfg(["test", lab.url("ok"), ...flags, "--json"]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(expectDocument<ErrorDocument>("ErrorDocument", run.stderr).error.code).toBe("usage");
  });

  it("shows no progress in a pipe, and no password", async () => {
    const url = lab.url("ok").replace("http://", "http://user:geheim@");
    const run = await user().cfg(["test", url, "--samples", "2"]);
    expect(run.stdout + run.stderr).not.toContain("geheim");
    expect(run.stderr).not.toContain("\u001B");
  });

  it("--compare go downloads through each mirror with the real go, and leaves nothing behind", async (test) => {
    need(test, realGo());
    const someone = user();
    const mirrors = [lab.url("ok"), lab.url("mod-404"), lab.refused];
    const run = await someone.cfg([
      "test",
      ...mirrors,
      "--samples",
      "2",
      "--compare",
      "go",
      "--json",
    ]);
    const document = expectDocument<Test>("Test", run.stdout);
    expect(document.mirrors.map(({ go }) => go?.ok)).toEqual([true, false, undefined]);
    expect(document.mirrors[1]?.go?.error).toContain("404");
    const left = fs.existsSync(path.join(someone.home, ".local/state/goproxy-cfg"))
      ? fs.readdirSync(path.join(someone.home, ".local/state/goproxy-cfg"))
      : [];
    expect(left.filter((name) => name.startsWith("go-"))).toEqual([]);
  });

  it("200 own mirrors: complete, with few connections", async () => {
    const someone = user();
    const names = Array.from({ length: 200 }, (_, at) => `m${at}`);
    config(
      someone,
      names.map((name, at) => ({
        name,
        url: `${at % 4 === 3 ? lab.refused : lab.url("ok")}?${at}`,
      })),
    );
    lab.takeRequests();
    const run = await someone.cfg(["test", ...names, "--samples", "4", "--json"]);
    const { mirrors } = expectDocument<Test>("Test", run.stdout);
    expect(mirrors).toHaveLength(200);
    expect(mirrors.filter(({ ok }) => ok)).toHaveLength(150);
    expect(mirrors.every(({ ok, samples }) => samples === (ok ? 4 : 1))).toBe(true);
    const seen = lab.takeRequests().map(({ at, took }) => [at, at + took] as const);
    const most = seen.map(([from]) => seen.filter(([a, b]) => a <= from && from < b).length);
    expect(Math.max(...most)).toBeLessThanOrEqual(64 * 3);
  });
});

describe("use auto", () => {
  it("writes those who serve in measured order, says why, and remembers when", async () => {
    const someone = user();
    const [fast, slow] = [lab.url("ok"), lab.url("delay=400")];
    const run = await someone.cfg(["use", "auto", slow, lab.refused, fast, "--json"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const { changes, notes, probes } = expectDocument<Changed>("Changed", run.stdout);
    expect(changes).toMatchObject([{ key: "GOPROXY", after: `${fast}|${slow}|direct` }]);
    expect(probes.map(({ ok }) => ok)).toEqual([true, false, true]);
    const why = notes.find(({ code }) => code === "mirror.measured");
    expect(why?.args).toMatchObject({
      order: [{ id: fast }, { id: slow }],
      left: [{ id: lab.refused, why: "failed" }],
      before: null,
    });
    const again = await someone.cfg(["use", "auto", fast, "--json"]);
    const later = expectDocument<Changed>("Changed", again.stdout).notes;
    expect(later.find(({ code }) => code === "mirror.measured")?.args["before"]).toBe(
      why?.args["at"],
    );
  });

  it("puts a pinned own mirror first, however slow", async () => {
    const someone = user();
    const [fast, slow] = [lab.url("ok"), lab.url("delay=300")];
    config(someone, [
      { name: "fast", url: fast },
      { name: "corp", url: slow, pinned: true },
    ]);
    const run = await someone.cfg(["use", "auto", "fast", "corp", "--json"]);
    expect(expectDocument<Changed>("Changed", run.stdout).changes[0]?.after).toBe(
      `${slow}|${fast}|direct`,
    );
  });

  it("--dry-run writes nothing, not even when it measured", async () => {
    const someone = user();
    const run = await someone.cfg(["use", "auto", lab.url("ok"), "--dry-run", "--json"]);
    expect(run.code).toBe(0);
    expect(expectDocument<Changed>("Changed", run.stdout).dryRun).toBe(true);
    expect(fs.existsSync(envFile(someone))).toBe(false);
    expect(fs.existsSync(path.join(someone.home, ".local/state/goproxy-cfg/measured.json"))).toBe(
      false,
    );
  });

  it("with all dead: exit 1, nothing written, whom it asked in the details", async () => {
    const someone = user();
    const run = await someone.cfg(["use", "auto", lab.refused, lab.url("zip-404"), "--json"]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    const { error } = expectDocument<ErrorDocument>("ErrorDocument", run.stderr);
    expect(error.code).toBe("no-mirror-answers");
    expect(error.details).toMatchObject([{ code: "net.refused" }, { code: "net.status" }]);
    expect(fs.existsSync(envFile(someone))).toBe(false);
  });

  it.each([["--no-verify"], ["https://goproxy.cn,direct"]])(
    "beside %s is a usage error",
    async (other) => {
      const run = await user().cfg(["use", "auto", other, "--json"]);
      expect(run.code).toBe(2);
    },
  );
});

/**
 * Runs the tool in a pseudo-terminal, presses Ctrl-C or sends SIGTERM once the screen shows `when`; prints the
 * screen's bytes.
 */
const terminal = `
import fcntl, os, pty, select, signal, struct, sys, termios, time
how, when, args = sys.argv[1], sys.argv[2], sys.argv[3:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(args[0], args)
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 90, 0, 0))
before = termios.tcgetattr(fd)
seen, sent, start = b"", False, time.time()
while time.time() - start < 100:
    if select.select([fd], [], [], 0.1)[0]:
        try: data = os.read(fd, 65536)
        except OSError: break
        if not data: break
        seen += data
    if not sent and when.encode() in seen:
        if how == "SIGTERM": os.kill(pid, signal.SIGTERM)
        else: os.write(fd, b"\\x03")
        sent = True
_, status = os.waitpid(pid, 0)
os.write(1, seen)
os.write(2, b"%d" % os.waitstatus_to_exitcode(status))
`;

const python = spawnSync("python3", ["-c", "import pty"]).status === 0;

describe.skipIf(!python)("Ctrl-C on a terminal", () => {
  const press = (someone: User, when: string, args: string[], how = "Ctrl-C") =>
    new Promise<{ screen: string; code: string }>((resolve) => {
      const words = ["-c", terminal, how, when, process.execPath, binFile(), ...args];
      const env = { ...someone.env, TERM: "xterm" } as NodeJS.ProcessEnv;
      const child = spawn("python3", words, { env, cwd: someone.home });
      let screen = "";
      let code = "";
      child.stdout.on("data", (text) => (screen += String(text)));
      child.stderr.on("data", (text) => (code += String(text)));
      child.once("close", () => resolve({ screen, code }));
    });

  it("prints what was measured, gives the cursor back, and ends with 130", async () => {
    const { screen, code } = await press(user(), "▏", [
      "test",
      lab.url("delay=50"),
      "--samples",
      "200",
    ]);
    expect(code).toBe("130");
    expect(screen).toContain("Interrupted");
    expect(screen).not.toContain("Recommended");
    expect(screen.lastIndexOf("\u001B[?25h")).toBeGreaterThan(screen.lastIndexOf("\u001B[?25l"));
  });

  it("SIGTERM too gives the cursor back", async () => {
    const args = ["test", lab.url("delay=50"), "--samples", "200"];
    const { screen, code } = await press(user(), "▏", args, "SIGTERM");
    expect(code).toBe("-15");
    expect(screen.endsWith("\u001B[?25h")).toBe(true);
  });

  it("in use auto writes nothing", async () => {
    const someone = user();
    const { screen, code } = await press(someone, "requests", ["use", "auto", lab.url("hang")]);
    expect(code).toBe("130");
    expect(screen.lastIndexOf("\u001B[?25h")).toBeGreaterThan(screen.lastIndexOf("\u001B[?25l"));
    expect(fs.existsSync(envFile(someone))).toBe(false);
  });
});
