import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseAnswer,
  powershellCommand,
  powershellInput,
  script,
  changeCommand,
  exportCommand,
  parseExport,
} from "../../../src/shells/windows-registry.ts";
import { userKey } from "../../../src/registry-keys.ts";
import { shellStatus } from "../../../src/shells/status.ts";
import {
  registryPlaces,
  readUserEnvironment,
  writeUserEnvironment,
} from "../../../src/shells/windows.ts";
import { exportFile, fakeWindows } from "../../support/registry.ts";

const sz = (value: string) => ({ value, kind: "REG_SZ" });
const names = ["GOPROXY", "GOSUMDB"];

describe("command lines", () => {
  it("export a key to a file", () => {
    const { ctx } = fakeWindows();
    expect(exportCommand(ctx, userKey, String.raw`C:\Temp\x.reg`)).toEqual({
      file: String.raw`C:\WINDOWS\System32\reg.exe`,
      args: ["export", String.raw`HKCU\Environment`, String.raw`C:\Temp\x.reg`, "/y"],
    });
  });

  it("set and delete a value, which is one argument as it is", () => {
    const { ctx } = fakeWindows();
    const value = 'https://a/%PATH%"b"|direct&calc';
    expect(changeCommand(ctx, "GOPROXY", sz(value)).args).toEqual([
      "add",
      String.raw`HKCU\Environment`,
      "/v",
      "GOPROXY",
      "/t",
      "REG_SZ",
      "/d",
      value,
      "/f",
    ]);
    expect(changeCommand(ctx, "GOPROXY", null).args).toEqual([
      "delete",
      String.raw`HKCU\Environment`,
      "/v",
      "GOPROXY",
      "/f",
    ]);
  });

  it("PowerShell by its absolute path, with the fixed script and nothing else", () => {
    const { ctx } = fakeWindows();
    const { file, args } = powershellCommand(ctx);
    expect(file).toBe(String.raw`C:\WINDOWS\System32\WindowsPowerShell\v1.0\powershell.exe`);
    expect(args.slice(0, -1)).toEqual([
      "-NoLogo",
      "-NoProfile",
      "-NonInteractive",
      "-InputFormat",
      "Text",
      "-OutputFormat",
      "Text",
      "-EncodedCommand",
    ]);
    expect(Buffer.from(args.at(-1)!, "base64").toString("utf16le")).toBe(script);
    expect(args.join(" ").length).toBeLessThan(16_000);
    expect(script).not.toMatch(/setx|[^\x20-\x7e\n]/i);
  });

  it("take no relative SystemRoot", () => {
    const { ctx: odd } = fakeWindows({ SYSTEMROOT: "." });
    expect(powershellCommand(odd).file).toMatch(/^C:\\Windows\\System32\\/);
  });

  it("what goes to PowerShell is one line of ASCII that reads back exactly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const request = { read: names, changes: [{ name: "GOPROXY", value }] };
        const input = powershellInput(request);
        expect(input).toMatch(/^[ -~]*\n$/);
        expect(JSON.parse(input)).toEqual(request);
      }),
    );
  });
});

describe("what reg.exe exports", () => {
  it("reads every kind", () => {
    const text = [
      "\ufeffWindows Registry Editor Version 5.00",
      "",
      String.raw`[HKEY_CURRENT_USER\Environment]`,
      String.raw`"GOPROXY"="https://代理/\"q\"\\x|direct"`,
      String.raw`"GoSumDB"=""`,
      String.raw`"A \"b\""="c"`,
      '"LINES"="a\n[b]\r\nc"',
      String.raw`"GOX"=hex(2):25,00,55,00,53,00,45,00,52,00,50,00,52,00,4f,00,46,00,49,00,4c,00,\ `.trimEnd(),
      "  45,00,25,00,5c,00,e3,4e,00,00",
      '"N"=dword:00000001',
      '"B"=hex:01,02',
      '"L"=hex(7):61,00,00,00,00,00',
      "",
      String.raw`[HKEY_CURRENT_USER\Environment\Sub]`,
      '"GOPRIVATE"="no"',
      "",
    ].join("\r\n");
    const values = parseExport(Buffer.from(text, "utf16le"));
    expect(Object.fromEntries(values!)).toEqual({
      GOPROXY: sz('https://代理/"q"\\x|direct'),
      GOSUMDB: sz(""),
      'A "B"': sz("c"),
      LINES: sz("a\n[b]\r\nc"),
      GOX: { value: String.raw`%USERPROFILE%\代`, kind: "REG_EXPAND_SZ" },
      N: { value: "dword:00000001", kind: "REG_DWORD" },
      B: { value: "\u0201", kind: "REG_BINARY" },
      L: { value: "a", kind: "REG_MULTI_SZ" },
    });
  });

  it("takes nothing else for an export", () => {
    expect(parseExport(Buffer.from("ERROR: Access is denied."))).toBeNull();
    expect(parseExport(Buffer.from("\ufeffREGEDIT4", "utf16le"))).toBeNull();
    expect(parseExport(Buffer.alloc(0))).toBeNull();
  });

  it("brings back every value", () => {
    const value = fc
      .string({ unit: "binary", maxLength: 50 })
      .filter((text) => !text.includes("\0"));
    const kind = fc.constantFrom("REG_SZ", "REG_EXPAND_SZ");
    fc.assert(
      fc.property(fc.record({ value, kind }), (one) => {
        const read = parseExport(
          exportFile("HKEY_CURRENT_USER\\Environment", new Map([["X", one]])),
        );
        expect(read?.get("X")).toEqual(one);
      }),
    );
  });

  it("brings back 30,000 characters", () => {
    const one = { value: "代%".repeat(15_000), kind: "REG_EXPAND_SZ" };
    expect(parseExport(exportFile("K", new Map([["X", one]])))?.get("X")).toEqual(one);
  });
});

