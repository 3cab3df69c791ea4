import fs from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { expect, it, type TestContext } from "vitest";
import { binFile } from "../../support/bin.ts";
import { startCacheProxy } from "../../support/cache-proxy.ts";
import { need } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";
import type { Operation } from "../../support/windows-job.ts";
import { type Outcome, windows, windowsPath } from "../../support/wine.ts";

/** A user of Windows with blanks and Chinese in every path. */
function machine(test: TestContext) {
  const wine = need(test, windows());
  const { root } = sandbox();
  const home = path.join(root, "张 三");
  const work = path.join(home, "我的 项目");
  const roaming = path.join(home, "AppData", "Roaming");
  for (const folder of [work, roaming, path.join(home, "Temp")])
    fs.mkdirSync(folder, { recursive: true });
  const env = {
    USERPROFILE: windowsPath(home),
    APPDATA: windowsPath(roaming),
    LOCALAPPDATA: windowsPath(path.join(home, "AppData", "Local")),
    TEMP: windowsPath(path.join(home, "Temp")),
    TMP: windowsPath(path.join(home, "Temp")),
    PATH: wine.path,
  };
  const cwd = windowsPath(work);
  const bin = windowsPath(binFile());
  const runIn = (more: Record<string, string>, lines: string[][]): Promise<Outcome[]> => {
    const all = { ...env, ...more };
    const steps = lines.map((line) =>
      line[0] === "go" || line[0] === "reg"
        ? { program: `${line[0]}.exe`, args: line.slice(1), env: all, cwd }
        : { args: [bin, ...line], env: all, cwd },
    );
    return wine.run(root, steps);
  };
  return {
    home,
    work,
    /** Whether PowerShell is there, which tells running programs of a change. */
    tells: wine.powershell.ok,
    file: path.join(roaming, "go", "env"),
    /** The tool, or go.exe or reg.exe where the words begin with one of them. */
    run: (...lines: string[][]): Promise<Outcome[]> => runIn({}, lines),
    /** The same in a terminal that has these variables besides. */
    runIn,
  };
}

const cn = "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct";

it("use, current, env, undo and reset work on Windows, and go.exe sees what they do", async (test) => {
  const { run, file, home } = machine(test);
  const [used, current, env, go, undone] = await run(
    ["use", "cn", "--no-verify", "--json"],
    ["current", "--json"],
    ["env", "--as", "cmd"],
    ["go", "env", "GOPROXY"],
    ["undo", "--json"],
  );
  const windowsFile = windowsPath(file);
  expect(used).toMatchObject({ code: 0, stderr: "" });
  const document = JSON.parse(used!.stdout);
  expect(document.changes).toEqual([
    { target: "go-env", file: windowsFile, key: "GOPROXY", before: null, after: cn },
  ]);
  const { settings, mirror } = JSON.parse(current!.stdout);
  expect(mirror).toBe("cn");
  expect(settings[0]).toMatchObject({
    key: "GOPROXY",
    value: cn,
    origin: { kind: "file", file: windowsFile, line: 1 },
  });
  expect(env).toEqual({
    code: 0,
    stdout: `@rem goproxy-cfg env\n@set "GOPROXY=${cn}"\n`,
    stderr: "",
  });
  expect(go!.stdout.trim()).toBe(cn);
  expect(undone).toMatchObject({ code: 0, stderr: "" });
  expect(fs.existsSync(file)).toBe(false);

  const [again] = await run(["use", "aliyun", "--no-verify", "--sumdb", "cn"]);
  expect(again!.code).toBe(0);
  expect(fs.readFileSync(file, "utf8")).toBe(
    "GOPROXY=https://mirrors.aliyun.com/goproxy/|direct\nGOSUMDB=sum.golang.google.cn\n",
  );
  const [reset, after] = await run(["reset", "--json"], ["go", "env", "GOPROXY", "GOSUMDB"]);
  expect(reset!.code).toBe(0);
  expect(after!.stdout.split(/\r?\n/)).toEqual([
    "https://proxy.golang.org,direct",
    "sum.golang.org",
    "",
  ]);
  const state = path.join(home, "AppData", "Local", "goproxy-cfg");
  expect(fs.readdirSync(state).length).toBeGreaterThan(0);
});

it("go.exe downloads through a mirror that was chosen, probed and set on Windows", async (test) => {
  const proxy = need(test, await startCacheProxy());
  try {
    const { run, home } = machine(test);
    const [used, downloaded] = await run(
      ["use", proxy.url, "off", "--sumdb", "off", "--json"],
      ["go", "mod", "download", "-json", "-modcacherw", "rsc.io/quote@v1.5.2"],
    );
    expect(used).toMatchObject({ code: 0 });
    const document = JSON.parse(used!.stdout);
    expect(document.effective).toMatchObject({ GOPROXY: `${proxy.url}|off`, GOSUMDB: "off" });
    expect(document.probes).toMatchObject([{ url: proxy.url, ok: true }]);
    expect(downloaded).toMatchObject({ code: 0 });
    const { Zip } = JSON.parse(downloaded!.stdout);
    expect(Zip).toBe(
      windowsPath(path.join(home, "go/pkg/mod/cache/download/rsc.io/quote/@v/v1.5.2.zip")),
    );
  } finally {
    await proxy.stop();
  }
});

