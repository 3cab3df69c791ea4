import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../../support/bin.ts";
import { readers } from "../../support/readers.ts";
import { type User, user } from "../../support/user.ts";

/** Values that a careless printer would break: blanks, quotes, dollars, a heredoc's end. */
const hostile = "https://u:p%20$HOME'\"`x`\\@goproxy.corp.example/a b#EOF";

async function someone(value = "https://goproxy.cn|direct"): Promise<User> {
  const one = user();
  const file = path.join(one.home, ".config/go/env");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `GOPROXY=${value}\nGOPRIVATE=*.corp.example,git.example.org/team\n`);
  return one;
}

const settings = (value: string) => ({
  GOPROXY: value,
  GOPRIVATE: "*.corp.example,git.example.org/team",
});

test.each(["https://goproxy.cn|direct", hostile])("GitHub Actions, %s", async (value) => {
  const one = await someone(value);
  const { stdout } = await one.cfg(["env", "--as", "github"]);
  const file = path.join(one.home, "github_env");
  fs.writeFileSync(file, `EARLIER=kept\n${stdout}`);
  const read = readers["github"]?.(fs.readFileSync(file, "utf8"));
  expect(read).toEqual({ EARLIER: "kept", ...settings(value) });
});

test("GitLab: a dotenv report, KEY=VALUE line by line", async () => {
  const one = await someone();
  const { stdout } = await one.cfg(["env", "--as", "gitlab"]);
  expect(readers["gitlab"]?.(stdout)).toEqual(settings("https://goproxy.cn|direct"));
});

test.each(["https://goproxy.cn|direct", hostile])(
  "a dotenv file, sourced by sh: %s",
  async (value) => {
    const one = await someone(value);
    const file = path.join(one.home, "go.env");
    fs.writeFileSync(file, (await one.cfg(["env", "--as", "dotenv"])).stdout);
    const print = 'printf "%s\\n%s\\n" "$GOPROXY" "$GOPRIVATE"';
    const { stdout } = await run(["sh", "-euc", `set -a; . '${file}'; ${print}`], {
      env: one.env,
      cwd: one.home,
    });
    expect(stdout).toBe(`${Object.values(settings(value)).join("\n")}\n`);
  },
);

test("Dockerfile: ENV lines of mirrors that this machine does not use", async () => {
  const one = await someone();
  const { stdout } = await one.cfg(["env", "cn", "--as", "dockerfile"]);
  expect(readers["dockerfile"]?.(stdout)).toEqual({
    GOPROXY: "https://goproxy.cn|https://mirrors.aliyun.com/goproxy/|direct",
  });
});

test("devcontainer.json: the remoteEnv or containerEnv of it", async () => {
  const one = await someone(hostile);
  const { stdout } = await one.cfg(["env", "--as", "devcontainer"]);
  expect(readers["devcontainer"]?.(stdout)).toEqual(settings(hostile));
});
