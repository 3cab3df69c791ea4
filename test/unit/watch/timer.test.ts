import fs from "node:fs";
import path from "node:path";
import { parse } from "plist";
import { describe, expect, it } from "vitest";
import type { Changed, WatchStatus } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { cron, schtasks, systemdUnits, jobHere } from "../../../src/watch/timer/job.ts";
import { expectDocument } from "../../support/contract.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";
import { describeVerb } from "../../support/verb.ts";

// A PATH without programs: where systemctl is none, it is cron's, and that is not there either.
describeVerb("watch install", {
  "where nothing starts programs by the clock": {
    line: ["watch", "install"],
    exit: 2,
    error: "usage",
  },
  "a mirror that is none": { line: ["watch", "install", "frob"], exit: 2, error: "unknown-mirror" },
  "no number of seconds": {
    line: ["watch", "install", "--every", "soon"],
    exit: 2,
    error: "usage",
  },
});

describeVerb("watch uninstall", {
  "where nothing is installed": {
    line: ["watch", "uninstall"],
    exit: 0,
    holds: { changes: [], undo: null },
  },
});

describeVerb("watch status", {
  "where nothing is": {
    line: ["watch", "status"],
    exit: 0,
    document: "WatchStatus",
    holds: { manager: null, places: [], active: null, lastRound: null },
  },
});

const here = ["/usr/bin/node", "/opt/goproxy-cfg/bin/goproxy-cfg.js"] as const;

/** macOS with a launchctl that keeps what it was told; `answers`: false where it refuses everything. */
function mac(answers = true, self: readonly [string, string] = here) {
  const told: string[] = [];
  let loaded = false;
  const box = sandbox({
    env: { PATH: "/nonexistent", HTTPS_PROXY: "http://user:secret@proxy.corp:3128" },
    ctx: {
      platform: "darwin",
      user: 501,
      self,
      exec: (file, { args: [verb = "", ...rest] }) => {
        const isAsked = verb === "print";
        if (!isAsked) told.push([path.basename(file), verb, ...rest].join(" "));
        if (answers && verb === "bootstrap") loaded = true;
        if (answers && verb === "bootout") loaded = false;
        const code = answers && (!isAsked || loaded) ? 0 : 113;
        return Promise.resolve({ code, stdout: "", stderr: "", timedOut: false, failure: null });
      },
    },
  });
  return { ...box, told };
}

async function ran<T>(box: Sandbox, exit: number, ...words: string[]): Promise<T> {
  const before = box.stdout().length;
  expect({ exit: await run(box.ctx, [...words, "--json"]), said: box.stderr() }).toMatchObject({
    exit,
  });
  const type = words.includes("status") ? "WatchStatus" : "Changed";
  return expectDocument<T>(type, box.stdout().slice(before));
}

describe("a LaunchAgent", () => {
  const name = "Library/LaunchAgents/goproxy-cfg.watch.plist";

  it("is installed, started, changed, and taken back by undo", async () => {
    const box = mac();
    const file = path.join(box.home, name);
    const words = ["watch", "install", "cn", "--every", "300", "--fail-over"];
    expect(await ran<Changed>(box, 0, ...words)).toMatchObject({ changes: [{ file }], notes: [] });
    expect(parse(box.read(name))).toEqual({
      Label: "goproxy-cfg.watch",
      ProgramArguments: [...here, "watch", "--once", "cn", "--fail-over"],
      StartInterval: 300,
      RunAtLoad: true,
      EnvironmentVariables: expect.objectContaining({
        PATH: "/usr/local/bin:/usr/bin:/bin",
        HTTPS_PROXY: "http://user:secret@proxy.corp:3128",
      }),
    });
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(box.stdout()).not.toContain("secret");
    expect(box.told).toEqual([
      "launchctl bootout gui/501/goproxy-cfg.watch",
      `launchctl bootstrap gui/501 ${file}`,
    ]);
    expect(await ran<WatchStatus>(box, 0, "watch", "status")).toMatchObject({
      manager: "launchd",
      places: [{ file, state: "installed" }],
      active: true,
    });
    // What is so already is neither written nor started anew.
    expect(await ran<Changed>(box, 0, ...words)).toMatchObject({ changes: [] });
    expect(box.told.length).toBe(2);
    await ran<Changed>(box, 0, "undo");
    expect(fs.existsSync(path.join(box.home, "Library"))).toBe(false);
    expect(box.told.at(-1)).toBe("launchctl bootout gui/501/goproxy-cfg.watch");
  });

  it("uninstall takes it out, and its undo starts it again", async () => {
    const box = mac();
    await ran(box, 0, "watch", "install");
    const before = box.read(name);
    await ran(box, 0, "watch", "uninstall", "--dry-run");
    expect(box.read(name)).toBe(before);
    await ran(box, 0, "watch", "uninstall");
    expect(fs.existsSync(path.join(box.home, name))).toBe(false);
    await ran(box, 0, "undo");
    expect(box.read(name)).toBe(before);
    expect(box.told.at(-1)).toContain("launchctl bootstrap");
  });

  it("where launchd refuses, what is to be typed is said, with exit code 4", async () => {
    const box = mac(false);
    const { notes } = await ran<Changed>(box, 4, "watch", "install");
    expect(notes).toMatchObject([{ code: "watch.timer", args: { done: "written" } }]);
    expect(notes[0]?.message).toContain("launchctl bootstrap gui/501 '");
    const status = await ran<WatchStatus>(box, 0, "watch", "status");
    expect(status.start).toContain("launchctl bootstrap gui/501 '");
  });

  it("somebody else's file is neither overwritten nor removed", async () => {
    const box = mac();
    box.write(name, "<plist/>\n");
    expect(await run(box.ctx, ["watch", "install"])).toBe(1);
    expect(box.stderr()).toContain("goproxy-cfg did not write it");
    await ran(box, 0, "watch", "uninstall");
    expect(box.read(name)).toBe("<plist/>\n");
    expect(box.told).toEqual([]);
  });
});

