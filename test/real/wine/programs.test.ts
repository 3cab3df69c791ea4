import fs from "node:fs";
import path from "node:path";
import { expect, it, type TestContext } from "vitest";
import type { Doctor } from "../../../src/contract.ts";
import { binFile, run as runProgram } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { checkout, need, toolsFolder } from "../../support/machine.ts";
import { sandbox } from "../../support/sandbox.ts";
import { windows, windowsPath } from "../../support/wine.ts";

const key = String.raw`HKCU\Environment`;

/** A user of Windows in a folder of somebody else's; `reg` and what has a program's name is started as it is. */
function machine(
  test: TestContext,
  more: Readonly<Record<string, string>> = {},
  node: readonly string[] = [],
) {
  const wine = need(test, windows());
  need(test, wine.powershell);
  const { root } = sandbox();
  const repository = path.join(root, "repository");
  for (const name of ["repository", "roaming", "local", "temp"])
    fs.mkdirSync(path.join(root, name));
  const at = (name: string) => windowsPath(path.join(root, name));
  const env = {
    USERPROFILE: windowsPath(root),
    APPDATA: at("roaming"),
    LOCALAPPDATA: at("local"),
    TEMP: at("temp"),
    TMP: at("temp"),
    PATH: wine.path,
    ...more,
  };
  const bin = windowsPath(binFile());
  return {
    root,
    repository,
    run: (...lines: string[][]) =>
      wine.run(
        root,
        lines.map((line) =>
          line[0]!.endsWith(".exe")
            ? {
                program: line[0]!,
                args: line.slice(1),
                env: { ...env, PATH: wine.path },
                cwd: windowsPath(repository),
              }
            : { args: [...node, bin, ...line], env, cwd: windowsPath(repository) },
        ),
      ),
  };
}

/** Builds test/support/lab/mark for Windows. */
async function marking(file: string): Promise<void> {
  const windowsTools = path.join(toolsFolder(), "windows");
  const source = path.join(import.meta.dirname, "../../support/lab/mark/main.go");
  const built = await runProgram(
    [path.join(toolsFolder(), "go/1.21.0/bin/go"), "build", "-o", file, source],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: path.dirname(file),
        GOCACHE: path.join(windowsTools, "gocache"),
        GOENV: "off",
        GO111MODULE: "off",
        GOTOOLCHAIN: "local",
        GOOS: "windows",
        GOARCH: "amd64",
      },
      cwd: path.dirname(file),
    },
  );
  expect(built).toMatchObject({ code: 0, stderr: "" });
}

const unregister = ["GOPROXY", "GOSUMDB"].map((name) => [
  "reg.exe",
  "delete",
  key,
  "/v",
  name,
  "/f",
]);

it("starts no program of the folder that the user is in", async (test) => {
  const { run, repository } = machine(test);
  const names = ["powershell", "git", "reg", "go", "cmd"].map((name) => `${name}.exe`);
  await marking(path.join(repository, "control.exe"));
  for (const name of names)
    fs.copyFileSync(path.join(repository, "control.exe"), path.join(repository, name));
  try {
    const [, , doctor, installed] = await run(
      // By its bare name Windows starts what lies in the folder.
      ["control.exe"],
      ["use", "https://127.0.0.1:9", "--timeout", "5s"],
      ["doctor", "--offline", "--json"],
      ["shell", "install", "--yes"],
      ["private", "add", "corp.example", "--git", "ssh"],
      ["shell", "uninstall", "--yes"],
    );
    const ran = fs.readdirSync(repository).filter((name) => name.endsWith(".ran"));
    expect(ran).toEqual(["control.exe.ran"]);
    const { checks } = expectDocument<Doctor>("Doctor", doctor!.stdout);
    expect(checks.length).toBeGreaterThan(0);
    expect(installed!.stderr).not.toContain("Something went wrong");
  } finally {
    await run(...unregister);
  }
});

it("doctor names a go.exe that Windows refuses to start", async (test) => {
  const { root } = sandbox();
  const file = path.join(root, "go.exe");
  fs.writeFileSync(file, "no program");
  const { run } = machine(test, { PATH: windowsPath(root) });
  const [doctor] = await run(["doctor", "--offline", "--json"]);
  const { checks } = expectDocument<Doctor>("Doctor", doctor!.stdout);
  const told = checks.flatMap(({ findings }) => findings).find(({ code }) => code === "go.missing");
  expect(told?.message).toContain(`${windowsPath(file)}\` cannot be used as go`);
});

