import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import type { Changed, WatchStatus } from "../../../src/contract.ts";
import { binFile, type Ended, run } from "../../support/bin.ts";
import { found, missing, onPath } from "../../support/found.ts";
import { nothingLeaves } from "../../support/go.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { need } from "../../support/machine.ts";
import { unshared } from "../../support/netns.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";
import { windows, windowsPath } from "../../support/wine.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

const program = (test: TestContext, file: string): string =>
  need(test, onPath(file) === null ? missing(`no ${file}`) : found(onPath(file)!));

/** Runs a script in a mount namespace of its own, as root; all that it started ends with it. */
async function apart(
  test: TestContext,
  box: Sandbox,
  script: string,
  more: Record<string, string> = {},
): Promise<Ended> {
  const prefix = need(test, unshared("--mount", "--pid", "--fork", "--mount-proc", "--kill-child"));
  const env = { ...box.env, ...nothingLeaves, MIRROR: lab.url(), NODE: process.execPath, ...more };
  return run([...prefix, "sh", "-ec", script], { env, cwd: box.home, timeout: 115_000 });
}

/** The JSON documents that a script has printed, each on a line of its own behind its name. */
function documents<T>({ stdout }: Ended, name: string): T[] {
  const lines = stdout.split("\n").filter((line) => line.startsWith(`${name} `));
  return lines.map((line) => JSON.parse(line.slice(name.length)) as T);
}

describe("a user's systemd", () => {
  // A manager of systemd that is not root's, as after a login: it wants the system to be one that systemd has booted,
  // and a part of the tree of control groups.
  const session = String.raw`
mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system /run/tool
cp -r "$TOOL/bin" "$TOOL/dist" "$TOOL/package.json" /run/tool/
mount -t tmpfs tmpfs /sys/fs/cgroup && mkdir /sys/fs/cgroup/systemd
mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
group=/sys/fs/cgroup/systemd/goproxy-cfg-$PPID-$USER_ID
mkdir -p "$group" && chown -R $USER_ID "$group" && echo $$ >"$group/cgroup.procs"
chmod 755 "$ROOT" && mkdir -m 700 "$ROOT/run" && chown -R $USER_ID "$ROOT/run" "$HOME"
as() { setpriv --reuid $USER_ID --regid $USER_ID --clear-groups env XDG_RUNTIME_DIR="$ROOT/run" "$@"; }
cfg() { as "$NODE" /run/tool/bin/goproxy-cfg.js "$@"; }
doc() { printf '%s ' "$1"; shift; cfg "$@" --json | tr -d '\n'; echo; }
as /usr/lib/systemd/systemd --user >"$ROOT/manager.log" 2>&1 &
for try in $(seq 400); do as systemctl --user is-system-running >/dev/null 2>&1 && break; sleep 0.1; done
`;

  it("runs the rounds from install to uninstall", async (test) => {
    for (const name of ["systemctl", "setpriv", "/usr/lib/systemd/systemd"]) {
      if (!path.isAbsolute(name)) program(test, name);
      else if (!fs.existsSync(name)) test.skip(`no ${name}`);
    }
    const box = sandbox();
    const more = {
      USER_ID: "4242",
      ROOT: box.root,
      TOOL: path.dirname(path.dirname(binFile())),
    };
    const ended = await apart(
      test,
      box,
      String.raw`${session}
as systemctl --user is-system-running >/dev/null || { echo "no manager"; cat "$ROOT/manager.log"; exit 0; }
doc install watch install "$MIRROR" --every 1
for try in $(seq 900); do [ -e "$HOME/.local/state/goproxy-cfg/watch.json" ] && break; sleep 0.1; done
doc status watch status
echo "result $(as systemctl --user show -p Result --value goproxy-cfg-watch.service)"
doc install watch install "$MIRROR" --every 600
echo "every $(as systemctl --user show -p TimersMonotonic goproxy-cfg-watch.timer | tr -d '\n')"
doc undo undo
doc uninstall watch uninstall
doc status watch status
echo "links $(find "$HOME" -path '*/.config/*systemd*' | tr '\n' ' ')"
echo "timers $(as systemctl --user list-timers --all --no-legend | tr '\n' ' ')"
doc undo undo
doc status watch status
doc uninstall watch uninstall
as systemctl --user exit; wait
`,
      more,
    );
    if (/no manager|mount:|permission denied/i.test(ended.stdout + ended.stderr)) {
      test.skip(`systemd does not run for a user here: ${(ended.stdout + ended.stderr).trim()}`);
    }
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const [first, second, third] = documents<WatchStatus>(ended, "status");
    expect(first).toMatchObject({ manager: "systemd", active: true, start: null });
    // The timer has started a round, and the round could write its state.
    expect(first?.lastRound).not.toBeNull();
    expect(ended.stdout).toContain("result success\n");
    expect(ended.stdout).toMatch(/^every .*OnUnitActiveUSec=10min/m);
    expect(second).toMatchObject({ active: false, start: null });
    expect(second?.places.map(({ state }) => state)).toEqual(["absent", "absent"]);
    expect(ended.stdout).toMatch(/^links $/m);
    expect(ended.stdout).toMatch(/^timers $/m);
    expect(third).toMatchObject({ active: true });
    for (const name of ["install", "undo", "uninstall"]) {
      for (const { notes } of documents<Changed>(ended, name)) expect(notes).toEqual([]);
    }
  });
});