describe("what a timer starts", () => {
  it.each([
    "/home/u/.npm/_npx/3f1a/node_modules/.bin/goproxy-cfg",
    "/home/u/.cache/pnpm/dlx/x1/node_modules/goproxy-cfg/bin/goproxy-cfg.js",
    "/tmp/bunx-1000-goproxy-cfg@latest/node_modules/goproxy-cfg/bin/goproxy-cfg.js",
    "/tmp/xfs-12ab/dlx-77/node_modules/goproxy-cfg/bin/goproxy-cfg.js",
    "/home/u/a\nb/goproxy-cfg.js",
  ])("not %j, which goes away: the form that lasts is named", async (script) => {
    const box = mac(true, ["/usr/bin/node", script]);
    expect(await run(box.ctx, ["watch", "install"])).toBe(2);
    expect(box.stderr()).toContain("npm install --global goproxy-cfg && goproxy-cfg watch install");
    expect(fs.readdirSync(box.home)).toEqual([]);
  });

  it("Homebrew's node by the link that an upgrade leaves", () => {
    const { ctx, root } = sandbox();
    const opt = path.join(root, "brew/opt/node@22/bin");
    fs.mkdirSync(opt, { recursive: true });
    fs.writeFileSync(path.join(opt, "node"), "");
    const self = [path.join(root, "brew/Cellar/node@22/22.1.0/bin/node"), here[1]] as const;
    const { command } = jobHere({ ...ctx, self }, [], { seconds: 60, goFolder: null });
    expect(command[0]).toBe(path.join(opt, "node"));
  });

  it("with a variable that holds a line break left out: it would be a line of the crontab", () => {
    const { ctx } = sandbox({ env: { HTTPS_PROXY: "http://x\n* * * * * rm" } });
    const job = jobHere({ ...ctx, self: here }, [], { seconds: 60, goFolder: null });
    expect(cron(job)).not.toContain("rm");
    expect(cron(job)).not.toContain("\n");
  });
});

describe("the forms", () => {
  const job = {
    command: ["/opt/my node/node", `/home/o'neil/100%/"$HOME".js`, "watch"],
    env: [["HTTPS_PROXY", "http://a%40b:c@proxy:1"]] as const,
    seconds: 90,
  };

  it("systemd: words are quoted, and % and $ are no specifiers", () => {
    const { service } = systemdUnits(job);
    expect(service).toContain(
      String.raw`ExecStart="/opt/my node/node" "/home/o'neil/100%%/\"$$HOME\".js" watch` + "\n",
    );
    expect(service).toContain("Environment=HTTPS_PROXY=http://a%%40b:c@proxy:1\n");
    // With these a service of a manager that is not root's ends with 218/CAPABILITIES.
    expect(service).not.toMatch(/^(?:CapabilityBoundingSet|Protect\w+|Private\w+)=/m);
  });

  it.each([
    [1, "*/1 * * * *"],
    [90, "*/2 * * * *"],
    [3540, "*/59 * * * *"],
    [3600, "0 */1 * * *"],
    [86_400, "0 0 * * *"],
  ])("cron: every %i s is %s", (seconds, when) => {
    expect(cron({ ...job, seconds })).toContain(`${when} HTTPS_PROXY=`);
  });

  it("cron: % would be a line break", () => {
    expect(cron(job)).toContain(
      String.raw`HTTPS_PROXY=http://a\%40b:c@proxy:1 '/opt/my node/node'`,
    );
    expect(cron(job)).not.toMatch(/[^\\]%/);
  });

  it("Task Scheduler: minutes, and words with blanks in quotes", () => {
    const text = schtasks({ ...job, command: ["C:\\Program Files\\node.exe", "C:\\a&b.js"] });
    expect(text).toContain("<Interval>PT2M</Interval>");
    expect(text).toContain(
      String.raw`<Arguments>--headless "C:\Program Files\node.exe" C:\a&amp;b.js</Arguments>`,
    );
  });
});