it("shell install asks reg.exe where Windows refuses to start PowerShell", async (test) => {
  const { root } = sandbox();
  const system = path.join(root, "System32");
  const powershell = path.join(system, "WindowsPowerShell/v1.0");
  fs.mkdirSync(powershell, { recursive: true });
  fs.writeFileSync(path.join(powershell, "powershell.exe"), "no program");
  // Wine gives every process its own SystemRoot.
  const other = `process.env.SystemRoot = ${JSON.stringify(windowsPath(root))};`;
  fs.writeFileSync(path.join(root, "root.cjs"), other);
  const real = path.join(toolsFolder(), "windows/prefix/drive_c/windows/system32/reg.exe");
  fs.copyFileSync(real, path.join(system, "reg.exe"));
  const { run } = machine(test, {}, ["-r", windowsPath(path.join(root, "root.cjs"))]);
  try {
    const [used, installed, query] = await run(
      ["use", "aliyun", "--no-verify"],
      ["shell", "install", "--yes", "--debug"],
      ["reg.exe", "query", key, "/v", "GOPROXY"],
    );
    expect([used!.code, installed!.code]).toEqual([0, 0]);
    const tried = windowsPath(path.join(powershell, "powershell.exe"));
    expect(installed!.stderr).toContain(`+ ${tried} `);
    expect(query!.stdout).toContain("https://mirrors.aliyun.com/goproxy/|direct");
  } finally {
    await run(...unregister);
  }
});

it("leaves alone the user's own value that an undo brought back", async (test) => {
  const { run } = machine(test);
  const query = ["reg.exe", "query", key, "/v", "GOPROXY"];
  try {
    const outcomes = await run(
      ["reg.exe", "add", key, "/v", "GOPROXY", "/d", "https://own.example", "/f"],
      ["use", "cn", "--no-verify"],
      ["shell", "install", "--yes"],
      query,
      ["undo"],
      query,
      ["use", "aliyun", "--no-verify"],
      ["reset"],
      query,
    );
    const [installed, undone, last] = [3, 5, 8].map((index) => outcomes[index]!.stdout);
    expect(installed).toContain("https://goproxy.cn|");
    for (const value of [undone, last]) expect(value).toMatch(/REG_SZ +https:\/\/own\.example\r/);
  } finally {
    await run(...unregister);
  }
});

/** What docs/windows.md has the reader type in a shell, by the row of its table or the beginning of the line. */
function documented(beginning: RegExp): string {
  const text = fs.readFileSync(path.join(checkout(), "docs/windows.md"), "utf8");
  const line = text.split("\n").find((one) => beginning.test(one));
  return (/`(.+)` \|$/.exec(line ?? "")?.[1] ?? line ?? "").replaceAll("\\|", "|");
}

it("the line for cmd and the one that allows scripts do what docs/windows.md says", async (test) => {
  const wine = need(test, windows());
  const powershell = need(test, wine.powershell);
  const { root } = sandbox();
  const node = windowsPath(path.join(toolsFolder(), "windows/node.exe"));
  fs.mkdirSync(path.join(root, "temp"));
  const tool = `@"${node}" "${windowsPath(binFile())}" %*\r\n`;
  fs.writeFileSync(path.join(root, "goproxy-cfg.cmd"), tool);
  const at = (name: string) => windowsPath(path.join(root, name));
  const env = {
    USERPROFILE: at(""),
    APPDATA: at("roaming"),
    LOCALAPPDATA: at("local"),
    TEMP: at("temp"),
    GOPROXY: "https://old.example",
    PATH: `${windowsPath(root)};${wine.path}`,
  };
  const line = documented(/^\| cmd \|/);
  const ask = `"${node}" -p process.env.GOPROXY > seen.txt`;
  const here = { env, cwd: windowsPath(root) };
  const cmd = (words: string) =>
    ({
      ...here,
      program: "cmd.exe",
      args: ["/d", "/s", "/c", `"${words}"`],
      verbatim: true,
    }) as const;
  const policy = `${documented(/^Set-ExecutionPolicy/)}; Get-ExecutionPolicy -Scope CurrentUser`;
  const [, loaded, allowed] = await wine.run(root, [
    cmd("goproxy-cfg use cn --no-verify"),
    cmd(`${line} & ${ask}`),
    { ...here, program: powershell, args: ["-NoProfile", "-NonInteractive", "-Command", policy] },
  ]);
  expect(loaded).toMatchObject({ stderr: "" });
  const seen = fs.readFileSync(path.join(root, "seen.txt"), "utf8").trim();
  expect(seen).toBe("https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct");
  expect(fs.readdirSync(path.join(root, "temp"))).not.toContain("goproxy-cfg-env.cmd");
  expect(allowed!.stdout.trim()).toBe("RemoteSigned");
});
