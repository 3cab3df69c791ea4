import { expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";

const mine = { ".bashrc": "# mine\n", ".zshrc": "export A=1", ".config/fish/config.fish": "" };
const scripts = [
  ".config/goproxy-cfg/completion.bash",
  ".config/goproxy-cfg/completion.zsh",
  ".config/fish/completions/goproxy-cfg.fish",
];

function machine(files: Readonly<Record<string, string>> = mine): Sandbox {
  const box = sandbox({ env: { PATH: "/nonexistent", SHELL: "/bin/bash" } });
  for (const [file, text] of Object.entries(files)) box.write(file, text);
  return box;
}

const has = (box: Sandbox, file: string) => box.ctx.fs.existsSync(`${box.home}/${file}`);

it.each([["undo"], ["shell uninstall"]])(
  "what `completion install` wrote, `%s` takes out to the byte",
  async (line) => {
    const box = machine();
    expect(await run(box.ctx, ["completion", "install"])).toBe(0);
    expect(scripts.map((file) => has(box, file))).toEqual([true, true, true]);
    expect(box.read(".bashrc")).toMatch(
      /^# mine\n\n# >>> goproxy-cfg completion >>>.*\n.*"\$\{?HOME\}?\/.config\/goproxy-cfg\/completion\.bash/,
    );
    const once = box.read(".zshrc");
    expect(await run(box.ctx, ["completion", "install"])).toBe(0);
    expect(box.read(".zshrc")).toBe(once);
    expect(await run(box.ctx, line.split(" "))).toBe(0);
    for (const [file, text] of Object.entries(mine)) expect(box.read(file)).toBe(text);
    expect(scripts.map((file) => has(box, file))).toEqual([false, false, false]);
  },
);

it("stands beside the settings, and either goes without the other", async () => {
  const box = machine();
  box.write(".config/go/env", "GOPROXY=https://goproxy.cn,direct\n");
  await run(box.ctx, ["completion", "install", "bash"]);
  const alone = box.read(".bashrc");
  await run(box.ctx, ["shell", "install", "--shell", "bash"]);
  expect(await run(box.ctx, ["shell", "uninstall", "--shell", "bash"])).toBe(0);
  expect(box.read(".bashrc")).toBe(alone);
});

it("a file of somebody else's is left alone, and the others are written", async () => {
  const box = machine({ ...mine, [scripts[2]!]: "# by hand\n" });
  expect(await run(box.ctx, ["completion", "install"])).toBe(1);
  expect(box.read(scripts[2]!)).toBe("# by hand\n");
  expect(has(box, scripts[0]!)).toBe(true);
  expect(box.stderr()).toContain(scripts[2]);
});

it("what was written by hand as the readme once said is brought up to date", async () => {
  const box = machine({ ...mine, [scripts[2]!]: "# fish completion for goproxy-cfg\nold\n" });
  expect(await run(box.ctx, ["completion", "install", "fish"])).toBe(0);
  expect(box.read(scripts[2]!)).not.toContain("old");
});
