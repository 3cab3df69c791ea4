import fs from "node:fs";
import path from "node:path";
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  onTestFinished,
  test,
  type TestContext,
} from "vitest";
import type { Changed } from "../../../src/contract.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { run } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { type Found, missing, onPath } from "../../support/found.ts";
import { type GitServer, startGitServer } from "../../support/git-server.ts";
import { realGo, runGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { type User, user } from "../../support/user.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

/** A server, and a user whose GOPROXY is a mirror that has every module, private ones too. */
async function office(context: TestContext, options: { login?: string } = {}) {
  const go = need(context, realGo());
  const someone = user();
  const started: Found<GitServer> =
    process.platform === "win32"
      ? missing("git http-backend on Windows")
      : await startGitServer(path.join(someone.root, "server"), options);
  const server = need(context, started);
  onTestFinished(() => server.stop());
  const mark = `ok=${Math.random().toString(36).slice(2)}`;
  await someone.cfg(["use", lab.url("ok", mark), "--no-verify", "--sumdb", "off"]);
  const asked = () =>
    lab.requests
      .filter(({ mirror, module }) => mirror.endsWith(mark) && module.startsWith(server.host))
      .map(({ module }) => module);
  const get = async () => {
    const project = fs.mkdtempSync(path.join(someone.root, "project-"));
    fs.writeFileSync(path.join(project, "go.mod"), "module example.com/mine\n\ngo 1.15\n");
    const cache = fs.mkdtempSync(path.join(someone.root, "cache-"));
    return runGo(go, ["get", `${server.module}@v1.0.0`], {
      cwd: project,
      env: {
        ...someone.env,
        ...server.env,
        GOTOOLCHAIN: "local",
        GOPATH: cache,
        GOFLAGS: "-modcacherw",
      },
    });
  };
  return { someone, server, asked, get };
}

describe("the real go get, after private add", () => {
  test("without it the proxy is asked for the private name", async (context) => {
    const { asked, get } = await office(context);
    expect(await get()).toMatchObject({ code: 0 });
    expect(asked()).not.toEqual([]);
  });

  test.for(["none", "https"] as const)(
    "--git %s: over https, past the proxy",
    async (git, context) => {
      const { someone, server, asked, get } = await office(context);
      const added = await someone.cfg(["private", "add", `${server.host}/*`, "--git", git]);
      expect(added.code).toBe(0);
      expect(await get()).toMatchObject({ code: 0 });
      expect(asked()).toEqual([]);
      expect(server.requests).toContain("POST /team/app.git/git-upload-pack");
      expect(server.ssh()).toEqual([]);
      expect(fs.existsSync(path.join(someone.home, ".gitconfig"))).toBe(false);
    },
  );

  test("--git ssh: git goes over ssh, past the proxy; undo goes back to https", async (context) => {
    const { someone, server, asked, get } = await office(context);
    const added = await someone.cfg(["private", "add", `${server.host}/*`, "--git", "ssh"]);
    expect(added.code).toBe(0);
    expect(await get()).toMatchObject({ code: 0 });
    expect(asked()).toEqual([]);
    expect(server.requests.filter((line) => line.includes("git-upload-pack"))).toEqual([]);
    expect(server.ssh().length).toBeGreaterThan(0);
    expect(server.ssh()[0]).toContain(`git@${server.host}`);

    const before = server.ssh().length;
    expect((await someone.cfg(["undo"])).code).toBe(0);
    await someone.cfg(["private", "add", server.host]);
    expect(await get()).toMatchObject({ code: 0 });
    expect(server.ssh().length).toBe(before);
  });

  test("a host that wants a login: https tells what is missing, and is content with .netrc", async (context) => {
    const { someone, server, asked, get } = await office(context, { login: "me:s3cret-w0rd" });
    const args = ["private", "add", server.host, "--git", "https", "--json"];
    const before = await someone.cfg(args);
    expect(before.code).toBe(0);
    expect(logins(before.stdout)).toEqual([
      ["git", null, "warning"],
      ["go", null, "warning"],
    ]);
    expect((await get()).code).not.toBe(0);

    const line = `machine ${server.host} login me password s3cret-w0rd\n`;
    fs.writeFileSync(path.join(someone.home, ".netrc"), line, { mode: 0o600 });
    const after = await someone.cfg(args);
    expect(logins(after.stdout)).toEqual([
      ["git", "netrc", "info"],
      ["go", "netrc", "info"],
    ]);
    expect(after.stdout + after.stderr).not.toContain("s3cret");
    expect(await get()).toMatchObject({ code: 0 });
    expect(asked()).toEqual([]);
  });
});

function logins(json: string) {
  const { notes } = expectDocument<Changed>("Changed", json);
  return notes
    .filter(({ code }) => code === "private.login")
    .map(({ args, severity }) => [args["for"], args["by"], severity]);
}

describe.skipIf(onPath("git") === null)("git's global file", () => {
  const env = { GIT_CONFIG_NOSYSTEM: "1" };
  const add = (someone: User, ...args: string[]) =>
    someone.cfg(["private", "add", "git.corp.example/*", "--git", "ssh", ...args]);
  const rewritten = async (someone: User, url: string) => {
    const line = ["git", "ls-remote", "--get-url", url];
    return (await run(line, { env: someone.env, cwd: someone.root })).stdout.trim();
  };
  const url = "https://git.corp.example/team/app.git";
  const ssh = "ssh://git@git.corp.example/team/app.git";

  test("undo --force takes out our rule by git, and leaves what the user added", async () => {
    const someone = user(env);
    someone.write(".gitconfig", "[user]\n\tname = A\n");
    await add(someone);
    const edited = someone.read(".gitconfig").replace("insteadOf =", "insteadOf  =");
    const theirs = "[alias]\n\tco = checkout\n[credential]\n\thelper = store\n";
    someone.write(".gitconfig", edited + theirs);
    expect(await someone.cfg(["undo"])).toMatchObject({ code: 1 });
    expect(await someone.cfg(["undo", "--force"])).toMatchObject({ code: 0 });
    expect(someone.read(".gitconfig")).toBe(`[user]\n\tname = A\n${theirs}`);
  });

  test("one plan: a dry run writes nothing, one history entry, undo brings the bytes back", async () => {
    const someone = user(env);
    const own = "[user]\n\tname = Somebody # me\n[core]\n  editor = vi";
    someone.write(".gitconfig", own);
    fs.chmodSync(path.join(someone.home, ".gitconfig"), 0o640);
    const dry = expectDocument<Changed>("Changed", (await add(someone, "-n", "--json")).stdout);
    expect(dry.changes.map(({ target, after }) => [target, after])).toEqual([
      ["go-env", "git.corp.example/*"],
      ["git-config", "https://git.corp.example/"],
    ]);
    expect(someone.read(".gitconfig")).toBe(own);
    expect(someone.stored()).toBeNull();

    const wet = expectDocument<Changed>("Changed", (await add(someone, "--json")).stdout);
    expect(wet.changes).toEqual(dry.changes);
    expect(wet.changes[1]?.key).toBe("url.ssh://git@git.corp.example/.insteadOf");
    expect(someone.read(".gitconfig").startsWith(own)).toBe(true);
    expect(fs.statSync(path.join(someone.home, ".gitconfig")).mode & 0o777).toBe(0o640);
    expect(await rewritten(someone, url)).toBe(ssh);

    const again = await add(someone, "--json");
    expect(again.code).toBe(0);
    const second = expectDocument<Changed>("Changed", again.stdout);
    expect(second.changes).toEqual([]);
    expect(second.notes.map(({ code }) => code)).toContain("git.rewrite-exists");

    expect((await someone.cfg(["undo"])).code).toBe(0);
    expect(someone.read(".gitconfig")).toBe(own);
    expect(someone.stored()).toBeNull();
  });

  test("a file of our making goes away with undo, and with the last pattern of its host", async () => {
    for (const back of [["undo"], ["private", "remove", "git.corp.example/*"]]) {
      const someone = user(env);
      await add(someone);
      expect(fs.existsSync(path.join(someone.home, ".gitconfig"))).toBe(true);
      expect((await someone.cfg(back)).code).toBe(0);
      expect(fs.existsSync(path.join(someone.home, ".gitconfig"))).toBe(false);
    }
  });

  test.for([
    ["~/.gitconfig", {}, [".gitconfig", ".config/git/config"], ".gitconfig"],
    ["the XDG file where it stands alone", {}, [".config/git/config"], ".config/git/config"],
    ["~/.gitconfig where there is none", {}, [], ".gitconfig"],
    ["GIT_CONFIG_GLOBAL", { GIT_CONFIG_GLOBAL: "HOME/other" }, [".gitconfig"], "other"],
  ] as const)("the file that git itself takes: %s", async ([, more, present, wanted]) => {
    const someone = user(env);
    const change = Object.fromEntries(
      Object.entries(more).map(([name, value]) => [name, value.replace("HOME", someone.home)]),
    );
    for (const name of present) someone.write(name, "[user]\n\tname = x\n");
    const environment = { ...someone.env, ...change };
    await someone.cfg(["private", "add", "git.corp.example", "--git", "ssh"], { env: change });
    expect(someone.read(wanted)).toContain("insteadOf = https://git.corp.example/");
    const edit = await run(["git", "config", "--global", "--edit"], {
      env: { ...environment, GIT_EDITOR: "echo" },
      cwd: someone.root,
    });
    expect(edit.stdout.trim()).toBe(path.join(someone.home, wanted));
  });

  test.for([
    ["ssh://git@git.corp.example/", "https://git.corp.example/"],
    ["git@git.corp.example:", "https://git.corp.example/"],
    ["ssh://gerrit@git.corp.example:29418/", "https://git.corp.example"],
    ["ssh://git@", "https://"],
  ] as const)("a rule of the user's own that does the same: %s", async ([base, prefix]) => {
    const someone = user(env);
    const own = `[url "${base}"]\n\tinsteadOf = ${prefix}\n`;
    someone.write(".gitconfig", own);
    const added = await add(someone, "--json");
    expect(added.code).toBe(0);
    const { notes } = expectDocument<Changed>("Changed", added.stdout);
    expect(notes.map(({ code }) => code)).toContain("git.rewrite-exists");
    expect(someone.read(".gitconfig")).toBe(own);
    expect((await someone.cfg(["private", "remove", "git.corp.example/*"])).code).toBe(0);
    expect(someone.read(".gitconfig")).toBe(own);
  });

  test("a rule that wins over ours is named, kept, and exit 4; its token is hidden", async () => {
    const someone = user(env);
    const own = `[url "https://me:s3cret@git.corp.example/"]\n\tinsteadOf = https://git.corp.example/\n`;
    someone.write(".gitconfig", own);
    const added = await add(someone, "--json");
    expect(added.code).toBe(4);
    const { notes, changes } = expectDocument<Changed>("Changed", added.stdout);
    const conflict = notes.find(({ code }) => code === "git.rewrite-conflict");
    expect(conflict?.args["file"]).toBe(path.join(someone.home, ".gitconfig"));
    expect(changes.map(({ target }) => target)).toEqual(["go-env"]);
    expect(added.stdout + added.stderr).not.toContain("s3cret");
    expect(someone.read(".gitconfig")).toBe(own);
  });

  test("a shorter rule of the user's is no conflict: git takes the longest", async () => {
    const someone = user(env);
    someone.write(".gitconfig", '[url "https://cache.example/"]\n\tinsteadOf = https://\n');
    expect((await add(someone)).code).toBe(0);
    expect(await rewritten(someone, url)).toBe(ssh);
    expect(await rewritten(someone, "https://x.example/y")).toBe(
      "https://cache.example/x.example/y",
    );
  });

  test("--git https takes back what --git ssh wrote", async () => {
    const someone = user(env);
    await add(someone);
    const args = ["private", "add", "git.corp.example", "--git", "https", "--json"];
    const { notes } = expectDocument<Changed>("Changed", (await someone.cfg(args)).stdout);
    expect(notes.map(({ code }) => code)).toContain("git.rewrite-removed");
    expect(await rewritten(someone, url)).toBe(url);
  });

  test("the rule stays while another pattern of the host does", async () => {
    const someone = user(env);
    const both = ["git.corp.example/a", "git.corp.example/b"];
    await someone.cfg(["private", "add", ...both, "--git", "ssh"]);
    await someone.cfg(["private", "remove", both[0]!]);
    expect(await rewritten(someone, url)).toBe(ssh);
    await someone.cfg(["private", "remove", both[1]!]);
    expect(await rewritten(someone, url)).toBe(url);
  });

  test("user and port of a pasted ssh address; a forge of everybody's only for the owner named", async () => {
    const someone = user(env);
    const pasted = ["ssh://gerrit@git.corp.example:29418/team/app.git", "github.com/corp/*"];
    expect((await someone.cfg(["private", "add", ...pasted, "--git", "ssh"])).code).toBe(0);
    expect(await rewritten(someone, url)).toBe("ssh://gerrit@git.corp.example:29418/team/app.git");
    expect(await rewritten(someone, "https://github.com/corp/x")).toBe(
      "ssh://git@github.com/corp/x",
    );
    expect(await rewritten(someone, "https://github.com/else/x")).toBe("https://github.com/else/x");
  });

  test.for(["*.corp.example", "github.com/corp-*"])(
    "%s has no host for git: said",
    async (pattern) => {
      const someone = user(env);
      const added = await someone.cfg(["private", "add", pattern, "--git", "ssh", "--json"]);
      expect(added.code).toBe(0);
      const { notes, changes } = expectDocument<Changed>("Changed", added.stdout);
      expect(notes.map(({ code }) => code)).toContain("git.rewrite-impossible");
      expect(changes.map(({ target }) => target)).toEqual(["go-env"]);
    },
  );

  test("a login cannot be looked up for a wildcard: said", async () => {
    const args = ["private", "add", "*.corp.example", "--netrc", "--json"];
    const { notes } = expectDocument<Changed>("Changed", (await user(env).cfg(args)).stdout);
    expect(notes.map(({ code }) => code)).toContain("git.rewrite-impossible");
  });

  test("eight at once, through a link: every rule is there, and the link too", async () => {
    const someone = user(env);
    const real = someone.write("dotfiles/gitconfig", "[user]\n\tname = x\n");
    fs.symlinkSync(real, path.join(someone.home, ".gitconfig"));
    const hosts = Array.from({ length: 8 }, (_, at) => `git${at}.example`);
    const runs = await Promise.all(
      hosts.map((host) => someone.cfg(["private", "add", host, "--git", "ssh"])),
    );
    expect(runs.map(({ code }) => code)).toEqual(hosts.map(() => 0));
    const text = fs.readFileSync(real, "utf8");
    for (const host of hosts) expect(text).toContain(`insteadOf = https://${host}/\n`);
    expect(fs.readlinkSync(path.join(someone.home, ".gitconfig"))).toBe(real);
  });

  test("undo takes back our lines alone where the file was changed since", async () => {
    const someone = user(env);
    someone.write(".gitconfig", "[user]\n\tname = x\n");
    await add(someone);
    fs.appendFileSync(path.join(someone.home, ".gitconfig"), "[core]\n\teditor = vi\n");
    expect((await someone.cfg(["undo"])).code).toBe(0);
    expect(someone.read(".gitconfig")).toBe("[user]\n\tname = x\n[core]\n\teditor = vi\n");
  });

  test("without git: the setting is written, and git said to be missing", async () => {
    const someone = user(env);
    const folder = path.join(someone.root, "bin");
    fs.mkdirSync(folder);
    for (const name of ["go", "node"]) fs.symlinkSync(onPath(name)!, path.join(folder, name));
    const added = await someone.cfg(
      ["private", "add", "git.corp.example", "--git", "ssh", "--json"],
      { env: { PATH: folder } },
    );
    expect(added.code).toBe(0);
    const { notes } = expectDocument<Changed>("Changed", added.stdout);
    expect(notes.map(({ code }) => code)).toContain("git.missing");
    expect(someone.stored()).toBe("GOPRIVATE=git.corp.example\n");
  });

  test("a file that git cannot read stops the whole plan, in git's words", async () => {
    const someone = user(env);
    someone.write(".gitconfig", "[url\n");
    const added = await add(someone, "--json");
    expect(added).toMatchObject({ code: 1, stdout: "" });
    expect(added.stderr).toContain("bad config line 1");
    expect(someone.stored()).toBeNull();
  });

  test("--git takes ssh, https or none", async () => {
    const someone = user(env);
    const added = await someone.cfg(["private", "add", "corp.example", "--git", "svn"]);
    expect(added).toMatchObject({ code: 2, stdout: "" });
    expect(someone.stored()).toBeNull();
  });
});