it("the user's variables are written to the registry, and a program that starts later has them", async (test) => {
  const wine = need(test, windows());
  const { root } = sandbox();
  const entry = path.join(import.meta.dirname, "../../support/windows-job.ts");
  const bundle = await rolldown({
    input: entry,
    platform: "node",
    external: ["typescript"],
    resolve: { mainFields: ["module", "main"] },
  });
  await bundle.write({ file: path.join(root, "job.mjs"), codeSplitting: false });
  const values: Record<string, string> = {
    CFG_PLAIN: cn,
    CFG_HOSTILE: String.raw`https://代理/"q" %PATH% 100% ^&<>|!'\\`,
    CFG_QUOTED: 'a\\"b" \\\\',
    CFG_LONG: "代".repeat(15_000),
    CFG_LONGER: "a".repeat(30_000),
  };
  const names = Object.keys(values);
  const set = names.map((name) => ({ name, value: values[name]! }));
  const gone = names.map((name) => ({ name, value: null }));
  const operations: Operation[] = [
    { write: set.slice(0, -2) },
    { write: set.slice(-2) },
    { read: names },
    { write: [{ name: "CFG_PLAIN", value: "%SystemRoot%", expands: true }] },
    {
      write: [
        { name: "CFG_PLAIN", value: "100%", expands: true },
        { name: "CFG_NEVER", value: null },
      ],
    },
    { read: names.slice(0, 1) },
    { write: [{ name: "CFG_PLAIN", value: "%SystemRoot%", expands: true }] },
    { read: names.slice(0, 1) },
  ];
  fs.writeFileSync(path.join(root, "operations.json"), JSON.stringify(operations));
  const temp = path.join(root, "temp");
  fs.mkdirSync(temp);
  const at = { env: { TEMP: windowsPath(temp) }, cwd: windowsPath(root) };
  const files = ["job.mjs", "operations.json", "answers.json"].map((name) =>
    windowsPath(path.join(root, name)),
  );
  const clean = { ...at, program: "reg.exe" };
  try {
    const [done] = await wine.run(root, [{ ...at, args: files }]);
    expect(done).toEqual({ code: 0, stdout: "", stderr: "" });
    const told = { broadcast: wine.powershell.ok };
    const sz = (value: string) => ({ value, kind: "REG_SZ" });
    const expand = { CFG_PLAIN: { value: "%SystemRoot%", kind: "REG_EXPAND_SZ" } };
    expect(JSON.parse(fs.readFileSync(path.join(root, "answers.json"), "utf8"))).toEqual([
      told,
      told,
      Object.fromEntries(names.map((name) => [name, sz(values[name]!)])),
      told,
      told,
      { CFG_PLAIN: sz("100%") },
      told,
      expand,
    ]);
    expect(fs.readdirSync(temp)).toEqual([]);
    // Wine cuts what it gives to a new program after about 1,000 characters.
    const short = names.filter((name) => !name.startsWith("CFG_LONG"));
    const ask = `process.stdout.write(JSON.stringify(${JSON.stringify(short)}.map((name) => process.env[name])))`;
    const [seen] = await wine.run(root, [{ ...at, args: ["-e", ask] }]);
    const [expanded, ...others] = JSON.parse(seen!.stdout) as string[];
    expect(others).toEqual(short.slice(1).map((name) => values[name]));
    expect(expanded?.toLowerCase()).toBe(String.raw`c:\windows`);
  } finally {
    const key = String.raw`HKCU\Environment`;
    await wine.run(
      root,
      gone.map(({ name }) => ({ ...clean, args: ["delete", key, "/v", name, "/f"] })),
    );
  }
});

/** What the real reg.exe prints of our variables. */
function registered({ stdout }: Outcome): string[] {
  return stdout.split("\r\n").flatMap((line) => /^ {4}(GO\w+ .*)/.exec(line)?.[1] ?? []);
}

