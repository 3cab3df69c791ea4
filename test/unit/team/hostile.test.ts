import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { largest } from "../../../src/config/read.ts";
import { clone } from "../../support/team.ts";

/** Leaves a mark where it is run. */
const program = (mark: string) =>
  `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "ran"); module.exports = { use: "off" };`;

describe("a hostile folder runs nothing", () => {
  it.each([
    ["alone", {}],
    ["named by package.json", { "package.json": '{"cosmiconfig":{"searchPlaces":["evil.js"]}}' }],
    ["named by package.yaml", { "package.yaml": "cosmiconfig:\n  searchPlaces: [evil.js]\n" }],
    ["named by .config", { ".config/config.json": '{"searchPlaces":["evil.js"]}' }],
  ])("programs wherever a reader of configuration might look, %s", async (_, others) => {
    const user = clone("use: cn\n");
    const mark = path.join(user.root, "mark");
    for (const name of [
      ".config/config.js",
      ".config/config.cjs",
      ".config/config.ts",
      ".goproxyrc.js",
      ".goproxyrc.cjs",
      "goproxy-cfg.config.js",
      ".goproxy-cfgrc.js",
      ".cosmiconfig.js",
      "evil.js",
    ]) {
      fs.mkdirSync(path.dirname(path.join(user.repo, name)), { recursive: true });
      user.writeTeam(program(mark), name);
    }
    for (const [name, content] of Object.entries(others)) user.writeTeam(content, name);
    const before = process.cwd();
    process.chdir(user.repo);
    try {
      expect((await user.cfg(["check", "--json"])).code).toBe(1);
      expect((await user.cfg(["apply", "--trust", user.sha256()])).code).toBe(0);
      expect((await user.cfg(["use", "off", "--no-verify"])).code).toBe(0);
      expect((await user.cfg(["current"])).code).toBe(0);
    } finally {
      process.chdir(before);
    }
    expect(fs.existsSync(mark)).toBe(false);
    expect(fs.readFileSync(path.join(user.home, ".config/go/env"), "utf8")).toBe("GOPROXY=off\n");
  });

  it.each([
    ["$import: ./evil.js\n", ".goproxyrc.yaml"],
    ['{"$import": "./evil.js"}', ".goproxyrc.json"],
    ["$import: [./evil.js]\nuse: cn\n", ".goproxyrc"],
    ["use: !!js/function 'function () {}'\n", ".goproxyrc"],
  ])("%j in %s", async (content, name) => {
    const user = clone(content, name);
    const mark = path.join(user.root, "mark");
    user.writeTeam(program(mark), "evil.js");
    const refused = await user.cfg(["check"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr.trim().split("\n")[0]).toContain(`${name}:1:`);
    expect(fs.existsSync(mark)).toBe(false);
  });
});

/** Refused in one sentence, and the hint. */
async function expectRefused(user: ReturnType<typeof clone>, sentence: RegExp): Promise<void> {
  for (const verb of ["check", "apply"]) {
    const refused = await user.cfg([verb]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    const lines = refused.stderr.trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(sentence);
  }
}

/** Each as large as a file may be; what is done for each pair of things in them takes minutes, of the processor too. */
const thousands = (() => {
  const list = (count: number, one: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => one(at)).join(",");
  const cn = list(8000, () => "cn");
  const binary = (at: number) =>
    [...at.toString(2).padStart(10, "0")].map((bit) => (bit === "1" ? "[ab]*" : "[bc]?")).join("");
  const host = (at: number) => `${at.toString(36)}.b`;
  const named = (count: number, what: string) =>
    `environments: {${list(count, (at) => `${at.toString(36)}: {${what}}`)}}\n`;
  return [
    ["environments that use one chain", `use: [${cn}]\n${named(2500, "")}`],
    ["environments with a separator", `use: [${cn}]\n${named(1400, "fallback: missing")}`],
    ["environments with private patterns", `private: [${cn}]\n${named(2500, "")}`],
    ["patterns that are alike", `private: [${list(900, (at) => `"[ab]*[ac]*${binary(at)}"`)}]\n`],
    ["allowed proxies", `use: [${cn}]\npolicy: {allowedProxies: [${cn}]}\n`],
    ["mirrors that are not allowed", `use: [${list(9000, host)}]\npolicy: {allowedProxies: off}\n`],
    ["items below a long name", `{"${"k".repeat(32_000)}": [${list(15_000, () => "1")}]}\n`],
  ] as const;
})();

describe("a hostile file is refused in one sentence, and hangs nothing", () => {
  it("a bomb of aliases", async () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(`*${of}`)}]\n`;
    const names = [..."abcdefghijklmno"];
    const bomb = names.map((name, at) =>
      at === 0 ? 'a: &a ["x"]\n' : level(name, names[at - 1] ?? ""),
    );
    await expectRefused(clone(bomb.join("")), /aliases/);
    await expectRefused(clone("use: &x [*x]\n"), /aliases/);
  });

  it("brackets without end", async () => {
    await expectRefused(clone("[".repeat(largest - 1)), /not valid YAML/);
    await expectRefused(clone("- ".repeat(largest / 2 - 1)), /not valid YAML/);
    await expectRefused(clone("? ".repeat(largest / 2 - 1)), /not valid YAML/);
    const stairs = Array.from({ length: 300 }, (_, at) => `${" ".repeat(at)}a:`).join("\n");
    await expectRefused(clone(stairs), /not valid YAML/);
    await expectRefused(clone("{a: ".repeat(10_000), ".goproxyrc"), /not valid YAML/);
    await expectRefused(clone("[".repeat(largest - 1), ".goproxyrc.json"), /not valid JSON/);
    await expectRefused(
      clone("use: [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]\n"),
      /`use\[0\]` must be/,
    );
  });

  it.each(thousands)("thousands of %s", { timeout: 600_000 }, async (_, content) => {
    const user = clone(content);
    const start = process.cpuUsage();
    expect([1, 2]).toContain((await user.cfg(["check", "--json"])).code);
    expect((await user.cfg(["current", "--json"])).code).toBe(0);
    // Seconds, which do not grow with what else the machine does.
    const { user: own, system } = process.cpuUsage(start);
    expect((own + system) / 1e6).toBeLessThan(60);
  });

  it("100 MB, of which not a byte is read", async () => {
    const user = clone("");
    fs.truncateSync(user.file, 100 * 1024 * 1024);
    await expectRefused(user, /larger than a team file can be/);
  });

  it.each([
    ["/dev/zero", "a link to a device"],
    ["real.yaml", "a link to a file beside it"],
    ["/nowhere", "a link that leads nowhere"],
  ])("%s: %s", async (target) => {
    const user = clone();
    user.writeTeam("use: cn\n", "real.yaml");
    fs.symlinkSync(target, user.file);
    await expectRefused(user, /is a link/);
  });

  it("a pipe, a folder", async () => {
    const user = clone();
    execFileSync("mkfifo", [user.file]);
    await expectRefused(user, /no regular file/);
    const folder = clone();
    fs.mkdirSync(folder.file);
    await expectRefused(folder, /no regular file/);
  });

  it("other bytes than text", async () => {
    const user = clone();
    user.writeTeam(Buffer.from([0x75, 0x73, 0x65, 0x3a, 0x20, 0xff, 0xfe]));
    await expectRefused(user, /not UTF-8/);
    user.writeTeam("");
    await expectRefused(user, /is empty/);
  });
});

describe("use and current are not disturbed by any of them", () => {
  it.each(["[".repeat(1000), "use: *x", "uze: cn", ""])("%j", async (content) => {
    const user = clone(content);
    expect(await user.cfg(["use", "off", "--no-verify", "--json"])).toMatchObject({ code: 0 });
    expect(await user.cfg(["current", "--json"])).toMatchObject({ code: 0, stderr: "" });
    expect((await user.cfg(["current"])).code).toBe(0);
  });
});
