import { beforeAll, expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { displayWidth, loadWidths } from "../../../src/term/layout.ts";
import { sandbox } from "../../support/sandbox.ts";

beforeAll(loadWidths);

/** What a verb shows on a terminal of so many columns, line by line, without colours. */
async function screen(columns: number, line: string): Promise<string[]> {
  const box = sandbox({ env: { PATH: "/nonexistent", NO_COLOR: "1" } });
  box.write(
    ".config/go/env",
    "GOPROXY=https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct\n",
  );
  box.write(
    ".config/goproxy-cfg/config.json",
    JSON.stringify({
      mirrors: [{ name: "corp", url: "https://proxy.corp.example/a/b", private: true }],
    }),
  );
  let shown = "";
  const stdout = { isTTY: true, columns, rows: 40, write: (text: string) => void (shown += text) };
  expect(await run({ ...box.ctx, stdout }, line.split(" "))).toBe(0);
  return shown.trimEnd().split("\n");
}

const sizes = [40, 80, 200].flatMap((columns) =>
  ["en", "zh"].map((lang) => [columns, lang] as const),
);

it.each(sizes)("`list` takes one line for each mirror: %d columns, %s", async (columns, lang) => {
  const lines = await screen(columns, `list --lang ${lang}`);
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  const of = (name: string) => lines.filter((line) => line.slice(2).startsWith(`${name} `));
  expect(["corp", "cn", "aliyun", "ustc"].map((name) => of(name).length)).toEqual([1, 1, 1, 1]);
  // Those that the chain in effect is made of are marked by it.
  expect(lines.filter((line) => /^\* \S+ +[✔?]/.test(line))).toEqual(of("cn"));
  if (columns >= 80) expect(of("cn")[0]).toContain("goproxy.cn → aliyun → direct");
});

it.each(["en", "zh"])("`list` in a pipe fits into 80 columns: %s", async (lang) => {
  for (const line of await screen(0, `list --lang ${lang}`)) {
    expect(displayWidth(line)).toBeLessThanOrEqual(80);
  }
});

it.each(sizes)("`current` is a few lines: %d columns, %s", async (columns, lang) => {
  const lines = await screen(columns, `current --lang ${lang}`);
  expect(lines.length).toBeLessThanOrEqual(7);
  // An address stays whole, so that it can be copied.
  for (const line of lines) {
    if (!line.includes("://")) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  }
  expect(lines[0]).toBe("GOPROXY  goproxy.cn → aliyun → direct");
  expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain("goproxy-cfg current --all");
});

it.each(sizes)("`use` shows the chain by its names: %d columns, %s", async (columns, lang) => {
  const lines = await screen(columns, `use aliyun corp --no-verify --lang ${lang}`);
  expect(lines[0]).toBe("✔ GOPROXY  aliyun → corp → direct");
  expect(lines.at(-1)).toMatch(/(?:Undo: |撤销：)goproxy-cfg undo$/);
});

it.each([
  [{ npm_command: "exec" }, "npx goproxy-cfg list --long"],
  [{ GOPROXY_CFG_STARTED: "scripts/run.sh" }, "sh scripts/run.sh list --long"],
  [{ GOPROXY_CFG_STARTED: "$(rm)" }, "More: goproxy-cfg list --long"],
])("the next command is in the form in which it was started: %j", async (env, command) => {
  const box = sandbox({ env: { PATH: "/nonexistent", ...env } });
  expect(await run(box.ctx, ["list"])).toBe(0);
  expect(box.stdout()).toContain(command);
});

it.each(sizes)(
  "a topic of the help goes with the terminal: %d columns, %s",
  async (columns, lang) => {
    const lines = await screen(columns, `help fallback --lang ${lang}`);
    const prose = lines.filter((line) => !line.startsWith("  $ "));
    for (const line of prose)
      expect(displayWidth(line)).toBeLessThanOrEqual(Math.min(columns, 100));
    // What was broken by hand is whole again where there is room for it.
    expect(prose.join("")).not.toMatch(/\p{Script=Han} \p{Script=Han}/u);
  },
);

it("a remark is broken between words", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  const stderr = { ...box.ctx.stderr, isTTY: true, columns: 50 };
  let told = "";
  stderr.write = (text) => void (told += text);
  const line = ["use", "goproxy.cn", "--fallback", "missing", "--no-verify", "--no-color"];
  expect(await run({ ...box.ctx, stderr }, [...line, "--sumdb", "off"])).toBe(0);
  expect(told).toMatch(/^! /);
  for (const one of told.trimEnd().split("\n")) expect(displayWidth(one)).toBeLessThanOrEqual(50);
});

it("`use --shell` where no shell is found sets, says so, and is no success", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent", SHELL: "" } });
  expect(await run(box.ctx, ["use", "cn", "--no-verify", "--shell"])).toBe(1);
  expect(box.read(".config/go/env")).toContain("goproxy.cn");
  expect(box.stderr()).toContain("shell install --shell bash");
});

it("`mirror remove` of a mirror that GOPROXY has says so", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  await run(box.ctx, ["mirror", "add", "corp", "https://corp.example"]);
  await run(box.ctx, ["use", "corp", "--no-verify"]);
  expect(await run(box.ctx, ["mirror", "remove", "corp"])).toBe(0);
  expect(box.stderr()).toContain("GOPROXY still has the address of corp");
});

it.each([
  ["en", /^would be unset/, "our part would be added"],
  ["zh", /^将清除/, "将写入 goproxy-cfg 配置块"],
])("a dry run tells what would be done, not what was done: %s", async (lang, unset, added) => {
  const [reset = ""] = await screen(0, `reset --dry-run --lang ${lang}`);
  expect(reset.replace(/^· GOPROXY +/, "")).toMatch(unset);
  const installed = await screen(0, `shell install --shell bash --dry-run --lang ${lang}`);
  expect(installed.join("\n")).toContain(added);
});

it("the lines of a file are shown as they would be written, however it was started", async () => {
  const box = sandbox({
    env: { PATH: "/nonexistent", GOPROXY_CFG_STARTED: "scripts/run.sh" },
  });
  box.write(".config/go/env", "GOPROXY=https://goproxy.cn\n");
  expect(await run(box.ctx, ["init", "--dry-run"])).toBe(0);
  expect(box.stdout()).toContain("`goproxy-cfg apply`");
});

it.each(sizes)("long lines go on below themselves: %d columns, %s", async (columns, lang) => {
  const why = await screen(columns, `why git.corp.example/team/lib --lang ${lang}`);
  for (const line of why) {
    if (!line.includes("://") && !line.includes("goproxy-cfg"))
      expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  }
  expect(why.filter((line) => /^\S/.test(line))).toHaveLength(2);
});

it("Chinese sentences of one line stand without a blank between them", async () => {
  const env = { PATH: "/nonexistent", SHELL: "/bin/bash", GOPROXY: "https://old.example" };
  const box = sandbox({ env });
  box.write(".bashrc", "export GOPROXY=https://old.example\n");
  expect(await run(box.ctx, ["current", "--all", "--lang", "zh"])).toBe(0);
  expect(await run(box.ctx, ["use", "cn", "--no-verify", "--lang", "zh"])).toBe(4);
  expect(box.stdout()).toContain("~/.bashrc:1");
  expect(box.stdout()).not.toMatch(/[。，] |, /);
});