describe("a user's crontab", () => {
  it("gets a line that sh runs as it is, and loses it again with every other line in its place", async (test) => {
    for (const name of ["crontab", "cron"]) program(test, name);
    const box = sandbox();
    const theirs = "# mine\n0 1 * * * true 100\\% # goproxy\n";
    const ended = await apart(
      test,
      box,
      String.raw`
mount -t tmpfs tmpfs /var/spool/cron/crontabs
mount -t tmpfs tmpfs /run
cfg() { "$NODE" "$BIN" "$@"; }
doc() { printf '%s ' "$1"; shift; cfg "$@" --json | tr -d '\n'; echo; }
printf '%s' "$THEIRS" | crontab -
doc silent watch install "$MIRROR" --every 300
doc silentstatus watch status
cron
doc again watch install "$MIRROR" --every 300
crontab -l >"$HOME/with"
doc status watch status
doc undo undo
crontab -l >"$HOME/without"
crontab -r
doc install watch install "$MIRROR"
doc uninstall watch uninstall
crontab -l 2>&1 || true
cfg watch "$MIRROR" --print cron | crontab -
# What cron makes of the line: the sixth field and on, to sh.
sed -n 's|^\*/5 \* \* \* \* ||p' "$HOME/with" >"$HOME/line"
env -i HOME="$HOME" sh "$HOME/line"
doc after watch status
`,
      { BIN: binFile(), THEIRS: theirs, HTTPS_PROXY: "http://u%40:p'q@127.0.0.1:9" },
    );
    if (/mount:/.test(ended.stderr)) test.skip(ended.stderr.trim());
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const [line = ""] = box.read("with").split("\n").slice(-2);
    expect(box.read("with")).toBe(`${theirs}${line}\n`);
    expect(line).toMatch(/^\*\/5 \* \* \* \* .*HTTPS_PROXY=.*\\%40.* watch --once /);
    expect(box.read("without")).toBe(theirs);
    expect(ended.stdout).toContain("no crontab for");
    // Nobody has started cron yet: it is said how.
    const start = "sudo service cron start";
    expect(documents<Changed>(ended, "silent")).toMatchObject([
      {
        changes: [{ target: "user-config", file: "crontab" }],
        notes: [{ code: "watch.timer", args: { now: start } }],
      },
    ]);
    expect(documents<WatchStatus>(ended, "silentstatus")).toMatchObject([{ active: false, start }]);
    expect(documents<Changed>(ended, "again")).toMatchObject([
      { changes: [], notes: [], undo: null },
    ]);
    expect(documents<WatchStatus>(ended, "status")).toMatchObject([
      { manager: "cron", active: true, places: [{ file: null, state: "installed" }] },
    ]);
    expect(ended.stdout).not.toContain("p'q");
    const [after] = documents<WatchStatus>(ended, "after");
    expect(after?.lastRound).not.toBeNull();
  });
});

describe("Windows' Task Scheduler", () => {
  it("takes the task, and lets it go", async (test) => {
    const wine = need(test, windows());
    const box = sandbox();
    for (const name of ["roaming", "local"]) fs.mkdirSync(path.join(box.root, name));
    const at = (name: string) => windowsPath(path.join(box.root, name));
    const env = {
      USERPROFILE: windowsPath(box.root),
      APPDATA: at("roaming"),
      LOCALAPPDATA: at("local"),
      PATH: wine.path,
    };
    const cwd = windowsPath(box.root);
    const cfg = (...args: string[]) => ({ args: [windowsPath(binFile()), ...args], env, cwd });
    const file = path.join(box.root, "local", "goproxy-cfg", "goproxy-cfg-watch.xml");
    const schtasks = (...args: string[]) => ({
      program: String.raw`C:\windows\system32\schtasks.exe`,
      args,
      env,
      cwd,
    });
    const [installed, kept, taken, deleted, gone] = await wine.run(box.root, [
      cfg("watch", "install", "cn", "--every", "120", "--json"),
      // Wine says yes to every query: what can be seen is that the task can be deleted, and then not any more.
      schtasks("/delete", "/f", "/tn", "goproxy-cfg-watch"),
      schtasks("/create", "/f", "/tn", "goproxy-cfg-watch", "/xml", windowsPath(file)),
      cfg("undo", "--json"),
      schtasks("/delete", "/f", "/tn", "goproxy-cfg-watch"),
    ]);
    expect(installed).toMatchObject({ code: 0, stderr: "" });
    const { changes } = JSON.parse(installed!.stdout) as Changed;
    expect(changes).toMatchObject([{ target: "user-config", file: windowsPath(file) }]);
    expect(changes[0]?.after).toContain("watch --once cn</Arguments>");
    expect(kept).toMatchObject({ code: 0 });
    expect(taken).toMatchObject({ code: 0 });
    expect(fs.existsSync(file)).toBe(false);
    expect(deleted?.stderr).not.toMatch(/Error:/);
    expect(gone).toMatchObject({ code: 1 });
  });
});
