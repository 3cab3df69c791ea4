import { describe, expect, it } from "vitest";
import { type Call, earlyFlags, program } from "../../../src/cli/program.ts";
import { Failure } from "../../../src/failure.ts";
import { seemsToAskGo, verbs } from "../../../src/verb-table.ts";

/** What is made of a command line. */
function understood(argv: readonly string[]): Call {
  const calls: Call[] = [];
  program((call) => void calls.push(call)).parse(argv, { from: "user" });
  expect(calls).toHaveLength(1);
  return calls[0]!;
}

/** What is thrown for a wrong one: its kind and arguments. */
function refused(argv: readonly string[]): object {
  try {
    understood(argv);
  } catch (error) {
    if (error instanceof Failure) return { kind: error.kind, ...error.args };
    throw error;
  }
  throw new Error(`${argv.join(" ")} was understood`);
}

const nothing: Call = { verb: null, words: [], options: {}, flags: {}, asks: null, joined: [] };

describe("a command line is understood", () => {
  const cases: [line: string, call: Partial<Call>][] = [
    ["", {}],
    ["--json", { flags: { json: true } }],
    ["list", { verb: "list" }],
    ["ls", { verb: "list" }],
    ["private rm x", { verb: "private remove", words: ["x"] }],
    // The options of every verb stand before it, in it and after it; the last one counts.
    ["--json list", { verb: "list", flags: { json: true } }],
    ["private --json list", { verb: "private list", flags: { json: true } }],
    ["--lang en list --lang=zh", { verb: "list", flags: { lang: "zh" } }],
    ["list --no-color", { verb: "list", flags: { color: false } }],
    ["undo -fn", { verb: "undo", options: { force: true }, flags: { dryRun: true } }],
    ["undo -nf", { verb: "undo", options: { force: true }, flags: { dryRun: true } }],
    ["check -eci", { verb: "check", options: { environment: "ci" } }],
    ["use cn --verify", { verb: "use", words: ["cn"], options: { verify: true } }],
    ["use cn --no-verify", { verb: "use", words: ["cn"], options: { verify: false } }],
    ["use cn --verify --no-verify", { verb: "use", words: ["cn"], options: { verify: false } }],
    ["use cn --no-direct", { verb: "use", words: ["cn"], options: { direct: false } }],
    ["use cn", { verb: "use", words: ["cn"] }],
    ["use cn --sumdb=-x", { verb: "use", words: ["cn"], options: { sumdb: "-x" } }],
    ["use cn --sumdb=", { verb: "use", words: ["cn"], options: { sumdb: "" } }],
    ["use -- cn --force", { verb: "use", words: ["cn", "--force"] }],
    ["-- use cn", { verb: "use", words: ["cn"] }],
    ["doctor --log -", { verb: "doctor", options: { log: "-" } }],
    ["doctor --only a b --skip c", { verb: "doctor", options: { only: ["a", "b"], skip: ["c"] } }],
    [
      "doctor --only a --json --only b",
      {
        verb: "doctor",
        options: { only: ["a", "b"] },
        flags: { json: true },
      },
    ],
    [
      "shell install --shell fish --shell zsh",
      {
        verb: "shell install",
        options: { shell: ["fish", "zsh"] },
      },
    ],
    // What asks for help needs no operands, and may have too many.
    ["use --help", { verb: "use", asks: "help", options: { help: true } }],
    ["--help private add", { verb: "private add", asks: "help", options: { help: true } }],
    [
      "list -qh x",
      {
        verb: "list",
        words: ["x"],
        asks: "help",
        flags: { quiet: true },
        options: { help: true },
      },
    ],
    ["private -h", { verb: "private", asks: "help", options: { help: true } }],
    ["-V", { asks: "version", options: { version: true } }],
    // The words of another command line are left as they are; a shell may have taken the `--` away.
    ["complete -- use --lang zh --", { verb: "complete", words: ["use", "--lang", "zh", "--"] }],
    ["complete --lang zh --", { verb: "complete", words: ["--lang", "zh", "--"] }],
    ["complete -- -- us", { verb: "complete", words: ["--", "us"] }],
  ];
  it.each(cases)("%s", (line, call) => {
    expect(understood(line.split(" ").filter((word) => word !== ""))).toEqual({
      ...nothing,
      ...call,
    });
  });
});