it("shell install fills the registry, use refreshes it, undo and uninstall take back", async (test) => {
  const { run, tells } = machine(test);
  const query = ["reg", "query", String.raw`HKCU\Environment`];
  try {
    const [, installed, first, status, , second, undone, third, uninstalled, last] = await run(
      ["use", "cn", "--no-verify"],
      ["shell", "install", "--json"],
      query,
      ["shell", "status", "--json"],
      ["use", "aliyun", "--no-verify", "--sumdb", "cn"],
      query,
      ["undo"],
      query,
      ["shell", "uninstall"],
      query,
    );
    // Without PowerShell running programs are not told of it.
    const word = (text: string) =>
      tells ? "" : `· Programs started from the desktop ${text} the next login.\n`;
    expect([installed, undone, uninstalled].map((one) => [one!.code, one!.stderr])).toEqual([
      [0, ""],
      [0, word("see this after")],
      [0, word("keep the old values until")],
    ]);
    expect(JSON.parse(installed!.stdout)).toMatchObject({
      changes: [{ target: "registry", file: null, key: "GOPROXY", before: null, after: cn }],
      notes: tells ? [] : [{ code: "shell.gui", args: { file: String.raw`HKCU\Environment` } }],
    });
    expect(registered(first!)).toEqual([`GOPROXY    REG_SZ    ${cn}`]);
    expect(JSON.parse(status!.stdout).shells).toEqual([
      {
        shell: "registry",
        active: true,
        files: [{ path: String.raw`HKCU\Environment\GOPROXY`, state: "installed" }],
      },
    ]);
    expect(registered(second!)).toEqual([
      "GOPROXY    REG_SZ    https://mirrors.aliyun.com/goproxy/|direct",
      "GOSUMDB    REG_SZ    sum.golang.google.cn",
    ]);
    expect(registered(third!)).toEqual(registered(first!));
    expect(registered(last!)).toEqual([]);
  } finally {
    await run(
      ...["GOPROXY", "GOSUMDB"].map((name) => ["reg", "delete", query[2]!, "/v", name, "/f"]),
    );
  }
});

it("the user's own values of the registry are named, left without consent, and brought back", async (test) => {
  const { run, runIn } = machine(test);
  const key = String.raw`HKCU\Environment`;
  const add = (name: string, value: string) => ["reg", "add", key, "/v", name, "/d", value, "/f"];
  const query = ["reg", "query", key];
  const mine = ["GOPROXY    REG_SZ    https://mine"];
  try {
    const [, , without, asked, kept, , taken, , back] = await run(
      add("GOPROXY", "https://mine"),
      ["use", "cn", "--no-verify"],
      ["shell", "uninstall", "--json"],
      ["shell", "install", "--json"],
      query,
      ["shell", "install", "--yes"],
      query,
      ["shell", "uninstall"],
      query,
    );
    expect(JSON.parse(without!.stdout).changes).toEqual([]);
    expect(asked!.code).toBe(4);
    expect(JSON.parse(asked!.stdout).notes).toMatchObject([
      { code: "consent-required", args: { subject: `${key}\\GOPROXY` } },
    ]);
    expect(registered(kept!)).toEqual(mine);
    expect(registered(taken!)).toEqual([`GOPROXY    REG_SZ    ${cn}`]);
    expect(registered(back!)).toEqual(mine);

    const [used, current, why] = await runIn({ GOPROXY: "https://mine" }, [
      ["use", "aliyun", "--no-verify"],
      ["current", "--json"],
      ["why", "rsc.io/quote"],
    ]);
    expect(used!.code).toBe(4);
    expect(used!.stdout).toContain(`It is set in ${key}`);
    expect(used!.stdout).toContain("goproxy-cfg shell install --yes");
    expect(JSON.parse(current!.stdout).settings[0].origin).toEqual({
      kind: "os",
      setBy: { file: key, line: 0 },
    });
    expect(why!.stdout).toContain(`It is set in ${key}`);
  } finally {
    await run(["reg", "delete", key, "/v", "GOPROXY", "/f"]);
  }
});

it("a line of the profile is named in a terminal of the PowerShell that has read it", async (test) => {
  const { home, runIn } = machine(test);
  const folder = path.join(home, "文档", "WindowsPowerShell");
  fs.mkdirSync(folder, { recursive: true });
  const profile = path.join(folder, "Microsoft.PowerShell_profile.ps1");
  fs.writeFileSync(profile, "Set-Alias ll dir\r\n$env:GOPROXY = 'https://mine'\r\n");
  const modules = [
    `${windowsPath(folder)}\\Modules`,
    "C:\\Program Files\\WindowsPowerShell\\Modules",
  ];
  const [used, current] = await runIn(
    { GOPROXY: "https://mine", PSModulePath: modules.join(";") },
    [
      ["use", "cn", "--no-verify", "--json"],
      ["current", "--json"],
    ],
  );
  const place = { file: windowsPath(profile), line: 2 };
  expect(used!.code).toBe(4);
  expect(JSON.parse(used!.stdout).shadowedBy).toMatchObject([{ kind: "os", ...place }]);
  expect(JSON.parse(current!.stdout).settings[0].origin).toEqual({ kind: "os", setBy: place });
});
