import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { bin, type Ended, run } from "../../support/bin.ts";
import { type User, user } from "../../support/user.ts";

/** Milliseconds. A run that reads a pipe or a device for ever is killed then, and its test fails. */
const timeout = 60_000;

const withoutFolders = { XDG_CONFIG_HOME: "", XDG_STATE_HOME: "", XDG_CACHE_HOME: "" };

/** Everything below a folder but go's own telemetry. */
function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((one) => !one.isDirectory())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
    .filter((name) => !name.includes("telemetry"))
    .toSorted();
}

describe("what is no regular file is never waited for", () => {
  const readers: [file: string, ...commands: string[]][] = [
    [".local/state/goproxy-cfg/history.jsonl", "history", "undo", "use cn --no-verify"],
    [".local/state/goproxy-cfg/trusted.jsonl", "check", "apply --yes"],
    [".local/state/goproxy-cfg/measured.json", "current", "list"],
    [".config/goproxy-cfg/config.json", "list", "mirror list", "doctor --offline"],
    [".config/goproxy-cfg/env.sh", "shell status", "shell install --shell bash"],
    [".config/go/env", "current", "use cn --no-verify"],
    [".config/git/config", "private add git.corp.com --git ssh"],
    [".gitconfig", "private add git.corp.com --git ssh"],
    [".netrc", "use https://127.0.0.1:9", "private add git.corp.com --git https"],
    [".bashrc", "shell status", "shell install --shell bash", "doctor --offline"],
    [".profile", "shell install --shell sh"],
    [".zshenv", "shell install --shell zsh"],
    ["go.mod", "doctor --offline", "why"],
    ["go.work", "doctor --offline", "current"],
    ["sub/go.mod", "doctor --offline", "current"],
    ["vendor/modules.txt", "doctor --offline"],
    [".goproxyrc.yaml", "check", "validate"],
    [".goproxyrc.json", "check"],
    ["report.html", "test --html report.html --samples 1 http://127.0.0.1:9"],
  ];
  const kinds: Record<string, (file: string) => void> = {
    "a pipe": (file) => execFileSync("mkfifo", [file]),
    "/dev/zero": (file) => fs.symlinkSync("/dev/zero", file),
  };
  for (const [kind, place] of Object.entries(kinds)) {
    for (const [name, ...commands] of readers) {
      test(`${kind} as ${name}`, { timeout: 4 * timeout }, async () => {
        const { home, write, cfg } = user();
        if (name === "sub/go.mod") write("go.work", "go 1.22\n\nuse ./sub\n");
        if (name === "vendor/modules.txt") write("go.mod", "module m\n\ngo 1.22\n");
        const file = path.join(home, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        place(file);
        for (const command of commands) {
          const { code, signal, stderr } = await cfg(command.split(" "), { timeout });
          expect({ command, code, signal }).toEqual({
            command,
            code: expect.any(Number),
            signal: null,
          });
          expect(stderr).not.toMatch(/inside goproxy-cfg|内部/);
        }
        expect(fs.lstatSync(file).isFile(), "still there").toBe(false);
      });
    }
  }

  test.each([
    [".local/state/goproxy-cfg/history.jsonl", "history", 1],
    [".config/goproxy-cfg/config.json", "list", 2],
    [".gitconfig", "private add git.corp.com --git ssh", 1],
    [".config/go/env", "use cn --no-verify", 1],
  ])("%s is named with the reason", async (name, command, exit) => {
    const { home, cfg } = user();
    fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    fs.symlinkSync("/dev/zero", path.join(home, name));
    const { code, stderr } = await cfg(command.split(" "), { timeout });
    expect(code).toBe(exit);
    expect(stderr).toContain(name);
    expect(stderr).toMatch(/regular file|a link, and not followed/);
  });

  test("a file of 300 MB is too large", async () => {
    const { write, cfg } = user();
    fs.truncateSync(write(".config/goproxy-cfg/config.json", "{}"), 300 * 1024 * 1024);
    const { code, stderr } = await cfg(["list"], { timeout });
    expect(code).toBe(2);
    expect(stderr).toMatch(/config\.json: .*larger/);
  });

  test("a log that is a device is refused, one that is a pipe is read", async () => {
    const { home, cfg, env } = user();
    for (const device of ["/dev/zero", "/dev/full"]) {
      const { code, stderr } = await cfg(["doctor", "--offline", "--log", device], { timeout });
      expect({ device, code }).toEqual({ device, code: 2 });
      expect(stderr).toContain(`${device} cannot be read (not a regular file)`);
    }
    const pipe = path.join(home, "pipe");
    execFileSync("mkfifo", [pipe]);
    const log = "go: github.com/a/b@v1.0.0: reading https://goproxy.cn/a: 404 Not Found";
    const [told] = await Promise.all([
      cfg(["doctor", "--offline", "--json", "--log", pipe], { timeout }),
      run(["sh", "-c", 'echo "$1" > "$0"', pipe, log], { env, cwd: home, timeout }),
    ]);
    expect(told.stdout).toContain('"id": "log"');
  });
});

describe("without a home folder", () => {
  const odd: [what: string, home: string][] = [
    ["empty", ""],
    ["relative", "some/where"],
  ];
  const planted: Record<string, string> = {
    ".config/goproxy-cfg/config.json": '{"mirrors":[{"name":"evil","url":"https://evil.example"}]}',
    ".local/state/goproxy-cfg/history.jsonl": `${JSON.stringify({
      id: "00000001",
      at: "2020-01-01T00:00:00.000Z",
      verb: "use",
      state: "done",
      changes: [],
      files: [{ target: "startup-file", path: "/victim", before: "ZXZpbA==", after: null }],
    })}\n`,
  };

  /** A repository that brings state of its own, in the place where a home folder would have it. */
  function checkout({ root, home, write }: User, below: string): string {
    const cwd = path.join(root, "checkout");
    for (const [name, text] of Object.entries(planted)) {
      write(path.relative(home, path.join(cwd, below, name)), text);
    }
    return cwd;
  }

  for (const [what, home] of odd) {
    test(`${what}: reading verbs read nothing of the working folder`, async () => {
      const me = user();
      const cwd = checkout(me, home);
      const env = { ...withoutFolders, HOME: home };
      for (const command of ["list", "current", "history", "env", "private list", "shell status"]) {
        const { code, stdout } = await me.cfg(command.split(" "), { cwd, env, timeout });
        expect({ command, code }).toEqual({ command, code: 0 });
        expect(stdout).not.toMatch(/evil|00000001/);
      }
    });

    test(`${what}: writing verbs say what is missing, and write nothing`, async () => {
      const me = user();
      const cwd = checkout(me, home);
      const before = filesIn(cwd);
      const commands = ["use cn --no-verify", "undo", "reset", "private add a.corp.com"];
      commands.push("mirror add x https://x.example", "shell install --shell bash");
      for (const command of commands) {
        const env = { ...withoutFolders, HOME: home, GOENV: path.join(me.root, "goenv") };
        const { code, stderr } = await me.cfg(command.split(" "), { cwd, env, timeout });
        expect({ command, code }).toEqual({ command, code: 1 });
        expect(stderr).toContain(
          home === "" ? "HOME is empty" : 'HOME is not absolute ("some/where")',
        );
        expect(stderr).toContain("HOME=/");
      }
      expect(filesIn(cwd)).toEqual(before);
      expect(fs.existsSync(path.join(me.root, "goenv"))).toBe(false);
    });
  }

  test("absolute folders that the user names take its place", async () => {
    const me = user();
    const cwd = checkout(me, "");
    const [state, config] = ["state", "config"].map((name) => path.join(me.root, name)) as [
      string,
      string,
    ];
    const env = { HOME: "", XDG_STATE_HOME: state, XDG_CONFIG_HOME: config };
    const { code } = await me.cfg(["use", "cn", "--no-verify"], { cwd, env, timeout });
    expect(code).toBe(0);
    expect(fs.readFileSync(path.join(config, "go", "env"), "utf8")).toContain("goproxy.cn");
    expect((await me.cfg(["undo"], { cwd, env, timeout })).code).toBe(0);
    expect(fs.readdirSync(state)).toEqual(["goproxy-cfg"]);
  });

  test("relative XDG folders are ignored", async () => {
    const me = user();
    const cwd = checkout(me, "");
    const env = { XDG_STATE_HOME: ".local/state", XDG_CONFIG_HOME: "" };
    const { stdout } = await me.cfg(["history"], { cwd, env, timeout });
    expect(stdout).not.toContain("00000001");
  });
});

describe("a state folder that cannot be made is said at once", () => {
  test.skipIf(process.platform !== "linux")("HOME=/proc", async () => {
    const { root, cfg } = user();
    const env = { ...withoutFolders, HOME: "/proc", GOENV: path.join(root, "goenv") };
    const { code, stderr } = await cfg(["use", "cn", "--no-verify"], { env, timeout });
    expect(code).toBe(1);
    expect(stderr).toContain("/proc/.local cannot be made");
  });

  test("a link to a disk that is not mounted", async () => {
    const { home, cfg, stored } = user();
    fs.mkdirSync(path.join(home, ".local"));
    fs.symlinkSync("/nonexistent/state", path.join(home, ".local", "state"));
    const { code, stderr } = await cfg(["use", "cn", "--no-verify"], { timeout });
    expect(code).toBe(1);
    expect(stderr).toContain(".local/state is a link to nothing");
    expect(stored()).toBeNull();
  });
});

describe.skipIf(process.getuid?.() !== 0)("root (needs root)", () => {
  /** Whoever has this number has a name on every system. */
  const nobody = 65_534;

  test("does nothing in the home folder of another user, and says how to do it", async () => {
    const { home, cfg } = user();
    fs.chownSync(home, nobody, nobody);
    for (const command of ["use cn --no-verify", "current", "shell install --shell bash"]) {
      const { code, stderr } = await cfg(command.split(" "), { timeout });
      expect({ command, code }).toEqual({ command, code: 1 });
      expect(stderr).toMatch(/sudo -u nobody goproxy-cfg/);
    }
    expect(fs.readdirSync(home), "not even go's telemetry").toEqual([]);
  });

  test("follows no link in the place of a file of ours, and gives nothing away through one", async () => {
    const { root, home, cfg } = user();
    const [secret, folder] = [path.join(root, "secret"), path.join(root, "rootonly")];
    fs.writeFileSync(secret, "", { mode: 0o644 });
    fs.mkdirSync(folder, { mode: 0o755 });
    const state = path.join(home, ".local", "state", "goproxy-cfg");
    fs.mkdirSync(state, { recursive: true });
    // A container's: nobody on this machine has the number, and the home is served.
    for (const one of [home, ".local", ".local/state", state]) {
      fs.chownSync(path.resolve(home, one), 54_321, 54_321);
    }
    for (const target of [secret, path.join(root, "new")]) {
      fs.symlinkSync(target, path.join(state, "history.jsonl"));
      const { code, stderr } = await cfg(["use", "cn", "--no-verify"], { timeout });
      expect(code).toBe(1);
      expect(stderr).toContain("a link, and not followed");
      fs.unlinkSync(path.join(state, "history.jsonl"));
    }
    expect(fs.existsSync(path.join(root, "new"))).toBe(false);
    expect(fs.statSync(secret)).toMatchObject({ uid: 0, size: 0 });
    expect(fs.statSync(secret).mode & 0o777).toBe(0o644);
    fs.rmSync(state, { recursive: true });
    fs.symlinkSync(folder, state);
    await cfg(["use", "cn", "--no-verify"], { timeout });
    expect(fs.statSync(folder).mode & 0o777).toBe(0o755);
  });
});

test.each([0o000, 0o777])("modes are 0600 and 0700 whatever the umask (%o)", async (mask) => {
  const { home, env, cfg } = user();
  const shell = ["sh", "-c", `umask ${mask.toString(8)}; exec "$@"`, "sh"];
  const ended: Ended = await bin(["use", "cn", "--no-verify"], {
    env,
    cwd: home,
    prefix: shell,
    timeout,
  });
  const state = path.join(home, ".local", "state", "goproxy-cfg");
  if (mask === 0o777 && process.getuid?.() !== 0) expect(ended.code).not.toBeNull();
  else expect(ended.code).toBe(0);
  expect((await cfg(["history"], { timeout })).code).not.toBeNull();
  // None, where the mask does not let its owner into what was just made.
  const names = fs.existsSync(state) ? ["", ...fs.readdirSync(state)] : [];
  for (const name of names) {
    const stat = fs.statSync(path.join(state, name));
    const most = stat.isDirectory() ? 0o700 : 0o600;
    expect({ name, open: stat.mode & 0o777 & ~most }).toEqual({ name, open: 0 });
  }
});

test.skipIf(!fs.existsSync("/dev/full"))(
  "a full disk behind stdout is one sentence, exit 1",
  async () => {
    const { home, env } = user();
    for (const words of [["list"], ["list", "--json"]]) {
      const prefix = ["sh", "-c", 'exec "$@" > /dev/full', "sh"];
      const { code, stderr } = await bin(words, { env, cwd: home, prefix, timeout });
      expect(code).toBe(1);
      expect(stderr).toContain("could not be written to stdout: ENOSPC");
      expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal/);
    }
  },
);