describe("a wrong one is a Failure", () => {
  const cases: [line: string, failure: object][] = [
    ...(
      [
        ["cn", "use cn"],
        ["goproxy.cn", "use goproxy.cn"],
        ["https://goproxy.cn,direct", 'use "https://goproxy.cn,direct"'],
        ["switch aliyun", "use aliyun"],
        ["config set goproxy https://goproxy.cn", "use https://goproxy.cn"],
        ["config get", "current"],
        ["go env -w GOPROXY=https://goproxy.cn,direct", 'use "https://goproxy.cn,direct"'],
        ["export GOPRIVATE=git.corp.com", "private add git.corp.com"],
        ["add corp https://goproxy.corp.example", "mirror add corp https://goproxy.corp.example"],
        ["speed cn", "test cn"],
        ["fix", "doctor"],
        ["unset GOPROXY", "reset"],
        ["private git.corp.com/team", "private add git.corp.com/team"],
        ["private delete git.corp.com", "private remove git.corp.com"],
        ["mirror use cn", "use cn"],
        ["mirror corp https://u:p@h.example", "mirror add corp https://u:xxxxx@h.example"],
        ["https://u:p@h.example", "use https://u:xxxxx@h.example"],
        ["shell zsh", "shell install --shell zsh"],
        ["切换 cn", "use cn"],
      ] as const
    ).map(([line, meant]): [string, object] => [
      line,
      { kind: "unknown-verb", verb: expect.any(String), suggestion: `goproxy-cfg ${meant}` },
    ]),
    ["usee cn", { kind: "unknown-verb", verb: "usee", suggestion: "use" }],
    ["usee --sumdb x", { kind: "unknown-verb", verb: "usee", suggestion: "use" }],
    ["private ad x", { kind: "unknown-verb", verb: "private ad", suggestion: "add" }],
    ["foo --help", { kind: "unknown-verb", verb: "foo", suggestion: null }],
    ["constructor", { kind: "unknown-verb", verb: "constructor", suggestion: null }],
    ["list --jsno", { kind: "unknown-option", option: "--jsno", suggestion: "--json" }],
    ["list --json=x", { kind: "unknown-option", option: "--json=x", suggestion: "--json" }],
    ["list --bogus=x", { kind: "unknown-option", option: "--bogus", suggestion: null }],
    ["use --verif", { kind: "unknown-option", option: "--verif", suggestion: "--verify" }],
    ["list -nz", { kind: "unknown-option", option: "-z", suggestion: null }],
    ["list --force", { kind: "unknown-option", option: "--force", suggestion: null }],
    ["--force use cn", { kind: "unknown-option", option: "--force", suggestion: null }],
    ["mirror add x", { kind: "missing-operand", what: "url", verb: "mirror add" }],
    ["list x", { kind: "excess-operand", verb: "list" }],
    ["shell status x", { kind: "excess-operand", verb: "shell status" }],
    ["use cn --sumdb", { kind: "missing-flag-value", flag: "--sumdb" }],
    ["use cn --sumdb --json", { kind: "missing-flag-value", flag: "--sumdb" }],
    ["check -e -q", { kind: "missing-flag-value", flag: "--environment" }],
    ["list --lang", { kind: "missing-flag-value", flag: "--lang" }],
  ];
  it.each(cases)("%s", (line, failure) => {
    expect(refused(line.split(" "))).toEqual(failure);
  });
});