describe("what PowerShell answers", () => {
  it("finds the answer among other lines, and whether the broadcast ended", () => {
    const answer = `{"problem":null,"before":[{"kind":"ExpandString","name":"goproxy","codes":[20195,97]}],"after":[]}`;
    const read = parseAnswer(`WARNING: x\r\n${answer}\r\nbroadcast\r\n`);
    expect(read?.before).toEqual(new Map([["GOPROXY", { value: "代a", kind: "REG_EXPAND_SZ" }]]));
    expect([read?.broadcast, parseAnswer(answer)?.broadcast]).toEqual([true, false]);
  });

  it("says when there is none", () => {
    expect([parseAnswer(""), parseAnswer("{oops"), parseAnswer("#< CLIXML")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("readUserEnvironment", () => {
  it("asks reg.exe, and leaves no file behind", async () => {
    const windows = fakeWindows();
    windows.user.set("GOPROXY", sz("https://a"));
    windows.user.set("Path", sz("C:\\x"));
    expect([...(await readUserEnvironment(windows.ctx, names))]).toEqual([
      ["GOPROXY", sz("https://a")],
      ["PATH", sz("C:\\x")],
    ]);
    const files = windows.started.map(({ options }) => options.args[2]!);
    expect(windows.started.every(({ file }) => file.endsWith("reg.exe"))).toBe(true);
    expect(files).toHaveLength(1);
    for (const file of files) expect(windows.ctx.fs.readFileSync(file)).toBeUndefined();
  });

  it("asks PowerShell where reg.exe is forbidden", async () => {
    const windows = fakeWindows({ PSModulePath: "C:\\Program Files\\PowerShell\\7\\Modules" });
    windows.broken.add("reg");
    windows.user.set("GOPROXY", { value: "%A%代", kind: "REG_EXPAND_SZ" });
    const user = await readUserEnvironment(windows.ctx, names);
    expect([...user]).toEqual([["GOPROXY", { value: "%A%代", kind: "REG_EXPAND_SZ" }]]);
    expect(Object.keys(windows.started.at(-1)!.options.env)).toEqual(["SYSTEMROOT", "TEMP"]);
  });

  it("fails where neither works", async () => {
    const windows = fakeWindows();
    windows.broken.add("reg").add("powershell");
    await expect(readUserEnvironment(windows.ctx, names)).rejects.toMatchObject({
      kind: "write-failed",
    });
  });
});

describe("writeUserEnvironment", () => {
  it("writes through PowerShell, once, and tells running programs", async () => {
    const windows = fakeWindows();
    windows.user.set("GOSUMDB", sz("off"));
    const changes = [
      { name: "GOPROXY", value: "https://代理|direct" },
      { name: "GOSUMDB", value: null },
    ];
    expect(await writeUserEnvironment(windows.ctx, changes)).toEqual({ broadcast: true });
    expect([...windows.user]).toEqual([["GOPROXY", sz("https://代理|direct")]]);
    expect(windows.started.map(({ file }) => file)).toEqual([powershellCommand(windows.ctx).file]);
    expect(windows.started[0]?.options).toMatchObject({
      cwd: expect.stringMatching(/v1\.0$/),
      timeout: 20_000,
    });
  });

  it("is done where only the broadcast hangs", async () => {
    const windows = fakeWindows();
    windows.broken.add("broadcast");
    const written = await writeUserEnvironment(windows.ctx, [{ name: "GOPROXY", value: "a" }]);
    expect([written, windows.started.length]).toEqual([{ broadcast: false }, 1]);
  });

  it.each(["powershell", "constrained"] as const)("falls back to reg.exe: %s", async (what) => {
    const windows = fakeWindows();
    windows.broken.add(what);
    windows.user.set("GOSUMDB", sz("off"));
    const changes = [
      { name: "GOPROXY", value: "%A%", expands: true },
      { name: "GOSUMDB", value: null },
      { name: "GOPRIVATE", value: null },
    ];
    expect(await writeUserEnvironment(windows.ctx, changes)).toEqual({ broadcast: false });
    expect([...windows.user]).toEqual([["GOPROXY", { value: "%A%", kind: "REG_EXPAND_SZ" }]]);
    const verbs = windows.started.map(({ options }) => options.args[0]);
    expect(verbs.filter((verb) => verb === "add" || verb === "delete")).not.toContain(undefined);
    await writeUserEnvironment(windows.ctx, [{ name: "GOPROXY", value: "b", expands: true }]);
    expect([...windows.user]).toEqual([["GOPROXY", sz("b")]]);
  });

  it("fails with the system's words where nothing was written", async () => {
    const windows = fakeWindows();
    windows.broken.add("write");
    await expect(
      writeUserEnvironment(windows.ctx, [{ name: "GOPROXY", value: "a" }]),
    ).rejects.toMatchObject({
      kind: "write-failed",
      args: { file: userKey, reason: "Requested registry access is not allowed." },
    });
    windows.broken.add("powershell");
    await expect(
      writeUserEnvironment(windows.ctx, [{ name: "GOPROXY", value: "a" }]),
    ).rejects.toMatchObject({ args: { reason: "reg.exe" } });
    windows.broken.add("reg");
    await expect(
      writeUserEnvironment(windows.ctx, [{ name: "GOPROXY", value: "a" }]),
    ).rejects.toMatchObject({ kind: "write-failed" });
  });
});

describe("status", () => {
  const stored = {
    set: [
      ["GOPROXY", "https://a|direct"],
      ["GOPRIVATE", "corp.com"],
      ["GONOSUMDB", "corp.com"],
    ],
    unset: ["GOSUMDB", "GONOPROXY"],
  } as const;
  const key = (name: string) => `${userKey}\\${name}`;

  it("lists the variables that are stored or in the registry", async () => {
    const { ctx, user } = fakeWindows();
    user.set("GOPROXY", sz("https://a|direct"));
    user.set("GOPRIVATE", sz("old.com"));
    user.set("GOSUMDB", sz("off"));
    expect(await shellStatus(ctx, stored)).toEqual([
      {
        shell: "registry",
        active: true,
        files: [
          { path: key("GOPROXY"), state: "installed" },
          { path: key("GOPRIVATE"), state: "outdated" },
          { path: key("GONOSUMDB"), state: "absent" },
          { path: key("GOSUMDB"), state: "outdated" },
        ],
      },
    ]);
  });

  it("says that there is nothing, or that nothing can be seen", async () => {
    const { ctx, broken } = fakeWindows();
    const files = async () => (await shellStatus(ctx, { set: [], unset: names }))[0]?.files;
    expect(await files()).toEqual([{ path: userKey, state: "absent" }]);
    broken.add("reg").add("powershell");
    expect(await files()).toEqual([{ path: userKey, state: "refused", reason: "unreadable" }]);
  });
});

describe("a variable that the registry does not explain", () => {
  const folder = String.raw`D:\文档\PowerShell`;
  const profile = String.raw`${folder}\Microsoft.PowerShell_profile.ps1`;
  const text = "# mine\r\n$env:GOPROXY = 'https://mine.example'\r\n";
  const system = String.raw`C:\Program Files\PowerShell\Modules`;

  /** A Windows with that one profile. */
  function withProfile(env: Record<string, string>) {
    const { ctx, user } = fakeWindows(env);
    const isIt = (file: unknown) => file === profile;
    const fs = {
      ...ctx.fs,
      statSync: (file: string) =>
        isIt(file)
          ? { isFile: () => true, isDirectory: () => false, size: text.length }
          : undefined,
      readFileSync: (file: string, ...more: unknown[]) =>
        isIt(file)
          ? Buffer.from(text)
          : (ctx.fs.readFileSync as (...args: unknown[]) => unknown)(file, ...more),
    };
    return { ctx: { ...ctx, fs: fs as unknown as typeof ctx.fs }, user };
  }
  const variables = [{ key: "GOPROXY", value: "https://mine.example" }];

  it("is the line of a profile, in a terminal of PowerShell", async () => {
    const { ctx } = withProfile({ PSModulePath: String.raw`${folder}\Modules;${system}` });
    expect((await registryPlaces(ctx, variables))("GOPROXY")).toEqual({ file: profile, line: 2 });
  });

  it("is nobody's in a terminal of cmd", async () => {
    const { ctx } = withProfile({ PSModulePath: system });
    expect((await registryPlaces(ctx, variables))("GOPROXY")).toBeUndefined();
  });

  it("is the registry's where that explains it", async () => {
    const { ctx, user } = withProfile({ PSModulePath: String.raw`${folder}\Modules;${system}` });
    user.set("GOPROXY", sz("https://mine.example"));
    expect((await registryPlaces(ctx, variables))("GOPROXY")).toEqual({ file: userKey, line: 0 });
  });
});