test("a file that is no report of ours is not overwritten", async () => {
  const { write, read, cfg } = user();
  write(".bashrc", "alias a=1\n");
  const measured = ["test", "--samples", "1", "http://127.0.0.1:9", "--html"];
  const refused = await cfg([...measured, ".bashrc"], { timeout });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("no report of this tool");
  expect(read(".bashrc")).toBe("alias a=1\n");
  await cfg([...measured, "report.html"], { timeout });
  const first = read("report.html");
  const again = await cfg([...measured, "report.html"], { timeout });
  expect(again.stderr).not.toContain("no report");
  expect(first).toMatch(/^<!DOCTYPE html>/);
});

test("where no shell is found, `shell install` is no success", async () => {
  const { home, env, cfg } = user();
  const { code, stderr } = await cfg(["shell", "install"], { env: { ...env, SHELL: "" }, timeout });
  expect(code).toBe(2);
  expect(stderr).toContain("goproxy-cfg shell install --shell bash");
  expect(filesIn(home)).toEqual([]);
});

test("a folder whose name no shell can hold is named", async () => {
  const { root, cfg } = user();
  const env = { XDG_CONFIG_HOME: path.join(root, "a\nb") };
  const { code, stderr } = await cfg(["shell", "install", "--shell", "bash"], { env, timeout });
  expect(code).toBe(2);
  expect(stderr).toContain("The value of XDG_CONFIG_HOME cannot be written as");
});