describe("as PowerShell and cmd have it", () => {
  const json = { flags: { json: true } };
  const help = { asks: "help" as const, options: { help: true } };
  const cases: [argv: string[], call: Partial<Call>][] = [
    // A page, or a word processor, has made one long dash of two short ones, or of one.
    [["list", "\u2013json"], { verb: "list", ...json }],
    [["list", "\u2013\u2013json"], { verb: "list", ...json }],
    [["\u2014json", "list"], { verb: "list", ...json }],
    [["list", "\u2015q"], { verb: "list", flags: { quiet: true } }],
    [["use", "--", "\u2013json"], { verb: "use", words: ["\u2013json"] }],
    [["complete", "\u2013json"], { verb: "complete", words: ["\u2013json"] }],
    [["/?"], help],
    [["use", "/?"], { verb: "use", ...help }],
    [["use", "-?"], { verb: "use", ...help }],
    // A list without quotes is one word.
    [
      ["doctor", "--only", "proxy env", "--skip", "net,git"],
      {
        verb: "doctor",
        options: { only: ["proxy", "env"], skip: ["net", "git"] },
        joined: ["proxy env"],
      },
    ],
    [
      ["shell", "install", "--shell", "bash zsh"],
      { verb: "shell install", options: { shell: ["bash", "zsh"] }, joined: ["bash zsh"] },
    ],
    [["mirror", "remove", "a b"], { verb: "mirror remove", words: ["a", "b"], joined: ["a b"] }],
    [["test", "cn aliyun"], { verb: "test", words: ["cn aliyun"], joined: ["cn aliyun"] }],
    [["env", "GOPROXY=a b"], { verb: "env", words: ["GOPROXY=a b"] }],
    [
      ["gateway", "init", "nginx", "--private", "corp.com *.corp.com"],
      {
        verb: "gateway init",
        words: ["nginx"],
        options: { private: "corp.com,*.corp.com" },
        joined: ["corp.com *.corp.com"],
      },
    ],
    [["doctor", "--log", "my log.txt"], { verb: "doctor", options: { log: "my log.txt" } }],
  ];
  it.each(cases)("%j", (argv, call) => {
    expect(understood(argv)).toEqual({ ...nothing, ...call });
  });

  it.each([
    ["-WhatIf", "--dry-run"],
    ["-Confirm:$false", "--yes"],
    ["-Help", "--help"],
    ["-offline", "--offline"],
  ])("%s is no option, and %s is meant", (option, suggestion) => {
    expect(refused(["doctor", option])).toEqual({ kind: "unknown-option", option, suggestion });
  });

  it("braces are a script block", () => {
    expect(refused(["use", "-encodedCommand", "aAA=", "-inputFormat", "xml"])).toEqual({
      kind: "script-block",
    });
  });
});

it("how a failure is told is found in a line that cannot be understood", () => {
  expect(earlyFlags(["foo", "--bogus", "--json", "--lang", "zh", "--no-color"])).toEqual({
    json: true,
    lang: "zh",
    color: false,
  });
  expect(earlyFlags(["list", "--go", "--json"])).toMatchObject({ json: true });
  expect(earlyFlags(["list", "--lang", "--json"])).toMatchObject({ json: true });
  expect(earlyFlags(["use", "--", "--json"])).not.toHaveProperty("json");
});

it("every example is one that is understood", () => {
  const lines = Object.values(verbs).flatMap((verb) => ("examples" in verb ? verb.examples : []));
  expect(lines.length).toBeGreaterThan(40);
  for (const line of lines) {
    const [plain = ""] = line.split(/ (?:>>?|\|) /);
    const argv = plain.split(" ").map((word) => word.replaceAll(/['"]/g, ""));
    expect(understood(argv)).not.toMatchObject({ verb: null });
  }
});

it.each([
  [["list"], true],
  [["list", "--json"], true],
  [["--json", "use", "cn"], true],
  [["private", "add", "corp.com"], true],
  [["private"], true],
  [["list", "--help"], false],
  [["list", "-h"], false],
  [["list", "--go", "/usr/bin/go"], false],
  [["list", "--go=/usr/bin/go"], false],
  [["use", "cn", "--debug"], false],
  [["history"], false],
  [["constructor"], false],
  [[], false],
])("%j most likely asks go: %s", (argv, asks) => {
  expect(seemsToAskGo(argv)).toBe(asks);
});
